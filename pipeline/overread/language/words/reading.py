"""A text read once: its tokens, and the items in it that mean something (concepts, places, cues, quantities, levels)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, NamedTuple

from overread.finding import Quantity
from overread.language.figures.levels import levels
from overread.language.figures.quantities import quantities
from overread.language.lexicon import Entry, lexicon
from overread.language.places import BODY_REGIONS
from overread.language.words.abbreviations import written_out
from overread.language.words.ellipsis import Match, bracketed, completed, directed, interrupted, of_each_organ, part_first
from overread.language.words.hyphens import hyphens_joined
from overread.language.words.meant import ENDING_NOUN, FIGURE, as_meant, understood, without_signs
from overread.language.words.recent import remembered
from overread.language.words.reference_ranges import without_references
from overread.language.words.spelling import corrected
from overread.language.words.tokens import Token, tokenize
from overread.language.words.vocabulary import make_doc, make_matcher, make_vocab

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.vocab import Vocab

_OF_DISCS = "CTL"
_LUNG = "lung"
_MEMORY_LIMIT = 200_000
_ANYWHERE = {None}
_FIRST, _START, _END, _ITEM_START = itemgetter(0), itemgetter(1), itemgetter(2), attrgetter("start")


class Item(NamedTuple):
    """A meaningful run of tokens [first, last), what it can mean, and its offsets in the text.

    `inner` are the shorter terms inside one that means something in some regions only, to be read where it means nothing.
    """

    first: int
    last: int
    entries: tuple[Entry, ...]
    start: int
    end: int
    quantity: Quantity | None = None
    names: frozenset[str] = frozenset()
    inner: tuple[Item, ...] = ()

    def value(self, category: str) -> str | None:
        """Return what the item means in a category, None when it means nothing there."""
        for entry in self.entries:
            if entry.category == category:
                return entry.value
        return None


class Reading(NamedTuple):
    """Tokens and items of one text, both in order; items do not overlap."""

    text: str
    tokens: list[Token]
    items: list[Item]


_NOUNS = {"subdural": "subdural hematoma", "extradural": "epidural hematoma"}
_TAKEN_UP = (["enhancement"], ["uptake"], ["accumulation"], ["enhancing"])
_LEADING_IN = frozenset("the in within into to from or and".split())


class _Matcher:
    """spaCy's phrase matcher over the lexicon; its vocabulary is renewed before rare words can fill the memory.

    Phrases join it when their first word is first met, as hashes of their words: a short run does not pay for all of them.
    """

    def __init__(self) -> None:
        self.build()

    def build(self) -> None:
        self.vocab: Vocab = make_vocab()
        self.matcher: PhraseMatcher = make_matcher(self.vocab)
        self.waiting: dict[str, list[str]] = {}
        for phrase in lexicon().phrases:
            self.waiting.setdefault(phrase.partition(" ")[0], []).append(phrase)

    def _admit(self, word: str) -> None:
        add = self.vocab.strings.add
        phrases = [[add(part) for part in phrase.split(" ")] for phrase in self.waiting.pop(word)]
        self.matcher.add(word, phrases)  # type: ignore[arg-type]

    def __call__(self, words: list[str]) -> list[Match]:
        if len(self.vocab.strings) > _MEMORY_LIMIT:
            self.build()
        for word in words:
            if word in self.waiting:
                self._admit(word)
        found, phrases = self.matcher(make_doc(self.vocab, words)), lexicon().phrases
        return [(first, last, phrases[" ".join(words[first:last])]) for _, first, last in found]


@cache
def _matcher() -> _Matcher:
    return _Matcher()


@remembered
def read(text: str) -> Reading:
    """Return the tokens and items of a text; quantities, numbered places and image references are one token each."""
    tokens, items = _folded(written_out(text, hyphens_joined(text, tokenize(text))), _figures(text))
    words = as_meant([corrected(token.norm) for token in tokens])
    matches = of_each_organ(words, _without_enhancement(words, _matcher()(words)))
    items += _longest(
        completed(words, matches)
        + interrupted(words)
        + directed(words, matches)
        + bracketed(words)
        + part_first(words)
        + understood(words)
        + matches,
        tokens,
    )
    items.sort(key=_FIRST)
    if not _NOUNS.keys().isdisjoint(words):
        items = [_as_noun(item, tokens) for item in items]
    return Reading(text, tokens, without_references(without_signs(items, tokens), tokens))


def _without_enhancement(words: list[str], matches: list[Match]) -> list[Match]:
    """Return matches without those that only open the denial of a finding."""
    return [match for match in matches if not _is_of_enhancement(words, match)] if "contrast" in words else matches


def _is_of_enhancement(words: list[str], match: Match) -> bool:
    """Say whether "without contrast" only opens the denial of a finding ("hyperintensities without contrast enhancement")."""
    first, last, _ = match
    return words[last - 1] == "contrast" and words[first] == "without" and words[last : last + 1] in _TAKEN_UP


def _as_noun(item: Item, tokens: list[Token]) -> Item:
    """Return the blood that "an acute subdural" means where no noun follows, the item itself otherwise."""
    meant = _NOUNS.get(tokens[item.first].norm) if item.last == item.first + 1 else None
    following = tokens[item.last].norm if item.last < len(tokens) else "."
    before = tokens[item.first - 1].norm if item.first else ""
    if meant is None or following not in ENDING_NOUN or before in _LEADING_IN:
        return item
    return item._replace(entries=lexicon().phrases[meant])


def token_at(reading: Reading, position: int) -> int:
    """Return the index of the first token that starts at or after a position in the text."""
    return bisect_left(reading.tokens, position, key=_START)


def items_between(reading: Reading, start: int, end: int) -> list[Item]:
    """Return the items that start in text[start:end]."""
    first = bisect_left(reading.items, start, key=_ITEM_START)
    return reading.items[first : bisect_left(reading.items, end, first, key=_ITEM_START)]


def resolved(items: list[Item], region: frozenset[str]) -> list[Item]:
    """Return the items with the meanings that hold in a region: "base" is the lung's in the chest and nothing elsewhere."""
    kept: list[Item] = []
    for item in items:
        if {entry.region for entry in item.entries} == _ANYWHERE:
            kept.append(item)
        elif (here := _resolve(item, region)).entries:
            kept.append(here)
        else:
            kept += resolved([*item.inner], region)
    return kept


