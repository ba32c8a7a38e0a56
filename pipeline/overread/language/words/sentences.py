"""Sentences of a report with exact offsets; list numbers and section headings are set apart from what they introduce."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from overread.finding import Span
from overread.language.figures.disc_ranges import DISC
from overread.language.words.case_headings import ends_case, is_of_one_line, is_told_on
from overread.language.words.recent import remembered
from overread.language.words.stops import ends_sentence

LONGEST = 1500
_ADVICE = (
    r"(?i:for|suggest\w*|recommend\w*|advise\w*|consider|refer(?:ral)?|correlat\w+|needs|requires?|please|repeat|follow[- ]?up|"
    r"ultrasound|biopsy|FNA|MRI|PET|urgent|no (?:more )?follow[- ]?up|(?:\w+ ){1,2}(?:referral|review|opinion|follow[- ]?up))"
)
_STOP = (
    r"[.!]+(?=[\s\"')\]*_]|$|[A-Z])[\"')\]*_]*|\?+(?=[\s\"'\]]|$)[\"'\]]*|\?+\)(?=\s+[A-Z]|\s*$)|\n\s*\n|\n(?=\s*(?:[A-Z0-9•·▪●*\-–#(]|$))|"
    r";\s(?!\d+\s*(?:\)|,|and\b|&)|"
    r"(?:(?:previous(?:ly)?|prev|prior|formerly|before|was)\b[ :.]*)?\d[\d.]*\s*(?:x|×|mm\b|cm\b)[^;()\n]{0,48}\))"
    rf"|(?<=[a-z)])\s[-–—]\s(?=(?:{_ADVICE}|US|CT)\b)"
)
_BOUNDARY = re.compile(_STOP)
_LEADING = re.compile(r"(?:.*,)?\s*\? [A-Za-z]", re.DOTALL)
_BOUNDARY_OR_HEADING = re.compile(_STOP + r"|(?<=[a-z0-9)%]\s)(?=[A-Z]{4}[A-Z /&,]{0,36}:\s)(?![IVX]+:)")
_CAPITALS = re.compile(r"[A-Z]{2}:\s")
_BULLET = re.compile(r"\s*(?:(?:\(?\d{1,2}[.):]|\(?[a-hA-H][.)]|[•·▪●*\-–>#]|#\d{1,2}[.:)]?)(?=\s|[A-Z]))\s*")
_HEADING = re.compile(
    r"(?:[*_#]{1,6}\s*){0,2}(?P<words>[A-Za-z](?:[A-Za-z0-9 /&,()#'-]|:(?=[0-5]\d\b)){0,60}?)[*_]*\s*:[*_]*"
    r"(?=\s|$|(?![A-Z]{1,3}\b)[A-Z])"
)
_FRAME = re.compile(r"(?P<words>(?:on|at|to) the (?:left|right)(?: side)?),\s+", re.IGNORECASE)
_LEVEL_LED = re.compile(
    r"(?:(?<=[.;]\s)|^)[ \t]*(?:[-•*] ?)?(?P<opening>(?:[Aa]t (?:the )?)?"
    rf"(?P<words>{DISC.pattern}))"
    r"(?: (?:level|disc|disk))?(?P<frame>,(?! ?[CTLSD]h?\d))?\s+(?!(?:and|to|through|is not|are)\b|[CTLSD]h?\d)(?=[A-Za-z])",
    re.MULTILINE,
)
_DIGIT = re.compile(r"\d")
_INLINE = re.compile(r"[A-Za-z]: [^\n]*\.\s*$")
_MARKED = re.compile(r"(?:#{1,6}\s*[*_]*|\*\*(?=[^*\n]*\*\*[\s:]*$))(?P<words>[A-Za-z][A-Za-z0-9 /&,()'-]{0,60}?)[*_:,]*\s*$")
_ANSWER = re.compile(
    r"\s*(?P<word>yes|no|none|nil|negative|positive|absent|present)\b(?=\s*(?:[.,:;!]|$))[\s.,:;!]*", re.IGNORECASE
)
_VERBS = re.compile(
    r"\b(?:is|are|was|were|shows?|there|measuring|measures?|includes?|including|demonstrates?|"
    r"consistent|compatible|suggest(?:s|ive)?|favou?rs?|represents?|for example|such as)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"(?:volume|fraction|diameter|velocity|ratio|index|score|size|length|width|height|thickness|area|rate|pressure|dose|suv|ef|psv|edv)$",
    re.IGNORECASE,
)
_RATIO = re.compile(r"[A-Z]{1,4}\d?:[A-Z]{1,4}\d?\b")
_MEASURED_SIDE = re.compile(
    r"\W*(?P<side>left|right)\b[^:\n\d]{0,24}:\s*(?:measur\w+ |about |approx\S* )?"
    r"\d[\d.,]*(?:\s*[x×*]\s*\d[\d.,]*){0,2}\s*(?:mm|cm|ml|cc)\W*",
    re.IGNORECASE,
)
_GOING_ON = re.compile(r"(?!\s+[A-Z][a-z]*(?: [a-z]+){2})[^().\n]{1,60}\)")
_BLANK = re.compile(r"\s*")


class Sentence(NamedTuple):
    """One sentence: its span without list number, heading and outer white space, and the span of the heading over it.

    A side that opens a sentence ("On the left, ...") is the heading of that sentence where it has no other, the level of a disc
    in a text that goes through several ("L4-5 severe stenosis.") that of the rest of its line.
    """

    span: Span
    heading: Span | None = None


@remembered
def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order; a heading stays in force until the next heading or a blank line ends its block.

    A question keeps the one-word answer that follows it, and no sentence is longer than `LONGEST` characters.
    """
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Sentence]:
    heading: Span | None = None
    led = _level_by_level(text)
    level: Span | None = None
    for start, end, fresh in _answered(text, _pieces(text)):
        bullet = _BULLET.match(text, start, end)
        begin = bullet.end() if bullet else _blank(text, start, end)
        if level and (begin in led or "\n" in text[level[1] : begin]):
            heading, level = (None if heading == level else heading), None
        if fresh:
            heading = None
        ended = heading and "\n" in text[heading[1] : begin]
        if heading and ended and (is_of_one_line(text, heading) or _is_within_list(text, heading, begin)):
            heading = None
        if heading and ended and _is_of_measured_sides(text, heading):
            heading = None
        if bullet and heading and "\n" in text[heading[1] : bullet.end()] and _is_midway(text, heading[0]):
            heading = None
        if heading and not is_told_on(text, heading, (begin, end)):
            heading = None
        within = False
        while ":" in text[begin:end] and (match := _HEADING.match(text, begin, end)) and _is_heading(text, match):
            outer = heading[0] if heading and within else match.start("words")
            heading, within = (outer, match.end("words")), True
            begin = _blank(text, match.end(), end)
        if match := _MARKED.match(text, _blank(text, start, end), end):
            heading, begin = match.span("words"), end
        opening = led.get(begin)
        if opening:
            heading = level = opening.span("words")
            begin = opening.end() if opening["frame"] else begin
        frame = None if heading else _FRAME.match(text, begin, end)
        for first, last in _shortened(text, frame.end() if frame else begin, end):
            span = _trimmed(text, first, last)
            if span:
                yield Sentence(span, frame.span("words") if frame else heading)
        if heading and ends_case(text, heading, (begin, end)):
            heading = None


