"""Clauses of a sentence: the stretches within which a negation, a hedge or a place can reach a finding."""

from __future__ import annotations

from typing import NamedTuple

from overread.language.reading import Item, Reading

LINKS = frozenset({",", "and", "or", "nor", "/", "&", "plus", "+"})
_PREPOSITIONS = frozenset(
    "in of within at on along from near adjacent to into onto through throughout across by about around between among over under above below "
    "behind beneath involving affecting overlying underlying measuring measure abutting toward towards via per for surrounding extending".split()
)
_DETERMINERS = frozenset({"a", "an", "the", "this", "that", "these", "those", "its", "some", "any", "there"})
_MODIFIERS = frozenset(
    {"side", "severity", "change", "descriptor", "anatomy", "count", "quantity", "level", "grade", "score", "chronicity", "extent",
     "certainty", "history", "normality"}
)  # fmt: skip


class Element(NamedTuple):
    """One item or word in its grammatical role: C concept, M modifier, V verb, P preposition, K link, D determiner, N negation, S with,
    W other word, X mark."""

    role: str
    first: int
    last: int
    item: Item | None = None
    word: str = ""


Clause = list[Element]


def clauses(reading: Reading, first: int, last: int, items: list[Item]) -> list[Clause]:
    """Return the clauses of the tokens [first, last), each a list of elements in order."""
    elements = _elements(reading, first, last, items)
    found: list[Clause] = []
    start = 0
    for index, element in enumerate(elements):
        if index > start and _breaks(elements, start, index):
            found.append(elements[start:index])
            start = index + 1 if element.role in "KXB" else index
    found.append(elements[start:])
    return [clause for clause in found if clause]


def _elements(reading: Reading, first: int, last: int, items: list[Item]) -> list[Element]:
    elements: list[Element] = []
    starts = {item.first: item for item in items}
    index = first
    while index < last:
        item = starts.get(index)
        if item and _names_a_blank(reading, item):
            item = None
        if item:
            words = " ".join(token.norm for token in reading.tokens[item.first : item.last])
            elements.append(Element(_role(item), item.first, item.last, item, words))
            index = item.last
        else:
            word = reading.tokens[index].norm
            elements.append(Element(_word_role(word), index, index + 1, None, word))
            index += 1
    return elements


def _names_a_blank(reading: Reading, item: Item) -> bool:
    """Say whether a place only qualifies a word that was removed ("pulmonary XXXX")."""
    following = reading.tokens[item.last].norm if item.last < len(reading.tokens) else ""
    return following == "xxxx" and item.value("anatomy") is not None and item.value("concept") is None


def _role(item: Item) -> str:
    categories = [entry.category for entry in item.entries]
    if "concept" in categories:
        return "C"
    if "break" in categories and "negation" not in categories and "normality" not in categories:
        value = item.value("break")
        return {"but": "B", "verb": "V", "with": "S"}[str(value)]
    if "negation" in categories and "change" not in categories:
        return "N"
    if any(category in _MODIFIERS for category in categories):
        return "M"
    return "X" if "image" in categories else "R"


def _word_role(word: str) -> str:
    if word in LINKS:
        return "K"
    if word in _PREPOSITIONS:
        return "P"
    if word in _DETERMINERS:
        return "D"
    if word == "not":
        return "N"
    return "W" if word[0].isalnum() else "X"


def _breaks(elements: list[Element], start: int, index: int) -> bool:
    element = elements[index]
    before, after = elements[start:index], elements[index + 1 :]
    if element.role == "B":
        return True
    if element.word in (";", ":"):
        return any(part.role in "C" for part in before)
    if element.role == "S":
        return _is_settled(before) or bool(after) and (_is_plain_negation(after[0]) or _is_normal_only(after))
    if element.role == "N" and _is_plain_negation(element):
        return any(part.item and part.item.value("normality") for part in before) and index > start
    if element.role != "K" or element.word in ("or", "nor", "/"):
        return False
    return _starts_clause(before, after)


def _is_settled(before: list[Element]) -> bool:
    return any(part.item and part.item.value("normality") for part in before) and not any(part.role == "N" for part in before)


def _is_normal_only(after: list[Element]) -> bool:
    return any(part.item and part.item.value("normality") for part in after) and not any(part.role == "C" for part in after)


def _is_plain_negation(element: Element) -> bool:
    return bool(element.item and element.item.value("negation") == "before")


def _starts_clause(before: list[Element], after: list[Element]) -> bool:
    """Say whether what follows a comma or "and" has a subject and a verb of its own, and what precedes it is complete."""
    if not after:
        return False
    if after[0].role == "V" and after[0].word.startswith("there "):
        return True
    complete = any(part.role == "V" or (part.item and part.item.value("normality")) for part in before)
    negated = any(_is_plain_negation(part) for part in before)
    subject = False
    for part in after:
        if part.role == "K" and part.word == ",":
            return False
        if part.role == "V" or (part.item and part.item.value("normality") and subject):
            return subject and (complete or (negated and after[0].role == "D"))
        if part.role == "N" and not subject:
            return complete and _is_plain_negation(part)
        subject = subject or part.role == "C" or bool(part.item and part.item.value("anatomy"))
    return _is_fresh_positive(after) and negated


def _is_fresh_positive(after: list[Element]) -> bool:
    """Say whether a chunk after a negated list opens with a degree or a change and no "or" follows: a new, present finding."""
    first = after[0].item
    if any(part.word in ("or", "nor") for part in after) or not any(part.role == "C" for part in after):
        return False
    return bool(first and (first.value("severity") or first.value("change") in ("stable", "increased", "decreased", "persistent")))
