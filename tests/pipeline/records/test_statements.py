"""Statements put into an impression, found in it, and taken out."""

from __future__ import annotations

import pytest

from overread.records.statements import statement_at, with_statement

INSERTED = (
    ("", "mild emphysema", "Mild emphysema."),
    ("  \n", "mild emphysema", "Mild emphysema."),
    ("8 mm nodule.", "mild\n emphysema.", "8 mm nodule.\nMild emphysema."),
    ("1. 8 mm nodule.", "Mild emphysema", "1. 8 mm nodule.\n2. Mild emphysema."),
    ("1) A.\n2) B.\n", "C?", "1) A.\n2) B.\n3) C?"),
    ("9. A.\n10. B.", "C", "9. A.\n10. B.\n11. C."),
    ("Nodule of 8.\n5 mm wide.", "C", "Nodule of 8.\n5 mm wide.\nC."),
)


@pytest.mark.parametrize(("impression", "statement", "expected"), INSERTED)
def test_a_statement_becomes_the_last_item(impression: str, statement: str, expected: str) -> None:
    assert with_statement(impression, statement) == expected


FOUND = (
    ("Nodule on the left. No effusion.", "left", "Nodule on the left"),
    ("1. Nodule on the left.\n2. No effusion.", "effusion", "No effusion"),
    ("", "", ""),
)


@pytest.mark.parametrize(("impression", "words", "statement"), FOUND)
def test_a_statement_is_found_by_words_within_it(impression: str, words: str, statement: str) -> None:
    at = impression.index(words)
    start, end = statement_at(impression, (at, at + len(words)))
    assert impression[start:end] == statement
