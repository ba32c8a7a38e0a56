"""Terms of a finding that name one of several places where it can be: "popliteal artery occlusion" of an arterial occlusion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from overread.language.lexicon.phrases import Rows, key_of
from overread.language.lexicon.types import Entry

Phrases = dict[str, tuple[Entry, ...]]


def with_places(phrases: Phrases, concepts: Rows, places: Rows) -> Phrases:
    """Return the phrases, those of a `placed` finding that name a part of where it can be with that part as a meaning too."""
    known = {key: [entry.value for entry in own if entry.category == "anatomy"] for key, own in phrases.items()}
    known = {key: names for key, names in known.items() if names}
    wholes: dict[str, frozenset[str]] = {}
    found = dict(phrases)
    for row in concepts.values():
        own = frozenset(row.get("anatomy", ()))
        for key in map(key_of, row.get("terms", ()) if row.get("placed") else ()):
            parts = (
                name for name in _named(key, known) if name not in own and (not own or own & _wholes(name, places, wholes))
            )
            if part := next(parts, None):
                found[key] = (*found[key], Entry("anatomy", part))
    return found


def _named(key: str, known: Mapping[str, list[str]]) -> list[str]:
    """Return what the longest place that stands in a term may be."""
    words = key.split()
    spans = [
        (start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1) if end - start < len(words)
    ]
    spans.sort(key=lambda span: span[0] - span[1])
    return next((known[name] for start, end in spans if (name := " ".join(words[start:end])) in known), [])


def _wholes(place: str, places: Mapping[str, Mapping[str, Any]], done: dict[str, frozenset[str]]) -> frozenset[str]:
    if place not in done:
        above = [_wholes(whole, places, done) for whole in places.get(place, {}).get("part_of", ())]
        done[place] = frozenset({place}).union(*above)
    return done[place]
