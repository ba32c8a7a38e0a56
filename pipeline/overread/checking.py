"""The over-read itself: extract findings, compare them, run the validators, decide."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

from overread.consulting import consulted
from overread.decision import decide
from overread.doubt import weighed
from overread.flagging import evidence_of
from overread.language.comparison.additions import told_apart
from overread.language.comparison.amounts.exchanges import exchanged
from overread.language.comparison.denials.bare_denials import plainly_denied
from overread.language.comparison.denials.hosted_denials import belied_beside_host
from overread.language.comparison.echoes.copied import copied
from overread.language.comparison.echoes.echoed import echoed, looked_otherwise
from overread.language.comparison.facts.facts import indexed
from overread.language.comparison.matching import compare_claim
from overread.language.comparison.positions.mirrored import mirrored
from overread.language.comparison.positions.othersides import missided, unsided
from overread.language.comparison.positions.told_sides import told_on_sides
from overread.language.comparison.vicinity.vicinity import borne_out
from overread.language.conclusions.held_to_evidence import held_to_evidence
from overread.language.extraction.earlier import with_earlier
from overread.language.extraction.findings import claims_of, facts_of
from overread.language.extraction.regions import region_of
from overread.language.inference.anchoring import anchored
from overread.language.inference.consequences import consequent
from overread.language.inference.explaining import explaining
from overread.opinions import Consultant
from overread.review import Claim, Draft, Flag, Review
from overread.study import Study
from overread.validators import VALIDATORS, Validator


def over_read(
    study: Study,
    draft: Draft | None = None,
    validators: Mapping[str, Validator] = VALIDATORS,
    consultant: Consultant | None = None,
) -> Review:
    """Over-read one study and return the decided review; a failure becomes `error` and `blocked`, never an exception.

    With a `consultant`, claims that the rules left open get a second opinion before the decision.
    """
    started = time.perf_counter()
    review = Review(study, draft)
    try:
        review = check(compare(extract(review)), validators)
        review = consulted(review, consultant) if consultant else review
    except Exception as error:
        review = replace(review, error=f"the study could not be read: {type(error).__name__}")
    return replace(decide(review), seconds=time.perf_counter() - started)


def extract(review: Review) -> Review:
    """Return the review with the facts of its source and the claims of its impression."""
    prior = review.study.prior
    facts = with_earlier(facts_of(review.study), prior.measurements if prior else ())
    findings = claims_of(review.impression, region_of(review.study))
    claims = tuple(Claim(f"c{number}", finding) for number, finding in enumerate(findings, 1))
    return replace(review, facts=facts, claims=claims)


def compare(review: Review) -> Review:
    """Return the review with every claim set against the facts, and the status that follows."""
    facts, draft = indexed(review.facts, review.study.findings, region_of(review.study)), review.impression
    compared = exchanged(borne_out([compare_claim(claim.finding, facts) for claim in review.claims], facts), facts)
    comparisons = explaining(anchored(mirrored(compared, facts), facts), facts)
    weighed = borne_out(echoed(comparisons, draft, facts), facts)
    weighed = belied_beside_host(plainly_denied(weighed, draft, facts), facts)
    told = unsided(missided(consequent(tuple(told_apart(weighed, facts)), facts), facts), facts)
    comparisons = looked_otherwise(copied(told_on_sides(told, facts), draft, facts), draft, facts)
    comparisons = held_to_evidence(comparisons, facts)
    claims = tuple(
        Claim(claim.id, comparison.claim, comparison.relation, tuple(map(evidence_of, comparison.facts)), claim.opinion)
        for claim, comparison in zip(review.claims, comparisons, strict=True)
    )
    return replace(review, comparisons=comparisons, claims=claims)


def check(review: Review, validators: Mapping[str, Validator] = VALIDATORS) -> Review:
    """Return the review with the flags of every validator; one that fails is `not_checked` and leaves no claim approved."""
    flags: list[Flag] = []
    failed = False
    for name in validators:
        try:
            if found := [*validators[name](review)]:
                flags += [replace(weighed(review, flag), validator=name) for flag in found]
        except Exception as error:
            failed = True
            flags.append(Flag("not_checked", "major", f"The {name} check failed ({type(error).__name__}).", validator=name))
    claims = tuple(replace(claim, status="unchecked") for claim in review.claims) if failed else review.claims
    return replace(review, flags=tuple(flags), claims=claims)
