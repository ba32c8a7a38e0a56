"""One error at a time in side, place, number or quality, planted in impressions of every kind of examination."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from overread.checking import over_read
from overread.review import Flag
from overread.study import Exam, Study

ATTRIBUTES = frozenset({"laterality", "location", "measurement", "count", "descriptor"})
LEAST_SHARE = 0.95
# What is flagged as something else, with why, or not at all.
KNOWN_MISSES = frozenset(
    {
        ("6 mm lingular", "6 mm right middle lobe"),  # a wrong side
        ("right paracentral", "right foraminal"),  # a place that the source does not give
        ("Comminuted tibial fracture.", "Transverse tibial fracture."),  # a fracture can be both
        ("Single live", "Twin live"),
        ("right proximal humerus", "left proximal humerus"),  # a wrong place among several
    }
)
# The side of the arm a line was put into; an epididymal head, a uterine wall that the source names in two steps.
KNOWN_ALARMS = ("PICC tip", "1. 1.6 cm hypoechoic vascular left testicular", "1. 6.3 cm subserosal fibroid")


@cache
def studies() -> tuple[dict[str, Any], ...]:
    """Return the studies of the file beside this one."""
    return tuple(yaml.safe_load(Path(__file__).with_name("planted_errors.yaml").read_text(encoding="utf-8")))


def flags_on(study: dict[str, Any], impression: str) -> tuple[Flag, ...]:
    """Return the flags on an impression of a study."""
    exam = Exam(description=study["exam"])
    return over_read(Study("1", study["findings"], exam, impression=impression)).flags


def errors() -> Iterator[tuple[dict[str, Any], str, str, str]]:
    """Yield every study with each of its errors."""
    for study in studies():
        for old, new, kind in study["errors"]:
            yield study, old, new, kind


def is_found(study: dict[str, Any], old: str, new: str, kind: str) -> bool:
    """Say whether the words put in, or the words beside them, are flagged as an error of that kind."""
    start = study["impression"].index(old)
    flags = flags_on(study, study["impression"].replace(old, new, 1))
    near = [flag for flag in flags if flag.span and flag.span[0] < start + len(new) + 12 and start - 12 < flag.span[1]]
    return any(flag.type == kind for flag in near)


def test_planted_errors_are_found_but_for_the_known_misses() -> None:
    missed = {(old, new) for study, old, new, kind in errors() if not is_found(study, old, new, kind)}
    assert missed == KNOWN_MISSES


def test_known_misses_are_few() -> None:
    assert len(KNOWN_MISSES) <= (1 - LEAST_SHARE) * len(list(errors()))


@pytest.mark.parametrize("study", studies(), ids=lambda study: f"{study['exam']}: {study['impression'][:40]}")
def test_a_faithful_impression_raises_no_grave_flag_on_an_attribute(study: dict[str, Any]) -> None:
    grave = [flag for flag in flags_on(study, study["impression"]) if flag.severity != "minor" and flag.type in ATTRIBUTES]
    assert grave == []


def test_a_faithful_impression_raises_few_slight_flags_on_an_attribute() -> None:
    flagged = {s["impression"] for s in studies() if any(flag.type in ATTRIBUTES for flag in flags_on(s, s["impression"]))}
    assert {draft for draft in flagged if not draft.startswith(KNOWN_ALARMS)} == set()
