"""What a denial or a summary leaves room for: another kind or tissue, what was so once, what looks benign."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import places_of, touches, usual_places


def is_of_another_kind(claim: Finding, fact: Finding) -> bool:
    """Say whether a denial of something wider leaves room for a claim: of what is acute for what never is, of what accompanies
    another finding, of what is undecided, of what has a sign ("no lesion with washout") for anything but a tumour.
    """
    known = lexicon().concepts.get(claim.concept)
    lasting = "acute" in fact.descriptors and known is not None and known.acute is False
    signed = fact.concept in _LESIONS_AT_LARGE and _WITH.search(fact.text) is not None
    tumor = "malignancy" in lexicon().kinds(claim.concept)
    undecided = "indeterminate" in fact.words and not claim.words & {"indeterminate", "uncertain", "unclear"}
    return lasting or undecided or _ACCOMPANYING.search(fact.text) is not None or (signed and not tumor)


_LESIONS_AT_LARGE = frozenset({"lesion", "mass", "nodule"})
_WITH = re.compile(r"\b(?:no|without) (?:\w+ ){0,2}(?:lesions?|mass(?:es)?|nodules?|foc(?:us|i)) with\b", re.IGNORECASE)
_ACCOMPANYING = re.compile(r"\b(?:no|without(?: an?)?) (?:associated|accompanying|corresponding)\b", re.IGNORECASE)


def is_of_other_tissue(denial: Finding, finding: Finding) -> bool:
    """Say whether a denial is of the bone of a region, and a finding a wound of its soft tissue ("no bony injury of the knee"
    and a laceration there), or of a soft organ and a finding a fracture, or of the deep veins and a finding in a
    superficial one.
    """
    if "fracture" in lexicon().kinds(finding.concept) and not finding.anatomy and _is_soft(denial):
        return True
    if _DEEP in lexicon().kinds(denial.concept) and finding.concept != denial.concept and _SUPERFICIAL.search(finding.text):
        return True
    bony = "bone" in denial.anatomy and not lexicon().kinds(finding.concept).isdisjoint(_WOUNDS)
    return bony and not touches(frozenset({"bone"}), places_of(finding) | usual_places(finding.concept))


def _is_soft(denial: Finding) -> bool:
    """Say whether all that a denial names are organs without bones ("no injury of the parenchyma")."""
    wholes = lexicon().wholes
    return bool(denial.anatomy) and all(not _ORGANS.isdisjoint(wholes(place)) for place in denial.anatomy)


_DEEP = "deep_vein_thrombosis"
_SUPERFICIAL = re.compile(r"\b(?:tributar\w+|varicos\w+|superficial|saphenous|GSV|SSV|cephalic|basilic)\b", re.IGNORECASE)
_ORGANS = frozenset({"brain", "solid_organ", "lung", "bowel", "heart", "spinal_cord"})


_WOUNDS = frozenset({"laceration", "hematoma", "tear", "soft_tissue_injury"})


def is_of_once(fact: Finding) -> bool:
    """Say whether something is called diseased only for what it was before ("the previously enlarged node")."""
    return _ONCE.search(fact.text) is not None and fact.change in (None, "decreased")


_ONCE = re.compile(
    r"\bthe (?:previously|formerly|initially) (?:patholog\w+|enlarged|abnormal|suspicious|avid|dilated|thickened)\b"
    r"(?!.*\b(?:remains?|still|persist\w*|unchanged|stable)\b)",
    re.IGNORECASE,
)


def looks_benign(fact: Finding) -> bool:
    """Say whether a lesion is told to be well defined or not to grow, and has no look of what is worrying (Mercado CL. BI-RADS
    update. Radiol Clin North Am 2014;52:481-487)."""
    calm = fact.change in ("stable", "decreased") or not fact.descriptors.isdisjoint(_BENIGN_LOOKS)
    return calm and fact.descriptors.isdisjoint(_SUSPECT) and not lexicon().kinds(fact.concept) & {"malignancy"}


_BENIGN_LOOKS = frozenset({"circumscribed", "anechoic", "spongiform", "benign"})
_SUSPECT = frozenset(
    (
        "suspicious significant malignant irregular spiculated nodular heterogeneous septated complex hypermetabolic "
        "indistinct microlobulated angular rim_enhancing taller_than_wide"
    ).split()
)


def is_of_one_before(claim: Finding, denial: Finding, facts: Facts) -> bool:
    """Say whether a denial speaks of "the tendon" of the sentence before it, and a claim of another one."""
    if (
        claim.presence == "absent"
        or not denial.anatomy
        or not denial.anatomy <= _STRUCTURES
        or not _THE_ONE.search(denial.text)
    ):
        return False
    told = (fact for number in (denial.sentence - 1, denial.sentence) for fact in facts.sentences.get(number, ()))
    before = frozenset(place for fact in told for place in fact.anatomy) - denial.anatomy
    return bool(before) and bool(claim.anatomy) and not touches(claim.anatomy, before)


_STRUCTURES = frozenset({"tendon", "ligament", "muscle", "nerve", "artery", "vein", "vessel", "joint"})
_THE_ONE = re.compile(r"\bthe (?:\w+ )?(?:tendon|ligament|muscle|nerve|artery|vein|vessel|joint)\b", re.IGNORECASE)


def leaves_strain(normal: Finding, claim: Finding) -> bool:
    """Say whether a ligament is whole, and a claim a slight sprain of it, in which no fibre is torn (Helms CA et al.
    Musculoskeletal MRI, 3rd ed. Elsevier 2020).
    """
    slight = claim.severity in (None, "minimal", "mild") and claim.descriptors.isdisjoint({"grade:2", "grade:3"})
    return "aspect-intact" in normal.descriptors and claim.concept == "sprain" and slight


def leaves_quiet(denial: Finding, fact: Finding) -> bool:
    """Say whether a denial is of an active disease alone, and nothing tells that the one found is so ("no active
    demyelination").
    """
    active = denial.words_before().endswith("active ") or denial.words_of().startswith("active ")
    known = lexicon().concepts.get(denial.concept)
    disease = known is not None and not _SMOULDERING.isdisjoint(lexicon().kinds(denial.concept))
    return active and disease and _IS_ACTIVE.search(fact.text) is None


_SMOULDERING = frozenset({"inflammation", "infection", "demyelination", "tuberculosis"})
_IS_ACTIVE = re.compile(
    r"\b(?:acti\w+|acute\w*|edema\w*|oedema\w*|enhanc\w+|hyperemi\w+|new|worse\w*|progress\w*|consolidat\w*)\b", re.IGNORECASE
)
