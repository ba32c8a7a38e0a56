"""What a heading does to the sentences under it: a finding of its own, one of an earlier list item, one within a line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from overread.finding import Change, Finding
from overread.language.extraction.context import Context, heading_over, named_in
from overread.language.extraction.elements.elements import CALLED
from overread.language.lexicon import lexicon
from overread.language.words.reading import Item, Reading, items_between, resolved
from overread.language.words.sentences import Sentence

_ANSWER_CHARACTERS = 60
_ANSWERED = re.compile(r"(?:positive|negative|present|absent|yes)\b\s*[,;(]", re.IGNORECASE)
_BREAK = re.compile(r",|;|\bwith\b|\band\b", re.IGNORECASE)
_DENYING = re.compile(r"no\b|none\b|without\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:[a-z]+\s+){1,3}(?:#|no\.?|number)?\s*(?:\d{1,2}|[A-H])(?:, [a-z]+(?: [a-z]+){0,3})?", re.IGNORECASE)
_ITEM = re.compile(r"(?:^|\n|[.;:]\s)\s*(?:\(?\d{1,2}[.)]|[-*•])\s")
_LONGEST_MARK = 8
FIRST_MARK = re.compile(r"(?:\b1|\ba)[.)]|[-*•–]\s*$")
_LIST_MARK = r"[ \t]*(?:\(?\d{1,2}[.)]|#\d{1,2}[.:)]?|[-*•–])[ \t]+"
_LABELLED = re.compile(rf"(?:{_LIST_MARK})?(?P<words>(?:lesion|nodule|mass|cyst|finding|node)\s#?\d{{1,2}}):", re.IGNORECASE)
_FEATURE = re.compile(
    r"(?:(?:T1|T2|DWI|ADC|DCE|STIR|FLAIR)(?:w|wi)?|size|shape|margins?|signal|composition|echogenicity|echotexture|orientation|"
    r"vascularity|doppler|enhancement|kinetics|density|attenuation|posterior features|calcifications?|echogenic foci)",
    re.IGNORECASE,
)


_WEIGHED = re.compile(
    r"(?:(?:main|top|broad|primary) )?(?:d\W?dx?|differentials?)(?: (?:diagnos[ie]s|considerations?|includes?)){0,2}",
    re.IGNORECASE,
)
_OWN_LINE = re.compile(r"[ :*]*\n")
_SHORT = 3
_GONE = re.compile(r"(?:gone|disappeared|vanished|no longer (?:seen|present|visible)|cleared)", re.IGNORECASE)


def is_weighed(text: str, sentence: Sentence) -> bool:
    """Say whether a sentence tells what may be meant: right behind "Differential diagnosis:", or in a list under it."""
    if sentence.heading is None or not _WEIGHED.fullmatch(text, *sentence.heading):
        return False
    end = sentence.heading[1]
    return _OWN_LINE.match(text, end) is not None or 0 <= sentence.span[0] - end <= _SHORT


def in_its_item(reading: Reading, sentence: Sentence) -> Sentence:
    """Return a sentence without the heading of an earlier list item, where it names a place of its own: "2. L4-L5: severe
    stenosis. 3. Old fracture of L1."
    """
    heading = sentence.heading
    mark = _ITEM.search(reading.text, heading[1], sentence.span[0]) if heading else None
    if heading is None or mark is None:
        return sentence
    opens = _ITEM.search(reading.text, max(0, heading[0] - _LONGEST_MARK), heading[0]) or not FIRST_MARK.search(
        mark[0].rstrip()
    )
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
    """Take a heading that is itself a finding ("Effusion: none"), or gives its distance ("Breast, 3:00, 4 cm FN: cyst"), into
    its sentence.
    """
    if sentence.heading is None or sentence.span[0] - sentence.heading[1] > 3:
        return sentence
    inside = items_between(reading, *sentence.heading)
    if _is_distant(reading, sentence, inside) or any(":" in name for item in inside for name in item.names):
        return Sentence((sentence.heading[0], sentence.span[1]), None)
    concepts = [item.value("concept") for item in inside]
    if len(concepts) <= 2 and concepts[:1] != [None] and _NUMBERED.fullmatch(reading.text, *sentence.heading):
        return Sentence((sentence.heading[0], sentence.span[1]), heading_over(reading.text, sentence.heading[0]))
    short = sentence.span[1] - sentence.span[0] < _ANSWER_CHARACTERS or _ANSWERED.match(reading.text, sentence.span[0])
    named = any(concept not in (None, "abnormality") for concept in concepts) or _is_of_called_nodes(reading, sentence.heading)
    if named and (short or _only_places(reading, sentence)) and not _tells_itself(reading, sentence, inside):
        return Sentence((sentence.heading[0], sentence.span[1]), None)
    return sentence


def _is_distant(reading: Reading, sentence: Sentence, inside: list[Item]) -> bool:
    """Say whether a heading tells how far from a landmark the finding lies that its sentence names."""
    measured = any(item.quantity is not None and item.quantity.quantity == "distance" for item in inside)
    return measured and any(
        item.value("concept") not in (None, "abnormality") for item in items_between(reading, *sentence.span)
    )


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
    """Say whether what follows a heading only names places, or answers it with "none", and neither tells a finding nor
    normality ("Emboli: right main artery", "LGE: transmural in the septum, none in the lateral wall").
    """
    items = items_between(reading, *sentence.span)
    told = [item for item in items if reading.text[item.start : item.end].lower() != "none"]
    stated = any(item.value("concept") or item.value("normality") or item.value("negation") for item in told)
    return not stated and any(item.value("anatomy") or item.value("level") for item in items)


def is_within_line(text: str, heading: tuple[int, int]) -> bool:
    """Say whether a heading stands after other words of its line."""
    return any(character.isalpha() for character in text[text.rfind("\n", 0, heading[0]) + 1 : heading[0]])


def without_titles(found: list[Finding], text: str) -> list[Finding]:
    """Return findings without those that a title only names, where its line goes on to place that very finding
    ("Lymphadenopathy: enlarged right hilar nodes").
    """
    if ":" not in text:
        return found
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
    if len(named) != 1 or known is None or known.generic or known.device:
        return []
    if concept in _PATTERNS and found and found[0].presence == "present" and not any(one.concept == concept for one in found):
        bare = Finding(concept, heading, reading.text[slice(*heading)], name=lexicon().name(concept), source=context.source)
        return [replace(bare, laterality=context.side, sentence=context.sentence, marks={"concept": heading})]
    if known.importance == "critical":
        return []
    if "malignancy" in lexicon().kinds(concept) or any(concept in lexicon().kinds(one.concept) for one in found):
        return []
    described = [one for one in found if one.kind == "finding" and one.presence == "present" and _is_described(one)]
    return [replace(one, concept=concept, name=lexicon().name(concept)) for one in described[:1]]


_PATTERNS = frozenset(
    {"trimalleolar_fracture_pattern", "bimalleolar_fracture_pattern", "tibial_plateau_fracture", "pilon_fracture"}
)
"""Fractures of several parts, of which what follows their name tells one by one."""


def in_course(reading: Reading, heading: tuple[int, int], found: list[Finding]) -> list[Finding]:
    """Return the findings under a heading that is no more than a course ("Unchanged: ...", "Gone: ...") with that course."""
    inside = items_between(reading, *heading)
    item = inside[0] if len(inside) == 1 and (inside[0].start, inside[0].end) == heading else None
    course = (item.value("change") or item.value("trend")) if item is not None else None
    course = "resolved" if _GONE.fullmatch(reading.text, *heading) else course
    if course is None or (item is not None and item.value("concept")):
        return found
    marks = {"change": heading}
    return [
        replace(
            one,
            change=cast(Change, course),
            presence="absent" if course == "resolved" else one.presence,
            marks={**marks, **one.marks},
        )
        if one.kind == "finding" and one.presence == "present" and one.change is None
        else one
        for one in found
    ]


def _is_described(finding: Finding) -> bool:
    """Say whether a finding is measured or placed, and has no name of its own."""
    known = lexicon().concepts.get(finding.concept)
    return known is not None and known.generic and bool(finding.sizes or finding.anatomy or finding.levels)
