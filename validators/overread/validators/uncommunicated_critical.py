"""Critical findings and whether their communication is documented."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import evidence_of, said
from overread.language.lexicon import lexicon
from overread.review import Flag, Review
from overread.validators import validator

_LASTING = frozenset({"stable", "decreased", "persistent", "resolved"})
_AFTERMATH = frozenset(
    {"postoperative", "postsurgical", "postprocedural", "surgery", "expected", "iatrogenic", "known", "residual"}
)


@validator("uncommunicated_critical")
def uncommunicated_critical(review: Review) -> Iterator[Flag]:
    """Flag a new critical finding of the source when neither source nor draft documents that it was communicated.

    Which findings call for it: category 1 of the ACR Actionable Reporting Work Group (Larson PA et al., J Am Coll Radiol
    2014;11:552-558).
    """
    statements = [*review.facts, *(claim.finding for claim in review.claims)]
    if "communication" in {finding.kind for finding in statements}:
        return
    seen: set[str] = set()
    denied = {fact.concept for fact in review.facts if fact.presence == "absent" and fact.laterality is None}
    for fact in review.facts:
        present = fact.source == "findings" and fact.kind == "finding" and fact.presence == "present" and not fact.historical
        own = lexicon().concepts.get(fact.concept) if present else None
        known = own and own.importance == "critical" and lexicon().kinds(fact.concept) & lexicon().to_communicate
        if known and not _is_expected(fact) and fact.certainty != "possible" and fact.concept not in seen | denied:
            seen.add(fact.concept)
            yield Flag(
                "uncommunicated_critical",
                "minor",
                f"No communication of the {said(fact)} is documented.",
                evidence=(evidence_of(fact),),
            )


def _is_expected(fact: Finding) -> bool:
    """Say whether a finding is known already: old, unchanged, after an operation, or an infarct that nothing calls recent."""
    if fact.change in _LASTING or "chronic" in fact.descriptors or not _AFTERMATH.isdisjoint(fact.words):
        return True
    undated = fact.change is None and fact.descriptors.isdisjoint({"acute", "subacute"})
    return undated and "cerebral_infarct" in lexicon().kinds(fact.concept)
