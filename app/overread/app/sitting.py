"""One reader before one study: what was shown last, what is typed and not yet kept, and what they must be told.

Every step takes a sitting and returns the next. It calls the record and turns its refusals into words; SignedOut gets through.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Concatenate, Literal, ParamSpec

from sqlalchemy.orm import Session

from overread.records import (
    Challenge,
    Conflict,
    ReviewView,
    SignedOut,
    SignIn,
    Store,
    addendum,
    answer_challenge,
    answer_training,
    edit_impression,
    look_at,
    open_review,
    preview_edit,
    record_scroll,
    reveal_draft,
    sign,
    undo_edit,
    write_own_impression,
)
from overread.records.training import ProbeAnswer

P = ParamSpec("P")
Tone = Literal["said", "refused", "conflict"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must be told, in words."""

    tone: Tone
    words: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """The review as it is kept, the preview of what is typed over it, and what goes with them.

    `typed` is the text not yet kept, None when there is none; `aside` is text that another reader's change has overtaken;
    `answers` are the seeded errors of a training case once it is finished.
    """

    view: ReviewView
    preview: ReviewView | None = None
    typed: str | None = None
    notice: Notice | None = None
    aside: str = ""
    answers: tuple[ProbeAnswer, ...] = ()

    @property
    def shown(self) -> ReviewView:
        """The review to be shown: the preview while text is typed, else what is kept."""
        return self.preview or self.view

    @property
    def text(self) -> str:
        """The text in the editor."""
        return self.view.text if self.typed is None else self.typed

    @property
    def open(self) -> bool:
        """Whether this reader can still change the text."""
        return self.view.state == "open" and self.view.revealed


def begin(store: Store, me: SignIn, study_id: str) -> Sitting:
    """Open a study: for reading, or to look at for those who do not read. Raises ValueError and PermissionError in words."""
    with store.begin() as session:
        return Sitting((look_at if me.role == "quality" else open_review)(session, me, study_id))


def typed(store: Store, me: SignIn, sitting: Sitting, text: str) -> Sitting:
    """Check a text as it is typed; nothing is kept."""
    if text == sitting.view.text:
        return replace(sitting, preview=None, typed=None, notice=None)
    try:
        with store.read() as session:
            preview = preview_edit(session, me, sitting.view.review_id, text)
    except SignedOut:
        raise
    except (ValueError, PermissionError) as error:
        return replace(sitting, preview=None, typed=text, notice=Notice("refused", str(error)))
    return replace(sitting, preview=preview, typed=text, notice=None)


def keep(store: Store, me: SignIn, sitting: Sitting) -> Sitting:
    """Keep what was typed, if anything was."""
    if sitting.typed is None:
        return replace(sitting, notice=None)
    return _step(store, me, sitting, edit_impression, sitting.view.review_id, sitting.view.version, sitting.typed)


def change(
    store: Store,
    me: SignIn,
    sitting: Sitting,
    service: Callable[Concatenate[Session, SignIn, int, int, P], ReviewView],
    *args: P.args,
    **named: P.kwargs,
) -> Sitting:
    """Keep what was typed, then let a service of the record change the review."""
    kept = keep(store, me, sitting)
    if kept.notice is not None:
        return kept
    return _step(store, me, kept, service, kept.view.review_id, kept.view.version, *args, **named)


def undo(store: Store, me: SignIn, sitting: Sitting) -> Sitting:
    """Take back what is typed and not kept, else the last edit."""
    if sitting.typed is not None:
        return replace(sitting, preview=None, typed=None, notice=None)
    return change(store, me, sitting, undo_edit)


def scrolled(store: Store, me: SignIn, sitting: Sitting, digest: str) -> Sitting:
    """Note that the text of that digest was scrolled through; for a text that is only typed, keep it first.

    One that another reader has changed meanwhile counts for nothing; that is told when the reader acts.
    """
    kept = keep(store, me, sitting) if digest != sitting.view.text_sha256 else sitting
    if kept.view.text_sha256 != digest:
        return kept
    try:
        with store.begin() as session:
            view = record_scroll(session, me, kept.view.review_id, digest)
    except Conflict:
        return kept
    return replace(kept, view=view)


def write_own(store: Store, me: SignIn, sitting: Sitting, text: str) -> Sitting:
    """Keep the reader's own impression and show the draft."""
    done = _step(store, me, sitting, write_own_impression, sitting.view.review_id, text)
    return done if done.notice else _step(store, me, done, reveal_draft, sitting.view.review_id)


def sign_off(store: Store, me: SignIn, sitting: Sitting) -> Sitting:
    """Sign, or finish a training case; what stands in the way comes back as a notice or as a challenge."""
    kept = keep(store, me, sitting)
    if kept.notice is not None:
        return kept
    service = answer_training if kept.view.training else sign
    try:
        with store.begin() as session:
            outcome = service(session, me, kept.view.review_id, kept.view.version)
        answers = outcome if isinstance(outcome, tuple) else ()
        return replace(_again(store, me, kept), answers=answers)
    except SignedOut:
        raise
    except Conflict as error:
        return _overtaken(store, me, kept, error)
    except (ValueError, PermissionError) as error:
        return replace(kept, notice=Notice("refused", str(error)))


def answer(store: Store, me: SignIn, sitting: Sitting, challenge: Challenge, words: str) -> Sitting:
    """Answer the question about a short reading, then sign."""
    try:
        with store.begin() as session:
            answer_challenge(session, me, challenge.id, words)
    except SignedOut:
        raise
    except (ValueError, PermissionError) as error:
        return replace(sitting, notice=Notice("refused", str(error)))
    return sign_off(store, me, sitting)


def add(store: Store, me: SignIn, sitting: Sitting, words: str) -> Sitting:
    """Sign an addendum."""
    try:
        with store.begin() as session:
            addendum(session, me, sitting.view.review_id, words)
    except SignedOut:
        raise
    except (ValueError, PermissionError) as error:
        return replace(sitting, notice=Notice("refused", str(error)))
    return replace(_again(store, me, sitting), notice=Notice("said", "The addendum is signed."))


def set_aside(sitting: Sitting, text: str) -> Sitting:
    """Lay a text aside that was typed over one that is no longer there."""
    words = "your text was typed over one that has changed; it is laid aside below"
    return replace(sitting, aside="" if text == sitting.text else text, notice=Notice("conflict", words))


def _step(
    store: Store,
    me: SignIn,
    sitting: Sitting,
    service: Callable[Concatenate[Session, SignIn, P], ReviewView],
    *args: P.args,
    **named: P.kwargs,
) -> Sitting:
    try:
        with store.begin() as session:
            view = service(session, me, *args, **named)
    except SignedOut:
        raise
    except Conflict as error:
        return _overtaken(store, me, sitting, error)
    except (ValueError, PermissionError) as error:
        return replace(sitting, notice=Notice("refused", str(error)))
    return Sitting(view, aside=sitting.aside)


def _overtaken(store: Store, me: SignIn, sitting: Sitting, error: Conflict) -> Sitting:
    """Show the study as somebody else left it, with the reader's own text laid aside."""
    fresh = _again(store, me, sitting)
    aside = sitting.typed if sitting.typed is not None else sitting.aside
    return replace(fresh, notice=Notice("conflict", str(error)), aside="" if aside == fresh.view.text else aside)


def _again(store: Store, me: SignIn, sitting: Sitting) -> Sitting:
    return begin(store, me, sitting.view.study.id)
