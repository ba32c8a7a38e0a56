"""The lexicon: concepts, anatomy, descriptors, cues and rules, read once from the YAML files beside this module."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

from overread.language.tokens import tokenize

IMPORTANCE = ("critical", "notable", "routine")


class Entry(NamedTuple):
    """What a phrase means: its category (`concept`, `anatomy`, `descriptor` or a cue), its value and the side it implies."""

    category: str
    value: str
    side: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """One finding the lexicon knows; `generic` ones are told apart by place, `within` renames them in some places."""

    id: str
    terms: tuple[str, ...]
    parents: tuple[str, ...] = ()
    anatomy: frozenset[str] = frozenset()
    importance: str = "notable"
    acute: bool | None = None
    generic: bool = False
    device: bool = False
    opposites: frozenset[str] = frozenset()
    tip: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """One anatomical place and what it is part of."""

    id: str
    terms: tuple[str, ...]
    part_of: tuple[str, ...] = ()
    paired: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Findings that let a radiologist conclude another; any one group of `sources` suffices, all of its members needed."""

    concludes: str
    groups: tuple[frozenset[str], ...]
    strength: str
    source: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the checker knows of the language; lookups that miss return nothing rather than fail."""

    concepts: Mapping[str, Concept]
    places: Mapping[str, Place]
    opposes: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[Entry, ...]]
    within: Mapping[str, Mapping[str, str]]
    rules: tuple[Rule, ...]
    overlaps: Mapping[str, frozenset[str]]
    loose: frozenset[str]
    clear_of: frozenset[str]
    to_communicate: frozenset[str]
    function_words: frozenset[str]
    ordinary: frozenset[str]
    digest: str
    _kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    _wholes: dict[str, frozenset[str]] = field(default_factory=dict)

    def kinds(self, concept: str) -> frozenset[str]:
        """Return the concept and all its ancestors."""
        return _closure(concept, self._kinds, lambda key: self.concepts[key].parents if key in self.concepts else ())

    def wholes(self, place: str) -> frozenset[str]:
        """Return the place and everything it is part of."""
        return _closure(place, self._wholes, lambda key: self.places[key].part_of if key in self.places else ())

    def name(self, identifier: str) -> str:
        """Return the readable name of a concept or place id."""
        known = self.concepts.get(identifier) or self.places.get(identifier)
        return known.terms[0] if known and known.terms else identifier.lstrip("~").replace("_", " ")


def _closure(key: str, done: dict[str, frozenset[str]], up: Any) -> frozenset[str]:
    if key not in done:
        found: set[str] = set()
        stack = [key]
        while stack:
            item = stack.pop()
            if item not in found:
                found.add(item)
                stack.extend(up(item))
        done[key] = frozenset(found)
    return done[key]


def _texts() -> Iterable[tuple[str, str]]:
    root = resources.files(__name__)
    for folder in ("concepts", "anatomy", "descriptors", "inference"):
        directory = root / folder
        if directory.is_dir():
            for file in sorted(directory.iterdir(), key=lambda item: item.name):
                if file.name.endswith(".yaml"):
                    yield f"{folder}/{file.name}", file.read_text("utf-8")
    for name in ("cues.yaml", "ordinary.yaml", "critical_results.yaml"):
        yield name, (root / name).read_text("utf-8")


@cache
def digest() -> str:
    """Return `sha256:…` over the names and contents of all lexicon files."""
    total = hashlib.sha256()
    for name, text in _texts():
        total.update(f"{name}\0{text}\0".encode())
    return f"sha256:{total.hexdigest()}"


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read and compiled once a process."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    concepts: dict[str, Any] = {}
    places: dict[str, Any] = {}
    descriptors: dict[str, Any] = {}
    within: dict[str, dict[str, str]] = {}
    rules: list[Rule] = []
    covers: dict[str, frozenset[str]] = {}
    cues: dict[str, Any] = {}
    words: dict[str, list[str]] = {}
    overlaps: dict[str, frozenset[str]] = {}
    loose: frozenset[str] = frozenset()
    clear_of: frozenset[str] = frozenset()
    to_communicate: frozenset[str] = frozenset()
    for name, text in _texts():
        data = yaml.load(text, loader) or {}  # noqa: S506
        if name == "cues.yaml":
            cues = data
            continue
        if name == "critical_results.yaml":
            to_communicate = frozenset(data["to_communicate"])
            continue
        if name == "ordinary.yaml":
            words = data
            continue
        if name == "anatomy/overlaps.yaml":
            overlaps, loose, clear_of = _overlaps(data["overlaps"]), frozenset(data["loose"]), frozenset(data["clear_of"])
            continue
        concepts |= data.get("concepts") or {}
        places |= data.get("anatomy") or {}
        descriptors |= data.get("descriptors") or {}
        for concept, mapping in (data.get("within") or {}).items():
            within.setdefault(concept, {}).update(mapping)
        rules += [_rule(row) for row in data.get("rules") or []]
        for row in data.get("covers") or []:
            covers[_key(str(row["phrase"]))] = frozenset(row["anatomy"])
    for concept, row in concepts.items():
        within.setdefault(concept, {}).update(row.get("within") or {})
    return Lexicon(
        concepts={key: _concept(key, row) for key, row in concepts.items()},
        places={key: _place(key, row) for key, row in places.items()},
        opposes=_opposites(descriptors),
        phrases=_phrases(concepts, places, descriptors, cues, covers),
        within=within,
        rules=tuple(rules),
        overlaps=overlaps,
        loose=loose,
        clear_of=clear_of,
        to_communicate=to_communicate,
        function_words=frozenset(words["function"]),
        ordinary=frozenset(_key(word) for word in words["plain"]) | frozenset(words["function"]),
        digest=digest(),
    )


def _concept(key: str, row: Mapping[str, Any]) -> Concept:
    return Concept(
        key,
        tuple(map(str, row.get("terms") or ())),
        tuple(row.get("parents") or ()),
        frozenset(row.get("anatomy") or ()),
        row.get("importance", "notable"),
        row.get("acute"),
        bool(row.get("generic")),
        bool(row.get("device")),
        frozenset(row.get("opposites") or ()),
        bool(row.get("tip")),
    )


def _place(key: str, row: Mapping[str, Any]) -> Place:
    return Place(key, tuple(map(str, row.get("terms") or ())), tuple(row.get("part_of") or ()), bool(row.get("paired")))


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(row["concludes"], tuple(frozenset(group) for group in row["from"]), row["strength"], row["source"])


def _overlaps(groups: Iterable[Iterable[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in map(list, groups):
        for place in group:
            found.setdefault(place, set()).update(set(group) - {place})
    return {place: frozenset(others) for place, others in found.items()}


def _opposites(descriptors: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {key: set() for key in descriptors}
    for key, row in descriptors.items():
        for other in row.get("opposes") or ():
            found[key].add(other)
            found.setdefault(other, set()).add(key)
    return {key: frozenset(others) for key, others in found.items()}


def _key(term: str) -> str:
    return " ".join(token.norm for token in tokenize(term))


def _phrases(
    concepts: Mapping[str, Any],
    places: Mapping[str, Any],
    descriptors: Mapping[str, Any],
    cues: Mapping[str, Any],
    covers: Mapping[str, frozenset[str]],
) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, dict[Entry, None]] = {}

    def add(term: object, entry: Entry) -> None:
        key = _key(str(term))
        for form in {key, key.replace("airspace", "air space")} - {""}:
            found.setdefault(form, {})[entry] = None

    for category, rows in (("concept", concepts), ("anatomy", places)):
        for key, row in rows.items():
            for term in row.get("terms") or ():
                add(term, Entry(category, key))
            for term, side in (row.get("sided") or {}).items():
                add(term, Entry(category, key, side))
            for region, terms in (row.get("regional_terms") or {}).items():
                for term in terms:
                    add(term, Entry(category, key, region=region))
    for key, row in descriptors.items():
        for term in row.get("terms") or ():
            add(term, Entry("descriptor", key))
    for phrase, anatomy in covers.items():
        for place in sorted(anatomy):
            add(phrase, Entry("anatomy", place))
        if phrase.startswith("acute "):
            add(phrase, Entry("chronicity", "acute"))
    for category, values in cues.items():
        for value, terms in values.items():
            for term in terms:
                add(term, Entry(category, str(value)))
    return {key: tuple(entries) for key, entries in found.items()}
