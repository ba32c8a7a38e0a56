"""The quality desk, the models page, the users page and one's own account, run without a browser."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from overread.app import screens, signing_in
from overread.models.catalogue import CATALOGUE
from overread.records import (
    Challenge,
    Probe,
    SignIn,
    answer_challenge,
    answer_training,
    disposition_flag,
    open_review,
    record_scroll,
    set_password,
    sign,
    sign_in,
    sign_out,
    users,
)
from overread.review import Draft

if TYPE_CHECKING:
    from tests.app.conftest import Clinic, Opened

PAGE = Path(screens.__file__).parents[1] / "page.py"
PASSWORD = "a long enough password"  # noqa: S105
OTHER = "correct horse battery"
RIGHT = "1. 4 mm nodule in the left upper lobe.\n2. Moderate emphysema."
WRONG = "1. 4 mm nodule in the right upper lobe.\n2. Moderate emphysema."
SUMMARY = Path(__file__).with_name("summary.json")


@pytest.fixture
def clinic(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    """A record that the pages open, with one study signed over a dismissed flag, one without a flag, and an answered case."""
    clinic = opened("own_first_share: 0\nwords_a_minute: 2000", clocked=False)
    monkeypatch.setenv("OVERREAD_HOME", str(clinic.home))
    monkeypatch.delenv("OVERREAD_DATABASE_URL", raising=False)
    clinic.load("S1", RIGHT, Draft(RIGHT, "=model-a", "sha256:a", "impression", "sha256:p", 0))
    clinic.load("S2", WRONG, Draft(WRONG, "model-b", "sha256:b", "impression", "sha256:p", 0))
    clinic.load("T1", WRONG, probes=(Probe("laterality", wrong="right upper lobe"),))
    for who, study in (("anna", "S1"), ("ben", "S2"), ("tina", "T1")):
        read(clinic, who, study)
    return clinic


def read(clinic: Clinic, who: str, study: str) -> None:
    """Read a study, dismiss its flags and finish it."""
    with clinic.store.begin() as session:
        view = open_review(session, clinic[who], study)
    for flag in view.flags:
        with clinic.store.begin() as session:
            reason = (flag.key, "dismiss", "checker_misread", "seen on the images")
            view = disposition_flag(session, clinic[who], view.review_id, view.version, *reason)  # type: ignore[arg-type]
    with clinic.store.begin() as session:
        view = record_scroll(session, clinic[who], view.review_id, view.text_sha256)
    finish = answer_training if study.startswith("T") else sign
    with clinic.store.begin() as session:
        outcome = finish(session, clinic[who], view.review_id, view.version)
    if isinstance(outcome, Challenge):
        with clinic.store.begin() as session:
            answer_challenge(session, clinic[who], outcome.id, "Compared with the findings")
        with clinic.store.begin() as session:
            finish(session, clinic[who], view.review_id, view.version)


def at(place: str, me: SignIn) -> AppTest:
    """Open a page as somebody."""
    app = AppTest.from_file(str(PAGE), default_timeout=60)
    app.session_state["signed_in"] = me
    app.run()
    app.switch_page(f"screens/{place}.py").run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    """Return all the HTML and Markdown of the page but its style sheets and script."""
    assert not app.exception
    html = [item.value for item in app.html if not item.value.startswith(("<style>", "<script>"))]
    return "\n".join([*html, *(item.value for item in app.markdown)])


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label.startswith(label)).click()
    return app.run()


def pick(app: AppTest, label: str, value: str) -> AppTest:
    next(box for box in app.selectbox if box.label == label).set_value(value)
    return app.run()


class TestQuality:
    """The quality desk."""

    @pytest.mark.parametrize("who", ["quentin", "adele"])
    def test_it_shows_the_figures_with_their_intervals(self, clinic: Clinic, who: str) -> None:
        said = shown(at("quality", clinic[who]))
        assert "<b>50%</b><small>1 of 2 · 9.5%–91%</small>" in said
        assert "<b>100%</b><small>1 of 1" in said
        for expected in ("anna", "ben", "The check misread the text", "Wrong side", "model-b", "Tina Falk", "0 of 1"):
            assert expected in said
        assert "nodule" not in said
        assert "seen on the images" not in said

    @pytest.mark.parametrize(("by", "group"), [("Model", "model-b"), ("Modality", "CT"), ("Site", "not said")])
    def test_it_groups_by_what_is_chosen(self, clinic: Clinic, by: str, group: str) -> None:
        said = shown(pick(at("quality", clinic["quentin"]), "By", by))
        assert f'<th scope="row">{group}</th>' in said

    def test_demonstration_studies_are_apart_and_marked(self, clinic: Clinic) -> None:
        said = shown(pick(at("quality", clinic["quentin"]), "Studies", "Demonstration"))
        assert "nothing of them is clinical" in said
        assert "Nothing was signed in this period." in said

    def test_charts_are_drawn_from_data_that_is_at_hand(self, clinic: Clinic) -> None:
        charts = at("quality", clinic["quentin"]).get("vega_lite_chart")
        assert len(charts) == 3
        assert all("http" not in chart.proto.spec.replace("https://vega.github.io/schema", "") for chart in charts)

    def test_the_audit_is_verified_and_a_fault_is_named(self, clinic: Clinic) -> None:
        app = press(at("quality", clinic["quentin"]), "Verify the audit now")
        assert "Every entry and every signature is as it was written" in shown(app)
        (clinic.home / "audit-anchor.json").unlink()
        said = shown(press(app, "Verify the audit now"))
        assert "✖ 1 fault in the record" in said
        assert "the anchor is gone" in said

    @pytest.mark.parametrize("who", ["anna", "tina"])
    def test_a_reader_is_not_offered_it(self, clinic: Clinic, who: str) -> None:
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            at("quality", clinic[who])

    def test_a_record_in_which_nothing_was_read_is_no_error(self, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
        empty = opened(clocked=False)
        monkeypatch.setenv("OVERREAD_HOME", str(empty.home))
        monkeypatch.delenv("OVERREAD_DATABASE_URL", raising=False)
        assert "Nothing was signed in this period." in shown(at("quality", empty["quentin"]))


class TestModels:
    """The page of models, prompts and evaluations."""

    def test_it_shows_models_prompts_and_texts(self, clinic: Clinic) -> None:
        said = shown(at("models", clinic["anna"]))
        for expected in ("smollm2-135m", "Apache-2.0", "sha256:", "It is not a medical device", "Known limits", "None is here"):
            assert expected in said
        assert "No evaluation is kept here yet" in said

    def test_a_model_that_is_here_is_verified(self, clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
        entry = CATALOGUE["smollm2-135m"]
        entry.path.parent.mkdir(parents=True)
        entry.path.write_bytes(b"another file")
        said = shown(press(at("models", clinic["anna"]), "Verify the digests"))
        assert "✖ another file" in said

    def test_an_evaluation_is_shown_with_its_intervals(self, clinic: Clinic) -> None:
        folder = clinic.home / "evaluations" / "mine"
        folder.mkdir(parents=True)
        shutil.copy(SUMMARY, folder / "summary.json")
        said = shown(at("models", clinic["anna"]))
        assert "Planted errors flagged at the right place" in said
        assert "<b>90%</b><small>86% to 94%, n = 414</small>" in said

    def test_a_summary_that_cannot_be_read_is_named(self, clinic: Clinic) -> None:
        folder = clinic.home / "evaluations" / "mine"
        folder.mkdir(parents=True)
        (folder / "summary.json").write_text('{"suite": {}}', "utf-8")
        assert "This summary cannot be read." in shown(at("models", clinic["anna"]))


class TestUsers:
    """The administrator's page."""

    def accounts(self, clinic: Clinic) -> dict[str, Any]:
        """The accounts as the record has them, by user name."""
        with clinic.store.read() as session:
            return {account.username: account for account in users(session, clinic["adele"])}

    def test_it_lists_the_accounts(self, clinic: Clinic) -> None:
        said = shown(at("users", clinic["adele"]))
        for expected in ("Anna Berg", "Quentin Lund", "radiologist", "<small>you</small>"):
            assert expected in said

    def test_an_account_is_made_with_a_password_that_is_shown_once(self, clinic: Clinic) -> None:
        app = at("users", clinic["adele"])
        next(item for item in app.text_input if item.label == "User name").set_value("new")
        next(item for item in app.text_input if item.label == "Name").set_value("Nina Newman")
        said = shown(press(app, "Make the account"))
        assert self.accounts(clinic)["new"].temporary
        password = said.split('class="or-once">')[1].split("<")[0]
        with clinic.store.begin() as session:
            assert sign_in(session, "new", password).temporary
        assert password not in shown(press(app, "I have passed it on"))

    @pytest.mark.parametrize(("username", "why"), [("anna", "exists already"), ("", "expected 1 to 100")])
    def test_what_is_wrong_with_a_new_account_is_said(self, clinic: Clinic, username: str, why: str) -> None:
        app = at("users", clinic["adele"])
        next(item for item in app.text_input if item.label == "User name").set_value(username)
        next(item for item in app.text_input if item.label == "Name").set_value("Nina Newman")
        said = shown(press(app, "Make the account"))
        assert why in said
        assert "or-once" not in said

    def test_an_account_of_the_provider_has_no_password(self, clinic: Clinic) -> None:
        app = at("users", clinic["adele"])
        app.radio[0].set_value("the identity provider").run()
        for label, said in (("User name", "e@example.org"), ("Name", "E"), ("Issuer", "https://login.example.org")):
            next(item for item in app.text_input if item.label == label).set_value(said)
        assert "or-once" not in shown(press(app, "Make the account"))
        assert self.accounts(clinic)["e@example.org"].issuer == "https://login.example.org"

    def test_an_account_is_closed_opened_again_and_given_a_role_and_a_password(self, clinic: Clinic) -> None:
        app = pick(at("users", clinic["adele"]), "Account", "tina")
        app = press(app, "Close the account")
        assert self.accounts(clinic)["tina"].state == "closed"
        app = press(app, "Open the account again")
        assert self.accounts(clinic)["tina"].state == "active"
        next(box for box in app.selectbox if box.key == "role-tina").set_value("radiologist").run()
        app = press(app, "Give this role")
        assert self.accounts(clinic)["tina"].role == "radiologist"
        said = shown(press(app, "Set a temporary password"))
        with clinic.store.begin() as session:
            assert sign_in(session, "tina", said.split('class="or-once">')[1].split("<")[0]).temporary


