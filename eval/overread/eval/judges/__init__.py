"""What is evaluated: the engine and its peers, one a file, each turning a study into a review."""

from __future__ import annotations

from collections.abc import Callable

from overread.registry import Registry
from overread.review import Review
from overread.study import Study

Judge = Callable[[Study], Review]

JUDGES: Registry[Callable[[], Judge]] = Registry("judge", __name__)
judge = JUDGES.register
