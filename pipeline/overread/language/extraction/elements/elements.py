"""The elements of a sentence: its items and words, each in the role it plays."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from overread.language.lexicon import lexicon
from overread.language.words.reading import Item

CALLED = ("suspicious", "patholog", "abnormal", "malignant", "metastatic", "worrisome")
SIZED = frozenset({"dilatation", "enlargement", "thickening", "widening", "atrophy", "stenosis", "ventricular_dilatation"})


class Element(NamedTuple):
    """One item or word in its role: C concept, M modifier, V verb, P preposition, K link, D determiner, N negation, S with,
    B but, W other word, R other cue, X mark."""

    role: str
    first: int
    last: int
    item: Item | None = None
    word: str = ""

    def says(self, category: str) -> bool:
        """Say whether the element means something in a category."""
        return self.item is not None and self.item.value(category) is not None

    def tells_place(self) -> bool:
        """Say whether the element names a place, a side or a level."""
        return self.says("anatomy") or self.says("side") or self.says("level")


Clause = list[Element]


class Holding(NamedTuple):
    """What the elements of a sentence hold: their words, whole and one by one, and how often they mean something of a kind."""

    words: set[str]
    meanings: Counter[str]


def holding(elements: list[Element]) -> Holding:
    """Return what the elements of a sentence hold."""
    words = {word for element in elements for word in element.word.split()}
    words.update([element.word for element in elements])
    return Holding(words, Counter([entry.category for element in elements if element.item for entry in element.item.entries]))


def is_plain_negation(element: Element) -> bool:
    """Say whether an element is a negation that reaches what follows it ("no", "without")."""
    return bool(element.item and element.item.value("negation") == "before")


def gives_size(element: Element) -> bool:
    """Say whether an element gives a length."""
    quantity = element.item.quantity if element.item is not None else None
    return quantity is not None and quantity.quantity == "size"


def is_node(item: Item) -> bool:
    """Say whether an item names lymph nodes."""
    wholes = lexicon().wholes
    return any(entry.category == "anatomy" and "lymph_node" in wholes(entry.value) for entry in item.entries)


def is_of_organ(element: Element) -> bool:
    """Say whether a word is an adjective made of the name of an organ."""
    return element.says("anatomy") and element.word.endswith(("ic", "al", "ar"))


def tells_size(element: Element) -> bool:
    """Say whether a finding only tells how large the organ beside it is ("pulmonary artery 32 mm, mildly dilated")."""
    return element.item is not None and element.item.value("concept") in SIZED
