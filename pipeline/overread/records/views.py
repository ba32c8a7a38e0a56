"""What the services return: frozen values to be shown, apart from the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from overread.review import Decision, Draft, Flag, Review
from overread.study import Study

State = Literal["waiting", "open", "signed", "answered"]
Origin = Literal["draft", "edited", "signed"]
STATES: tuple[State, ...] = ("waiting", "open", "signed", "answered")
DECISIONS: tuple[Decision, ...] = ("clear", "review", "blocked")
Action = Literal["accept", "dismiss", "correct", "delete", "insert"]

REASONS: Mapping[str, str] = {
    "seen_on_images": "I see it on the images",
    "known_clinically": "Known from the clinical record",
    "stated_elsewhere": "The report states it in other words",
    "checker_misread": "The check misread the text",
    "not_relevant": "Not worth a line in this impression",
    "wording_preferred": "The wording is deliberate",
    "other": "Another reason, in words",
}
"""Why a flag is accepted as it is or dismissed, by code; `other`, and any critical flag, also need words of one's own."""


@dataclass(frozen=True, slots=True)
class WorklistFilter:
    """Which studies to list; None means all. Hours count since loading, years are the patient's age.

    `unread` asks for those neither signed nor answered.
    """

    modality: str | None = None
    decision: Decision | None = None
    state: State | None = None
    flag_type: str | None = None
    severity: Literal["critical", "major", "minor"] | None = None
    waiting_hours: float | None = None
    youngest: float | None = None
    oldest: float | None = None
    words: str | None = None
    unread: bool = False
    training: bool | None = None
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One line of the worklist; the counts are of the flags of the text as it stands."""

    study_id: str
    review_id: int
    description: str
    modality: str | None
    body_part: str | None
    site: str | None
    exam_date: str | None
    patient_age: float | None
    state: State
    decision: Decision
    critical: int
    major: int
    minor: int
    flag_types: tuple[str, ...]
    loaded_at: datetime
    demonstration: bool
    training: bool
    drafted: bool


@dataclass(frozen=True, slots=True)
class DispositionView:
    """What was done about a flag, by whom and why."""

    action: Action
    reason: str | None
    comment: str | None
    username: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FlagView:
    """A flag with the key that dispositions name it by; `must` says that signing waits for it."""

    key: str
    flag: Flag
    must: bool
    disposition: DispositionView | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why a report cannot be signed yet, as a code and in words."""

    code: Literal["own_impression", "empty", "flags", "scroll", "training", "state", "role", "reading"]
    words: str


@dataclass(frozen=True, slots=True)
class SignatureView:
    """A signature under a report (number 0) or an addendum: who, when, and the exact text with its SHA-256."""

    number: int
    kind: Literal["report", "addendum"]
    username: str
    name: str
    at: datetime
    text: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """A reading shorter than the text takes: `answer_challenge` before signing again. Seconds read, and needed."""

    id: int
    seconds: float
    needed: float
    question: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One review as one reader may see it.

    Until `revealed`, `text`, `review`, `draft` and `flags` are empty and the study comes without its impression. `version` goes
    back with every change; one that is out of date raises Conflict. `own_review` is the reader's own impression, checked.
    """

    review_id: int
    version: int
    study: Study
    state: State
    demonstration: bool
    training: bool
    own_first: bool
    revealed: bool
    text: str = ""
    text_sha256: str = ""
    original: str = ""
    origin: Origin = "draft"
    draft: Draft | None = None
    review: Review | None = None
    flags: tuple[FlagView, ...] = ()
    own_impression: str | None = None
    own_review: Review | None = None
    obstacles: tuple[Obstacle, ...] = ()
    scrolled: bool = False
    seconds_read: float = 0.0
    seconds_needed: float = 0.0
    can_undo: bool = False
    challenge: Challenge | None = None
    signatures: tuple[SignatureView, ...] = field(default=())
