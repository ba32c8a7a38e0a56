"""The titles of a report's sections that stand alone on their line, and the stretches that are of the case."""

from __future__ import annotations

import re
from typing import NamedTuple

from overread.finding import Span
from overread.language.words.case_headings import CASE

_TITLE = re.compile(
    rf"^[ \t#*_]*(?P<words>(?P<case>{CASE})|(?:technique|protocol|comparison|(?:imaging )?findings?|results?|report|"
    r"description|interpretation|conclusions?|impression|opinion|assessment|summary))[ \t*_:]*$",
    re.IGNORECASE | re.MULTILINE,
)
_INLINE = re.compile(rf"^[ \t#*_]*{CASE}[*_]*[ \t]*:[*_]*[ \t]*(?=[^\s])", re.IGNORECASE | re.MULTILINE)
_ASKING = re.compile(
    r"\b(?:(?:search(?:ing)?|look(?:ing)?|evaluat\w+|assess\w*|investigat\w+|workup) (?:for|of)|rule out|r/o|exclu\w+|"
    r"quer(?:y|ies)|question of|suspicion of|suspected|concern for)\b[^.\n]*|[^.?\n]+\?",
    re.IGNORECASE,
)
_BLOCK_END = re.compile(r"\S[ \t]*\n[ \t]*\n")


class SectionTitles(NamedTuple):
    """The places where a title opens, and the titles of the case with the stretch of text that stands under each."""

    starts: frozenset[int]
    of_case: tuple[tuple[Span, Span], ...]

    def over(self, start: int) -> Span | None:
        """Return the title of the case over a place in the text."""
        return next((title for title, (first, last) in self.of_case if first <= start < last), None)


def section_titles(text: str) -> SectionTitles:
    """Return the section titles of a text; one of the case holds up to the next title, the last to the end of its block."""
    found = list(_TITLE.finditer(text))
    of_case = []
    for number, match in enumerate(found):
        if match["case"] is None:
            continue
        end = found[number + 1].start() if number + 1 < len(found) else _end_of_block(text, match.end())
        of_case.append((match.span("words"), (match.end(), end)))
    return SectionTitles(frozenset(match.start("words") for match in found), tuple(of_case))


def _end_of_block(text: str, start: int) -> int:
    match = _BLOCK_END.search(text, start)
    return match.end() if match else len(text)


def without_questions(text: str) -> str:
    """Return a text with blanks for what the sections of the case ask ("Indication: rule out a fracture."), which tells of no
    finding.
    """
    stretches = [stretch for _, stretch in section_titles(text).of_case]
    stretches += [(match.end(), _end_of_line(text, match.end())) for match in _INLINE.finditer(text)]
    for start, end in stretches:
        text = text[:start] + _ASKING.sub(lambda asked: " " * len(asked[0]), text[start:end]) + text[end:]
    return text


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)
