"""The output formats, one file each; a writer takes result lines one at a time and a text stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TextIO

from overread.registry import Registry

if TYPE_CHECKING:
    from overread.contract import ReviewRecord

Writer = Callable[[Iterable["ReviewRecord"], TextIO], None]

WRITERS: Registry[Writer] = Registry("output format", __name__)
writer = WRITERS.register
