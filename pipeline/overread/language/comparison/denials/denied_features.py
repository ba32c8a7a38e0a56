"""Features of a claim that the source denies: a hemorrhagic infarct where there is no hemorrhage, an unstable stable lesion."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Finding
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.denials.features import nouns_of
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.looks.qualities import is_told_alike, opposites
from overread.language.lexicon import lexicon
from overread.language.places import places_of, seat_of, touches
from overread.review import Comparison, Difference

_MERE_FEATURES = frozenset({"internal_flow", "blood_flow", "calcification", "enhancement", "washout", "posterior_shadowing"})
_INSIDE = frozenset({"papillary_projection", "mural_nodule", "septation"})
_SHOWN = {
    "avascular": frozenset({"internal_flow", "blood_flow"}),
    "noncalcified": frozenset({"calcification"}),
    "simple": _INSIDE,
}
_STABLE = re.compile(
    r"\bstable (?:osteochondral |ocd )?(?:lesion|fragment)|\b(?:favou?r\w*(?: an?| to be)?|likely|probably|appears) stable|"
    r"\bno (?:[\w-]+ ){0,3}instability",
    re.IGNORECASE,
)


def feature_denied(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the contradiction of a feature of a claim that the source denies by its noun, in any sentence, by a feature that
    the sentence of the finding tells besides, or, where the claim holds but for that, in its very words there.
    """
    claim = comparison.claim
    if claim.presence == "absent" or not claim.descriptors:
        return None
    held = comparison.relation in ("supported", "inferred")
    wrong = _by_noun(comparison, facts) or _beside(comparison, facts)
    return wrong or (_in_its_sentence(comparison, facts) or _with_that_quality(comparison, facts) if held else None)


def _by_noun(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the contradiction of a feature whose noun is denied in the place of a claim, but for what the facts that the claim
    rests on say themselves.
    """
    claim = comparison.claim
    for quality in sorted(claim.descriptors):
        if any(quality in fact.descriptors for fact in comparison.facts):
            continue
        for fact in (fact for noun in nouns_of(quality) for fact in _denials_of(noun, facts)):
            if fact.source == "findings" and not fact.descriptors and is_same_side(claim, fact) and _is_there(claim, fact):
                difference = Difference("descriptor", quality, f"not {quality}", f"descriptor:{quality}")
                return Comparison(claim, "contradicted", (fact,), difference)
    return None


def _with_that_quality(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the contradiction of a quality of a claim where the source denies all that has it, and what the claim rests on has
    it not: "enhancing lesions" of lesions and "no enhancing lesion".
    """
    claim, told = comparison.claim, comparison.facts
    for name in sorted(lexicon().kinds(claim.concept) | _ANY):
        for denial in (facts.all[group[0]] for group in facts.denied.get(name, ())):
            if _OF_REST.search(denial.text):
                continue
            own = denial.descriptors & claim.descriptors
            if (
                not own
                or own != denial.descriptors
                or any(own & fact.descriptors for fact in told)
                or denial.change
                or denial.sizes
            ):
                continue
            said = claim.words_of(f"descriptor:{min(own)}").lower()
            affirmed = any(said in fact.text.lower() for fact in told)
            there = not places_of(claim) or _is_there(claim, denial)
            if said and not affirmed and there and is_same_side(claim, denial):
                difference = Difference("descriptor", said, f"not {said}", f"descriptor:{min(own)}")
                return Comparison(claim, "contradicted", (denial,), difference)
    return None


_ANY = frozenset({"lesion"})
_OF_REST = re.compile(r"\b(?:remaining|rest|other|remainder|elsewhere|contralateral)\b", re.IGNORECASE)


def _denials_of(noun: str, facts: Facts) -> Iterator[Finding]:
    """Yield what denies a noun, also one that names no finding by itself ("no septations")."""
    yield from (facts.all[group[0]] for group in facts.denied.get(noun, ()))
    yield from facts.unnamed_denials.get(noun, ())


def _beside(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the contradiction of a quality of a claim by a mere feature that the sentence of its finding goes on to tell: an
    "avascular, mobile" lesion "with internal vascularity, not mobile".
    """
    claim, told = comparison.claim, comparison.facts
    if not told or told[0].source != "findings":
        return None
    mates = [mate for mate in facts.sentences.get(told[0].sentence, ()) if mate.presence == "present"]
    mates = [mate for mate in mates if "anatomy" not in mate.marks or mate.anatomy == told[0].anatomy]
    features = [mate for mate in mates if mate.concept in _MERE_FEATURES]
    for quality in sorted(claim.descriptors):
        if any(quality in fact.descriptors or is_told_alike(quality, fact.descriptors) for fact in told):
            continue
        shown = [mate for mate in mates if mate.concept in _SHOWN.get(quality, ())]
        opposed = features if len(features) == 1 and opposites(quality) & features[0].descriptors else []
        if found := (opposed or shown)[:1]:
            said = min(opposites(quality) & found[0].descriptors, default=found[0].name)
            difference = Difference("descriptor", quality.replace("_", " "), said.replace("_", " "), f"descriptor:{quality}")
            return Comparison(claim, "contradicted", tuple(found), difference)
    return None


def _in_its_sentence(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the contradiction of a feature that the sentence of the finding denies in its very words ("no solid part")."""
    claim, found, text = comparison.claim, comparison.facts[:1], facts.quotes.text
    if not found or found[0].source != "findings":
        return None
    if "unstable_lesion" in claim.descriptors and _STABLE.search(text) and "unstable" not in text.lower():
        return Comparison(
            claim, "contradicted", found, Difference("severity", "unstable", "stable", "descriptor:unstable_lesion")
        )
    start, end = found[0].span
    ends = (place for place in (text.find(". ", end), text.find("\n", end)) if place >= 0)
    sentence = text[start : min(ends, default=len(text))]
    for quality in sorted(claim.descriptors - found[0].descriptors):
        said = claim.words_of(f"descriptor:{quality}")
        if " " not in said or said.lower() not in sentence.lower():
            continue
        denial = re.compile(rf"\b(?:no|without|lacks?|lacking)\s(?:[\w-]+\s){{0,2}}{re.escape(said)}", re.IGNORECASE)
        if denial.search(sentence) and not denial.search(claim.text):
            return Comparison(
                claim, "contradicted", found, Difference("descriptor", said, f"no {said}", f"descriptor:{quality}")
            )
    return None


def _is_there(claim: Finding, denial: Finding) -> bool:
    """Say whether a denial is of the place of a claim, or of no place."""
    seat = seat_of(denial)
    return not seat or touches(places_of(claim), seat)
