"""How the work of an over-read grows with the text: counted in calls, which no busy machine changes."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from types import FrameType

import pytest

from overread.checking import check, compare, extract
from overread.review import Review
from overread.study import Exam, Study

FEW, TENFOLD, MOST = 40, 400, 20.0
NODULES = ("A {size} mm nodule in the {side} {lobe} is {course}.",)
REPORT = (
    *NODULES,
    "No pneumothorax on the {side}.",
    "Consolidation in the {side} {lobe} with air bronchograms.",
    "At {level} there is a disc protrusion of {size} mm.",
    "The pancreas, spleen and adrenal glands are normal.",
    "The {side} kidney contains a {size} mm simple cyst.",
)
DIAGNOSES = (
    "Pneumonia in the {side} {lobe}.",
    "Metastasis of {size} mm in the {side} lung.",
    "Normal spleen.",
    "No pleural effusion on the {side}.",
)
ROWS: Sequence[tuple[str, Sequence[str], Sequence[str], int]] = [
    ("one kind of finding, few statements", NODULES, NODULES, 10),
    ("one kind of finding, as many statements", NODULES, NODULES, 1),
    ("many kinds, few statements", REPORT, REPORT, 10),
    ("many kinds, as many statements", REPORT, REPORT, 1),
    ("diagnoses of many kinds", REPORT, DIAGNOSES, 4),
    ("diagnoses of one kind of finding", NODULES, DIAGNOSES, 4),
]


def sentences(frames: Sequence[str], number: int, chance: random.Random) -> list[str]:
    """Return so many sentences of the given frames in turn."""
    return [
        frames[place % len(frames)].format(
            size=chance.randint(3, 60),
            side=chance.choice(("left", "right")),
            lobe=chance.choice(("upper lobe", "middle lobe", "lower lobe")),
            level=chance.choice(("L1-L2", "L2-L3", "L3-L4", "L4-L5", "L5-S1")),
            course=chance.choice(("unchanged", "increased since the prior study", "new")),
        )
        for place in range(number)
    ]


def review_of(stated: Sequence[str], drafted: Sequence[str], number: int, share: int) -> Review:
    """Return the extracted review of so many sentences and a draft of its own that has one for each `share` of them."""
    chance = random.Random(number)
    findings, impression = sentences(stated, number, chance), sentences(drafted, number // share, chance)
    study = Study(id="1", exam=Exam("CT"), findings=" ".join(findings), impression="\n".join(impression))
    return extract(Review(study))


def calls_of(step: Callable[[Review], Review], review: Review) -> int:
    """Return how many calls of Python functions a step makes, items of generators among them."""
    number = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal number
        number += event == "call"

    sys.setprofile(count)
    try:
        step(review)
    finally:
        sys.setprofile(None)
    return number


@pytest.mark.parametrize(("stated", "drafted", "share"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_growth(stated: Sequence[str], drafted: Sequence[str], share: int) -> None:
    """Ten times the text takes about ten times the calls; each statement against each fact would take fifty times and more."""
    few, tenfold = (review_of(stated, drafted, number, share) for number in (FEW, TENFOLD))
    compared = [compare(review) for review in (few, tenfold)]
    check(compared[1])
    assert calls_of(compare, tenfold) < MOST * calls_of(compare, few)
    assert calls_of(check, compared[1]) < MOST * calls_of(check, compared[0])
