"""Text that is no report: repetition, truncation, residue of the prompt."""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from overread.finding import Span
from overread.language.lexicon import lexicon
from overread.language.words.sentences import sentences
from overread.language.words.spelling import corrected
from overread.language.words.tokens import norm
from overread.review import Flag, Review
from overread.validators import validator

_RESIDUE = re.compile(
    r"<\|[^|>]{1,40}\|>|</?(?:s|report|findings|impression|think|system|user|assistant)>|\[/?(?:INST|SYS|FINDINGS|IMPRESSION)\]"
    r"|^[ \t]{0,8}#{1,6}[ \t]{0,8}(?:FINDINGS|IMPRESSION|INPUT|OUTPUT|ANSWER|EXAMPLE|INSTRUCTIONS?|RESPONSE)\b|```|<<?/?SYS>>?"
    r"|\b(?:as|i'm|i am) an? (?:ai|artificial intelligence|large language model|language model|assistant)\b"
    r"|\bi(?:'m| am) (?:sorry|unable|not able)|\bi (?:cannot|can't) (?:provide|generate|assist|help)\b|\bi(?:'ve| "
    r"have) (?:summari[sz]ed|written|listed)\b"
    r"|\b(?:sure|certainly|of course|absolutely)[,!] (?:here|i|below)\b|\blet me know if\b|\bi hope this helps\b|"
    r"\bhope this helps\b"
    r"|\bhere(?:'s| is| are) (?:the|an?|your|my) (?:\w+ ){0,2}(?:impression|summary|report|answer)\b"
    r"|\bbased on the (?:provided |given |above )?(?:findings|report|text),? (?:here|the impression|i )|\bthe "
    r"impression is as follows\b"
    r"|\b(?:this|the) (?:impression|summary|report|response|text|draft) (?:was|is|has been) (?:generated|written|"
    r"created|produced|based)\b(?! (?:using|with|by|via|through|on) (?:an? )?(?:voice|speech|dictation))"
    r"|\bthe (?:user|prompt|instructions?) (?:asks?|says?|wants?)\b|^[ \t]{0,8}(?:FINDINGS|EXAMPLE|OUTPUT|INPUT|"
    r"ANSWER|USER|ASSISTANT|SYSTEM)[ \t]?:"
    r"|\[(?:insert|name|date|patient|your)\b[^\]\n]{0,60}\]|\blorem ipsum\b|\{\{?[ \t]?\w{1,40}[ \t]?\}?\}|\bend of "
    r"(?:impression|report|summary)\b"
    r"|\b(?:numbered|bulleted) list\b|\bword count\b",
    re.IGNORECASE | re.MULTILINE,
)
_LAYOUT = re.compile(r"\*\*|^[ \t]{0,8}#{1,6}[ \t]", re.MULTILINE)
"""Bold type and headings of Markdown, which many report systems show as such."""
_HINTS = (
    "<", "[", "#", "`", "**", "{", " ai", "as a", "i'm", "i am", "i cannot", "i can't", "i have", "i've", "sure,",
    "sure!", "certainly", "of course",
    "absolutely", "let me", "this helps", "here's", "here is", "here are", "based on the", "as follows", "impression",
    "summary", "report",
    "response", "this text", "this draft", "the text", "the draft", "the user", "the prompt", "the instruction", ":",
    "lorem", "list", "word count",
)  # fmt: skip
_OPEN_END = frozenset(
    "a an the of in on at with and or to for from by is are was were no without which that than as its this these into within "
    "involving measuring consistent suggestive compatible due has have been be between above below along near about likely "
    "secondary there most".split()
)
_COMPLETE = frozenset(".!?)]\"”'")
_WORD = re.compile(r"[^\W_]+")
_OF_RATING = 5  # words of a category in brackets, which each item of a list may end with: "(BI-RADS Category 2)"
_LONG = 5
_LOOPS = ((1, 2), (2, 4), (3, 6), (4, 4), (5, 5), (6, 6), (7, 7), (8, 8))
_STEM = range(3, 30)


