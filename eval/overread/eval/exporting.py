"""Lossless export of reviews to the error categories of GREEN and ReXVal (six) and of CRIMSON, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from overread.contract import FlagRecord, ReviewRecord

Scheme = Literal["green", "crimson"]

GREEN: Mapping[str, str] = {
    "a": "False report of a finding in the candidate",
    "b": "Missing a finding present in the reference",
    "c": "Misidentification of a finding's anatomic location or position",
    "d": "Misassessment of the severity of a finding",
    "e": "Mentioning a comparison that is not in the reference",
    "f": "Omitting a comparison that details a change from a prior study",
}
"""The six error categories of ReXVal (Yu et al., Patterns 2023) that GREEN (Ostmeier et al., 2024) counts too."""

_TO_GREEN: Mapping[str, str] = {
    "invented_finding": "a", "overinterpretation": "a", "negation": "a", "internal_contradiction": "a", "omission": "b",
    "laterality": "c", "location": "c", "severity": "d", "measurement": "d", "count": "d", "descriptor": "d", "certainty": "d",
    "invented_prior": "e", "change": "f", "dropped_change": "f",
}  # fmt: skip

_TO_CRIMSON: Mapping[str, tuple[str, str | None]] = {
    "invented_finding": ("false_findings", None), "internal_contradiction": ("false_findings", None),
    "negation": ("false_findings", None), "omission": ("missing_findings", None),
    "laterality": ("attribute_errors", "location"), "location": ("attribute_errors", "location"),
    "severity": ("attribute_errors", "severity"), "measurement": ("attribute_errors", "measurement"),
    "count": ("attribute_errors", "descriptor"), "descriptor": ("attribute_errors", "descriptor"),
    "certainty": ("attribute_errors", "certainty"), "overinterpretation": ("attribute_errors", "overinterpretation"),
    "change": ("attribute_errors", "temporal"), "invented_prior": ("attribute_errors", "temporal"),
    "dropped_change": ("attribute_errors", "temporal"),
}  # fmt: skip

_SIGNIFICANCE: Mapping[str, str] = {
    "critical": "urgent",
    "major": "actionable_not_urgent",
    "minor": "not_actionable_not_urgent",
}
_ATTRIBUTE_SEVERITY: Mapping[str, str] = {"critical": "significant", "major": "significant", "minor": "negligible"}
_GREEN_SIGNIFICANCE = {
    "critical": "clinically_significant_errors", "major": "clinically_significant_errors",
    "minor": "clinically_insignificant_errors",
}  # fmt: skip
_MATCHED = ("supported", "inferred")


def green_category(flag: FlagRecord, review: ReviewRecord) -> str | None:
    """Return the ReXVal letter of a flag, None for what the six categories do not cover.

    A draft that denies what the source states misses a finding (b); one that states what the source denies invents one (a).
    """
    if flag.type == "negation":
        claim = next((claim for claim in review.claims if claim.id == flag.claim), None)
        return "b" if claim and claim.attributes.presence == "absent" else "a"
    return _TO_GREEN.get(flag.type)


def to_green(review: ReviewRecord) -> dict[str, Any]:
    """Return a result in GREEN's terms: matched findings, significant and insignificant errors by letter, and the score.

    Flags outside the six categories are kept under `outside`; every error carries the whole flag, so nothing is lost.
    """
    data: dict[str, Any] = {"id": review.id, "matched_findings": _matched(review)}
    data |= {name: {letter: [] for letter in GREEN} for name in dict.fromkeys(_GREEN_SIGNIFICANCE.values())}
    data["outside"] = []
    for place, flag in enumerate(review.flags):
        letter = green_category(flag, review)
        kept = data["outside"] if letter is None else data[_GREEN_SIGNIFICANCE[flag.severity]][letter]
        kept.append(_entry(place, flag))
    significant = sum(map(len, data["clinically_significant_errors"].values()))
    matched = len(data["matched_findings"])
    return data | {"green": matched / (matched + significant) if matched else 0.0}


def to_crimson(review: ReviewRecord) -> dict[str, Any]:
    """Return a result in CRIMSON's terms: matched, false and missing findings, attribute errors by kind, significance.

    Flags that CRIMSON has no category for are kept under `outside`; every error carries the whole flag, so nothing is lost.
    """
    errors: dict[str, list[dict[str, Any]]] = {"false_findings": [], "missing_findings": [], "attribute_errors": []}
    outside: list[dict[str, Any]] = []
    for place, flag in enumerate(review.flags):
        category, kind = _TO_CRIMSON.get(flag.type, (None, None))
        entry = _entry(place, flag)
        if category is None:
            outside.append(entry)
        elif kind is None:
            errors[category].append(entry | {"clinical_significance": _SIGNIFICANCE[flag.severity]})
        else:
            errors[category].append(entry | {"error_types": [kind], "severity": _ATTRIBUTE_SEVERITY[flag.severity]})
    return {"id": review.id, "matched_findings": _matched(review), "errors": errors, "outside": outside}


def _matched(review: ReviewRecord) -> list[str]:
    return [claim.text for claim in review.claims if claim.status in _MATCHED]


def _entry(place: int, flag: FlagRecord) -> dict[str, Any]:
    text = flag.text or next((evidence.text for evidence in flag.evidence if evidence.text), None)
    return {"text": text, "place": place, "flag": flag.model_dump(exclude_unset=True)}


def flags_from(exported: Mapping[str, Any]) -> list[FlagRecord]:
    """Return the flags of an exported result, in their first order: the export loses nothing of them."""
    entries = sorted(_entries(exported), key=lambda entry: int(entry["place"]))
    return [FlagRecord.model_validate(entry["flag"]) for entry in entries]


def _entries(node: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        if "flag" in node and "place" in node:
            yield node
            return
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            yield from _entries(item)
