"""The checks: one file each, registered under the name of the flags it raises."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from overread.registry import Registry
from overread.review import Flag, Review

Validator = Callable[[Review], Iterable[Flag]]

VALIDATORS: Registry[Validator] = Registry("validator", __name__)
validator = VALIDATORS.register
