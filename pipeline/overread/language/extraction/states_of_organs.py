"""What an organ is said to be in words that name a finding only before it: a liver that "is fatty" is a fatty liver."""

from __future__ import annotations

from functools import cache

from overread.language.extraction.elements.elements import SIZED
from overread.language.lexicon import Entry, lexicon
from overread.language.places import usual_places
from overread.language.words.reading import Item, Reading

_NO_STATES = frozenset({"side", "count", "anatomy", "direction", "negation", "certainty", "concept", "history", "change"})
_COPULAS = frozenset("is are was were appear appears look looks remain remains".split())
_BETWEEN = frozenset({",", "and", "but", "in", "size", "also", "otherwise", "the", "not"})
_SIDED = frozenset({"the", "left", "right", "both", "a", "an"})
_HOLDING = frozenset({"in", "of", "within", "at", "from", "on", "near"})
_LEADING = frozenset("small large big enlarged dilated atrophic thickened bulky contracted distended shrunken swollen".split())
_LARGE = frozenset({"large", "big"})
_NEAR = 3
_BEFORE_SUBJECT = frozenset({",", ";", "and", ":", "but", "while"})
_ENDS = frozenset({"", ",", ".", ";", "with", "without", "but", "measuring", "containing", "in", "("})


def with_states(reading: Reading, items: list[Item], span: tuple[int, int], organs: tuple[str, ...]) -> list[Item]:
    """Return the items of the tokens in a span with the states of an organ read as what they are called before its name.

    `organs` are those of the heading over the sentence.
    """
    first, last = span
    words, states = [token.norm for token in reading.tokens[first:last]], _states()
    if "walled" in words:
        items = _with_thick_walls(reading, items, span, organs)
    if states.keys().isdisjoint(words):
        return items
    told = [first + place for place, word in enumerate(words) if word in states]
    for place in [first + place for place, word in enumerate(words) if word in _LEADING]:
        if (entry := _leading_state(reading, items, place)) is not None:
            items = _with(reading, items, place, entry)
    for place in told:
        after = reading.tokens[place + 1].norm if place + 1 < last else ""
        if after in _ENDS or after == "and":
            organ = _organ_before(reading, items, first, place, after)
            organ = organs[0] if organ is None and len(organs) == 1 else organ
            entry = states[reading.tokens[place].norm].get(organ or "")
            if entry is not None:
                items = _with(reading, items, place, entry)
    return items


def _leading_state(reading: Reading, items: list[Item], place: int) -> Entry | None:
    """Return the finding that a word names before another state of the same organ ("enlarged fatty liver"), None where it names
    none.
    """
    following = next((item for item in items if item.first > place and item.value("side") is None), None)
    if following is None or following.value("concept") is None or following.first > place + _NEAR:
        return None
    words = [token.norm for token in reading.tokens[following.first : following.last]]
    organs = {entry.value for entry in lexicon().phrases.get(words[-1], ()) if entry.category == "anatomy"}
    state = reading.tokens[place].norm
    state = "enlarged" if state in _LARGE else state
    named = len(organs) == 1 and words[0] in _states() and lexicon().phrases.get(f"{state} {words[-1]}")
    return next((entry for entry in named or () if entry.category == "concept" and entry.region is None), None)


def _organ_before(reading: Reading, items: list[Item], first: int, place: int, after: str) -> str | None:
    """Return the organ that words up to a place call by a state, "" where it is a lesion or the like, None where none is."""
    copula = False
    index = place - 1
    while index >= first:
        word = reading.tokens[index].norm
        item = next((one for one in items if one.first <= index < one.last), None)
        if item is not None and item.last > item.first + 1 and (seat := _seat_called(reading, item)):
            return seat
        if word in _states():
            pass
        elif word == ")":
            index = next((place for place in range(index, first, -1) if reading.tokens[place].norm == "("), first)
            item = None
        elif word in _COPULAS and (item is None or item.value("anatomy") is None):
            copula = True
        elif item is not None and (organ := item.value("anatomy")) and item.value("concept") is None:
            led = _led_by(reading, item.first, first)
            bare = led in _BEFORE_SUBJECT and after != "and"
            return organ if (copula and led not in _HOLDING) or bare else ""
        elif not (_is_said(item) if item is not None else word in _BETWEEN or word.endswith("ly")):
            return ""
        index = (item.first if item is not None else index) - 1
    return None


def _led_by(reading: Reading, place: int, first: int) -> str:
    """Return the word before an organ with its article and side, ":" where it opens the sentence."""
    while place > first and reading.tokens[place - 1].norm in _SIDED:
        place -= 1
    return reading.tokens[place - 1].norm if place > first else ":"


def _with_thick_walls(reading: Reading, items: list[Item], span: tuple[int, int], organs: tuple[str, ...]) -> list[Item]:
    """Return items with what is said of the wall of an organ, and not of a lesion, read as a finding ("the cecum is
    thick-walled").
    """
    told = [item for item in items if item.value("descriptor") == "thick_walled"]
    for item in told:
        after = reading.tokens[item.last].norm if item.last < span[1] else ""
        organ = _organ_before(reading, items, span[0], item.first, after) if after in _ENDS or after == "and" else ""
        if organ or (organ is None and len(organs) == 1):
            thick = item._replace(entries=lexicon().phrases["wall thickening"])
            items = [thick if one is item else one for one in items]
    return items


def _seat_called(reading: Reading, item: Item) -> str:
    """Return the organ that a term with a verb in it tells of ("liver is enlarged"), "" where there is no verb in it."""
    seats = usual_places(item.value("concept") or "")
    verb = any(token.norm in _COPULAS for token in reading.tokens[item.first : item.last])
    return min(seats) if verb and len(seats) == 1 else ""


def _is_said(item: Item) -> bool:
    """Say whether an item only tells how an organ is: how large, how severely, how it looks."""
    if concept := item.value("concept"):
        return not SIZED.isdisjoint(lexicon().kinds(concept))
    return any(item.value(category) for category in ("severity", "descriptor", "extent", "normality", "break", "chronicity"))


def _with(reading: Reading, items: list[Item], place: int, entry: Entry) -> list[Item]:
    token = reading.tokens[place]
    kept = [item for item in items if not item.first <= place < item.last]
    here = next((item for item in items if item.first <= place < item.last), None)
    if here is not None and here.last - here.first > 1:
        return items
    return sorted([*kept, Item(place, place + 1, (entry,), token.start, token.end)], key=lambda item: item.first)


@cache
def _states() -> dict[str, dict[str, Entry]]:
    """Return the findings that an adjective before an organ names, by both ("fatty" and the liver)."""
    phrases, wholes = lexicon().phrases, lexicon().wholes
    found: dict[str, dict[str, Entry]] = {}
    for phrase, entries in phrases.items():
        state, _, organ = phrase.partition(" ")
        named = next((entry for entry in entries if entry.category == "concept" and entry.region is None), None)
        if not organ or named is None or any(entry.category in _NO_STATES for entry in phrases.get(state, ())):
            continue
        for whole in phrases.get(organ, ()):
            if whole.category == "anatomy" and whole.region is None and "lymph_node" not in wholes(whole.value):
                found.setdefault(state, {}).setdefault(whole.value, named)
    return found
