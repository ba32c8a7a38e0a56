"""Qualities of a claim that the source denies by their noun: a hemorrhagic infarct where there is no hemorrhage."""

from __future__ import annotations

from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.denials import is_same_side
from overread.language.comparison.facts import Facts
from overread.language.comparison.qualities import named_by
from overread.language.lexicon import lexicon
from overread.language.places import places_of, seat_of, touches
from overread.review import Comparison, Difference

_POSITIONS = ("anterior", "posterior", "fundal")
_NOUNS = {
    "hemorrhagic": ("hemorrhage", "intracranial_hemorrhage", "intraparenchymal_hemorrhage"),
    "calcified": ("calcification",),
    "necrotic": ("necrosis",),
    "cavitary": ("cavity",),
}


def denied_by_noun(claim: Finding, told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the contradiction of a quality of a claim that the source denies by its noun: "hemorrhagic infarct" where it finds
    no hemorrhage, but for what the facts that the claim rests on say themselves.
    """
    if claim.presence == "absent":
        return None
    for quality in [name for name in _NOUNS if name in claim.descriptors]:
        if any(quality in fact.descriptors for fact in told):
            continue
        denials = (facts.all[group[0]] for noun in _NOUNS[quality] for group in facts.denied.get(noun, ()))
        for fact in denials:
            if fact.source == "findings" and not fact.descriptors and is_same_side(claim, fact) and _is_there(claim, fact):
                words = quality.replace("_", " ")
                difference = Difference("descriptor", words, f"not {words}", f"descriptor:{quality}")
                return Comparison(claim, "contradicted", (fact,), difference)
    return None


def placed_otherwise(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the wrong place of an organ that its position names ("anterior low-lying placenta" of a posterior one)."""
    if claim.presence == "absent":
        return None
    concepts = lexicon().concepts
    for place in sorted(places_of(claim)):
        for position in [name for name in _POSITIONS if f"{name}_{place}" in concepts]:
            own = f"{position}_{place}"
            if (position not in claim.descriptors and position not in named_by(claim)) or facts.of.get(own):
                continue
            found = (fact for other in concepts[own].opposites for fact in facts.of.get(other, ()))
            told = next((fact for fact in found if fact.presence == "present" and fact.source == "findings"), None)
            if told:
                mark = f"descriptor:{position}"
                return Comparison(claim, "contradicted", (told,), Difference("location", position, told.name, mark))
    return None


def _is_there(claim: Finding, denial: Finding) -> bool:
    """Say whether a denial is of the place of a claim, or of no place."""
    seat = seat_of(denial)
    return not seat or touches(places_of(claim), seat)
