"""Misspelt words of the lexicon, mended when exactly one known word is a single edit away."""

from __future__ import annotations

from functools import cache, lru_cache

from overread.language.lexicon import lexicon

_SHORTEST = 7
_LONGEST = 40
_INTACT = 2  # letters at the start or the end of a word of six that one edit elsewhere leaves


@cache
def known_words() -> frozenset[str]:
    """Return the words of all terms of the lexicon and of ordinary language."""
    return frozenset(word for phrase in lexicon().phrases for word in phrase.split()) | lexicon().ordinary


@cache
def _alike() -> dict[tuple[str, str, int], list[str]]:
    """Return the known words long enough to be mended, by length and the first or last letters, with the first letter."""
    table: dict[tuple[str, str, int], list[str]] = {}
    for word in known_words():
        if len(word) >= _SHORTEST:
            table.setdefault((word[:_INTACT], "", len(word)), []).append(word)
            table.setdefault((word[0], word[-_INTACT:], len(word)), []).append(word)
    return table


@lru_cache(maxsize=65536)
def corrected(word: str) -> str:
    """Return the word, or the one lexicon word of seven letters or more that is one edit away with the same first letter, or
    the adjective of a place that it is the adverb of ("juxtacortically").
    """
    if not _SHORTEST - 1 <= len(word) <= _LONGEST or not word.isalpha() or word in known_words():
        return word
    if word.endswith("ly") and any(entry.category == "anatomy" for entry in lexicon().phrases.get(word[:-2], ())):
        return word[:-2]
    intact = (len(word) - 2) // 2
    start, end = word[:intact], word[-intact:]
    near: set[str] = set()
    for length in (len(word) - 1, len(word), len(word) + 1):
        for known in _alike().get((word[:_INTACT], "", length), ()):
            if known.startswith(start) and _one_edit(word, known):
                near.add(known)
        for known in _alike().get((word[0], word[-_INTACT:], length), ()):
            if known.endswith(end) and _one_edit(word, known):
                near.add(known)
    return near.pop() if len(near) == 1 else word


def _one_edit(word: str, known: str) -> bool:
    if word[0] != known[0] or abs(len(word) - len(known)) > 1 or {word, known} & {known + "s", word + "s"}:
        return False
    if len(word) == len(known):
        wrong = [index for index, (a, b) in enumerate(zip(word, known, strict=True)) if a != b]
        swap = (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and word[wrong[0]] == known[wrong[1]]
            and word[wrong[1]] == known[wrong[0]]
        )
        return len(wrong) == 1 or swap
    long, short = (word, known) if len(word) > len(known) else (known, word)
    return any(long[:index] + long[index + 1 :] == short for index in range(1, len(long)))
