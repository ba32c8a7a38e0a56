"""The page as a reader uses it, run without a browser: choose, paste, edit, insert, undo, draft."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from overread.app import drafts
from overread.decision import decide
from overread.finding import Finding
from overread.models import DEFAULT, LanguageModel, ModelError
from overread.review import Claim, Draft, Evidence, Flag, Review
from overread.study import Study

PAGE = Path(drafts.__file__).with_name("page.py")
PASTE = "Paste a study …"
FINDINGS = "8 mm nodule in the right upper lobe. Mild emphysema."


def over_read(study: Study, draft: Draft | None = None) -> Review:
    """Stand in for the check: every statement holds, "left" is a wrong side, and emphysema must be mentioned."""
    text = draft.text if draft else study.impression or ""
    claims = (Claim("c1", Finding("x", (0, len(text)), text, name="x"), "supported"),) if text else ()
    flags: list[Flag] = []
    if "left" in text:
        at = text.index("left")
        flags.append(Flag("laterality", "critical", "The findings place it on the right.", (at, at + 4), "left", "c1"))
    if "emphysema" not in text.lower():
        at = FINDINGS.index("Mild emphysema")
        evidence = (Evidence("findings", (at, at + 14), "Mild emphysema"),)
        flags.append(Flag("omission", "minor", "Emphysema is left out.", evidence=evidence))
    return decide(Review(study, draft, claims=claims, flags=tuple(flags)))


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AppTest:
    monkeypatch.setattr("overread.checking.over_read", over_read)
    monkeypatch.setenv("OVERREAD_HOME", str(tmp_path))
    app = AppTest.from_file(str(PAGE), default_timeout=60).run()
    assert not app.exception
    return app


def paste(app: AppTest, impression: str, findings: str = FINDINGS) -> AppTest:
    app.selectbox(key="chosen").set_value(PASTE).run()
    labelled(app, "Findings").set_value(findings)
    labelled(app, "Impression to check").set_value(impression)
    return press(app, "Over-read")


def labelled(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(area for area in app.text_area if area.label.startswith(label))


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    """Return all the HTML of the page but its style sheet."""
    return "\n".join(element.value for element in app.html if not element.value.startswith("<style>"))


def impression(app: AppTest) -> str:
    return str(app.text_area(key="impression").value)


def test_the_page_opens_on_a_bundled_study(page: AppTest) -> None:
    assert impression(page)
    assert "or-findings" in shown(page)
    assert "or-decision" in shown(page)


@pytest.mark.parametrize("number", [0, 5, -2], ids=["first", "another", "with an error"])
def test_bundled_studies_are_over_read_for_real(number: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OVERREAD_HOME", str(tmp_path))
    app = AppTest.from_file(str(PAGE), default_timeout=60).run()
    chooser = app.selectbox(key="chosen")
    chooser.set_value(chooser.options[number]).run()
    assert not app.exception
    assert 'class="or-row' in shown(app)
    assert " hold</span>" in shown(app) or "statements hold" in shown(app)


DECISIONS = (
    ("Nodule on the left. Emphysema.", "✖ Blocked"),
    ("Nodule on the right.", "▲ Review"),
    ("Nodule on the right. Emphysema.", "✓ Clear"),
    ("", "No impression yet"),
)


@pytest.mark.parametrize(("text", "banner"), DECISIONS)
def test_a_pasted_study_is_over_read(page: AppTest, text: str, banner: str) -> None:
    paste(page, text)
    assert banner in shown(page)
    assert impression(page) == text


def test_a_pasted_json_study_is_over_read(page: AppTest) -> None:
    page.selectbox(key="chosen").set_value(PASTE).run()
    record = {"id": "S9", "findings": FINDINGS, "impression": "Nodule on the left. Emphysema."}
    labelled(page, "One study").set_value(json.dumps(record, indent=1))
    press(page, "Over-read")
    assert "✖ Blocked" in shown(page)


@pytest.mark.parametrize(
    ("record", "message"),
    [('{"id": "S1", "findings": "x", "<b>![](http://h/i)": 1}', "&lt;b&gt;![](http://h/i)"), ("{", "not JSON at column")],
)
def test_a_broken_paste_is_named_inertly_and_nothing_else_is_shown(page: AppTest, record: str, message: str) -> None:
    page.selectbox(key="chosen").set_value(PASTE).run()
    labelled(page, "One study").set_value(record)
    press(page, "Over-read")
    assert "The study could not be read." in shown(page)
    assert message in shown(page)
    assert "or-decision" not in shown(page)
    assert not page.error


def test_an_edit_is_checked_at_once_compared_with_the_start_and_undone(page: AppTest) -> None:
    paste(page, "Nodule on the left. Emphysema.")
    page.text_area(key="impression").set_value("Nodule on the right. Emphysema.").run()
    assert "✓ Clear" in shown(page)
    assert "<del> left</del><ins> right</ins>" in shown(page)
    assert "edited" in shown(page)
    press(page, "Undo all changes")
    assert impression(page) == "Nodule on the left. Emphysema."
    assert "✖ Blocked" in shown(page)
    assert "or-changes" not in shown(page)


def test_an_omission_is_inserted_and_checked(page: AppTest) -> None:
    paste(page, "1. Nodule on the right.")
    press(page, "Insert into the impression")
    assert impression(page) == "1. Nodule on the right.\n2. Mild emphysema."
    assert "✓ Clear" in shown(page)
    assert "Nothing was found to differ" in shown(page)


def test_another_study_leaves_nothing_of_the_last_one(page: AppTest) -> None:
    paste(page, "Nodule on the left.")
    chooser = page.selectbox(key="chosen")
    chooser.set_value(chooser.options[1]).run()
    assert "Nodule on the left." not in shown(page) + impression(page)
    page.selectbox(key="chosen").set_value(PASTE).run()
    assert FINDINGS not in shown(page)


def test_report_text_stays_out_of_the_address(page: AppTest) -> None:
    paste(page, "Nodule on the left.")
    assert not dict(page.query_params)


def test_hostile_text_reaches_the_page_inert(page: AppTest) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror="alert(1)">\u202eleft\x00'
    paste(page, hostile, hostile + "x" * 90_000)
    assert "✖ Blocked" in shown(page)
    assert "<img" not in shown(page)
    assert shown(page).count("<script>") == 1
    assert "\u202e" not in shown(page)
    assert not page.markdown


def test_without_a_model_the_page_says_how_to_fetch_one(page: AppTest) -> None:
    assert f"overread models pull {DEFAULT}" in shown(page)
    assert "Draft" not in [button.label for button in page.button]


Written = Callable[[Study, LanguageModel, object], Draft]


def writes(text: str) -> Written:
    return lambda study, model, prompt: Draft(text, model.name, None, "impression", "sha256:0", 0, confidence=0.5)


def fails(study: Study, model: LanguageModel, prompt: object) -> Draft:
    raise ModelError("model <m> answered without text")


@pytest.fixture
def with_model(monkeypatch: pytest.MonkeyPatch, page: AppTest, tmp_path: Path) -> AppTest:
    (tmp_path / "model.gguf").touch()
    catalogue: Mapping[str, object] = {DEFAULT: SimpleNamespace(id=DEFAULT, path=tmp_path / "model.gguf")}
    monkeypatch.setattr("overread.app.drafts.CATALOGUE", catalogue)
    monkeypatch.setattr("overread.models.load", lambda name: LanguageModel(name, None, lambda decoding, seed: None))  # type: ignore[arg-type, return-value]
    return page.run()


def test_a_draft_takes_the_place_of_the_impression_and_is_over_read(
    with_model: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("overread.drafting.draft", writes("Nodule on the left. Emphysema."))
    press(paste(with_model, "Emphysema."), "Draft")
    assert impression(with_model) == "Nodule on the left. Emphysema."
    assert "✖ Blocked" in shown(with_model)
    assert f"machine draft, unsigned · {DEFAULT} · confidence 0.50" in shown(with_model)
    with_model.text_area(key="impression").set_value("Nodule on the right. Emphysema.").run()
    assert "confidence 0.50 · edited" in shown(with_model)


def test_a_failing_model_is_named_and_leaves_the_impression(with_model: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("overread.drafting.draft", fails)
    press(paste(with_model, "Emphysema."), "Draft")
    assert "model &lt;m&gt; answered without text" in shown(with_model)
    assert impression(with_model) == "Emphysema."


def test_an_untouched_draft_is_reviewed_as_a_draft_and_an_edited_one_as_text(
    with_model: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str | None, str | None]] = []

    def spy(study: Study, draft: Draft | None = None) -> Review:
        seen.append((draft.text if draft else None, study.impression))
        return over_read(study, draft)

    monkeypatch.setattr("overread.checking.over_read", spy)
    monkeypatch.setattr("overread.drafting.draft", writes("Nodule."))
    press(paste(with_model, "Emphysema."), "Draft")
    with_model.text_area(key="impression").set_value("Edited.").run()
    assert seen[-2:] == [("Nodule.", "Emphysema."), (None, "Edited.")]
