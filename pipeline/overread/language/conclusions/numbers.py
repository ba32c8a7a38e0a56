"""The number of what is concluded, against that of the lesions it rests on: "three metastases" of one nodule.

Signs have other names than what is concluded, so their number is that of the nouns in their sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from overread.finding import Finding, Span
from overread.language.comparison.amounts.numbers_of_signs import RANKED
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.extraction.naming.references import LESIONS
from overread.language.figures.counts import counts_elsewhere, is_plural
from overread.language.lexicon import lexicon
from overread.language.places import places_of, touches
from overread.language.words.tokens import norm
from overread.review import Difference

_NOUN = (
    r"(?:lesion|nodule|mass|cyst|area|collection|defect|node|tumou?r|polyp|nidus|infarct|metastasis|abscess|haematoma|hematoma|"
    r"stone|aneurysm|formation|structure|focus|calculus)"
)
_STEM = rf"(?:{_NOUN}|opacit|densit|foc|calcul)"
_ONE = re.compile(rf"\b{_NOUN}\b", re.IGNORECASE)
_MORE = re.compile(
    rf"\b(?:{_STEM}(?:e?s|i|ies)|metastases|(?:an?|one|another|further|second|additional|other) (?:[\w-]+ ){{0,3}}{_STEM}\w* .*"
    r"\band (?:an?|one)\b|and another|both|all|each|every|several|multi\w*|numerous|various|bilateral\w*|diffuse\w*|scattered|"
    r"throughout|two|three|four|five|six|further|second|additional|other|similar|identical|satellite)\b",
    re.IGNORECASE,
)
_OF_ONE = re.compile(r"\bone (?:of the )?(?:(?:left|right) )?([a-z]+)\b(?! than)", re.IGNORECASE)
_OF_BOTH = re.compile(r"\bboth (?:the )?(?:(?:left|right) )?([a-z]+)", re.IGNORECASE)
_IN_AREA = re.compile(r"\b(?:in|at|of|within|from) the (?:[\w-]+ ){0,3}(?:area|structure|formation)\b", re.IGNORECASE)
_LENGTH = re.compile(r"\d\s?(?:mm|cm)\b")
_SEVERAL = 2


def counted_otherwise(claim: Finding, told: Sequence[Finding], facts: Facts) -> Difference | None:
    """Return the wrong number of lesions where a claim counts more of them than all sentences of the source tell of there."""
    if _is_one_of_both(claim, told):
        return Difference("count", "one", "both", "count")
    claimed = claim.count if isinstance(claim.count, int) else _SEVERAL if claim.count == "multiple" else 0
    if claimed < _SEVERAL or not _counts_its_noun(claim) or counts_elsewhere(claim) or RANKED.search(claim.text):
        return None
    spans = _outermost(fact.span for fact in told)
    numbers = [_number_in([fact for fact in facts.at(span) if _is_found(fact)]) for span in spans]
    total = None if None in numbers else sum(number for number in numbers if number)
    if not total or total >= claimed or _are_more(claim, spans, facts):
        return None
    claimed_words = "several" if claim.count == "multiple" else str(claim.count)
    return Difference("count", claimed_words, "one" if total == 1 else str(total), "count")


def _is_one_of_both(claim: Finding, told: Sequence[Finding]) -> bool:
    """Say whether a claim names one of what all its sentences name both of ("one meniscus" of "both menisci")."""
    match = _OF_ONE.search(claim.text)
    noun = norm(match[1].lower()) if match else ""
    return bool(noun) and all(noun in map(norm, map(str.lower, _OF_BOTH.findall(fact.text))) for fact in told)


def _counts_its_noun(claim: Finding) -> bool:
    """Say whether the number of a claim stands before a noun in the plural ("three brain metastases", not "three-part")."""
    start = max(0, claim.marks.get("count", claim.span)[0] - claim.span[0])
    return "count" in claim.marks and any(is_plural(word) for word in re.findall(r"[a-z]+", claim.text[start:].lower())[1:6])


def _outermost(spans: Iterator[Span]) -> list[Span]:
    """Return the spans that lie in no other one."""
    known = sorted(set(spans), key=lambda span: (span[0], -span[1]))
    kept: list[Span] = []
    for span in known:
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


def _number_in(found: Sequence[Finding]) -> int | None:
    """Return how many lesions one sentence tells of, by its number or its one noun; None where it leaves that open."""
    counted = [fact for fact in found if fact.count is not None and "count" in fact.marks]
    if counted:
        numbers = {_counted_off([fact for fact in counted if fact.concept == concept]) for concept in _concepts(counted)}
        return numbers.pop() if len(numbers) == 1 else None
    text = _IN_AREA.sub("", max((fact.text for fact in found), key=len, default=""))
    one = _ONE.search(text) is not None and _MORE.search(text) is None and len(_LENGTH.findall(text)) < _SEVERAL
    return 1 if one and all(fact.laterality != "bilateral" for fact in found) else None


def _concepts(found: Sequence[Finding]) -> frozenset[str]:
    return frozenset(fact.concept for fact in found)


def _counted_off(alike: Sequence[Finding]) -> int | None:
    """Return the sum of the numbers that a sentence gives lesions of one kind, each once; None where one is no number."""
    numbers = {fact.marks["count"]: fact.count for fact in alike}
    exact = [number for number in numbers.values() if isinstance(number, int)]
    return sum(exact) if len(exact) == len(numbers) else None


def _are_more(claim: Finding, spans: Sequence[Span], facts: Facts) -> bool:
    """Say whether another sentence of the source may tell of further lesions in the place of a claim."""
    others = (fact for fact in facts.all if _is_found(fact) and not any(_is_in(fact.span, span) for span in spans))
    return any(_may_be_of(claim, fact) for fact in others)


def _may_be_of(claim: Finding, fact: Finding) -> bool:
    lesion = not LESIONS.isdisjoint(lexicon().kinds(fact.concept)) or claim.concept in lexicon().kinds(fact.concept)
    named = lesion or _ONE.search(fact.text) is not None or _MORE.search(fact.text) is not None
    mine, theirs = places_of(claim), places_of(fact)
    return named and is_same_side(claim, fact) and (touches(mine, theirs) if mine and theirs else not theirs)


def _is_found(fact: Finding) -> bool:
    return fact.presence == "present" and fact.source == "findings" and fact.kind in ("finding", "other", "comparison")


def _is_in(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
