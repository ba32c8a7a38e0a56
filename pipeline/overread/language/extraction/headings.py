"""What a heading does to the sentences under it: a finding of its own, one of an earlier list item, one within a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from overread.finding import Finding, Span
from overread.language.extraction.context import Context, heading_over, named_in
from overread.language.extraction.elements import CALLED
from overread.language.extraction.naming import renamed
from overread.language.extraction.references import LESIONS
from overread.language.lexicon import lexicon
from overread.language.words.reading import Item, Reading, items_between, resolved
from overread.language.words.recent import remembered
from overread.language.words.sentences import Sentence

_ANSWER_CHARACTERS = 60
_ANSWERED = re.compile(r"(?:positive|negative|present|absent|yes)\b\s*[,;(]", re.IGNORECASE)
_BREAK = re.compile(r",|;|\bwith\b|\band\b", re.IGNORECASE)
_DENYING = re.compile(r"no\b|none\b|without\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:[a-z]+\s+){1,3}(?:#|no\.?|number)?\s*(?:\d{1,2}|[A-H])(?:, [a-z]+(?: [a-z]+){0,3})?", re.IGNORECASE)
_ITEM = re.compile(r"(?:^|\n|[.;:]\s)\s*(?:\(?\d{1,2}[.)]|[-*•])\s")
_LONGEST_MARK = 8
_MARK = re.compile(r"(?:^|\n|[.;:]\s)\s*(?:\(?\d{1,2}[.)]|\(?[a-h][.)]|[-*•–])\s*$")
_FIRST = re.compile(r"(?:\b1|\ba)[.)]|[-*•–]\s*$")
_LIST_MARK = r"[ \t]*(?:\(?\d{1,2}[.)]|#\d{1,2}[.:)]?|[-*•–])[ \t]+"
_TITLED_LIST = re.compile(
    rf"^[ \t]*(?P<title>[A-Za-z][A-Za-z /()-]{{2,40}}):[ \t]*\n(?P<items>(?:{_LIST_MARK}.*(?:\n|$))+)", re.MULTILINE
)
_OPENS_ITEM = re.compile(rf"{_LIST_MARK}(?:[^.:;\n]{{1,60}}:[ \t]*)?")
_TOTAL = re.compile(r"(?:total|number of|no\. of)\b[^:\d]*(?:T[12][^:\d]*)?:\s*(\d{1,2})", re.IGNORECASE)
_LABELLED = re.compile(rf"(?:{_LIST_MARK})?(?P<words>(?:lesion|nodule|mass|cyst|finding|node)\s#?\d{{1,2}}):", re.IGNORECASE)
_FEATURE = re.compile(
    r"(?:(?:T1|T2|DWI|ADC|DCE|STIR|FLAIR)(?:w|wi)?|size|shape|margins?|signal|composition|echogenicity|echotexture|orientation|"
    r"vascularity|doppler|enhancement|kinetics|density|attenuation|posterior features|calcifications?|echogenic foci)",
    re.IGNORECASE,
)
_FEATURES = frozenset(
    (
        "enhancement hyperperfusion hyperintensity hypodensity tracer_uptake increased_uptake washout restricted_diffusion"
    ).split()
)


def in_its_item(reading: Reading, sentence: Sentence) -> Sentence:
    """Return a sentence without the heading of an earlier list item, where it names a place of its own: "2. L4-L5: severe
    stenosis. 3. Old fracture of L1."
    """
    heading = sentence.heading
    mark = _ITEM.search(reading.text, heading[1], sentence.span[0]) if heading else None
    if heading is None or mark is None:
        return sentence
    opens = _ITEM.search(reading.text, max(0, heading[0] - _LONGEST_MARK), heading[0]) or not _FIRST.search(mark[0].rstrip())
    return sentence._replace(heading=None) if opens and named_in(items_between(reading, *sentence.span)) else sentence


def under_its_label(text: str, sentence: Sentence) -> Sentence:
    """Return a sentence with the numbered lesion that opens its line as its heading where that only names a feature of it
    ("Lesion 1: right mid gland. T2: hypointense. DWI: bright. PI-RADS 5.").
    """
    if sentence.heading is None or not _FEATURE.fullmatch(text, *sentence.heading):
        return sentence
    label = _LABELLED.match(text, text.rfind("\n", 0, sentence.heading[0]) + 1, sentence.heading[0])
    return sentence._replace(heading=label.span("words")) if label else sentence


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
    named = any(concept not in (None, "abnormality") for concept in concepts) or _is_of_called_nodes(reading, sentence.heading)
    if named and (short or _only_places(reading, sentence)) and not _tells_itself(reading, sentence, inside):
        return Sentence((sentence.heading[0], sentence.span[1]), None)
    return sentence


def _tells_itself(reading: Reading, sentence: Sentence, inside: list[Item]) -> bool:
    """Say whether a sentence opens with a finding with a name of its own, under whose heading it only stands ("Bleeding: old
    siderosis"), or denies that of the heading by its name ("Distant disease: no distant metastasis").
    """
    end = next((mark.start() for mark in _BREAK.finditer(reading.text, *sentence.span)), sentence.span[1])
    own = [concept for item in items_between(reading, sentence.span[0], end) if (concept := item.value("concept"))]
    over = frozenset(concept for item in inside if (concept := item.value("concept")))
    if any(not over.isdisjoint(lexicon().kinds(concept)) for concept in own) or _DENYING.match(reading.text, sentence.span[0]):
        return any(not over.isdisjoint(lexicon().kinds(concept)) for concept in own)
    known = [lexicon().concepts.get(concept) for concept in own[:1]]
    return any(one is not None and not one.generic for one in known)


def _is_of_called_nodes(reading: Reading, heading: tuple[int, int]) -> bool:
    """Say whether a heading calls lymph nodes suspicious or the like ("Three suspicious level IV nodes: FNA")."""
    words = reading.text[slice(*heading)].lower()
    return "node" in words and any(word in words for word in CALLED)


def _only_places(reading: Reading, sentence: Sentence) -> bool:
    """Say whether what follows a heading only names places, neither a finding nor normality ("Emboli: right main artery")."""
    items = items_between(reading, *sentence.span)
    stated = any(item.value("concept") or item.value("normality") or item.value("negation") for item in items)
    return not stated and any(item.value("anatomy") for item in items)


def is_within_line(text: str, heading: tuple[int, int]) -> bool:
    """Say whether a heading stands after other words of its line."""
    return any(character.isalpha() for character in text[text.rfind("\n", 0, heading[0]) + 1 : heading[0]])


@dataclass(slots=True)
class Listing:
    """The list that the sentences of a text may stand in: what it lists, and whether its first item has come."""

    listed: Finding | None = None
    begun: bool = False

    def read(self, reading: Reading, sentence: Sentence, found: list[Finding], context: Context) -> list[Finding]:
        """Return the findings of a sentence, as what the list is of where it is an item of one."""
        text, start, found = reading.text, sentence.span[0], counted(found)
        if (title := _title_of_list(text, start)) and (titled := _as_titled(reading, title, sentence.heading, found, context)):
            return titled
        mark = _MARK.search(text, max(0, start - _LONGEST_MARK), start)
        if mark is None and not is_entry(found):
            self.listed, self.begun = introduced_by(found), False
            return found
        first = mark is None or _FIRST.search(mark[0]) is not None
        self.begun = self.listed is not None and (self.begun or first)
        self.listed = self.listed if self.begun else None
        return as_listed(found, self.listed)


@remembered
def _titled_lists(text: str) -> list[tuple[Span, Span]]:
    """Return the titles of the lists in a text whose items stand on lines of their own, each with the span of its items."""
    return [(match.span("title"), match.span("items")) for match in _TITLED_LIST.finditer(text)]


def _title_of_list(text: str, start: int) -> Span | None:
    """Return the title of the list ("Nodules:") in which the sentence at a place opens an item, None where it opens none."""
    for title, (first, last) in _titled_lists(text):
        if first <= start < last:
            return title if _OPENS_ITEM.fullmatch(text, text.rfind("\n", 0, start) + 1, start) else None
    return None


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
    listed = as_listed(found, replace(sized, concept=concept, name=lexicon().name(concept)))
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


def introduced_by(found: Sequence[Finding]) -> Finding | None:
    """Return the finding that a sentence counts, which the items of a list after it describe ("There are four fibroids:")."""
    counted = [one for one in found if one.count not in (None, 1) and one.presence == "present"]
    known = lexicon().concepts.get(counted[0].concept) if counted else None
    alike = len({one.concept for one in counted}) == 1 and known is not None and not known.device
    return counted[0] if alike else None


def as_listed(found: list[Finding], listed: Finding | None) -> list[Finding]:
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


def is_entry(found: list[Finding]) -> bool:
    """Say whether a sentence only measures a numbered part, as the entries of a list do ("Segment VI 1.8 cm")."""
    return len(found) == 1 and found[0].concept == "organ_size" and bool(found[0].levels) and bool(found[0].sizes)


def _is_named(finding: Finding) -> bool:
    known = lexicon().concepts.get(finding.concept)
    own = known is not None and not known.generic and finding.concept not in _FEATURES | {"organ_size"}
    return own and finding.presence == "present"


def without_titles(found: list[Finding], text: str) -> list[Finding]:
    """Return findings without those that a title only names, where its line goes on to place that very finding
    ("Lymphadenopathy: enlarged right hilar nodes").
    """
    titles = [one for one in found if text.startswith(":", one.span[1]) and one.presence == "present" and _is_placeless(one)]
    told = [title for title in titles if any(_places(other, title, text) for other in found)]
    return [one for one in found if one not in told] if told else found


def _is_placeless(finding: Finding) -> bool:
    return not (finding.anatomy or finding.laterality or finding.levels)


def _places(finding: Finding, title: Finding, text: str) -> bool:
    """Say whether a finding stands behind a title in its line, is what that names, and has a place."""
    end = text.find("\n", title.span[1])
    behind = title.span[1] <= finding.span[0] < (end if end >= 0 else len(text))
    same = finding.presence == "present" and title.concept in lexicon().kinds(finding.concept)
    return behind and same and not _is_placeless(finding)


def is_title_line(text: str, span: tuple[int, int]) -> bool:
    """Say whether words stand in capitals and alone on their line, as the title of a section does that ends the one before."""
    start, end = text.rfind("\n", 0, span[0]) + 1, text.find("\n", span[1])
    return text[start:end].strip(" \t:") == text[slice(*span)] and text[slice(*span)].isupper()


def headed(reading: Reading, heading: tuple[int, int], found: list[Finding], context: Context) -> list[Finding]:
    """Return what is only described under the heading of a finding once more as that finding ("Endometriosis: 2 cm plaque at
    the torus"), but for what must be named, such as a tumour.
    """
    inside = resolved(items_between(reading, *heading), context.region)
    named = {concept for item in inside if (concept := item.value("concept"))}
    concept = min(named, default="")
    known = lexicon().concepts.get(concept)
    if len(named) != 1 or known is None or known.generic or known.device or known.importance == "critical":
        return []
    if "malignancy" in lexicon().kinds(concept) or any(concept in lexicon().kinds(one.concept) for one in found):
        return []
    described = [one for one in found if one.kind == "finding" and one.presence == "present" and _is_described(one)]
    return [replace(one, concept=concept, name=lexicon().name(concept)) for one in described[:1]]


def _is_described(finding: Finding) -> bool:
    """Say whether a finding is measured or placed, and has no name of its own."""
    known = lexicon().concepts.get(finding.concept)
    return known is not None and known.generic and bool(finding.sizes or finding.anatomy or finding.levels)
