"""The second opinion: a learned reader is asked about what the rules left open, and may only explain and soften."""

from __future__ import annotations

from dataclasses import replace

from overread.flagging import less
from overread.opinions import Consultant
from overread.review import Claim, Comparison, Flag, Opinion, Review

OPEN = ("unsupported", "unchecked")
SOFTENED = frozenset({"invented_finding", "overinterpretation", "certainty"})
"""The flags that say no more than that the rules found no support: the only ones whose severity an opinion may lower."""


def consulted(review: Review, consultant: Consultant) -> Review:
    """Return the review with an opinion on every claim that the rules left open, before the decision.

    No claim changes its status and no flag goes away. Where the opinion is that the source bears a claim out, the severity of
    its flags of the softened types goes down by one step. One that fails changes nothing and is flagged as `not_checked`.
    """
    if review.error or not any(map(_is_open, review.claims, review.comparisons)):
        return review
    claims: list[Claim] = []
    failures: list[Flag] = []
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        if not _is_open(claim, comparison):
            claims.append(claim)
            continue
        opinion = _asked(review, claim, consultant)
        claims.append(replace(claim, opinion=opinion))
        if opinion.label is None:
            failures.append(_failure(review, claim, opinion))
    borne_out = {claim.id for claim in claims if claim.opinion and claim.opinion.label == "entailment"}
    flags = tuple(_softened(flag, consultant) if flag.claim in borne_out else flag for flag in review.flags)
    return replace(review, claims=tuple(claims), flags=(*flags, *failures))


def _is_open(claim: Claim, comparison: Comparison) -> bool:
    """Say whether the rules left a claim open, by themselves and not only because a check of the whole draft failed."""
    return claim.status in OPEN and comparison.relation in OPEN


def _asked(review: Review, claim: Claim, consultant: Consultant) -> Opinion:
    try:
        said = consultant.ask(review.study, claim.finding.text)
    except Exception as error:
        why = f"The second opinion failed ({type(error).__name__})."
        return Opinion(None, None, consultant.name, consultant.digest, why)
    score = None if said.score is None else round(said.score, 4)
    return Opinion(said.label, score, consultant.name, consultant.digest, said.explanation)


def _softened(flag: Flag, consultant: Consultant) -> Flag:
    if flag.type not in SOFTENED or less(flag.severity) == flag.severity:
        return flag
    told = f"{flag.message} {consultant.name} finds it borne out; {flag.severity} without that."
    return replace(flag, severity=less(flag.severity), message=told)


def _failure(review: Review, claim: Claim, opinion: Opinion) -> Flag:
    span = claim.finding.span
    text = review.impression[slice(*span)]
    return Flag("not_checked", "minor", opinion.explanation, span, text, claim.id, validator="second_opinion")