def _level_by_level(text: str) -> dict[int, re.Match[str]]:
    """Return the sentences that open with the level of a disc, by their place, in a text that goes through several levels
    ("L4-5 severe stenosis. ... L5-S1 has a protrusion."): what follows them is of that level, as under a heading.
    """
    found = {match.start("opening"): match for match in _LEVEL_LED.finditer(text)} if _DIGIT.search(text) else {}
    return found if len(found) > 1 else {}


def _blank(text: str, start: int, end: int) -> int:
    match = _BLANK.match(text, start, end)
    return match.end() if match else start


def _trimmed(text: str, begin: int, end: int) -> Span | None:
    """Return the span without outer white space, marks of emphasis and final stops, None when no letter or digit is left."""
    while begin < end and (text[begin].isspace() or text[begin] in "*_"):
        begin += 1
    while end > begin and (text[end - 1].isspace() or text[end - 1] in ".;*_"):
        end -= 1
    return (begin, end) if any(map(str.isalnum, text[begin:end])) else None


def _shortened(text: str, begin: int, end: int) -> Iterator[Span]:
    """Cut what runs on without a stop, at a comma or else between words."""
    while end - begin > LONGEST:
        cut = max(
            text.rfind(", ", begin + LONGEST // 2, begin + LONGEST), text.rfind("\n", begin + LONGEST // 2, begin + LONGEST)
        )
        if cut < 0:
            cut = text.rfind(" ", begin + 1, begin + LONGEST)
        cut = begin + LONGEST if cut < 0 else cut + 1
        yield begin, cut
        begin = cut
    yield begin, end


_OF_SOMEBODY = re.compile(r"\W*(?:in|of|for) (?:the|this|our|an?) (?:\w+ )?(?:patient|case)\b", re.IGNORECASE)


def _is_heading(text: str, match: re.Match[str]) -> bool:
    words = match["words"]
    if words.count(" ") > 6 or _VERBS.search(words) or _RATIO.match(text, match.start()) or _OF_SOMEBODY.match(words):
        return False
    start = _blank(text, match.end(), len(text))
    return not (_MEASURE.search(words) and text[start : start + 1].isdigit())


def _is_of_measured_sides(text: str, heading: Span) -> bool:
    """Say whether a heading and that of the line above give one side and the other no more than their size, so that what
    follows is of both ("Left lobe: 13 x 16 mm", "Right lobe: 8 x 10 mm").
    """
    line = text.rfind("\n", 0, heading[0]) + 1
    above = text.rfind("\n", 0, max(0, line - 1)) + 1
    told = (
        [_MEASURED_SIDE.fullmatch(text, *span) for span in ((above, line - 1), (line, text.find("\n", line)))] if line else []
    )
    return len(told) > 1 and None not in told and {match["side"].lower() for match in told if match} == {"left", "right"}


def _is_midway(text: str, start: int) -> bool:
    """Say whether a heading stands behind a whole sentence of its own list item ("1. Uterus enlarged. Three fibroids: ...")."""
    line = text.rfind("\n", 0, start) + 1
    return _BULLET.match(text, line, start) is not None and text[line:start].rstrip().endswith((".", ";"))  # behind a sentence


def _is_within_list(text: str, heading: Span, begin: int) -> bool:
    """Say whether a heading is one of several in its line ("Scapholunate ligament: intact. TFCC: central perforation."), of
    which the line ended with a sentence before the next one.
    """
    line = text.rfind("\n", 0, heading[0]) + 1
    return _INLINE.search(text, line, heading[0]) is not None and text[heading[1] : begin].rstrip().endswith(".")


def _answered(text: str, pieces: Iterator[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """Join a question with the one-word answer after it ("Any stones? Yes, one in the neck." answers, then goes on)."""
    asked: tuple[int, int, bool] | None = None
    for start, end, fresh in pieces:
        if asked:
            answer = None if fresh else _ANSWER.match(text, start, end)
            if answer:
                yield asked[0], answer.end("word"), asked[2]
                start = answer.end()
            else:
                yield asked
            asked = None
        if text[start:end].rstrip().endswith("?"):
            asked = start, end, fresh
        elif start < end:
            yield start, end, fresh
    if asked:
        yield asked


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    start, fresh = 0, False
    boundary = _BOUNDARY_OR_HEADING if _CAPITALS.search(text) else _BOUNDARY
    for match in boundary.finditer(text):
        mark = match[0]
        if mark[:1] in (".", "!") and not ends_sentence(text, match):
            continue
        if mark[:1] == "?" and (_is_in_bracket(text, start, match.end()) or _LEADING.match(text, start, match.end() + 2)):
            continue
        if text[start : match.start()].strip():
            yield start, match.end(), fresh
            fresh = False
        fresh = fresh or mark.count("\n") > 1
        start = match.end()
    if text[start:].strip():
        yield start, len(text), fresh


def _is_in_bracket(text: str, start: int, end: int) -> bool:
    """Say whether a question mark that ends at a place stands in a bracket that goes on ("scar? tumor?)")."""
    opened = text.rfind("(", start, end)
    return opened >= 0 and text.find(")", opened, end) < 0 and _GOING_ON.match(text, end) is not None
