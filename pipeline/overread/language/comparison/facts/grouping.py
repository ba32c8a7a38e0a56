"""Facts that are alike in what is asked of them, so that it is asked once for all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from overread.finding import Finding


def grouped(numbers: Iterable[int], facts: Sequence[Finding], key: Callable[[Finding], Hashable]) -> list[list[int]]:
    """Return the numbers of facts in groups of one key, in the order of the first of each group."""
    groups: dict[Hashable, list[int]] = {}
    for number in numbers:
        groups.setdefault(key(facts[number]), []).append(number)
    return list(groups.values())
