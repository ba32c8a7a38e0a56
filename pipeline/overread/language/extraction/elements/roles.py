"""The role that a word or an item plays in a clause, one letter each: the letters are those of `elements.Element`."""

from __future__ import annotations

from functools import lru_cache

from overread.language.lexicon import Entry

_LINKS = frozenset({",", "and", "or", "nor", "/", "&", "plus", "+"})
_PREPOSITIONS = frozenset(
    "in of within at on along from near adjacent to into onto through throughout across by about around "
    "between among over under above below "
    "behind beneath involving affecting overlying underlying measuring measure abutting toward towards "
    "via per for surrounding extending".split()
)
_DETERMINERS = frozenset({"a", "an", "the", "this", "that", "these", "those", "its", "some", "any", "there"})
_MODIFIERS = frozenset(
    "side severity change trend descriptor anatomy count quantity level grade "
    "score chronicity extent certainty history normality direction".split()
)


@lru_cache(maxsize=65536)
def role_of(entries: tuple[Entry, ...]) -> str:
    """Return the role of an item by what it means."""
    values = {entry.category: entry.value for entry in reversed(entries)}
    if "concept" in values:
        return "C"
    if "break" in values and "negation" not in values and "normality" not in values:
        return {"but": "B", "verb": "V", "with": "S"}[values["break"]]
    if "negation" in values and "change" not in values:
        return "N"
    if not _MODIFIERS.isdisjoint(values):
        return "M"
    return "X" if "image" in values else "R"


def word_role(word: str) -> str:
    """Return the role of a word that means nothing in the lexicon."""
    if word in _LINKS:
        return "K"
    if word in _PREPOSITIONS:
        return "P"
    if word in _DETERMINERS:
        return "D"
    if word in ("not", "cannot"):
        return "N"
    return "W" if word[0].isalnum() else "X"
