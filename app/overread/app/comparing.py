"""What sets a reader's own impression and the draft apart, found by the same check: each is read as the source of the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from overread.checking import over_read
from overread.review import Review
from overread.study import Study

Kind = Literal["mine", "draft", "differ", "unread"]


@dataclass(frozen=True, slots=True)
class Apart:
    """A statement that one side alone makes, on which they differ, or that could not be compared."""

    kind: Kind
    text: str


def apart(study: Study, own: str, draft: str) -> tuple[Apart, ...]:
    """Return what the two impressions do not share: differences first, then what only one of them says."""
    mine, theirs = _against(study, draft, own), _against(study, own, draft)
    if mine.error or theirs.error:
        return (Apart("unread", "one of the two texts could not be read"),)
    found = [
        *(_apart(mine, "contradicted", "differ")),
        *(_apart(mine, "unsupported", "mine")),
        *(_apart(theirs, "unsupported", "draft")),
        *(_apart(mine, "unchecked", "unread")),
        *(_apart(theirs, "unchecked", "unread")),
    ]
    return tuple(dict.fromkeys(found))


def _against(study: Study, source: str, text: str) -> Review:
    """Read one text as if the other were the findings; rows and prior say nothing here."""
    bare = replace(
        study, findings=source, impression=text, measurements=(), prior=None, indication="", comparison="", technique=""
    )
    return over_read(bare)


def _apart(review: Review, status: str, kind: Kind) -> list[Apart]:
    return [Apart(kind, claim.finding.text) for claim in review.claims if claim.status == status]
