"""What the lexicon is made of: entries, concepts, places, rules, and the lookups over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Entry(NamedTuple):
    """What a phrase means: its category (`concept`, `anatomy`, `descriptor` or a cue), its value and the side it implies."""

    category: str
    value: str
    side: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """One finding the lexicon knows; `generic` ones are told apart by place, `acute` is None where it depends."""

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
class Condition:
    """A finding a rule asks for: where, with which quality, of which size in mm, cm2, mL or %; `absent` asks for its denial."""

    concept: str
    absent: bool = False
    place: str = ""
    quality: str = ""
    least: float | None = None
    most: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Findings that let a radiologist conclude another; any one of the groups suffices, all of its members needed."""

    concludes: str
    groups: tuple[tuple[Condition, ...], ...]
    strength: str
    source: str

    def asks_for(self, kinds: frozenset[str]) -> bool:
        """Say whether any group asks for a finding, by itself or a wider kind of it, to be there."""
        return any(member.concept in kinds and not member.absent for group in self.groups for member in group)


class Wording(NamedTuple):
    """Words that a sentence must all have, or must deny."""

    words: tuple[str, ...]
    absent: bool = False


Need = tuple[Wording, ...]
"""What a description asks a sentence for, in one of several wordings."""


class Description(NamedTuple):
    """The words by which a finding is described without its name: parts that may stand in different sentences.

    `place` is where a finding so described is, where the words tell that.
    """

    parts: tuple[tuple[Need, ...], ...]
    strength: str
    source: str
    place: str = ""


class Portrait(NamedTuple):
    """Words that tell which classes of a scheme something may be in: those of one need each, or of a `run` as they stand."""

    classes: frozenset[str]
    needs: tuple[Need, ...]
    run: str = ""


class Limits(NamedTuple):
    """Between which values something is in which class; `of` are words of which one names the value, none for any."""

    of: Need
    unit: str
    classes: tuple[tuple[str, float, float], ...]


class Scheme(NamedTuple):
    """A classification or a scale of degrees: how the draft names its classes, and what each stands for.

    `systems` are the names that categories are read by; of one that many schemes share ("grade"), the words of `about` stand
    near. `concepts` are findings named for their class, `of` those whose degree is a class of the scheme. In a `leading` one
    the first portrait that a source has decides, and of several values the greatest; in a `local` one each part has its own.
    """

    title: str
    attribute: str
    systems: frozenset[str]
    about: Need
    concepts: Mapping[str, str]
    of: frozenset[str]
    leading: bool
    local: bool
    portraits: tuple[Portrait, ...]
    limits: tuple[Limits, ...]
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the checker knows of the language; lookups that miss return nothing rather than fail.

    `within` gives the name a concept takes in a place, `ruled_out` the groups of signs whose denial denies it, `told_sound`
    the words that do, `excluded_by` the findings that cannot be in one place with a concept, `siblings` the kinds of one
    thing taken for one another, `opposes` the descriptors that one finding cannot both have, `taken_in` the parts and signs
    of a diagnosis that are told with it, `ages` how old a sign tells a finding to be, `schemes` the classifications,
    `looks` what words for a look say, with the amounts and degrees, the things there or wanting, and the moves and ways
    that make one together, `positions` and `regions` the axes of words for a position by their ends, `parts` what words for
    parts of an organ say, with the organs that are meant, `signs_by_nature` those that are always of something, and
    `signs_of_place` those that what else is found there explains.
    """

    concepts: Mapping[str, Concept]
    places: Mapping[str, Place]
    opposes: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[Entry, ...]]
    within: Mapping[str, Mapping[str, str]]
    rules: tuple[Rule, ...]
    descriptions: Mapping[str, tuple[Description, ...]]
    ruled_out: Mapping[str, tuple[frozenset[str], ...]]
    told_sound: Mapping[str, tuple[tuple[tuple[Need, ...], ...], ...]]
    excluded_by: Mapping[str, frozenset[str]]
    siblings: Mapping[str, frozenset[str]]
    taken_in: Mapping[str, frozenset[str]]
    ages: Mapping[str, Mapping[str, str]]
    schemes: tuple[Scheme, ...]
    signs_by_nature: frozenset[str]
    signs_of_place: frozenset[str]
    overlaps: Mapping[str, frozenset[str]]
    loose: frozenset[str]
    clear_of: frozenset[str]
    positions: tuple[tuple[tuple[str, ...], ...], ...]
    regions: tuple[tuple[tuple[str, ...], ...], ...]
    looks: Mapping[str, tuple[tuple[str, str], ...]]
    look_degrees: Mapping[str, str]
    look_amounts: Mapping[str, str]
    look_types: frozenset[str]
    look_things: Mapping[str, str]
    look_moves: Mapping[str, str]
    look_ways: Mapping[str, tuple[tuple[str, str], ...]]
    parts: Mapping[str, tuple[tuple[str, str], ...]]
    part_hosts: Mapping[str, frozenset[str]]
    to_communicate: frozenset[str]
    function_words: frozenset[str]
    ordinary: frozenset[str]
    short: Mapping[str, str]
    stopped: Mapping[str, str]
    digest: str
    _kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    _concluding: dict[str, list[Rule]] = field(default_factory=dict)
    _wholes: dict[str, frozenset[str]] = field(default_factory=dict)

    def kinds(self, concept: str) -> frozenset[str]:
        """Return the concept and all its ancestors."""
        if known := self._kinds.get(concept):
            return known
        if concept not in self.concepts:
            return frozenset({concept})
        return _closure(concept, self._kinds, lambda key: self.concepts[key].parents if key in self.concepts else ())

    def wholes(self, place: str) -> frozenset[str]:
        """Return the place and everything it is part of."""
        if known := self._wholes.get(place):
            return known
        if place not in self.places:
            return frozenset({place})
        return _closure(place, self._wholes, lambda key: self.places[key].part_of if key in self.places else ())

    def rules_for(self, concept: str) -> Sequence[Rule]:
        """Return the rules that conclude a concept, in their order."""
        if not self._concluding:
            for rule in self.rules:
                self._concluding.setdefault(rule.concludes, []).append(rule)
        return self._concluding.get(concept, ())

    def name(self, identifier: str) -> str:
        """Return the readable name of a concept or place id."""
        known = self.concepts.get(identifier) or self.places.get(identifier)
        return known.terms[0] if known and known.terms else identifier.lstrip("~").replace("_", " ")


def _closure(key: str, done: dict[str, frozenset[str]], up: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Return a key of the lexicon with all above it, noted in `done`."""
    found: set[str] = set()
    stack = [key]
    while stack:
        item = stack.pop()
        if item not in found:
            found.add(item)
            stack.extend(up(item))
    done[key] = frozenset(found)
    return done[key]
