"""The study page over a real record, run without a browser: settle, correct, delete, insert, edit, undo, sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea

from overread.app import screens
from overread.app.sitting import begin
from overread.records import Probe, edit_impression, record_scroll, sign_out
from overread.review import Draft

if TYPE_CHECKING:
    from tests.app.conftest import Clinic, Opened

RIGHT = "1. 4 mm nodule in the left upper lobe.\n2. Moderate emphysema."
WRONG = "1. 4 mm nodule in the right upper lobe.\n2. Moderate emphysema."
DRAFT = Draft(WRONG, "small <b>", "sha256:m", "impression", "sha256:p", 7, confidence=0.5)
QUICK = "own_first_share: 0\nwords_a_minute: 2000"
PAGE = str(screens.FOLDER.parent / "page.py")


@pytest.fixture
def clinic(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    """A record that the pages open, in which a text takes a second to read."""
    clinic = opened(QUICK, clocked=False)
    monkeypatch.setenv("OVERREAD_HOME", str(clinic.home))
    monkeypatch.delenv("OVERREAD_DATABASE_URL", raising=False)
    return clinic


def at(clinic: Clinic, study: str, who: str = "anna") -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=60)
    app.session_state["signed_in"] = clinic[who]
    app.run()
    app.query_params["study"] = study
    app.switch_page("screens/study.py").run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(item.value for item in app.html if not item.value.startswith(("<style>", "<script>")))


def press(app: AppTest, label: str, nth: int = 0) -> AppTest:
    [button for button in app.button if button.label == label][nth].click()
    return app.run()


def text(app: AppTest) -> str:
    return str(editor(app).value)


def editor(app: AppTest) -> TextArea:
    return next(area for area in app.text_area if area.label.startswith("Edit"))


def scroll(clinic: Clinic, app: AppTest, who: str = "anna") -> AppTest:
    """Do what the browser's signal does: note the scroll, and take the sitting from there."""
    _, sitting = app.session_state["sitting"]
    with clinic.store.begin() as session:
        record_scroll(session, clinic[who], sitting.view.review_id, sitting.view.text_sha256)
    app.session_state["sitting"] = (who, begin(clinic.store, clinic[who], sitting.view.study.id))
    return app.run()


def test_source_rows_prior_and_draft_stand_side_by_side(clinic: Clinic) -> None:
    clinic.load("demo-1", None, DRAFT)
    page = shown(at(clinic, "demo-1"))
    for piece in ("Findings</h2>", "Measurements</h2>", "Prior of 2025-03-01", "or-legend", "or-impression", "Demonstration"):
        assert piece in page
    assert "Machine draft, small &lt;b&gt;, confidence 0.50" in page
    assert "1 · 1 to settle" in page
    assert "<li>1 flag must be settled first</li><li>scroll through the whole text first</li>" in page


@pytest.mark.parametrize("action", ["Accept as is", "Dismiss"])
def test_a_flag_is_settled_with_a_reason(clinic: Clinic, action: str) -> None:
    clinic.load("S1", WRONG)
    app = press(at(clinic, "S1"), action)
    submit = {"Accept as is": "Accept as is", "Dismiss": "Dismiss the flag"}[action]
    assert "expected one of seen_on_images" in shown(press(app, submit))
    app = press(app, action)
    app.radio[0].set_value("seen_on_images")
    app.text_input[0].set_value("<i>left</i> on image 40")
    page = shown(press(app, submit))
    assert "I see it on the images “&lt;i&gt;left&lt;/i&gt; on image 40” <small>anna</small>" in page
    assert "none left to settle" in page
    assert "flag must be settled" not in page


def test_an_answer_is_called_off(clinic: Clinic) -> None:
    clinic.load("S1", WRONG)
    app = press(at(clinic, "S1"), "Dismiss")
    assert len(app.radio) == 1
    assert len(press(app, "Cancel").radio) == 0


def test_a_statement_is_corrected_in_place(clinic: Clinic) -> None:
    clinic.load("S1", WRONG)
    app = press(at(clinic, "S1"), "Correct")
    assert app.text_input[0].value == "4 mm nodule in the right upper lobe"
    app.text_input[0].set_value("4 mm nodule in the left upper lobe")
    app = press(app, "Correct")
    assert text(app) == RIGHT
    assert "Flags <small>none" in shown(app)
    assert "<del> right</del><ins> left</ins>" in shown(app)


