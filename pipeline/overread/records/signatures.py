"""Verifying the signatures: each text, its binding, its entry in the audit and the report it stands under."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import Session

from overread.records.columns import canonical, sha256_of
from overread.records.tables import AuditRow, ReviewRow, SignatureRow, UserRow


def signature_faults(session: Session) -> tuple[str, ...]:
    """Return what is wrong with any signature, in words that quote no report text."""
    text = type_coerce(SignatureRow.__table__.c.text, Text).label("signed_text")
    binding = type_coerce(SignatureRow.__table__.c.binding, Text).label("signed_binding")
    report = type_coerce(ReviewRow.__table__.c.text, Text).label("report_text")
    moment = type_coerce(SignatureRow.__table__.c.at, Text).label("signed_at")
    rows = session.execute(
        select(SignatureRow.number, text, SignatureRow.text_sha256, binding, SignatureRow.binding_sha256, ReviewRow.study_id)
        .add_columns(ReviewRow.state, report, UserRow.username, moment)
        .join(ReviewRow, ReviewRow.id == SignatureRow.review_id)
        .join(UserRow, UserRow.id == SignatureRow.user_id)
        .order_by(SignatureRow.id)
    )
    known, faults, signed = _audited(session), [], set()
    for number, said, said_sha256, bound, bound_sha256, study, state, shown, signer, at in rows:
        name = f"signature {number} of study {study!r}"
        signed.add(study)
        faults += [
            f"{name}: {fault}"
            for fault in _faults(said, said_sha256, bound, bound_sha256, {"signer": signer, "at": at, "study": study})
        ]
        if known.pop((study, number), None) != bound_sha256:
            faults.append(f"{name}: the audit has no such signature")
        if state != "signed" or (number == 0 and shown != said):
            faults.append(f"{name}: the report it stands under is not shown as it was signed")
    faults += [f"signature {number} of study {study!r}: in the audit, but gone from the record" for study, number in known]
    unsigned = set(session.scalars(select(ReviewRow.study_id).where(ReviewRow.state == "signed"))) - signed
    return (*faults, *(f"study {study!r}: shown as signed without a signature" for study in sorted(unsigned)))


def _faults(text: str, text_sha256: str, binding: str, binding_sha256: str, shown: Mapping[str, Any]) -> Iterator[str]:
    bound, said = _loaded(binding), _loaded(text)
    if not isinstance(said, str) or sha256_of(said) != text_sha256:
        yield "the text is not the one that was signed"
    expected = {**shown, "text_sha256": text_sha256}
    fits = isinstance(bound, dict) and expected.items() <= bound.items()
    if not fits or sha256_of(canonical(bound)) != binding_sha256:
        yield "signer, time or text was changed after signing"


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _audited(session: Session) -> dict[tuple[str, int], str]:
    """Return what the audit says was signed; an entry that cannot be read is no such saying."""
    rows = session.execute(
        select(AuditRow.subject, type_coerce(AuditRow.details, Text)).where(
            AuditRow.action == "signed", AuditRow.subject.is_not(None)
        )
    )
    found = ((str(study), _loaded(details)) for study, details in rows)
    return {
        (study, details["number"]): details["binding_sha256"]
        for study, details in found
        if isinstance(details, dict) and {"number", "binding_sha256"} <= details.keys()
    }
