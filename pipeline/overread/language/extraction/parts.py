"""The parts of the organ under whose heading a sentence stands: "Pancreas: head and body normal", "Gallbladder: the neck"."""

from __future__ import annotations

from functools import cache

from overread.language.lexicon import Entry, lexicon
from overread.language.words.reading import Item, Reading

_WORDS = frozenset("head neck body tail fundus dome apex base isthmus root shaft wall".split())
_SACS = frozenset({"aneurysm", "pseudoaneurysm", "hernia", "diverticulum"})
_AT_FRONT = frozenset({"", "the"})
_OTHER = frozenset({"of", "vertebral", "vertebra", "free", "obscured", "not", "partly", "incompletely", "poorly"})


def with_parts(reading: Reading, items: list[Item], span: tuple[int, int], organs: tuple[str, ...]) -> list[Item]:
    """Return the items of the tokens in a span with the words that name a part of one of the organs read as that part."""
    first, last = span
    items = _without_narrow_part(reading, items)
    organs = organs or tuple(name for item in items[:1] if item.first == first and (name := item.value("anatomy")))
    found = {}
    for place in range(first, last if organs else first):
        word = reading.tokens[place].norm
        if word not in _WORDS:
            continue
        after = reading.tokens[place + 1].norm if place + 1 < last else ""
        before = reading.tokens[place - 1].norm if place > first else ""
        if word == "wall" and (before not in _AT_FRONT or place > first + 1):
            continue
        if after not in _OTHER and before not in _OTHER:
            meant = [entry for organ in organs if (entry := _parts().get((organ, word)))]
            if len(meant) == 1:
                _, start, end = reading.tokens[place]
                found[place] = Item(place, place + 1, (meant[0],), start, end)
    if not found:
        return items
    kept = [item for item in items if item.last - 1 not in found or not _is_bare_part(reading, item)]
    covered = {place for item in kept for place in range(item.first, item.last)}
    return sorted([*kept, *(item for place, item in found.items() if place not in covered)], key=lambda item: item.first)


def _is_bare_part(reading: Reading, item: Item) -> bool:
    """Say whether an item is no more than the word for a part ("neck", "in the neck")."""
    return all(reading.tokens[place].norm in ("in", "at", "the") for place in range(item.first, item.last - 1))


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