@validator("text_defect")
def text_defect(review: Review) -> Iterator[Flag]:
    """Flag repeated statements, loops of words, a sentence cut off, and text addressed to a reader of prompts."""
    text = review.impression
    if not text.strip():
        yield Flag("text_defect", "critical", "The impression is empty.", (0, len(text)), text)
        return
    low = text.lower()
    if any(map(low.__contains__, _HINTS)):
        if (marks := _LAYOUT.search(text)) and not _LAYOUT.search(review.study.findings):
            yield _flag(text, marks.span(), "These are marks of a layout.")
        for match in _RESIDUE.finditer(text):
            yield Flag("text_defect", "major", f"“{match[0].strip()}” is not report text.", match.span(), match[0])
    spoken = _WORD.findall(low)
    if len(set(pairwise(spoken))) < len(spoken) - 1:
        yield from (_flag(text, span, message) for span, message in (*_repeated(review), *_looping(low, spoken)))
    yield from (_flag(text, span, message) for span, message in _cut_off(review, low, spoken))


def _flag(text: str, span: Span, message: str) -> Flag:
    return Flag("text_defect", "minor", message, span, text[slice(*span)])


def _repeated(review: Review) -> Iterator[tuple[Span, str]]:
    """Yield the statements that stand in the draft before, and a last one that only begins as another does.

    The same words under another heading ("Thoracic spine: ... Lumbar spine: ...") are another statement, and so are words that
    the findings themselves say as often. A long statement that no heading stands right before is the same under any.
    """
    text, findings = review.impression, review.study.findings
    stated = Counter(tuple(_WORD.findall(findings[slice(*sentence.span)].lower())) for sentence in sentences(findings))
    seen: dict[tuple[str, ...], str] = {}
    last: tuple[str, ...] = ()
    span: Span = (0, 0)
    for sentence in sentences(text):
        span, heading = sentence.span, text[slice(*sentence.heading)].lower() if sentence.heading else ""
        words = tuple(_WORD.findall(text[slice(*span)].lower()))
        last = () if words in seen else words
        stated[words] -= 1
        rating = text[slice(*span)].startswith("(") and len(words) <= _OF_RATING
        led = sentence.heading is not None and not _WORD.search(text, sentence.heading[1], span[0])
        again = seen.get(words) == heading or (words in seen and not led and len(words) >= _LONG)
        if len(words) >= 2 and not rating and again and stated[words] < 0:
            yield span, "This statement is said twice."
        seen.setdefault(words, heading)
    cut = len(last) >= 3 and not text[span[1] :].strip()
    if cut and any(len(other) > len(last) and other[: len(last)] == last for other in seen):
        yield span, "The text breaks off in a statement that was made before."


def _looping(low: str, spoken: list[str]) -> Iterator[tuple[Span, str]]:
    """Yield the first run of words said again and again: four or more words twice, fewer three times; linear in the text."""
    for length, run in _LOOPS:
        same = bytes(map(operator.eq, spoken, spoken[length:]))
        at = same.find(b"\1" * run)
        while at >= 0 and not any(len(word) > 2 and word.isalpha() for word in spoken[at : at + length]):
            at = same.find(b"\1" * run, at + run)
        if at >= 0:
            end = same.find(b"\0", at)
            last = (len(same) if end < 0 else end) + length - 1
            spans = [match.span() for match in _WORD.finditer(low)]
            yield (spans[at][0], spans[last][1]), "The same words run on."
            return


def _cut_off(review: Review, low: str, spoken: list[str]) -> Iterator[tuple[Span, str]]:
    """Yield a last word that cannot end a statement, or that is the beginning of a word of the findings."""
    body = review.impression.rstrip()
    if not spoken or body[-1] in _COMPLETE:
        return
    last = spoken[-1]
    if last in _OPEN_END or body[-1] in ",(-/" or _is_stem(last, review.study.findings):
        yield (low.rindex(last), len(body)), "The text breaks off."


def _is_stem(word: str, findings: str) -> bool:
    if len(word) not in _STEM or not word.isalpha() or _is_known(word):
        return False
    low = findings.lower()
    return re.search(rf"\b{re.escape(word)}[a-z]", low) is not None and re.search(rf"\b{re.escape(word)}\b", low) is None


def _is_known(word: str) -> bool:
    normal = norm(word)
    return normal in lexicon().ordinary or normal in lexicon().phrases or corrected(normal) != normal
