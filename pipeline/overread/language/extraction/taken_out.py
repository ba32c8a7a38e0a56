"""An organ that is said to be gone, as the operation that took it: "Gallbladder: surgically absent", "spleen removed"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from overread.finding import Finding
from overread.language.extraction.context import Context, sides_of
from overread.language.lexicon import lexicon
from overread.language.words.reading import Item, Reading

_GONE = frozenset({"absent", "removed", "resected", "excised"})
_BESIDE = frozenset({"surgically", "previously", "been", "since", "prior", "post", "status", "operatively", "postoperatively"})
_TERM = "surgically absent "


@cache
def _operations() -> dict[str, str]:
    """Return the operation that each organ is taken out by: what the lexicon also calls the surgically absent organ."""
    words = lexicon()
    named = [entry.value for phrase, entries in words.phrases.items() if phrase.startswith(_TERM) for entry in entries]
    return {place: name for name in named if name in words.concepts for place in words.concepts[name].anatomy}


def taken_out(reading: Reading, items: list[Item], found: list[Finding], context: Context) -> list[Finding]:
    """Return a sentence that says that an organ is gone as the operation that took it; its heading may name the organ."""
    if len(found) != 1 or found[0].kind != "other" or _GONE.isdisjoint(found[0].words):
        return found
    one = found[0]
    places = [item for item in items if item.value("anatomy")]
    own = {reading.tokens[number].norm for item in places for number in range(item.first, item.last)}
    gone = [place for place in sorted(one.anatomy or context.anatomy) if place in _operations()]
    if one.words - own - _GONE - _BESIDE - {"left", "right"} or len(gone) != 1:
        return found
    concept = _operations()[gone[0]]
    sides = sides_of(items)
    side = next(iter(sides)) if len(sides) == 1 else context.side
    return [
        replace(
            one,
            concept=concept,
            name=lexicon().name(concept),
            kind="finding",
            presence="present",
            anatomy=frozenset(gone),
            laterality=side,
            change=None,
        )
    ]
