"""An organ that is said to be gone, as the operation that took it: "Gallbladder: surgically absent", "spleen removed", "the
left breast was not seen (operated)".
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from overread.finding import Finding
from overread.language.extraction.context import Context, sides_of
from overread.language.lexicon import lexicon
from overread.language.places import usual_places
from overread.language.words.reading import Item, Reading, token_at

_GONE = frozenset({"absent", "removed", "resected", "excised"})
_UNSEEN = frozenset({"observed", "seen", "visualized", "identified", "present", "located"})
_OPERATED = frozenset({"operated", "operation", "operative", "surgery", "postoperative", "postop", "op"})
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
    if len(found) != 1:
        return found
    one = found[0]
    unseen = one.presence == "present" and _is_not_seen(reading, one)
    if not unseen and (one.kind != "other" or _GONE.isdisjoint(one.words)):
        return found
    places = [item for item in items if item.value("anatomy") or (unseen and item.value("concept"))]
    own = {reading.tokens[number].norm for item in places for number in range(item.first, item.last)}
    named = one.anatomy or ((frozenset(_operations()) & one.words or usual_places(one.concept)) if unseen else context.anatomy)
    gone = [place for place in sorted(named) if place in _operations()]
    strange = one.words - own - _GONE - _BESIDE - {"left", "right"}
    if (strange - _UNSEEN - _OPERATED if unseen else strange) or len(gone) != 1:
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


def _is_not_seen(reading: Reading, one: Finding) -> bool:
    """Say whether an organ is not seen because it was operated ("not observed (operated)", "not seen, post operation")."""
    first = token_at(reading, one.span[0])
    words = [token.norm for token in reading.tokens[first : token_at(reading, one.span[1])]]
    return "not" in words and not _UNSEEN.isdisjoint(words) and not _OPERATED.isdisjoint(words)
