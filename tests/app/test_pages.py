"""The pages over the record, run without a browser: who sees what, the worklist, the training, the way in and out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from overread.app import screens
from overread.app.navigation import TRY, places_for
from overread.records import MAY, ROLES, Probe, SignIn, sign_out, training_acknowledged

if TYPE_CHECKING:
    from tests.app.conftest import Clinic, Opened

PAGE = Path(screens.__file__).parents[1] / "page.py"
PASSWORD = "a long enough password"  # noqa: S105
RIGHT = "1. 4 mm nodule in the left upper lobe.\n2. Moderate emphysema."
WRONG = "1. 4 mm nodule in the right upper lobe.\n2. Moderate emphysema."


@pytest.fixture
def clinic(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    """A record that the pages open, with two studies and a training case."""
    clinic = opened(clocked=False)
    clinic.load("demo-right", RIGHT)
    clinic.load("S2", WRONG)
    clinic.load("T1", WRONG, probes=(Probe("laterality", wrong="right upper lobe"),))
    monkeypatch.setenv("OVERREAD_HOME", str(clinic.home))
    monkeypatch.delenv("OVERREAD_DATABASE_URL", raising=False)
    return clinic


def run(me: SignIn | None = None) -> AppTest:
    app = AppTest.from_file(str(PAGE), default_timeout=60)
    if me is not None:
        app.session_state["signed_in"] = me
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    """Return all the HTML of the page but its style sheet and script."""
    assert not app.exception
    return "\n".join(item.value for item in app.html if not item.value.startswith(("<style>", "<script>")))


def labels(app: AppTest) -> list[str]:
    return [button.label.replace("\\", "") for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label.replace("\\", "").startswith(label)).click()
    return app.run()


def pick(app: AppTest, label: str, value: str) -> AppTest:
    next(box for box in app.selectbox if box.label == label).set_value(value)
    return app.run()


def test_every_page_has_its_file() -> None:
    for role in (None, *ROLES):
        assert all((screens.FOLDER / place.file).is_file() for place in places_for(role, record=True))


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_offered_the_pages_its_services_answer(role: str) -> None:
    names = {place.name for place in places_for(next(each for each in ROLES if each == role), record=True)}
    assert ("worklist" in names) is (role in MAY["worklist"])
    assert ("study" in names) is (role in MAY["look"])
    assert ("training" in names) is (role in MAY["acknowledge_training"])


def test_without_a_record_there_is_the_page_to_try_things_on() -> None:
    assert places_for(None, record=False) == (TRY,)


def test_a_record_without_people_still_shows_the_page_to_try_things_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, staff: Path
) -> None:
    monkeypatch.setenv("OVERREAD_HOME", str(tmp_path))
    assert "or-findings" in shown(run())
    (tmp_path / "records.sqlite3").touch()
    assert "or-findings" in shown(run())


def test_a_record_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERREAD_HOME", str(tmp_path))
    monkeypatch.setenv("OVERREAD_DATABASE_URL", "mysql://somewhere/else")
    assert "The record cannot be used." in shown(run())
    (tmp_path / "records.sqlite3").write_bytes(b"not a database, not at all" * 100)
    monkeypatch.delenv("OVERREAD_DATABASE_URL")
    assert "The record cannot be used." in shown(run())


def test_one_signs_in_sees_the_worklist_and_signs_out(clinic: Clinic) -> None:
    app = run()
    assert "Sign in" in shown(app)
    app.text_input[0].set_value("anna")
    app.text_input[1].set_value("wrong password, surely")
    assert "user name or password is wrong" in shown(press(app, "Sign in"))
    app.text_input[0].set_value("anna")
    app.text_input[1].set_value(PASSWORD)
    assert "Worklist" in shown(press(app, "Sign in"))
    app = press(app, "Sign out")
    assert "Worklist" not in shown(app)
    assert "signed_in" not in app.session_state


def test_an_ended_sign_in_leads_back_to_the_way_in(clinic: Clinic) -> None:
    app = run(clinic["anna"])
    with clinic.store.begin() as session:
        sign_out(session, clinic["anna"])
    assert "sign in again" in shown(app.run())


def test_the_worklist_shows_the_gravest_first_and_no_training(clinic: Clinic) -> None:
    app = run(clinic["anna"])
    lines = [item.value for item in app.html if 'class="or-line"' in item.value]
    assert ["S2" in line for line in lines] == [True, False]
    assert ["Demonstration" in line for line in lines] == [False, True]
    assert "✖</b> Blocked" in lines[0] or "▲</b> Review" in lines[0]
    assert "T1" not in "".join(lines)


FILTERS: tuple[tuple[str, str, set[str]], ...] = (
    ("Modality", "CT", {"S2", "demo-right"}),
    ("Decision", "clear", {"demo-right"}),
    ("Flag", "laterality", {"S2"}),
    ("Waiting", "1 hour", set()),
    ("State", "Signed", set()),
    ("State", "All", {"S2", "demo-right"}),
)


@pytest.mark.parametrize(("label", "value", "left"), FILTERS)
def test_the_worklist_is_filtered(clinic: Clinic, label: str, value: str, left: set[str]) -> None:
    app = pick(run(clinic["anna"]), label, value)
    text = shown(app)
    assert {name for name in ("S2", "demo-right") if f"<small>{name}</small>" in text} == left
    assert ("No study matches" in text) is (not left)


@pytest.mark.parametrize(("oldest", "words", "left"), [(40, "", set()), (None, "RIGHT", {"demo-right"}), (90, "s2", {"S2"})])
def test_the_worklist_is_filtered_by_age_and_words(clinic: Clinic, oldest: int | None, words: str, left: set[str]) -> None:
    app = run(clinic["anna"])
    next(box for box in app.number_input if box.label == "to").set_value(oldest)
    next(box for box in app.text_input if box.label.startswith("Id")).set_value(words)
    text = shown(app.run())
    assert {name for name in ("S2", "demo-right") if f"<small>{name}</small>" in text} == left


def test_a_long_worklist_is_turned(clinic: Clinic) -> None:
    for number in range(21):
        clinic.load(f"More-{number:02}", RIGHT)
    app = press(run(clinic["anna"]), "Further lines")
    assert shown(app).count('class="or-line"') == 3
    assert shown(press(app, "Earlier lines")).count('class="or-line"') == 20


def test_a_line_opens_its_study(clinic: Clinic) -> None:
    app = press(run(clinic["anna"]), "CT chest with contrast · S2")
    assert "or-study" in shown(app)
    assert dict(app.query_params) in ({"study": "S2"}, {"study": ["S2"]})


def test_an_administrator_sees_the_list_and_opens_nothing(clinic: Clinic) -> None:
    app = run(clinic["adele"])
    assert "S2" in shown(app)
    assert not [label for label in labels(app) if "CT chest" in label]


def test_the_training_is_read_acknowledged_and_scored(clinic: Clinic, tmp_path: Path) -> None:
    app = run(clinic["anna"]).switch_page("screens/training.py").run()
    assert "You have acknowledged this training." in shown(app)
    assert "What the marks mean" in app.markdown[0].value
    assert "No training case has been finished yet." in shown(app)
    assert "CT chest with contrast · T1" in labels(app)
    assert "Wrong side" not in shown(app)
    (clinic.home / "training.md").write_text("# The rules of this hospital", "utf-8")
    assert app.run().markdown[0].value == "# The rules of this hospital"


def test_the_training_is_acknowledged_once(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = opened(clocked=False, trained=False)
    monkeypatch.setenv("OVERREAD_HOME", str(clinic.home))
    app = run(clinic["tina"]).switch_page("screens/training.py").run()
    assert "You have acknowledged" not in shown(app)
    assert "You have acknowledged" in shown(press(app, "I have read and understood this"))
    with clinic.store.read() as session:
        assert training_acknowledged(session, clinic["tina"])
