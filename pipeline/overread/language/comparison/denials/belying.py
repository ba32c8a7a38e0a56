"""Which denials a present finding belies, and how far a denial goes: its limit, kind, reach and width."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.comparison.denials.aspects import is_at_reference
from overread.language.comparison.denials.room_left import is_of_once, is_of_other_tissue, leaves_quiet
from overread.language.comparison.denials.slight import FLOW_LIMITING, is_half_or_more, is_slight
from overread.language.comparison.vicinity.unread import content
from overread.language.extraction.naming.references import LESIONS
from overread.language.figures.agreement import scale
from overread.language.figures.scales import largest_mm
from overread.language.lexicon import lexicon
from overread.language.outside import is_of_outside
from overread.language.places import OTHER_SIDE, is_inside, places_of, relation, touches, usual_places

_SIDES = frozenset(OTHER_SIDE)
_THERE = re.compile(r"\b(?:underlying|overlying|adjacent|associated|accompanying|surrounding|there)\b(?! (?:is|are|was))", re.I)
_REACHING = re.compile(
    r"^(?:not|doesn.t|without)\W+(?:\w+ ){0,2}(?:exten|reach|involv|cross|continu|propagat|spread|track)", re.I
)
_DENYING = re.compile(r"\b(?:no|not|non|nor|neither|without)\b", re.IGNORECASE)
_BENIGN = frozenset(
    "adrenal_adenoma angiomyolipoma bone_island fibroadenoma focal_nodular_hyperplasia granuloma hemangioma lipoma".split()
)
_WORRYING = frozenset("complex solid enhancing septated irregular nodular spiculated heterogeneous hypermetabolic".split())
_GROWING = frozenset({"mass", "malignancy"})
_ISCHEMIAS = frozenset({"ischemia", "myocardial_ischemia", "reversible_defect"})
_INFARCT = "myocardial_infarction"
QUALIFIERS = frozenset({"significant", "suspicious", "dominant", "focal", "acute", "obvious", "definite"})


_NODES = "lymphadenopathy"
_STENOSIS = "stenosis"
_NARROW = re.compile(r"\b(?:obstructive|significant|relevant|flow[- ]limiting|high[- ]grade|critical|severe)\b", re.IGNORECASE)
_GRAVE = re.compile(r"\b(?:suspicious|patholog|malignan|metasta|worrisome|abnormal)", re.IGNORECASE)


_OF_NOTE = re.compile(r"\b(?:no|without) (?:significant|relevant) (?:findings?|signs?|evidence|features) (?:of|for)\b", re.I)


_OF_THOSE = re.compile(r"\bnone\b(?! (?:seen|found|identified|visible))", re.IGNORECASE)
"""What denies a quality of findings that the draft has told ("nodules, none suspicious")."""


def qualifiers_of(denial: Finding) -> frozenset[str]:
    """Return the qualities without which a finding is not denied: "no suspicious nodes" leaves reactive ones, "no obstructive
    coronary disease" a slight stenosis.
    """
    kinds = lexicon().kinds(denial.concept)
    grave = (_NODES in kinds and _GRAVE.search(denial.text) is not None) or denial.words_before().endswith("abnormal ")
    grave = (
        grave or (_STENOSIS in kinds and _NARROW.search(denial.text) is not None) or _OF_NOTE.search(denial.text) is not None
    )
    return (denial.descriptors & QUALIFIERS) | (frozenset({"significant"}) if grave else frozenset())


def is_of_kind(denied: Finding, claim: Finding) -> bool:
    """Say whether a denial is only of one kind of a finding ("no saddle embolus"), and not of the one claimed."""
    kind = denied.descriptors - QUALIFIERS - claim.descriptors
    return any(not part.startswith(("aspect-", "trend-")) for part in kind)


def is_chronic(finding: Finding) -> bool:
    """Say whether a finding is old, lasting or of no weight by its nature, or may be by what is said of its age."""
    known = lexicon().concepts.get(finding.concept)
    routine = known is not None and (known.acute is False or known.importance == "routine")
    return routine or finding.historical or bool(finding.descriptors & {"chronic", "indeterminate_age"})


def is_scar(denial: Finding, finding: Finding) -> bool:
    """Say whether a denial of ischaemia leaves room for a finding, as it does for an infarct of the heart ("fixed defect")."""
    return denial.concept in _ISCHEMIAS and _INFARCT in lexicon().kinds(finding.concept)


def negates(claim: Finding, fact: Finding) -> bool:
    """Say whether a denial in the draft is wrong given a present fact: the same place and side, not merely an older or milder
    one.
    """
    if fact.laterality not in (None, "bilateral") and claim.laterality not in (None, "bilateral", fact.laterality):
        return False
    if fact.laterality is None and fact.nearby & _SIDES == frozenset({OTHER_SIDE.get(claim.laterality or "")}):
        return False
    if (claim.levels and fact.levels and not claim.levels & fact.levels) or is_of_outside(claim, fact):
        return False
    if not _is_found_now(fact) or leaves_room(claim, fact):
        return False
    if is_of_others(claim) or (claim.concept in _ISCHEMIAS and is_scar(claim, fact)):
        return False
    grown = claim.change == "increased" and bool(lexicon().kinds(claim.concept) & _GROWING)
    if is_of_other_tissue(claim, fact):
        return False
    if grown and fact.change not in ("increased", "new"):  # "no tumor progression" of one that is there
        return False
    if "significant" in claim.descriptors - fact.descriptors and "enhancement" in lexicon().kinds(fact.concept):
        return False
    if (claim.change == "new" and fact.change != "new") or "physiologic" in fact.descriptors - claim.descriptors:
        return False
    if "acute" in claim.descriptors and (is_chronic(fact) or _is_unread(fact) or fact.change in ("stable", "persistent")):
        return False
    if "active" in claim.text and leaves_quiet(claim, fact):
        return False
    unlike = qualifiers_of(claim) - fact.descriptors - _own_qualities(fact)
    if unlike and (is_slight(fact) or _OF_THOSE.search(claim.text)):
        return False
    if "significant" in claim.descriptors and fact.concept != claim.concept and is_innocent(fact):
        return False
    if claim.severity in ("moderate", "severe", "moderate_severe") and fact.severity != claim.severity:
        return False
    lacking = (part for part in claim.descriptors - fact.descriptors - QUALIFIERS if not part.startswith("trend-"))
    lacking = (part for part in lacking if not (part == "drainable" and _is_drainable(fact)))
    lacking = (part for part in lacking if not (part == FLOW_LIMITING and is_half_or_more(fact)))
    if any(not part.partition(":")[0].endswith("rads") and not _is_worded(part, claim, fact) for part in lacking):
        return False
    apart = bool(claim.anatomy) and not touches(claim.anatomy, places_of(fact)) and bool(places_of(fact))
    if apart and not claim.anatomy <= usual_places(claim.concept):
        return False
    return not ("anatomy" in claim.marks and fact.anatomy and is_of_more(claim.anatomy, fact.anatomy))


def _is_found_now(fact: Finding) -> bool:
    """Say whether a finding is there at this examination and more than at the limit of the normal."""
    past = (fact.historical and not _is_borne(fact)) or fact.change == "resolved" or is_of_once(fact)
    return fact.kind == "finding" and not past and not is_at_reference(fact)


def _is_borne(fact: Finding) -> bool:
    """Say whether what was done in the past is a device, which is there since ("status post pacemaker implantation")."""
    known = lexicon().concepts.get(fact.concept)
    return known is not None and known.device


_OF_OTHERS = re.compile(r"\b(?:other|further|additional|more|another|remaining|elsewhere)\b(?! than\b)", re.IGNORECASE)


def is_of_others(denial: Finding) -> bool:
    """Say whether a denial is only of what is not told ("no further aneurysm", "the other arteries are not occluded")."""
    return _OF_OTHERS.search(denial.text) is not None


def is_of_more(places: frozenset[str], wholes: frozenset[str]) -> bool:
    """Say whether a finding lies in wholes of which a denial names only a part, which may be spared: the common femoral vein of
    the femoral vein.
    """
    known = lexicon().wholes
    return places.isdisjoint(wholes) and all(
        any(whole in known(place) for place in places) or all(relation(place, whole) == "apart" for place in places)
        for whole in wholes
    )


def _is_drainable(fact: Finding) -> bool:
    """Say whether a collection is so large that it is drained through the skin: 3 cm or more (Surgical Infection Society
    guidelines on intra-abdominal infection, 2017).
    """
    return any(largest_mm(size) >= _DRAINED for size in fact.sizes if size.unit in ("mm", "cm"))


_DRAINED = 30


def is_innocent(fact: Finding) -> bool:
    """Say whether a finding is surely a lesion that is benign by its nature (a haemangioma, a simple cyst)."""
    kinds, known = lexicon().kinds(fact.concept), lexicon().concepts.get(fact.concept)
    lasting = known is not None and known.importance == "routine" and known.acute is False and bool(kinds & LESIONS)
    plain = (lasting or fact.concept == "cyst") and not fact.descriptors & _WORRYING
    return fact.certainty == "definite" and (plain or bool(kinds & _BENIGN))


def _own_qualities(fact: Finding) -> frozenset[str]:
    """Return the qualities that a finding has by nature: a sure infiltrate, however slight, is acute."""
    known = lexicon().concepts.get(fact.concept)
    acute = known is not None and known.acute is True and fact.certainty == "definite"
    return frozenset({"acute"}) if acute else frozenset()


def is_past_reach(claim: Finding, fact: Finding) -> bool:
    """Say whether a denial speaks only of what lies at another finding ("no underlying scar"), or of where a finding does not
    reach, and a fact lies elsewhere.
    """
    if denies_reach(claim):
        return not is_inside(fact.anatomy, claim.anatomy)
    places = frozenset(place for place in claim.nearby if place in lexicon().places)
    return bool(places) and not claim.anatomy and bool(_THERE.search(claim.text)) and not touches(places, fact.anatomy)


def denies_reach(claim: Finding) -> bool:
    """Say whether a claim denies only that a finding reaches a place ("does not extend into the vein")."""
    return bool(claim.anatomy) and _REACHING.search(claim.text) is not None


def _is_worded(descriptor: str, claim: Finding, fact: Finding) -> bool:
    """Say whether the statement of a fact affirms, in the draft's words, a quality that was not bound to it."""
    start, end = claim.marks.get(f"descriptor:{descriptor}", claim.span)
    words = content(claim.text[start - claim.span[0] : end - claim.span[0]])
    return bool(words) and words <= fact.words and _DENYING.search(fact.text) is None


