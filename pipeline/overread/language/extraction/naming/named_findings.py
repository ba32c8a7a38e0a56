"""One finding that a clause names: its concept, where it is, and what of the clause is its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from overread.finding import Change, Finding, Presence, Quantity
from overread.language.extraction.assertion.assertion import Assertion
from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.binding.seats import DIRECTED
from overread.language.extraction.clauses.occasions import is_left_out, is_occasion
from overread.language.extraction.context import Context
from overread.language.extraction.elements.elements import Clause, Element
from overread.language.extraction.level_of_heading import levels_of, with_lobe
from overread.language.extraction.naming.aspects_told import aspects
from overread.language.extraction.naming.listed_places import parted
from overread.language.extraction.naming.measured_places import measured_place, sizes_of_place
from overread.language.extraction.naming.naming import identified
from overread.language.extraction.naming.plain_findings import span_of
from overread.language.extraction.naming.references import is_referred_to
from overread.language.figures.counts import is_plural
from overread.language.figures.degrees import DEGREE
from overread.language.figures.measures import is_quantity
from overread.language.lexicon import Entry, lexicon
from overread.language.places import touches, usual_places
from overread.language.words.reading import Item, Reading

_QUALITIES = frozenset(
    {"benign", "nonspecific", "symmetric", "symmetrical", "smooth", "sharp", "homogeneous", "midline", "regular"}
)
_LINKS = frozenset({"and", "or", "/"})
_FORMS = frozenset(f"aspect-{name}" for name in "size position shape course caliber height curvature".split())
_OF_ORGANS = frozenset(
    "size caliber contour configuration attenuation density signal intensity echogenicity echotexture texture morphology shape "
    "thickness volume position perfusion vascularity".split()
)
_EVENLY = frozenset({"homogeneous", "homogenous", "homogeneously", "uniform", "uniformly", "symmetric", "symmetrical", "even"})
_ENHANCING = frozenset({"pituitary", "liver", "kidney", "spleen", "pancreas", "thyroid", "adrenal", "myometrium", "prostate"})
"""Organs of which even enhancement is that of health."""
_OTHERS = frozenset({"other", "further", "additional", "another", "second"})
_BEFORE = 4
_STILL = re.compile(
    r"\bstill (?:seen|evident|present|visible|noted|detectable|visuali[sz]ed|apparent|identified)\b|\bpersists?\b",
    re.IGNORECASE,
)


class _Told(NamedTuple):
    """A finding that a clause names, with what the clause says of it; `words` are the content words of the clause."""

    reading: Reading
    clause: Clause
    target: int
    item: Item
    said: Assertion
    context: Context
    words: frozenset[str]
    normal: bool
    referred: bool


def named(
    reading: Reading,
    clause: Clause,
    target: int,
    said: Assertion,
    bound: tuple[Attributes, ...],
    context: Context,
    words: frozenset[str],
) -> Iterator[Finding]:
    """Yield a finding of the lexicon, once for each set of attributes; "normal enhancement" states that all is normal there.

    `words` are the content words of the clause.
    """
    item = clause[target].item
    if said.scope != "patient" or item is None or is_left_out(clause, target):
        return
    normal = said.presence == "present" and (
        _is_called_normal(clause, target) or _is_even(clause, target) or _is_normal_measure(clause, target)
    )
    if referred := is_referred_to(clause, target, context) or is_occasion(clause):
        context = context._replace(anatomy=(), side=None, subject=())
    if _DISC in (context.anatomy, context.subject) and clause[target].word.startswith("stenos"):
        context = context._replace(anatomy=(), subject=())  # a disc is narrow, its canal stenotic
    entries = [entry for entry in item.entries if entry.category == "concept"]
    normal = normal and not any(_is_device(entry.value) for entry in entries)
    told = _Told(reading, clause, target, item, said, context, words, normal, referred)
    parts = [part for each in bound for part in parted(entries, each, context, reading.text)]
    apart = len({part.change == "resolved" for part in parts}) > 1
    for attributes in parts:
        presence: Presence = "absent" if attributes.change == "resolved" else "present"
        own = told._replace(said=replace(said, presence=presence)) if apart else told
        yield from _with_attributes(own, entries, attributes)


def _with_attributes(told: _Told, entries: Sequence[Entry], attributes: Attributes) -> Iterator[Finding]:
    """Yield a named finding with one set of attributes, and before it the size of its place where that is told with it."""
    context, denied = told.context, told.said.presence == "absent"
    if told.item.value("anatomy") is not None:
        places = tuple(entry.value for entry in told.item.entries if entry.category == "anatomy")
        attributes = replace(attributes, anatomy=places)
    if told.normal and not attributes.anatomy:
        attributes = replace(attributes, anatomy=_topic(told.clause))
    concept, anatomy, side = identified(entries, attributes, context)
    if denied and concept == "lesion" and not told.referred and context.subject != ("peritoneum",):
        anatomy = anatomy or context.subject
    if denied and not anatomy and _is_named_there(entries, concept, told.clause):
        walls = any(place.endswith("_wall") for place in context.subject)
        anatomy, side = ((), side) if walls else (context.subject, side or context.near)
    side = None if concept in DIRECTED and "side" not in attributes.marks else side
    if apart := sizes_of_place(told.reading, told.clause, concept, attributes, denied):
        yield measured_place(told.reading, told.clause, apart, frozenset(anatomy), side, context, told.words)
        attributes = replace(attributes, sizes=tuple(size for size in attributes.sizes if size not in apart))
        if told.said.presence == "present" and "cardiac_ventricle" not in anatomy:
            anatomy, side = context.anatomy, context.side
    yield _finding(told, attributes, concept, frozenset(anatomy), side)


def _is_named_there(entries: Sequence[Entry], concept: str, clause: Clause) -> bool:
    """Say whether a finding has its name from the place that its clause opens with ("ligament thickened, no tear")."""
    if any(entry.value == concept for entry in entries):
        return False
    first = next((part for part in clause if part.role != "D" and not part.says("side")), clause[0])
    return first.role == "M" and first.says("anatomy")


_DISC = ("intervertebral_disc",)
_KIDNEY = frozenset({"kidney"})
_POLES = frozenset({"kidney_upper_pole", "kidney_lower_pole"})


def _finding(told: _Told, attributes: Attributes, concept: str, anatomy: frozenset[str], side: str | None) -> Finding:
    """Return a named finding as what the clause says of it and the attributes bound to it make it."""
    text, item, context, normal = told.reading.text, told.item, told.context, told.normal
    span, seats = span_of(told.reading, told.clause), usual_places(concept)
    if _is_off_the_kidney(concept):
        anatomy -= _POLES  # "splenic infarct of the upper pole"
    levels = levels_of(attributes.levels, context.levels, anatomy or seats)
    return Finding(
        "abnormality" if normal else concept,
        span,
        text[slice(*span)],
        "normal" if normal else "finding",
        lexicon().name(concept),
        "absent" if normal else told.said.presence,
        told.said.certainty,
        with_lobe(anatomy, levels, seats, context.region) or (seats if normal else frozenset()),
        levels,
        side or next((entry.side for entry in item.entries if entry.side), None),
        attributes.sizes,
        None if _is_device(concept) else attributes.severity,
        _course(attributes),
        _number(told.reading, item, attributes),
        (attributes.descriptors - _contrary(concept))
        | _of_denial(told.clause, told.target, concept, normal, told.said.presence == "absent"),
        told.words,
        context.source,
        historical=_is_past(told.said, attributes) and _STILL.search(text, *span) is None,
        observed=attributes.observed,
        sentence=context.sentence,
        nearby=context.nearby,
        marks={**attributes.marks, "concept": (item.start, item.end), **({"referred": span} if told.referred else {})},
    )


def _number(reading: Reading, item: Item, attributes: Attributes) -> int | str | None:
    """Return how many of a finding there are; "single" before a plural ("single cysts in both kidneys") leaves it open."""
    if attributes.count != 1 or "count" not in attributes.marks:
        return attributes.count
    told = reading.text[slice(*attributes.marks["count"])].lower()
    return None if told == "single" and is_plural(reading.text[item.start : item.end].lower()) else 1


def _is_past(said: Assertion, attributes: Attributes) -> bool:
    """Say whether a finding is told as one of the past, and not as known and still there."""
    return said.historical or (attributes.historical and attributes.change != "persistent")


def _is_device(concept: str) -> bool:
    """Say whether a finding is a device, which has no degree: an "advanced" tube has been moved."""
    known = lexicon().concepts.get(concept)
    return known is not None and known.device


def _of_denial(clause: Clause, target: int, concept: str, normal: bool, denied: bool) -> frozenset[str]:
    """Return the aspects of what is called normal, or not abnormal ("no abnormal course"), and of what is denied that only
    others than those told are.
    """
    if normal:
        return frozenset({f"aspect-of-{concept}", *aspects(clause)})
    if denied and concept == "abnormality" and (form := aspects(clause[target + 1 : target + 2]) & _FORMS):
        return form
    others = denied and not _OTHERS.isdisjoint([element.word for element in clause[max(0, target - _BEFORE) : target]])
    return frozenset({"other"}) if others else frozenset()


def _course(attributes: Attributes) -> Change | None:
    """Return the change that a finding is told to show, of itself or by what its degree was before: what was is not new."""
    if attributes.change is None and attributes.severity and attributes.former:
        step = DEGREE[attributes.severity] - DEGREE[attributes.former]
        return "increased" if step > 0 else "decreased" if step < 0 else "stable"
    return None if attributes.change == "new" and any(map(_is_former, attributes.sizes)) else attributes.change


def _is_former(size: Quantity) -> bool:
    """Say whether a size is one from before: what has one is not new, whatever else in its list is."""
    return size.role == "prior"


def _topic(clause: Clause) -> tuple[str, ...]:
    """Return the place that a clause opens with before an aside ("The spleen, previously enlarged, is normal in uptake")."""
    opening = [element for element in clause[:3] if element.role != "D"][:2]
    aside = len(opening) == 2 and opening[1].word == ","
    return (
        tuple(entry.value for entry in opening[0].item.entries if entry.category == "anatomy")
        if aside and opening[0].item
        else ()
    )


def _is_called_normal(clause: Clause, target: int) -> bool:
    """Say whether "normal" or the like stands in the noun phrase before a finding, be it before another quality of the organ
    that is linked to it ("normal size, echogenicity and enhancement").
    """
    start, links = target, _LINKS
    while start > 1 and clause[start - 1].word in links and clause[start - 2].word.split()[-1] in _OF_ORGANS:
        start, links = start - (1 if _is_normal(clause[start - 2]) else 2), _LINKS | {","}
    for element in reversed(clause[:start]):
        if element.role not in "MWD" and not (element.word == "in" and element is clause[start - 1]):
            return False
        if _is_normal(element):
            return True
    return False


def _is_normal_measure(clause: Clause, target: int) -> bool:
    """Say whether what follows a measure calls it normal, and gives it no value ("the cervical length is normal")."""
    item = clause[target].item
    if item is None or not is_quantity(item.value("concept") or ""):
        return False
    rest = [part for part in clause[target + 1 :] if part.role not in "DV"]
    return bool(rest) and _is_normal(rest[0]) and not any(_FIGURE.search(part.word) for part in clause)


_FIGURE = re.compile(r"\d")


def _is_even(clause: Clause, target: int) -> bool:
    """Say whether all that a clause tells is that an organ which always enhances does so evenly ("the pituitary gland shows
    homogeneous enhancement").
    """
    item = clause[target].item
    if (
        item is None
        or item.value("concept") != "enhancement"
        or any(part.role == "C" for part in clause if part.item is not item)
    ):
        return False
    places = {entry.value for part in clause if part.item for entry in part.item.entries if entry.category == "anatomy"}
    even = any(part.word in _EVENLY for part in clause[max(0, target - 2) : target + 2])
    return even and bool(places) and all(not _ENHANCING.isdisjoint(lexicon().wholes(place)) for place in places)


def _is_normal(element: Element) -> bool:
    return bool(element.item and element.item.value("normality")) and element.word not in _QUALITIES


def without_contrary(found: Finding) -> Finding:
    """Return a hyperintensity or its like without what is told of a part alone and is its opposite: a hypointense rim."""
    contrary = _contrary(found.concept) & found.descriptors
    return replace(found, descriptors=found.descriptors - contrary) if contrary else found


@lru_cache(maxsize=4096)
def _is_off_the_kidney(concept: str) -> bool:
    """Say whether a finding is usually somewhere, and not in the kidney."""
    usual = usual_places(concept)
    return bool(usual) and not touches(usual, _KIDNEY)


@lru_cache(maxsize=4096)
def _contrary(concept: str) -> frozenset[str]:
    """Return the qualities that are the opposite of what a finding is itself."""
    return frozenset(lexicon().opposes.get(f"{concept.removesuffix('ity')}e", ())) if concept.endswith("sity") else frozenset()
