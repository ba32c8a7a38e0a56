"""The values, units and dimensions of a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from overread.finding import Finding, Quantity
from overread.flagging import against, by_importance, differing, flag, importance, quoted
from overread.language.comparison.amounts.own_values import values_of
from overread.language.comparison.amounts.velocities import is_of_velocity
from overread.language.comparison.facts.blocks import is_near
from overread.language.comparison.vicinity.bearing import Source
from overread.language.comparison.vicinity.given_values import is_left_open, is_rival, is_value, size_of
from overread.language.comparison.vicinity.stated_values import StatedValues
from overread.language.figures.agreement import is_in_class, size_words
from overread.language.figures.exchanged_units import exchanged_moves, exchanged_units
from overread.language.figures.named_values import NamedValue, is_same_value, named_values
from overread.language.figures.quantities import GROWTH
from overread.language.figures.scales import SCALES
from overread.language.inference.conclusions import is_concluded
from overread.language.lexicon import lexicon
from overread.language.places import places_of, touches
from overread.language.words.reading import read
from overread.priors import is_former_unknown
from overread.review import Claim, Comparison, Difference, Evidence, Flag, Review, Severity
from overread.validators import validator

_BOUND_KINDS = frozenset({"size", "fraction", "velocity", "volume", "angle", "attenuation", "uptake", "area"})
_VALUE = re.compile(r"(?P<values>-?[\d.]+(?:e[+-]?\d+)?(?: x [\d.]+)*) (?P<unit>\S+)")
_LIMIT = re.compile(r"[ -]*(?:criteri|threshold|cut-?off|limit|rule)", re.IGNORECASE)
_MOVE = re.compile(
    r"\b(?:withdraw|pull|advanc|retract|reposition|push|insert)\w*(?: (?:back|it|the|tube|line|catheter|by|a|further|about))*$"
)
_OWN = frozenset({"measurement", "laterality", "location", "negation"})
_BELOW = re.compile(r"(?:below|under|less than|lower than|beneath|<)\s*(?:the\s*)?$", re.IGNORECASE)
_ABOVE = re.compile(r"(?:above|over|more than|greater than|exceed\w*|>)\s*(?:the\s*)?$", re.IGNORECASE)
_OTHER_UNIT = {"mm": "cm", "cm": "mm"}
_SLIP = 5.0
_LEAD = 40
_NEAR_MM = 1.0
_NEAR_SHARE = 1.1


@validator("measurement")
def measurement(review: Review) -> Iterator[Flag]:
    """Flag a value that differs from the source after unit conversion and rounding to the printed precision."""
    stated = StatedValues(review.facts, Source(review.facts, review.study.findings))
    for claim, comparison, difference in differing(review, "measurement"):
        if is_former_unknown(comparison, review.study.findings):
            continue  # an invented prior
        facts = _measured(stated, claim.finding, comparison.facts, difference.source_value)
        message = against(difference.claim_value, difference.source_value, facts)
        severity = _severity(claim.finding, difference)
        of_organ = _is_of_that_organ(stated, claim.finding, comparison, difference)
        size = size_of(claim.finding, difference)
        reckoned = (size is not None and stated.reckons(size)) or is_left_open(size, comparison.facts, stated.facts)
        if of_organ or reckoned or (severity == "major" and _is_of_another(review, stated, comparison)):
            severity = "minor"
        yield flag(review, claim, replace(comparison, facts=facts), "measurement", severity, message)
    for claim, comparison, size in _unprinted(review, stated):
        message = against(size_words(size), "no such value", comparison.facts)
        severity = "minor" if stated.reckons(size) else by_importance(claim.finding, "major", "major", "minor")
        yield flag(review, claim, comparison, "measurement", severity, message, size.span)
    yield from _misnamed(review)
    yield from _unbound(review, stated)
    yield from _exchanged(review, stated)


def _exchanged(review: Review, stated: StatedValues) -> Iterator[Flag]:
    """Yield a flag for every length that the source prints with another unit alone, whatever it was read to be of."""
    told = {size.span for one in review.comparisons if one.difference for size in one.claim.sizes if _is_of_it(one, size)}
    advice = [claim.finding.span for claim in review.claims if claim.finding.kind == "recommendation"]
    sizes = [item.quantity for item in read(review.impression).items if item.quantity]
    unknown = [size for size in sizes if not stated.sizes.agreeing(size)]
    texts = (review.impression, review.study.findings)
    slips = [one for one in exchanged_units(unknown, *texts) if not any(start <= one[0].span[0] < end for start, end in advice)]
    for size, given in [*slips, *exchanged_moves(*texts)]:
        if size.span in told:
            continue
        claim = next((one for one in review.claims if one.finding.span[0] <= size.span[0] < one.finding.span[1]), None)
        draft, source = review.impression[slice(*size.span)], review.study.findings[slice(*given)]
        severity = by_importance(claim.finding, "critical", "critical", "major") if claim else "major"
        evidence = (Evidence("findings", given, source),)
        message = f"Draft: {draft}. Findings: {source}."
        yield Flag("measurement", severity, message, size.span, draft, claim.id if claim else None, evidence=evidence)


def _is_of_it(comparison: Comparison, size: Quantity) -> bool:
    difference = comparison.difference
    return difference is not None and difference.attribute == "measurement" and size_of(comparison.claim, difference) == size


def _unbound(review: Review, stated: StatedValues) -> Iterator[Flag]:
    """Yield a flag for every value of the draft that no statement has taken up and that the source gives nowhere."""
    sizes = [item.quantity for item in read(review.impression).items if item.quantity] if review.claims else []
    if not sizes:
        return
    taken = {size.span for claim in review.claims for size in claim.finding.sizes}
    advice = [claim.finding.span for claim in review.claims if claim.finding.kind not in ("finding", "normal", "other")]
    for size in sizes:
        before = review.impression[max(0, size.span[0] - _LEAD) : size.span[0]].rstrip().lower()
        told = size.span in taken or any(start <= size.span[0] < end for start, end in advice)
        open_ = (
            size.quantity not in _BOUND_KINDS
            or size.role == "limit"
            or before.endswith(("by", "about", "approximately", "than"))
            or _LIMIT.match(review.impression, size.span[1]) is not None
            or _MOVE.search(before) is not None
        )
        if told or open_ or stated.gives(size) or _is_printed(size, review) or stated.reckons(size):
            continue
        claim = next((one for one in review.claims if one.finding.span[0] <= size.span[0] < one.finding.span[1]), None)
        draft = review.impression[slice(*size.span)]
        if claim is not None:
            yield Flag("measurement", "major", f"Draft: {draft}. Source: no such value.", size.span, draft, claim.id)


def _is_of_another(review: Review, stated: StatedValues, comparison: Comparison) -> bool:
    """Say whether the source gives a value to something of another kind near by, and to none of the claimed kind: it may have
    been taken up from there, or the reading has bound it to a wrong word.
    """
    finding, difference, fact = comparison.claim, comparison.difference, comparison.facts[0]
    size = size_of(finding, difference) if difference else None
    if size is None or fact.source != "findings":
        return False
    given = (stated.facts[number] for number in sorted(stated.sizes.fitting([size])))
    mates = [mate for mate in given if any(is_value(size, other) for other in _printed(mate))]
    near = any(mate.source == "findings" and is_near(mate.span, fact.span, review.study.findings) for mate in mates)
    return near and not any(is_rival(finding, mate) for mate in mates)


def _printed(fact: Finding) -> list[Quantity]:
    """Return the values that a fact gives in so many figures, and not between two or as a limit."""
    return [size for size in [*fact.sizes, *fact.observed] if size.role not in ("range", "limit")]


def _misnamed(review: Review) -> Iterator[Flag]:
    """Yield a flag for every score, ratio or gestational age of which the source gives other values alone."""
    spoken = list(named_values(review.impression))
    stated = list(named_values(review.study.findings)) if spoken else []
    for value in spoken:
        told = [one for one in review.claims if one.finding.span[0] <= value.span[0] < one.finding.span[1]]
        claim = next((one for one in told if value.side == one.finding.laterality), told[0] if told else None)
        given = [other for other in stated if other.name == value.name]
        given = [*values_of(claim.finding, given, review.facts)] if claim else given
        if not given or any(is_same_value(value, other) for other in given) or _is_limit(review.impression, value, given):
            continue
        draft, source = review.impression[slice(*value.span)], review.study.findings[slice(*given[0].span)]
        evidence = (Evidence("findings", given[0].span, source),)
        message = f"Draft: {quoted(draft)}. Findings: {quoted(source)}."
        yield Flag("measurement", "major", message, value.span, draft, claim.id if claim else None, evidence=evidence)


def _is_limit(draft: str, value: NamedValue, given: Sequence[NamedValue]) -> bool:
    """Say whether a value is only named as one that those of the source are below, or above ("below the 10th percentile")."""
    before = draft[max(0, value.span[0] - _LEAD) : value.span[0]]
    if _BELOW.search(before):
        return any(other.value < value.value for other in given)
    return _ABOVE.search(before) is not None and any(other.value > value.value for other in given)


def _unprinted(review: Review, stated: StatedValues) -> Iterator[tuple[Claim, Comparison, Quantity]]:
    """Yield the values of statements that otherwise hold which the source gives nowhere, in no unit and of no finding."""
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        if not claim.finding.sizes or is_of_velocity(comparison):
            continue
        silent = comparison.reason == "silent" and not _is_spoken_of(stated.source, claim.finding)
        told = claim.finding.kind in ("finding", "normal", "other") and not silent
        if not told or (comparison.difference and comparison.difference.attribute in _OWN):
            continue
        for size in claim.finding.sizes:
            most = review.impression[max(0, size.span[0] - _LEAD) : size.span[0]].rstrip().lower().endswith("up to")
            known = size.quantity in ("time", GROWTH) or (size.role == "limit" and not most) or stated.gives(size)
            known = known or _LIMIT.match(review.impression, size.span[1]) is not None
            known = known or any(is_in_class(other, size) for fact in comparison.facts for other in fact.sizes)
            if not known and not _is_printed(size, review):
                yield claim, comparison, size


def _is_of_that_organ(stated: StatedValues, finding: Finding, comparison: Comparison, difference: Difference) -> bool:
    """Say whether the source gives a claimed value in so many figures in the organ of a conclusion, of another of its signs."""
    sizes = [size for size in finding.sizes if size_words(size) == difference.claim_value]
    places = places_of(finding)
    if not sizes or not is_concluded(finding.concept) or not places:
        return False
    near = (stated.facts[number] for number in sorted(stated.sizes.fitting(sizes)))
    found = [fact for fact in near if fact.source == "findings" and touches(places, places_of(fact))]
    return any(fact not in comparison.facts or _has_its_present(finding, fact) for fact in found)


def _has_its_present(finding: Finding, fact: Finding) -> bool:
    """Say whether a finding is given the present value of a fact too, beside which its former one stands for itself."""
    present = [size for size in fact.sizes if size.role == "current"]
    return any(is_value(size, other) for size in finding.sizes if size.role == "current" for other in present)


def _is_spoken_of(source: Source, finding: Finding) -> bool:
    """Say whether the source speaks of a finding in other words, so that its value is not just part of an invention."""
    return importance(finding) == "routine" or bool(source.bearing_on(finding))


def _is_printed(size: Quantity, review: Review) -> bool:
    """Say whether the source prints every figure of a value, and not each time with another unit of its kind."""
    text = " ".join((review.study.findings, review.study.comparison or "", review.study.indication or ""))
    other = _OTHER_UNIT.get(size.unit, "(?!)")
    return all(
        re.search(rf"(?<![\d.]){re.escape(f'{value:g}')}(?:\.0+)?(?![\d]|\.\d)(?!(?:\s*x\s*[\d.]+){{0,2}}\s*{other}\b)", text)
        for value in size.values
    )


def _measured(stated: StatedValues, finding: Finding, facts: tuple[Finding, ...], value: str) -> tuple[Finding, ...]:
    """Return the facts with the one that has the stated value first: it may be a row beside a text without a number."""
    if any(size_words(size) == value for fact in facts for size in fact.sizes):
        return facts
    kinds = lexicon().kinds
    for fact in stated.written.get(value, ()):
        if finding.concept in kinds(fact.concept) or fact.concept in kinds(finding.concept):
            return (fact, *facts)
    return facts


def _severity(finding: Finding, difference: Difference) -> Severity:
    """Return how grave a wrong value is: a slip of the decimal point or unit on a lesion is critical, a millimetre is minor."""
    claimed, stated = _sizes(difference.claim_value), _sizes(difference.source_value)
    if not claimed or not stated:
        return by_importance(finding, "major", "major", "major" if _is_far(difference) else "minor")
    far = max(_ratio(one, other) for one, other in zip(claimed, stated, strict=False))
    if far >= _SLIP:
        return by_importance(finding, "critical", "critical", "major")
    if far <= _NEAR_SHARE or max(abs(one - other) for one, other in zip(claimed, stated, strict=False)) <= _NEAR_MM:
        return "minor"
    return by_importance(finding, "major", "major", "minor")


def _is_far(difference: Difference) -> bool:
    """Say whether a value that is no length (an ejection fraction, a velocity) is more than a tenth off."""
    claimed, stated = _VALUE.fullmatch(difference.claim_value), _VALUE.fullmatch(difference.source_value)
    if claimed is None or stated is None or claimed["unit"] != stated["unit"]:
        return False
    pairs = zip(claimed["values"].split(" x "), stated["values"].split(" x "), strict=False)
    return any(_ratio(float(one), float(other)) > _NEAR_SHARE for one, other in pairs)


def _sizes(words: str) -> list[float]:
    """Return the lengths of "2.3 x 1.1 cm" in millimetres, longest first; nothing for other quantities."""
    match = _VALUE.fullmatch(words)
    kind, scale = SCALES.get(match["unit"], ("", 1.0)) if match else ("", 1.0)
    if match is None or kind != "size":
        return []
    return sorted((float(value) * scale for value in match["values"].split(" x ")), reverse=True)


def _ratio(one: float, other: float) -> float:
    low, high = sorted((abs(one), abs(other)))
    return high / low if low else float("inf")
