"""Statements of the draft against one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from overread.advice.recommendations import advice_of
from overread.finding import Finding
from overread.flagging import by_importance, quoted
from overread.language.comparison.denials.belying import is_of_more, is_of_others, is_scar, leaves_room, qualifiers_of
from overread.language.comparison.denials.summaries import speaks_against
from overread.language.comparison.denials.unknown import unknown_subject
from overread.language.extraction.earlier import tells_of_earlier
from overread.language.extraction.exceptions import EXCEPTION
from overread.language.figures.agreement import agrees, is_sampled
from overread.language.figures.belied_words import belied_words
from overread.language.lexicon import lexicon
from overread.language.outside import is_of_outside
from overread.language.places import (
    BODY_REGIONS,
    is_inside,
    location_of,
    places_of,
    shares_organ,
    touches,
    usual_places,
)
from overread.language.words.reading import read
from overread.review import Claim, Flag, Review
from overread.validators import validator

_UNCOMPLICATED = re.compile(r"\buncomplicated\b|\bwithout complications?\b|\bno complications?\b", re.IGNORECASE)
_COMPLICATIONS = frozenset(
    "abscess perforation bowel_perforation fistula extraluminal_gas pneumoperitoneum empyema phlegmon necrosis "
    "bowel_obstruction bowel_ischemia peritonitis pyonephrosis".split()
)
_MOST = 200
_HELD = ("supported", "inferred")
_EARLIER = re.compile(
    r"^\W*(?:prior|previous|earlier|outside|old)\b|\b(?:on|from) (?:the )?(?:prior|previous|earlier)\b", re.IGNORECASE
)
_OF_SUBJECT = re.compile(
    r"(?:(?:it|they|this|these) (?:is|are)|(?:is|are|was|were|does|do|did) (?:\w+ )?not|"
    r"not (?:considered|thought|felt|believed))\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|unless|should there be|in case of|in the event of|depending on)\b", re.IGNORECASE)
_IN_ONE_PLACE = frozenset({"focal", "discrete"})


@validator("internal_contradiction")
def internal_contradiction(review: Review) -> Iterator[Flag]:
    """Flag two statements of the draft that cannot both be true: present and absent, two sides or two sizes of one finding.

    Two statements that the source bears out are left alone; only the first 200 statements are set against one another.
    """
    claims = [claim for claim in review.claims if claim.finding.kind in ("finding", "normal")][:_MOST]
    done = set()
    for first, second in _pairs(claims):
        if (second.finding.span, second.finding.concept) in done:
            continue
        reason = _conflict(first.finding, second.finding)
        if reason:
            done.add((second.finding.span, second.finding.concept))
            yield _flag(review, first, second, reason)
    yield from _complicated(review, claims)
    yield from _overtreated(review)
    for wrong in belied_words(review.impression):
        span = (wrong.start, wrong.end)
        message = f"Draft: {wrong.word.lower()} and {wrong.value.strip()} (the value belies the word)."
        yield Flag("internal_contradiction", "major", message, span, review.impression[slice(*span)])


def _complicated(review: Review, claims: Sequence[Claim]) -> Iterator[Flag]:
    """Yield a flag for a finding called uncomplicated of which the same sentence tells a complication."""
    for first in claims:
        if first.finding.presence == "absent" or not _UNCOMPLICATED.search(first.finding.text):
            continue
        for second in claims:
            other = second.finding
            told = other.presence == "present" and other.certainty == "definite" and not other.historical
            apart = other.sentence != first.finding.sentence or other.concept == first.finding.concept
            if told and not apart and lexicon().kinds(other.concept) & _COMPLICATIONS and not _is_of_other_organ(first, second):
                yield _flag(review, first, second, "uncomplicated and complicated")
                return


def _is_of_other_organ(one: Claim, other: Claim) -> bool:
    """Say whether a named place of one statement lies in another organ than the finding of the other one."""
    mine, theirs = places_of(one.finding), other.finding.anatomy - BODY_REGIONS
    return bool(mine and theirs) and not shares_organ(mine, theirs) and not touches(mine, theirs)


def _overtreated(review: Review) -> Iterator[Flag]:
    """Yield a flag where a draft asks for tissue and all its ratings of a system are below those at which it may be asked."""
    ratings = [
        (claim, score) for claim in review.claims for score in claim.finding.descriptors if is_sampled(score) is not None
    ]
    asked = next((claim for claim in review.claims if _asks_for_tissue(claim.finding)), None) if ratings else None
    if not asked or all(_is_elsewhere(asked, claim) for claim, _ in ratings):
        return
    if not any(is_sampled(name) for item in read(review.impression).items for name in item.names):
        yield _flag(review, asked, ratings[0][0], "biopsy of what is rated benign")


def _is_elsewhere(asked: Claim, rated: Claim) -> bool:
    """Say whether tissue is asked of a named place in which what is rated does not lie."""
    mine, theirs = asked.finding.anatomy, places_of(rated.finding)
    return bool(mine and theirs) and not touches(mine, theirs)


def _asks_for_tissue(finding: Finding) -> bool:
    if finding.kind != "recommendation":
        return False
    wanted = advice_of(finding)
    conditional = _CONDITION.search(finding.text) is not None
    return "biopsy" in wanted.means and not (wanted.denies or wanted.is_optional or conditional)


def _pairs(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield in order the pairs that may be of one finding, or one of which says that all is well, unless both are borne out."""
    unborne = [number for number, claim in enumerate(claims) if claim.status not in _HELD]
    if not unborne or len(claims) < 2:
        return
    table: dict[tuple[str, str], list[int]] = {}
    for number, claim in enumerate(claims):
        table.setdefault((claim.finding.presence, claim.finding.concept), []).append(number)
    related = {(one, other) for one in unborne for other in chain(*_related(claims[one].finding, table)) if one != other}
    for first, second in sorted({(min(pair), max(pair)) for pair in related}):
        yield claims[first], claims[second]


