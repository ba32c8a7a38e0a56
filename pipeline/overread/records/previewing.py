"""What the checks say of a text while it is being typed: nothing is written, and no writer is waited for."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from overread.records.access import SignIn, require
from overread.records.columns import sha256_of
from overread.records.flags import acceptable, checked, draft_of
from overread.records.showing import case_of, flags_of, obstacles_of, view_of, without
from overread.records.views import ReviewView


def preview_edit(session: Session, acting: SignIn, review_id: int, text: str) -> ReviewView:
    """Return the review as it would be with another text, checked anew; nothing is kept.

    Raises ValueError when the text cannot be kept, or is not open to be changed.
    """
    case = case_of(session, require(session, acting, "read"), review_id)
    if case.review.state != "open" or case.reading.revealed_at is None:
        raise ValueError("the text is not open to be changed")
    shown = view_of(session, case.actor, case.review)
    if acceptable(text) == shown.text:
        return shown
    review = without(checked(case.study, draft_of(case.review.draft), text), case.withheld)
    flags = flags_of(session, case.review, review)
    return replace(
        shown,
        text=text,
        text_sha256=sha256_of(text),
        origin="draft" if text == shown.original else "edited",
        review=review,
        flags=flags,
        obstacles=obstacles_of(session, case, flags, text=text),
    )
