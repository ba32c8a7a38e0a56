"""Whatever is done in whatever order, nothing is signed without a signed-in radiologist who did all that must be done."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from overread.records import (
    Challenge,
    ReviewView,
    SignatureView,
    acknowledge_training,
    addendum,
    answer_challenge,
    answer_training,
    disposition_flag,
    edit_impression,
    look_at,
    open_review,
    record_scroll,
    reveal_draft,
    sign,
    sign_in,
    sign_out,
    undo_edit,
    write_own_impression,
)
from overread.records.columns import sha256_of
from overread.records.tables import (
    AcknowledgementRow,
    ChallengeRow,
    DispositionRow,
    ReadingRow,
    ReviewRow,
    SignatureRow,
    SignInRow,
)
from overread.records.verifying import verdict

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import MakeSite, Site

PASSWORD = "a long enough password"  # noqa: S105
TEXTS = ("8 mm nodule in the left upper lobe.", "8 mm nodule in the right upper lobe.", "", "No nodule.")
REACHED: list[str] = []
WHO = st.sampled_from(["radiologist", "radiologist", "trainee", "quality", "administrator", "device", "forged"])
EXPECTED = (ValueError, PermissionError)


class Desk(RuleBasedStateMachine):
    """A study that people of every role, a device and a forger do everything to."""

    make: Callable[[str], Site]

    def __init__(self) -> None:
        super().__init__()
        self.site = type(self).make("own_first_share: 1")
        self.site.load(draft=None)
        self.views: dict[str, ReviewView] = {}
        self.signed: list[SignatureView] = []
        self.challenge: Challenge | None = None
        self.site.people["forged"] = replace(self.site["trainee"], username="radiologist", role="radiologist")

    def attempt(self, service: Callable[..., Any], who: str, *arguments: Any) -> Any:
        """Do something that may be refused, and remember what was shown."""
        with suppress(*EXPECTED):
            outcome = self.site.do(service, who, *arguments)
            if isinstance(outcome, ReviewView):
                self.views[who] = outcome
            return outcome
        return None

    def seen(self, who: str) -> tuple[int, int]:
        """The review and the version that someone saw last."""
        view = self.views.get(who)
        return (view.review_id, view.version) if view else (1, 1)

    @initialize(skipped=st.sampled_from([None, *range(6)]), hasty=st.booleans())
    def prepares(self, skipped: int | None, hasty: bool) -> None:
        """Go most of the way to a signature, leaving out one step or none, and perhaps try to sign at once."""
        steps: tuple[Callable[[], None], ...] = (
            lambda: self.acknowledges("radiologist"),
            lambda: self.writes_own("radiologist", TEXTS[0]),
            lambda: self.reveals("radiologist"),
            lambda: self.edits("radiologist", TEXTS[0]),
            lambda: self.scrolls("radiologist"),
            lambda: self.waits(60),
        )
        self.opens("radiologist", open_review)
        for number, step in enumerate(steps):
            if number != skipped:
                step()
        if hasty:
            self.signs("radiologist")

    @rule(who=WHO, service=st.sampled_from([open_review, look_at]))
    def opens(self, who: str, service: Any) -> None:
        self.attempt(service, who, "S1")

    @rule(who=WHO)
    def acknowledges(self, who: str) -> None:
        self.attempt(acknowledge_training, who)

    @rule(who=WHO, text=st.sampled_from(TEXTS))
    def writes_own(self, who: str, text: str) -> None:
        self.attempt(write_own_impression, who, self.seen(who)[0], text)

    @rule(who=WHO)
    def reveals(self, who: str) -> None:
        self.attempt(reveal_draft, who, self.seen(who)[0])

    @rule(who=WHO, text=st.sampled_from(TEXTS))
    def edits(self, who: str, text: str) -> None:
        self.attempt(edit_impression, who, *self.seen(who), text)

    @rule(who=WHO)
    def undoes(self, who: str) -> None:
        self.attempt(undo_edit, who, *self.seen(who))

    @rule(who=WHO, action=st.sampled_from(["accept", "dismiss"]))
    def settles(self, who: str, action: str) -> None:
        view = self.views.get(who)
        if view is not None and view.flags:
            self.attempt(disposition_flag, who, *self.seen(who), view.flags[0].key, action, "other", "for a reason")

    @rule(who=WHO)
    def scrolls(self, who: str) -> None:
        view = self.views.get(who)
        if view is not None:
            self.attempt(record_scroll, who, view.review_id, view.text_sha256)

    @rule(seconds=st.sampled_from([1, 60, 2000]))
    def waits(self, seconds: int) -> None:
        self.site.clock.advance(seconds=seconds)

    @rule(who=WHO)
    def answers(self, who: str) -> None:
        if self.challenge is not None:
            self.attempt(answer_challenge, who, self.challenge.id, "I compared it with the findings")

    @rule(who=WHO)
    def signs(self, who: str) -> None:
        outcome = self.attempt(sign, who, *self.seen(who))
        if isinstance(outcome, Challenge):
            self.challenge = outcome
        if isinstance(outcome, SignatureView):
            self.signed.append(outcome)
            REACHED.append(who)

    @rule(who=WHO, service=st.sampled_from([answer_training, addendum]))
    def finishes_otherwise(self, who: str, service: Any) -> None:
        review, version = self.seen(who)
        self.attempt(service, who, review, "An addendum." if service is addendum else version)

    @rule(who=st.sampled_from(["radiologist", "trainee", "quality", "administrator"]))
    def comes_back(self, who: str) -> None:
        with self.site.store.begin() as session:
            self.site.people[who] = sign_in(session, who, PASSWORD)

    @rule(who=WHO)
    def leaves(self, who: str) -> None:
        self.site.do(sign_out, who)

    @invariant()
    def what_is_signed_was_earned(self) -> None:
        with self.site.store.read() as session:
            review = session.scalars(select(ReviewRow)).one()
            signatures = session.scalars(select(SignatureRow).order_by(SignatureRow.number)).all()
            assert (review.state == "signed") is bool(signatures)
            assert [each.text for each in self.signed] == [each.text for each in signatures[:1]]
            for signature in signatures:
                self._earned(session, signature)
            if signatures:
                self._read(session, review, signatures[0])

    def _earned(self, session: Any, signature: SignatureRow) -> None:
        row = session.get(SignInRow, signature.sign_in_id)
        assert (row.user.username, row.user.kind, row.user.role) == ("radiologist", "person", "radiologist")
        assert row.user_id == signature.user_id
        assert row.started_at <= signature.at < row.expires_at
        assert row.ended_at is None or row.ended_at >= signature.at
        assert signature.text_sha256 == sha256_of(signature.text)
        assert session.scalar(select(AcknowledgementRow).where(AcknowledgementRow.user_id == row.user_id)) is not None

    def _read(self, session: Any, review: ReviewRow, signature: SignatureRow) -> None:
        reading = session.scalars(select(ReadingRow).where(ReadingRow.user_id == signature.user_id)).one()
        assert review.text == signature.text
        assert review.text.strip()
        assert reading.own_impression is not None or not reading.own_first
        assert reading.scrolled_sha256 == signature.text_sha256
        settled = session.scalars(select(DispositionRow.flag_key)).all()
        assert bool(settled) or review.critical + review.major == 0
        seconds = (signature.at - reading.revealed_at).total_seconds()
        answered = session.scalars(select(ChallengeRow.answered_at)).all()
        assert seconds >= 22 * 60 / 400 - 1 or any(answered)

    def teardown(self) -> None:
        """Look at the audit once more, and close."""
        with self.site.store.read() as session:
            assert verdict(session).faults == ()
        self.site.store.engine.dispose()


def test_there_is_no_path_to_a_signature_but_a_radiologists_own(make_sqlite_site: MakeSite) -> None:
    machine = type("Machine", (Desk,), {"make": staticmethod(make_sqlite_site)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=40,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert set(REACHED) == {"radiologist"}


@pytest.mark.parametrize("skipped", [None, 0, 1, 2, 3, 4, 5])
def test_each_step_is_needed(make_sqlite_site: MakeSite, skipped: int | None) -> None:
    desk = type("Machine", (Desk,), {"make": staticmethod(make_sqlite_site)})()
    desk.prepares(skipped=skipped, hasty=True)
    desk.what_is_signed_was_earned()
    assert bool(desk.signed) is (skipped is None)
    desk.teardown()
