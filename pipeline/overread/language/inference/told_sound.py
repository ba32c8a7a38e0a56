"""What a radiologist may deny because the source tells its place to be as it should, or denies what describes it, in words of
their own: "globes round, lenses in position", "no contrast at the attachment sites".
"""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.facts import Facts
from overread.language.inference.descriptions import described, is_on_side
from overread.language.inference.named_there import named_in
from overread.language.inference.stated import Line, lines_of
from overread.language.lexicon import Need, lexicon
from overread.language.places import touches
from overread.review import Comparison

_SIDES = frozenset({"left", "right"})
_OF_REST = frozenset({"other", "others", "remaining", "rest", "remainder", "elsewhere", "otherwise"})


def told_sound(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the denial of a finding that sentences tell in words, at its place and on its side, None where none do."""
    rows = lexicon().told_sound.get(claim.concept, ()) if claim.source == "impression" and claim.presence == "absent" else ()
    for parts in rows:
        found = [lines for part in parts if (lines := _telling(claim, part, facts))]
        if len(found) == len(parts) and not _is_described(claim, facts):
            return Comparison(claim, "inferred", tuple(_as_fact(claim, line, facts) for lines in found for line in lines[:1]))
    return None


def _is_described(claim: Finding, facts: Facts) -> bool:
    found = described(replace(claim, presence="present"), facts)
    return found is not None and found.relation == "inferred"


def _telling(claim: Finding, part: tuple[Need, ...], facts: Facts) -> list[Line]:
    """Return the sentences that have all of what a part asks for, on the side and in the place of a claim: for one without a
    side not those of one side alone, and none that is of the rest of what they speak of.
    """
    text = facts.quotes.text
    found = [line for line in lines_of(text).holding(part, True) if _is_there(claim, line, text)]
    sides = {side for line in found for side in _SIDES.intersection(line.sure + line.denied) or {""}}
    of_both = claim.laterality is None and sides.isdisjoint(claim.nearby)
    return found if not of_both or "" in sides or len(sides) != 1 else []


def _is_there(claim: Finding, line: Line, text: str) -> bool:
    named = named_in(text, [line.span], "anatomy")
    own = any(mark.startswith("anatomy:") for mark in claim.marks)
    placed = not own or not named or touches(claim.anatomy, named)
    return placed and is_on_side(claim, line) and _OF_REST.isdisjoint(line.sure + line.denied)


def _as_fact(claim: Finding, line: Line, facts: Facts) -> Finding:
    return replace(claim, span=line.span, text=facts.quotes.text[slice(*line.span)], source="findings", marks={})
