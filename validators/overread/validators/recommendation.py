"""Recommendations in the draft against those of the source and of the guidelines in force."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.advice import Advice, advice_of, agree, speak_of_same
from overread.flagging import evidence_of, quoted
from overread.guidelines import Call, calls, is_called_for
from overread.language.lexicon import lexicon
from overread.language.places import touches
from overread.review import Claim, Evidence, Flag, Review, Severity
from overread.validators import validator

_OPTIONAL = re.compile(
    r"\b(?:could|may|might|can|consider\w*|versus|vs|if|should be correlated|correlat\w*|or)\b", re.IGNORECASE
)
_TO_SAMPLE = frozenset(
    "malignancy metastasis lymphadenopathy increased_uptake fdg_uptake hypermetabolic_lymphadenopathy wall_thickening "
    "bowel_wall_thickening biliary_stricture filling_defect microcalcification".split()
)
_SUSPICIOUS = frozenset({"significant", "spiculated", "malignant", "hypermetabolic"})
_ASIDE = {"modality": "another modality", "interval": "another interval", "sense": "the opposite"}


@validator("recommendation")
def recommendation(review: Review) -> Iterator[Flag]:
    """Flag a recommendation that neither source nor guideline gives, or that is given with another modality or interval."""
    claims = [(claim, advice_of(claim.finding)) for claim in review.claims if claim.finding.kind == "recommendation"]
    if not any(not wanted.is_general for _, wanted in claims):
        return
    facts = (advice_of(fact) for fact in review.facts if fact.kind == "recommendation" and fact.source == "findings")
    given = [advice for advice in facts if not advice.is_general or advice.denies]
    found: list[Call] | None = None
    for claim, wanted in claims:
        if wanted.is_general or any(agree(wanted, source) is None and speak_of_same(wanted, source) for source in given):
            continue
        found = calls(review) if found is None else found
        drafted = [other for _, other in claims]
        against = any(agree(wanted, source) == "sense" or _stands_for(wanted, source, drafted) for source in given)
        if not wanted.denies and not against and any(is_called_for(wanted, call) for call in found):
            continue
        yield _flag(review, claim, wanted, given, found)


def _stands_for(wanted: Advice, source: Advice, drafted: list[Advice]) -> bool:
    """Say whether a recommendation takes the place of one that the source gives for that organ and the draft leaves out."""
    if agree(wanted, source) != "modality" or not touches(wanted.places, source.places):
        return False
    return not any(agree(other, source) is None and speak_of_same(other, source) for other in drafted)


def _flag(review: Review, claim: Claim, wanted: Advice, given: list[Advice], found: list[Call]) -> Flag:
    span = claim.finding.span
    other = next((source for source in given if agree(wanted, source) in _ASIDE), None)
    evidence: tuple[Evidence, ...] = ()
    asked = wanted.is_invasive and not _OPTIONAL.search(wanted.statement.text)
    severity: Severity = "major" if asked and not (wanted.is_diagnostic and _has_lesion(review)) else "minor"
    message = "The source gives no such recommendation."
    if other is not None:
        severity, evidence = "major", (evidence_of(other.statement),)
        message = f"Draft: {_ASIDE[agree(wanted, other) or 'sense']}. Findings: {quoted(other.statement.text)}."
    elif found:
        evidence = tuple(part for call in found[:1] for part in call.evidence)
        message = f"The source gives no such recommendation. {found[0].title}: {found[0].rule.advice}."
    return Flag("recommendation", severity, message, span, review.impression[slice(*span)], claim.id, evidence=evidence)


def _has_lesion(review: Review) -> bool:
    """Say whether the source finds something that only tissue or endoscopy can settle: focal uptake, a stricture, what it
    calls suspicious.
    """
    kinds = lexicon().kinds
    return any(
        fact.source == "findings"
        and fact.kind == "finding"
        and fact.presence == "present"
        and not (_TO_SAMPLE.isdisjoint(kinds(fact.concept)) and _SUSPICIOUS.isdisjoint(fact.descriptors))
        for fact in review.facts
    )
