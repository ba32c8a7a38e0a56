"""The degree of a claim against what the source gives elsewhere, in a sign or as an amount."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.company import OF_REST
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.looks.qualities import greater_elsewhere
from overread.language.figures.degrees import DEGREE, is_called_significant
from overread.language.figures.extremes import GRAVE, SLIGHT, is_at_grave_end
from overread.language.inference.conclusions import signs_of
from overread.language.inference.descriptions import DESCRIBED
from overread.language.inference.kindred import are_of_one_family
from overread.language.places import location_of, places_of, touches
from overread.review import Comparison, Difference

_LEAST = frozenset({"trace", "minimal"})
_MUCH = re.compile(
    r"\b(?:significant|considerabl[ey]|substantial|extensive|pronounced|advanced|widespread)(?:ly)?\W+(?:\w+\W+){0,2}$", re.I
)
_SPREAD = re.compile(r"\b(?:diffuse|widespread|generali[sz]ed|prominent)(?:ly)?\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
_EVERYWHERE = re.compile(
    r"\b(?:occupying|filling|affecting|involving|in|within|throughout)\s(?:almost\s)?(?:all|every|each|the\s(?:whole|entire))\b(?!\splane)",
    re.IGNORECASE,
)
_WHOLE = frozenset({"central", "peripheral"})
_SLIGHTLY = re.compile(r"\b(?:slight|mild|minimal|discrete|subtle)(?:ly)?\b", re.IGNORECASE)
_GRAVELY = re.compile(r"\b(?:severe|marked|massive|gross|considerable)(?:ly)?\b", re.IGNORECASE)
_NEAR = 0.5
_SIDES = 2
_UNEQUAL = re.compile(r"\b(?:greater|larger|more|worse|right|left|predominant\w*|asymmetric\w*)\b", re.IGNORECASE)


def graded_elsewhere(claim: Finding, found: Comparison, facts: Facts) -> Comparison | None:
    """Return the wrong degree of a claim whose own statement in the source gives none, but another one of the same finding, its
    signs or the words before its name do: "minimal steatosis" of significant or widespread steatosis.
    """
    told = [fact for fact in found.facts if fact.source == "findings"]
    if told and found.relation == "inferred" and (more := greater_elsewhere(claim, facts.of.get(told[0].concept, ()))):
        return Comparison(claim, "contradicted", more[:1], more[1])
    if claim.severity is None or claim.presence != "present" or not told:
        return None
    if other_side := _graded_on_a_side(claim, facts):
        return _wrong(claim, other_side, f"{other_side.severity} on the {other_side.laterality}")
    if told[0].severity == claim.severity:
        return None
    if told[0].concept != claim.concept:
        if claim.severity in GRAVE and told[0].severity and {fact.severity for fact in told} <= SLIGHT | {None}:
            return _wrong(claim, told[0], told[0].severity)
        if claim.severity in SLIGHT and _is_much_of(claim, told):
            return _wrong(claim, told[0], told[0].severity or "more than that")
        return _graded_by_signs(claim, told) if found.reason == DESCRIBED and not claim.sizes else None
    if told[0].severity or told[0].sizes:
        return None
    others = [fact for fact in facts.of.get(claim.concept, ()) if fact.severity and _is_the_same(claim, told[0], fact)]
    others = others or _signs_read_so(claim, told[0], facts)
    if others and all(_differ(claim, fact) for fact in others):
        return _wrong(claim, others[0], str(others[0].severity))
    before = told[0].words_before()
    much = _MUCH.search(before) if claim.severity in SLIGHT else None
    much = much or (_SPREAD.search(before) if claim.severity in _LEAST else None)
    if much is None and claim.severity in _LEAST and (wide := _spread(claim, told[0])):
        return _wrong(claim, told[0], wide)
    return _wrong(claim, told[0], much[0].split()[0].lower()) if much else None


def _graded_on_a_side(claim: Finding, facts: Facts) -> Finding | None:
    """Return the side of a finding that is graver than a claim has both ("small bilateral effusions" of a moderate right and a
    small left one), None where the claim tells of a difference.
    """
    if claim.laterality != "bilateral" or claim.anatomy or _UNEQUAL.search(claim.text):
        return None
    told = [fact for fact in facts.of.get(claim.concept, ()) if fact.presence == "present" and fact.source == "findings"]
    sides = {fact.laterality: fact for fact in told if fact.severity and not fact.historical}
    if len(told) != _SIDES or sides.keys() != {"left", "right"}:
        return None
    degree = DEGREE[str(claim.severity)]
    return next((fact for fact in sides.values() if DEGREE[str(fact.severity)] - degree > _NEAR), None)


def _signs_read_so(claim: Finding, told: Finding, facts: Facts) -> list[Finding]:
    """Return the graded signs that a sentence reads as what a claim names ("moderate hypodensities, compatible with small
    vessel disease").
    """
    if told.certainty == "definite":
        return []
    beside = (fact for fact in facts.sentences.get(told.sentence, ()) if fact.concept != told.concept and fact.severity)
    signs = [fact for fact in beside if fact.presence == "present" and fact.span[0] <= told.span[0]]
    return [fact for fact in signs if fact.concept in signs_of(claim.concept) or are_of_one_family(fact.concept, claim.concept)]


def _spread(claim: Finding, told: Finding) -> str | None:
    """Return how a finding is told to reach all of its place, which a claim does not say."""
    if told.laterality == "bilateral" and told.descriptors >= _WHOLE and not claim.descriptors & _WHOLE:
        return "central and peripheral, on both sides"
    after = told.text[max(0, told.marks.get("concept", told.span)[1] - told.span[0]) :]
    found = None if _EVERYWHERE.search(claim.text) else _EVERYWHERE.search(after)
    return found[0].lower() if found else None


def _is_much_of(claim: Finding, signs: Sequence[Finding]) -> bool:
    """Say whether all named signs of a claim are its kin in its place, and much of it: "marked atrophy" for "mild wasting"."""
    named = [sign for sign in signs if not sign.concept.startswith("~")]
    kin = all(are_of_one_family(claim.concept, sign.concept) and touches(places_of(claim), places_of(sign)) for sign in named)
    return bool(named) and kin and all(sign.severity in GRAVE or (not sign.severity and _is_much(sign)) for sign in named)


def _is_much(sign: Finding) -> bool:
    return is_at_grave_end(sign) or is_called_significant(sign)


def _graded_by_signs(claim: Finding, signs: Sequence[Finding]) -> Comparison | None:
    """Return the wrong degree of what the source only describes, in words that are all of the other end of the scale."""
    degrees = [_degree(fact) for fact in signs]
    against = SLIGHT if claim.severity in GRAVE else GRAVE if claim.severity in SLIGHT else frozenset[str]()
    return _wrong(claim, signs[0], str(degrees[0])) if against.issuperset(degrees) else None


def _degree(sign: Finding) -> str | None:
    """Return the degree of a sign, or that of the only amount that its words tell of ("slight increase in echogenicity")."""
    if not sign.severity and _is_much(sign):
        return "severe"
    slight, grave = (pattern.search(sign.text) for pattern in (_SLIGHTLY, _GRAVELY))
    return sign.severity or ("mild" if slight and not grave else "severe" if grave and not slight else None)


def _is_the_same(claim: Finding, told: Finding, fact: Finding) -> bool:
    """Say whether a fact may tell again of what a claim rests on: now, on that side and in that place."""
    now = fact.presence == "present" and fact.source == "findings" and not fact.historical
    now = now and (claim.anatomy == fact.anatomy or not OF_REST.search(fact.words_before("anatomy")))
    here = is_same_side(claim, fact) and location_of(claim, fact) != "apart" and not told.levels ^ fact.levels
    return now and here and (not (told.anatomy and fact.anatomy) or touches(told.anatomy, fact.anatomy))


def _differ(claim: Finding, fact: Finding) -> bool:
    return abs(DEGREE[str(claim.severity)] - DEGREE[str(fact.severity)]) > _NEAR


def _wrong(claim: Finding, fact: Finding, degree: str) -> Comparison:
    given = str(claim.severity).replace("_", " to ")
    return Comparison(claim, "contradicted", (fact,), Difference("severity", given, degree.replace("_", " to "), "severity"))
