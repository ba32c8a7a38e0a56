"""A reader's sitting at a study, over a real record and without a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from overread.app.sitting import (
    Sitting,
    add,
    answer,
    begin,
    change,
    keep,
    scrolled,
    set_aside,
    sign_off,
    typed,
    undo,
    write_own,
)
from overread.records import Probe, SignedOut, SignIn, Store, delete_statement, disposition_flag, insert_omission, sign_out

if TYPE_CHECKING:
    from tests.app.conftest import Clinic, Opened

RIGHT = "1. 4 mm nodule in the left upper lobe.\n2. Moderate emphysema."
WRONG = "1. 4 mm nodule in the right upper lobe.\n2. Moderate emphysema."


def sat(clinic: Clinic, who: str = "anna", impression: str = WRONG) -> Sitting:
    clinic.load("S1", impression)
    return begin(clinic.store, clinic[who], "S1")


def words(sitting: Sitting) -> tuple[str, str]:
    assert sitting.notice is not None
    return sitting.notice.tone, sitting.notice.words


def test_what_is_typed_is_checked_and_kept_only_when_told(clinic: Clinic) -> None:
    sitting = typed(clinic.store, clinic["anna"], sat(clinic), RIGHT)
    assert (sitting.text, sitting.typed, sitting.shown.flags, sitting.view.text) == (RIGHT, RIGHT, (), WRONG)
    assert begin(clinic.store, clinic["ben"], "S1").text == WRONG
    sitting = keep(clinic.store, clinic["anna"], sitting)
    assert (sitting.text, sitting.typed, sitting.view.text) == (RIGHT, None, RIGHT)
    assert begin(clinic.store, clinic["ben"], "S1").text == RIGHT


def test_typing_back_what_is_kept_leaves_nothing_to_keep(clinic: Clinic) -> None:
    sitting = typed(clinic.store, clinic["anna"], sat(clinic), RIGHT)
    sitting = typed(clinic.store, clinic["anna"], sitting, WRONG)
    assert (sitting.typed, sitting.preview, sitting.view.version) == (
        None,
        None,
        keep(clinic.store, clinic["anna"], sitting).view.version,
    )


def test_a_text_too_long_is_refused_in_words_and_stays_in_the_editor(clinic: Clinic) -> None:
    long = "x" * 200_000
    sitting = typed(clinic.store, clinic["anna"], sat(clinic), long)
    assert words(sitting)[0] == "refused"
    assert "200,000 characters" in words(sitting)[1]
    assert (sitting.text, sitting.shown.text) == (long, WRONG)
    assert keep(clinic.store, clinic["anna"], sitting).typed == long


def test_undo_takes_back_what_is_typed_then_what_was_kept(clinic: Clinic) -> None:
    anna, store = clinic["anna"], clinic.store
    sitting = keep(store, anna, typed(store, anna, sat(clinic), RIGHT))
    sitting = undo(store, anna, typed(store, anna, sitting, "Nothing."))
    assert sitting.text == RIGHT
    sitting = undo(store, anna, sitting)
    assert sitting.text == WRONG
    assert words(undo(store, anna, sitting)) == ("refused", "there is no edit to undo")


def test_a_change_keeps_what_was_typed_first(clinic: Clinic) -> None:
    anna, store = clinic["anna"], clinic.store
    sitting = typed(store, anna, sat(clinic), WRONG + "\n3. Pneumothorax.")
    key = next(flag.key for flag in sitting.shown.flags if flag.flag.text and "neumothorax" in flag.flag.text)
    sitting = change(store, anna, sitting, delete_statement, key)
    assert (sitting.view.text, sitting.typed, sitting.notice) == (WRONG, None, None)


def test_what_is_missing_can_be_inserted(clinic: Clinic) -> None:
    sitting = sat(clinic, impression="1. Moderate emphysema.")
    key = next(flag.key for flag in sitting.shown.flags if flag.flag.type == "omission")
    sitting = change(clinic.store, clinic["anna"], sitting, insert_omission, key)
    assert "4 mm nodule" in sitting.text
    assert sitting.shown.flags == ()


def test_a_second_reader_overwrites_nothing_and_loses_nothing(clinic: Clinic) -> None:
    store = clinic.store
    first = sat(clinic)
    second = begin(store, clinic["ben"], "S1")
    first = keep(store, clinic["anna"], typed(store, clinic["anna"], first, RIGHT))
    second = keep(store, clinic["ben"], typed(store, clinic["ben"], second, "Emphysema only."))
    assert words(second) == ("conflict", "somebody else changed this study; look again, then decide")
    assert (second.text, second.aside, second.typed) == (RIGHT, "Emphysema only.", None)
    again = keep(store, clinic["ben"], typed(store, clinic["ben"], second, RIGHT + "\n3. No effusion."))
    assert (again.notice, again.aside) == (None, "Emphysema only.")


def settled(clinic: Clinic, sitting: Sitting) -> Sitting:
    anna, store = clinic["anna"], clinic.store
    for flag in sitting.shown.flags:
        sitting = change(store, anna, sitting, disposition_flag, flag.key, "accept", "seen_on_images", "seen")
    return scrolled(store, anna, sitting, sitting.view.text_sha256)


def test_each_rule_is_told_in_words_until_the_signature_stands(clinic: Clinic) -> None:
    anna, store = clinic["anna"], clinic.store
    sitting = sign_off(store, anna, sat(clinic))
    assert words(sitting) == ("refused", "1 flag must be settled first")
    sitting = settled(clinic, sitting)
    clinic.clock.advance(minutes=2)
    sitting = sign_off(store, anna, sitting)
    assert (sitting.notice, sitting.view.state, sitting.view.origin, len(sitting.view.signatures)) == (
        None,
        "signed",
        "signed",
        1,
    )
    assert words(add(store, anna, sitting, " ")) == ("refused", "the addendum is empty")
    sitting = add(store, anna, sitting, "Compared with 2024: unchanged.")
    assert [each.text for each in sitting.view.signatures] == [WRONG, "Compared with 2024: unchanged."]
    assert words(sitting)[0] == "said"


def test_a_short_reading_is_asked_about(clinic: Clinic) -> None:
    anna, store = clinic["anna"], clinic.store
    sitting = sign_off(store, anna, settled(clinic, sat(clinic)))
    assert sitting.view.challenge is not None
    assert sitting.view.state == "open"
    refused = answer(store, anna, sitting, sitting.view.challenge, "yes")
    assert words(refused)[0] == "refused"
    signed = answer(store, anna, sitting, sitting.view.challenge, "I compared side, size and lobe.")
    assert signed.view.state == "signed"


def test_text_that_was_only_typed_is_kept_before_it_is_signed_or_scrolled(clinic: Clinic) -> None:
    anna, store = clinic["anna"], clinic.store
    sitting = typed(store, anna, sat(clinic), RIGHT)
    sitting = scrolled(store, anna, sitting, sitting.shown.text_sha256)
    assert (sitting.view.text, sitting.view.scrolled, sitting.typed) == (RIGHT, True, None)
    clinic.clock.advance(minutes=2)
    sitting = sign_off(store, anna, typed(store, anna, sitting, RIGHT + "\n3. No effusion."))
    assert sitting.view.signatures[0].text == RIGHT + "\n3. No effusion."


def test_a_scroll_through_another_text_counts_for_nothing(clinic: Clinic) -> None:
    sitting = sat(clinic)
    assert scrolled(clinic.store, clinic["anna"], sitting, "0" * 64) == sitting


def test_a_scroll_through_a_text_that_another_reader_changed_disturbs_nobody(clinic: Clinic) -> None:
    mine = typed(clinic.store, clinic["ben"], sat(clinic, "ben"), "Emphysema.")
    other = begin(clinic.store, clinic["anna"], "S1")
    keep(clinic.store, clinic["anna"], typed(clinic.store, clinic["anna"], other, RIGHT))
    assert scrolled(clinic.store, clinic["ben"], mine, mine.view.text_sha256) == mine


def test_a_text_typed_over_one_that_is_gone_is_laid_aside(clinic: Clinic) -> None:
    sitting = set_aside(sat(clinic), "Emphysema.")
    assert (sitting.text, sitting.aside, words(sitting)[0]) == (WRONG, "Emphysema.", "conflict")
    assert set_aside(sitting, WRONG).aside == ""


def test_own_impression_comes_first_and_shows_the_draft(opened: Opened) -> None:
    clinic = opened("own_first_share: 1")
    sitting = sat(clinic)
    assert (sitting.view.revealed, sitting.text, sitting.open) == (False, "", False)
    assert words(write_own(clinic.store, clinic["anna"], sitting, " "))[0] == "refused"
    sitting = write_own(clinic.store, clinic["anna"], sitting, "Nodule on the left.")
    assert (sitting.view.revealed, sitting.view.own_impression, sitting.text) == (True, "Nodule on the left.", WRONG)


def test_a_training_case_ends_with_what_was_found(clinic: Clinic) -> None:
    clinic.load("T1", WRONG, probes=(Probe("laterality", wrong="right upper lobe", withheld=True),))
    tina, store = clinic["tina"], clinic.store
    sitting = begin(store, tina, "T1")
    assert sitting.shown.flags == ()
    sitting = scrolled(store, tina, keep(store, tina, typed(store, tina, sitting, RIGHT)), sitting.view.text_sha256)
    sitting = scrolled(store, tina, sitting, sitting.view.text_sha256)
    clinic.clock.advance(minutes=2)
    sitting = sign_off(store, tina, sitting)
    assert [(each.flag_type, each.caught) for each in sitting.answers] == [("laterality", True)]
    assert (sitting.view.state, sitting.view.signatures) == ("answered", ())


def test_the_quality_desk_looks_and_does_not_read(clinic: Clinic) -> None:
    sitting = sat(clinic, "quentin")
    assert (sitting.view.state, sitting.open) == ("waiting", False)
    assert sitting.shown.text == WRONG


STEPS: tuple[Callable[[Store, SignIn, Sitting], Sitting], ...] = (
    lambda store, me, sitting: typed(store, me, sitting, "Emphysema."),
    lambda store, me, sitting: scrolled(store, me, sitting, sitting.view.text_sha256),
    lambda store, me, sitting: undo(store, me, Sitting(sitting.view)),
    lambda store, me, sitting: write_own(store, me, sitting, "Emphysema."),
    lambda store, me, sitting: add(store, me, sitting, "Emphysema."),
    keep,
    sign_off,
)


@pytest.mark.parametrize("step", STEPS)
def test_an_ended_sign_in_gets_through(clinic: Clinic, step: Callable[[Store, SignIn, Sitting], Sitting]) -> None:
    sitting = typed(clinic.store, clinic["anna"], sat(clinic), RIGHT + " ")
    with clinic.store.begin() as session:
        sign_out(session, clinic["anna"])
    with pytest.raises(SignedOut):
        step(clinic.store, clinic["anna"], sitting)
