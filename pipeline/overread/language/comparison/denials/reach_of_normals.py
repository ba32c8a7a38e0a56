"""What a normal leaves room for: a slight finding where it is borderline, and, of a tissue, the places beyond its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, places_of, touches, usual_places
from overread.review import Comparison, Difference

_BORDERLINE = re.compile(
    r"\b(?:(?:top|upper|high)(?:[\s-]+(?:of|limits?|end|range|side|the))*[\s-]+normal|upper (?:limits?|end|range)|borderline|"
    r"limits? of normal|near(?:ly)?[\s-]normal)\b",
    re.IGNORECASE,
)
_OF_TISSUE = re.compile(
    r"\b(?:bony|osseous|cartilaginous|muscular|membranous) (?:portion|part|component|segment|aspect)s? of\b", re.IGNORECASE
)
_TISSUES = frozenset("cartilage bone bone_marrow joint ligament tendon muscle vessel skin soft_tissue".split())


def is_under_another(claim: Finding, normal: Finding, facts: Facts) -> bool:
    """Say whether a normal of a tissue stands under the heading of other places than those that a claim names ("Lateral
    compartment: the cartilage is normal" for a defect of the patella), or only says of what its place is made.
    """
    if not claim.anatomy or not normal.anatomy <= _TISSUES:
        return False
    told = frozenset(place for fact in facts.sentences.get(normal.sentence, ()) for place in fact.anatomy)
    told = frozenset() if _OF_TISSUE.search(normal.text) else told
    over = normal.nearby.intersection(lexicon().places) - told - _TISSUES - BODY_REGIONS
    return bool(over) and not touches(claim.anatomy, over)


def borderline(claim: Finding, denied: Sequence[Finding]) -> Comparison | None:
    """Return the comparison of a slight finding with a normal that the source calls borderline ("top normal in size")."""
    near = [fact for fact in denied if fact.kind == "normal" and _BORDERLINE.search(fact.text)]
    if not near or not (claim.severity in ("minimal", "mild", None) or _BORDERLINE.search(claim.text)):
        return None
    if claim.severity == "minimal" or _BORDERLINE.search(claim.text):
        return Comparison(claim, "inferred", tuple(near[:1]))
    return Comparison(claim, "unsupported", tuple(near[:1]), Difference("overinterpretation", claim.name, "borderline"))


_LESIONS = frozenset({"lesion", "mass"})
_NAMED_SO = frozenset({"suspicious", "malignant", "significant"})


def _signs_of(concept: str) -> frozenset[str]:
    """Return the findings from which a rule concludes another."""
    groups = (group for rule in lexicon().rules_for(concept) for group in rule.groups)
    return frozenset(member.concept for group in groups for member in group if not member.absent)


def is_found_there(claim: Finding, denial: Finding, facts: Facts) -> bool:
    """Say whether what is denied of a region of the body, or a lesion that is denied of no place at all, is found in the very
    organ of a claim, and so denied of the others.
    """
    bare = not (denial.anatomy or denial.change or denial.descriptors & _NAMED_SO) and denial.concept in _LESIONS
    if not (bare or (denial.anatomy and denial.anatomy <= BODY_REGIONS)) or claim.presence == "absent":
        return False
    seat, kinds = usual_places(claim.concept) or claim.anatomy, lexicon().kinds
    signs = _signs_of(claim.concept) if bare else frozenset[str]()
    names = (name for name in facts.of if denial.concept in kinds(name) or name in signs)
    alike = (fact for name in names for fact in facts.of[name])
    return any(fact.presence == "present" and touches(seat, places_of(fact)) for fact in alike)
