"""What in a source speaks of a finding that no fact bears out: its words in another form, its kin, what leads to it.

Silence is certain only where none of these stands in the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.agreement import agrees
from overread.language.kindred import kindred
from overread.language.places import touches, usual_places
from overread.language.tokens import tokenize
from overread.language.unread import Line, affirmed, is_one_word, lines, signalled

_SIDES = frozenset({"left", "right"})
_STATES = frozenset(
    "elevation shift enlargement widening dilatation thickening deviation retraction compression effacement dysfunction "
    "flattening irregularity enhancement hyperintensity hypodensity hyperdensity density opacity tracer_uptake "
    "increased_uptake decreased_uptake obstruction stenosis collapse gastric_retention malalignment atrophy hypertrophy "
    "hyperemia restricted_diffusion mass_effect displacement".split()
)


def bearing(claim: Finding, facts: Sequence[Finding], text: str) -> tuple[Finding, ...]:
    """Return what of the source speaks of a claimed finding without bearing it out; nothing where the source is silent.

    `text` is the findings text that the facts come from.
    """
    claim = _unbound(claim)
    return kindred(claim, facts) or _of_those_figures(claim, facts, text) or _in_words(claim, text)


def _unbound(claim: Finding) -> Finding:
    """Return a claim without the place and side that its sentence gives to something else: the finding is never there."""
    usual = usual_places(claim.concept)
    if not usual or not claim.anatomy or touches(claim.anatomy, usual):
        return claim
    return replace(claim, anatomy=frozenset(), laterality=None)


def is_bare_state(claim: Finding) -> bool:
    """Say whether a claim only names a state ("elevated", "shift") whose bearer could not be read: no finding by itself."""
    placed = claim.anatomy or claim.levels or claim.sizes
    return claim.concept in _STATES and not placed


def _of_those_figures(claim: Finding, facts: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """Return the fact or the sentence that gives every figure of a finding which the lexicon lacks, and some of its words."""
    if not claim.concept.startswith("~"):
        return ()
    sizes = [size for size in claim.sizes if size.role != "prior"]
    for fact in facts if sizes else ():
        shared = any(is_one_word(word, other) for word in claim.words for other in fact.words)
        placed = not {claim.laterality, fact.laterality} >= _SIDES
        if placed and shared and all(any(agrees(size, other) for other in fact.sizes) for size in sizes):
            return (fact,)
    figures = _figures(claim.text)
    told = [line for line in lines(text) if figures & set(line.words)]
    whole = figures and all(any(figure in line.words for line in told) for figure in figures)
    return _as_facts(told[0], text) if whole else ()


def _figures(text: str) -> frozenset[str]:
    return frozenset(token.norm for token in tokenize(text) if token.norm[0].isdigit())


def _in_words(claim: Finding, text: str) -> tuple[Finding, ...]:
    """Return the source sentence that affirms all words by which a claim, or what licenses it, is named."""
    line = affirmed(claim, text) or signalled(claim, text)
    return _as_facts(line, text) if line else ()


def _as_facts(line: Line, text: str) -> tuple[Finding, ...]:
    return (Finding("~", line.span, text[slice(*line.span)], "other"),)