def test_a_statement_is_deleted_and_brought_back(clinic: Clinic) -> None:
    clinic.load("S1", WRONG)
    app = press(at(clinic, "S1"), "Delete")
    assert text(app) == "1. Moderate emphysema."
    assert text(press(app, "Undo the last edit")) == WRONG


def test_what_was_left_out_is_inserted(clinic: Clinic) -> None:
    clinic.load("S1", "1. Moderate emphysema.")
    app = press(at(clinic, "S1"), "Insert")
    assert text(app) == "1. Moderate emphysema.\n2. There is a 4 mm nodule in the left upper lobe."


def test_typing_is_checked_at_once_and_kept_by_the_next_act(clinic: Clinic) -> None:
    clinic.load("S1", WRONG)
    app = at(clinic, "S1")
    editor(app).set_value(RIGHT).run()
    page = shown(app)
    assert "not kept yet" in page
    assert "Flags <small>none" in page
    assert "<del> right</del><ins> left</ins>" in page
    assert text(press(app, "Undo what is typed")) == WRONG
    editor(app).set_value(RIGHT).run()
    page = shown(press(app, "Sign"))
    assert "Not done: Scroll through the whole text first" in page
    assert begin(clinic.store, clinic["ben"], "S1").text == RIGHT


def test_a_refused_text_is_named_and_stays(clinic: Clinic) -> None:
    clinic.load("S1", WRONG)
    app = at(clinic, "S1")
    editor(app).set_value("x" * 150_000).run()
    assert "Not done: The text has 150,000 characters" in shown(app)
    assert len(text(app)) == 150_000


def test_another_reader_s_change_is_told_and_the_own_text_laid_aside(clinic: Clinic) -> None:
    clinic.load("S1", WRONG)
    app = at(clinic, "S1")
    other = begin(clinic.store, clinic["ben"], "S1")
    with clinic.store.begin() as session:
        edit_impression(session, clinic["ben"], other.view.review_id, other.view.version, RIGHT)
    editor(app).set_value("Emphysema of another kind.").run()
    page = shown(press(app, "Sign"))
    assert "Changed by somebody else." in page
    assert "laid aside" in page
    assert "another kind" in page
    assert text(app) == RIGHT


def test_the_report_is_signed_when_nothing_stands_in_the_way(clinic: Clinic) -> None:
    clinic.load("demo-1", RIGHT)
    app = scroll(clinic, at(clinic, "demo-1"))
    assert "✓ Ready to sign" in shown(app)
    app = press(app, "Sign")
    if app.text_area and any(area.label.startswith("Your answer") for area in app.text_area):
        app.text_area(key="challenge_answer").set_value("I compared side, size and lobe.")
        app = press(app, "Answer and sign")
    page = shown(app)
    assert "Signed by Anna Berg" in page
    assert "demonstration, not a patient" in page
    assert "✓ Signed" in page
    assert not [area for area in app.text_area if area.label.startswith("Edit")]
    app.text_area(key="addendum_text").set_value("Unchanged since 2024.")
    page = shown(press(app, "Sign the addendum"))
    assert "Addendum 1, signed by Anna Berg" in page
    assert "Unchanged since 2024." in page