def resolved_within(items: list[Item], region: frozenset[str]) -> list[Item]:
    """Return the items of one sentence with the meanings that hold in a region, and in the lungs where these are outside of it
    and the sentence names them ("the basal parts of the lungs"), in the spine where it names a disc by its level ("bulge at
    L4-5"), or in that of several organs which it names.
    """
    of_several = [{entry.region for entry in item.entries if entry.region} for item in items if len(item.entries) > 1]
    if of_several := [own for own in of_several if len(own) > 1 and not own.isdisjoint(BODY_REGIONS & region)]:
        named = {entry.value for item in items for entry in item.entries if entry.category == "anatomy" and not entry.region}
        region = region.union(*(named & own for own in of_several))
    if _LUNG not in region and _LUNG in [entry.value for item in items for entry in item.entries if not entry.region]:
        region |= lexicon().wholes(_LUNG)
    if "spine" not in region and any(name[0] in _OF_DISCS and "-" in name for item in items for name in item.names):
        region |= lexicon().wholes("intervertebral_disc")
    return resolved(items, region)


def _resolve(item: Item, region: frozenset[str]) -> Item:
    here = tuple(entry for entry in item.entries if entry.region in region)
    if len(here) > 1:
        here = tuple(entry for entry in here if not any(_is_nearer(other, entry) for other in here))
    general = tuple(entry for entry in item.entries if entry.region is None)
    if here and _LUNG in region and any(entry.category == "anatomy" and _is_of_lung(entry) for entry in general):
        here = tuple(entry for entry in here if entry.category != "anatomy")
    kinds = {entry.category for entry in here}
    if any(entry.category == "anatomy" and entry.region not in BODY_REGIONS for entry in here):
        kinds.add("concept")  # the cavity of the uterus is no cavity in it
    return item._replace(entries=here + tuple(entry for entry in general if entry.category not in kinds))


