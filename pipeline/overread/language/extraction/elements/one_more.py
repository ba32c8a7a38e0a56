"""What "a smaller one" and "another" stand for behind a finding: one more of its kind."""

from __future__ import annotations

from overread.language.extraction.elements.elements import Element, is_node
from overread.language.words.reading import Reading

_ONES = frozenset({"one", "ones", "smaller one", "larger one", "bigger one"})
_ALONE = frozenset({"another", "second", "third"})
_ARTICLES = frozenset({"a", "an"})
_BACK = 7


def name_one_more(reading: Reading, elements: list[Element]) -> None:
    """Make a pronoun that an article, a number or a size opens the finding that the words before the link name ("a fibroid in
    the fundus and a smaller one posteriorly").
    """
    for index in range(2, len(elements)):
        word = elements[index].word
        if word in _ONES:
            start = _start(elements, index)
            opened = start < index or word != "one"
            told = opened and _opens(elements, start, index) and not _goes_on(elements, index)
        else:
            start = index - (word != "another")
            led = word == "another" or (word in _ALONE and elements[start].word in _ARTICLES)
            told = led and (index + 1 == len(elements) or elements[index + 1].role in "PVKX")
        if told and elements[start - 1].role == "K" and (host := _host(elements, start - 1)) is not None:
            _stand_for(reading, elements, (start, index), host)


def _start(elements: list[Element], index: int) -> int:
    """Return where the words before a pronoun begin."""
    start = index
    while start > max(1, index - _BACK) and elements[start - 1].role in "MDW":
        start -= 1
    return start


def _opens(elements: list[Element], start: int, index: int) -> bool:
    """Say whether a pronoun is one that was not told of before ("a second one", "several smaller ones", "a 6 mm one")."""
    first = elements[start]
    counted = first.says("count") and first.word != "one"
    sized = first.item is not None and first.item.quantity is not None
    return first.word in _ARTICLES or (first.word == "another" and start < index) or counted or sized


def _goes_on(elements: list[Element], index: int) -> bool:
    """Say whether a number goes on with what it counts ("one cyst", "one of the two")."""
    after = elements[index + 1 : index + 2]
    return bool(after) and (after[0].role == "C" or after[0].word == "of")


def _host(elements: list[Element], link: int) -> Element | None:
    """Return the finding or node that the noun phrase before a link is about, None where there is none."""
    start = link - 1
    while start > 0 and elements[start - 1].role not in "KB":
        start -= 1
    named = next((place for place in range(start, link) if _is_named(elements[place])), None)
    if named is None:
        named = next((place for place in range(start - 1, -1, -1) if _is_named(elements[place])), None)
    return elements[named] if named is not None else None


def _is_named(element: Element) -> bool:
    return element.role == "C" or (element.item is not None and is_node(element.item))


def _stand_for(reading: Reading, elements: list[Element], span: tuple[int, int], host: Element) -> None:
    """Put a finding in the place of the pronoun that ends a span, whose words only compare it with that finding."""
    start, index = span
    for place in range(start, index):
        if elements[place].says("change") or elements[place].says("trend"):
            elements[place] = elements[place]._replace(role="W", item=None)
    if host.item is None:
        return
    one = elements[index]
    tokens = reading.tokens
    item = host.item._replace(first=one.first, last=one.last, start=tokens[one.first].start, end=tokens[one.last - 1].end)
    elements[index] = Element(host.role, one.first, one.last, item, host.word)