def test_a_short_reading_is_asked_about(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = opened("own_first_share: 0\nwords_a_minute: 5", clocked=False)
    monkeypatch.setenv("OVERREAD_HOME", str(clinic.home))
    clinic.load("S1", RIGHT)
    page = shown(press(scroll(clinic, at(clinic, "S1")), "Sign"))
    assert "What did you compare with the findings" in page
    app = at(clinic, "S1")
    app.text_area(key="challenge_answer").set_value("no")
    assert "the answer has 2 characters" in shown(press(app, "Answer and sign")).lower()
    app.text_area(key="challenge_answer").set_value("I compared side, size and lobe.")
    assert "Signed by Anna Berg" in shown(press(app, "Answer and sign"))


def test_one_s_own_impression_comes_first(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = opened("own_first_share: 1", clocked=False)
    monkeypatch.setenv("OVERREAD_HOME", str(clinic.home))
    clinic.load("S1", WRONG)
    app = at(clinic, "S1")
    assert "right upper lobe" not in shown(app)
    assert "Not done" not in shown(app)
    app.text_area(key="own_impression").set_value("4 mm nodule in the left upper lobe. No effusion.")
    page = shown(press(app, "Keep it and show the draft"))
    assert "Your own impression" in page
    assert "<b>You differ</b> 4 mm nodule in the left upper lobe" in page
    assert "<b>Only the draft</b> Moderate emphysema" in page
    assert "<b>Only you</b> No effusion" in page


def test_a_training_case_is_finished_and_scored(clinic: Clinic) -> None:
    clinic.load("T1", WRONG, probes=(Probe("laterality", wrong="right upper lobe", withheld=True),))
    app = at(clinic, "T1", "tina")
    assert "Training case" in shown(app)
    assert "Flags <small>none" in shown(app)
    editor(app).set_value(RIGHT).run()
    app = press(app, "Finish the case")
    app = press(scroll(clinic, app, "tina"), "Finish the case")
    if any(area.key == "challenge_answer" for area in app.text_area):
        app.text_area(key="challenge_answer").set_value("I compared side, size and lobe.")
        app = press(app, "Answer and finish")
    page = shown(app)
    assert "<b>✓ found</b>" in page
    assert "left to your eyes alone" in page
    assert "Signed" not in page


def test_the_quality_desk_looks_without_a_button_to_change(clinic: Clinic) -> None:
    clinic.load("S1", WRONG)
    app = at(clinic, "S1", "quentin")
    assert "Not signed" in shown(app)
    assert not {"Sign", "Dismiss", "Delete", "Undo the last edit"} & {button.label for button in app.button}
    assert len(app.text_area) == 0


def test_a_study_that_is_not_there_is_named(clinic: Clinic) -> None:
    assert "study &#x27;S&lt;9&gt;&#x27; is not in the record" in shown(at(clinic, "S<9>"))


def test_an_ended_sign_in_leads_to_the_way_in_and_back_to_what_was_typed(clinic: Clinic) -> None:
    clinic.load("S1", WRONG)
    app = at(clinic, "S1")
    with clinic.store.begin() as session:
        sign_out(session, clinic["anna"])
    editor(app).set_value(RIGHT).run()
    assert "sign in again" in shown(app)
    assert "right upper lobe" not in shown(app)
    app.text_input[0].set_value("anna")
    app.text_input[1].set_value("a long enough password")
    app = press(app, "Sign in")
    assert text(app) == RIGHT


def test_the_next_study_and_the_worklist_are_one_press_away(clinic: Clinic) -> None:
    clinic.load("S1", WRONG)
    clinic.load("S2", RIGHT)
    app = press(at(clinic, "S1"), "Next study")
    assert "<small>S2</small></h1>" in shown(app)
    assert "or-line" in shown(press(app, "Worklist"))


def test_what_is_typed_is_kept_on_the_way_out(clinic: Clinic) -> None:
    clinic.load("S1", WRONG)
    app = at(clinic, "S1")
    editor(app).set_value(RIGHT).run()
    assert "or-line" in shown(press(app, "Worklist"))
    assert begin(clinic.store, clinic["ben"], "S1").text == RIGHT


def test_nobody_leaves_over_a_text_that_could_not_be_kept(clinic: Clinic) -> None:
    clinic.load("S1", WRONG)
    app = at(clinic, "S1")
    other = begin(clinic.store, clinic["ben"], "S1")
    editor(app).set_value("Emphysema of another kind.").run()
    with clinic.store.begin() as session:
        edit_impression(session, clinic["ben"], other.view.review_id, other.view.version, RIGHT)
    page = shown(press(app, "Next study"))
    assert "Changed by somebody else." in page
    assert "another kind" in page
    assert "or-line" in shown(press(app, "Worklist"))


def under_the_keyboard(app: AppTest) -> list[str | None]:
    return [button.key for button in app.button if button.label == "Dismiss" and button.proto.shortcut]


def test_back_and_next_go_round_the_flags(clinic: Clinic) -> None:
    clinic.load("S1", "1. 4 mm nodule in the right upper lobe.\n2. Pneumothorax.\n3. Moderate emphysema.")
    app = at(clinic, "S1")
    first = under_the_keyboard(app)
    press(app, "Next")
    second = under_the_keyboard(app)
    assert len(first) == len(second) == 1
    assert first != second
    press(app, "Back")
    assert under_the_keyboard(app) == first


def test_a_minor_flag_takes_a_line_until_it_is_opened(clinic: Clinic) -> None:
    clinic.load("S1", "1. 4 mm nodule in the right upper lobe.")
    app = at(clinic, "S1")
    folded = sum(button.label == "Open" for button in app.button)
    dismissable = sum(button.label == "Dismiss" for button in app.button)
    assert folded
    app = press(app, "Open")
    assert sum(button.label == "Open" for button in app.button) == folded - 1
    assert sum(button.label == "Dismiss" for button in app.button) == dismissable + 1
