from __future__ import annotations

import json
from typing import Any

import pytest

from overread.contract import ReviewRecord
from overread.eval.exporting import GREEN, flags_from, to_crimson, to_green
from overread.review import FLAG_TYPES


def flag(kind: str, severity: str = "major", claim: str | None = None) -> dict[str, Any]:
    """Return one flag of a result line."""
    evidence = [{"source": "findings", "span": [0, 4], "text": "left"}]
    return {"type": kind, "severity": severity, "span": [0, 5], "text": "right", "claim": claim, "validator": kind,
            "message": "The source says left.", "evidence": evidence}  # fmt: skip


def claim(name: str, status: str, presence: str = "present") -> dict[str, Any]:
    """Return one claim of a result line."""
    rest = dict.fromkeys(("site", "laterality", "severity", "change", "count"))
    attributes: dict[str, Any] = {"presence": presence, "certainty": "definite", "size": [], **rest}
    named = {"id": name, "span": [0, 5], "text": f"claim {name}", "finding": "nodule", "status": status}
    return {**named, "attributes": attributes, "evidence": []}


def result(flags: list[dict[str, Any]], claims: list[dict[str, Any]] | None = None) -> ReviewRecord:
    """Return a result line."""
    line = {"id": "s", "decision": "review", "impression": "right", "claims": claims or [], "flags": flags, "seconds": 0.1,
            "versions": {"overread": "1", "lexicon": "x"}, "meta": {}, "error": None}  # fmt: skip
    return ReviewRecord.model_validate(line)


@pytest.mark.parametrize("convert", [to_green, to_crimson])
def test_no_flag_is_lost_or_changed(convert: Any) -> None:
    record = result([flag(kind, severity) for kind in FLAG_TYPES for severity in ("critical", "major", "minor")])
    exported = json.loads(json.dumps(convert(record)))
    assert flags_from(exported) == record.flags


@pytest.mark.parametrize(
    ("kind", "letter"),
    [
        ("invented_finding", "a"), ("omission", "b"), ("laterality", "c"), ("location", "c"), ("severity", "d"),
        ("measurement", "d"), ("invented_prior", "e"), ("change", "f"), ("dropped_change", "f"),
    ],
)  # fmt: skip
def test_green_categories(kind: str, letter: str) -> None:
    exported = to_green(result([flag(kind)]))
    counts = {name: len(errors) for name, errors in exported["clinically_significant_errors"].items()}
    assert counts == {name: int(name == letter) for name in GREEN}


def test_a_denied_finding_is_missing_and_a_stated_one_is_false() -> None:
    claims = [claim("c1", "contradicted", "absent"), claim("c2", "contradicted", "present")]
    exported = to_green(result([flag("negation", claim="c1"), flag("negation", claim="c2")], claims))
    places = {letter: [e["place"] for e in errors] for letter, errors in exported["clinically_significant_errors"].items()}
    assert (places["b"], places["a"]) == ([0], [1])


def test_the_green_score_is_matched_over_matched_and_significant() -> None:
    claims = [claim("c1", "supported"), claim("c2", "inferred"), claim("c3", "supported"), claim("c4", "contradicted")]
    exported = to_green(result([flag("laterality"), flag("severity", "minor"), flag("text_defect")], claims))
    assert exported["green"] == 0.75
    assert len(exported["outside"]) == 1
    assert len(exported["clinically_insignificant_errors"]["d"]) == 1
    assert to_green(result([]))["green"] == 0


def test_crimson_categories() -> None:
    exported = to_crimson(
        result([flag("omission", "critical"), flag("measurement", "minor"), flag("sex"), flag("invented_finding")])
    )
    errors = exported["errors"]
    assert errors["missing_findings"][0]["clinical_significance"] == "urgent"
    assert errors["attribute_errors"][0]["error_types"] == ["measurement"]
    assert errors["attribute_errors"][0]["severity"] == "negligible"
    assert errors["false_findings"][0]["clinical_significance"] == "actionable_not_urgent"
    assert [entry["flag"]["type"] for entry in exported["outside"]] == ["sex"]
