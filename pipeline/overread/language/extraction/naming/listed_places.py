"""A finding told of several listed places that give it names of their own: two ligaments, two tears."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from overread.finding import Span
from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.context import Context
from overread.language.extraction.naming.naming import chosen, renamed
from overread.language.extraction.naming.whereabouts import Places
from overread.language.lexicon import Entry, lexicon

_COUNTED = r"[CTLSD]\d{1,2}(?:\s?[-/]\s?[CTLSD]?\d{1,2})?|\d{1,2}(?:st|nd|rd|th)|(?!with\b)\w+th|first|second|third"
_BESIDE = rf"(?:the\b|both\b|left\b|right\b|visuali[sz]ed\b|imaged\b|(?:{_COUNTED})\b|\s)*"
_LINK = re.compile(rf"[\s,/&]*(?:\band\b|\bor\b)?\s*{_BESIDE}", re.I)
_OF_ONE = re.compile(rf"[\s,/&]*(?:\band\b|\bor\b|\bof\b)?\s*{_BESIDE}", re.I)


def parted(entries: Sequence[Entry], attributes: Attributes, context: Context, text: str) -> tuple[Attributes, ...]:
    """Return the attributes once for every listed place that gives the finding a name of its own: two ligaments, two tears."""
    if len(attributes.anatomy) < 2:
        return (attributes,)
    spans = {
        place: attributes.marks[f"anatomy:{place}"] for place in attributes.anatomy if f"anatomy:{place}" in attributes.marks
    }
    loose = tuple(place for place in attributes.anatomy if place in lexicon().loose)
    spans = {place: span for place, span in spans.items() if place not in loose}
    if len(spans) < 2:
        return (attributes,)
    ordered = sorted(spans, key=spans.__getitem__)
    concept = chosen(entries, attributes.anatomy, context)
    names = {place: renamed(concept, (place,), context) for place in spans}
    links = ((first, second, spans[first][1], spans[second][0]) for first, second in pairwise(ordered))
    listed = all(
        (_OF_ONE if names[first] == names[second] else _LINK).fullmatch(text, end, start)
        for first, second, end, start in links
        if spans[first] != spans[second]
    )
    if not listed or len(set(names.values())) < 2:
        return (attributes,)
    groups = [tuple(place for place in names if names[place] == name) for name in dict.fromkeys(names.values())]
    groups[-1] += loose
    return tuple(
        replace(
            attributes,
            anatomy=group,
            levels=_levels_in(group, groups, attributes.levels),
            side=_side_of(group, attributes, spans),
        )
        for group in groups
    )


def _side_of(group: Places, attributes: Attributes, spans: Mapping[str, Span]) -> str | None:
    """Return the side of some of several listed places: where it stands before one of them, it is neither that of the ones
    before, nor of one that the body has but once ("the liver, the right adrenal gland, and the peritoneum").
    """
    start = attributes.marks.get("side", (0, 0))[0]
    after = sorted(span for span in spans.values() if span[0] > start)
    own = [spans[place] for place in group if place in spans]
    if not after or len(after) == len(spans) or "side" not in attributes.marks or after[0] in own:
        return attributes.side
    places = lexicon().places
    paired = any(places[place].paired for place in group if place in places)
    return attributes.side if paired and any(span in after for span in own) else None


def _levels_in(places: Places, groups: Sequence[Places], levels: frozenset[str]) -> frozenset[str]:
    """Return the levels that can be of some of several listed places: the ribs of the rib, the rest of the vertebra."""
    told = {"rib": {level for level in levels if level.startswith("rib")}}
    told["spine"] = {level for level in levels - told["rib"] if level[:1] in "CTLS" and level[1:2].isdigit()}
    others = {
        level
        for seat, own in told.items()
        for level in own
        if not _are_part_of(places, seat) and any(_are_part_of(group, seat) for group in groups)
    }
    return levels - others


def _are_part_of(places: Places, whole: str) -> bool:
    return any(whole in lexicon().wholes(place) for place in places)
