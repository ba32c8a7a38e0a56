"""Present where the source says absent, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import against, by_importance, described, differing, flag, importance, less, quoted, told
from overread.language.comparison.assurance import is_of_certainty
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.denials.flows import FLOW
from overread.language.comparison.denials.limits import is_value
from overread.language.comparison.denials.oversize import REDUCED
from overread.language.comparison.looks.exchanged_meanings import LOOK
from overread.language.comparison.vicinity.unread import affirmed_there
from overread.language.figures.agreement import agrees
from overread.language.inference.kindred import Kindred, are_of_one_family
from overread.language.lexicon import lexicon
from overread.language.places import places_of, touches
from overread.review import Claim, Comparison, Difference, Flag, Review, Severity
from overread.validators import validator
from overread.worth_reporting import is_loosely_said


@validator("negation")
def negation(review: Review) -> Iterator[Flag]:
    """Flag a finding that the source denies, and a denial or a statement of normality that a source finding belies.

    A finding weighs less where the source, for all its denial, finds something of its family in that very place; it is minor
    where a normal speaks against it, but a sentence of the source affirms it word for word. Where the draft doubts it, or
    excludes what the source suspects, what is wrong is how sure it is.
    """
    kindred = Kindred(review.facts)
    for claim, comparison, difference in differing(review, "negation"):
        if difference.mark == LOOK:
            message = against(difference.claim_value, difference.source_value, comparison.facts)
            severity = by_importance(claim.finding, "major", "major", "minor")
            yield flag(review, claim, comparison, "negation", severity, message)
            continue
        message = f"Draft: {_claimed(claim, difference)}. {told(comparison.facts[0])}."
        severity = _severity(claim, comparison)
        if claim.finding.presence == "present" and kindred.of(claim.finding):
            severity = less(severity)
        elif claim.finding.presence == "present" and all(fact.kind == "normal" for fact in comparison.facts):
            severity = "minor" if affirmed_there(claim.finding, review.study.findings) else severity
        elif claim.finding.change == "decreased" or (
            claim.finding.presence == "present" and _is_measured(claim.finding, review.facts)
        ):
            severity = "minor"
        yield flag(review, claim, comparison, "certainty" if is_of_certainty(comparison) else "negation", severity, message)


def _is_measured(finding: Finding, facts: tuple[Finding, ...]) -> bool:
    """Say whether the source gives every size of a finding to something that it finds in no other organ, on no other side, and
    that may be it: to a kindred or an unnamed finding.
    """
    sizes = [size for size in finding.sizes if size.role == "current"]
    here = [fact for fact in facts if fact.presence == "present" and is_same_side(finding, fact) and _may_be(finding, fact)]
    return bool(sizes) and all(any(agrees(size, other) for fact in here for other in fact.sizes) for size in sizes)


def _may_be(finding: Finding, fact: Finding) -> bool:
    known = lexicon().concepts.get(fact.concept)
    open_to = known is None or known.generic or are_of_one_family(finding.concept, fact.concept)
    claimed, stated = places_of(finding), places_of(fact)
    return open_to and (not claimed or not stated or touches(claimed, stated))


def _claimed(claim: Claim, difference: Difference) -> str:
    return quoted(claim.finding.text) if difference.claim_value == "normal" else described(claim.finding)


def _severity(claim: Claim, comparison: Comparison) -> Severity:
    of_value = comparison.difference is not None and comparison.difference.claim_value == "normal"
    if claim.finding.presence == "present" and not of_value:
        severity = by_importance(claim.finding, "critical", "major", "minor")
        return less(severity) if claim.finding.certainty == "possible" else severity
    if claim.finding.concept == FLOW or (comparison.difference and comparison.difference.source_value == REDUCED):
        return "major"
    summed = claim.finding.kind == "normal" or claim.finding.concept == "abnormality"
    summed = summed and not any(name.startswith("aspect-of-") for name in claim.finding.descriptors)
    wanting = comparison.facts[0].presence == "absent" and comparison.facts[0].kind == "finding"  # a sign by its absence
    valued = is_value(claim.finding, comparison.facts[0])
    weights = {_weight(fact, summed) for fact in ((claim.finding,) if wanting or valued else comparison.facts)}
    return "critical" if "critical" in weights else "major" if "notable" in weights else "minor"


def _weight(fact: Finding, summed: bool) -> str:
    """Return the weight of a denied fact; one that is doubtful or barely there weighs one step less.

    So does one that is lasting or mild, where all is `summed` up as normal; a severe one weighs one step more.
    """
    weight = importance(fact)
    known = lexicon().concepts.get(fact.concept)
    lasting = is_loosely_said(fact) or (known is not None and known.acute is False) or "calcified" in fact.descriptors
    slight = (
        (summed and (lasting or fact.severity == "mild"))
        or fact.certainty == "possible"
        or fact.severity in ("trace", "minimal")
    )
    if fact.severity == "severe" and fact.certainty != "possible":
        return {"routine": "notable"}.get(weight, weight)
    return {"critical": "notable", "notable": "routine"}.get(weight, weight) if slight else weight
