"""Denials of what belongs to another finding ("hematoma without mass effect"), whose place they take over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.denials.belying import negates
from overread.language.comparison.facts.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import touches, usual_places
from overread.review import Comparison, Difference

_NOT_BORNE_OUT = frozenset({"unsupported", "contradicted"})


def belied_beside_host(comparisons: Sequence[Comparison], facts: Facts) -> list[Comparison]:
    """Return the comparisons with a negation for each denial that a statement gives along with a finding, where the sentence
    of the source that bears that finding out tells what is denied, be it with the place that it reaches.
    """
    return [_belied(comparison, comparisons, facts) or comparison for comparison in comparisons]


def _belied(comparison: Comparison, comparisons: Sequence[Comparison], facts: Facts) -> Comparison | None:
    claim = comparison.claim
    if claim.presence != "absent" or claim.kind != "finding" or comparison.relation != "unsupported" or _is_narrowed(claim):
        return None
    alone = replace(claim, anatomy=frozenset())
    hosts = [
        host.facts[0] for host in comparisons if host.facts and _leads(host, claim) and host.relation not in _NOT_BORNE_OUT
    ]
    for told in hosts:
        beside = [fact for fact in facts.sentences.get(told.sentence, ()) if fact.span == told.span and _is_kind(claim, fact)]
        if beside and all(fact.presence == "present" and negates(alone, fact) for fact in beside):
            return Comparison(claim, "contradicted", tuple(beside[:1]), Difference("negation", "absent", "present"))
    return None


def _is_narrowed(claim: Finding) -> bool:
    """Say whether a denial names a place, a side or a quality of its own, or is of no known finding."""
    named = "anatomy" in claim.marks or claim.levels or claim.laterality or claim.descriptors or claim.severity or claim.change
    return bool(named) or claim.concept not in lexicon().concepts


def _leads(host: Comparison, claim: Finding) -> bool:
    """Say whether a statement tells a finding before it denies another."""
    own = host.claim
    return own.presence == "present" and own.span == claim.span and len(own.words_before()) < len(claim.words_before())


def _is_kind(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact is of the kind denied, and by its nature of no other organ ("pancreatitis without dilatation")."""
    usual = usual_places(fact.concept)
    return claim.concept in lexicon().kinds(fact.concept) and (not usual or touches(usual, claim.anatomy))
