"""Second opinions: learned readers, one backend a file, that are asked only about what the rules left open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from overread.registry import Registry
from overread.review import Entailment
from overread.study import Study

LABELS: tuple[Entailment, ...] = ("entailment", "neutral", "contradiction")


class OpinionError(ValueError):
    """A second opinion cannot be had or was not given: the message says whose and why; it holds no report text."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a learned reader says of one statement against one source; `score` is its probability, where it gives one."""

    label: Entailment
    score: float | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Consultant:
    """A loaded learned reader: its name, the digest of its weights where they can be seen, and how it is asked.

    `ask` takes a study and a statement of its impression; it raises ValueError when it fails.
    """

    name: str
    digest: str | None
    ask: Callable[[Study, str], Answer]


Backend = Callable[[str], Consultant]

OPINIONS: Registry[Backend] = Registry("second opinion", __name__)
opinion = OPINIONS.register


def load(specification: str) -> Consultant:
    """Return the learned reader named by `nli:FOLDER_OR_ID` or `chat:MODEL`; ValueError says what is wrong with it."""
    name, colon, target = specification.partition(":")
    if not (colon and target and name in OPINIONS):
        forms = ", ".join(f"{known}:…" for known in OPINIONS)
        raise OpinionError(f"second opinion {specification!r}: expected one of {forms}")
    return OPINIONS[name](target)
