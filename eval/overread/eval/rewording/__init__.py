"""Faithful rewordings: one kind a file, each saying the same in other words, so that a check must stay quiet."""

from __future__ import annotations

import random
from collections.abc import Callable

from overread.registry import Registry

Rewording = Callable[[str, random.Random], str | None]

REWORDINGS: Registry[Rewording] = Registry("rewording", __name__)
rewording = REWORDINGS.register
