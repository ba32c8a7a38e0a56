"""What a few words of a sentence mean in the place they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from overread.finding import Quantity, Span
from overread.language.comparison.facts.spans import meet
from overread.language.figures.categories import Level
from overread.language.figures.levels import levels
from overread.language.figures.quantities import quantities
from overread.language.lexicon import Entry, lexicon
from overread.language.lexicon.reach import phrase_reach
from overread.language.words.tokens import Token

_LONGEST_PHRASE = 6
_HIGHEST_COUNT = 20
_AMOUNTS = {"few": "few", "numerous": "many", "innumerable": "many", "many": "many"}
_BEFORE, _AFTER = 6, 8
_FAR = 200
_FEATURES = ("descriptor", "direction", "chronicity", "extent")


@dataclass(slots=True)
class Meaning:
    """What a stretch of words says of sides, places, levels, scores, sizes, numbers, degrees, changes, features, findings."""

    sides: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    levels: set[str] = field(default_factory=set)
    scores: set[str] = field(default_factory=set)
    sizes: list[Quantity] = field(default_factory=list)
    counts: set[str] = field(default_factory=set)
    features: set[str] = field(default_factory=set)
    degrees: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    concepts: set[str] = field(default_factory=set)


def meaning_of(text: str, tokens: Sequence[Token], places: Sequence[int], region: frozenset[str]) -> Meaning:
    """Return what the tokens at some places mean, each in the longest phrase of the lexicon that it is part of."""
    found = Meaning()
    figured = set(_add_figures(found, text, tokens, places))
    phrases = _phrases(tokens, places) if places else []
    for place in places:
        if place in figured:
            continue
        word = tokens[place].norm
        if word.isdigit() and 0 < int(word) <= _HIGHEST_COUNT and text[tokens[place].end : tokens[place].end + 1] != ":":
            found.counts.add(word)
        for entry in _entries([phrase for phrase in phrases if phrase.first <= place < phrase.last], region):
            _add(found, entry)
        if word in _AMOUNTS:
            found.counts = {_AMOUNTS[word]}
    return found


def _add_figures(found: Meaning, text: str, tokens: Sequence[Token], places: Sequence[int]) -> Iterator[int]:
    """Add the numbered places, categories and quantities that the tokens at some places are part of; yield those places."""
    if not any(map(str.isdigit, "".join([tokens[place].norm for place in places]))):
        return
    for start, end in _stretches(tokens[max(0, places[0] - _BEFORE) : places[-1] + _AFTER]):
        figures: list[Level | Quantity] = [*levels(text[start:end]), *quantities(text[start:end])]
        for figure in figures:
            inside = [place for place in places if meet(figure.span, (tokens[place].start - start, tokens[place].end - start))]
            if inside:
                yield from inside
                if isinstance(figure, Quantity):
                    found.sizes.append(figure)
                elif figure.kind in ("level", "score", "grade"):
                    (found.levels if figure.kind == "level" else found.scores).update(figure.names)


def _stretches(tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield the stretches of text that tokens stand in, parted where a heading stands far above its sentence."""
    start = tokens[0].start
    for token, following in pairwise(tokens):
        if following.start - token.end > _FAR:
            yield start, token.end
            start = following.start
    yield start, tokens[-1].end


class _Phrase(NamedTuple):
    """A phrase of the lexicon among tokens, by the first and the one behind its last, with its meanings."""

    first: int
    last: int
    entries: tuple[Entry, ...]


def _entries(phrases: Sequence[_Phrase], region: frozenset[str]) -> Iterator[Entry]:
    """Yield what a token means, for each category in the longest phrase around it that has one."""
    seen: set[str] = set()
    named = False
    for first, last, entries in phrases:
        new = [entry for entry in entries if entry.category not in seen and (entry.region is None or entry.region in region)]
        new = [entry for entry in new if not (named and entry.category == "severity")]
        named = named or (last - first > 1 and any(entry.category in ("concept", "anatomy") for entry in new))
        here = {entry.category for entry in new if entry.region is not None}
        new = [entry for entry in new if entry.region is not None or entry.category not in here]
        yield from new
        seen.update([entry.category for entry in new])


def _phrases(tokens: Sequence[Token], places: Sequence[int]) -> list[_Phrase]:
    """Return the phrases that the tokens from the first of some places to the last are part of, the longest first."""
    known, reach = lexicon().phrases, phrase_reach()
    least, most = min(places), max(places)
    start = max(0, least - _LONGEST_PHRASE + 1)
    norms = [token.norm for token in tokens[start : most + _LONGEST_PHRASE]]
    untils = (
        (at, min(at + min(reach[norm], _LONGEST_PHRASE), len(norms)))
        for at, norm in enumerate(norms[: most - start + 1])
        if norm in reach
    )
    spans = ((at, end) for at, until in untils for end in range(max(at, least - start) + 1, until + 1))
    found = [_Phrase(start + at, start + end, entries) for at, end in spans if (entries := known.get(" ".join(norms[at:end])))]
    return sorted(found, key=lambda phrase: (phrase.first - phrase.last, phrase.first))


def _add(found: Meaning, entry: Entry) -> None:
    if entry.side or entry.category == "side":
        found.sides.add(entry.side or entry.value)
    if entry.category == "anatomy":
        if entry.value != "vessel":  # "vascular" tells of a look
            found.places.add(entry.value)
    elif entry.category == "count":
        found.counts.add(entry.value)
    elif entry.category in _FEATURES:
        found.features.add(entry.value)
    elif entry.category in ("change", "trend") and entry.value != "persistent":
        found.changes.add(entry.value)
    elif entry.category == "severity":
        found.degrees.add(entry.value)
    elif entry.category == "concept":
        found.concepts.add(entry.value)
