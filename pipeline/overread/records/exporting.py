"""The audit as JSON Lines and as FHIR R4B AuditEvents; neither holds report text, because the audit holds none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from overread.records.access import SignIn, require
from overread.records.audit import AuditEntry, entries
from overread.records.columns import canonical, written

_SYSTEM = "urn:overread:audit"
_DICOM = "http://dicom.nema.org/resources/ontology/DCM"
_ACTIONS: Mapping[str, str] = MappingProxyType({
    "study_loaded": "C", "user_created": "C", "signed": "C", "own_impression": "C",
    "identity_bound": "U", "user_reactivated": "U",
    "text_changed": "U", "flag_settled": "U", "role_changed": "U", "password_set": "U", "user_deactivated": "U",
    "draft_revealed": "R", "review_opened": "R", "scrolled": "R",
})  # fmt: skip
"""The FHIR AuditEvent.action of each act; every other act is `E`, execute."""

_DISPLAYS: Mapping[str, str] = MappingProxyType({
    "110100": "Application Activity", "110101": "Audit Log Used", "110110": "Patient Record",
    "110113": "Security Alert", "110114": "User Authentication",
})  # fmt: skip
_KINDS: Mapping[str, tuple[str, str | None]] = MappingProxyType({
    "signed_in": ("110114", "110122"), "sign_in_failed": ("110114", "110122"), "signed_out": ("110114", "110123"),
    "user_created": ("110113", "110137"), "user_deactivated": ("110113", "110137"), "role_changed": ("110113", "110137"),
    "password_set": ("110113", "110137"), "user_reactivated": ("110113", "110137"), "identity_bound": ("110113", "110137"),
    "refused": ("110113", None), "reanchored": ("110101", None),
    "training_acknowledged": ("110100", None),
})  # fmt: skip
"""DICOM PS3.15 A.5 event type and subtype of each act (110122 Login, 110123 Logout, 110137 User Security Attributes
Changed); every other act is about a study, a patient record."""


def export_audit(session: Session, acting: SignIn, format: str) -> Iterator[str]:
    """Yield the audit line by line as `jsonl` or `fhir`, for the quality desk and administrators."""
    require(session, acting, "see_audit")
    return exported(session, format)


def exported(session: Session, format: str) -> Iterator[str]:
    """Yield every entry as one line of JSON: `jsonl` as it is kept, `fhir` as an AuditEvent, else ValueError."""
    if format not in FORMATS:
        raise ValueError(f"audit format {format!r}; expected {' or '.join(FORMATS)}")
    return map(FORMATS[format], entries(session))


def plain_line(entry: AuditEntry) -> str:
    """Return an entry as the canonical JSON that its hash is of, with that hash."""
    return canonical({name: getattr(entry, name) for name in AuditEntry.__slots__} | {"at": written(entry.at)})


def fhir_line(entry: AuditEntry) -> str:
    """Return an entry as a FHIR R4B AuditEvent."""
    from fhir.resources.R4B.auditevent import AuditEvent

    return str(AuditEvent.model_validate(_event(entry)).model_dump_json())


FORMATS: Mapping[str, Callable[[AuditEntry], str]] = MappingProxyType({"jsonl": plain_line, "fhir": fhir_line})


def _event(entry: AuditEntry) -> dict[str, Any]:
    kind, subtype = _KINDS.get(entry.action, ("110110", None))
    subtypes = [{"system": _SYSTEM, "code": entry.action}]
    return {
        "resourceType": "AuditEvent",
        "id": str(entry.number),
        "type": {"system": _DICOM, "code": kind, "display": _DISPLAYS[kind]},
        "subtype": [*subtypes, {"system": _DICOM, "code": subtype}] if subtype else subtypes,
        "action": _ACTIONS.get(entry.action, "E"),
        "recorded": written(entry.at),
        "outcome": "4" if entry.action in ("refused", "sign_in_failed") else "0",
        "agent": [{"who": {"identifier": {"value": entry.actor}}, "requestor": True}],
        "source": {"observer": {"display": "Overread"}},
        "entity": _entities(entry),
    }


def _entities(entry: AuditEntry) -> list[dict[str, Any]]:
    said = {**entry.details, "previous": entry.previous, "sha256": entry.sha256}
    texts = {name: value if isinstance(value, str) else canonical(value) for name, value in said.items()}
    details = [{"type": name, "valueString": text} for name, text in texts.items() if said[name] is not None]
    what = {"what": {"identifier": {"value": entry.subject}}} if entry.subject else {"name": "audit entry"}
    return [{**what, "detail": details}]
