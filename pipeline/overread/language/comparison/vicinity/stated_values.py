"""The values that a source gives: of its facts, of what was not read as one, and those that two of them make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from overread.finding import Finding, Quantity
from overread.language.comparison.vicinity.bearing import Source
from overread.language.figures.agreement import size_words
from overread.language.figures.scales import SCALES
from overread.language.figures.sizes import Sizes
from overread.language.words.reading import read

_NEAR_VOLUME, _NEAR_POINTS = 1.0, 2.0  # millilitres, percentage points
_WIDEST = 20.0  # millimetres: no artery or duct that is graded by its width is wider


@dataclass(frozen=True)
class StatedValues:
    """What the source measures, by its value and by how a reader writes that, and what else it speaks of."""

    facts: Sequence[Finding]
    source: Source

    @cached_property
    def sizes(self) -> Sizes:
        return Sizes([(*fact.sizes, *fact.observed) for fact in self.facts])

    @cached_property
    def unbound(self) -> Sizes:
        return Sizes([[item.quantity for item in read(self.source.text).items if item.quantity]])

    def gives(self, size: Quantity) -> bool:
        """Say whether the source gives a value, in any unit of its kind, be it of a fact or of what was not read as one."""
        return bool(self.sizes.agreeing(size) or self.unbound.agreeing(size))

    @cached_property
    def written(self) -> dict[str, list[Finding]]:
        table: dict[str, list[Finding]] = {}
        for fact in self.facts:
            for size in fact.sizes:
                table.setdefault(size_words(size), []).append(fact)
        return table

    def reckons(self, size: Quantity) -> bool:
        """Say whether a value is what two of a text's values make: the share of a narrowing, from the narrowest and the normal
        width (NASCET. N Engl J Med 1991;325:445-453), the rest of a volume (a penumbra without its core), or two volumes.
        """
        if len(size.values) != 1 or size.unit not in ("%", "mL"):
            return False
        given = [other for fact in self.facts for other in fact.sizes if len(other.values) == 1 and other.role != "prior"]
        if size.unit == "mL":
            told = [other.values[0] for other in given if other.unit == "mL"]
            if any(abs(sum(pair) - size.values[0]) <= 10.0 ** -size.decimals[0] for pair in combinations(told, 2)):
                return True
            rests = (whole - part for whole in set(told) for part in set(told) if part < whole)
            return any(abs(rest - size.values[0]) < _NEAR_VOLUME for rest in rests)
        widths = {other.values[0] * SCALES[other.unit][1] for other in given if other.unit in ("mm", "cm")}
        shares = (100 * (1 - narrow / wide) for narrow in widths for wide in widths if narrow < wide <= _WIDEST)
        return any(abs(share - size.values[0]) <= _NEAR_POINTS for share in shares)
