"""What is normal for a value, told beside or behind it.

"19% (normal > 38%)" and "19%. Normal is above 38%." call nothing normal, and only the first figure was measured; nor does
what it is set beside ("wider than normal").
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from overread.language.words.reading import Item
    from overread.language.words.tokens import Token

_NORMAL = frozenset({"normal", "norm", "normals", "reference"})
_BEFORE = frozenset({"(", "[", ",", ";"})
_SENTENCE_END = "."
_LEADING = frozenset("range ranges limit value values is are being for age adult upper lower of : = up to".split())
_TELLING = frozenset("range ranges limit value values is are :".split())
_BESIDE = frozenset({"than", "beyond", "exceeding", "exceeds", "exceed", "exceeded"})
"""What leads to a normal that something is set beside ("lower than normal")."""
_COMPARING = frozenset("< > less greater under below above over more than".split())
_ENDS = frozenset(") ] . ; , to".split())


def without_references(items: list[Item], tokens: list[Token]) -> list[Item]:
    """Return items in order without the words that only say what is normal, and their values as limits."""
    normals = [item for item in items if tokens[item.first].norm in _NORMAL and item.last == item.first + 1]
    ranges = [span for item in normals if (span := _range(item, tokens))]
    beside = [item for item in items if item.first and tokens[item.first - 1].norm in _BESIDE]
    ranges += [(item.first, item.last) for item in beside if item.value("normality")]
    if not ranges:
        return items
    opens = {first for first, _ in ranges}
    return [
        _as_limit(item) if any(first <= item.first < last for first, last in ranges) else item
        for item in items
        if item.first not in opens
    ]


def _as_limit(item: Item) -> Item:
    return item._replace(quantity=replace(item.quantity, role="limit")) if item.quantity else item


def _range(item: Item, tokens: list[Token]) -> tuple[int, int] | None:
    """Return the tokens of a reference range that a word for what is normal opens, None where it opens none."""
    before = tokens[item.first - 1].norm if item.first else _SENTENCE_END
    if before != _SENTENCE_END and before not in _BEFORE:
        return None
    place = item.last
    while place < len(tokens) and tokens[place].norm in _LEADING:
        place += 1
    if place == len(tokens):
        return None
    word = tokens[place].norm
    following = tokens[place + 1].norm if place + 1 < len(tokens) else "."
    told = before != _SENTENCE_END or tokens[place - 1].norm in _TELLING
    bare = told and (word == "#" or word[0].isdigit())
    if word not in _COMPARING and not (bare and (following in _ENDS or following[0].isdigit())):
        return None
    end = next((number for number in range(place, len(tokens)) if tokens[number].norm in (")", "]", ".", ";")), len(tokens))
    return item.first, end
