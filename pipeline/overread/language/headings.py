"""What a heading does to the sentences under it: a finding of its own, one of an earlier list item, one within a line."""

from __future__ import annotations

import re

from overread.language.context import heading_over, named_in
from overread.language.reading import Reading, items_between
from overread.language.sentences import Sentence

_ANSWER_CHARACTERS = 60
_ANSWERED = re.compile(r"(?:positive|negative|present|absent|yes)\b\s*[,;(]", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:[a-z]+\s+){1,3}(?:#|no\.?|number)?\s*(?:\d{1,2}|[A-H])", re.IGNORECASE)
_ITEM = re.compile(r"(?:^|\n|[.;:]\s)\s*(?:\(?\d{1,2}[.)]|[-*•])\s")
_LONGEST_MARK = 8


def in_its_item(reading: Reading, sentence: Sentence) -> Sentence:
    """Return a sentence without the heading of an earlier list item, where it names a place of its own: "2. L4-L5: severe
    stenosis. 3. Old fracture of L1."
    """
    heading = sentence.heading
    if heading is None or not _ITEM.search(reading.text, heading[1], sentence.span[0]):
        return sentence
    opens = _ITEM.search(reading.text, max(0, heading[0] - _LONGEST_MARK), heading[0])
    return sentence._replace(heading=None) if opens and named_in(items_between(reading, *sentence.span)) else sentence


def with_heading_finding(reading: Reading, sentence: Sentence) -> Sentence:
    """Take a heading that is itself a finding ("Effusion: none") into its sentence."""
    if sentence.heading is None or sentence.span[0] - sentence.heading[1] > 3:
        return sentence
    inside = items_between(reading, *sentence.heading)
    if any(":" in name for item in inside for name in item.names):
        return Sentence((sentence.heading[0], sentence.span[1]), None)
    concepts = [item.value("concept") for item in inside]
    if len(concepts) <= 2 and concepts[:1] != [None] and _NUMBERED.fullmatch(reading.text, *sentence.heading):
        return Sentence((sentence.heading[0], sentence.span[1]), heading_over(reading.text, sentence.heading[0]))
    short = sentence.span[1] - sentence.span[0] < _ANSWER_CHARACTERS or _ANSWERED.match(reading.text, sentence.span[0])
    if any(concept not in (None, "abnormality") for concept in concepts) and (short or _only_places(reading, sentence)):
        return Sentence((sentence.heading[0], sentence.span[1]), None)
    return sentence


def _only_places(reading: Reading, sentence: Sentence) -> bool:
    """Say whether what follows a heading only names places, neither a finding nor normality ("Emboli: right main artery")."""
    items = items_between(reading, *sentence.span)
    stated = any(item.value("concept") or item.value("normality") or item.value("negation") for item in items)
    return not stated and any(item.value("anatomy") for item in items)


def is_within_line(text: str, heading: tuple[int, int]) -> bool:
    """Say whether a heading stands after other words of its line."""
    return any(character.isalpha() for character in text[text.rfind("\n", 0, heading[0]) + 1 : heading[0]])
