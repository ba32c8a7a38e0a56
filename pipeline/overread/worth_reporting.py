"""What a finding is worth in an impression: whether it belongs there, and what room "no acute abnormality" leaves for it."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.comparison.denials.aspects import is_at_reference
from overread.language.comparison.positions.devices import is_in_airway
from overread.language.extraction.earlier import tells_of_known
from overread.language.lexicon import lexicon

_OLD = frozenset("old remote healed healing chronic longstanding known fixation fixated orif repaired plated".split())
_BENIGN = frozenset({"granuloma", "granulomatous", "calcified"})
_NOT_ALONE = frozenset({"study_limitation", "motion_artifact", "nonenhancement"})
"""What tells of the images, or only of another finding."""
_LOOSE = re.compile(r"prominen|fullness|accentuat", re.IGNORECASE)


_LOOKS = frozenset(
    "enhancement hyperdensity hypodensity hyperintensity hypointensity density tracer_uptake elevation enlargement edema "
    "retraction".split()
)
"""What is a look of something else unless it has a place of its own."""
_AS_USUAL = {
    "enhancement": re.compile(r"\b(?:adequate(?:ly)?|normal(?:ly)?|symmetric(?:al|ally)?|usual|benign)\b", re.IGNORECASE),
    "tracer_uptake": re.compile(r"\b(?:adequate|normal|symmetric(?:al)?|usual|homogeneous)\b", re.IGNORECASE),
    "density": re.compile(r"\b(?:normal|preserved|usual)\b", re.IGNORECASE),
    "hypodensity": re.compile(r"\b(?:contents?|characteristics)\b", re.IGNORECASE),
}
"""The words with which a look is that of health, or of what has another name."""
_OF_HEALTH = re.compile(
    r"(?<!not )(?<!than )(?<!beyond )(?<!of )(?<!non-)\bphysiologic\w*|"
    r"(?<!not )\bwithin (?:\w+ )?limits\b|\bage[- ]appropriate\b|\bbrown fat\b|"
    r"\b(?:consistent|compatible) with (?:expected )?"
    r"post[- ]?(?:radiation|treatment|surgical|operative|therapeutic) changes?\b",
    re.IGNORECASE,
)
"""What is normal, or as it is to be after a treatment."""
_HINTS_OF_HEALTH = ("physiologic", "limits", "appropriate", "brown fat", "change")
"""What all words for that have one of."""
_IN_PASSING = re.compile(
    r"\b(?:manual|digital) compression\b|\bpatient (?:\w+ )?positioned\b|"
    r"\boccluded (?:with|by|using) (?:\w+ )?(?:coils?|vascular plugs?|glue|emboli[sz]ation)\b|"
    r"\bwas (?:then )?(?:punctured|catheteri[sz]ed)\b",
    re.IGNORECASE,
)
"""What an intervention did, and found on its way, which its conclusion sums up."""
_OF_OPERATION = re.compile(r"\b(?:expected|anticipated|usual) (?:\w+ )?post[- ]?(?:op\w*|surg\w*|proced\w*)", re.IGNORECASE)

_INTERPRETS = re.compile(
    r"\b(?:represent\w*|consistent with|compatible with|suggest\w*|likely|may be|due to|secondary to|favor\w*|versus|vs|"
    r"possibl\w+|probabl\w+|indicat\w+|in keeping with|related to|reflect\w*)\b",
    re.IGNORECASE,
)


def weight_of(fact: Finding) -> tuple[bool, bool]:
    """Return the rank of one reading of a statement among several: critical before not, sure before doubtful."""
    return is_critical(fact), fact.certainty == "definite"


def is_critical(fact: Finding) -> bool:
    """Say whether a finding may not wait for a reader, by the lexicon's rating."""
    known = lexicon().concepts.get(fact.concept)
    return known is not None and known.importance == "critical"


def is_lasting(fact: Finding) -> bool:
    """Say whether a finding is old, treated, not progressing or what an operation leaves, by its own words."""
    old = (
        fact.historical
        or _OF_OPERATION.search(fact.text) is not None
        or bool(fact.words & _OLD)
        or is_benign(fact)
        or bool(fact.descriptors & {"chronic", "indeterminate_age"})
    )
    return old or fact.change in ("stable", "persistent", "decreased")


def is_benign(fact: Finding) -> bool:
    """Say whether a nodule or a node is told to be a scar of an old infection ("calcified", "granulomatous")."""
    return bool(fact.words & _BENIGN and lexicon().kinds(fact.concept) & {"nodule", "lymphadenopathy", "density"})


def is_loosely_said(fact: Finding) -> bool:
    """Say whether a finding is named by a word that may mean no more than an impression ("prominent", "fullness")."""
    start, end = fact.marks.get("concept", fact.span)
    return _LOOSE.search(fact.text[max(0, start - fact.span[0]) : max(0, end - fact.span[0])]) is not None


def is_lesser(fact: Finding) -> bool:
    """Say whether a finding is old, chronic by nature, slight or doubtful: "no acute abnormality" leaves room for it."""
    known = lexicon().concepts.get(fact.concept)
    slight = fact.severity in ("trace", "minimal", "mild") or fact.certainty == "possible"
    return is_lasting(fact) or slight or (known is not None and known.acute is False)


def is_worth_reporting(fact: Finding) -> bool:
    """Say whether a present finding of the findings section belongs in an impression: of some weight, and not of the past."""
    if fact.source != "findings" or fact.kind != "finding" or fact.presence != "present" or fact.historical:
        return False
    known = lexicon().concepts.get(fact.concept)
    if known is None or "referred" in fact.marks or fact.concept in ("abnormality", "organ_size"):
        return False
    if known.device:
        return is_in_airway(fact)
    if known.importance == "routine" or is_at_reference(fact):
        return False
    if _goes_without_saying(fact):
        return False
    if tells_of_known(fact) or (fact.concept == "extravasation" and "injection_site" in fact.nearby):
        return False
    return fact.change != "resolved" and fact.concept not in _NOT_ALONE


def is_interpreted(fact: Finding) -> bool:
    """Say whether its own sentence says what a finding means ("edema suggesting a contusion")."""
    return _INTERPRETS.search(fact.text) is not None


def is_look(fact: Finding) -> bool:
    """Say whether a finding is only how something looks or feels: its signal, its uptake, the fluid around it."""
    return fact.concept in _LOOKS or fact.concept == "fluid"


def _is_of_health(text: str) -> bool:
    low = text.lower()
    return any(map(low.__contains__, _HINTS_OF_HEALTH)) and _OF_HEALTH.search(text) is not None


def _goes_without_saying(fact: Finding) -> bool:
    """Say whether a finding is of health, a look that has no place of its own or is normal, a mere trace of what is not acute,
    what is chronic by nature and unchanged, or what an intervention did.
    """
    known = lexicon().concepts[fact.concept]
    if known.importance == "critical":
        return _IN_PASSING.search(fact.text) is not None
    placed = bool(fact.anatomy or fact.levels or fact.laterality or fact.sizes)
    if fact.concept in _LOOKS and not placed:
        return True
    usual = _AS_USUAL.get(fact.concept)
    if (usual and usual.search(fact.text)) or _is_of_health(fact.text):
        return True
    slight = fact.severity == "trace" or (fact.severity == "minimal" and known.acute is False)
    slight = slight and not known.acute and fact.change not in ("new", "increased")
    lasting = known.acute is False and fact.change in ("stable", "persistent") and not fact.sizes
    lasting = lasting and fact.severity in ("trace", "minimal", "mild")
    return slight or lasting or _IN_PASSING.search(fact.text) is not None