def _is_of_lung(entry: Entry) -> bool:
    """Say whether a place is a part of the lung, of which a report on lungs speaks whatever else it goes on to name."""
    return _LUNG in lexicon().wholes(entry.value)


def _is_nearer(one: Entry, other: Entry) -> bool:
    """Say whether one meaning holds in a part of the region of another: "apex" is the heart's in the heart, else the lung's; or
    in an organ, and the other in a whole region of the body: a "lobe" of the thyroid.
    """
    same = one.category == other.category and one.region != other.region
    organ = other.region in BODY_REGIONS and one.region not in BODY_REGIONS
    return same and one.region is not None and (organ or other.region in lexicon().wholes(one.region))


Figure = tuple[int, int, str, Quantity | None, frozenset[str]]


def _figures(text: str) -> list[Figure]:
    found: list[Figure] = []
    found += [(*level.span, level.kind, None, level.names) for level in levels(text)]
    found += [(*quantity.span, "quantity", quantity, frozenset()) for quantity in quantities(text)]
    if len(found) > 1:
        found.sort(key=lambda figure: (figure[0], -figure[1]))
    kept: list[Figure] = []
    for figure in found:
        if not kept or figure[0] >= kept[-1][1]:
            kept.append(figure)
    return kept


def _folded(tokens: list[Token], figures: list[Figure]) -> tuple[list[Token], list[Item]]:
    """Return the tokens with one in place of those of each figure, and the items that those are."""
    folded: list[Token] = []
    items = []
    place = 0
    for start, end, kind, quantity, names in figures:
        first = bisect_right(tokens, start, place, key=_END)
        folded += tokens[place:first]
        items.append(Item(len(folded), len(folded) + 1, (Entry(kind, kind),), start, end, quantity, names))
        folded.append(Token(FIGURE, start, end))
        place = bisect_left(tokens, end, first, key=_START)
    folded += tokens[place:]
    return folded, items


def _longest(matches: list[Match], tokens: list[Token]) -> list[Item]:
    """Return the items that the longest matches give; of those of one length a finding comes first, then the first listed."""
    matches = sorted(matches, key=_preference)
    taken: set[int] = set()
    items: list[Item] = []
    findings: set[int] = set()
    starts: dict[int, list[Match]] = {}
    for first, last, entries in matches:
        if not taken.isdisjoint(range(first, last)):
            last = _cut(first, last, entries, taken, findings)
            if last == first:
                continue
        if "concept" in [entry.category for entry in entries]:
            findings.add(first)
        taken.update(range(first, last))
        inner: tuple[Item, ...] = ()
        if last - first > 1 and all(entry.region is not None for entry in entries):
            starts = starts or _by_start(matches)
            within = [match for place in range(first, last) for match in starts.get(place, ())]
            inside = [match for match in within if match[1] <= last and match[1] - match[0] < last - first]
            inner = tuple(sorted(_longest(inside, tokens), key=_FIRST))
        items.append(Item(first, last, entries, tokens[first].start, tokens[last - 1].end, inner=inner))
    return items


def _preference(match: Match) -> tuple[int, bool, int]:
    first, last, entries = match
    return first - last, "concept" not in [entry.category for entry in entries], first


def _by_start(matches: list[Match]) -> dict[int, list[Match]]:
    table: dict[int, list[Match]] = {}
    for match in matches:
        table.setdefault(match[0], []).append(match)
    return table


def _cut(first: int, last: int, entries: tuple[Entry, ...], taken: set[int], findings: set[int]) -> int:
    """Return where a place ends whose last words begin a finding ("lateral meniscal tear"); its start where it does not."""
    if not findings or any(entry.category != "anatomy" for entry in entries):
        return first
    start = next(place for place in range(first, last) if place in taken)
    return start if start in findings else first
