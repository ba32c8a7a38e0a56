"""What a claim gives as all there is, against facts that tell of more: a sole lesion, one side alone, one place only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from overread.finding import Finding
from overread.language.comparison.amounts.numbers_of_signs import RANKED
from overread.language.comparison.amounts.numbers_of_vessels import vessels_miscounted
from overread.language.comparison.facts.facts import Facts
from overread.language.extraction.naming.references import LESIONS
from overread.language.figures.agreement import agrees
from overread.language.figures.counts import is_plural
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, OTHER_SIDE, location_of, place_words, places_of, touches
from overread.language.words.one_side_alone import one_side_alone
from overread.language.words.tokens import norm
from overread.review import Comparison, Difference

_WORD = re.compile(r"\w+")
_TELLING = frozenset(
    "single solitary sole unifocal monofocal only one two three four five several multiple many vessel confined limited "
    "restricted isolated solely exclusively just alone".split()
)
"""What every claim has one of that tells how many places or vessels there are, or that they are all."""
_SOLE = re.compile(r"\b(?:single|solitary|sole|unifocal|monofocal|only one)\b", re.IGNORECASE)
_WITHIN = re.compile(
    r"(?<!not )\b(?:(?:confined|limited|restricted|isolated) to|"
    r"(?:only|solely|exclusively) (?:in|at|within|involving|affecting)) ",
    re.IGNORECASE,
)
_NAMED_ONE = re.compile(
    r"\b(?:single|solitary|sole|only one)\s+(?:[\w-]+\s+)?(?:(?:focus|area|patch|region) of\s+)?"
    r"(?:(?!of\b|in\b|at\b)[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_PLACE = (
    r"(?:level|segment|vertebra|vertebral body|lobe|tendon|ligament|muscle|meniscus|atrium|ventricle|valve|bone|joint|rib|"
    r"kidney|lung|artery|vessel|sinus|hemidiaphragm|side|breast|disc|ovary|eye|hip|knee|shoulder|leg|apex|hilum|ureter|"
    r"adrenal|gland|testis|node|root|branch|ramus|pole|vein|quadrant)"
)
_ONE_PLACE = re.compile(
    rf"\b(?:a single|(?:a )?solitary|only (?:one|a single)) (?:[\w-]+ ){{0,3}}(?P<sole>{_PLACE})\b|"
    rf"\bone (?:[\w-]+ ){{0,2}}(?P<one>{_PLACE}) (?:only|alone)\b|"
    r"\b(?:single|one)[- ](?P<named>level|segment|lobe)\b(?! (?:above|below|higher|lower))",
    re.IGNORECASE,
)
_SEVERAL_PLACES = re.compile(
    r"\b(?:(?:in|at|of|involving|affecting) (?=\w+ )|(?=(?:two|three|four|five)-level\b))"
    r"(?P<number>two|three|four|five|several|multiple|many)[- ](?:[\w-]+ ){0,2}"
    r"(?:(?P<levels>levels?)|segments|lobes|vertebrae|vertebral bodies|tendons|ligaments|muscles|joints|ribs|quadrants)\b",
    re.IGNORECASE,
)
_LINKED = re.compile(r",|\b(?:and|with)\b", re.IGNORECASE)
_SPREAD = re.compile(
    r"\b(?:multi\w*|several|diffuse\w*|throughout|both|all|every|each|scattered|various|and|two|three)\b", re.I
)
_SPINE = {"cervical_spine": "C", "thoracic_spine": "T", "lumbar_spine": "L"}
_MANY = re.compile(
    r"\b(?:multiple|several|numerous|many|innumerable)\b(?!.*\b(?:one|single|solitary|and an?)\b)", re.IGNORECASE
)
_UNCOUNTED = frozenset("changes markings findings signs structures contours contents".split())
_ONE_OF = re.compile(r"\bone of (?:these|those|the|them|which)\b", re.IGNORECASE)
_REACH = 24
_SEVERAL = 2


def told_of_more(claim: Finding, told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong number, side or place of a claim that calls a finding the only one, or on one side or in one place
    alone, where the source finds it several times, on both sides, or elsewhere too.
    """
    if claim.presence != "present" or claim.kind != "finding" or _TELLING.isdisjoint(_WORD.findall(claim.text.lower())):
        return None
    sole = _SOLE.search(claim.text) is not None and not (RANKED.search(claim.text) or is_plural(claim.words_of().lower()))
    sole = sole and not _is_one_of_that_size(claim, facts)
    spread = _in_one_place(claim, told, facts) or _in_several_places(claim, told, facts) or vessels_miscounted(claim, facts)
    if spread:
        return spread
    side = _side_alone(claim)
    placed = _is_confined(claim)
    if not (sole or side or placed):
        return None
    for fact in _alike(claim, told, facts):
        if side and fact.laterality in ("bilateral", OTHER_SIDE[side]):
            return Comparison(
                claim, "contradicted", (fact,), Difference("laterality", f"the {side} alone", "both sides", "side")
            )
        if (
            sole
            and _is_there(claim, fact)
            and not (_is_of_older(claim, fact) or _ONE_OF.search(fact.text))
            and (number := _number(fact, _is_named_one(claim)))
        ):
            return Comparison(claim, "contradicted", (fact,), Difference("count", "one", number, "count"))
        if placed and fact.anatomy and (not touches(claim.anatomy, fact.anatomy) or _is_elsewhere_too(claim, fact)):
            words = (place_words(claim), place_words(fact))
            return Comparison(claim, "contradicted", (fact,), Difference("location", *words, "anatomy"))
    several = _told_apart([fact for fact in facts.of.get(claim.concept, ()) if _is_there(claim, fact)]) if sole else []
    if several and not claim.sizes:
        counted = Difference("count", "one", str(len(several)), "count")
        return Comparison(claim, "contradicted", tuple(several[:_SEVERAL]), counted)
    return None


