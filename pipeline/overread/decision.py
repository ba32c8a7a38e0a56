"""The decision: what a person must look at before anything else happens to the study."""

from __future__ import annotations

from dataclasses import replace

from overread.review import Decision, Review


def decide(review: Review) -> Review:
    """Return the review with its decision: `blocked`, `review` or `clear`; only a person approves."""
    return replace(review, decision=_decision(review))


def _decision(review: Review) -> Decision:
    if review.error or any(claim.status == "unchecked" for claim in review.claims):
        return "blocked"
    if any(flag.severity == "critical" for flag in review.flags):
        return "blocked"
    settled = all(claim.status in ("supported", "inferred") for claim in review.claims)
    return "clear" if settled and review.claims and not review.flags else "review"
