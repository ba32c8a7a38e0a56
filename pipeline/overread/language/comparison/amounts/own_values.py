"""Which of several values that the source gives by one name are those of a finding: of its side, of its vessel."""

from __future__ import annotations

from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.denials.denials import is_same_side
from overread.language.figures.named_values import NamedValue
from overread.language.places import touches


def values_of(claim: Finding, given: Sequence[NamedValue], facts: Sequence[Finding]) -> Sequence[NamedValue]:
    """Return the values of the side and the place of a claim, all of them where not each is told of one finding alone."""
    if claim.laterality and claim.laterality in {value.side for value in given} and all(value.side for value in given):
        return [value for value in given if value.side == claim.laterality]
    owners = [_owner_of(value, facts) for value in given]
    if len(given) != len({fact.span for fact in owners if fact}):
        return given
    sided = all(fact and fact.laterality in ("left", "right") for fact in owners)
    placed = bool(claim.anatomy) and all(fact and fact.anatomy for fact in owners)
    own = [
        value
        for value, fact in zip(given, owners, strict=True)
        if fact and (not sided or is_same_side(claim, fact)) and (not placed or touches(claim.anatomy, fact.anatomy))
    ]
    return own or given


def _owner_of(value: NamedValue, facts: Sequence[Finding]) -> Finding | None:
    """Return the only finding in whose statement a value stands, None where there are several, or none."""
    found = [fact for fact in facts if fact.source == "findings" and fact.span[0] <= value.span[0] < fact.span[1]]
    return found[0] if len(found) == 1 else None
