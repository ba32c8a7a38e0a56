"""What differs between two texts."""

from __future__ import annotations

import time

import pytest

from overread.app.editing import Change, difference_html, differences

DIFFERENCES = (
    ("a right nodule", "a right nodule", (Change("same", "a right nodule"),)),
    (
        "a right ear",
        "a left ear",
        (Change("same", "a"), Change("removed", " right"), Change("added", " left"), Change("same", " ear")),
    ),
    ("", "new", (Change("added", "new"),)),
    ("old", "", (Change("removed", "old"),)),
    ("8 mm.", "8 mm", (Change("same", "8 mm"), Change("removed", "."))),
)


@pytest.mark.parametrize(("before", "after", "expected"), DIFFERENCES)
def test_the_difference_is_by_word(before: str, after: str, expected: tuple[Change, ...]) -> None:
    assert differences(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [("1. A b.\n\n2. C\td", "2. C  d.\n1. A b\n"), ("x " * 30_000, "x " * 29_000 + "y\n"), ("é\u202e\x00", "<b>\r\n")],
)
def test_the_difference_gives_back_both_texts_soon(before: str, after: str) -> None:
    started = time.perf_counter()
    changes = differences(before, after)
    assert "".join(change.text for change in changes if change.kind != "added") == before
    assert "".join(change.text for change in changes if change.kind != "removed") == after
    assert time.perf_counter() - started < 2


def test_the_difference_is_shown_inert_and_without_colour() -> None:
    assert difference_html("<b>", "<i>") == (
        '<div class="or-text or-changes"><span>&lt;</span><del>b</del><ins>i</ins><span>&gt;</span></div>'
    )
