"""What the sections of the case ask, which is told of nothing found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Span
from overread.language.words.case_headings import CASE
from overread.language.words.section_titles import section_titles
from overread.language.words.sentences import sentences

_INLINE = re.compile(rf"^[ \t#*_]*{CASE}[*_]*[ \t]*:[*_]*[ \t]*(?=[^\s])", re.IGNORECASE | re.MULTILINE)
_ASKING = re.compile(
    r"\b(?:(?:search(?:ing)?|look(?:ing)?|evaluat\w+|assess\w*|investigat\w+|workup) (?:for|of)|rule out|r/o|exclu\w+|"
    r"quer(?:y|ies)|question of|suspicion of|suspected|concern for)\b[^.\n]*|[^.?\n]+\?",
    re.IGNORECASE,
)


def without_questions(text: str) -> str:
    """Return a text with blanks for what the sections of the case ask ("Indication: rule out a fracture."), which tells of no
    finding.
    """
    stretches = [stretch for _, stretch in section_titles(text).of_case]
    stretches += _led(text)
    for start, end in stretches:
        text = text[:start] + _ASKING.sub(lambda asked: " " * len(asked[0]), text[start:end]) + text[end:]
    return text


def _led(text: str) -> Iterator[Span]:
    """Yield the stretches that a heading of the case leads in its own line, each up to the last sentence that is under it."""
    for match in _INLINE.finditer(text):
        line = text.find("\n", match.end())
        last = line if line >= 0 else len(text)
        under = [one.span[1] for one in sentences(text) if one.heading and match.start() <= one.heading[0] < match.end()]
        yield match.end(), min([last, *under[-1:]])
