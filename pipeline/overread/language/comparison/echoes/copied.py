"""A statement that the findings have word for word: it holds, whatever else in them may be read against it.

Where the findings speak against themselves ("kidneys of normal size, of 13 cm each") that is not the error of the draft.
"""

from __future__ import annotations

from collections.abc import Sequence

from overread.finding import Finding, Span
from overread.language.comparison.facts.facts import Facts, fact_at
from overread.language.comparison.facts.spans import meet
from overread.language.words.lines import Line, lines
from overread.review import Comparison

_HELD = ("supported", "inferred")


def copied(comparisons: Sequence[Comparison], draft: str, facts: Facts) -> tuple[Comparison, ...]:
    """Return the comparisons with the statements supported that stand word for word in the findings, under the same heading.

    Without a heading what is found counts, and what is denied or normal of a place that is named with it.
    """
    if not any(map(_is_open, comparisons)):
        return tuple(comparisons)
    stated: dict[tuple[str, ...], Span] = {}
    for line in lines(facts.quotes.text).all:
        stated.setdefault(_words(line), line.span)
        stated.setdefault(_own_words(line), line.span)
    given = [(line, span) for line in lines(draft).all if (span := stated.get(_words(line)))]
    return tuple(_copied(comparison, given, facts) if _is_open(comparison) else comparison for comparison in comparisons)


def _is_open(comparison: Comparison) -> bool:
    """Say whether a statement that names what it speaks of is not borne out, and not for a measurement row."""
    claim = comparison.claim
    named = (claim.presence == "present" and claim.kind == "finding") or bool(claim.anatomy)
    return comparison.relation not in _HELD and named and all(fact.row is None for fact in comparison.facts)


def _copied(comparison: Comparison, given: Sequence[tuple[Line, Span]], facts: Facts) -> Comparison:
    claim: Finding = comparison.claim
    span = next((span for line, span in given if meet(line.span, claim.span)), None)
    return Comparison(claim, "supported", (fact_at(span, claim, facts),)) if span else comparison


def _words(line: Line) -> tuple[str, ...]:
    return tuple([token.norm for token in line.tokens])


def _own_words(line: Line) -> tuple[str, ...]:
    """Return the words of a sentence without those of its heading."""
    return tuple([token.norm for token in line.tokens if token.start >= line.span[0]])
