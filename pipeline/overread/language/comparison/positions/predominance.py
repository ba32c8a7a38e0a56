"""Where a draft says that there is most of a finding, against where the source says so: "mainly in the upper lobes"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.inference.kindred import are_of_one_family
from overread.language.lexicon import lexicon
from overread.language.places import narrowest, place_words, relation
from overread.review import Comparison, Difference

_MOSTLY = re.compile(
    r"\b(?:(?:pre)?dominant(?:ly)?|predominating|mainly|mostly|especially|particularly|chiefly|primarily|principally|"
    r"preferential(?:ly)?|(?:most|more) (?:pronounced|marked|prominent|extensive|severe|evident))\b",
    re.IGNORECASE,
)
_OF_PLACE = re.compile(r"\b(?:predominance|predominant|preponderance)\b", re.IGNORECASE)
_REACH = 40
"""Characters between the word for most and the place that it is said of."""


def gathered_elsewhere(claim: Finding, told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong place of most of a finding where the source gives another one, and none gives this."""
    if claim.presence != "present" or claim.kind != "finding" or not claim.anatomy or not _tells_most(claim):
        return None
    named = _most_of(claim)
    if not named:
        return None
    signs = [fact for fact in told[:1] if fact.source == "findings"]
    names = dict.fromkeys([claim.concept, *(fact.concept for fact in signs)])
    alike = [*signs, *(fact for name in names for fact in facts.of.get(name, ()))]
    kinds = (lexicon().kinds(claim.concept) - {claim.concept, "abnormality"}) or {claim.concept}
    alike += [
        fact
        for fact in facts.first_found
        if _tells_most(fact) and (kinds & lexicon().kinds(fact.concept) or are_of_one_family(claim.concept, fact.concept))
    ]
    found: Finding | None = None
    for fact in alike:
        if fact.presence != "present" or fact.source != "findings" or not is_same_side(claim, fact):
            continue
        places = _most_of(fact)
        if places and not _is_apart(named, places):
            return None
        found = found or (fact if places else None)
    if found is None:
        return None
    return Comparison(
        claim, "contradicted", (found,), Difference("location", place_words(claim), place_words(found), "anatomy")
    )


def _tells_most(finding: Finding) -> bool:
    return _MOSTLY.search(finding.text) is not None or _OF_PLACE.search(finding.text) is not None


def _most_of(finding: Finding) -> frozenset[str]:
    """Return the places right behind the first word of a statement that says where there is most, or right before it ("with
    upper lobe predominance").
    """
    start = finding.span[0]
    spans = {mark.partition(":")[2]: span for mark, span in finding.marks.items() if mark.startswith("anatomy:")}
    if word := _OF_PLACE.search(finding.text):
        led = frozenset(place for place, span in spans.items() if 0 <= word.start() - (span[1] - start) <= 1)
        if led:
            return narrowest(led)
    if (match := word or _MOSTLY.search(finding.text)) is None:
        return frozenset()
    return narrowest(frozenset(place for place, span in spans.items() if 0 <= span[0] - start - match.end() <= _REACH))


def _is_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return all(relation(place, place_there) == "apart" for place in one for place_there in other)
