"""How severe a finding is: as a statement says, or as a measure of it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Finding
from overread.language.figures.extremes import is_at_grave_end, is_insignificant, opposite_end
from overread.language.figures.scales import largest_mm
from overread.language.lexicon import lexicon
from overread.review import Difference

_UNDER = re.compile(r"(?:less|lower) than\s*$|<\s*$|(?:under|below|up to)\s*$", re.IGNORECASE)
DEGREE = {
    "trace": 0.5,
    "minimal": 0.8,
    "mild": 1.0,
    "mild_moderate": 1.5,
    "moderate": 2.0,
    "moderate_severe": 2.5,
    "severe": 3.0,
}
_FAR = 1.5


def are_far_apart(one: str | None, other: str | None) -> bool:
    """Say whether two degrees are far from each other: mild and severe, not mild and moderate."""
    return one in DEGREE and other in DEGREE and abs(DEGREE[one] - DEGREE[other]) >= _FAR


def severity_differences(claim: Finding, fact: Finding) -> Iterator[Difference]:
    """Yield where the degree of a claim is not that of a fact, nor that which its share of the lumen stands for."""
    if wrong := opposite_end(claim, fact):
        yield wrong
        return
    if is_called_significant(claim) and fact.presence == "present" and is_insignificant(fact):
        yield Difference("severity", "significant", "not significant", "descriptor:significant")
        return
    if is_called_significant(fact) and claim.presence == "present" and is_insignificant(claim):
        yield Difference("severity", "not significant", "significant")
        return
    if not claim.severity:
        if fact.severity and DEGREE[fact.severity] <= 1 and is_called_significant(claim):
            yield Difference("severity", "significant", fact.severity, "descriptor:significant")
        return
    claimed = DEGREE[claim.severity]
    if not fact.severity:
        if claimed <= 1 and is_called_significant(fact):
            yield Difference("severity", claim.severity, "significant")
            return
        if (degree := degree_of(fact)) and abs(claimed - DEGREE[degree]) >= 1:
            yield Difference("severity", claim.severity.replace("_", " to "), degree.replace("_", " to "))
            return
        if (degree := _depth_of(fact)) and abs(claimed - DEGREE[degree]) > 1:
            yield Difference("severity", claim.severity.replace("_", " to "), degree)
            return
        much = is_at_grave_end(fact) or (is_called_significant(fact) and not _is_called_severe(claim))
        if claimed >= 2 and not fact.sizes and not much:
            yield Difference("severity", claim.severity.replace("_", " to "), "no degree", added=True)
        return
    if abs(claimed - DEGREE[fact.severity]) > 0.5:
        yield Difference("severity", claim.severity.replace("_", " to "), fact.severity.replace("_", " to "))


def is_called_significant(finding: Finding) -> bool:
    """Say whether a finding that is there is called significant or considerable, in these words, which is more than mild."""
    told = finding.presence == "present" and "significant" in finding.descriptors and not is_insignificant(finding)
    return told and finding.words_of("descriptor:significant").lower().removesuffix("ly") in _MUCH


_MUCH = frozenset("significant considerable marked pronounced substantial sizable sizeable".split())


def _is_called_severe(claim: Finding) -> bool:
    return claim.words_of("severity").lower().startswith(("severe", "critical"))


def _depth_of(fact: Finding) -> str | None:
    """Return the degree of an effusion by its depth: in the pleura small under 3 cm and large over 10 cm, in the pericardium
    under 1 cm and over 2 cm.

    Moy MP et al. A new, simple method for estimating pleural effusion size on CT scans. Chest 2013;143:1054-1059; Adler Y et
    al. 2015 ESC Guidelines for the diagnosis and management of pericardial diseases. Eur Heart J 2015;36:2921-2964.
    """
    steps = next(
        (_STEPS[name] for name in ("pericardial_effusion", "pleural_effusion") if name in lexicon().kinds(fact.concept)), None
    )
    depths = [
        largest_mm(size)
        for size in fact.sizes
        if size.role != "prior" and size.unit in ("mm", "cm") and size.quantity == "size"
    ]
    if steps is None or not depths:
        return None
    return "mild" if max(depths) < steps[0] else "moderate" if max(depths) <= steps[1] else "severe"


_STEPS = {"pleural_effusion": (30.0, 100.0), "pericardial_effusion": (10.0, 20.0)}


def degree_of(fact: Finding) -> str | None:
    """Return the degree of a stenosis by its share of the lumen: mild to 49 %, moderate to 69 %, severe from 70 % on.

    Cury RC et al. CAD-RADS 2.0. J Cardiovasc Comput Tomogr 2022;16:536-557; Grant EG et al. Carotid artery stenosis: Society of
    Radiologists in Ultrasound consensus conference. Radiology 2003;229:340-346.
    """
    if "stenosis" not in lexicon().kinds(fact.concept):
        return None
    shares = [size for size in fact.sizes if size.quantity == "fraction" and size.role != "prior"]
    if not shares:
        return None
    low, high = min(shares[0].values), max(shares[0].values)
    if shares[0].role == "limit":
        under = _UNDER.search(fact.text[: max(0, shares[0].span[0] - fact.span[0])]) is not None
        low, high = (0.0, high - 1) if under else (low, 100.0)
    if low >= 50:
        return "severe" if low >= 70 else "moderate" if high < 70 else "moderate_severe"
    return "mild" if high < 50 else None
