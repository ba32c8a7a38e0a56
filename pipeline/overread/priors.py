"""Whether a study has anything to be compared with."""

from __future__ import annotations

import re

from overread.review import Comparison, Review

_EXAM = (
    r"(?:stud(?:y|ies)|exam(?:s|inations?)?|radiographs?|films?|x-?rays?|CTs?|MRI?s?|ultrasounds?|sonograms?|scans?|imag(?:es?|ing)|"
    r"reports?|mammograms?|PET(?:[/-]CT)?|measurements?|comparisons?|priors?)"
)
_TREATMENT = (
    r"(?:surg\w+|operation|procedure|resection|treatment|radio\w*therapy|irradiation|biops\w+|infection|trauma|injury|inflammat\w+|"
    r"pneumonia|tuberculosis|h(?:a)?emorrhage|bleed\w*|infarct\w*|stroke|insult|disease)\b"
)
_PART = re.compile(r"[.;\n]|,? but\b|\bhowever\b", re.IGNORECASE)
_NONE = re.compile(
    r"^\W*(?:none|no|nil|n/?a|not available|unavailable|not applicable|first (?:study|exam\w*))\b"
    r"|\b(?:no|without|lacking) (?:\w+ ){0,3}(?:prior|previous|comparison|relevant|earlier)"
    r"|\b(?:none|not) (?:available|provided|submitted)|\bunavailable\b",
    re.IGNORECASE,
)
_NONE_HERE = re.compile(
    r"\b(?:no|without|lacking)(?: (?!change)\w+){0,3} (?:prior|previous|earlier)(?: \w+){0,4} (?:available|for comparison)\b"
    r"|\bno comparisons?\b|\b(?:none|not) (?:available|provided|submitted)\b",
    re.IGNORECASE,
)
_DUE = (
    r"(?:\w+ )?(?:CT|MRI?|PET|US|ultraso\w+|imaging|follow\w*|"
    r"radiogra\w+|x-?ray|scan|mammogra\w+|surveillance|review|endoscop\w+)\b"
)
_SPACES = [  # an "interval" of these is a distance
    "widening of the",
    "width of the",
    "narrowing of the",
    *(
        "rotator predental atlantodental atlanto-dental atlantodens basion-dens basion-axial atlantoaxial atlanto-axial "
        "atlantooccipital atlanto-occipital coracoclavicular coracohumeral acromioclavicular acromiohumeral scapholunate "
        "lunotriquetral tibiofibular metatarsal intermetatarsal tarsometatarsal Lisfranc"
    ).split(),
]
_NO_SPACE = "".join(rf"(?<!\b{word} )" for word in _SPACES)
_MENTIONS = re.compile(
    rf"\b(?:prior|previous|earlier|preceding|last|old|outside|recent)\s+(?:\S+\s+){{0,4}}?{_EXAM}\b"
    r"|(?<!\bas )\bpreviously (?:described|detailed)\b"
    r"|\bpreviously (?:seen|noted|identified|measur\w+|demonstrated|reported|visuali[sz]ed|present|placed)\b"
    r"|\bcompar(?:ed|ison|ing) (?:to|with|is|was|made|CT|MRI?|radiograph|study|exam)\b"
    r"(?! (?:the |that of the |its )?(?:(?:opposite|other|contralateral|normal|uninvolved|unaffected|adjacent|left|right)\b"
    r"(?! (?:stud|exam|scan|radiogr|film|imag))|size of))"
    r"|\bin comparison\b(?! (?:to|with) the (?:left|right|other|opposite|contralateral)\b)"
    rf"|\bsince (?:the |that |prior|previous|last|\d|[A-Z])|\b{_NO_SPACE}interval\b(?!\s+(?:of|between|to \d|measur\w+|{_DUE}))"
    r"|\bagain\b|\bredemonstrat\w+|\bpreviously\b[^.;\n]{1,80}\bnow\b"
    r"|\bnot (?:seen|present|visible|identified|noted|there|evident) (?:\w+ ){1,3}(?:years?|months?|weeks?|days?) ago\b"
    r"|\bnot (?:seen|present|visible|identified|noted) (?:in|on) (?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December|(?:19|20)\d\d)\b"
    rf"|\b(?:from|than|on) (?:the )?(?:prior|previous)\b(?!(?: \w+)? {_TREATMENT})"
    r"|\bsimilar to (?:the |that of )?(?:\d|CT\b|MRI?\b|ultrasound|radiograph|mammogram|prior|previous|last\b)"
    r"|\bunchanged\b|\bno (?:significant |interval )*change\b",
    re.IGNORECASE,
)
_HINTS = (
    "prior", "previous", "earlier", "preceding", "last", "old", "outside", "recent", "compar", "since", "interval", "again",
    "redemonstrat", "not ", "similar to", "change",
)  # fmt: skip
"""What every mention of a prior examination has at least one of."""
_CHANGES = frozenset({"new", "increased", "decreased", "stable", "resolved", "changed"})


def compares(text: str) -> bool:
    """Return whether a statement compares with a prior examination in so many words."""
    low = text.lower()
    return any(map(low.__contains__, _HINTS)) and bool(_MENTIONS.search(text)) and not _NONE.search(text)


def says_none(text: str) -> bool:
    """Say whether a statement only says that there is nothing to compare with."""
    return _NONE_HERE.search(text) is not None


def is_former_unknown(comparison: Comparison, findings: str) -> bool:
    """Say whether what differs is an earlier value that the findings print nowhere, of a finding of which they give neither an
    earlier value nor any change.
    """
    difference, claim = comparison.difference, comparison.claim
    if difference is None or difference.attribute != "measurement" or difference.source_value != "no such value":
        return False
    sizes = [size for size in claim.sizes if difference.mark == f"size:{size.span[0]}"]
    moved = any(fact.change or any(size.role == "prior" for size in fact.sizes) for fact in comparison.facts)
    former = [f"{value:g}" for size in sizes if size.role == "prior" for value in size.values]
    return (
        bool(former)
        and not moved
        and not any(
            re.search(rf"(?<![\d.]){re.escape(one)}(?![\d.]*\d)(?!\s*(?:min|h|hour|sec|day|week|month|year)\w*\b)", findings)
            for one in former
        )
    )


def has_prior(review: Review) -> bool:
    """Return whether the source names a prior examination, a prior measurement or a change since one."""
    study = review.study
    if study.prior or any(row.timepoint == "prior" for row in study.measurements):
        return True
    if any(part.strip(" ,:-") and not _NONE.search(part) for part in _PART.split(study.comparison)):
        return True
    if _MENTIONS.search(study.exam.description or "") or _MENTIONS.search(study.technique or ""):
        return True
    told = (fact for fact in review.facts if fact.source in ("findings", "measurements"))
    if any(fact.change in _CHANGES and not (fact.change == "stable" and fact.certainty != "definite") for fact in told):
        return True  # what is only likely stable is firm
    if any(size.role == "prior" for fact in review.facts if fact.source == "findings" for size in fact.sizes):
        return True
    return any(_MENTIONS.search(part) and not _NONE.search(part) for part in _PART.split(study.findings))
