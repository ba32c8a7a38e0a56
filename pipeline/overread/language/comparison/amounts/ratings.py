"""Categories of reporting systems ("BI-RADS 4") against those that the source assigns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.amounts.classes import classed
from overread.language.comparison.denials.summaries import compare_normal
from overread.language.comparison.facts.facts import Facts, is_compared, is_found
from overread.language.figures.agreement import is_same_score, score_difference
from overread.language.figures.scales import largest_mm
from overread.language.inference.kindred import are_of_one_family
from overread.language.lexicon import lexicon
from overread.language.places import touches
from overread.review import Comparison, Difference

_OF_MANY = frozenset({"grade", "type", "stage"})  # words of many systems
_REST = frozenset({"elsewhere", "remainder", "remaining", "otherwise"})


_TYPED = frozenset({"endoleak"})
"""Findings whose type is where they come from: the place of another type is none of a second one."""


def misrated(claim: Finding, facts: Facts, told: Sequence[Finding] = ()) -> Comparison | None:
    """Return the contradiction where the source gives other values of a reporting system than a claim, and nowhere that one,
    or describes another class.

    `told` are the facts that the claim itself was matched with.
    """
    denied = claim.kind == "finding" and claim.presence == "absent"
    scores = sorted(descriptor for descriptor in claim.descriptors if ":" in descriptor and not denied)
    systems = [score.partition(":")[0] for score in scores]
    for score, system in zip(scores, systems, strict=True):
        several = systems.count(system) > 1  # those of several findings ("TI-RADS 1 and 2"), each on its own side
        rated = [fact for fact in facts.rated((system,)) if is_compared(fact) and (several or _may_be_rated(claim, fact))]
        if system in _OF_MANY and claim.concept not in _TYPED:
            rated = [fact for fact in rated if _is_of_same_part(claim, fact)]
        if wrong := _rated_otherwise_somewhere(claim, score, facts):
            return Comparison(claim, "contradicted", (wrong[0],), score_difference(score, wrong[1]))
        if (
            rated
            and not _is_implied(score, facts.quotes.text)
            and not any(is_same_score(score, other) for fact in rated for other in fact.descriptors)
        ):
            stated = next(other for other in sorted(rated[0].descriptors) if other.partition(":")[0] == system)
            return Comparison(claim, "contradicted", tuple(rated[:1]), score_difference(score, stated))
        if system == "deauville" and not rated and (measured := _measured_otherwise(score, claim, facts)):
            return Comparison(claim, "contradicted", (measured,), Difference("severity", score.replace(":", " "), "", "score"))
        if score in _LEAST and not rated and (small := _too_small(_LEAST[score], facts)):
            return Comparison(claim, "contradicted", (small,), Difference("severity", score.replace(":", " "), "", "score"))
        asked = facts.all if score in _SETTLED | _WATCHED and not (rated or _is_bracketed(claim)) else ()
        asks = _asks_for_tissue if score in _WATCHED else _asks_for_more
        if advice := next((fact for fact in asked if asks(fact) and _is_about(fact, claim, told, facts)), None):
            return Comparison(claim, "contradicted", (advice,), Difference("descriptor", score.replace(":", " "), "", "score"))
    fine = _implied_by_normals(claim, facts) if claim.laterality else None
    if fine and any(fact.laterality == claim.laterality for fact in fine.facts):
        return None
    return None if _is_bracketed(claim) else classed(claim, facts)


def _too_small(least: float, facts: Facts) -> Finding | None:
    """Return a nodule of the lung where all that are not of pure ground glass are smaller than a size in mm."""
    solid = [fact for fact in facts.present("pulmonary_nodule").facts if "ground_glass" not in fact.descriptors]
    sizes = [size for fact in solid for size in fact.sizes if size.role == "current" and size.unit in ("mm", "cm")]
    small = all(largest_mm(size) < least for size in sizes)
    return solid[0] if sizes and small else None


_LEAST = {"lungrads:4b": 8.0, "lungrads:4a": 6.0}  # mm; ACR Lung-RADS 2022: a solid nodule of 8 mm that grows, of 6 that is new


def _rated_otherwise_somewhere(claim: Finding, score: str, facts: Facts) -> tuple[Finding, str] | None:
    """Return a lesion that the source rates higher than a claim rates all, and how ("Deauville 2 at all sites")."""
    end = claim.marks.get("score", claim.span)[1] - claim.span[0]
    if not _EVERYWHERE.match(claim.text[max(0, end) :]):
        return None
    system = score.partition(":")[0]
    found = ((fact, name) for fact in facts.rated((system,)) for name in fact.descriptors if name.startswith(f"{system}:"))
    return next(((fact, name) for fact, name in found if name > score and fact.presence == "present"), None)


_EVERYWHERE = re.compile(r"\s*(?:at|in|for) (?:all|every|each)\b|\s*(?:throughout|everywhere)\b", re.IGNORECASE)


def underrated_bone(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of an osteopenia whose own T-score is that of osteoporosis, -2.5 or less, where the source calls
    it so, and of one of all bones where the source gives one such a score (Kanis JA et al. J Bone Miner Res 1994;9:1137-1141).
    """
    scores = _t_scores(claim) or [float(value) for value in _T_SCORE.findall(claim.text)]
    if claim.concept != "osteopenia" or (scores and max(scores) > _OF_POROSIS):
        return None
    if not scores:
        of_all = _ALL_BONES.search(claim.text)
        named = [fact for fact in _scored(facts) if of_all and min(_t_scores(fact), default=0) <= _OF_POROSIS]
    else:
        named = [fact for fact in facts.of.get("osteoporosis", ()) if fact.presence == "present" and fact.source == "findings"]
    difference = Difference("severity", "osteopenia", "osteoporosis", "concept")
    return Comparison(claim, "contradicted", tuple(named[:1]), difference) if named else None


