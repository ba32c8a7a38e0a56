"""How sure the draft is of what it says, against how sure the source is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Finding
from overread.language.comparison.echoes.redacted import follows_redacted
from overread.language.lexicon import lexicon
from overread.language.places import places_of, touches
from overread.language.words.lines import Line
from overread.language.words.reading import items_between, read
from overread.language.words.tokens import norms
from overread.review import Difference

_FEWEST = 3
CONFIDENCE = {"definite": 3, "probable": 2, "possible": 1}
_HEDGES = re.compile(
    r"\b(?:consistent|compatible|keeping with|appear\w*|apparent\w*|seem\w*|pattern|picture|or|if)\b|/|\?|X{3,}|_{2,}",
    re.IGNORECASE,
)
_LOOKS = re.compile(r"\b(?:consistent|compatible|keeping with|appear\w*|apparent\w*|seem\w*)\b|\?|X{3,}|_{2,}", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:no|not|without)\b[^,;]*$", re.IGNORECASE)
_NEARLY_SURE = re.compile(
    r"\b(?:consistent|compatible) with|\bin keeping with|\brepresent(?:s|ing)?\b|\bdiagnostic of|\bapparent\b", re.IGNORECASE
)
_UNDECIDED = re.compile(r"\b(?:indeterminate|ambiguous|equivocal)\b", re.IGNORECASE)
_DESCRIBED = re.compile(r"\b(?:lesion|area|structure|focus|zone|formation|space)s?\b", re.IGNORECASE)
_FRAMED = re.compile(
    r"^(?:the\s)?(?:[\w-]+\s){0,3}?(?:CT|MRI?|scan|imaging|radiographs?|radiographic|ultrasound|sonographic|tomographic|images?)"
    r"(?:\s(?:scan|study|examination|features|findings?|appearances?|aspect|picture|image))*(?:\s(?:of|in)\s(?:the\s)?[\w-]+)?"
    r"\s(?:is\s|are\s)?suggest(?:s|ing|ive\sof)?\b",
    re.IGNORECASE,
)
"""How an impression opens that goes on with what is seen ("Brain CT suggests a pineal tumour"): the doubt is of its manner."""
_AGES = ("acute", "subacute", "chronic")
_OF_AGE = re.compile(
    rf"\b(?:likely|probabl[ey]|possibl[ey]|presum\w+|suspected|favou?red|perhaps|maybe)\s+(?:an?\s+)?(?P<age>{'|'.join(_AGES)})\b",
    re.IGNORECASE,
)
_DOUBTING = re.compile(
    r"\b(?:likely|probabl[ey]|possibl[ey]|may|might|could|suspicious|suspected|concern\w*|worrisome|suggest\w*|favou?r\w*|"
    r"question\w*|presum\w+|perhaps|cannot|versus|vs|differential)\b",
    re.IGNORECASE,
)
_SIGNS_OF = re.compile(
    r"\b(?:evidence|signs?|features|findings|stigmata|indicators?)\s+(?:of|for)\s+(?:\w+\s){0,2}$", re.IGNORECASE
)
_LOOK = re.compile(r"(?:-?(?:like|type))?\s+(?:pattern|picture|appearances?|features)\b", re.IGNORECASE)
_MIMIC = re.compile(
    r"[,(]?\s*\b(?:possibly|perhaps|maybe|versus|vs\.?|(?:may|might|could) be)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}"
    r"(?:ossicle|artifact\w*|variant|foramen|groove|averaging|overlap\w*|summation|shadow|skin fold|motion|"
    r"physis|growth plate)\b",
    re.IGNORECASE,
)
"""What looks like a finding and is none: to name it beside the finding leaves that open."""
ANSWERED = re.compile(r"\b(?:suspected|queried|questioned|presumed|assumed)\b[^.;]*\bconfirmed\b", re.IGNORECASE)
"""An answer to what was asked, whose doubt is that of the question."""
_DASH = re.compile(r"\s[-–—]\s")
_NEXT_DOUBTED = re.compile(
    r"(?:,| and| with|,? as well as)\s+(?:an?\s+)?(?:(?!and\b|with\b)[\w-]+\s+){0,2}"
    r"(?:likely|probable|possible|suspected|questionable|presumed)\s+(?!due|from|related|secondary|represent)(?:[\w-]+\s+){0,2}[\w-]+",
    re.IGNORECASE,
)
_LINK = re.compile(r"\s(?:and|with)\b", re.IGNORECASE)


def certainty_differences(claim: Finding, fact: Finding) -> Iterator[Difference]:
    """Yield the difference in how sure a claim and a fact are of a finding."""
    claimed, stated = CONFIDENCE[claim.certainty], CONFIDENCE[fact.certainty]
    if claimed == stated:
        return
    if fact.historical and not claim.historical:
        return
    if claimed < stated and (_is_hedged_with_another(claim) or ANSWERED.search(claim.text) or _UNDECIDED.search(fact.text)):
        return
    if (1 in (claimed, stated) and _is_one_of_two(claim)) or (
        claimed < stated and claim.change == "new" and fact.change is None
    ):
        return
    if claimed < stated and _is_elsewhere(claim, fact):
        return
    hedged, other = (fact, claim) if stated < claimed else (claim, fact)
    if _is_of_age(hedged, other):
        return
    if (claimed, stated) == (2, 3) and _is_description(fact, claim):
        return
    if {claimed, stated} == {3, 2} and (_is_nearly_sure(hedged) or _is_of_signs(other)):
        return
    sure = claim if claimed > stated else fact
    firm = max(claimed, stated) == 3 or _is_nearly_sure(sure)
    if firm and not follows_redacted(sure):
        yield Difference("certainty", claim.certainty, fact.certainty)


def _is_one_of_two(claim: Finding) -> bool:
    """Say whether a claim names its finding beside another over a slash or "or" ("infundibulum/aneurysm"), or beside what only
    looks like it ("fracture, possibly an old ossicle"): either is meant.
    """
    start, end = claim.marks.get("concept", claim.span)
    before, after = claim.text[: max(0, start - claim.span[0])], claim.text[max(0, end - claim.span[0]) :]
    either = before.rstrip().endswith(("/", " or")) or after.lstrip().startswith(("/", "or "))
    return either or _MIMIC.search(after) is not None


def _is_hedged_with_another(claim: Finding) -> bool:
    """Say whether a doubt stands before another finding that "and" links to the claimed one, which it may not be about ("likely
    infarct and small effusion").
    """
    before = claim.words_before()
    doubts = [match.end() for match in _DOUBTING.finditer(before)]
    link = _LINK.search(before, doubts[-1]) if doubts else None
    return link is not None and any(item.value("concept") for item in items_between(read(before), doubts[-1], link.start()))


def _is_elsewhere(claim: Finding, fact: Finding) -> bool:
    """Say whether a doubtful finding without a place of its own is told, after places, of these where a sure one lies in none
    ("enlarged mediastinal nodes, metastases cannot be excluded" and lung metastases); places after it are of what follows.
    """
    if claim.anatomy or lexicon().places.keys().isdisjoint(claim.nearby):
        return False
    before = {item.value("anatomy") for item in read(claim.words_before()).items}
    near = frozenset(name for name in claim.nearby if name in lexicon().places and name in before)
    return bool(near) and not touches(near, places_of(fact))


def _is_of_age(hedged: Finding, other: Finding) -> bool:
    """Say whether a doubt stands right before the age of a finding, of which the other statement is silent ("likely acute
    fracture" of a fracture).
    """
    ages = hedged.descriptors.intersection(_AGES) - other.descriptors
    return bool(ages) and any(match["age"].lower() in ages for match in _OF_AGE.finditer(hedged.text))


def _is_of_signs(sure: Finding) -> bool:
    """Say whether a statement only tells of signs of a finding, or of its look ("with CT evidence of right heart strain",
    "a viral pneumonia pattern").
    """
    after = sure.text[max(0, sure.marks.get("concept", sure.span)[1] - sure.span[0]) :]
    return sure.presence == "present" and bool(_SIGNS_OF.search(sure.words_before()) or _LOOK.match(after))


def _is_description(fact: Finding, claim: Finding) -> bool:
    """Say whether a fact only describes what a claim names ("anechoic lesion", "probably a cyst")."""
    return _DESCRIBED.search(fact.words_of()) is not None and not _DESCRIBED.search(claim.words_of())


def _is_nearly_sure(finding: Finding) -> bool:
    """Say whether a statement is all but sure of a finding; a doubt behind a dash after it is of what stands there, and
    one that leads to the next finding of a list of that one ("and probable infarct").
    """
    end = max(0, finding.marks.get("concept", finding.span)[1] - finding.span[0])
    other = _DASH.search(finding.text, end) or _NEXT_DOUBTED.search(finding.text, end)
    text = finding.text[: other.start()] if other else finding.text
    text, framed = _FRAMED.subn("", text)
    if framed and not _DOUBTING.search(text):
        return True
    return _NEARLY_SURE.search(text) is not None and not _DOUBTING.search(text)


def made_sure(line: Line, draft: str, model: Line, source: str) -> int | None:
    """Return the place, among the content words of a draft sentence, of a doubt that its model in the source has and it lacks.

    All else must be the same words: what leaves out the doubtful finding as well makes nothing sure.
    """
    start = _doubted_alone(model, source, line, draft)
    if start is None or _HEDGES.search(draft[slice(*line.span)]):
        return None
    before = [word for word, place in zip(model.norms, model.content, strict=True) if model.tokens[place].start < start]
    return min(sum(word in line.norms for word in before), len(line.content) - 1)


def made_doubtful(line: Line, draft: str, model: Line, source: str) -> int | None:
    """Return the place, among the content words of a draft sentence, of a doubt that is all it has beyond its model."""
    start = _doubted_alone(line, draft, model, source)
    if start is None or len(line.content) < _FEWEST:
        return None
    if any(_LOOKS.search(text[slice(*one.span)]) for text, one in ((draft, line), (source, model))):
        return None
    return next((number for number, place in enumerate(line.content) if line.tokens[place].start >= start), None)


def _doubted_alone(doubtful: Line, text: str, sure: Line, other: str) -> int | None:
    """Return where the doubt starts in the text of a sentence that is, but for it, that of another one, which has none."""
    said, plain = text[slice(*doubtful.span)], other[slice(*sure.span)]
    if said == plain:
        return None
    doubts = [match.span() for match in _DOUBTING.finditer(said)]
    if not doubts or _DOUBTING.search(plain) or _DENIED.search(said[: doubts[0][0]]):
        return None
    words = frozenset(norms(" ".join(said[slice(*span)] for span in doubts)))
    if not _apart(sure, doubtful) <= lexicon().ordinary | words:
        return None
    return doubtful.span[0] + doubts[0][0]


def _apart(one: Line, other: Line) -> frozenset[str]:
    """Return the words that one of two sentences has and the other lacks; a heading over one of them alone does not count."""
    bare_one, bare_other = _bare(one), _bare(other)
    led = bare_one != one.norms, bare_other != other.norms
    mine, theirs = (one.norms, other.norms) if all(led) else (bare_one, bare_other)
    return frozenset(mine).symmetric_difference(theirs)


def _bare(line: Line) -> tuple[str, ...]:
    """Return the words of a sentence without those of the heading over it."""
    own = zip(line.norms, line.content, strict=True)
    return tuple(norm for norm, place in own if line.tokens[place].start >= line.span[0])
