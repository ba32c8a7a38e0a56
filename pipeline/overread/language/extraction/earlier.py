"""What a prior report and prior measurements tell of the findings of a study: their former sizes, and that they are not new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from overread.finding import Finding, Quantity
from overread.language.comparison.changes import measured_change
from overread.language.extraction.naming.references import LESIONS
from overread.language.figures.rows import finding_of_row
from overread.language.lexicon import lexicon
from overread.language.places import location_of
from overread.study import Measurement

NOWHERE = (0, 0)
_KEPT = frozenset({"size", "velocity"})
_TELLS = re.compile(
    r"^\W*(?:the )?(?:prior|previous|earlier|old|outside)\b(?: \S+){0,6}? (?:reveal|show|demonstrat|did|had|was|were)",
    re.IGNORECASE,
)
_AT_EARLIER = re.compile(
    r"^\W*(?:on|in|at) (?:the |an? )?(?:prior|previous|earlier|old|outside|last) (?:\w+ ){0,2}?"
    r"(?:exam\w*|stud(?:y|ies)|CT|MRI?|ultrasound|sonogra\w+|scans?|radiogra\w+|imaging|mammogra\w+|images)\b"
    r"(?!.*\b(?:now|today|currently)\b).* (?:was|were|had)\b",
    re.IGNORECASE,
)
_FORMERLY = re.compile(
    r"^\W*(?:(?:on|in|at) (?:the )?)?(?:previous(?:ly)?|formerly|prior(?:ly)?|was|had been)\b", re.IGNORECASE
)
_FORMERLY_IT = re.compile(
    r"^\W*(?:previous(?:ly)?|formerly|prior(?:ly)?|before)[,:]? (?:this|it|these|they)\b(?! (?:was|were) (?:not|no)\b)",
    re.IGNORECASE,
)
_IT = re.compile(r"^\W*(?:it|this|these|they|which|the (?:lesion|mass|nodule|larger|largest))\b", re.IGNORECASE)
_KNOWN = re.compile(
    r"\bcycles? \b|\b(?:status post|s/p)\b|\b(?:PSA|CEA|CA[ -]?\d+|thyroglobulin)\b|\b(?:re)?staging\b|\bmutat|\bHER2\b|"
    r"\b(?:on|under|after|following) [\w/-]+(?: [\w/-]+)? (?:for|since) ",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b(?:earlier|ago|prior|previous(?:ly)?|last|before)\b", re.IGNORECASE)


def tells_of_earlier(claim: Finding) -> bool:
    """Say whether a statement is about an earlier examination ("The prior CT shows no nodule"), and so not about this one."""
    return _TELLS.search(claim.text) is not None or is_at_earlier(claim)


def is_at_earlier(finding: Finding) -> bool:
    """Say whether a statement opens with the earlier examination at which it held ("On the prior CT the vein was patent")."""
    return _AT_EARLIER.search(finding.text) is not None


def tells_of_known(fact: Finding) -> bool:
    """Say whether a statement only names a known tumour by its treatment, its marker or why it is imaged."""
    return "malignancy" in lexicon().kinds(fact.concept) and not fact.sizes and _KNOWN.search(fact.text) is not None


def with_former(previous: Sequence[Finding], found: Sequence[Finding]) -> list[Finding] | None:
    """Return findings whose last one of that quantity takes over the former value that a sentence of its own gives.

    "Previously 12 mm.", "It measured 2.9 cm on the CT seven weeks earlier." None where the sentence tells something else.
    """
    told = found[0] if len(found) == 1 else None
    sizes = [size for size in told.sizes if size.quantity != "time"] if told is not None else []
    if told is None or not sizes or told.presence != "present" or any(mark.startswith("anatomy:") for mark in told.marks):
        return None
    of_it = _FORMERLY_IT.match(told.text) is not None
    if not of_it and told.concept != "organ_size" and not told.concept.startswith("~"):
        return None
    if not (_FORMERLY.match(told.text) or (_IT.match(told.text) and _AGO.search(told.text))):
        return None
    former = tuple(replace(size, role="prior") for size in sizes)
    for place in range(len(previous) - 1, -1, -1):
        host = previous[place]
        alike = [size for size in host.sizes if size.quantity == former[0].quantity]
        if host.kind == "finding" and host.presence == "present" and alike and not any(size.role == "prior" for size in alike):
            course = host.change or (told.change if of_it else None)
            return [*previous[:place], replace(host, sizes=host.sizes + former, change=course), *previous[place + 1 :]]
    return None


def with_earlier(facts: Sequence[Finding], prior_rows: Iterable[Measurement] = ()) -> tuple[Finding, ...]:
    """Return the facts with what is known from before: a former size, which stands nowhere in the findings, and "persistent".

    Only a finding that alone is of its kind, side and place, now and then, takes over anything.
    """
    earlier = [fact for fact in facts if _is_earlier(fact)]
    earlier += [finding_of_row(replace(row, timepoint="prior")) for row in prior_rows]
    if not earlier:
        return tuple(facts)
    current = [fact for fact in facts if fact.source == "findings" and fact.kind == "finding" and fact.presence == "present"]
    current = [fact for fact in current if not _is_earlier(fact)]
    own = {id(fact) for fact in current}
    return tuple(_completed(fact, earlier, current) if id(fact) in own else fact for fact in facts)


def _is_earlier(fact: Finding) -> bool:
    if fact.source == "prior":
        return fact.kind == "finding" and fact.presence == "present"
    if fact.source == "findings":
        return fact.historical and bool(fact.sizes) and _FORMERLY.match(fact.text) is not None
    return fact.source == "measurements" and any(size.role == "prior" for size in fact.sizes)


def _completed(fact: Finding, earlier: Sequence[Finding], current: Sequence[Finding]) -> Finding:
    before = [other for other in earlier if _is_same(fact, other)]
    if not before or any(other is not fact and _is_same(other, one) for one in before for other in current):
        return fact
    sizes = {_former(size) for other in before for size in other.sizes if _is_former(size, other)}
    sizes = {size for size in sizes if size.quantity == "size" or any(own.quantity == size.quantity for own in fact.sizes)}
    if len(sizes) == 1 and not any(size.role == "prior" for size in fact.sizes):
        fact = replace(fact, sizes=(*fact.sizes, *sizes))
    reported = any(other.source == "prior" for other in before)
    known = reported and fact.change is None and measured_change(fact) is None
    return replace(fact, change="persistent") if known else fact


def _is_same(fact: Finding, other: Finding) -> bool:
    """Say whether a finding and an earlier one are of one kind, side and place; one told in the findings names its place, or
    only "the lesion", which may be any that is measured.
    """
    if other.source == "findings" and "anatomy" not in other.marks and _is_lesion(other):
        sized = any(own.quantity == size.quantity for own in fact.sizes for size in other.sizes)
        return sized and _is_lesion(fact) and other.laterality in (None, fact.laterality)
    if other.source == "findings" and (not fact.anatomy or fact.laterality != other.laterality):
        return False
    kin = fact.concept in lexicon().kinds(other.concept) or other.concept in lexicon().kinds(fact.concept)
    side = None in (fact.laterality, other.laterality) or fact.laterality == other.laterality
    return kin and side and location_of(fact, other) != "apart"


def _is_lesion(fact: Finding) -> bool:
    return not LESIONS.isdisjoint(lexicon().kinds(fact.concept))


def _is_former(size: Quantity, fact: Finding) -> bool:
    then = fact.source == "findings" or (size.role == "prior") == (fact.source == "measurements")
    return size.quantity in _KEPT and then


def _former(size: Quantity) -> Quantity:
    return replace(size, role="prior", span=NOWHERE)
