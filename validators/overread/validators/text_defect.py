"""Text that is no report: repetition, truncation, residue of the prompt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Span
from overread.language.sentences import sentences
from overread.language.tokens import tokenize
from overread.review import Flag, Review
from overread.validators import validator

_RESIDUE = re.compile(
    r"<\|[^|>]{1,40}\|>|</?(?:s|report|findings|impression|think|system|user|assistant)>|\[/?(?:INST|SYS|FINDINGS|IMPRESSION)\]|^\s*#{1,6}\s|```|\*\*"
    r"|\bas an? (?:ai|artificial intelligence|language model|assistant)\b|\bi(?:'m| am) (?:sorry|unable|an? (?:ai|language))"
    r"|\b(?:sure|certainly|of course)[,!] (?:here|i)\b|\bhere(?:'s| is| are) (?:the|an?|your) "
r"(?:impression|summary|report)\b|\blet me know if\b"
    r"|\bthe (?:user|prompt|instructions?) (?:asks?|says?|wants?)|^\s*(?:FINDINGS|EXAMPLE|OUTPUT|INPUT|"
r"ANSWER|USER|ASSISTANT|SYSTEM)\s*:"
    r"|\[(?:insert|name|date|patient|your)[^\]]*\]|\blorem ipsum\b|\bi hope this helps\b|\{\{?\s*\w+\s*\}?\}",
    re.IGNORECASE | re.MULTILINE,
)
_OPEN_END = frozenset(
    "a an the of in on at with and or to for from by is are was were no without which that measuring "
"mild moderate severe small large left right "
    "likely consistent suggestive compatible due secondary new the".split()
)
_SHORTEST_LOOP = 4


@validator("text_defect")
def text_defect(review: Review) -> Iterator[Flag]:
    """Flag repeated statements, loops of words, a sentence cut off, and text addressed to a reader of prompts."""
    text = review.impression
    if not text.strip():
        yield Flag("text_defect", "critical", "The impression is empty.", (0, len(text)), text)
        return
    for match in _RESIDUE.finditer(text):
        yield Flag("text_defect", "major", "This is not report text.", match.span(), match[0])
    for span, message in [*_repeated(text), *_looping(text), *_cut_off(text)]:
        yield Flag("text_defect", "minor", message, span, text[slice(*span)])


def _repeated(text: str) -> Iterator[tuple[Span, str]]:
    seen: set[tuple[str, ...]] = set()
    for sentence in sentences(text):
        words = tuple(token.norm for token in tokenize(text[slice(*sentence.span)]) if token.norm.isalnum())
        if len(words) >= 2 and words in seen:
            yield sentence.span, "This statement is said twice."
        seen.add(words)


def _looping(text: str) -> Iterator[tuple[Span, str]]:
    tokens = tokenize(text)
    words = [token.norm for token in tokens]
    for length in range(1, 9):
        for start in range(len(words) - 2 * length + 1):
            first, second = words[start : start + length], words[start + length : start + 2 * length]
            third = words[start + 2 * length : start + 3 * length]
            if first == second and (length >= _SHORTEST_LOOP or first == third) and any(len(word) > 2 for word in first):
                yield (tokens[start].start, tokens[min(len(tokens), start + 2 * length) - 1].end), "The same words run on."
                return


def _cut_off(text: str) -> Iterator[tuple[Span, str]]:
    body = text.rstrip()
    tokens = tokenize(body)
    words = [token for token in tokens if token.norm[0].isalnum()]
    if not words or body[-1] in ".!?)":
        return
    last = words[-1]
    if last.norm in _OPEN_END or body[-1] in ",(-:/":
        yield (last.start, len(body)), "The text breaks off."
