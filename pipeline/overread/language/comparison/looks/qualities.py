"""Where a claim differs from a fact in look, kind or category: its descriptors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from overread.finding import Finding
from overread.language.comparison.denials.features import STRIKING, is_denied_by_noun, is_told
from overread.language.figures.agreement import agrees, is_same_score, score_difference
from overread.language.figures.degrees import DEGREE
from overread.language.figures.scales import largest_mm
from overread.language.lexicon import lexicon
from overread.language.places import OTHER_SIDE
from overread.review import Difference

AGES = {
    "acute": frozenset({"chronic"}), "chronic": frozenset({"acute"}), "subacute": frozenset({"chronic"}),
    "focal": frozenset({"diffuse"}), "diffuse": frozenset({"focal"}),
}  # fmt: skip
"""What is of one age, or spread, is not of the other."""
_OPPOSED = AGES | {
    "acute": frozenset({"chronic", "indeterminate_age"}), "chronic": frozenset({"acute", "indeterminate_age"}),
    "indeterminate_age": frozenset({"acute", "chronic"}),
    "saddle": frozenset({"distal", "peripheral"}),
    "greater_left": frozenset({"greater_right"}), "greater_right": frozenset({"greater_left"}),
}  # fmt: skip
_HARMLESS = re.compile(r"\b(?:no|without|not) (?:\w+ )?(?:suspicious|worrisome|concerning)|\bbenign\b", re.IGNORECASE)
_SUSPICIOUS = re.compile(
    r"(?<!not )(?<!no )(?<!non-)(?<!without )\b(?:suspicious|worrisome|malignant[- ]appearing|pathologic(?:al)?) "
    r"(?!for\b|of\b|[^,;:]*\bfractur)[^,;:]*$",
    re.IGNORECASE,
)
_ONE_SIDED = frozenset({"unilateral", "unilaterally"})
_OLD = frozenset("old chronic remote prior previous known healed healing longstanding".split())
_ALIKE = {"rim_type": frozenset({"peripheral"}), "peripheral": frozenset({"rim_type"})}
"""What is told of one look in other words: a rim that enhances is the periphery that does."""
_ATTRIBUTES = {
    **dict.fromkeys(("partial", "complete_extent"), "severity"),
    **dict.fromkeys(("greater_left", "greater_right"), "laterality"),
}
"""What a quality tells that is more than a look: how far a finding goes, on which of two sides there is more of it."""


def opposites(descriptor: str) -> frozenset[str]:
    """Return the qualities that what has a quality cannot have."""
    return lexicon().opposes.get(descriptor, frozenset()) | _OPPOSED.get(descriptor, frozenset())


def is_told_alike(descriptor: str, told: frozenset[str]) -> bool:
    """Say whether a quality is told by another word for it."""
    return not _ALIKE.get(descriptor, frozenset()).isdisjoint(told)


def denied_otherwise(claim: Finding, denials: Sequence[Finding]) -> Difference | None:
    """Return the quality of a denial that all it rests on deny the opposite of: "no chronic" for "no acute abnormality"."""
    for descriptor in sorted(claim.descriptors):
        against = [opposites(descriptor) & fact.descriptors for fact in denials if fact.concept == claim.concept]
        if len(against) == len(denials) and all(against) and not any(descriptor in fact.descriptors for fact in denials):
            return Difference(
                "descriptor", descriptor.replace("_", " "), min(against[0]).replace("_", " "), f"descriptor:{descriptor}"
            )
    return None


def quality_differences(claim: Finding, fact: Finding) -> Iterator[Difference]:
    """Yield the qualities of a claim that a fact gives otherwise, and the striking ones that it does not give."""
    if (side := OTHER_SIDE.get(claim.laterality or "")) and f"greater_{side}" in fact.descriptors and _is_largest(claim, fact):
        yield Difference("laterality", f"the {claim.laterality}", f"the {side}")
    if claim.change == "stable" and "unstable" in fact.words and "unstable" not in claim.words:
        yield Difference("descriptor", "stable", "unstable", "change")
    if claim.presence == "present" and _is_called_suspicious(claim) and _HARMLESS.search(fact.text):
        yield Difference("descriptor", "suspicious", "not suspicious", "concept")
    named = frozenset(word for word in claim.words_of().lower().split() if word in lexicon().opposes) - claim.descriptors
    own = claim.descriptors | named
    for descriptor in sorted(own - fact.descriptors):
        if ":" in descriptor:
            name = descriptor.split(":")[0] + ":"
            other = next((known for known in fact.descriptors if known.startswith(name)), None)
            if other and other not in claim.descriptors and not is_same_score(descriptor, other):
                yield score_difference(descriptor, other)
            continue
        mark = f"descriptor:{descriptor}" if descriptor in claim.descriptors else "concept"
        words = descriptor.replace("_", " ")
        if is_told_alike(descriptor, fact.descriptors):
            continue
        if descriptor == "extraarticular" and _reaches_joint(fact):
            yield Difference("descriptor", words, "into the joint", mark)
            continue
        against = _held_against(descriptor, fact)
        if claim.certainty in ("possible", "probable") and against == {"indeterminate_age"}:
            continue
        if against & own or any(descriptor in place.split("_") for place in (fact.anatomy if against else ())):
            continue
        if against and not _is_spread(fact, descriptor):
            attribute = _ATTRIBUTES.get(descriptor, "descriptor")
            yield Difference(attribute, words, min(against).replace("_", " "), mark)
        elif descriptor in named or any(is_denied_by_noun(fact, other) for other in opposites(descriptor)):
            continue
        elif is_denied_by_noun(fact, descriptor):
            yield Difference("descriptor", words, f"not {words}", mark)
        elif _is_striking(claim, fact, descriptor):
            yield Difference("severity" if descriptor == "saddle" else "descriptor", words, "no such feature", mark, added=True)


def _held_against(descriptor: str, fact: Finding) -> frozenset[str]:
    """Return what excludes a quality in a fact: the opposite qualities that it has, is named by or has by its nature."""
    told = {*fact.descriptors, *fact.words_of().lower().split(), fact.concept}
    if fact.certainty != "definite":  # what it is read of: "a hypodense appearance, compatible with a cyst"
        seen = set(fact.words_before().lower().split())
        told |= seen if descriptor not in seen else set()
    return frozenset(name for name in opposites(descriptor) if name in told or fact.concept.startswith(f"{name}_"))


def greater_elsewhere(claim: Finding, facts: Sequence[Finding]) -> tuple[Finding, Difference] | None:
    """Return the finding of which the source says that there is more on the other side than a claim does, by itself or by the
    degree on either side, or that it is on both where the claim calls it unilateral, and that difference.
    """
    if not claim.words.isdisjoint(_ONE_SIDED):
        there = [fact for fact in facts if fact.presence == "present" and not fact.historical]
        own = [fact for fact in there if fact.concept == claim.concept]
        both = [fact for fact in there if fact.laterality == "bilateral"]
        both = both or (own if {"left", "right"} <= {fact.laterality for fact in own} else [])
        return next(((fact, Difference("laterality", "one side", "both sides", "side")) for fact in both), None)
    side = _greater_side(claim)
    if side is None or any(_greater_side(fact) == side for fact in facts if fact.source == "findings"):
        return None
    other = OTHER_SIDE[side]
    told = [fact for fact in facts if fact.presence == "present" and not fact.historical and fact.source == "findings"]
    found = next((fact for fact in told if _greater_side(fact) == other), None)
    found = found or _graver(told, other, side)
    if found is None:
        return None
    mark = f"descriptor:greater_{side}" if f"greater_{side}" in claim.descriptors else "side"
    return found, Difference("laterality", f"greater {side}", f"greater {other}", mark)


_LARGER = r"(?:larger|largest|bigger|biggest|greater|greatest|thicker|thickest|wider|widest)"
_GREATER = re.compile(
    rf"\b{_LARGER} (?:[a-z]+ ){{0,3}}(?:is|are|lies|lie|being) (?:located |situated |seen |found )?(?:on|at) the "
    r"(?P<where>left|right)\b|"
    rf"\b(?P<one>left|right)(?:-sided)? (?:[a-z]+ ){{0,3}}(?:is |are |being )?{_LARGER} than "
    r"(?:on |that of |that on |those on )?(?:the )?(?:left|right)\b",
    re.IGNORECASE,
)
_LESSER = re.compile(
    r"\b(?P<one>left|right)\b.*?\b(?:to a (?:much |somewhat )?lesser (?:degree|extent)|less so),? "
    r"(?:(?:also )?(?:in|on|at|within|involving) )?(?:the )?(?P<other>left|right)\b",
    re.IGNORECASE | re.DOTALL,
)


def _greater_side(finding: Finding) -> str | None:
    """Return the side on which there is more of a finding than on the other, as it is told."""
    told = next((name for name in OTHER_SIDE if f"greater_{name}" in finding.descriptors), None)
    if told or not any(map(finding.text.__contains__, ("er ", "est ", "less so"))):
        return told
    if match := _GREATER.search(finding.text):
        return (match["where"] or match["one"]).lower()
    lesser = _LESSER.search(finding.text) if "less" in finding.text else None
    return OTHER_SIDE[lesser["other"].lower()] if lesser and lesser["one"].lower() != lesser["other"].lower() else None


def _graver(facts: Sequence[Finding], side: str, other: str) -> Finding | None:
    """Return the finding of one side that is of a higher degree, or larger, than every one of the other side, all told."""
    here = [fact for fact in facts if fact.laterality == side]
    there = [fact for fact in facts if fact.laterality == other]
    extents = [[_extent(fact) for fact in told] for told in (here, there)]
    if all(extents) and all(map(all, extents)) and min(extents[0]) > max(extents[1]):
        return here[0]
    degrees = [DEGREE[fact.severity] for fact in there if fact.severity]
    gravest = max((fact for fact in here if fact.severity), key=lambda fact: DEGREE[str(fact.severity)], default=None)
    if gravest is None or not degrees or len(degrees) < len(there):
        return None
    return gravest if DEGREE[str(gravest.severity)] > max(degrees) else None


def _extent(fact: Finding) -> float:
    """Return the largest length of a finding in mm, 0 where none is told."""
    lengths = (size for size in fact.sizes if size.quantity == "size" and size.role != "prior" and size.unit in ("mm", "cm"))
    return max(map(largest_mm, lengths), default=0.0)


def _is_called_suspicious(claim: Finding) -> bool:
    """Say whether a claim calls its finding suspicious by the words before its name ("suspicious 8 mm nodule")."""
    broken = "fracture" in lexicon().kinds(claim.concept)
    return not broken and _SUSPICIOUS.search(claim.words_before()) is not None


def _is_largest(claim: Finding, fact: Finding) -> bool:
    """Say whether a claim is of the largest of several on both sides: it has the size that the source gives to that."""
    sizes = [size for size in claim.sizes if size.role == "current"]
    return fact.laterality == "bilateral" and any(agrees(size, other) for size in sizes for other in fact.sizes)


def _is_spread(fact: Finding, descriptor: str) -> bool:
    """Say whether a finding is in many foci, which a reader may well call diffuse."""
    return descriptor == "diffuse" and (fact.count == "multiple" or (isinstance(fact.count, int) and fact.count > 2))


def _is_striking(claim: Finding, fact: Finding, descriptor: str) -> bool:
    """Say whether a feature that the source does not give would change what a reader makes of the finding."""
    known = lexicon().concepts.get(claim.concept)
    if descriptor == "acute":
        return known is not None and known.acute is False and fact.source == "findings"
    if descriptor == "chronic":
        lasting = fact.historical or (known is not None and known.acute is False) or not _OLD.isdisjoint(fact.words)
        return known is not None and known.acute is True and fact.source == "findings" and not lasting
    return (
        descriptor in STRIKING
        and fact.source == "findings"
        and not fact.nearby & {descriptor}
        and not is_told(fact, descriptor)
    )


def _reaches_joint(fact: Finding) -> bool:
    """Say whether a fracture is told to reach a joint."""
    wholes = lexicon().wholes
    return "fracture" in lexicon().kinds(fact.concept) and any("joint" in wholes(place) for place in fact.anatomy)
