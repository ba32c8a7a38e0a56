"""A finding that a claim spreads over the whole of a place of which the source tells a part: an opacity of the whole lung that
lies in its central field.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.places import places_of, relation
from overread.review import Comparison, Difference

_WHOLE = re.compile(
    r"\b(?:whole|entire|throughout)\s(?:of\s)?(?:the\s)?(?:(?:length|extent|circumference)\sof\s(?:the\s)?)?(?:(?:left|right)\s)?$",
    re.IGNORECASE,
)
_SPREAD = re.compile(
    r"\b(?:whole|entire\w*|diffuse\w*|throughout|all|total\w*|complete\w*|extensive\w*|widespread|generali[sz]ed|most|both|"
    r"multi\w*|numerous|scattered|predominan\w*|mainly|mostly|especially|particularly|more|maxim\w*)\b",
    re.IGNORECASE,
)
_ZONES = frozenset({"central", "peripheral"})
_MOST_PARTS = 1


def spread_over_whole(claim: Finding, told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong extent of a claim of the whole of a place, where all that the source has of it lies in parts of that."""
    found = [fact for fact in told if fact.source == "findings" and fact.presence == "present"]
    if claim.presence != "present" or not found or not _is_of_whole(claim):
        return None
    alike = [fact for fact in facts.of.get(found[0].concept, ()) if is_same_side(claim, fact) and fact.presence == "present"]
    parts = [_parts(claim, fact) for fact in (*found, *alike)]
    if not all(parts) or len(frozenset[str]().union(*parts)) > _MOST_PARTS:
        return None
    if any(_SPREAD.search(fact.text) for fact in (*found, *alike)):
        return None
    part = " and ".join(sorted(name.replace("_", " ") for name in parts[0]))
    return Comparison(claim, "contradicted", tuple(found[:1]), Difference("severity", "the whole", part, "anatomy"))


def _is_of_whole(claim: Finding) -> bool:
    """Say whether a word for the whole leads to a place of a claim."""
    starts = (start - claim.span[0] for mark, (start, _) in claim.marks.items() if mark.startswith("anatomy"))
    return any(_WHOLE.search(claim.text[: max(0, start)]) for start in starts)


def _parts(claim: Finding, fact: Finding) -> frozenset[str]:
    """Return the parts of the place of a claim in which a fact lies."""
    places = {place for place in fact.anatomy if any(relation(place, whole) == "narrower" for whole in claim.anatomy)}
    if any(relation(place, whole) == "narrower" for place in places for whole in places):
        places = {place for place in places if not any(relation(other, place) == "narrower" for other in places)}
    same = any(relation(place, whole) == "same" for place in places_of(fact) for whole in claim.anatomy)
    return frozenset(places) or (fact.descriptors & _ZONES if same else frozenset())
