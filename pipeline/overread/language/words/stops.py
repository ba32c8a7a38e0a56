"""Full stops that end a sentence, and those of abbreviations, initials and list numbers."""

from __future__ import annotations

import re

from overread.language.lexicon import lexicon
from overread.language.words.abbreviations import is_abbreviation
from overread.language.words.spelling import corrected, known_words
from overread.language.words.tokens import norm

_LONGEST_ABBREVIATION = 6
_ABBREVIATIONS = (
    "dr|drs|mr|mrs|ms|prof|vs|approx|fig|no|img|seg|st|etc|e\\.g|i\\.e|ca|cf|al|dept|inc|jr|sr|a\\.m|p\\.m|im|se|ser|incl|resp|min|max|diff|temp|est|"
    "wt|ht|vol|ext|int|sup|ant|post|lat|med|neg|pos|prev|pt|pts|hx|dx|rt|lt|bilat|mod|sev"
)
_ALWAYS = re.compile(r"\b(?:dr|drs|mr|mrs|ms|prof|vs|approx|e\.g|i\.e|cf|fig|incl|st|a\.m|p\.m)$", re.IGNORECASE)
_ABBREVIATION = re.compile(rf"(?:\b(?:{_ABBREVIATIONS})|\b[A-Z])$", re.IGNORECASE)
_INITIAL = re.compile(r"(?<=[a-z] )[A-Z]$|(?<=[a-z]\n)[A-Z]$|(?<=[>,<=] )[RL]$")
_TITLED = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof)\.?\s*[A-Z]$")
_SIDE = re.compile(r"(?<![\w.])[A-Z]$")
_GRADED = re.compile(r"(?<=\bgr)\.\s(?=[IV]+\b)|(?<=\bseg)\.\s(?=[IV]+)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:^|[\n.:;]\s*|\s)\(?\d{1,2}$")
_UNITS = frozenset({"mm", "cm", "cc", "ml", "hu", "g", "kg", "m"})
_SHORTEST_WORD = 3
_HEADED = re.compile(r"\s*[A-Z][A-Za-z0-9 /-]{0,30}:")
_SIDED = re.compile(r"\.\s[RL](?=\s*[,;.)]|\s[<>]|$)")
_FIRST = re.compile(r"(?:^|[.;\n]\s+)[A-Z][a-z]+$")


def ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Say whether a full stop ends its sentence, and not an abbreviation, an initial or a list number."""
    stop = match.start()
    last = text[max(0, stop - _LONGEST_ABBREVIATION - 1) : stop]
    after = text[match.end() : match.end() + 2]
    lower = after[:1] == " " and after[1:2].islower()
    if len(last) > _LONGEST_ABBREVIATION and last.isalpha():
        return not (lower and is_abbreviation(_word_before(text, stop)))
    if last[-3:].lower().strip() == "no" and not after.strip()[:1].isdigit():
        return True
    before = text[max(0, stop - 12) : stop]
    if match[0][0] == "." and _NUMBER.search(before) and _starts_item(text, stop):
        return False
    if match[0] == "." and (_ABBREVIATION.search(before) or is_abbreviation(_word_before(text, stop))):
        if _ALWAYS.search(before) or _GRADED.match(text, stop) or _SIDED.match(text, stop):
            return False
        if _FIRST.search(before) and (len(before) == stop or not before.isalpha()):
            return False
        if _SIDE.search(before) and _HEADED.match(text, match.end()):
            return True
        starts = after.strip()[:1].isupper()
        return starts and (before[-1].islower() or (_INITIAL.search(before) is not None and not _TITLED.search(before)))
    word = before.split()[-1:] or [""]
    return not lower or _is_whole(word[0])


def _word_before(text: str, stop: int) -> str:
    """Return the letters right before a place, in small letters."""
    first = stop
    while first > 0 and text[first - 1].isalpha():
        first -= 1
    return text[first:stop].lower()


def _is_whole(word: str) -> bool:
    """Say whether the word before a stop that no capital follows is no abbreviation: a unit, a number, or short for a finding
    ("no pe. lungs clear.").
    """
    if not word.isalpha() or word.isupper() or word.lower() in _UNITS:
        return True
    if len(word) >= _SHORTEST_WORD:
        return corrected(norm(word)) in known_words() or norm(word) in lexicon().function_words
    return any(entry.category == "concept" for entry in lexicon().phrases.get(word.lower(), ()))


def _starts_item(text: str, stop: int) -> bool:
    """Say whether the number before a stop opens a list item: at the start of the text, a line or a sentence."""
    place = stop
    while place > 0 and (text[place - 1].isdigit() or text[place - 1] == "("):
        place -= 1
    first = place
    while place > 0 and text[place - 1] in " \t":
        place -= 1
    if place < first and text[place - 1] == "." and is_abbreviation(_word_before(text, place - 1)):
        return False
    return place == 0 or text[place - 1] == "\n" or (place < first and text[place - 1] in ".:;")
