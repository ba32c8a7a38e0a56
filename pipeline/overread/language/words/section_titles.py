"""The titles of a report's sections that stand alone on their line, and the stretches that are of the case."""

from __future__ import annotations

import re
from typing import NamedTuple

from overread.finding import Span
from overread.language.words.case_headings import CASE

_SECTION = (
    r"(?:technique|protocol|comparison|(?:imaging |examination )?findings?|results?|report|(?:examination )?description|"
    r"interpretation|conclusions?|impression|opinion|assessment|summary)"
)
_TITLE = re.compile(rf"^[ \t#*_]*(?P<words>(?P<case>{CASE})|{_SECTION})[ \t*_:]*$", re.IGNORECASE | re.MULTILINE)
_OF_SECTION = re.compile(rf"{CASE}|{_SECTION}", re.IGNORECASE)
_BLOCK_END = re.compile(r"\S[ \t]*\n[ \t]*\n")


class SectionTitles(NamedTuple):
    """The places where a title opens, and the titles of the case with the stretch of text that stands under each."""

    starts: frozenset[int]
    of_case: tuple[tuple[Span, Span], ...]

    def over(self, start: int) -> Span | None:
        """Return the title of the case over a place in the text."""
        return next((title for title, (first, last) in self.of_case if first <= start < last), None)


def is_of_section(text: str, heading: Span) -> bool:
    """Say whether a heading only tells which section of a report it opens, and not of what the sentences under it are."""
    return _OF_SECTION.fullmatch(text, *heading) is not None


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
