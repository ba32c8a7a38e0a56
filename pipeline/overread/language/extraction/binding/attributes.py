"""The attributes of a finding (side, place, size, degree, change, number, qualities), and how those of two stretches join."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from overread.finding import Change, Quantity, Span


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes bound to one finding, with the span of the words that gave each."""

    side: str | None = None
    anatomy: tuple[str, ...] = ()
    levels: frozenset[str] = frozenset()
    sizes: tuple[Quantity, ...] = ()
    severity: str | None = None
    former: str | None = None
    change: Change | None = None
    count: int | str | None = None
    descriptors: frozenset[str] = frozenset()
    historical: bool = False
    observed: tuple[Quantity, ...] = ()
    marks: dict[str, Span] = field(default_factory=dict)


NOTHING = Attributes()


def joined(parts: list[Attributes]) -> Attributes:
    """Return what several stretches say together."""
    total = parts[0] if parts else NOTHING
    for group in parts[1:]:
        total = merged(total, group)
    return total


def merged(first: Attributes, second: Attributes) -> Attributes:
    """Return the union of two sets; where both name a side the first wins unless they differ, which makes both sides."""
    if first is NOTHING or second is NOTHING:
        return second if first is NOTHING else first
    side = first.side or second.side
    if first.side and second.side and {first.side, second.side} == {"left", "right"}:
        own = [group.side for group in (first, second) if "side" in group.marks]
        side = own[0] if len(own) == 1 else "bilateral"
    marks = {**second.marks, **first.marks}
    if first.change == "persistent" and second.change:
        marks["change"] = second.marks["change"]
    return Attributes(
        side,
        tuple(dict.fromkeys(first.anatomy + second.anatomy)),
        first.levels | second.levels,
        first.sizes + second.sizes,
        first.severity or second.severity,
        first.former or second.former,
        second.change if first.change in (None, "persistent") and second.change else first.change,
        first.count if first.count is not None else second.count,
        first.descriptors | second.descriptors,
        first.historical or second.historical,
        first.observed or second.observed,
        marks,
    )


def placed(target: Attributes, origin: Attributes) -> Attributes:
    """Return a set of attributes with the place of another: its side, anatomy and levels."""
    marks = {key: span for key, span in origin.marks.items() if key in ("side", "level") or key.startswith("anatomy")}
    return replace(target, side=origin.side, anatomy=origin.anatomy, levels=origin.levels, marks={**marks, **target.marks})


def sided(target: Attributes, origin: Attributes, leveled: bool = False) -> Attributes:
    """Return a set of attributes with the side of another."""
    marks = {key: span for key, span in origin.marks.items() if key == "side"}
    levels = target.levels or (origin.levels if leveled else frozenset())
    return replace(target, side=origin.side, levels=levels, marks={**marks, **target.marks})


def is_placeless(attributes: Attributes) -> bool:
    """Say whether a set of attributes names no place at all."""
    return not attributes.anatomy and not attributes.side and not attributes.levels
