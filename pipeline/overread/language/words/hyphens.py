"""Prefixes that a hyphen binds to their word: "peri-hepatic" is read as the one word that it is elsewhere."""

from __future__ import annotations

import re
from functools import cache

from overread.language.lexicon import lexicon
from overread.language.words.spelling import corrected, known_words
from overread.language.words.tokens import Token

_PREFIXES = frozenset("peri para supra infra retro trans inter epi endo juxta meta intra extra sub hypo hyper".split())

_PARTED = re.compile(rf"(?<![^\s])({'|'.join(sorted(_PREFIXES))}) (?=(\S+))")


@cache
def _parted() -> frozenset[tuple[str, str]]:
    """Return the prefixes that the terms of the lexicon set apart, each with the word behind it ("para aortic")."""
    return frozenset(_PARTED.findall("\n".join(lexicon().phrases)))


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
        bound = word.start == prefix.end + 1 and corrected(whole) in known_words()
        if bound and (prefix.norm, word.norm) not in _parted():
            joined += [*tokens[last:place], Token(whole, prefix.start, word.end)]
            last = place + 2
    return joined + tokens[last:]
