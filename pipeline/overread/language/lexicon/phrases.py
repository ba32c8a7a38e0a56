"""Every phrase of the lexicon in its normal form, with all that it can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from overread.language.lexicon.types import Entry
from overread.language.words.tokens import norm, tokenize

_OF = re.compile(r"(\b(?:of|into)) (?!the\b|a\b|an\b)")
_KIND = re.compile(r"(?<! type) (fracture|injury|tear|lesion|dislocation)$")
_BONES = {
    "patellar": "patella", "tibial": "tibia", "femoral": "femur", "fibular": "fibula", "humeral": "humerus",
    "scapular": "scapula", "clavicular": "clavicle", "calcaneal": "calcaneus", "acetabular": "acetabulum",
}  # fmt: skip
_OF_BONE = re.compile(rf"\b({'|'.join(_BONES)})\b(?= )")
_SIDES = {"right": "right", "left": "left", "both": "bilateral"}
_CHOICE = re.compile(r"[()]")
Rows = Mapping[str, Mapping[str, Any]]


def key_of(term: str) -> str:
    """Return the normal form of a term, its words parted by spaces; the same as that of the text it is looked up in."""
    if term.replace(" ", "").isalpha():
        return " ".join([norm(word) for word in term.split(" ")])
    return " ".join(token.norm for token in tokenize(term))


def entries_of(concepts: Rows, places: Rows, descriptors: Rows) -> Iterator[tuple[str, Entry]]:
    """Yield every term of concepts, places and descriptors with its meaning."""
    for category, rows in (("concept", concepts), ("anatomy", places), ("descriptor", descriptors)):
        for key, row in rows.items():
            entry = Entry(category, key)
            for term in row.get("terms", ()):
                yield term, entry
            sided = row.get("sided", {})
            regional = {term for terms in row.get("regional_terms", {}).values() for term in terms}
            for term, side in sided.items():
                if term not in regional:
                    yield term, Entry(category, key, side)
            for region, terms in row.get("regional_terms", {}).items():
                for term in terms:
                    first, _, rest = term.partition(" ")
                    side = sided.get(term) or (_SIDES.get(first) if rest in terms else None)
                    yield term, Entry(category, key, side, region=region)


def summaries_of(covers: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, Entry]]:
    """Yield the phrases of summary statements with the places they speak of, and "acute" where they begin with it."""
    for phrase, anatomy in covers.items():
        for place in sorted(anatomy):
            yield phrase, Entry("anatomy", place)
        if phrase.startswith("acute "):
            yield phrase, Entry("chronicity", "acute")


def cues_of(cues: Mapping[str, Mapping[str, list[str]]]) -> Iterator[tuple[str, Entry]]:
    """Yield the words that say something of a finding."""
    for category, values in cues.items():
        for value, terms in values.items():
            entry = Entry(category, value)
            for term in terms:
                for wording in wordings_of(term):
                    yield wording, entry


def wordings_of(term: str) -> Iterator[str]:
    """Yield a term in each of its wordings: "(could|may) be (further |)evaluated" has four."""
    choices = [part.split("|") for part in _CHOICE.split(term)]
    yield from (" ".join("".join(chosen).split()) for chosen in product(*choices))


def compiled(*sources: Iterator[tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    """Return all meanings of every normal form, in the order of the sources.

    "airspace" is read as two words as well, a finding "of" something as one "of the" same, a kind of injury as one of that type
    ("buckle type fracture"), and a bone by its noun ("patella tendon").
    """
    found: dict[str, dict[Entry, None]] = {}
    for source in sources:
        for term, entry in source:
            key = key_of(term)
            if key:
                found.setdefault(key, {})[entry] = None
                if "airspace" in key:
                    found.setdefault(key.replace("airspace", "air space"), {})[entry] = None
                if _OF_BONE.search(key):
                    found.setdefault(_OF_BONE.sub(lambda match: _BONES[match[1]], key), {})[entry] = None
                if entry.category == "concept" and _KIND.search(key):
                    found.setdefault(_KIND.sub(r" type \1", key), {})[entry] = None
                if entry.category == "concept" and _OF.search(key):
                    found.setdefault(_OF.sub(r"\1 the ", key), {})[entry] = None
    return {key: tuple(entries) for key, entries in found.items()}