def _related(claim: Finding, table: Mapping[tuple[str, str], list[int]]) -> Iterator[list[int]]:
    """Yield the numbers of the statements that may contradict one, by presence and concept: of the same finding, its denials,
    or what it denies.
    """
    kinds = lexicon().kinds
    if claim.presence == "present":
        yield table.get(("present", claim.concept), [])
        yield from (table.get(("present", other), []) for other in _opposites(claim.concept))
        yield from (table.get(("absent", kind), []) for kind in kinds(claim.concept) | {"abnormality"})
        return
    summed = claim.concept == "abnormality"
    for (presence, concept), numbers in table.items():
        if presence == "present" and (summed or claim.concept in kinds(concept) or concept in _proofs(claim.concept)):
            yield numbers


def _flag(review: Review, first: Claim, second: Claim, reason: str) -> Flag:
    span = second.finding.span
    severity = by_importance(first.finding if second.finding.kind == "normal" else second.finding, "critical", "major", "minor")
    said = " and ".join(dict.fromkeys((quoted(first.finding.text), quoted(second.finding.text))))
    message = f"Draft: {said} ({reason})."
    return Flag("internal_contradiction", severity, message, span, review.impression[slice(*span)], second.id)


def _conflict(one: Finding, other: Finding) -> str | None:
    if one.span == other.span:
        return None
    if one.presence != other.presence:
        present, absent = (one, other) if one.presence == "present" else (other, one)
        return _denied(present, absent)
    if one.presence == "absent":
        return None
    if one.concept in _opposites(other.concept):
        return "the one excludes the other" if _are_of_one_place(one, other) else None
    if one.concept != other.concept:
        return None
    sizes = [
        (a, b) for a in one.sizes for b in other.sizes if a.quantity == b.quantity == "size" and a.role == b.role == "current"
    ]
    same_place = bool(one.anatomy) and one.anatomy == other.anatomy and one.levels == other.levels
    if same_place and one.laterality == other.laterality and sizes and not any(agrees(a, b) or agrees(b, a) for a, b in sizes):
        return None if one.count or other.count else "two sizes"
    if same_place and sizes and all(agrees(a, b) for a, b in sizes) and {one.laterality, other.laterality} == {"left", "right"}:
        return "two sides"
    return None


