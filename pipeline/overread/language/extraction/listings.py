"""The list that the sentences of a text may stand in: what its title or its first sentence makes of its items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from overread.finding import Finding, Span
from overread.language.extraction.clauses.organ_sizes import MEASURED
from overread.language.extraction.context import Context, introduced, named_in
from overread.language.extraction.headings import FIRST_MARK
from overread.language.extraction.naming.naming import renamed
from overread.language.extraction.naming.references import LESIONS
from overread.language.lexicon import lexicon
from overread.language.places import touches, usual_places
from overread.language.words.reading import Reading, items_between, resolved
from overread.language.words.sentences import Sentence

_MARK = re.compile(r"(?:^|\n|[.;:]\s)\s*(?:\(?\d{1,2}[.)]|\(?[a-h][.)]|[-*•–])\s*$")
_LIST_MARK = r"[ \t]*(?:\(?\d{1,2}[.)]|#\d{1,2}[.:)]?|[-*•–])[ \t]+"
_TITLED_LIST = re.compile(
    rf"^[ \t]*(?P<title>[A-Za-z][A-Za-z /()-]{{2,40}}):[ \t]*\n(?P<items>(?:{_LIST_MARK}.*(?:\n|$))+)", re.MULTILINE
)
_OPENS_ITEM = re.compile(rf"{_LIST_MARK}(?:[^.:;\n]{{1,60}}:[ \t]*)?")
_TOTAL = re.compile(r"(?:total|number of|no\. of)\b[^:\d]*(?:T[12][^:\d]*)?:\s*(\d{1,2})", re.IGNORECASE)
_FEATURES = frozenset(
    (
        "enhancement hyperperfusion hyperintensity hypodensity tracer_uptake increased_uptake washout restricted_diffusion"
    ).split()
)
_LONGEST_MARK = 8
_NEXT = 3


@dataclass(slots=True)
class Listing:
    """The list that the sentences of a text may stand in: what it lists, and whether its first item has come.

    `titled` are the titles of the lists in the text, each with the span of its items.
    """

    titled: Sequence[tuple[Span, Span]] = ()
    listed: Finding | None = None
    begun: bool = False
    spent: Span | None = None

    def within(self, reading: Reading, sentence: Sentence) -> Sentence:
        """Return a sentence without the heading in its line that introduces findings ("Two fibroids: body 3 cm, fundus 2 cm.
        Left ovary 3 cm.") once one under it has told of what they are never in.
        """
        heading = sentence.heading
        if heading is None or sentence.span[0] - heading[1] <= _NEXT:
            return sentence
        if heading != self.spent and _leaves(reading, heading, sentence.span):
            self.spent = heading
        return sentence._replace(heading=None) if heading == self.spent else sentence

    def read(self, reading: Reading, sentence: Sentence, found: list[Finding], context: Context) -> list[Finding]:
        """Return the findings of a sentence, as what the list is of where it is an item of one."""
        text, start, found = reading.text, sentence.span[0], counted(found)
        if (title := self._title(text, start)) and (titled := _as_titled(reading, title, sentence.heading, found, context)):
            return titled
        start = sentence.heading[0] if sentence.heading and start - sentence.heading[1] <= _NEXT else start
        mark = _MARK.search(text, max(0, start - _LONGEST_MARK), start)
        if mark is None and not _is_entry(found):
            self.listed, self.begun = _introduced_by(found), False
            return found
        first = mark is None or FIRST_MARK.search(mark[0]) is not None
        self.begun = self.listed is not None and (self.begun or first)
        self.listed = self.listed if self.begun else None
        return _as_listed(found, self.listed)

    def _title(self, text: str, start: int) -> Span | None:
        """Return the title of the list ("Nodules:") of which the sentence at a place opens an item, else None."""
        for title, (first, last) in self.titled:
            if first <= start < last:
                return title if _OPENS_ITEM.fullmatch(text, text.rfind("\n", 0, start) + 1, start) else None
        return None


def titled_lists(text: str) -> list[tuple[Span, Span]]:
    """Return the titles of the lists in a text whose items stand on lines of their own, each with the span of its items."""
    return [(match.span("title"), match.span("items")) for match in _TITLED_LIST.finditer(text)]


def _as_titled(
    reading: Reading, title: Span, heading: Span | None, found: list[Finding], context: Context
) -> list[Finding] | None:
    """Return the findings of a list item with its first measured one as the lesion that the title names ("Nodules: 1. Right
    mid: 13 mm"), None where the title names none or the item another.
    """
    inside = resolved(items_between(reading, *title), context.region)
    lesions = [concept for item in inside if (concept := item.value("concept")) and lexicon().kinds(concept) & LESIONS]
    sized = next((one for one in found if one.sizes and one.kind == "finding"), None)
    if len(lesions) != 1 or sized is None:
        return None
    concept = renamed(lesions[0], tuple(sorted(sized.anatomy)), context)
    listed = _as_listed(found, replace(sized, concept=concept, name=lexicon().name(concept)))
    start = heading[0] if heading and heading[0] > title[1] else None
    if start is None or listed == found:
        return listed
    span = (start, listed[0].span[1])
    lesion = replace(
        listed[0],
        span=span,
        text=reading.text[slice(*span)],
        anatomy=listed[0].anatomy.union(context.anatomy),
        laterality=listed[0].laterality or context.side,
        marks={**listed[0].marks, "concept": title},
    )
    return [lesion, *(one for one in listed[1:] if one.concept not in LESIONS)]


def counted(found: list[Finding]) -> list[Finding]:
    """Return the finding of a line that gives the number of all with that ("Total new lesions: 2")."""
    number = _TOTAL.fullmatch(found[0].text) if len(found) == 1 and found[0].kind == "finding" else None
    return [replace(found[0], count=int(number[1]))] if number else found


def _introduced_by(found: Sequence[Finding]) -> Finding | None:
    """Return the finding that a sentence counts, which the items of a list after it describe ("There are four fibroids:")."""
    counted = [one for one in found if one.count not in (None, 1) and one.presence == "present"]
    known = lexicon().concepts.get(counted[0].concept) if counted else None
    alike = len({one.concept for one in counted}) == 1 and known is not None and not known.device
    return counted[0] if alike else None


def _as_listed(found: list[Finding], listed: Finding | None) -> list[Finding]:
    """Return the findings of a list item with its first measured one, where none has a name of its own, as what the list is
    of, in the place that is told of all.
    """
    if listed is None or any(map(_is_named, found)):
        return found
    sized = [one for one in found if one.sizes and one.kind == "finding"][:1]
    described = [
        replace(
            one,
            concept=listed.concept,
            name=listed.name,
            presence="present",
            count=1,
            anatomy=one.anatomy or listed.anatomy,
            laterality=one.laterality or listed.laterality,
        )
        for one in sized
    ]
    return [*described, *(replace(one, sizes=()) if one in sized else one for one in found if one.concept != "organ_size")]


def _is_entry(found: list[Finding]) -> bool:
    """Say whether a sentence only measures a numbered part, as the entries of a list do ("Segment VI 1.8 cm")."""
    return len(found) == 1 and found[0].concept == "organ_size" and bool(found[0].levels) and bool(found[0].sizes)


def _is_named(finding: Finding) -> bool:
    known = lexicon().concepts.get(finding.concept)
    own = known is not None and not known.generic and finding.concept not in _FEATURES | {"organ_size"}
    return own and finding.presence == "present"


def _leaves(reading: Reading, heading: Span, span: Span) -> bool:
    """Say whether a sentence names a place in which the findings that a heading introduces never are, or an organ that reports
    measure.
    """
    over = items_between(reading, *heading)
    concept = introduced(over)
    seats = usual_places(concept) if concept else frozenset[str]()
    known = lexicon().places
    places = frozenset(name for name in named_in(items_between(reading, *span)) if name in known) - lexicon().loose
    if not places or not seats or any(item.value("anatomy") for item in over):
        return False
    return not touches(places, seats) or (places <= MEASURED and not places <= seats)
