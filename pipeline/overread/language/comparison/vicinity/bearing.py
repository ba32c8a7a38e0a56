"""What in a source speaks of a finding that no fact bears out: its words in another form, its kin, what leads to it.

Silence is certain only where none of these stands in the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter

from overread.finding import Finding, Quantity, Span
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.grouping import grouped
from overread.language.comparison.vicinity.unread import affirmed, is_one_word, named, sayings, signalled
from overread.language.figures.agreement import agrees
from overread.language.figures.sizes import Sizes
from overread.language.inference.descriptions import described_somewhere
from overread.language.inference.kindred import Kindred
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, places_of, relation, touches, usual_places
from overread.language.words.tokens import norms

_SIDES = frozenset({"left", "right"})
_WIDE = BODY_REGIONS | frozenset("body lung pleura brain intracranial bone bowel spine peritoneum vessel joint".split())
_LESIONS = frozenset("lesion lymphadenopathy increased_uptake fdg_uptake bone_destruction enlargement".split())
_OF_SIZE = frozenset("enlargement dilatation aneurysm atrophy widening thickening stenosis tonsillar_ectopia".split())
_FINE = frozenset(
    "aligned alignment normal normally preserved intact patent unremarkable maintained prompt physiologic".split()
)
_UNJUDGED = re.compile(
    r"\b(?:not|nor)\s(?:\w+\s)?(?:seen|visuali[sz]ed|included|assess\w+|evaluat\w+|covered|imaged|shown)\b|obscured", re.I
)
_STATES = frozenset(
    "elevation shift enlargement widening dilatation thickening deviation retraction compression effacement dysfunction "
    "flattening irregularity enhancement hyperintensity hypodensity hyperdensity density opacity tracer_uptake "
    "increased_uptake decreased_uptake obstruction stenosis collapse gastric_retention malalignment atrophy hypertrophy "
    "hyperemia lesion restricted_diffusion mass_effect displacement malposition tube_malposition impingement".split()
)


@dataclass(frozen=True)
class Source:
    """A source that may speak of a claimed finding without bearing it out.

    `text` is the findings text that the facts come from, `told` the spans of what other statements of the draft tell.
    """

    facts: Sequence[Finding]
    text: str
    told: frozenset[Span] = frozenset()

    def bearing_on(self, claim: Finding) -> tuple[Finding, ...]:
        """Return what of the source speaks of a claimed finding; nothing where it is silent."""
        claim = _unbound(claim)
        return (
            self._kindred.of(claim)
            or self._of_known_disease(claim)
            or self._of_nodes(claim)
            or self._of_those_figures(claim)
            or self._of_that_size(claim)
            or _in_words(claim, self.text)
            or self._of_reach(claim)
            or self._untold_by(claim)
        )

    def _of_known_disease(self, claim: Finding) -> tuple[Finding, ...]:
        """Return a lesion or uptake in the place of a claimed metastasis, where the source tells of a tumour of the patient."""
        if "metastasis" not in lexicon().kinds(claim.concept) or not self._has_tumor:
            return ()
        places = places_of(claim)
        near = (fact for fact in self._lesions if is_same_side(claim, fact) and touches(places, places_of(fact)))
        return tuple(near)[:1]

    def _of_nodes(self, claim: Finding) -> tuple[Finding, ...]:
        """Return a lymph node that the source measures or describes on the side, and at the level, of one called abnormal."""
        if "lymphadenopathy" not in lexicon().kinds(claim.concept):
            return ()
        near = (fact for fact in self._nodes if is_same_side(claim, fact))
        return tuple(fact for fact in near if not claim.levels or claim.levels & fact.levels)[:1]

    @cached_property
    def _nodes(self) -> list[Finding]:
        """The first on each side and at each level of what the source finds in lymph nodes."""
        told = (number for number, fact in enumerate(self.facts) if _is_of_nodes(fact))
        return [self.facts[group[0]] for group in grouped(told, self.facts, attrgetter("levels", "laterality"))]

    def _of_reach(self, claim: Finding) -> tuple[Finding, ...]:
        """Return a lesion whose sentence names the place that a claim calls invaded."""
        usual = usual_places(claim.concept) or claim.anatomy - _WIDE
        if not usual or "invasion" not in lexicon().kinds(claim.concept):
            return ()
        near = (fact for fact in self._lesions if is_same_side(claim, fact) and touches(usual, _places_of(fact)))
        return tuple(near)[:1]

    def _untold_by(self, claim: Finding) -> tuple[Finding, ...]:
        """Return what the source only describes in the very organ of a claim, and the draft tells in no other way: it may be
        that.

        A finding that has a name of its own is left to the rules and to kinship; a tumour must be named.
        """
        places = (places_of(claim) or _named_in(claim)) - _WIDE
        if not places or "malignancy" in lexicon().kinds(claim.concept):
            return ()
        sized = not _OF_SIZE.isdisjoint(lexicon().kinds(claim.concept))
        near = (fact for fact in self._described if is_same_side(claim, fact) and _is_in(places, fact))
        return next(((fact,) for fact in near if sized or fact.concept != "organ_size"), ())

    def _of_those_figures(self, claim: Finding) -> tuple[Finding, ...]:
        """Return what gives every figure of a finding which the lexicon lacks, and some of its words."""
        sizes = [size for size in claim.sizes if size.role != "prior"]
        if not claim.concept.startswith("~"):
            return self._of_that_measure(claim, sizes)
        for fact in [self.facts[number] for number in sorted(self._sizes.fitting(sizes[:1]))]:
            shared = len(sizes) > 1 or any(is_one_word(word, other) for word in claim.words for other in fact.words)
            placed = not {claim.laterality, fact.laterality} >= _SIDES
            if placed and shared and all(any(agrees(size, other) for other in fact.sizes) for size in sizes):
                return (fact,)
        told = sayings(self.text).with_figures(_figures(claim.text))
        return _as_facts(told[0].span, self.text) if told else ()

    def _of_that_measure(self, claim: Finding, sizes: list[Quantity]) -> tuple[Finding, ...]:
        """Return what only measures the organ of a claimed thickening or dilatation, and gives all its sizes."""
        if not sizes or _OF_SIZE.isdisjoint(lexicon().kinds(claim.concept)):
            return ()
        places = places_of(claim)
        for fact in [self.facts[number] for number in sorted(self._sizes.fitting(sizes[:1]))]:
            own = fact.concept == "organ_size" or fact.concept.startswith("~")
            seat = places_of(fact)
            here = fact.source == "findings" and is_same_side(claim, fact) and (not (places and seat) or touches(places, seat))
            if own and here and all(any(agrees(size, other) for other in fact.sizes) for size in sizes):
                return (fact,)
        return ()

    def _of_that_size(self, claim: Finding) -> tuple[Finding, ...]:
        """Return what has every size of a lesion in its place or at its level, and is only described there: it is that."""
        sizes = [size for size in claim.sizes if size.role == "current" and size.quantity == "size"]
        if not sizes or not (claim.anatomy or claim.levels) or "malignancy" in lexicon().kinds(claim.concept):
            return ()
        for fact in [self.facts[number] for number in sorted(self._sizes.fitting(sizes[:1]))]:
            here = claim.levels & fact.levels or (touches(claim.anatomy, _places_of(fact)) and not claim.levels)
            known = lexicon().concepts.get(fact.concept)
            open_ = known is None or known.generic or known.importance != "critical"
            sized = all(any(agrees(size, other) for other in fact.sizes) for size in sizes)
            if here and open_ and sized and fact.source == "findings" and is_same_side(claim, fact):
                return (fact,)
        return ()

    @cached_property
    def _kindred(self) -> Kindred:
        return Kindred(self.facts)

    @cached_property
    def _sizes(self) -> Sizes:
        return Sizes([fact.sizes for fact in self.facts])

    @cached_property
    def _has_tumor(self) -> bool:
        kinds = lexicon().kinds
        return any("malignancy" in kinds(fact.concept) and fact.presence == "present" for fact in self.facts)

    @cached_property
    def _lesions(self) -> list[Finding]:
        """The first in each place of what is seen of a tumour."""
        seen = (number for number, fact in enumerate(self.facts) if _is_lesion(fact))
        return [
            self.facts[group[0]]
            for group in grouped(seen, self.facts, attrgetter("concept", "anatomy", "nearby", "laterality"))
        ]

    @cached_property
    def _described(self) -> list[Finding]:
        """The first in each place of what is only described, and not told by the draft."""
        untold = (number for number, fact in enumerate(self.facts) if fact.span not in self.told and _is_description(fact))
        places = grouped(untold, self.facts, attrgetter("concept", "anatomy", "nearby", "laterality"))
        return [self.facts[group[0]] for group in places]


def _is_of_nodes(fact: Finding) -> bool:
    """Say whether a fact is something present in a lymph node, measured or described."""
    if fact.source != "findings" or fact.kind != "finding" or fact.presence != "present":
        return False
    return any("lymph_node" in lexicon().wholes(place) for place in fact.anatomy)


def _is_lesion(fact: Finding) -> bool:
    """Say whether a fact is a lesion, or takes up a tracer."""
    if fact.source != "findings" or fact.presence != "present" or fact.kind != "finding":
        return False
    return not _LESIONS.isdisjoint(lexicon().kinds(fact.concept)) or any(size.quantity == "uptake" for size in fact.sizes)


def _is_description(fact: Finding) -> bool:
    """Say whether a fact is a present finding without a name of its own, and not of something called fine."""
    if fact.source != "findings" or fact.presence != "present" or fact.historical or fact.kind not in ("finding", "other"):
        return False
    known = lexicon().concepts.get(fact.concept)
    if known:
        return known.generic
    return _FINE.isdisjoint(norms(fact.text)) and not _UNJUDGED.search(fact.text)


def _is_in(places: frozenset[str], fact: Finding) -> bool:
    """Say whether a fact is in any of some places; what the lexicon lacks may be told of the whole that they are part of."""
    fitting = ("same", "vaguer") if fact.concept in lexicon().concepts else ("same", "vaguer", "narrower")
    return any(relation(place, other) in fitting for place in places for other in _places_of(fact) - _WIDE)


def _places_of(fact: Finding) -> frozenset[str]:
    return places_of(fact) | frozenset(place for place in fact.nearby if place in lexicon().places)


def _named_in(claim: Finding) -> frozenset[str]:
    """Return the places that the name of a finding has in itself: the labrum of a labral tear."""
    phrases = lexicon().phrases
    words = named(claim.words_of())
    return frozenset(entry.value for word in words for entry in phrases.get(word, ()) if entry.category == "anatomy")


def _unbound(claim: Finding) -> Finding:
    """Return a claim without the place and side that its sentence gives to something else: the finding is never there."""
    usual = usual_places(claim.concept)
    if not usual or not claim.anatomy or touches(claim.anatomy, usual):
        return claim
    return replace(claim, anatomy=frozenset(), laterality=None)


def is_bare_state(claim: Finding) -> bool:
    """Say whether a claim only names a state ("elevated", "shift") whose bearer could not be read: no finding by itself."""
    placed = claim.anatomy or claim.levels or claim.sizes or claim.count
    return claim.concept in _STATES and (not placed or (claim.concept == "elevation" and not claim.sizes))


def _figures(text: str) -> frozenset[str]:
    return frozenset(word for word in norms(text) if word[0].isdigit())


def _in_words(claim: Finding, text: str) -> tuple[Finding, ...]:
    """Return the source sentence that affirms all words by which a claim, or what licenses it, is named, or described."""
    line = affirmed(claim, text) or signalled(claim, text)
    span = line.span if line else described_somewhere(claim, text)
    return _as_facts(span, text) if span else ()


def _as_facts(span: Span, text: str) -> tuple[Finding, ...]:
    return (Finding("~", span, text[slice(*span)], "other"),)