@lru_cache(maxsize=4096)
def _proofs(concept: str) -> frozenset[str]:
    """Return the grave findings any of which alone lets a grave one be concluded: mismatched defects, and an embolism."""
    concepts = lexicon().concepts
    if concept not in concepts or concepts[concept].importance != "critical":
        return frozenset()
    licensed = (rule for rule in lexicon().rules_for(concept) if rule.strength == "licensed")
    alone = (group[0] for rule in licensed for group in rule.groups if len(group) == 1)
    plain = (sign.concept for sign in alone if not (sign.absent or sign.place or sign.quality or sign.unit))
    known = {sign: concepts[sign] for sign in plain if sign in concepts}
    return frozenset(sign for sign, own in known.items() if own.importance == "critical" and not own.generic)


@lru_cache(maxsize=4096)
def _opposites(concept: str) -> frozenset[str]:
    """Return the findings that cannot be where a finding is: low lung volumes where the lungs are hyperinflated."""
    table = lexicon().excluded_by
    by = table.get(concept, frozenset())
    return frozenset(by) | {other for other, excluding in table.items() if concept in excluding}


def _are_of_one_place(one: Finding, other: Finding) -> bool:
    """Say whether two findings of now, neither in doubt, lie in one place."""
    now = not (one.historical or other.historical) and {one.certainty, other.certainty} == {"definite"}
    apart = {one.laterality, other.laterality} == {"left", "right"} or location_of(one, other) == "apart"
    resolved = "resolved" in (one.change, other.change)
    return now and not apart and not resolved and not _EARLIER.search(one.text) and not _EARLIER.search(other.text)


def _denied(present: Finding, absent: Finding) -> str | None:
    occult = present.certainty != "definite" and "occult" in present.words
    older = absent.change == "new" and present.change != "new"
    if occult or present.historical or present.certainty == "possible" or present.change == "resolved" or older:
        return None
    sides = {present.laterality, absent.laterality}
    if sides == {"left", "right"} or (present.laterality is None and sides - {None, "bilateral", *present.nearby}):
        return None
    if absent.levels and not present.levels and not usual_places(absent.concept):
        return None
    if not _reaches(absent, present) or is_scar(absent, present) or is_of_outside(absent, present):
        return None
    if unknown_subject(absent) - present.words:
        return None
    if (
        _OF_SUBJECT.match(absent.text)
        or tells_of_earlier(absent)
        or _EARLIER.search(absent.text)
        or _EARLIER.search(present.text)
    ):
        return None
    return "normal and abnormal" if absent.concept == "abnormality" else "present and absent"


def _reaches(absent: Finding, present: Finding) -> bool:
    """Say whether a denial, or a statement that all is well somewhere, is about a present finding and leaves no room for it."""
    if absent.concept != "abnormality":
        of_kind = absent.concept in lexicon().kinds(present.concept) or present.concept in _proofs(absent.concept)
        elsewhere = absent.anatomy and places_of(present) and not touches(absent.anatomy, places_of(present))
        relation = location_of(absent, present)
        if "anatomy" in absent.marks and present.anatomy and is_of_more(absent.anatomy, present.anatomy):
            return False
        apart = relation == "apart" or (relation == "narrower" and bool(absent.anatomy) and not present.anatomy)
        return of_kind and _is_plain(absent, present) and not elsewhere and not apart
    if (
        EXCEPTION in absent.marks
        or "aspect-rest" in absent.descriptors
        or not absent.anatomy
        or not is_inside(places_of(present), absent.anatomy)
    ):
        return False
    return _is_plain(absent, present) and speaks_against(absent, present)


def _is_plain(absent: Finding, present: Finding) -> bool:
    """Say whether a denial leaves no room for a lesser finding; "focal" leaves none for one in a named place."""
    if leaves_room(absent, present) or is_of_others(absent):
        return False
    qualities = absent.descriptors | qualifiers_of(absent)
    room = {part for part in qualities - present.descriptors if not part.startswith(("aspect-", "trend-"))}
    if present.levels or present.laterality in ("left", "right") or present.anatomy:
        room -= _IN_ONE_PLACE
    return not absent.severity and not room and absent.change in (None, present.change)
