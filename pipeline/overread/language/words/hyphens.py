"""Prefixes that a hyphen binds to their word: "peri-hepatic" is read as the one word that it is elsewhere."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from overread.language.lexicon import lexicon
from overread.language.words.spelling import corrected, known_words
from overread.language.words.tokens import Token

_PREFIXES = frozenset("peri para supra infra retro trans inter epi endo juxta meta intra extra sub hypo hyper".split())


@cache
def _parted() -> frozenset[tuple[str, str]]:
    """Return the prefixes that the terms of the lexicon set apart, each with the word behind it ("para aortic")."""
    pairs = (pair for phrase in lexicon().phrases for pair in pairwise(phrase.split()))
    return frozenset(pair for pair in pairs if pair[0] in _PREFIXES)


def hyphens_joined(text: str, tokens: list[Token]) -> list[Token]:
    """Return the tokens with a prefix and the word that a hyphen binds it to as the one word that they are elsewhere
    ("peri-hepatic" as "perihepatic").
    """
    led = [place for place, token in enumerate(tokens[:-1]) if token.norm in _PREFIXES and text[token.end] == "-"]
    if not led:
        return tokens
    joined, last = [], 0
    for place in led:
        prefix, word = tokens[place], tokens[place + 1]
        whole = prefix.norm + word.norm
        if word.start == prefix.end + 1 and (prefix.norm, word.norm) not in _parted() and corrected(whole) in known_words():
            joined += [*tokens[last:place], Token(whole, prefix.start, word.end)]
            last = place + 2
    return joined + tokens[last:]
