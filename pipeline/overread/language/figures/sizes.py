"""The sizes of facts by their value, so that those which agree with a claimed one are found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from overread.finding import Quantity
from overread.language.figures.agreement import agrees, printed
from overread.language.figures.scales import UNPRINTED, is_length

_SLACK = 1e-6


def value_of(size: Quantity) -> Hashable:
    """Return all that a size says, but not where it stands."""
    return size.values, size.unit, size.decimals, size.role, size.quantity, size.axes


@dataclass(frozen=True)
class Sizes:
    """The sizes of numbered facts, each value once, in the order of the text."""

    rows: Sequence[Sequence[Quantity]]

    def agreeing(self, size: Quantity) -> list[Quantity]:
        """Return the values that agree with a claimed size."""
        return [self._values[place][0] for place in self._agreeing(size)]

    def fitting(self, claimed: Iterable[Quantity]) -> set[int]:
        """Return the numbers of the facts that have a size which agrees with one that is claimed."""
        return {number for size in claimed for place in self._agreeing(size) for number in self._values[place][1]}

    @cached_property
    def first(self) -> dict[tuple[str, bool], Quantity]:
        """The first value of each quantity, the former ones apart."""
        return {(size.quantity, size.role == "prior"): size for size, _ in reversed(self._values)}

    def _agreeing(self, size: Quantity) -> list[int]:
        """Return the places of the values that agree with a claimed one.

        Only those are looked at of which one dimension is near the first one claimed, and the ranges, one of which may hold it;
        and, where the unit of one is not printed, all lengths.
        """
        if size.unit == UNPRINTED:
            return [place for place, (value, _) in enumerate(self._values) if is_length(value.unit) and agrees(size, value)]
        kind, claimed, step = printed(size, 0)
        near = set(self._ranges) if len(size.values) == 1 else set()
        near.update(self._unprinted)
        for (other_kind, other_step), rows in self._scales.items():
            if other_kind == kind:
                reach = max(step, other_step) * (0.5 + _SLACK)
                start, end = bisect_left(rows, (claimed - reach,)), bisect_right(rows, (claimed + reach, len(self._values)))
                near.update(place for _, place in rows[start:end])
        return [place for place in sorted(near) if agrees(size, self._values[place][0])]

    @cached_property
    def _values(self) -> list[tuple[Quantity, list[int]]]:
        """Every value with the numbers of the facts that have it."""
        table: dict[Hashable, tuple[Quantity, list[int]]] = {}
        for number, sizes in enumerate(self.rows):
            for size in sizes:
                table.setdefault(value_of(size), (size, []))[1].append(number)
        return list(table.values())

    @cached_property
    def _ranges(self) -> list[int]:
        return [place for place, (size, _) in enumerate(self._values) if size.role == "range"]

    @cached_property
    def _unprinted(self) -> list[int]:
        return [place for place, (size, _) in enumerate(self._values) if size.unit == UNPRINTED]

    @cached_property
    def _scales(self) -> dict[tuple[str, float], list[tuple[float, int]]]:
        """The values in base units, in order, by what they measure and to which step they are printed."""
        table: dict[tuple[str, float], list[tuple[float, int]]] = {}
        for place, (size, _) in enumerate(self._values):
            for index in range(len(size.values)):
                kind, value, step = printed(size, index)
                table.setdefault((kind, step), []).append((value, place))
        return {scale: sorted(rows) for scale, rows in table.items()}