class TestAccount:
    """One's own account, and the way in and out."""

    def fill(self, app: AppTest, *words: str) -> AppTest:
        """Fill in the three passwords and ask for the change."""
        for box, said in zip(app.text_input, words, strict=True):
            box.set_value(said)
        return press(app, "Change the password")

    def test_a_password_is_changed_with_the_present_one(self, clinic: Clinic) -> None:
        app = at("account", clinic["anna"])
        assert "typed in two ways" in shown(self.fill(app, PASSWORD, OTHER, OTHER + "x"))
        assert "present password is wrong" in shown(self.fill(app, "no", OTHER, OTHER))
        assert "✓ Your password was changed" in shown(self.fill(app, PASSWORD, OTHER, OTHER))
        with clinic.store.begin() as session:
            assert sign_in(session, "anna", OTHER)
        assert "Anna Berg" in shown(app.run())

    def test_a_temporary_password_leads_to_its_change_wherever_one_goes(self, clinic: Clinic) -> None:
        with clinic.store.begin() as session:
            set_password(session, clinic["adele"], "anna", OTHER)
        with clinic.store.begin() as session:
            given = sign_in(session, "anna", OTHER)
        app = AppTest.from_file(str(PAGE), default_timeout=60)
        app.session_state["signed_in"] = given
        said = shown(app.run())
        assert "Choose a password of your own" in said
        assert "or-line" not in said
        said = shown(self.fill(app, OTHER, PASSWORD, PASSWORD))
        assert "Worklist" in said

    def test_another_reader_finds_nothing_of_the_last_one(self, clinic: Clinic) -> None:
        app = AppTest.from_file(str(PAGE), default_timeout=60).run()
        for who, kept in (("anna", True), ("anna", True), ("ben", False)):
            app.session_state["typed"] = "words of the last reader"
            app.text_input[0].set_value(who)
            app.text_input[1].set_value(PASSWORD)
            press(app, "Sign in")
            assert ("typed" in app.session_state) is kept
            with clinic.store.begin() as session:
                sign_out(session, app.session_state["signed_in"])
            app.run()

    def test_where_local_accounts_are_switched_off_no_password_is_asked_for(
        self, opened: Opened, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clinic = opened(clocked=False)
        (clinic.home / "policy.yaml").write_text("local_accounts: false", "utf-8")
        monkeypatch.setenv("OVERREAD_HOME", str(clinic.home))
        monkeypatch.delenv("OVERREAD_DATABASE_URL", raising=False)
        app = AppTest.from_file(str(PAGE), default_timeout=60).run()
        assert not app.text_input
        assert "names no identity provider" in shown(app)


CLAIMS = {"is_logged_in": True, "iss": "https://i", "sub": "s", "nonce": "n", "iat": 1_772_352_000}


@pytest.mark.parametrize(
    ("changed", "known"),
    [({}, True), ({"is_logged_in": False}, False), ({"sub": ""}, False), ({"iss": None}, False), ({"iat": "today"}, False)],
)
def test_claims_make_an_identity_only_if_they_say_who_and_when(changed: dict[str, Any], known: bool) -> None:
    assert (signing_in.identity_of(CLAIMS | changed) is not None) is known


@pytest.mark.parametrize(("verified", "counts"), [(True, True), (False, False), ("true", False), (None, False), (1, False)])
def test_only_an_address_that_is_said_to_be_verified_counts(verified: Any, counts: bool) -> None:
    found = signing_in.identity_of(CLAIMS | {"email": "e@example.org", "email_verified": verified})
    assert found is not None
    assert found.email_verified is counts
