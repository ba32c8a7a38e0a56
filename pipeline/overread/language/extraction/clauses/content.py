"""What the clause that is being read holds so far, by which it is known whether it is complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from overread.language.extraction.clauses.node_links import is_told
from overread.language.extraction.clauses.organ_sizes import is_measured
from overread.language.extraction.elements.elements import Element, is_node, is_plain_negation
from overread.language.words.reading import Item

_MEASURING = frozenset({"measure", "measures", "measuring", "measured", "is", "are", "was", "were"})

_AUXILIARIES = frozenset({"is", "are", "was", "were", "has", "have"})
_COPULAS = frozenset({"is", "are", "was", "were"})
_TOLD_BEFORE = frozenset({"identified", "described", "seen", "noted", "demonstrated", "visualized", "reported", "mentioned"})
"""Participles that before a finding are part of its name ("the previously identified foci")."""


def is_predicate(element: Element) -> bool:
    """Say whether a term for a course or a quality has a verb in it ("has grown", "is gone")."""
    return element.role == "M" and " " in element.word and element.word.split()[0] in _AUXILIARIES


@dataclass(slots=True)
class Seen:
    """What the clause so far holds."""

    concept: bool = False
    verb: bool = False
    normal: bool = False
    denial: bool = False
    negated: bool = False
    subject: bool = False
    sized: bool = False
    led: str = ""
    mixed: bool = False
    node: bool = False
    organ: bool = False
    told: bool = False
    stated: bool = False
    gone: bool = False

    def add(self, element: Element) -> None:
        """Take in the next element."""
        role, item = element.role, element.item
        self.led = self.led or role
        if item is not None:
            self._add_meaning(element, item)
        if role == "C":
            self.concept = self.subject = True
            self.verb = self.verb or not _COPULAS.isdisjoint(element.word.split())
        elif is_predicate(element):
            self.verb = True
        elif role == "V" and (self.concept or element.word not in _TOLD_BEFORE):
            self.verb = True
            self.stated = self.stated or element.word not in _MEASURING
        elif role == "N":
            self.denial = True
            self.negated = self.negated or is_plain_negation(element)
            self.mixed = self.mixed or self.concept
        elif role == "W":
            self.subject = True

    def _add_meaning(self, element: Element, item: Item) -> None:
        meant = [entry.category for entry in item.entries]
        self.sized = self.sized or item.quantity is not None
        self.told = self.told or is_told(element)
        self.normal = self.normal or "normality" in meant
        self.gone = self.gone or (item.value("change") == "resolved" and not self.concept)
        if "anatomy" in meant:
            self.subject = True
            self.node = is_node(item)
            self.organ = self.organ or (not self.verb and is_measured(element))

    def is_a_measure(self) -> bool:
        """Say whether the clause so far only gives the size of an organ ("gallbladder wall 6 mm")."""
        return self.sized and self.subject and not (self.concept or self.denial or self.normal)

    def is_only_a_size(self) -> bool:
        """Say whether the clause so far gives a size and no more, that of what its heading names ("Spleen: 14 cm")."""
        return self.sized and not (self.subject or self.concept or self.denial or self.normal or self.verb)

    def is_size_of_organ(self) -> bool:
        """Say whether the clause so far only gives the size of the organ that it, or its heading, names first."""
        return (
            self.sized and (self.organ or not self.subject) and not (self.concept or self.denial or self.normal or self.stated)
        )


class Last(NamedTuple):
    """The last places of a sentence at which a concept, a normality and an "or" stand, -1 where there is none."""

    concept: int
    normal: int
    choice: int
