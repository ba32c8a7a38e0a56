"""What a normal leaves room for: a slight finding where it is borderline, and, of a tissue, the places beyond its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, places_of, touches, usual_places
from overread.review import Comparison, Difference

_BORDERLINE = re.compile(
    r"\b(?:(?:top|upper|high)(?:[\s-]+(?:of|limits?|end|range|side|the))*[\s-]+normal|upper (?:limits?|end|range)|borderline|"
    r"limits? of normal|near(?:ly)?[\s-]normal)\b",
    re.IGNORECASE,
)
_TISSUES = frozenset("cartilage bone bone_marrow joint ligament tendon muscle vessel skin soft_tissue".split())


def is_under_another(claim: Finding, normal: Finding, facts: Facts) -> bool:
    """Say whether a normal of a tissue stands under the heading of other places than those that a claim names ("Lateral
    compartment: the cartilage is normal" for a defect of the patella).
    """
    if not claim.anatomy or not normal.anatomy <= _TISSUES:
        return False
    told = frozenset(place for fact in facts.sentences.get(normal.sentence, ()) for place in fact.anatomy)
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


def is_found_there(claim: Finding, denial: Finding, facts: Facts) -> bool:
    """Say whether what is denied of a region of the body is found in the very organ of a claim, and so denied of the others."""
    if not denial.anatomy or not denial.anatomy <= BODY_REGIONS or claim.presence == "absent":
        return False
    seat, kinds = usual_places(claim.concept) or claim.anatomy, lexicon().kinds
    alike = (fact for name, found in facts.of.items() if denial.concept in kinds(name) for fact in found)
    return any(fact.presence == "present" and touches(seat, places_of(fact)) for fact in alike)
