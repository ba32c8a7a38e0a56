"""Statements that all is well ("Lungs are clear", "No acute abnormality") against what the source finds there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from overread.finding import Finding
from overread.language.comparison.changes import change_differences
from overread.language.comparison.denials.aspects import (
    FORMS,
    is_at_reference,
    is_calcified,
    is_even_uptake,
    is_filling,
    is_of_aspect,
    is_of_nothing,
    is_well_filled,
    parts_in,
)
from overread.language.comparison.denials.room_left import looks_benign
from overread.language.comparison.denials.unknown import unknown_words
from overread.language.comparison.facts.facts import Facts, is_unseen
from overread.language.comparison.positions.told_directions import AGAINST, told_parts
from overread.language.figures.extremes import SLIGHT
from overread.language.lexicon import lexicon
from overread.language.outside import is_of_outside
from overread.language.places import BODY_REGIONS, is_inside, seat_of, shared_part, touches
from overread.review import Comparison, Difference

_OF_OTHERS = re.compile(r"\W*(?:the )?other\b(?! than)", re.IGNORECASE)
_OF_REST = re.compile(r"\b(?:remaining|remainder|rest of|elsewhere|otherwise)\b", re.IGNORECASE)
_EVIDENCE = 3
_PAIR = 2
_OF = "aspect-of-"
_FUNCTIONS = frozenset({"fetal_cardiac_activity", "fetal_movement", "ureteral_jet", "blood_flow", "gland_activity"})
OF_HEALTH = _FUNCTIONS | {"organ_size", "enhancement", "usual_distention"}
OF_HEALTH |= {"anteverted_uterus", "competent_vein", "reactive_node", "coronary_dominance", "aerated_sinus", "intact_implant"}
_GRAVE = frozenset({"acute", "significant", "suspicious", "focal"})
_OF_FORM = FORMS | {"aspect-clear"}
_NORMAL = re.compile(r"\W*(?:\d+\.)?\W*(?:normal|unremarkable|negative)\b", re.IGNORECASE)
_AFTER_TREATMENT = re.compile(r"\bpost[- ]?(?:radiation|treatment|surgical|operative|therapeutic) changes?\b", re.IGNORECASE)
_EITHER = re.compile(r"\b(?:or|and/or|versus|vs)\b|/", re.IGNORECASE)
_SHIFTS = frozenset({"mediastinal_shift", "midline_shift", "tracheal_deviation"})
_LASTING = ("stable", "persistent", "decreased", "resolved")


def compare_normal(claim: Finding, facts: Facts) -> Comparison:
    """Return whether a statement of normality holds: contradicted by a finding in its place, inferred from normals there."""
    here = [facts.all[number] for number in facts.like(facts.stated, lambda fact: _is_here(claim, fact))]
    fine = [fact for fact in here if fact.presence == "absent" and not is_unseen(fact)]
    exact = next((fact for fact in fine if _is_exact(claim, fact) and not _is_of_form_alone(claim, fact, here, facts)), None)
    if exact and not _is_of_one_side(claim, exact, here, facts):
        moved = next((difference for difference in change_differences(claim, exact) if not difference.added), None)
        moved = None if exact.presence == "absent" and claim.change == "stable" else moved  # "no disease progression"
        return Comparison(claim, "contradicted" if moved else "supported", (exact,), moved)
    if lost := _is_lost(claim, facts):
        return Comparison(claim, "contradicted", (lost,), Difference("negation", "present", "absent"))
    against = tuple(islice((fact for fact in here if fact.presence == "present" and _belies(claim, fact, facts)), _EVIDENCE))
    if against and not _is_of_rest(claim) and (claim.anatomy or not unknown_words(claim.words)):
        return Comparison(claim, "contradicted", against, Difference("negation", "normal", against[0].name))
    fine = fine or [fact for fact in here if _was_looked_at(claim, fact)]
    if any(not fact.anatomy for fact in fine) and claim.anatomy and _is_out_of_view(claim, facts):
        fine = [fact for fact in fine if fact.anatomy]
    fine = [fact for fact in fine if _is_of_that_aspect(claim, fact)]
    if fine and (fine[0].presence == "present" or is_of_both_sides(claim, fine)):
        return Comparison(claim, "inferred", tuple(fine[:_EVIDENCE]))
    return Comparison(claim, "unsupported", reason="silent")


def _is_of_that_aspect(claim: Finding, fact: Finding) -> bool:
    """Say whether what is fine bears on what a claim calls normal of an organ's make: neither the size of a kidney nor its
    pelvis tells of its cortex.
    """
    own = claim.descriptors & _OF_MAKE
    if not own or fact.presence == "present":
        return True
    if fact.concept != "abnormality":
        return is_of_aspect(claim, fact)
    told = {word for word in fact.descriptors if word.startswith("aspect-")}
    return bool(told & own) or (not told and is_inside(claim.anatomy, fact.anatomy))


_OF_MAKE = frozenset({"aspect-differentiation", "aspect-thickness"})


def _is_of_rest(claim: Finding) -> bool:
    """Say whether a statement leaves what was told before to itself ("the other arteries", "no abnormality of the remaining
    neck").
    """
    return bool(_OF_OTHERS.match(claim.text)) or (claim.kind == "finding" and _OF_REST.search(claim.text) is not None)


def _is_out_of_view(claim: Finding, facts: Facts) -> bool:
    """Say whether a place lies in no region that was examined: the cervical cord in a study of the lumbar spine."""
    wholes = lexicon().wholes
    own = frozenset(place for place in facts.region if not any(place in wholes(part) - {part} for part in facts.region))
    return bool(own) and not touches(claim.anatomy, own)


def _is_exact(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact calls the very place of a claim normal, and not only what is left of it or another aspect of it."""
    if fact.concept != "abnormality" or fact.anatomy != claim.anatomy:
        return False
    own, told = ({word for word in one.descriptors if word.startswith("aspect-")} for one in [claim, fact])
    if own and told and own.isdisjoint(told):
        return False
    rest = "aspect-rest" in fact.descriptors and "aspect-rest" not in claim.descriptors
    part = bool(parts_in(fact.text)) and not parts_in(claim.text)
    return not rest and not part


def _is_lost(claim: Finding, facts: Facts) -> Finding | None:
    """Return the denial of a function that a claim calls normal ("normal cardiac activity" where none is seen)."""
    named = {name.removeprefix(_OF) for name in claim.descriptors if name.startswith(_OF)} & _FUNCTIONS
    denied = (facts.all[group[0]] for name in sorted(named) for group in facts.denied.get(name, ()))
    lost = (fact for fact in denied if fact.source == "findings" and fact.presence == "absent" and not fact.descriptors)
    return next((fact for fact in lost if fact.laterality in (None, claim.laterality) and "abnormal" not in fact.words), None)


def _is_of_one_side(claim: Finding, normal: Finding, here: Sequence[Finding], facts: Facts) -> bool:
    """Say whether a normal holds for one side, while on the other, of which a claim speaks as well, something belies it."""
    if claim.laterality in ("left", "right") or normal.laterality not in ("left", "right"):
        return False
    other = "left" if normal.laterality == "right" else "right"
    return any(fact.presence == "present" and fact.laterality == other and _belies(claim, fact, facts) for fact in here)


def _is_of_form_alone(claim: Finding, normal: Finding, here: Sequence[Finding], facts: Facts) -> bool:
    """Say whether a claim is of form, and a normal of all of a place beside a finding of that form ("preserved bone structure"
    and reduced mineralization), or a claim of all and a normal of one aspect or a mere denial
    beside a finding ("normal density", "no focal lesion", enlarged).
    """
    aspects = {word for word in normal.descriptors if word.startswith("aspect-")}
    told = claim.descriptors & FORMS - normal.descriptors or (aspects - {"aspect-rest"} and _is_plain(claim))
    told = told or (claim.kind == "normal" and normal.kind == "finding" and _is_plain(claim))
    return bool(told) and any(fact.presence == "present" and _belies(claim, fact, facts) for fact in here)


def _belies(claim: Finding, fact: Finding, facts: Facts) -> bool:
    """Say whether a present finding makes a statement of normality wrong, read together with its sentence."""
    if is_of_nothing(fact) or is_well_filled(fact, facts.sentences[fact.sentence]):
        return False
    opposes, flow = lexicon().opposes, "aspect-flow" in claim.descriptors
    if flow and any(not fact.descriptors.isdisjoint(opposes.get(quality, ())) for quality in claim.descriptors):
        return True
    if _is_of_tendon(claim, fact):
        return False
    if fact.certainty != "possible" and not speaks_against(claim, fact):
        return False
    mates = [mate for mate in facts.sentences[fact.sentence] if _is_here(claim, mate)]
    if told_parts(claim) and _is_of_opposite_part(claim, fact, mates):
        return False
    return speaks_against(claim, _settled(claim, fact, mates)) and not _is_explained(claim, fact, mates)


def _is_of_tendon(claim: Finding, fact: Finding) -> bool:
    """Say whether a statement of normality is of a muscle's belly, and a finding of its tendon alone."""
    return "tendon" in fact.words and _MUSCLE.search(claim.text) is not None and _MUSCLE.search(fact.text) is None


_MUSCLE = re.compile(r"\b(?:muscles?|muscular|bell(?:y|ies))\b(?! and tendon)", re.IGNORECASE)


def _is_of_opposite_part(claim: Finding, fact: Finding, mates: Sequence[Finding]) -> bool:
    """Say whether a finding, or else its sentence, is of the other parts of a place than a statement of normality ("the distal
    segment is noncompressible with thrombus" for "the proximal vein is patent").
    """
    own = told_parts(claim)
    theirs = told_parts(fact) or frozenset(part for mate in mates if mate.presence == "present" for part in told_parts(mate))
    return own.isdisjoint(theirs) and any(AGAINST[part] & own for part in theirs)


def _settled(claim: Finding, fact: Finding, company: Sequence[Finding]) -> Finding:
    """Return a finding that is one of two readings of the same thing ("scarring or atelectasis") as certain, for a statement
    that nothing is there: one of them is.
    """
    if claim.descriptors & _GRAVE or fact.certainty != "possible":
        return fact
    twins = [other for other in company if other.span == fact.span and other.concept != fact.concept]
    either = any(other.certainty == "possible" for other in twins) and _EITHER.search(fact.text)
    return replace(fact, certainty="definite") if either else fact


def _is_explained(claim: Finding, fact: Finding, company: Sequence[Finding]) -> bool:
    """Say whether the sentence of a finding reads it as something that "no acute abnormality" leaves room for: an opacity
    compatible with atelectasis.
    """
    if not claim.descriptors & _GRAVE or fact.change in ("new", "increased"):
        return False
    found = [mate for mate in company if mate.presence == "present" and _reads(mate, fact)]
    return bool(found) and bool(_READ_AS.search(fact.text)) and not any(speaks_against(claim, mate) for mate in found)


def _reads(mate: Finding, fact: Finding) -> bool:
    """Say whether another finding is what an opacity is read as: of the same wider kind, and never acute of itself."""
    shared = lexicon().kinds(mate.concept) & lexicon().kinds(fact.concept) & {"opacity", "lung_opacity"}
    return mate.concept != fact.concept and bool(shared)


_READ_AS = re.compile(
    r"\b(?:compatible with|consistent with|represent\w*|reflect\w*|suggest\w*|in keeping with|likely|favor\w*|due to|"
    r"related to)\b",
    re.IGNORECASE,
)


def _was_looked_at(claim: Finding, fact: Finding) -> bool:
    """Say whether a present finding of a place shows that nothing worse was seen: "no acute disease", "normal for age"."""
    known = lexicon().concepts.get(fact.concept)
    device = known is not None and known.device
    limited = not claim.anatomy or claim.descriptors & (_GRAVE | {"aspect-rest"}) or "age" in claim.words
    return not device and bool(limited) and not speaks_against(claim, fact)


def is_of_both_sides(claim: Finding, fine: Sequence[Finding]) -> bool:
    """Say whether what is fine on one side only leaves a statement about both sides open."""
    sides = {fact.laterality for fact in fine}
    return claim.laterality in ("left", "right") or not claim.anatomy or sides not in ({"left"}, {"right"})


def _is_here(claim: Finding, fact: Finding) -> bool:
    if claim.laterality in ("left", "right") and not lexicon().kinds(fact.concept).isdisjoint(_SHIFTS):
        return False  # the side to which the midline is shifted is not where anything lies
    if claim.laterality in ("left", "right") and fact.laterality not in ("bilateral", claim.laterality):
        elsewhere = fact.laterality is not None or (fact.presence == "present" and claim.laterality not in fact.nearby)
        if elsewhere:
            return False
    if not claim.anatomy:
        return True
    places = seat_of(fact)
    if not places:
        return fact.presence == "absent"
    if fact.presence == "present":
        part = shared_part(*sorted(fact.anatomy)) if len(fact.anatomy) == _PAIR else None
        return is_inside(places, claim.anatomy) or part in claim.anatomy
    return touches(places, claim.anatomy)


def speaks_against(claim: Finding, fact: Finding) -> bool:
    """Say whether a present finding makes a statement of normality wrong, rather than too brief.

    "No acute abnormality" leaves room for what is chronic, incidental, lasting or slight; "normal" for routine findings only
    where it speaks of a whole region.
    """
    if fact.historical or fact.concept in OF_HEALTH or fact.concept.startswith("~") or "referred" in fact.marks:
        return False
    known = lexicon().concepts.get(fact.concept)
    if known is None or known.device or "aspect-rest" in claim.descriptors:
        return False
    if known.acute is False and "age" in claim.words:
        return False
    if is_at_reference(fact) or is_even_uptake(fact) or is_of_outside(claim, fact) or not is_of_aspect(claim, fact):
        return False
    grown = "enlargement" in lexicon().kinds(fact.concept) and fact.severity not in SLIGHT and fact.certainty == "definite"
    if grown and "aspect-size" in claim.descriptors:
        return True
    if claim.change == "new":
        return fact.change == "new" and known.importance != "routine" and not claim.descriptors & _GRAVE
    if claim.descriptors & _GRAVE or (not claim.anatomy and not _is_of_all(claim)):
        return _is_acute(fact)
    harmless = "benign" in fact.words or known.acute is False or _AFTER_TREATMENT.search(fact.text) is not None
    harmless = harmless or looks_benign(fact)
    if "benign" in claim.descriptors and harmless:
        return False
    if fact.certainty == "possible" or (known.importance == "routine" and is_calcified(fact)):
        return False
    return known.importance != "routine" or bool(claim.descriptors & _OF_FORM) or _is_plain(claim) or is_filling(claim, fact)


def _is_of_all(claim: Finding) -> bool:
    """Say whether a statement calls the whole examination normal ("Normal study", "unremarkable esophagogram")."""
    return claim.kind == "normal" and not claim.descriptors and _NORMAL.match(claim.text) is not None


def _is_plain(normal: Finding) -> bool:
    """Say whether a statement calls an organ normal, not a region of the body nor one aspect of it."""
    return not normal.anatomy & BODY_REGIONS and not any(word.startswith("aspect-") for word in normal.descriptors)


def _is_acute(fact: Finding) -> bool:
    known = lexicon().concepts.get(fact.concept)
    if known is None or known.acute is False or fact.change in _LASTING or fact.descriptors & {"chronic", "indeterminate_age"}:
        return False
    if fact.severity in ("trace", "minimal") or fact.certainty == "possible":
        return False
    return bool(known.acute) or "acute" in fact.descriptors or known.importance == "critical"
