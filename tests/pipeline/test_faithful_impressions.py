"""What an impression may say beyond the words of the findings, and what goes too far, from `faithful_impressions.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from overread.checking import over_read
from overread.study import Exam, Study

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("faithful_impressions.yaml").read_text(encoding="utf-8")
)
ROWS = [pytest.param(row, id=f"{group}: {row['impression']}") for group, rows in TABLE.items() for row in rows]
_ABDOMEN = "kidney renal pancrea liver spleen splenic adrenal bladder psoas retroperiton bowel duoden mesent ureter".split()
PARTS = {"diffusion": "brain", "knee": "chest and knee", "humer": "shoulder"} | dict.fromkeys(_ABDOMEN, "abdomen")


def part_of(findings: str) -> str:
    """Return the part of the body that was examined, the chest where the findings name no other."""
    return next((part for word, part in PARTS.items() if word in findings.lower()), "chest")


@pytest.mark.parametrize("row", ROWS)
def test_flags(row: dict[str, Any]) -> None:
    study = Study("S", row["findings"], Exam(body_part=part_of(row["findings"])), impression=row["impression"])
    review = over_read(study)
    assert sorted(f"{flag.severity} {flag.type}" for flag in review.flags) == sorted(row["flags"]), review.flags
    assert all(claim.status != "unchecked" for claim in review.claims)


def test_no_row_stands_twice() -> None:
    pairs = [(row["findings"], row["impression"]) for rows in TABLE.values() for row in rows]
    assert len(pairs) == len(set(pairs))
