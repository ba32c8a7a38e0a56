"""How doubtful a flag is, by how well the statements that it sets against one another were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from overread.finding import Finding, Span
from overread.flagging import less
from overread.language.comparison.vicinity.wording import overlap
from overread.language.inference.descriptions import DESCRIBED
from overread.language.lexicon import lexicon
from overread.language.places import places_of, touches
from overread.language.words.reading import read
from overread.review import Flag, Review

UNSURE = "Read with doubt."
_MOST_PLACES = 5
_DOUBTED = frozenset(
    "negation laterality location measurement invented_finding certainty overinterpretation change descriptor "
    "internal_contradiction invented_prior".split()
)
_OF_STATEMENTS = {
    "unknown": 3.0, "shared": -2.0, "places": 0.49, "same": -0.4, "unnamed": 0.71, "critical": -0.9, "askew": 1.2, "partly": 1.0
}  # fmt: skip
_OF_TYPE = {"location": 0.4, "certainty": 0.4, "change": -0.3, "laterality": -0.8}
_OF_OMISSIONS = {"unknown": 4.4, "shared": 2.0}
"""Logistic weights of what makes a flag of weight wrong, fitted on drafts of reports that the engine had not been made with,
faithful ones and ones with a planted error; `askew` and `partly` were set by the share of false flags that have them.
"""
_MOST = {"omission": 1.0}
_MOST_OF_STATEMENTS = 0.52
"""The doubt from which a flag weighs less: that of a quarter of the flags of weight on faithful drafts, and of one in twenty of
those that name a planted error (docs/design/doubt.md).
"""


def weighed(review: Review, flag: Flag) -> Flag:
    """Return a flag one severity lower, and saying so, where the statements that it sets against one another are badly read."""
    if flag.severity == "minor" or doubt(review, flag) < _MOST.get(flag.type, _MOST_OF_STATEMENTS):
        return flag
    return replace(flag, severity=less(flag.severity), message=f"{flag.message} {UNSURE}")


def doubt(review: Review, flag: Flag) -> float:
    """Return how doubtful a flag of weight is, from about -3 to 6; 0 for the types of flags that are not doubted."""
    told = traits(review, flag)
    if not told:
        return 0.0
    weights = _OF_OMISSIONS if flag.type == "omission" else _OF_STATEMENTS
    return _OF_TYPE.get(flag.type, 0.0) + sum(weights[name] * value for name, value in told.items())


def traits(review: Review, flag: Flag) -> Mapping[str, float]:
    """Return what a flag's doubt is reckoned from, nothing where it is of a type that is not doubted.

    Of a statement: the share of its words that is `unknown` to the lexicon and, where it is a finding, that which the evidence
    has (`shared`) and the number of its places in question, up to five; whether the evidence is of the same concept, by name
    or, for a wrong place, by a rule that knows its words, the claim or evidence `unnamed` by both, the flag `critical`, a
    denial `askew`, set against what lies elsewhere or nowhere, and a finding `partly` where the source has it. Of an omission:
    the shares of its words that are unknown, and that the draft has.
    """
    if flag.type == "omission":
        return _of_omission(review, flag)
    place = next((place for place, claim in enumerate(review.claims) if claim.id == flag.claim), None)
    if place is None or flag.type not in _DOUBTED or review.claims[place].finding.kind == "comparison":
        return {}
    claim, comparison = review.claims[place].finding, review.comparisons[place]
    facts, described = comparison.facts, flag.type == "location" and comparison.reason == DESCRIBED
    fact = facts[0] if facts else None
    found = claim.kind == "finding" and claim.presence == "present"
    return {
        "unknown": _unknown(review.impression, claim.span),
        "shared": overlap(claim, fact) if found and fact else 0.0,
        "places": float(min(_number_of_places(claim, fact, flag.type), _MOST_PLACES)) if found else 0.0,
        "same": float(fact is not None and (described or fact.concept == claim.concept)),
        "unnamed": float(_is_unnamed(claim) or (fact is not None and _is_unnamed(fact) and not described)),
        "critical": float(flag.severity == "critical"),
        "askew": float(fact is not None and _is_askew(claim, fact)),
        "partly": float(fact is not None and flag.type == "location" and _is_partly_there(claim, fact)),
    }


def _of_omission(review: Review, flag: Flag) -> Mapping[str, float]:
    fact = next((fact for fact in review.facts if any(fact.span == each.span for each in flag.evidence)), None)
    if fact is None or fact.source != "findings":
        return {}
    said = {token.norm for token in read(review.impression).tokens}
    return {
        "unknown": _unknown(review.study.findings, fact.span),
        "shared": len(fact.words & said) / len(fact.words) if fact.words else 0.0,
    }


def _number_of_places(claim: Finding, fact: Finding | None, type: str) -> int:
    """Return how many places a finding has; a denial of some of them alone only asks about those ("subscapularis intact")."""
    denied = fact is not None and type == "negation" and frozenset() < fact.anatomy < claim.anatomy
    return len(fact.anatomy if fact is not None and denied else claim.anatomy)


def _is_askew(claim: Finding, fact: Finding) -> bool:
    """Say whether a denial is set against a finding that is told in no place, or against another finding in another place."""
    if claim.presence == "present" or fact.presence == "absent" or fact.kind != "finding":
        return False
    own, found = places_of(claim), places_of(fact)
    if not found:
        return bool(claim.anatomy)
    return fact.concept != claim.concept and bool(own) and not touches(own, found)


def _is_partly_there(claim: Finding, fact: Finding) -> bool:
    """Say whether a finding shares a place with the one that it is set against, and only names a further one."""
    shared, further = claim.anatomy & fact.anatomy, claim.anatomy - fact.anatomy
    apart = bool(claim.levels and fact.levels) and claim.levels.isdisjoint(fact.levels)
    return bool(further) and not apart and any(all(one not in lexicon().wholes(other) for other in further) for one in shared)


def _is_unnamed(finding: Finding) -> bool:
    return finding.concept.startswith("~")


def _unknown(text: str, span: Span) -> float:
    """Return the share of the words at a span that mean nothing to the lexicon, those of everyday apart."""
    reading, ordinary = read(text), lexicon().ordinary
    meant = {place for item in reading.items for place in range(item.first, item.last)}
    words = [
        place
        for place, token in enumerate(reading.tokens)
        if span[0] <= token.start < span[1] and token.norm[:1].isalpha() and token.norm not in ordinary
    ]
    return sum(place not in meant for place in words) / len(words) if words else 0.0
