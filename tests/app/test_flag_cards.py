"""The cards of flags: which one the keyboard acts on, what was done, and what can be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from overread.app.flag_cards import FlagCard, beside, current_of, flag_cards, settled_html, tally_html
from overread.app.links import links_of
from overread.app.view import view_of
from overread.checking import over_read
from overread.records import FlagView, ReviewView
from overread.records.views import DispositionView
from overread.review import Flag
from overread.study import Exam, Measurement, Study

DONE = DispositionView("dismiss", "other", "<b>no</b>", "anna", datetime(2026, 3, 1, tzinfo=UTC))


def card(key: str, must: bool = True, done: bool = False) -> FlagCard:
    return FlagCard(key, "", FlagView(key, Flag("laterality", "major", "…"), must, DONE if done else None))


CURRENT = (
    ((), None, None),
    ((card("a"), card("b")), None, "a"),
    ((card("a"), card("b")), "b", "b"),
    ((card("a"), card("b")), "gone", "a"),
    ((card("a", done=True), card("b")), None, "b"),
    ((card("a", must=False), card("b")), None, "b"),
    ((card("a", must=False), card("b", done=True)), None, "a"),
    ((card("a", done=True),), None, None),
)


@pytest.mark.parametrize(("cards", "chosen", "expected"), CURRENT)
def test_the_keyboard_acts_on_what_signing_waits_for(
    cards: tuple[FlagCard, ...], chosen: str | None, expected: str | None
) -> None:
    current = current_of(cards, chosen)
    assert (current.key if current else None) == expected


@pytest.mark.parametrize(
    ("at", "step", "expected"), [("a", 1, "b"), ("c", 1, "a"), ("a", -1, "c"), (None, 1, "a"), (None, -1, "c")]
)
def test_back_and_next_go_round(at: str | None, step: int, expected: str) -> None:
    cards = tuple(card(key) for key in "abc")
    assert beside(cards, next((each for each in cards if each.key == at), None), step) == expected
    assert beside((), None, step) is None


def test_what_was_done_is_said_inertly() -> None:
    assert settled_html(card("a")) == ""
    html = settled_html(card("a", done=True))
    assert "Flag dismissed</b> Another reason, in words “&lt;b&gt;no&lt;/b&gt;” <small>anna</small>" in html
    assert "2 to settle" in tally_html((card("a"), card("b"), card("c", done=True), card("d", must=False)))
    assert "none left to settle" in tally_html((card("c", done=True),))
    assert tally_html(()) == '<h2 class="or-title">Flags <small>none</small></h2>'


FINDINGS = "There is a 4 mm nodule in the left upper lobe. Moderate emphysema."
ROWS = (
    Measurement("m1", "long axis", 4, "mm", "nodule", "left upper lobe", "left"),
    Measurement("m2", "long axis", 9, "mm", "nodule", "right lower lobe", "right"),
)


def test_cards_know_their_flag_their_statement_and_what_can_be_inserted() -> None:
    text = "1. Nodule in the right upper lobe."
    review = over_read(Study("S1", FINDINGS, Exam(modality="CT", description="CT chest"), impression=text))
    flags = tuple(FlagView(f"key{number}", flag, True) for number, flag in enumerate(review.flags))
    shown = ReviewView(1, 1, review.study, "open", False, False, False, True, text=text, review=review, flags=flags)
    cards = {each.view.flag.type: each for each in flag_cards(shown, view_of(review))}
    assert {each.key: each.view.flag for each in cards.values()} == {each.key: each.flag for each in flags}
    side = cards["laterality"]
    assert side.statement is not None
    assert text[slice(*side.statement)] == "Nodule in the right upper lobe"
    assert not side.insertable
    assert cards["omission"].insertable
    assert cards["omission"].statement is None
    assert flag_cards(replace(shown, review=None), view_of(review)) == ()


def test_a_statement_lights_the_rows_that_measure_what_it_says_and_no_other() -> None:
    study = Study("S1", FINDINGS, Exam(modality="CT", description="CT chest"), measurements=ROWS)
    links = links_of(over_read(replace(study, impression="4 mm nodule in the left upper lobe. Moderate emphysema.")))
    assert "c1" in links.places[("measurements", "m1")]
    assert "c1" not in links.places.get(("measurements", "m2"), ())
