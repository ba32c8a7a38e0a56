"""Abbreviations written out: "mod. stenosis of the prox. LAD", "ant. tear, nondispl.", "splenic v. thrombosed"."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache

from overread.language.lexicon import lexicon
from overread.language.words.spelling import known_words
from overread.language.words.tokens import Token

_SHORTEST = 5
_NODES = frozenset({"node", "lymph", "lymphadenopathy", "nodes", "lad"})
_OF_NODES = frozenset(
    "no without med cervical mediastinal hilar axillary inguinal retroperitoneal mesenteric pelvic abdominal".split()
)
"""What stands before LAD where it is no coronary artery."""
_LINKS = frozenset({"+", "/", "and", "&", ","})
_ENDS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def written_out(text: str, tokens: list[Token]) -> list[Token]:
    """Return the tokens with each abbreviation as the word that it stands for, the stop behind it left out where what follows
    goes on with the sentence.
    """
    found: list[Token] = []
    place, short = 0, _without_stop()
    for number, token in enumerate(tokens):
        stopped = text.startswith(".", token.end)
        if number < place or not (stopped or token.norm in short):
            continue
        if word := _word_of(tokens, number, stopped):
            found += [*tokens[place:number], token._replace(norm=word)]
            place = number + (2 if stopped and _goes_on(text, token.end + 1) else 1)
    return found + tokens[place:]


@cache
def _without_stop() -> frozenset[str]:
    """Return the words that may be abbreviations without a stop behind them."""
    return frozenset({"med", "lad", "post"}) | lexicon().short.keys()


@lru_cache(maxsize=4096)
def is_abbreviation(word: str) -> bool:
    """Say whether a word before a stop is written short, by the list or as the start of a known word."""
    return word in lexicon().stopped or word in lexicon().short or whole_word(word) != ""


@lru_cache(maxsize=65536)
def whole_word(start: str) -> str:
    """Return the term of one word that an unknown word of five letters or more is the start of, "" where there is none or
    several mean different things.
    """
    if len(start) < _SHORTEST or not start.isalpha() or start in known_words():
        return ""
    terms = _terms()
    first = bisect_left(terms, start)
    last = bisect_left(terms, start + "\uffff")
    meant = {lexicon().phrases[term][0] for term in terms[first:last]}
    return min(terms[first:last], key=len) if len({(entry.category, entry.value) for entry in meant}) == 1 else ""


@cache
def _terms() -> list[str]:
    return sorted(phrase for phrase in lexicon().phrases if phrase.isalpha())


def _word_of(tokens: list[Token], place: int, stopped: bool) -> str:
    """Return the word that an abbreviation stands for, "" for what is none."""
    word = tokens[place].norm
    before = tokens[place - 1].norm if place else ""
    after = tokens[place + 1 + stopped].norm if place + 1 + stopped < len(tokens) else ""
    if word == "med" and after in _NODES:
        return "mediastinal"
    if word == "lad" and before in _OF_NODES:
        return "lymphadenopathy"
    if word == "post" and not stopped and _is_beside_anterior(tokens, place):
        return "posterior"
    if full := lexicon().short.get(word):
        return full
    if not stopped or before.isdigit():
        return ""
    full = lexicon().stopped.get(word, "")
    if len(word) == 1:
        return full if f"{before} {full}" in lexicon().phrases else ""
    return full or whole_word(word)


def _is_beside_anterior(tokens: list[Token], place: int) -> bool:
    around = (tokens[max(0, place - 2) : place], tokens[place + 1 : place + 3][::-1])
    return any(len(two) == 2 and two[0].norm in ("ant", "anterior") and two[1].norm in _LINKS for two in around)


def _goes_on(text: str, end: int) -> bool:
    rest = text[end : end + 3].lstrip()
    return bool(rest) and rest[0] not in _ENDS