def thin_boned(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of a normal bone density where the source gives a T-score of that place below -1."""
    if claim.kind != "normal" or _DENSITY.isdisjoint(claim.words) or "bone" not in claim.text.lower():
        return None
    places = claim.anatomy - _BONES
    low = [fact for fact in _scored(facts) if min(_t_scores(fact), default=0) < _OF_PENIA]
    low = [fact for fact in low if not (places or claim.levels) or touches(places, fact.anatomy) or claim.levels & fact.levels]
    return Comparison(claim, "contradicted", tuple(low[:1]), Difference("negation", "absent", "present")) if low else None


_DENSITY = frozenset({"density", "mass", "bmd", "mineral"})
_BONES = frozenset({"bone"})
_OF_PENIA = -1.0
_OF_POROSIS = -2.5
_T_SCORE = re.compile(r"\bT[- ]?scores? (?:of |is |at )?(-\d\.\d)", re.IGNORECASE)
_ALL_BONES = re.compile(r"^\W*(?:\w+ )?osteopeni\w+ (?:(?:at|in|of) )?(?:all|every|each|throughout)\b", re.IGNORECASE)


def _scored(facts: Facts) -> list[Finding]:
    return [fact for name in ("bone_mineral_density", "organ_size") for fact in facts.of.get(name, ()) if _t_scores(fact)]


def _t_scores(finding: Finding) -> list[float]:
    return [value for size in finding.sizes if size.unit == "{Tscore}" for value in size.values]


def _may_be_rated(claim: Finding, fact: Finding) -> bool:
    """Say whether a rating may be that of a claim: of no other side or segment than the sentence names, and not of the rest."""
    if not _REST.isdisjoint(fact.words):
        return False
    near = claim.levels or frozenset(name for name in claim.nearby if name.startswith("segment-"))
    if near and fact.levels and near.isdisjoint(fact.levels):
        return False
    return {claim.laterality, fact.laterality} != {"left", "right"}


def _measured_otherwise(score: str, claim: Finding, facts: Facts) -> Finding | None:
    """Return the finding of a claim whose uptake, set against that of the liver, rules out the Deauville score of the claim: 4
    and 5 are above the liver, 1 to 3 are not (Barrington SF et al. J Clin Oncol 2014;32:3048-3058).
    """
    liver = [value for fact in facts.of.get("organ_size", ()) if fact.anatomy == _LIVER for value in _uptakes(fact)]
    liver = liver or [float(value) for value in _LIVER_VALUE.findall(facts.quotes.text)]
    level = score.partition(":")[2]
    if not liver or not level.isdigit() or (not claim.anatomy and int(level) <= _OF_LIVER):
        return None
    found = [fact for fact in facts.first_found if _uptakes(fact) and not fact.anatomy & _REFERENCES]
    here = [fact for fact in found if not claim.anatomy or touches(claim.anatomy, fact.anatomy)]
    above = [max(_uptakes(fact)) > max(liver) for fact in here]
    return here[0] if here and all(one != (int(level) > _OF_LIVER) for one in above) else None


def _uptakes(fact: Finding) -> list[float]:
    return [max(size.values) for size in fact.sizes if size.quantity == "uptake" and size.role == "current"]


_LIVER = frozenset({"liver"})
_REFERENCES = frozenset({"liver", "blood_pool"})
_LIVER_VALUE = re.compile(
    r"\bliver(?: (?:background|reference|uptake|activity|SUV ?(?:max|mean)?|max|mean|is|of|at))*[ :,=]+(\d{1,2}\.\d+)\b",
    re.IGNORECASE,
)
_OF_LIVER = 3


def _is_of_same_part(claim: Finding, fact: Finding) -> bool:
    """Say whether a grade is that of kin in the very part of a claim: of a torn ligament that the source calls sprained."""
    parts = claim.anatomy - lexicon().loose
    same = bool(parts) and claim.laterality == fact.laterality and parts <= fact.anatomy and claim.levels == fact.levels
    return same and fact.presence == "present" and are_of_one_family(claim.concept, fact.concept)


def _is_implied(score: str, text: str) -> bool:
    """Say whether the source describes what a score stands for in the terms of its definition: the uptake of Deauville, and of
    PI-RADS 4 and 5 the score of the sequence that settles it, in a line without a category of its own.

    Turkbey B et al. Eur Urol 2019;76:340-351: diffusion settles it in the peripheral zone, T2 in the transition zone.
    Barrington SF et al. J Clin Oncol 2014;32:3048-3058: 2 up to the blood pool, 3 up to the liver, 4 and 5 above it.
    """
    described = _DEFINED.get(score)
    return described is not None and described.search(text) is not None


_DEFINED = {
    **{
        f"pirads:{score}": re.compile(
            rf"^(?!.*PI-?RADS).*\b(?:DWI|T2WI?|T2) score(?: of|:| is)? {score}\b", re.IGNORECASE | re.MULTILINE
        )
        for score in (4, 5)
    },
    "deauville:1": re.compile(r"\bno (?:residual |abnormal )?(?:\w+ )?(?:uptake|avidity)\b", re.IGNORECASE),
    "deauville:2": re.compile(
        r"(?:\b(?:below|less than|lower than|equal to|at)|[<≤]) (?:the )?(?:mediastinal )?blood pool", re.IGNORECASE
    ),
    "deauville:3": re.compile(
        r"between (?:the )?(?:mediastinal )?blood[- ]pool and (?:the )?liver|"
        r"(?:(?:above|greater than|more than)|>) (?:the )?(?:mediastinal )?blood[- ]pool[^.;]{0,40}\bliver",
        re.IGNORECASE,
    ),
    "deauville:4": re.compile(r"(?:\b(?:above|greater than|more than|exceed\w*)|>) (?:the |that of the )?liver", re.IGNORECASE),
}
_SETTLED = frozenset({"birads:1", "birads:2"})  # D'Orsi CJ et al., ACR BI-RADS Atlas, 5th ed. 2013: no further work-up
_WATCHED = frozenset({"birads:3"})  # the same: short-interval follow-up, no biopsy
_TISSUE = frozenset({"biopsy", "sampling", "aspiration", "excision"})
_ROUTINE = frozenset({"screening", "routine", "annual", "yearly"})


def _is_bracketed(claim: Finding) -> bool:
    """Say whether a category stands in brackets behind an item, which has it ("Mild duct ectasia. (BI-RADS 2)")."""
    return claim.concept == "assessment_category" and claim.text.startswith("(")


def _is_about(advice: Finding, claim: Finding, told: Sequence[Finding], facts: Facts) -> bool:
    """Say whether advice may be about what a claim rates: about one of the lesions that its paragraph names before it,
    where the claim is about a lesion, and else about none of the other side.
    """
    start = facts.quotes.text.rfind("\n\n", 0, advice.span[0])
    before = [fact for fact in facts.all if is_found(fact) and start < fact.span[0] < advice.span[0]]
    if claim.concept != "assessment_category" and told and before:
        suspect = any(not _SUSPECT.isdisjoint(lexicon().kinds(fact.concept)) for fact in before)
        return any(fact in before for fact in told) and not (claim.concept == "breast_cyst" and suspect)
    side = advice.laterality or next((fact.laterality for fact in reversed(before) if fact.laterality), None)
    return {side, claim.laterality} != {"left", "right"}


_SUSPECT = frozenset("mass nodule breast_calcification architectural_distortion breast_asymmetry non_mass_enhancement".split())
"""What advice beside a cyst is about."""


def _asks_for_more(fact: Finding) -> bool:
    """Say whether a statement of the findings asks for more than routine screening."""
    return fact.source == "findings" and fact.kind == "recommendation" and fact.words.isdisjoint(_ROUTINE)


def _asks_for_tissue(fact: Finding) -> bool:
    """Say whether a statement of the findings asks for a biopsy."""
    told = fact.source == "findings" and fact.kind in ("recommendation", "communication")
    return told and not fact.words.isdisjoint(_TISSUE)


def is_rating(claim: Finding) -> bool:
    """Say whether a statement only gives a category of a reporting system and what it means ("BI-RADS 2, benign")."""
    return not claim.anatomy and any(name.partition(":")[0].endswith("rads") for name in claim.descriptors)


def _implied_by_normals(claim: Finding, facts: Facts) -> Comparison | None:
    """Return what bears out that a breast has nothing, or only what is benign: denials there, and no finding against it.

    D'Orsi CJ et al., ACR BI-RADS Atlas, 5th ed. 2013: category 1 is negative, category 2 benign.
    """
    if claim.descriptors.isdisjoint(_SETTLED):
        return None
    looks = frozenset({"benign"}) if "birads:2" in claim.descriptors else frozenset[str]()
    asked = replace(claim, concept="abnormality", kind="normal", presence="absent", anatomy=_BREAST, descriptors=looks)
    told = compare_normal(asked, facts)
    borne = told.relation in ("supported", "inferred") and any(fact.presence == "absent" for fact in told.facts)
    return Comparison(claim, "inferred", told.facts) if borne else None


_BREAST = frozenset({"breast"})


def compare_category(claim: Finding, facts: Facts) -> Comparison:
    """Return whether a reporting category ("BI-RADS 4") is the one that the source assigns, on that side where it names one."""
    names = {descriptor.partition(":")[0] for descriptor in claim.descriptors if ":" in descriptor}
    everywhere = facts.rated(names)
    earlier = [fact for fact in everywhere if not is_compared(fact) and claim.descriptors & fact.descriptors]
    rated = [fact for fact in everywhere if is_compared(fact)] or earlier
    rated = [fact for fact in rated if not claim.laterality or fact.laterality in (None, claim.laterality)] or rated
    same = [fact for fact in rated if {name for name in claim.descriptors if ":" in name} <= fact.descriptors]
    if same:
        return Comparison(claim, "supported", tuple(same[:1]))
    if not rated:
        return _implied_by_normals(claim, facts) or Comparison(claim, "unsupported", reason="silent")
    stated = next(name for name in sorted(rated[0].descriptors) if name.partition(":")[0] in names)
    wanted = next(
        name for name in sorted(claim.descriptors) if ":" in name and name.partition(":")[0] == stated.partition(":")[0]
    )
    return Comparison(claim, "contradicted", tuple(rated[:1]), score_difference(wanted, stated))
