"""Guidelines as data: which findings call for which follow-up, each rule with its source and edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from overread.advice.agreement import agree
from overread.advice.recommendations import Advice
from overread.finding import Finding
from overread.flagging import evidence_of
from overread.guidelines.loading import VARIABLE, asking, digest, guidelines, subjects
from overread.guidelines.rules import Guideline, Option, Rule, Size
from overread.language.figures.scales import SCALES
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, places_of, touches
from overread.review import Claim, Evidence, Review

_SETTLED = frozenset({"stable", "persistent", "decreased", "resolved"})
_DENIED = re.compile(r"\b(?:no|without|denies|negative for|not|screening for)\b[^.;,]{0,30}$", re.IGNORECASE)
_OF_ANYTHING = re.compile(r"\b(?:further|work[- ]?up|evaluation|investigation|assessment)\b", re.IGNORECASE)
_HISTORY = re.compile(
    r"\b(?:known|history of|treated|status post|s/p|patient with|under surveillance|undergoing)\b[^.;]{0,60}", re.IGNORECASE
)
_MODALITIES = {"MRI": "MR", "PET": "PT", "DX": "CR", "XR": "CR"}


@dataclass(frozen=True, slots=True)
class Call:
    """What one rule of a guideline says of one finding of the source."""

    guideline: Guideline
    rule: Rule
    fact: Finding

    @property
    def title(self) -> str:
        """Return the guideline's short name with its edition."""
        return f"{self.guideline.title} {self.guideline.edition}"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Return the rule, by its id, and the finding, where the source states it."""
        rule = Evidence("guideline", id=f"{self.guideline.id}/{self.rule.id}", text=self.rule.advice)
        return (rule,) if self.fact.source == "impression" else (rule, evidence_of(self.fact))


def calls(review: Review) -> Iterator[Call]:
    """Yield what the guidelines that ask for a follow-up say of a study: of each the first rule that fits any finding."""
    facts = _subjects([fact for fact in review.facts if _may_be_judged(fact)])
    for guideline in asking() if facts else ():
        found = [fact for fact in facts if _is_about(guideline, fact)]
        if found and _applies(guideline, review):
            fitting = ((rule, fact) for rule in guideline.rules for fact in found if _fits(rule, fact, review, found))
            yield from (Call(guideline, rule, fact) for rule, fact in islice(fitting, 1))


def licences(review: Review) -> list[Call]:
    """Return what the guidelines in force say of every finding of a study, the first rule that fits it.

    Of the findings that the source states, and of what the draft makes of them, be it in doubt, where the source bears it
    out ("acute appendicitis", "septic arthritis cannot be excluded").
    """
    bases = {one.claim.span: one.facts for one in review.comparisons}
    grounded = (_as_rating(claim.finding) for claim in review.claims if _has_grounds(claim))
    told = [_measured(finding, bases.get(finding.span, ())) for finding in grounded]
    facts = [fact for fact in _subjects([*review.facts, *told]) if _is_there(fact)]
    found: list[Call] = []
    for guideline in guidelines() if facts else ():
        own = [fact for fact in facts if _is_about(guideline, fact)]
        stated = [fact for fact in own if fact.source == "findings"] or own
        for fact in own if own and _applies(guideline, review) else ():
            rule = next((rule for rule in guideline.rules if _fits(rule, fact, review, stated)), None)
            found += [Call(guideline, rule, fact)] if rule else []
    return found


def is_called_for(advice: Advice, call: Call) -> bool:
    """Say whether a recommendation of the draft is one that a rule asks for, expects or allows."""
    return is_near(advice, call) and any(
        _takes_up(advice, option) for option in (*call.rule.asks, *call.rule.expects, *call.rule.allows)
    )


def is_needed(denial: Advice, call: Call) -> bool:
    """Say whether what a draft calls needless is what a rule asks for or expects ("no biopsy is indicated")."""
    wanted = replace(denial, denies=False)
    named = _means(denial) - {"imaging", "clinical"}
    if not named and _OF_ANYTHING.search(denial.statement.text):
        return is_near(denial, call) and bool(call.rule.asks or call.rule.expects)
    return is_near(denial, call) and any(
        _takes_up(wanted, option) and (not named or bool(named & frozenset(option.means)))
        for option in (*call.rule.asks, *call.rule.expects)
    )


def is_near(advice: Advice, call: Call) -> bool:
    """Say whether a recommendation can be about the finding of a call: it names no place, or one that touches the finding's.

    The place in the name of an endoscopy is the way in, which may be another part of the region ("nasal endoscopy").
    """
    near = frozenset(place for place in call.fact.nearby if place in lexicon().places)
    named, places = advice.statement.anatomy, places_of(call.fact) or near
    if not named or not places or touches(named, places):
        return True
    regions = [{whole for place in spots for whole in lexicon().wholes(place)} & BODY_REGIONS for spots in (named, places)]
    return "endoscopy" in advice.means and not regions[0].isdisjoint(regions[1])


def _takes_up(advice: Advice, option: Option) -> bool:
    """Say whether a recommendation is an option of a rule; "follow-up" is one where the option has an interval."""
    own = replace(advice, means=_means(advice))
    other = Advice(frozenset(option.means), option.days, False, advice.statement)
    text = f" {advice.statement.text.lower()} "
    if agree(own, other) is not None or (option.says and not any(_says(text, word) for word in option.says)):
        return False
    if named := own.exact | (own.means & {"consult"}):
        return bool(named & other.means)
    return bool(own.means or own.days) and option.days is not None


def _means(advice: Advice) -> frozenset[str]:
    """Return the means of a recommendation; a surgeon's opinion is an opinion, and no operation."""
    return (advice.means - {"surgery"}) | {"consult"} if advice.is_referral else advice.means


