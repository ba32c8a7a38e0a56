"""Reading and correcting: own impression first, edits with re-check, flags settled one by one, nobody overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from overread.records import (
    Conflict,
    add_draft,
    correct_statement,
    delete_statement,
    disposition_flag,
    edit_impression,
    insert_omission,
    look_at,
    open_review,
    preview_edit,
    record_scroll,
    reveal_draft,
    undo_edit,
    write_own_impression,
)
from overread.records.statements import without_statement
from overread.review import Draft

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import MakeSite, Site

RIGHT = "8 mm nodule in the left upper lobe."
WRONG = "8 mm nodule in the right upper lobe."
DRAFT = Draft(WRONG, "small", "sha256:m", "impression", "sha256:p", 7, confidence=0.5)


def types(view: Any) -> list[str]:
    """The types of the flags that a view shows."""
    return [flag.flag.type for flag in view.flags]


class TestOwnFirst:
    """A reader who writes first."""

    @pytest.fixture
    def view(self, make_site: MakeSite) -> Any:
        self.site = make_site("own_first_share: 1")
        self.site.load(draft=DRAFT)
        return self.site.open()

    def test_sees_neither_draft_nor_flags_nor_the_impression_of_the_study(self, view: Any) -> None:
        assert (view.own_first, view.revealed) == (True, False)
        assert (view.text, view.draft, view.review, view.flags, view.study.impression) == ("", None, None, (), None)

    @pytest.mark.parametrize("service", [reveal_draft, edit_impression, record_scroll])
    def test_cannot_go_round_it(self, view: Any, service: Any) -> None:
        more = {edit_impression: (view.version, RIGHT), record_scroll: ("0" * 64,)}.get(service, ())
        with pytest.raises(PermissionError, match=r"write your own|not been shown"):
            self.site.do(service, "radiologist", view.review_id, *more)

    def test_then_sees_the_draft_and_both_are_checked_alike(self, view: Any) -> None:
        own = self.site.do(write_own_impression, "radiologist", view.review_id, RIGHT)
        assert (own.revealed, own.own_impression, own.own_review) == (False, RIGHT, None)
        shown = self.site.do(reveal_draft, "radiologist", view.review_id)
        assert (shown.text, types(shown), shown.draft) == (WRONG, ["laterality"], DRAFT)
        assert shown.own_review is not None
        assert shown.own_review.flags == ()

    def test_cannot_write_it_again_afterwards(self, view: Any) -> None:
        self.site.do(write_own_impression, "radiologist", view.review_id, "first")
        self.site.do(write_own_impression, "radiologist", view.review_id, "second")
        assert self.site.do(reveal_draft, "radiologist", view.review_id).own_impression == "second"
        with pytest.raises(PermissionError, match="has been shown"):
            self.site.do(write_own_impression, "radiologist", view.review_id, "third")

    @pytest.mark.parametrize("text", ["", " \n"])
    def test_an_empty_one_is_none(self, view: Any, text: str) -> None:
        with pytest.raises(ValueError, match="empty"):
            self.site.do(write_own_impression, "radiologist", view.review_id, text)

    def test_cannot_peek_by_looking(self, view: Any) -> None:
        with pytest.raises(PermissionError, match="not signed yet"):
            self.site.do(look_at, "radiologist", "S1")
        assert self.site.do(look_at, "quality", "S1").text == WRONG


def test_the_share_of_readers_who_write_first_is_kept(make_site: MakeSite) -> None:
    site = make_site("own_first_share: 0.5")
    for number in range(40):
        site.load(id=f"S{number}")
    first = [site.do(open_review, "radiologist", f"S{number}").own_first for number in range(40)]
    again = [site.do(open_review, "radiologist", f"S{number}").own_first for number in range(40)]
    assert 10 <= sum(first) <= 30
    assert again == first


def test_a_study_without_a_draft_hides_nothing(make_site: MakeSite) -> None:
    site = make_site("own_first_share: 1")
    site.load(None)
    assert site.open().revealed


def test_an_edit_is_checked_at_once_and_can_be_undone(site: Site) -> None:
    site.load()
    view = site.open()
    assert (view.origin, types(view), view.can_undo) == ("draft", ["laterality"], False)
    view = site.do(edit_impression, "radiologist", view.review_id, view.version, RIGHT)
    assert (view.origin, types(view), view.can_undo) == ("edited", [], True)
    view = site.do(edit_impression, "radiologist", view.review_id, view.version, "No nodule.")
    view = site.do(undo_edit, "radiologist", view.review_id, view.version)
    assert view.text == RIGHT
    view = site.do(undo_edit, "radiologist", view.review_id, view.version)
    assert (view.text, view.origin, view.can_undo) == (WRONG, "draft", False)
    with pytest.raises(ValueError, match="no edit to undo"):
        site.do(undo_edit, "radiologist", view.review_id, view.version)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a\0b", "\u202eright\u202c", "é" * 100_000, "\U0001f9e0", " "])
def test_hostile_text_is_kept_to_the_letter(site: Site, text: str) -> None:
    site.load()
    view = site.open()
    site.do(edit_impression, "radiologist", view.review_id, view.version, text)
    assert site.do(open_review, "radiologist", "S1").text == text


@pytest.mark.parametrize(("text", "why"), [("x" * 100_001, "100,001 characters"), ("\ud800", "surrogate")])
def test_text_that_no_body_has_is_refused_in_words(site: Site, text: str, why: str) -> None:
    site.load()
    view = site.open()
    with pytest.raises(ValueError, match=why) as caught:
        site.do(edit_impression, "radiologist", view.review_id, view.version, text)
    assert text not in str(caught.value)


def test_two_people_on_one_study_cannot_overwrite_each_other(site: Site) -> None:
    site.load()
    mine = site.open()
    theirs = site.open("trainee")
    site.do(edit_impression, "trainee", theirs.review_id, theirs.version, RIGHT)
    for service, more in [
        (edit_impression, ("mine",)),
        (undo_edit, ()),
        (disposition_flag, (mine.flags[0].key, "dismiss", "other", "x")),
        (add_draft, (DRAFT,)),
    ]:
        with pytest.raises(Conflict, match="somebody else"):
            site.do(service, "radiologist", mine.review_id, mine.version, *more)  # type: ignore[arg-type]
    assert site.open().text == RIGHT


def test_settling_a_flag_is_a_change_that_others_must_see(site: Site) -> None:
    site.load()
    mine, theirs = site.open(), site.open("trainee")
    site.do(disposition_flag, "trainee", theirs.review_id, theirs.version, theirs.flags[0].key, "dismiss", "other", "x")
    with pytest.raises(Conflict):
        site.do(edit_impression, "radiologist", mine.review_id, mine.version, RIGHT)


@pytest.mark.parametrize(
    ("action", "reason", "comment", "why"),
    [
        ("dismiss", "other", "", "in words"),
        ("accept", "other", " ", "in words"),
        ("dismiss", "because", "x", "expected one of"),
        ("agree", "other", "x", "expected accept or dismiss"),
        ("correct", "other", "x", "expected accept or dismiss"),
        ("dismiss", "seen_on_images", "x" * 2_001, "characters"),
    ],
)
def test_a_disposition_without_a_reason_is_refused(site: Site, action: Any, reason: str, comment: str, why: str) -> None:
    site.load()
    view = site.open()
    with pytest.raises(ValueError, match=why):
        site.do(disposition_flag, "radiologist", view.review_id, view.version, view.flags[0].key, action, reason, comment)


def test_a_disposition_outlives_an_edit_elsewhere_and_ends_with_its_statement(site: Site) -> None:
    site.load()
    view = site.open()
    key = view.flags[0].key
    view = site.do(disposition_flag, "radiologist", view.review_id, view.version, key, "dismiss", "checker_misread", "no")
    assert view.flags[0].disposition is not None
    view = site.do(edit_impression, "radiologist", view.review_id, view.version, f"No pleural effusion. {WRONG}")
    assert [flag.disposition is not None for flag in view.flags] == [True]
    changed = WRONG.replace("8 mm", "9 mm")
    view = site.do(edit_impression, "radiologist", view.review_id, view.version, changed)
    assert all(flag.disposition is None for flag in view.flags)
    with pytest.raises(ValueError, match="no such flag"):
        site.do(disposition_flag, "radiologist", view.review_id, view.version, key, "dismiss", "checker_misread", "no")


def test_a_statement_is_corrected_deleted_or_put_in(site: Site) -> None:
    site.load(f"1. {WRONG}\n2. No pleural effusion.")
    view = site.open()
    view = site.do(delete_statement, "radiologist", view.review_id, view.version, view.flags[0].key)
    assert view.text == "1. No pleural effusion."
    omission = next(flag for flag in view.flags if flag.flag.type == "omission")
    with pytest.raises(ValueError, match="what is missing"):
        site.do(delete_statement, "radiologist", view.review_id, view.version, omission.key)
    view = site.do(insert_omission, "radiologist", view.review_id, view.version, omission.key)
    assert view.text.startswith("1. No pleural effusion.\n2. ")
    assert "omission" not in types(view)
    view = site.do(edit_impression, "radiologist", view.review_id, view.version, WRONG)
    key = view.flags[0].key
    with pytest.raises(ValueError, match="nothing was corrected"):
        site.do(correct_statement, "radiologist", view.review_id, view.version, key, WRONG)
    view = site.do(correct_statement, "radiologist", view.review_id, view.version, key, RIGHT)
    assert (view.text, view.flags) == (RIGHT, ())


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("1. One here.\n2. Two here.\n3. Three here.", "Two", "1. One here.\n2. Three here."),
        ("One here. Two here. Three here.", "Two", "One here. Three here."),
        ("1) One here. Two here.\n2) Three here.", "Two", "1) One here.\n2) Three here."),
        ("Only one.", "Only", ""),
        ("- One here.\n- Two here.", "One", "- Two here."),
    ],
)
def test_a_sentence_leaves_its_neighbours_alone(text: str, words: str, left: str) -> None:
    start = text.index(words)
    assert without_statement(text, (start, start + len(words))) == left


def test_a_scroll_counts_for_the_text_that_was_seen(site: Site) -> None:
    site.load()
    view = site.open()
    view = site.do(record_scroll, "radiologist", view.review_id, view.text_sha256)
    assert view.scrolled
    view = site.do(edit_impression, "radiologist", view.review_id, view.version, RIGHT)
    assert view.scrolled
    theirs = site.open("trainee")
    site.do(edit_impression, "trainee", theirs.review_id, theirs.version, "No nodule.")
    assert not site.open().scrolled
    with pytest.raises(Conflict, match="changed since"):
        site.do(record_scroll, "radiologist", view.review_id, view.text_sha256)


def test_a_new_draft_takes_the_place_of_the_text_and_asks_for_another_look(site: Site) -> None:
    site.load(RIGHT)
    view = site.open()
    site.do(record_scroll, "radiologist", view.review_id, view.text_sha256)
    view = site.do(add_draft, "radiologist", view.review_id, view.version, DRAFT)
    assert (view.text, view.draft, view.origin, view.scrolled, types(view)) == (WRONG, DRAFT, "draft", False, ["laterality"])


@pytest.mark.parametrize(("service", "more"), [(edit_impression, (1, "x")), (record_scroll, ("0" * 64,)), (reveal_draft, ())])
def test_a_review_that_was_not_opened_is_refused(site: Site, service: Any, more: tuple[Any, ...]) -> None:
    number = site.load()
    with pytest.raises(ValueError, match="open its study first"):
        site.do(service, "radiologist", number, *more)


def test_an_unknown_study_is_named(site: Site) -> None:
    with pytest.raises(ValueError, match="'S9' is not in the record"):
        site.do(open_review, "radiologist", "S9")


def test_a_preview_checks_another_text_and_keeps_nothing(site: Site) -> None:
    site.load(WRONG)
    view = site.open()
    with site.store.read() as session:
        preview = preview_edit(session, site["radiologist"], view.review_id, RIGHT)
        assert (preview.text, preview.origin, preview.flags, preview.version) == (RIGHT, "edited", (), view.version)
        empty = preview_edit(session, site["radiologist"], view.review_id, " ")
        assert "empty" in [obstacle.code for obstacle in empty.obstacles]
        with pytest.raises(ValueError, match="expected at most"):
            preview_edit(session, site["radiologist"], view.review_id, "x" * 200_000)
    again = site.do(open_review, "radiologist", "S1")
    assert (again.text, again.version, len(again.flags)) == (WRONG, view.version, 1)


def test_a_preview_is_refused_before_the_draft_is_seen_and_after_signing(make_sqlite_site: MakeSite) -> None:
    site = make_sqlite_site("own_first_share: 1")
    site.load(RIGHT)
    view = site.open()
    with site.store.read() as session, pytest.raises(ValueError, match="not open to be changed"):
        preview_edit(session, site["radiologist"], view.review_id, RIGHT)
    other = make_sqlite_site()
    done = other.signed()
    with other.store.read() as session, pytest.raises(ValueError, match="not open to be changed"):
        preview_edit(session, other["radiologist"], done.review_id, RIGHT)