def _in_one_place(claim: Finding, told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong number of places of a claim that puts a finding in one alone, where the source has it in several."""
    match = _ONE_PLACE.search(claim.text)
    if match is None or not _is_of_it(claim, match):
        return None
    found = [fact for fact in _alike(claim, told, facts) if _is_there(claim, fact) and _is_sure(fact)]
    levels = _counted(found)
    places = [fact for fact in found if fact.anatomy]
    apart = any(
        location_of(one, other) == "apart" or {one.laterality, other.laterality} == set(OTHER_SIDE)
        for one, other in pairwise(places)
    )
    both = any(fact.laterality == "bilateral" for fact in found)
    place = match["sole"] or match["one"] or match["named"]
    if not (apart or both or len(levels) >= _SEVERAL or any(_names_several(fact, place) for fact in found)):
        return None
    number = str(len(levels)) if len(levels) >= _SEVERAL else "several"
    return Comparison(claim, "contradicted", tuple(found[:_SEVERAL]), Difference("count", "one", number, "count"))


def _is_of_it(claim: Finding, number: re.Match[str]) -> bool:
    """Say whether a number of places stands beside the name of a claim, with nothing else told between."""
    start, end = (place - claim.span[0] for place in claim.marks.get("concept", claim.span))
    return _LINKED.search(claim.text[min(end, number.end()) : max(start, number.start(), 0)]) is None


def _in_several_places(claim: Finding, told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong number of places of a claim that puts a finding in several, where the source has it in one alone."""
    match = _SEVERAL_PLACES.search(claim.text)
    if match is None or not _is_of_it(claim, match):
        return None
    found = list({(fact.span, fact.levels): fact for fact in _alike(claim, told, facts) if _is_there(claim, fact)}.values())
    if fewer := _at_fewer_levels(claim, match, found):
        return fewer
    if (
        len(found) != 1
        or found[0].concept != claim.concept
        or not _is_sure(found[0])
        or found[0].laterality == "bilateral"
        or _SPREAD.search(found[0].text)
    ):
        return None
    named = found[0].levels or found[0].anatomy - claim.anatomy
    if len(named) != 1 or is_plural(found[0].words_of().lower()):
        return None
    number = Difference("count", match["number"].lower(), "one", "count")
    return Comparison(claim, "contradicted", (found[0],), number)


def _at_fewer_levels(claim: Finding, number: re.Match[str], found: Sequence[Finding]) -> Comparison | None:
    """Return the wrong number of levels of a claim that gives one, where the source names fewer for all of it."""
    counted = _NUMBERS.get(number["number"].lower())
    if counted is None or number["levels"] is None or not found or not all(fact.levels and _is_sure(fact) for fact in found):
        return None
    told = len(_counted(found))
    if not told or told >= counted or any(_OF_MANY.search(fact.text) for fact in found):
        return None
    return Comparison(
        claim, "contradicted", tuple(found[:1]), Difference("count", number["number"].lower(), str(told), "count")
    )


def _counted(found: Sequence[Finding]) -> frozenset[str]:
    """Return the levels of findings, the discs alone where there are some ("L5/S1, compressing the S1 root")."""
    levels = frozenset(level for fact in found for level in fact.levels)
    return frozenset(level for level in levels if "-" in level and level[0] in "CTLS") or levels


_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_OF_MANY = re.compile(
    r"\b(?:multi\w*|several|diffuse\w*|throughout|all|every|each|predominan\w*|e\.g|including|mainly)\b", re.I
)


def _names_several(fact: Finding, place: str) -> bool:
    """Say whether a fact names a place in the plural, and not one of them ("depressions of the vertebral bodies")."""
    noun, named = place.lower().split()[-1], {word.strip(".,;:()/") for word in fact.text.lower().split()}
    return noun not in named and any(norm(word) == noun for word in named)


def _is_sure(fact: Finding) -> bool:
    return fact.presence == "present" and fact.source == "findings" and not fact.historical and fact.certainty == "definite"


def _is_named_one(claim: Finding) -> bool:
    """Say whether a claim calls its finding the only one right before its name ("a solitary streaky opacity")."""
    return _NAMED_ONE.search(claim.words_before()) is not None


def _told_apart(facts: Sequence[Finding]) -> list[Finding]:
    """Return findings of now that cannot be one and the same: on the two sides, at other levels, or of other sizes, places or
    looks in one sentence; none where there are not several.
    """
    told: list[Finding] = []
    for fact in facts:
        if not _is_sure(fact):
            continue
        if all(_are_two(fact, other) for other in told):
            told.append(fact)
    return told if len(told) >= _SEVERAL else []


def _are_two(one: Finding, other: Finding) -> bool:
    sized = bool(one.sizes and other.sizes) and one.span == other.span
    leveled = bool(one.levels and other.levels) and one.levels.isdisjoint(other.levels)
    named = one.marks.get("concept") != other.marks.get("concept") and one.span == other.span
    looks = any(not other.descriptors.isdisjoint(lexicon().opposes.get(look, ())) for look in one.descriptors)
    placed = bool(one.anatomy and other.anatomy) and location_of(one, other) == "apart"
    return {one.laterality, other.laterality} == set(OTHER_SIDE) or leveled or sized or (named and (placed or looks))


def _is_one_of_that_size(claim: Finding, facts: Facts) -> bool:
    """Say whether the source tells by itself of one that has the size of a claim: among several it is a single one all the same
    ("few nodules and a single subpleural one of 7 mm").
    """
    ones = (fact for fact in facts.of.get(claim.concept, ()) if fact.count in (None, 1) and fact.presence == "present")
    sizes = [size for size in claim.sizes if size.role != "prior"]
    return bool(sizes) and any(
        not is_plural(fact.words_of().lower()) and all(any(agrees(size, other) for other in fact.sizes) for size in sizes)
        for fact in ones
    )


def _alike(claim: Finding, told: Sequence[Finding], facts: Facts) -> Iterator[Finding]:
    """Yield what a claim rests on, and all that the source finds by those names."""
    signs = [fact for fact in told[:_SEVERAL] if fact.source == "findings" and fact.kind == "finding"]
    names = dict.fromkeys([claim.concept, *(fact.concept for fact in signs)])
    for fact in (*signs, *(fact for name in names for fact in facts.of.get(name, ()))):
        if fact.presence == "present" and fact.source == "findings" and fact.concept != "abnormality" and not fact.historical:
            yield fact


def _side_alone(claim: Finding) -> str | None:
    """Return the side that a claim says a finding to be on alone."""
    if claim.laterality is None or "side" not in claim.marks:
        return None
    start = claim.marks["side"][0] - claim.span[0]
    for side, (first, last) in one_side_alone(claim.text):
        if first <= start < last and side == claim.laterality:
            return side
    return None


def _is_confined(claim: Finding) -> bool:
    """Say whether a claim says that a finding of which there may be several is in its place alone."""
    if "anatomy" not in claim.marks or claim.anatomy <= BODY_REGIONS or LESIONS & lexicon().kinds(claim.concept):
        return False
    start = claim.marks["anatomy"][0] - claim.span[0]
    return any(match.end() <= start < match.end() + _REACH for match in _WITHIN.finditer(claim.text))


def _is_elsewhere_too(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact lists the place of a claim and another one beside it."""
    apart = [place for place in fact.anatomy if not touches(claim.anatomy, frozenset({place}))]
    return claim.anatomy <= fact.anatomy and bool(apart) and " and " in fact.text


def _is_there(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact may be of what a claim counts: on its side, in its place."""
    if {claim.laterality, fact.laterality} == set(OTHER_SIDE) or (claim.levels and fact.levels.isdisjoint(claim.levels)):
        return False
    if fact.levels and claim.anatomy and claim.anatomy <= frozenset(_SPINE):
        return any(level.startswith(_SPINE[place]) for place in claim.anatomy for level in fact.levels)
    return not (claim.anatomy and fact.anatomy) or touches(claim.anatomy, places_of(fact))


def _is_of_older(claim: Finding, fact: Finding) -> bool:
    """Say whether a claim counts what is new, and a fact counts all there are, or tells of one of them."""
    return claim.change == "new" and (fact.change != "new" or _ONE_OF.search(fact.text) is not None)


def _number(fact: Finding, named: bool = False) -> str | None:
    """Return how many lesions a fact tells of in words or by its plural, None where it is one or may be; any plural of what is
    `named` as one tells of several.
    """
    if isinstance(fact.count, int):
        return str(fact.count) if fact.count >= _SEVERAL else None
    end = fact.marks.get("concept", (0, 0))[1] - fact.span[0]
    word = fact.text[: max(0, end)].lower().split()[-1:]
    lesions = named or bool(LESIONS & lexicon().kinds(fact.concept))
    plural = lesions and bool(word) and is_plural(word[0]) and norm(word[0]) != word[0] and word[0] not in _UNCOUNTED
    many = named and _MANY.search(fact.words_before()) is not None
    return "several" if fact.count == "multiple" or plural or many else None
