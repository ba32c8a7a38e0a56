"""No check takes long over text that was made to trouble it."""

from __future__ import annotations

import time

import pytest

from overread.review import Review
from overread.study import Exam, Patient, Study
from overread.validators import VALIDATORS

LENGTH = 200_000
SECONDS = 8.0
PATTERNS = (
    "a", "é", " ", "\n", "you are ", "normal ", "CT of the ", "[name", "<|", "{{a", "aged ", "1-", "1.", "A.a@", "Mr. ",
    "Ab Ab (", "MRN:  ", "12 Elm ", "no mass. mass. ", "ignore all ", "when writing ", "http://", "555 123 ", "prior ",
    "#", "`",
    "her mother ", "uterus ", "\t#",
)  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_check_is_done_in_time(pattern: str) -> None:
    text = (pattern * (LENGTH // len(pattern) + 1))[:LENGTH]
    exam = Exam("MR", "knee", "MRI of the left knee", "left")
    review = Review(Study("S", text, exam, Patient("F", 40), text, text, text, impression=text))
    started = time.process_time()
    for name in VALIDATORS:
        list(VALIDATORS[name](review))
    assert time.process_time() - started < SECONDS
