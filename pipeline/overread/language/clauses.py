"""Clauses of a sentence: the stretches within which a negation, a hedge or a place can reach a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from overread.language.hollow import follows_hyphen, says_nothing
from overread.language.reading import Item, Reading
from overread.language.roles import role_of, word_role
from overread.language.tokens import Token

_ANSWERS = frozenset({"none", "nil", "absent", "negative", "neg", "no", "not", "yes", "positive", "present", "is absent"})
_EXCEPTING = frozenset(
    {"aside from", "apart from", "except", "except for", "other than", "with the exception of", "with exception of", "besides"}
)
_COPULAS = frozenset({"is", "are", "was", "were", "appear", "remain"})
_THAN = frozenset({"since", "compared", "from", "to", "when", "relative"})
_PARTICIPLES = frozenset({"seen", "noted", "identified", "visualized", "present"})
_NODES = frozenset({"node", "nodes", "lymph node", "lymph nodes"})
_REACH = 60


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


Clause = list[Element]


@dataclass(slots=True)
class _Seen:
    """What the clause so far holds."""

    concept: bool = False
    verb: bool = False
    normal: bool = False
    denial: bool = False
    negated: bool = False
    subject: bool = False
    sized: bool = False

    def add(self, element: Element) -> None:
        self.subject = self.subject or element.role in "CW" or element.says("anatomy")
        if element.role == "C":
            self.concept = True
        elif element.role == "V":
            self.verb = True
        elif element.role == "N":
            self.denial = True
            self.negated = self.negated or is_plain_negation(element)
        if element.item and element.item.value("normality"):
            self.normal = True
        self.sized = self.sized or bool(element.item and element.item.quantity)

    def is_a_measure(self) -> bool:
        """Say whether the clause so far only gives the size of an organ ("gallbladder wall 6 mm")."""
        return self.sized and self.subject and not (self.concept or self.denial or self.normal)


class _Last(NamedTuple):
    """The last places of a sentence at which a concept, a normality and an "or" stand, -1 where there is none."""

    concept: int
    normal: int
    choice: int


def clauses(reading: Reading, first: int, last: int, items: list[Item]) -> list[Clause]:
    """Return the clauses of the tokens [first, last), each a list of elements in order."""
    elements, aside = _set_aside(_elements(reading, first, last, items))
    last_places = _last_places(elements)
    found: list[Clause] = []
    start, seen = 0, _Seen()
    for index, element in enumerate(elements):
        if index > start and _breaks(elements, index, seen, last_places):
            found.append(elements[start:index])
            apart = element.role in "KXB" and element.word not in _EXCEPTING
            start, seen = (index + 1 if apart else index), _Seen()
        if index >= start:
            seen.add(element)
    found.append(elements[start:])
    return [clause for clause in [*found, aside] if clause]


def _set_aside(elements: list[Element]) -> tuple[list[Element], list[Element]]:
    """Return the elements without an exception between commas, and that: "the liver, apart from a cyst, is normal"."""
    for index, element in enumerate(elements):
        if element.word not in _EXCEPTING or not index:
            continue
        end = next((place for place in range(index, len(elements)) if elements[place].word == ","), len(elements))
        after = elements[end + 1 : end + 2]
        if after and (after[0].role == "V" or after[0].says("normality")):
            start = index - 1 if elements[index - 1].word == "," else index
            named = any(part.role == "C" for part in elements[index:end])
            return elements[:start] + elements[end + 1 :], elements[index:end] if named else []
    return elements, []


def is_plain_negation(element: Element) -> bool:
    """Say whether an element is a negation that reaches what follows it ("no", "without")."""
    return bool(element.item and element.item.value("negation") == "before")


def _last_places(elements: list[Element]) -> _Last:
    concept = normal = choice = -1
    for index, element in enumerate(elements):
        if element.role == "C":
            concept = index
        elif element.word == "or" or element.word == "nor":
            choice = index
        if element.item and element.item.value("normality"):
            normal = index
    return _Last(concept, normal, choice)


def _elements(reading: Reading, first: int, last: int, items: list[Item]) -> list[Element]:
    elements: list[Element] = []
    tokens = reading.tokens
    starts = {item.first: item for item in items}
    named = False
    index = first
    while index < last:
        item = starts.get(index)
        if item and says_nothing(reading, item, first):
            item = None
        if item:
            words = (
                tokens[index].norm
                if item.last == index + 1
                else " ".join([token.norm for token in tokens[item.first : item.last]])
            )
            role = role_of(item.entries)
            if role == "C":
                role = "M" if named and (_is_predicate(item) or _is_grown(tokens, item)) else "C"
                named = True
            elements.append(Element(role, item.first, item.last, item, words))
            index = item.last
        else:
            word = tokens[index].norm
            role = "N" if word == "free" and follows_hyphen(reading, index) else word_role(word)
            elements.append(Element(role, index, index + 1, None, word))
            index += 1
    _take_as_qualities(elements)
    return elements


def _take_as_qualities(elements: list[Element]) -> None:
    """Make an adjective that can be a finding ("calcified") a modifier where it stands before one ("calcified granuloma")."""
    named = linked = False
    for index in range(len(elements) - 1, -1, -1):
        element = elements[index]
        if element.role == "C":
            if named and not linked and element.item and element.item.value("descriptor"):
                elements[index] = element._replace(role="M")
            named, linked = True, False
        elif element.role == "K" and named and elements[index + 1].role == "M":
            linked = True
        else:
            named, linked = named and element.role == "M", False


def _is_predicate(item: Item) -> bool:
    """Say whether a term for a finding only tells how the finding before it has changed ("has increased in size")."""
    return item.value("change") in ("increased", "decreased", "stable")


def _is_grown(tokens: Sequence[Token], item: Item) -> bool:
    """Say whether "enlarged" tells of growth since an earlier time, and not of a size ("mass, enlarged since the prior CT")."""
    following = tokens[item.last].norm if item.last < len(tokens) else ""
    return tokens[item.first].norm == "enlarged" and item.last == item.first + 1 and following in _THAN


def _breaks(elements: list[Element], index: int, seen: _Seen, last: _Last) -> bool:
    element = elements[index]
    role = element.role
    if role == "B":
        return not _goes_on(elements, index, last)
    if element.word in (";", ":"):
        described = element.word == ":" and last.concept < index
        return seen.concept and not (described or _is_answered(elements, index) or elements[index - 1].word.isdigit())
    if role == "D":
        return (seen.concept or seen.normal) and _runs_on(elements, index)
    if role == "S":
        following = elements[index + 1] if index + 1 < len(elements) else None
        normal_only = last.normal > index >= last.concept
        return (seen.normal and not seen.denial) or bool(following and (is_plain_negation(following) or normal_only))
    if role == "N" and is_plain_negation(element):
        return seen.normal
    if role == "W" and element.word == "yet":
        return elements[index - 1].word == ","
    if role != "K" or element.word in ("or", "nor", "/"):
        return False
    if element.word == "," and seen.concept and elements[index - 1].word in ("positive", "negative"):
        return True
    following = elements[index + 1] if index + 1 < len(elements) else None
    if element.word == "," and following is not None and is_plain_negation(following) and seen.is_a_measure():
        return True
    return _starts_clause(elements, index, seen, last)


def _runs_on(elements: list[Element], index: int) -> bool:
    """Say whether a sentence that lacks its stop goes on with the next ("no pneumothorax the lungs are hyperinflated")."""
    following = elements[index + 1 : index + 3]
    return (
        elements[index].word == "the"
        and elements[index - 1].role in "CMW"
        and [part.role for part in following] == ["M", "V"]
        and bool(following[0].item and following[0].item.value("anatomy"))
    )


def _goes_on(elements: list[Element], index: int, last: _Last) -> bool:
    """Say whether what follows "but" only goes on about the finding before it ("is seen but is not new", "but stable")."""
    following = elements[index + 1] if index + 1 < len(elements) else None
    if following is None or elements[index].word != "but" or last.concept > index or last.normal > index:
        return False
    return following.role in "VN" or any(following.says(category) for category in ("certainty", "change", "trend"))


def _is_answered(elements: list[Element], index: int) -> bool:
    """Say whether what follows a colon only says yes or no to the finding before it ("Effusion: none")."""
    return index + 1 < len(elements) and elements[index + 1].word.partition(" ")[0] in _ANSWERS and elements[index].word == ":"


def _starts_clause(elements: list[Element], index: int, seen: _Seen, last: _Last) -> bool:
    """Say whether what follows a comma or "and" has a subject and a verb of its own, and what precedes it is complete."""
    if index + 1 >= len(elements):
        return False
    first = elements[index + 1]
    if first.word in ("or", "nor"):
        return False
    complete = (seen.verb and seen.subject) or seen.normal
    if seen.concept and not seen.negated and _is_of_another(elements, index):
        return True
    if first.role == "V" and first.word.startswith("there "):
        placed = any(part.item and part.item.value("anatomy") for part in elements[:index])
        return complete or seen.concept or not placed
    subject = False
    for part in elements[index + 1 : index + 1 + _REACH]:
        if part.role == "K" and part.word == ",":
            return False
        if part.role == "V" and part.word in _PARTICIPLES:
            continue
        if part.role == "V" or (part.item and part.item.value("normality") and subject):
            alone = part.role != "V" and seen.concept and _is_place_called_normal(elements, index)
            return subject and (complete or alone or (seen.negated and first.role == "D"))
        if part.role == "C" and first.role == "D" and not _COPULAS.isdisjoint(part.word.split()):
            return complete or seen.negated
        if part.role == "N" and not subject:
            return complete and is_plain_negation(part)
        subject = subject or part.role == "C" or bool(part.item and part.item.value("anatomy"))
    return seen.negated and _is_fresh_positive(first, index, last)


def _is_place_called_normal(elements: list[Element], index: int) -> bool:
    """Say whether what follows a comma is no more than a place and that it is normal ("pleural plaques, lungs clear")."""
    if elements[index].word != ",":
        return False
    own = elements[index + 1 :]
    end = next((place for place, part in enumerate(own) if part.role in "KXSB"), len(own))
    chunk = [part for part in own[:end] if part.role != "D"]
    placed = any(part.says("anatomy") for part in chunk[:-1])
    return placed and chunk[-1].says("normality") and all(part.role == "M" and not part.says("concept") for part in chunk)


def _is_of_another(elements: list[Element], index: int) -> bool:
    """Say whether a measured node follows a link without a verb ("... and right hilar node, 18 mm")."""
    rest = elements[index + 1 : index + 1 + _REACH]
    end = next((place for place, part in enumerate(rest) if part.role == "K"), len(rest))
    if end == 0 or end + 1 >= len(rest) or any(part.role not in "MDW" for part in rest[:end]):
        return False
    node = rest[end - 1]
    size = rest[end + 1].item
    return node.says("anatomy") and node.word.split()[-1] in _NODES and size is not None and size.quantity is not None


def _is_fresh_positive(first: Element, index: int, last: _Last) -> bool:
    """Say whether a chunk after a negated list opens with a degree or a change and no "or" follows: a new, present finding."""
    if last.choice > index or last.concept <= index or first.item is None:
        return False
    return bool(
        first.item.value("severity") or first.item.value("change") in ("stable", "increased", "decreased", "persistent")
    )
