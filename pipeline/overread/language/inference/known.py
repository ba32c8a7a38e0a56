"""What other sections of the source, above all the indication, say is known of the patient."""

from __future__ import annotations

from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.changes import measured_change
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import location_of, places_of, touches
from overread.review import Comparison, Difference

_MILD = frozenset("indeterminate benign cyst hemangioma adenoma granuloma nonspecific".split())
_TUMOR = frozenset({"tumor", "neoplasm"})
_HOLLOW = frozenset({"gi_tract", "urinary_bladder", "cervix", "larynx", "pharynx", "bronchus", "bile_duct"})
_LATER = frozenset({"metastasis", "recurrence"})


def known_before(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the support of the indication or a prior report for what is lasting, past or hedged: "known cystic fibrosis"."""
    known = lexicon().concepts.get(claim.concept)
    tumor = "malignancy" in lexicon().kinds(claim.concept) and not lexicon().kinds(claim.concept) & _LATER
    lasting = claim.historical or claim.certainty != "definite" or tumor or (known is not None and known.acute is False)
    if not lasting:
        return None
    earlier = [fact for fact in facts.told.get(claim.concept, ()) if location_of(claim, fact) != "apart"]
    told = next((fact for fact in earlier if is_same_side(claim, fact)), None)
    if told is None and earlier:
        other = Difference("laterality", f"the {claim.laterality}", f"the {earlier[0].laterality}", "side")
        return Comparison(claim, "contradicted", (earlier[0],), other)
    return Comparison(claim, "inferred", (told,)) if told else None


def is_known_malignancy(claim: Finding, facts: Facts) -> bool:
    """Say whether a claim calls a mass malignant that a section of the source calls so ("biopsy-proven adenocarcinoma")."""
    kinds = lexicon().kinds(claim.concept)
    if "malignancy" not in kinds or kinds & _LATER:
        return False
    if facts.rated(("tstage",)) or any(_is_called_tumor(claim, fact) for fact in facts.present("mass").shortlist(())):
        return True
    return any(fact.certainty == "definite" and not fact.historical and _is_of_place(claim, fact) for fact in facts.tumors)


def is_of_known_primary(claim: Finding, facts: Facts) -> bool:
    """Say whether a claim is of a metastasis or a recurrence, and the source tells of a tumour that it may come from."""
    if lexicon().kinds(claim.concept).isdisjoint(_LATER):
        return False
    return any(fact.certainty != "possible" for fact in facts.tumors)


def is_known_spread(claim: Finding, named: Sequence[Finding], facts: Facts) -> bool:
    """Say whether a claim calls lesions metastases that the source follows in a patient whose metastases it tells of: lesions
    with a course, and not read as anything else.

    Eisenhauer EA et al. New response evaluation criteria in solid tumours: RECIST 1.1. Eur J Cancer 2009;45:228-247
    """
    if "metastasis" not in lexicon().kinds(claim.concept):
        return False
    spread = any("metastasis" in lexicon().kinds(fact.concept) and is_sure(fact) for fact in facts.tumors)
    return spread and all(is_sure(fact) and _MILD.isdisjoint(fact.words) and _has_course(fact) for fact in named)


def is_sure(fact: Finding) -> bool:
    """Say whether a fact is told as there without a doubt."""
    return (fact.presence, fact.certainty) == ("present", "definite")


def _has_course(fact: Finding) -> bool:
    return (fact.change or measured_change(fact)) in ("increased", "decreased")


def _is_called_tumor(claim: Finding, fact: Finding) -> bool:
    """Say whether the source calls a mass in the hollow organ of a claim a tumour, as a staging report does the cancer."""
    wholes = {whole for place in places_of(fact) for whole in lexicon().wholes(place)}
    called = not fact.words.isdisjoint(_TUMOR) and not wholes.isdisjoint(_HOLLOW)
    return called and fact.presence == "present" and touches(places_of(claim), places_of(fact))


def _is_of_place(claim: Finding, fact: Finding) -> bool:
    """Say whether a tumour that is told of may be the claimed one: in the findings it must be named in that place."""
    if fact.source == "findings":
        return touches(places_of(claim), places_of(fact))
    told = fact.source in ("indication", "prior", "comparison") and {claim.laterality, fact.laterality} != {"left", "right"}
    same = claim.concept == fact.concept or not places_of(fact) or not places_of(claim)
    return told and (same or touches(places_of(claim), places_of(fact)))
