"""A reader's own impression against the draft, found by the same check."""

from __future__ import annotations

import pytest

from overread.app.comparing import apart
from overread.study import Exam, Study

STUDY = Study("S1", "There is a 4 mm nodule in the left upper lobe.", Exam(modality="CT", description="CT chest"))

PAIRS: tuple[tuple[str, str, list[tuple[str, str]]], ...] = (
    ("4 mm nodule in the left upper lobe.", "4 mm nodule in the left upper lobe.", []),
    ("Nodule in the left upper lobe.", "Nodule in the right upper lobe.", [("differ", "Nodule in the left upper lobe")]),
    (
        "Nodule in the left upper lobe.",
        "Nodule in the left upper lobe. Pleural effusion.",
        [("draft", "Pleural effusion")],
    ),
    (
        "Nodule in the left upper lobe. Moderate emphysema.",
        "Nodule in the left upper lobe.",
        [("mine", "Moderate emphysema")],
    ),
)


@pytest.mark.parametrize(("own", "draft", "expected"), PAIRS)
def test_what_is_not_shared_is_named(own: str, draft: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.kind, each.text) for each in apart(STUDY, own, draft)] == expected
