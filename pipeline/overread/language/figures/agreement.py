"""Whether two quantities agree, and how a reader writes one."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from overread.finding import Finding, Quantity
from overread.language.figures.scales import UNPRINTED, same_value, scaled
from overread.review import Difference
from overread.ucum import as_printed

_CLASS_WIDTH = 19.0  # percentage points, from 50 to 69
_NEAR_SHARE = 5.0
"""By how many percentage points the share by which something has grown may be rounded."""


def agrees(size: Quantity, other: Quantity) -> bool:
    """Say whether a claimed quantity is the stated one, or some of its dimensions, at the printed precision."""
    if is_in_class(other, size):
        return True
    if other.role == "range" and len(size.values) == 1:
        within = min(other.values) <= size.values[0] * scale(size, other) <= max(other.values)
        return within or any(_same(size, 0, other, end) for end in range(len(other.values)))
    if len(size.values) > len(other.values):
        return False
    if size.axes and set(size.axes) <= set(other.axes):
        return all(_same(size, place, other, other.axes.index(axis)) for place, axis in enumerate(size.axes))
    if len(size.values) == 1:
        return any(_same(size, 0, other, index) for index in range(len(other.values)))
    left = list(range(len(other.values)))
    for index in range(len(size.values)):
        hit = next((place for place in left if _same(size, index, other, place)), None)
        if hit is None:
            return False
        left.remove(hit)
    return True


def is_in_class(size: Quantity, wider: Quantity) -> bool:
    """Say whether a share of a narrowing lies in the class that another text puts it in ("30%" in "mild, 25-49%").

    Cury RC et al. CAD-RADS 2.0. JACC Cardiovasc Imaging 2022;15:1974-2001; the narrowest of its classes has 20 points.
    """
    if wider.role != "range" or size.unit != "%" or wider.unit != "%" or size.quantity != wider.quantity:
        return False
    least, most = min(wider.values), max(wider.values)
    return most - least >= _CLASS_WIDTH and all(least <= value <= most for value in size.values)


def growths(fact: Finding) -> list[tuple[str, float, float]]:
    """Return by how much a finding has changed, from each pair of a present and an earlier size: what it measures, the change
    and the step that it is known to, in base units, then by which share of what it was.
    """
    now, then = ([size for size in fact.sizes if size.role == role] for role in ("current", "prior"))
    pairs = [
        (printed(one, place), printed(other, place))
        for one, other in product(now, then)
        for place in range(min(len(one.values), len(other.values)))
    ]
    alike = [(kind, value, former, max(step, other)) for (kind, value, step), (was, former, other) in pairs if kind == was]
    shares = [("%", 100 * abs(value - former) / former, _NEAR_SHARE) for _, value, former, _ in alike if former]
    return [*((kind, abs(value - former), step) for kind, value, former, step in alike), *shares]


def scale(size: Quantity, other: Quantity) -> float:
    """Return by what a length is multiplied to be in the unit of another."""
    if UNPRINTED in (size.unit, other.unit):
        return 1.0
    scale = {"mm": 1.0, "cm": 10.0, "m": 1000.0}
    return scale.get(size.unit, 1.0) / scale.get(other.unit, 1.0)


def _same(size: Quantity, index: int, other: Quantity, place: int) -> bool:
    return same_value(
        size.values[index], size.unit, _decimals(size, index), other.values[place], other.unit, _decimals(other, place)
    )


def printed(size: Quantity, index: int) -> tuple[str, float, float]:
    """Return what one dimension of a quantity measures, its value and the step it is printed to, in base units."""
    return scaled(size.values[index], size.unit, _decimals(size, index))


def _decimals(size: Quantity, index: int) -> int:
    return size.decimals[index] if index < len(size.decimals) else 0


def size_words(size: Quantity) -> str:
    """Return a quantity as a reader would write it."""
    unit = "" if size.unit == UNPRINTED else as_printed(size.unit)
    link = "-" if size.role == "range" or size.unit == "%" else " x "
    return f"{link.join(f'{value:g}' for value in size.values)} {unit}".rstrip()


SAME_EXTENT = {"full_thickness": "complete_extent", "complete_extent": "full_thickness"}
"""Two words for a tear of all of a tendon or ligament."""


def ends(size: Quantity) -> list[Quantity]:
    """Return the two ends of a range, which may be the sizes of two findings ("5-6 mm" for 5 mm and 6 mm), else the size."""
    if size.role != "range":
        return [size]
    return [replace(size, values=(value,), decimals=size.decimals[:1], role="current") for value in size.values]


def is_same_score(claimed: str, stated: str) -> bool:
    """Say whether two values of a reporting system agree: the same, or one that only adds a letter ("T3c" for "T3")."""
    return stated == claimed or (stated[:-1] == claimed and stated[-1].isalpha())


_SAMPLED_FROM = {"birads": 4, "pirads": 3, "lirads": 4, "tirads": 3, "lungrads": 4, "orads": 4, "nirads": 3, "crads": 3}
"""The least category of a reporting system at which tissue may be asked for (ACR BI-RADS 5th ed. 2013, PI-RADS v2.1 2019,
LI-RADS v2018, TI-RADS 2017, Lung-RADS 2022, O-RADS 2020, NI-RADS 2018, C-RADS 2005).
"""
DEGREES = frozenset("grade aast meyerding kellgrenlawrence outerbridge goutallier fazekas pfirrmann".split())
"""Systems that grade how much there is of one thing; those that sort lesions into categories are qualities."""


def score_difference(claimed: str, stated: str) -> Difference:
    """Return the difference of two values of one reporting system or grade."""
    attribute = "severity" if claimed.partition(":")[0] in DEGREES else "descriptor"
    return Difference(attribute, claimed.replace(":", " "), stated.replace(":", " "), "score")


def is_sampled(descriptor: str) -> bool | None:
    """Say whether a category is one at which tissue is asked for, None for what is no category."""
    system, _, value = descriptor.partition(":")
    least = _SAMPLED_FROM.get(system)
    return None if least is None else value == "m" or (value[:1].isdigit() and int(value[0]) >= least)