def _subjects(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that some guideline in force is about."""
    known, kinds = subjects(), lexicon().kinds
    return [finding for finding in findings if not known.isdisjoint(kinds(finding.concept))]


def _is_about(guideline: Guideline, fact: Finding) -> bool:
    return not lexicon().kinds(fact.concept).isdisjoint(guideline.findings)


def _fits(rule: Rule, fact: Finding, review: Review, found: list[Finding]) -> bool:
    """Say whether a rule is about a finding, which is one of those that its guideline is about."""
    number = "single" if len(found) == 1 and fact.count in (None, 1) else "multiple"
    return rule.fits_age(review.study.patient.age) and rule.number in (None, number) and _is_met(rule, fact)


def _has_grounds(claim: Claim) -> bool:
    """Say whether something in the source speaks for a statement of the draft, and nothing against it."""
    return claim.status in ("supported", "inferred") or (claim.status == "unsupported" and bool(claim.evidence))


def _as_rating(told: Finding) -> Finding:
    """Return a normal that is given as a category ("BI-RADS 2, benign") as that category."""
    rated = told.kind == "normal" and any(":" in name for name in told.descriptors)
    return replace(told, concept="assessment_category", kind="finding", presence="present") if rated else told


def _measured(told: Finding, basis: Sequence[Finding]) -> Finding:
    """Return a statement with the size that the source gives what it rests on ("TR5 nodule"); not of several that are rated."""
    if sum(":" in name for name in told.descriptors) > 1:
        return told
    sized = next((fact for fact in basis if fact.sizes and told.concept in lexicon().kinds(fact.concept)), None)
    return replace(told, sizes=sized.sizes) if sized and not told.sizes else told


def _is_there(fact: Finding) -> bool:
    own = fact.source in ("findings", "impression") and fact.kind == "finding"
    sure = fact.presence == "present" and (fact.certainty != "possible" or fact.source == "impression")
    return own and sure and not fact.historical and fact.change != "resolved"


def _may_be_judged(fact: Finding) -> bool:
    """Say whether the source states a finding that is new to a guideline, neither settled nor followed already; one that has a
    category is judged by that.
    """
    if fact.source != "findings" or not _is_there(fact):
        return False
    followed = fact.change in _SETTLED or any(size.role == "prior" for size in fact.sizes)
    return not followed or any(":" in name for name in fact.descriptors)


def _is_a(fact: Finding, kind: str) -> bool:
    return kind in lexicon().kinds(fact.concept)


def _applies(guideline: Guideline, review: Review) -> bool:
    """Say whether a guideline is made for this patient and examination."""
    study = review.study
    modality = (study.exam.modality or "").upper()
    if guideline.modalities and _MODALITIES.get(modality, modality) not in guideline.modalities:
        return False
    age = study.patient.age
    if (age is None and guideline.age_needed) or (age is not None and age < guideline.youngest):
        return False
    history = " ".join(match[0] for match in _HISTORY.finditer(study.findings))
    texts = (study.indication, study.comparison, study.exam.description or "", history)
    return not any(_names(texts, word) for word in guideline.outside)


def _names(texts: Iterable[str], word: str) -> bool:
    pattern = re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
    return any(not _DENIED.search(text[: match.start()]) for text in texts for match in pattern.finditer(text))


def _is_met(rule: Rule, fact: Finding) -> bool:
    named = not rule.findings or any(_is_a(fact, kind) for kind in rule.findings)
    scored = not rule.scores or not fact.descriptors.isdisjoint(rule.scores)
    if not (named and scored and rule.fits_density(fact) and _has_size(rule.size, fact)):
        return False
    text = f" {re.sub(r'[-/]', ' ', fact.text.lower())} "
    said = not rule.says or any(_says(text, word) for word in rule.says)
    return said and not any(_says(text, word) for word in rule.unless)


def _says(text: str, word: str) -> bool:
    return word in text and _begun(word).search(text) is not None


@lru_cache(maxsize=4096)
def _begun(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}")


def _has_size(size: Size | None, fact: Finding) -> bool:
    if size is None:
        return True
    lengths = [
        [value * SCALES[own.unit][1] for value in own.values]
        for own in fact.sizes
        if own.role in ("current", "range") and SCALES.get(own.unit, ("",))[0] == "size"
    ]
    if not lengths:
        return False
    own = sorted(lengths[0], reverse=True)
    return size.holds(round(sum(own[:2]) / len(own[:2])) if size.of == "mean" else own[0])


__all__ = ["VARIABLE", "Call", "Guideline", "Rule", "calls", "digest", "guidelines", "is_called_for", "is_needed", "licences"]
