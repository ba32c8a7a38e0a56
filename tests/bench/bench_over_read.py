"""How long each step of an over-read takes, at three lengths of the findings; run by `make bench`."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest

from overread import prompts
from overread.checking import check, compare, extract, over_read
from overread.conversion import record_of, study_json
from overread.readers import READERS, Failure
from overread.review import Review
from overread.study import Study
from overread.validators import VALIDATORS
from overread.writers.jsonl import line_of

Timed = Callable[..., None]


def compared(study: Study) -> Review:
    """Return a review that is ready for the validators."""
    return compare(extract(Review(study)))


def read_line(line: bytes) -> Study:
    """Return the study of one line."""
    (record,) = (record for _, record in READERS["jsonl"].read(io.BytesIO(line)))
    if isinstance(record, Failure):
        raise TypeError(record.message)
    return record


def test_extraction(timed: Timed) -> None:
    timed(extract, Review, "extraction")


def test_comparison(timed: Timed) -> None:
    timed(compare, lambda study: extract(Review(study)), "comparison")


@pytest.mark.parametrize("name", sorted(VALIDATORS))
def test_validator(timed: Timed, name: str) -> None:
    timed(lambda review: list(VALIDATORS[name](review)), compared, f"validator {name}")


def test_all_validators(timed: Timed) -> None:
    timed(check, compared, "all validators")


def test_over_read(timed: Timed) -> None:
    timed(over_read, name="whole over-read")


def test_prompt(timed: Timed) -> None:
    timed(prompts.load(prompts.DEFAULT).turns, name="prompt building")


def test_json_in(timed: Timed) -> None:
    timed(read_line, lambda study: json.dumps(study_json(study)).encode(), "JSON in")


def test_json_out(timed: Timed) -> None:
    timed(lambda review: line_of(record_of(review)), over_read, "JSON out")
