"""The parts of the organ under whose heading a sentence stands: "Pancreas: head and body normal", "Gallbladder: the neck"."""

from __future__ import annotations

from functools import cache

from overread.language.lexicon import Entry, lexicon
from overread.language.places import usual_places
from overread.language.words.meant import FIGURE
from overread.language.words.reading import Item, Reading

_WORDS = frozenset("head neck body tail fundus dome apex base isthmus root shaft wall duct".split())
BARE_PARTS = frozenset("head neck body tail fundus wall root isthmus duct".split())
"""Parts that a sentence may open with bare behind one about the organ."""
_SACS = frozenset({"aneurysm", "pseudoaneurysm", "hernia", "diverticulum"})
_JOINED = 4
_OPENING = frozenset({"the", "a", "an"})
_LED = frozenset({"the", "its"})
_ENDS = frozenset({"", ",", ".", "and", "or", "with", "without", "is", "are", "measuring", "(", ")"})
_AT_FRONT = frozenset({"", "the", "its"})
_OTHER = frozenset(
    {"of", "vertebral", "vertebra", "free", "obscured", "not", "partly", "incompletely", "poorly", "type", "ipmn"}
)


def with_parts(reading: Reading, items: list[Item], span: tuple[int, int], organs: tuple[str, ...]) -> list[Item]:
    """Return the items of the tokens in a span with the words that name a part of one of the organs read as that part."""
    first, last = span
    named = [place for place in range(first, last) if reading.tokens[place].norm in _WORDS]
    if not named:
        return items
    items = _without_narrow_part(reading, items)
    subject = _subject(reading, items, first)
    found = {}
    for place in named:
        word = reading.tokens[place].norm
        after = reading.tokens[place + 1].norm if place + 1 < last else ""
        before = reading.tokens[place - 1].norm if place > first else ""
        if word == "wall" and not (
            after in (FIGURE, "thickness") if before in (",", "a") else before in _AT_FRONT and place <= first + 1
        ):
            continue
        joined = any(token.norm.startswith("communicat") for token in reading.tokens[max(first, place - _JOINED) : place])
        if after not in _OTHER and before not in _OTHER and not joined:
            beside = _beside(items, place) if _is_led(items, place, before) and after in _ENDS else ()
            meant = _meant(organs, word) or (_meant(subject, word) if subject else [] if organs else _meant(beside, word))
            if len(meant) == 1:
                opened = place - (before == "main")
                found[place] = Item(opened, place + 1, (meant[0],), reading.tokens[opened].start, reading.tokens[place].end)
    if not found:
        return items
    kept = [item for item in items if item.last - 1 not in found or not _is_bare_part(reading, item)]
    covered = {place for item in kept for place in range(item.first, item.last)}
    return sorted([*kept, *(item for place, item in found.items() if place not in covered)], key=lambda item: item.first)


def _meant(organs: tuple[str, ...], word: str) -> list[Entry]:
    return [entry for organ in organs if (entry := _parts().get((organ, word)))]


def _subject(reading: Reading, items: list[Item], first: int) -> tuple[str, ...]:
    """Return the organ that a sentence opens with, or that what it opens with is always in ("a large gallstone")."""
    place = first
    for item in items:
        while place < item.first and reading.tokens[place].norm in _OPENING:
            place += 1
        if item.first != place:
            break
        seats = usual_places(item.value("concept") or "")
        if organ := item.value("anatomy") or (min(seats) if len(seats) == 1 else None):
            return (organ, *_organs().get(organ, ()))
        place = item.last
    return ()


def _beside(items: list[Item], place: int) -> tuple[str, ...]:
    """Return the organs of which the words before a place name another part ("in the pancreatic tail and in the head")."""
    named = (item.value("anatomy") for item in reversed(items) if item.last <= place)
    return next((organs for name in named if name and (organs := _organs().get(name))), ())


def _is_led(items: list[Item], place: int, before: str) -> bool:
    """Say whether an article, or a link right behind another part, leads to the word for a part ("body and tail")."""
    return before in _LED or (before in ("and", "or") and any(item.last == place - 1 for item in items))


def _is_bare_part(reading: Reading, item: Item) -> bool:
    """Say whether an item is no more than the word for a part ("neck", "in the neck", "main duct")."""
    return all(reading.tokens[place].norm in ("in", "at", "the", "main") for place in range(item.first, item.last - 1))


def _without_narrow_part(reading: Reading, items: list[Item]) -> list[Item]:
    """Return the items without a "neck" that is the narrow part of the bone, organ or sac it is said to be of."""
    for place, item in enumerate(items):
        if item.last - item.first == 1 and reading.tokens[item.first].norm == "neck" and item.value("anatomy") == "neck":
            whole = next((name for other in items[place + 1 :] if (name := other.value("anatomy"))), None)
            following = reading.tokens[item.last].norm if item.last < len(reading.tokens) else ""
            narrow = following == "of" and whole and "neck" not in lexicon().wholes(whole)
            if narrow or (reading.tokens[item.first - 1].norm not in ("the", "in") and _is_of_sac(items[:place])):
                return items[:place] + items[place + 1 :]
    return items


def _is_of_sac(before: list[Item]) -> bool:
    """Say whether an aneurysm, a hernia or a diverticulum is told of before a neck, with nothing else between but its size."""
    named = next((item.value("concept") for item in reversed(before) if item.value("concept")), None)
    return named is not None and not _SACS.isdisjoint(lexicon().kinds(named))


@cache
def _parts() -> dict[tuple[str, str], Entry]:
    """Return what a word for a part means in an organ, by both: the head of the pancreas, the neck of the gallbladder."""
    words = lexicon()
    table: dict[tuple[str, str], Entry] = {}
    twice: set[tuple[str, str]] = set()
    for phrase, entries in words.phrases.items():
        organ, _, part = phrase.rpartition(" ")
        if part not in _WORDS or not organ:
            continue
        wholes = {whole.value for whole in words.phrases.get(organ, ()) if whole.category == "anatomy"}
        for entry in entries:
            if entry.category != "anatomy" or entry.region is not None or entry.side:
                continue
            for whole in wholes & words.wholes(entry.value) - {entry.value}:
                known = table.setdefault((whole, part), entry)
                if known.value != entry.value:
                    twice.add((whole, part))
    return {key: entry for key, entry in table.items() if key not in twice}


@cache
def _organs() -> dict[str, tuple[str, ...]]:
    """Return the organ of each part that has a word of its own, by the part."""
    found: dict[str, tuple[str, ...]] = {}
    for (organ, _), entry in _parts().items():
        found[entry.value] = (*found.get(entry.value, ()), organ)
    return found
