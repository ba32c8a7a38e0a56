"""What square brackets behind a finding tell of an earlier examination: "effusion, small [none]", "node 8 mm [not avid]"."""

from __future__ import annotations

from overread.language.extraction.elements.elements import Element
from overread.language.lexicon import lexicon
from overread.language.words.reading import Item, Reading

_NOTHING = frozenset({"none", "nil", "absent", "negative", "no", "clear", "normal", "unremarkable", "patent", "intact"})
_SAME = frozenset({"same", "idem", "ditto"})
_UNSEEN = frozenset({"covered", "included", "imaged", "scanned", "examined", "available", "assessed"})
_LONGEST = 7


def without_former(reading: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with what was found at an earlier time, told in square brackets, as the course that it means.

    "None", "normal" and "not avid" behind a finding that is told of make it new, "same" stable; that its place was "not covered
    on the prior" says nothing of it. A bare heading with its answer ("Pneumothorax [none]") is left as it is.
    """
    start = next((place for place, part in enumerate(elements) if part.word == "["), 0) if "[" in reading.text else 0
    if not start:
        return elements
    end = next((place for place in range(start, len(elements)) if elements[place].word == "]"), len(elements))
    inside, before = elements[start + 1 : end], elements[:start]
    course = _course(inside, before) if 0 < len(inside) <= _LONGEST else None
    if course is None:
        return elements
    told = [changed(reading, inside[0], course)] if course else []
    taken_up = any(part.item is not None and part.item.quantity and part.item.quantity.quantity == "uptake" for part in before)
    if told and not taken_up and not any(part.role == "C" for part in before):
        told = [*(part for part in inside if part.role == "C"), *told]
    elif told and inside[-1].says("normality"):
        told.insert(0, elements[start]._replace(word=","))
    return [*before, *told, *without_former(reading, elements[end + 1 :])]


def _course(inside: list[Element], before: list[Element]) -> str | None:
    """Return the word for the course that brackets mean, "" where they mean none, None where they tell of something else."""
    words = {word for part in inside for word in part.word.split()}
    if not words.isdisjoint(_SAME):
        return "unchanged"
    if any(part.item is not None and part.item.quantity for part in inside):
        return None
    if "not" in words and not words.isdisjoint(_UNSEEN):
        return ""
    denied = inside[0].role == "N" or not words.isdisjoint(_NOTHING)
    told = any(part.says("severity") or (part.item is not None and part.item.quantity) for part in before)
    found = any(part.role == "C" for part in (before if inside[0].role != "N" else [*before, *inside]))
    normal = any(part.says("normality") for part in inside) and len(before) > 1
    return "new" if found and ((denied and told) or normal) else None


def changed(reading: Reading, element: Element, word: str) -> Element:
    """Return an element that says another word of the lexicon in its place."""
    token = reading.tokens[element.first]
    item = Item(element.first, element.first + 1, lexicon().phrases[word], token.start, token.end)
    return Element("M", element.first, element.first + 1, item, word)