def is_limited(denial: Finding) -> bool:
    """Say whether a denial leaves room up to a size ("no stenosis greater than 50 %")."""
    return any(size.role == "limit" for size in denial.sizes)


def is_over(finding: Finding, denial: Finding) -> bool:
    """Say whether a finding is larger than what a denial sets as its limit."""
    return any(
        size.quantity == limit.quantity and max(size.values) * scale(size, limit) > max(limit.values)
        for size in finding.sizes
        for limit in denial.sizes
        if limit.role == "limit"
    )


def leaves_room(denial: Finding, finding: Finding) -> bool:
    """Say whether a denial is of what is larger than a finding; one of what is "up to 4 mm" long is of all that is shorter."""
    return is_limited(denial) and not is_over(finding, denial) and not _is_under(finding, denial)


def _is_under(finding: Finding, denial: Finding) -> bool:
    return _FROM_ABOVE.search(denial.text) is not None and any(
        size.quantity == limit.quantity and max(size.values) * scale(size, limit) <= max(limit.values)
        for size in finding.sizes
        for limit in denial.sizes
        if limit.role == "limit"
    )


_FROM_ABOVE = re.compile(r"\bup to\b|\b(?:less|smaller|thinner|shorter) than\b|[<≤]", re.IGNORECASE)


