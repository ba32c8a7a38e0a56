"""The fact that comes nearest to a claim about the same finding, and in what it differs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from overread.finding import Finding
from overread.language.comparison.amounts.numbers_of_signs import number_told
from overread.language.comparison.changes import trend_of
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.differences import WEIGHT, differences_of_look, differences_of_place, turn_of
from overread.language.comparison.facts.company import Company
from overread.language.comparison.facts.facts import Facts, is_compared
from overread.language.comparison.looks.qualities import quality_differences
from overread.language.comparison.vicinity.wording import overlap
from overread.language.figures.agreement import agrees
from overread.language.figures.counts import number_of
from overread.language.inference.conclusions import signs_of
from overread.language.lexicon import lexicon
from overread.language.places import location_of, places_of, touches
from overread.review import Comparison, Difference, Status

_OF_OTHERS = re.compile(r"(?:the )?(?:other|others|remaining|rest)\b", re.IGNORECASE)
_ALIKE = 0.1
_SEVERAL = 2
_LESIONS = frozenset({"lesion", "mass", "nodule"})
_LARGE = frozenset({"enlargement", "dilatation", "thickening"})
_OF_A_PART = frozenset({"hydronephrosis", "hydroureteronephrosis"})
_LACKING = 0.9
_OF_ORGAN = 0.7
_OF_PART = 0.5
_MEASURED = ("_thickness", "_length", "_volume", "_diameter", "_caliber", "_size")
_ECHO = 3
_ECHOING = 4
_SIZED = 4
_LOOKS = {"descriptor", "change"}
_ANOTHER = 6
_NEAR = 0.75
_ROUNDING = 1e-9


def about(claim: Finding, facts: Facts) -> Company:
    """Return the present findings of the claimed concept or a kind of it, and what else a claim of a size may be about."""
    own = facts.present(claim.concept)
    if claim.concept.startswith("~"):
        return own
    if claim.concept in _of_lesions():
        seen = facts.company(claim.concept, _is_seen, ("seen", claim.concept))
        own = seen if seen.facts else own
    if claim.concept in _in_organs() and not any(fact.certainty == "definite" for fact in own.facts):
        own = Company([lesion for reading in own.facts for lesion in _read_so(reading, facts) or [reading]], own.readings)
    others = [fact for fact in _besides(claim, facts) if fact.kind == "finding" and fact.presence == "present"]
    others = [fact for fact in others if claim.concept not in lexicon().kinds(fact.concept) or not is_compared(fact)]
    return Company([*own.facts, *others], own.readings) if others else own


def without_rest(claim: Finding, company: Company) -> Company:
    """Return a company without what is told of the rest, where it tells of the place of a claim too ("severe atrophy of the
    supraspinatus, mild of the other muscles").
    """
    others = company.of_rest if claim.anatomy else ()
    if not others or not any(fact.anatomy == claim.anatomy for fact in company.facts):
        return company
    apart = [fact for fact in others if not fact.anatomy & claim.anatomy]
    kept = [fact for fact in company.facts if not any(fact is other for other in apart)]
    return Company(kept, company.readings) if apart else company


def _is_seen(fact: Finding) -> bool:
    """Say whether a present finding is what is seen, and not only what a lesion may be ("possibly lung cancer")."""
    there = fact.kind == "finding" and fact.presence == "present"
    return there and (fact.certainty == "definite" or fact.concept in _of_lesions())


def _read_so(reading: Finding, facts: Facts) -> list[Finding]:
    """Return the lesions that are sure in the statement of a doubtful reading ("a lesion suspicious for cancer"), with its size
    where they have none.
    """
    beside = [fact for fact in facts.at(reading.span) if fact.span == reading.span and _is_seen(fact)]
    lesions = (fact for fact in beside if fact.concept in _in_organs() and is_same_side(reading, fact))
    return [fact if fact.sizes else replace(fact, sizes=reading.sizes) for fact in lesions if may_be_at(reading, fact)]


def overcounted(claim: Finding, found: Comparison, facts: Facts) -> Comparison | None:
    """Return the contradiction where a conclusion counts more lesions than all that the source has of what it is drawn from
    ("five metastases" of two lesions and one).
    """
    claimed = claim.count if isinstance(claim.count, int) else _SEVERAL if claim.count == "multiple" else 0
    if found.relation != "inferred" or claimed < _SEVERAL or not found.facts:
        return None
    sign = next((fact for fact in found.facts if fact.kind == "finding" and not fact.concept.startswith("~")), found.facts[0])
    numbers = _numbers_like(sign, facts)
    total = None if None in numbers else sum(number for number in numbers if number)
    if not total or claimed <= total:
        return None
    told = "several" if claim.count == "multiple" else str(claim.count)
    return Comparison(claim, "contradicted", (sign,), Difference("count", told, "one" if total == 1 else str(total)))


def _numbers_like(sign: Finding, facts: Facts) -> list[int | None]:
    """Return how many a sign, and each finding by its name, is told to be; None where that is left open."""
    if sign.concept.startswith("~"):
        return [number_of(sign)]
    told = facts.present(sign.concept)
    return [number_told(fact) if number is None else number for fact, number in zip(told.facts, told.numbers, strict=True)]


def _besides(claim: Finding, facts: Facts) -> Iterable[Finding]:
    """Return the facts that a size, or an uptake, alone may mean."""
    if claim.concept in ("fdg_uptake", "increased_uptake", "tracer_uptake"):
        return (fact for fact in facts.all if any(size.quantity == "uptake" for size in fact.sizes))
    if claim.concept == "organ_size" and claim.levels and not claim.anatomy:
        fitting = (facts.all[place] for place in sorted(facts.sizes.fitting(claim.sizes)))
        return (fact for fact in fitting if fact.concept != "organ_size" and not claim.levels.isdisjoint(fact.levels))
    if (claim.concept == "organ_size" and claim.anatomy) or (claim.sizes and claim.concept in _of_lesions()):
        if claim.concept == "organ_size" and (large := _widened(claim, facts)):
            return large
        fitting = (facts.all[place] for place in sorted(facts.sizes.fitting(claim.sizes)))
        claim = replace(claim, levels=frozenset())
        return (fact for fact in fitting if fact.concept != "organ_size" and location_of(claim, fact) != "apart")
    if claim.sizes and claim.concept.endswith(_MEASURED) and claim.concept not in facts.of:
        return (fact for fact in facts.of.get("organ_size", ()) if touches(places_of(claim), fact.anatomy))
    return ()


def _widened(claim: Finding, facts: Facts) -> list[Finding]:
    """Return the findings that give the size of an organ which they call too large, where no other fact gives its size."""
    if any(touches(claim.anatomy, places_of(fact)) for fact in facts.of.get("organ_size", ())):
        return []
    sized = [fact for fact in facts.all if fact.sizes and touches(claim.anatomy, places_of(fact))]
    return [fact for fact in sized if _LARGE & lexicon().kinds(fact.concept) and fact.concept not in _OF_A_PART]


@cache
def _of_lesions() -> frozenset[str]:
    """Return the names of unnamed lesions of any look, those that they take in an organ among them: a bone lesion."""
    return frozenset(name for name in _in_organs() if name in _LESIONS or lexicon().concepts[name].generic)


@cache
def _in_organs() -> frozenset[str]:
    """Return the names of unnamed lesions and all that they take in an organ: a breast mass, a thyroid nodule."""
    words = lexicon()
    within = (name for kind in _LESIONS for name in words.within.get(kind, {}).values())
    return _LESIONS | frozenset(name for name in within if name in words.concepts)


def nearest(claim: Finding, company: Company, facts: Facts) -> tuple[Finding, Difference | None, Difference | None]:
    """Return the fact that differs least, and the first two of its differences in the order of the contract.

    The places come first: what is in a place that alone weighs more than the nearest fact found so far is not looked at.
    """
    company = _of_that_course(claim, of_that_size(claim, company))
    fitting = company.sizes.fitting(claim.sizes) if len(company.facts) > 1 else set()
    most = _ECHO + _SIZED + _ALIKE * len(claim.descriptors) + _ROUNDING
    placed = [(placing, list(differences_of_place(claim, placing.first, company))) for placing in company.placings]
    best, found = (math.inf, True, 0), list[Difference]()
    for placing, misplaced in sorted(placed, key=lambda pair: _weight(pair[1])):
        if _weight(misplaced) - most > best[0]:
            break
        for number in placing.shortlist(fitting):
            fact = company.facts[number]
            differing = [*misplaced, *differences_of_look(claim, fact, company)]
            if (rank := (weight(claim, fact, differing), fact.source == "measurements", number)) < best:
                best, found = rank, differing
    found = found or [*_of_twins(claim, company.facts[best[2]], facts)]
    fact = company.facts[best[2]]
    if found and isinstance(claim.count, int) and (counted := _counted_with(claim, fact, facts)):
        return counted, Difference("count", str(claim.count), str(counted.count)), None
    if any(one.attribute == "change" for one in found) and _is_turned_round(claim, fact):
        found = [one for one in found if one.attribute != "measurement"]
    found = sorted((one for one in found if not _is_said_elsewhere(one, claim, facts)), key=lambda one: turn_of(one, fact))
    return fact, found[0] if found else None, found[1] if len(found) > 1 else None


def _of_twins(claim: Finding, best: Finding, facts: Facts) -> Iterable[Difference]:
    """Return the quality in which a claim differs from what the same statement says of that finding beside another size."""
    twins = facts.at(best.span) if claim.descriptors and best.source == "findings" else []
    alike = (fact for fact in twins if fact is not best and fact.concept == best.concept and fact.count == best.count)
    alike = (fact for fact in alike if fact.span == best.span and is_same_side(claim, fact) and may_be_at(claim, fact))
    own = {f"descriptor:{quality}" for quality in best.descriptors}
    opposed = (one for fact in alike for one in quality_differences(claim, fact) if not one.added and one.mark not in own)
    return [one for one in opposed if one.attribute == "descriptor"][:1]


def _counted_with(claim: Finding, reading: Finding, facts: Facts) -> Finding | None:
    """Return what the statement of a doubtful reading counts as another number than the claim ("two round lesions, likely
    metastases" for five metastases).
    """
    twins = facts.at(reading.span) if reading.certainty != "definite" and reading.count is None else []
    sure = (fact for fact in twins if fact.presence == "present" and fact.certainty == "definite")
    alike = (fact for fact in sure if fact.span == reading.span)
    alike = (fact for fact in alike if fact.concept == reading.concept or fact.concept in _of_lesions())
    alike = (fact for fact in alike if is_same_side(claim, fact) and may_be_at(claim, fact))
    counted = [fact for fact in alike if isinstance(fact.count, int) and fact.count >= _SEVERAL]
    numbers = facts.present(counted[0].concept).numbers if len(counted) == 1 else ()
    most = sum(1 if number is None else number for number in numbers)
    return counted[0] if numbers and isinstance(claim.count, int) and claim.count > most else None


def _is_turned_round(claim: Finding, fact: Finding) -> bool:
    """Say whether all values of a claim are those of the fact, the former among them: it is the course that is wrong."""
    told = [any(size.quantity == other.quantity and agrees(size, other) for other in fact.sizes) for size in claim.sizes]
    return bool(told) and all(told) and any(other.role == "prior" for other in fact.sizes)


def weight(claim: Finding, fact: Finding, found: Sequence[Difference]) -> float:
    """Return how much a claim differs from a fact, less for words and qualities that they share.

    One of another look and another course is another lesion, be it in the place of the claim.
    """
    same = _ECHO * _is_echoed(claim, fact) + _SIZED * _is_unplaced_of_size(claim, fact)
    looks = {one.attribute for one in found if not one.added} - {"laterality", "location"}
    same += _ECHO * (claim.count == fact.count == "multiple" and claim.laterality == fact.laterality is not None)
    other = _ANOTHER if looks >= _LOOKS else 0
    return _weight(found) + other - same - _ALIKE * len(claim.descriptors & fact.descriptors)


def _is_unplaced_of_size(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact that leaves open where it is has all the diameters of a claim, of which there are several."""
    if fact.anatomy or fact.laterality or fact.levels or sum(len(size.values) for size in claim.sizes) < _SEVERAL:
        return False
    return all(any(size.role == other.role and agrees(size, other) for other in fact.sizes) for size in claim.sizes)


def _weight(found: Iterable[Difference]) -> float:
    return sum(WEIGHT[difference.attribute] * _share(difference) for difference in found)


def _share(difference: Difference) -> float:
    """Return how much of its weight a difference has: what the source lacks less, a part of the stated organ least."""
    if not difference.added:
        return _OF_PART if difference.attribute == "location" and difference.mark.startswith("descriptor:") else 1.0
    return _OF_ORGAN if difference.attribute == "location" and difference.source_value != "no such place" else _LACKING


def may_be_at(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact is in, or may be in, the place and at the level that a claim names."""
    placed = not claim.anatomy or touches(claim.anatomy, places_of(fact)) or not places_of(fact)
    return placed and (not claim.levels or not fact.levels or not claim.levels.isdisjoint(fact.levels))


def of_that_size(claim: Finding, company: Company) -> Company:
    """Return the company without those that only head a list ("two nodules:"), where one of it has the claimed size."""
    if not claim.sizes or not company.headings:
        return company
    sentences = {company.facts[number].sentence for number in company.sizes.fitting(claim.sizes)}
    idle = {id(fact) for fact in company.headings if fact.sentence in sentences}
    return Company([fact for fact in company.facts if id(fact) not in idle], company.readings) if idle else company


def _of_that_course(claim: Finding, company: Company) -> Company:
    """Return the facts of a company with the claimed course that count as well, where a claim counts and any do."""
    if claim.change is None or not isinstance(claim.count, int):
        return company
    alike = [fact for fact in company.facts if fact.change == claim.change and isinstance(fact.count, int)]
    sized = company.sizes.fitting(claim.sizes)
    if sized and not any(company.facts[number] in alike for number in sized):
        return company
    return Company(alike) if alike else company


def _is_echoed(claim: Finding, fact: Finding) -> bool:
    """Say whether a claim repeats the statement of a fact about the same finding but for a word or two."""
    return len(claim.words) >= _ECHOING and fact.concept == claim.concept and overlap(claim, fact) >= _NEAR


def _is_said_elsewhere(difference: Difference, claim: Finding, facts: Facts) -> bool:
    """Say whether the source gives the claimed change of a wider finding in the same place ("a new lesion" for a new
    metastasis), or the claimed feature of another finding of that name there: one lesion told by two methods.
    """
    if difference.added and difference.mark.startswith("descriptor:"):
        feature = difference.mark.partition(":")[2]
        alike = facts.of.get(claim.concept, ())
        return any(feature in fact.descriptors and is_same_side(claim, fact) and may_be_at(claim, fact) for fact in alike)
    if difference.attribute != "change" or not (difference.added or _OF_OTHERS.match(claim.text)):
        return False
    kinds = lexicon().kinds(claim.concept) | signs_of(claim.concept)
    wider = [fact for kind in kinds for fact in facts.of.get(kind, ()) if fact.concept == kind]
    return any(
        difference.claim_value in (fact.change, trend_of(fact)) and location_of(claim, fact) != "apart"
        for fact in wider
        if fact.presence == "present"
    )


def status_of(difference: Difference) -> Status:
    """Return the status a difference leaves: what the source lacks is unsupported, what it gives otherwise contradicted."""
    if difference.mark == "concept":
        return "supported"
    beyond = difference.added or difference.attribute in ("certainty", "overinterpretation")
    return "unsupported" if beyond else "contradicted"
