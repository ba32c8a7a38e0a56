"""The sizes of facts by their value, so that those which agree with a claimed one are found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from overread.finding import Finding, Quantity
from overread.language.agreement import agrees, printed

_SLACK = 1e-6
_NOWHERE = (0, 0)


def value_of(size: Quantity) -> Quantity:
    """Return a size without where it stands: what two statements of one value have in common."""
    return Quantity(size.values, size.unit, _NOWHERE, size.decimals, size.role, size.quantity, size.axes)


@dataclass(frozen=True)
class Sizes:
    """The sizes of facts, each value once, in the order of the text."""

    facts: Sequence[Finding]

    def fitting(self, claimed: Iterable[Quantity]) -> set[int]:
        """Return the numbers of the facts that have a size which agrees with one that is claimed."""
        return {place for size in claimed for other in self.agreeing(size) for place in self.owners[other]}

    @cached_property
    def owners(self) -> dict[Quantity, list[int]]:
        """The numbers of the facts that have a value."""
        table: dict[Quantity, list[int]] = {}
        for place, fact in enumerate(self.facts):
            for size in fact.sizes:
                table.setdefault(value_of(size), []).append(place)
        return table

    def agreeing(self, size: Quantity) -> list[Quantity]:
        """Return the values that agree with a claimed size.

        Only those are looked at of which one dimension is near the first one claimed, and the ranges, one of which may hold it.
        """
        kind, claimed, step = printed(size, 0)
        near = set(self._ranges) if len(size.values) == 1 else set()
        for (other_kind, other_step), rows in self._scales.items():
            if other_kind == kind:
                reach = max(step, other_step) * (0.5 + _SLACK)
                start, end = bisect_left(rows, (claimed - reach,)), bisect_right(rows, (claimed + reach, len(self._values)))
                near.update(place for _, place in rows[start:end])
        return [other for place in sorted(near) if agrees(size, other := self._values[place])]

    @cached_property
    def first(self) -> dict[tuple[str, bool], Quantity]:
        """The first value of each quantity, the former ones apart."""
        return {(size.quantity, size.role == "prior"): size for size in reversed(self.owners)}

    @cached_property
    def _values(self) -> list[Quantity]:
        return list(self.owners)

    @cached_property
    def _ranges(self) -> list[int]:
        return [place for place, size in enumerate(self._values) if size.role == "range"]

    @cached_property
    def _scales(self) -> dict[tuple[str, float], list[tuple[float, int]]]:
        """The values in base units, in order, by what they measure and to which step they are printed."""
        table: dict[tuple[str, float], list[tuple[float, int]]] = {}
        for place, size in enumerate(self._values):
            for index in range(len(size.values)):
                kind, value, step = printed(size, index)
                table.setdefault((kind, step), []).append((value, place))
        return {scale: sorted(rows) for scale, rows in table.items()}