def is_as_wide(claim: Finding, fact: Finding) -> bool:
    """Say whether a denial in the source covers all that a denial in the draft does: kind, quality, side, level and place."""
    if fact.levels and not (claim.levels and claim.levels <= fact.levels):
        return False
    if fact.concept not in lexicon().kinds(claim.concept) or fact.descriptors - claim.descriptors - QUALIFIERS:
        return False
    if fact.laterality not in (None, "bilateral", claim.laterality):
        return False
    return not fact.anatomy or all(_takes_in(fact.anatomy, place) for place in places_of(claim))


def _takes_in(wholes: frozenset[str], place: str) -> bool:
    return any(relation(whole, place) in ("same", "vaguer") for whole in wholes)


def _is_unread(fact: Finding) -> bool:
    """Say whether a finding is no more than a shadow, which may be old or new."""
    known = lexicon().concepts.get(fact.concept)
    return fact.concept in ("opacity", "lung_opacity", "density") and known is not None and known.acute is None


_EXTRA_AXIAL = frozenset({"extra_axial_mass", "extra_axial_hemorrhage", "extra_axial_collection"})
_PARENCHYMA = re.compile(r"\b(?:(?:brain|cerebral|cerebellar) parenchyma|parenchymal)\b", re.IGNORECASE)


def is_off_the_tissue(claim: Finding, denial: Finding) -> bool:
    """Say whether a denial is of the tissue of the brain, and a finding lies outside it ("no lesions of the parenchyma" and a
    meningioma).
    """
    outside = claim.presence == "present" and not _EXTRA_AXIAL.isdisjoint(lexicon().kinds(claim.concept))
    return outside and (_PARENCHYMA.search(denial.text) is not None or denial.anatomy == {"brain"})
