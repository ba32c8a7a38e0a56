"""Recommendations in the draft against those of the source and of the guidelines in force."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from overread.advice.agreement import agree, is_named_in, is_told_in, speak_of_same
from overread.advice.recommendations import Advice, advice_of
from overread.advice.unbound import continues_screening, may_be_given
from overread.finding import Finding
from overread.flagging import evidence_of, quoted, told
from overread.guidelines import Call, is_called_for, is_near, is_needed, licences
from overread.language.comparison.changes import measured_change
from overread.language.comparison.positions.devices import is_unfit
from overread.language.figures.agreement import is_sampled
from overread.language.figures.extremes import SLIGHT
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, touches
from overread.review import Claim, Evidence, Flag, Review, Severity
from overread.validators import validator

_OPTIONAL = re.compile(
    r"\b(?:could|may|might|can|consider\w*|versus|vs|if|should be correlated|correlat\w*|candidates?|suitable|amenable|"
    r"options?|view to|or)\b|\+/-",
    re.IGNORECASE,
)
_TO_SAMPLE = frozenset(
    "malignancy metastasis lymphadenopathy increased_uptake fdg_uptake hypermetabolic_lymphadenopathy wall_thickening "
    "bowel_wall_thickening biliary_stricture filling_defect microcalcification polyp ulcer".split()
)
_TREATED = frozenset({"pneumonitis", "pneumonia", "bronchiolitis", "sinusitis"})  # with drugs
_MASSES = frozenset({"mass", "nodule"})
_SUSPICIOUS = frozenset({"significant", "spiculated", "malignant", "hypermetabolic"})
_USE = re.compile(
    r"(?<!not )(?<!not yet )\b(?:suitable|safe|ready|ok(?:ay)?|fine|cleared|may|can|appropriate|good)\s"
    r"(?:(?!not)\w+\s)?(?:to|for|be)\s"
    r"(?:us(?:e|ed|age)|(?:tube )?feed(?:s|ing|ings)?|begin|start(?:ed)?|commenced?|begun)\b",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:routine(?:ly)?|elective(?:ly)?|non-?urgent|in due course)\b", re.IGNORECASE)
_SOON = 14.0
"""Days; in two weeks is not at once."""
_LONG = 150.0
_TUMOR = r"(?:\w+ ){0,3}(?:\w*carcinoma|malignan|cancer|neoplas|metasta)"
_CALLED = re.compile(
    r"(?<!not )(?<!no )\b(?:suspicious|worrisome|worrying|suspected)\b|"
    rf"\b(?:concern\w* for|likely|probabl[ey]|consistent with|compatible with) {_TUMOR}",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\b(?:other|others|remaining|rest|additional)\b", re.IGNORECASE)
_ASIDE = {
    "modality": "something else", "field": "another field", "interval": "another interval", "age": "another age",
    "sense": "the opposite",
}  # fmt: skip


@validator("recommendation")
def recommendation(review: Review) -> Iterator[Flag]:
    """Flag a recommendation that neither source nor guideline gives, or that is given with another modality or interval."""
    yield from _use_of_misplaced(review)
    claims = [(claim, advice_of(claim.finding)) for claim in review.claims if claim.finding.kind == "recommendation"]
    if not any(not wanted.is_general for _, wanted in claims):
        return
    facts = (advice_of(fact) for fact in review.facts if fact.kind == "recommendation" and fact.source == "findings")
    given = [advice for advice in facts if not advice.is_general or advice.denies]
    told = any(claim.finding.kind == "communication" for claim in review.claims)
    found: list[Call] | None = None
    for claim, wanted in claims:
        if wanted.is_general or claim.status == "supported":
            continue
        if _plain(claim.finding.text) in _plain(review.study.findings):
            continue
        if wanted.is_asked and not wanted.denies and is_told_in(wanted, review.study.findings):
            continue
        found = licences(review) if found is None else found
        drafted = [other for _, other in claims]
        against = any(
            agree(wanted, source) in ("sense", "field", "interval", "age") or _stands_for(wanted, source, drafted)
            for source in given
        )
        needed = (
            (None if _is_of_others(claim, review) else _needed(wanted, drafted, found))
            if wanted.denies
            else _delayed(wanted, drafted, _of_its_own(claim, review, found))
        )
        if needed and (wanted.denies or not told):
            yield _against(review, claim, needed, "the opposite" if wanted.denies else "later")
        elif _is_too_late(claim, wanted, drafted, review):
            yield _flag(review, claim, wanted, [], [])
        elif not wanted.denies and not against and _may_be_given(wanted, review, found):
            continue
        else:
            yield _flag(review, claim, wanted, given, found)


def _plain(text: str) -> str:
    """Return a text in lower case without line breaks and double blanks."""
    return " ".join(text.lower().split())


def _use_of_misplaced(review: Review) -> Iterator[Flag]:
    """Flag that a tube or a line may be used which the source finds where it must not be."""
    wrong = next((fact for fact in review.facts if fact.source == "findings" and is_unfit(fact)), None)
    if wrong is None:
        return
    for span in dict.fromkeys(claim.finding.span for claim in review.claims if _USE.search(claim.finding.text)):
        message = f"Draft: it may be used. {told(wrong)}."
        yield Flag("recommendation", "critical", message, span, review.impression[slice(*span)], evidence=(evidence_of(wrong),))


def _is_of_others(claim: Claim, review: Review) -> bool:
    """Say whether a sentence speaks of what is left besides the finding that matters ("two other nodules need no biopsy")."""
    told = (one.finding for one in review.claims if one.finding.sentence == claim.finding.sentence)
    return any(_OF_OTHERS.search(one.text) for one in told)


def _needed(denial: Advice, drafted: list[Advice], found: list[Call]) -> Call | None:
    """Return what a guideline asks for or expects and the draft calls needless, though it recommends nothing like it."""
    asked = [advice for advice in drafted if not advice.denies]
    needed = (call for call in found if is_needed(denial, call) and not _is_settled(call.fact))
    return next((call for call in needed if not any(is_called_for(advice, call) for advice in asked)), None)


def _is_settled(fact: Finding) -> bool:
    """Say whether a finding is told not to have changed, be it by two equal sizes: to leave it alone may be right."""
    return (fact.change or measured_change(fact)) in ("stable", "persistent", "decreased", "resolved")


def _of_its_own(claim: Claim, review: Review, found: list[Call]) -> list[Call]:
    """Return what guidelines say of the findings told right before a recommendation, of all where it is nothing of those."""
    place = claim.finding.sentence
    before = [
        (one.finding.sentence, {one.finding.span, *(fact.span for fact in comparison.facts)})
        for one, comparison in zip(review.claims, review.comparisons, strict=True)
        if one.finding.kind == "finding" and place - 1 <= one.finding.sentence <= place
    ]
    last = max((sentence for sentence, _ in before), default=place)
    spans = {span for sentence, facts in before if sentence == last for span in facts}
    return [call for call in found if call.fact.span in spans] or found


def _delayed(wanted: Advice, drafted: list[Advice], found: list[Call]) -> Call | None:
    """Return what a guideline expects at once where the draft only asks for something later, and for nothing of that now."""
    pressing = any(call.rule.prompt and is_near(wanted, call) for call in found)
    if not _is_later(wanted) or (not pressing and any(is_called_for(wanted, call) for call in found)):
        return None
    now = [advice for advice in drafted if not advice.denies and not _is_later(advice)]
    urgent = (call for call in found if call.rule.prompt and is_near(wanted, call))
    return next((call for call in urgent if not any(is_called_for(advice, call) for advice in now)), None)


def _is_too_late(claim: Claim, wanted: Advice, drafted: list[Advice], review: Review) -> bool:
    """Say whether a draft only puts off, by half a year or as routine, what it calls suspicious right before."""
    days = wanted.days[0] if wanted.days else 0.0
    if wanted.denies or not (days >= _LONG or _LATER.search(wanted.statement.text)):
        return False
    place = claim.finding.sentence
    told = [
        one.finding
        for one in review.claims
        if one.finding.kind == "finding"
        and place - 1 <= one.finding.sentence <= place
        and one.finding.span <= claim.finding.span
    ]
    last = [finding for finding in told if finding.sentence == max(one.sentence for one in told)]
    called = any(finding.presence == "present" and _is_called_grave(finding) for finding in last)
    return called and not any(not advice.denies and not _is_later(advice) and advice.exact for advice in drafted)


def _is_called_grave(finding: Finding) -> bool:
    """Say whether the draft calls a finding suspicious, or by the name of a spread that it does not know to be old."""
    spread = "metastasis" in lexicon().kinds(finding.concept) and not finding.historical and finding.change is None
    return spread or _CALLED.search(finding.text) is not None


def _is_later(advice: Advice) -> bool:
    return _LATER.search(advice.statement.text) is not None or (advice.days is not None and advice.days[0] >= _SOON)


def _may_be_given(wanted: Advice, review: Review, found: list[Call]) -> bool:
    return may_be_given(wanted) or continues_screening(wanted, review.study) or _may_be_asked(wanted, review, found)


def _may_be_asked(wanted: Advice, review: Review, found: list[Call]) -> bool:
    """Say whether a guideline calls for a recommendation, or those who treat a finding of weight are asked for their view."""
    if any(is_called_for(wanted, call) for call in found):
        return True
    operated = "surgery" in wanted.exact and not wanted.names_field
    asked = wanted.is_referral and (wanted.names_field or not wanted.exact - {"surgery"})
    return asked and any(_is_weighty(fact, operated) for fact in _found(review))


def _is_weighty(fact: Finding, operated: bool) -> bool:
    """Say whether a finding is one that those who treat it are asked about; surgeons, where it may not wait for them."""
    known = lexicon().concepts.get(fact.concept)
    if known is None or known.importance == "routine":
        return False
    if not operated:
        return True
    pressing = known.importance == "critical" and bool(known.acute) and fact.certainty == "definite"
    return pressing and fact.severity not in SLIGHT and _TREATED.isdisjoint(lexicon().kinds(fact.concept))


def _against(review: Review, claim: Claim, call: Call, how: str) -> Flag:
    span = claim.finding.span
    message = f"Draft: {how}. {call.title}: {call.rule.advice}."
    return Flag("recommendation", "major", message, span, review.impression[slice(*span)], claim.id, evidence=call.evidence)


def _stands_for(wanted: Advice, source: Advice, drafted: list[Advice]) -> bool:
    """Say whether a recommendation takes the place of one that the source gives for that organ and the draft leaves out."""
    apart = bool(wanted.places) and not touches(wanted.places, source.places)
    if agree(wanted, source) != "modality" or apart:
        return False
    return not any(agree(other, source) is None and speak_of_same(other, source) for other in drafted)


def _flag(review: Review, claim: Claim, wanted: Advice, given: list[Advice], found: list[Call]) -> Flag:
    span = claim.finding.span
    other = next((source for source in given if _is_changed(wanted, source, review)), None)
    evidence: tuple[Evidence, ...] = ()
    asked = wanted.is_invasive and not _OPTIONAL.search(wanted.statement.text)
    spared = wanted.denies and _is_of_others(claim, review)
    spared = spared or _is_below_size(wanted, review)
    to_settle = _has_lesion(review, "endoscopy" in wanted.means) and not spared
    fitting = not to_settle if wanted.denies else wanted.is_diagnostic and to_settle
    severity: Severity = "major" if asked and not fitting else "minor"
    message = "The source gives no such recommendation."
    if other is not None:
        severity, evidence = "major", (evidence_of(other.statement),)
        message = f"Draft: {_ASIDE[agree(wanted, other) or 'sense']}. Findings: {quoted(other.statement.text)}."
    elif demands := [call for call in found if call.rule.asks]:
        evidence = demands[0].evidence
        message = f"The source gives no such recommendation. {demands[0].title}: {demands[0].rule.advice}."
    return Flag("recommendation", severity, message, span, review.impression[slice(*span)], claim.id, evidence=evidence)


def _is_changed(wanted: Advice, source: Advice, review: Review) -> bool:
    """Say whether a recommendation stands for one of the source of another kind or time: not where it is about another organ,
    nor where the draft names the tissue that the source asks for as well.
    """
    how = agree(wanted, source)
    mine, theirs = wanted.places - BODY_REGIONS, source.places - BODY_REGIONS
    if how not in _ASIDE or (how != "sense" and mine and theirs and not touches(mine, theirs)):
        return False
    return not (how == "modality" and source.is_diagnostic and is_named_in(source, review.impression))


def _is_below_size(wanted: Advice, review: Review) -> bool:
    """Say whether a draft calls biopsy needless of thyroid nodules that are all rated, and too small for it by that rating (ACR
    TI-RADS 2017: 10 mm in category 5, 15 mm in 4, 25 mm in 3).
    """
    told = [fact for fact in review.facts if fact.source == "findings" and fact.sizes]
    rated = [(fact, name) for fact in told for name in fact.descriptors if name.startswith("tirads:")]
    return wanted.denies and bool(rated) and all(_length(fact) < _BIOPSIED.get(name, math.inf) for fact, name in rated)


_BIOPSIED = {"tirads:5": 10.0, "tirads:4": 15.0, "tirads:3": 25.0}


def _length(fact: Finding) -> float:
    """Return the longest diameter of a finding in mm, as far as it is given in mm or cm."""
    now = [size for size in fact.sizes if size.role == "current" and size.unit in ("mm", "cm")]
    return max((max(size.values) * (10.0 if size.unit == "cm" else 1.0) for size in now), default=math.inf)


def _has_lesion(review: Review, by_looking: bool) -> bool:
    """Say whether the source finds something that only tissue or endoscopy can settle: focal uptake, a stricture, what it calls
    suspicious or rates so, for a look inside any mass; not where it rates all lower, unless the draft rates one so.
    """
    ratings = [score for fact in review.facts if fact.source == "findings" for score in map(is_sampled, fact.descriptors)]
    if any(is_sampled(score) for claim in review.claims for score in claim.finding.descriptors):
        return True
    if any(score is not None for score in ratings):
        return True in ratings
    concepts = lexicon().concepts
    return any(
        (fact.concept in concepts and concepts[fact.concept].importance != "routine" and _is_to_sample(fact, by_looking))
        or not _SUSPICIOUS.isdisjoint(fact.descriptors)
        for fact in _found(review)
    )


def _is_to_sample(fact: Finding, by_looking: bool) -> bool:
    kinds = lexicon().kinds(fact.concept)
    solid = "mass" in kinds and "solid" in fact.descriptors
    wanted = not _TO_SAMPLE.isdisjoint(kinds) or solid or (by_looking and not _MASSES.isdisjoint(kinds))
    return wanted and "benign" not in fact.descriptors


def _found(review: Review) -> Iterator[Finding]:
    return (
        fact
        for fact in review.facts
        if fact.source == "findings" and fact.kind == "finding" and fact.presence == "present" and not fact.historical
    )
