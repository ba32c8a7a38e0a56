"""Prefixes that a hyphen binds to their word: "peri-hepatic", and "intra- or extrahepatic", are read as whole words."""

from __future__ import annotations

import re
from functools import cache

from overread.language.lexicon import lexicon
from overread.language.words.spelling import corrected, known_words
from overread.language.words.tokens import Token

_PREFIXES = frozenset("peri para supra infra retro trans inter epi endo juxta meta intra extra sub hypo hyper".split())
_LINKS = frozenset({"and", "or", "/", "nor"})
_PREFIX, _STEM = 2, 4  # letters that a prefix and what follows it have at least

_HANGING = re.compile(r"[A-Za-z]- ?(?:and|or|nor|/)")
_PARTED = re.compile(rf"(?<![^\s])({'|'.join(sorted(_PREFIXES))}) (?=(\S+))")


@cache
def _parted() -> frozenset[tuple[str, str]]:
    """Return the prefixes that the terms of the lexicon set apart, each with the word behind it ("para aortic")."""
    return frozenset(_PARTED.findall("\n".join(lexicon().phrases)))


def hyphens_joined(text: str, tokens: list[Token]) -> list[Token]:
    """Return the tokens with a prefix and the word that a hyphen binds it to as the one word that they are elsewhere
    ("peri-hepatic" as "perihepatic"), also where it is written only once ("intra- or extrahepatic").
    """
    if "-" not in text:
        return tokens
    if _HANGING.search(text):
        tokens = [_completed(text, tokens, place) for place in range(len(tokens))]
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


def _completed(text: str, tokens: list[Token], place: int) -> Token:
    """Return a token, a prefix left hanging before a link with the end of the word that follows the link."""
    token, after = tokens[place], tokens[place + 1 : place + 3]
    if not text.startswith(("- ", "-/"), token.end) or len(after) < 2 or after[0].norm not in _LINKS:
        return token
    word = after[1].norm
    for start in range(_PREFIX, len(word) - _STEM + 1):
        if (whole := token.norm + word[start:]) in known_words():
            return Token(whole, token.start, token.end)
    return token
