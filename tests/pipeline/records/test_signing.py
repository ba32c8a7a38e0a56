"""Signing: everything that must have happened, the challenge to a short reading, the binding, and addenda."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from overread.records import (
    Challenge,
    Conflict,
    SignatureView,
    acknowledge_training,
    addendum,
    answer_challenge,
    disposition_flag,
    edit_impression,
    open_review,
    record_scroll,
    sign,
    undo_edit,
    write_own_impression,
)
from overread.records.columns import canonical, sha256_of, written
from overread.records.tables import AuditRow, SignatureRow, UserRow

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import MakeSite, Site

RIGHT = "8 mm nodule in the left upper lobe."


def test_a_signature_binds_signer_moment_and_the_exact_text(site: Site) -> None:
    view = site.ready()
    signature = site.do(sign, "radiologist", view.review_id, view.version)
    assert isinstance(signature, SignatureView)
    assert (signature.username, signature.at, signature.text) == ("radiologist", site.clock.moment, RIGHT)
    assert signature.text_sha256 == sha256_of(RIGHT)
    with site.store.read() as session:
        row = session.scalars(select(SignatureRow)).one()
        assert row.binding_sha256 == sha256_of(canonical(row.binding))
        assert row.binding["manifest_sha256"] is None
        said = [row.binding[name] for name in ("study", "signer", "role", "text_sha256", "at")]
    assert said == ["S1", "radiologist", "radiologist", sha256_of(RIGHT), written(site.clock.moment)]


def unacknowledged(site: Site) -> Any:
    site.load(RIGHT)
    view = site.do(open_review, "radiologist", "S1")
    return site.do(record_scroll, "radiologist", view.review_id, view.text_sha256)


def unscrolled(site: Site) -> Any:
    site.load(RIGHT)
    return site.open()


def flagged(site: Site) -> Any:
    site.load()
    view = site.open()
    return site.do(record_scroll, "radiologist", view.review_id, view.text_sha256)


def empty(site: Site) -> Any:
    site.load(None)
    view = site.open()
    return site.do(record_scroll, "radiologist", view.review_id, view.text_sha256)


def changed_by_another(site: Site) -> Any:
    site.ready()
    theirs = site.open("trainee")
    site.do(edit_impression, "trainee", theirs.review_id, theirs.version, "Nodule in the left upper lobe, 8 mm.")
    return site.open()


@pytest.mark.parametrize(
    ("before", "code", "why"),
    [
        (unacknowledged, "training", "acknowledge the training"),
        (unscrolled, "scroll", "scroll through"),
        (flagged, "flags", "1 flag must be settled"),
        (empty, "empty", "empty"),
        (changed_by_another, "scroll", "scroll through"),
        (lambda site: site.signed(), "state", "signed already"),
    ],
)
def test_an_early_signature_is_refused_and_stays_in_the_audit(site: Site, before: Any, code: str, why: str) -> None:
    view = before(site)
    site.clock.advance(minutes=3)
    signed = len(view.signatures)
    with pytest.raises(PermissionError, match=why):
        site.do(sign, "radiologist", view.review_id, view.version)
    with site.store.read() as session:
        last = session.scalars(select(AuditRow).order_by(AuditRow.number.desc()).limit(1)).one()
        assert (last.action, last.subject, last.details) == ("refused", "S1", {"act": "sign", "code": code})
        assert len(session.scalars(select(SignatureRow)).all()) == signed


def test_own_impression_comes_before_the_signature(make_site: MakeSite) -> None:
    site = make_site("own_first_share: 1")
    site.load(RIGHT)
    view = site.open()
    site.do(write_own_impression, "radiologist", view.review_id, RIGHT)
    with pytest.raises(PermissionError, match="look at the draft first"):
        site.do(sign, "radiologist", view.review_id, view.version)


@pytest.mark.parametrize(("policy", "signs"), [("major", False), ("critical", True)])
def test_the_policy_says_which_flags_wait(make_site: MakeSite, policy: str, signs: bool) -> None:
    site = make_site(f"own_first_share: 0\nsettle_from: {policy}")
    view = flagged(site)
    site.clock.advance(minutes=3)
    assert [flag.must for flag in view.flags] == [not signs]
    if signs:
        assert isinstance(site.do(sign, "radiologist", view.review_id, view.version), SignatureView)
    else:
        with pytest.raises(PermissionError, match="settled"):
            site.do(sign, "radiologist", view.review_id, view.version)


def test_a_settled_flag_no_longer_waits(site: Site) -> None:
    view = flagged(site)
    key = view.flags[0].key
    view = site.do(disposition_flag, "radiologist", view.review_id, view.version, key, "accept", "seen_on_images", "I do")
    site.clock.advance(minutes=3)
    assert isinstance(site.do(sign, "radiologist", view.review_id, view.version), SignatureView)


class TestChallenge:
    """A text read faster than it can be."""

    @pytest.fixture(autouse=True)
    def _hurried(self, site: Site) -> None:
        self.view = unscrolled(site)
        self.view = site.do(record_scroll, "radiologist", self.view.review_id, self.view.text_sha256)

    def sign(self, site: Site) -> SignatureView | Challenge:
        return site.do(sign, "radiologist", self.view.review_id, self.view.version)

    def test_is_recorded_and_asked_once(self, site: Site) -> None:
        site.clock.advance(seconds=1)
        first, second = self.sign(site), self.sign(site)
        assert isinstance(first, Challenge)
        assert first == second
        assert first.seconds == 1.0
        assert first.needed == pytest.approx(22 * 60 / 400)
        assert site.do(open_review, "radiologist", "S1").challenge == first

    def test_is_answered_in_words_before_the_signature(self, site: Site) -> None:
        challenge = self.sign(site)
        assert isinstance(challenge, Challenge)
        with pytest.raises(ValueError, match="expected 10"):
            site.do(answer_challenge, "radiologist", challenge.id, "ok   ")
        with pytest.raises(ValueError, match="not yours"):
            site.do(answer_challenge, "trainee", challenge.id, "I compared it with the findings")
        site.do(answer_challenge, "radiologist", challenge.id, "I compared it with the findings")
        with pytest.raises(ValueError, match="has been answered"):
            site.do(answer_challenge, "radiologist", challenge.id, "I compared it with the findings")
        assert isinstance(self.sign(site), SignatureView)

    def test_an_answer_holds_for_its_text_only(self, site: Site) -> None:
        challenge = self.sign(site)
        assert isinstance(challenge, Challenge)
        site.do(answer_challenge, "radiologist", challenge.id, "I compared it with the findings")
        text = "Nodule of 8 mm in the left upper lobe."
        self.view = site.do(edit_impression, "radiologist", self.view.review_id, self.view.version, text)
        again = self.sign(site)
        assert isinstance(again, Challenge)
        assert again.id != challenge.id

    @pytest.mark.parametrize(("seconds", "signed"), [(3.29, False), (3.3, True)])
    def test_the_limit_is_the_length_at_reading_speed(self, site: Site, seconds: float, signed: bool) -> None:
        site.clock.advance(seconds=seconds)
        assert isinstance(self.sign(site), SignatureView) is signed


def test_many_reports_opened_together_cannot_be_signed_in_a_row(site: Site) -> None:
    views = [site.ready(id=f"S{number}") for number in range(3)]
    site.clock.advance(minutes=9)
    outcomes = [site.do(sign, "radiologist", view.review_id, view.version) for view in views]
    assert [type(outcome) for outcome in outcomes] == [SignatureView, Challenge, Challenge]


def test_after_signing_only_an_addendum_is_possible(site: Site) -> None:
    view = site.signed()
    assert (view.state, view.origin) == ("signed", "signed")
    for service, more in [
        (edit_impression, ("x",)),
        (undo_edit, ()),
        (disposition_flag, ("0" * 64, "dismiss", "other", "x")),
    ]:
        with pytest.raises(PermissionError, match="write an addendum"):
            site.do(service, "radiologist", view.review_id, view.version, *more)  # type: ignore[arg-type]
    site.do(addendum, "radiologist", view.review_id, "Telephoned at 10:15.")
    site.do(addendum, "radiologist", view.review_id, "And confirmed.")
    view = site.do(open_review, "radiologist", "S1")
    assert [(each.number, each.kind, each.text) for each in view.signatures] == [
        (0, "report", RIGHT),
        (1, "addendum", "Telephoned at 10:15."),
        (2, "addendum", "And confirmed."),
    ]
    assert view.text == RIGHT


@pytest.mark.parametrize(("text", "why"), [("", "empty"), ("\ud800", "surrogate")])
def test_an_addendum_needs_text(site: Site, text: str, why: str) -> None:
    view = site.signed()
    with pytest.raises(ValueError, match=why):
        site.do(addendum, "radiologist", view.review_id, text)


def test_an_addendum_needs_a_signed_report(site: Site) -> None:
    view = site.ready()
    with pytest.raises(ValueError, match="not a signed report"):
        site.do(addendum, "radiologist", view.review_id, "x")


def test_a_version_out_of_date_is_not_signed(site: Site) -> None:
    view = site.ready()
    with pytest.raises(Conflict):
        site.do(sign, "radiologist", view.review_id, view.version - 1)


@pytest.mark.parametrize("who", ["trainee", "quality", "administrator", "device"])
def test_nobody_but_a_radiologist_signs(site: Site, who: str) -> None:
    view = site.ready()
    for service, more in [(sign, (view.version,)), (addendum, ("x",))]:
        with pytest.raises(PermissionError, match="expected radiologist"):
            site.do(service, who, view.review_id, *more)  # type: ignore[arg-type]


def test_a_device_that_was_given_the_role_still_cannot_sign(site: Site) -> None:
    site.ready()
    with site.store.begin() as session:
        session.execute(update(UserRow).where(UserRow.kind == "device").values(role="radiologist"))
    site.do(acknowledge_training, "device")
    view = site.do(open_review, "device", "S1")
    site.do(record_scroll, "device", view.review_id, view.text_sha256)
    site.clock.advance(minutes=3)
    with pytest.raises(PermissionError, match="a device cannot sign"):
        site.do(sign, "device", view.review_id, view.version)
    assert site.do(open_review, "radiologist", "S1").state == "open"


def test_a_forged_sign_in_is_worth_nothing(site: Site) -> None:
    view = site.ready()
    site.people["forged"] = replace(site["trainee"], role="radiologist", username="radiologist")
    with pytest.raises(PermissionError, match="a trainee may not"):
        site.do(sign, "forged", view.review_id, view.version)
    site.people["invented"] = replace(site["radiologist"], token="0" * 43)
    with pytest.raises(PermissionError, match="not signed in"):
        site.do(sign, "invented", view.review_id, view.version)
