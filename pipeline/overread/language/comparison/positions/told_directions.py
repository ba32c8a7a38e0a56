"""The part of its place that a statement tells by a direction ("anterior wall", "anterolateral dome"), against another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from overread.finding import Finding
from overread.language.comparison.positions.opposed_positions import are_opposed, from_landmarks, leading_positions
from overread.language.lexicon import lexicon
from overread.language.places import usual_places
from overread.review import Difference

_CORNER = re.compile(
    r"\b(antero|postero|supero|infero)-?(medial|lateral|superior|inferior)\s(?:(?:aspect|margin|part|corner) of (?:the )?)?"
    r"(?:(?:left|right) )?$",
    re.IGNORECASE,
)
_DOWNWARD = frozenset({"ureter", "esophagus", "common_bile_duct", "bile_duct"})
_LEADING = re.compile(r"\b(upper|lower|middle|mid)(?:[- ]third)?\s+(?:(?:left|right)(?:-sided)?\s+)?$", re.IGNORECASE)
_OF_COURSE = {"upper": "proximal", "lower": "distal", "mid": "mid", "middle": "mid"}
_ENDS = {"ureterovesical_junction": "distal", "ureteropelvic_junction": "proximal"}
LANDMARK = "landmark"
_ARCS = frozenset({"anterior", "lateral", "posterior"})
"""The parts of a rib along its arc, of which a fracture is in one."""
AGAINST = {
    "anterior": frozenset({"posterior"}), "posterior": frozenset({"anterior"}), "medial": frozenset({"lateral"}),
    "lateral": frozenset({"medial"}), "superior": frozenset({"inferior"}), "inferior": frozenset({"superior"}),
    "proximal": frozenset({"distal", "mid"}), "distal": frozenset({"proximal", "mid"}),
    "mid": frozenset({"proximal", "distal"}),
    "central": frozenset({"peripheral"}), "peripheral": frozenset({"central"}),
}  # fmt: skip


def told_parts(finding: Finding) -> frozenset[str]:
    """Return the parts of its place that a finding is told to be in, be it in a name ("anterior wedging", "anterior wall"), but
    not the direction in which it lies from a landmark ("proximal to the junction").
    """
    parts = {*(finding.descriptors - from_landmark(finding)), *_parts_of_course(finding)}
    for mark in finding.marks:
        if mark == "concept" or mark.startswith("anatomy:"):
            parts.update(finding.words_of(mark).lower().split())
    for place in finding.anatomy:
        parts.update(_parts_named(place))
    return frozenset(parts.intersection(AGAINST))


@cache
def _parts_named(place: str) -> list[str]:
    """Return the words of the name of a place."""
    return place.split("_")


def from_landmark(finding: Finding) -> frozenset[str]:
    """Return the directions in which a finding is told to lie from a landmark."""
    parts = finding.descriptors.intersection(AGAINST)
    text = finding.text.lower() if parts else ""
    return frozenset(part for part in parts if f"{part} to " in text)


def _parts_of_course(finding: Finding) -> Iterator[str]:
    """Yield the part of what runs down the body that a finding is told to be in by the words before its name ("upper left
    ureteric stone"), or by where that ends.
    """
    yield from (_ENDS[place] for place in finding.anatomy if place in _ENDS)
    if (found := _LEADING.search(finding.words_before())) and _runs_down(finding.anatomy | usual_places(finding.concept)):
        yield _OF_COURSE[found[1].lower()]


def _runs_down(places: frozenset[str]) -> bool:
    """Say whether any of some places is of what runs down the body."""
    return any(not _DOWNWARD.isdisjoint(lexicon().wholes(place)) for place in places)


def direction_differences(claim: Finding, fact: Finding) -> Iterator[Difference]:
    """Yield the directions that a claim gives, in its place or from a landmark, against those of a fact."""
    mine, leading, led = told_parts(claim), leading_positions(claim), from_landmark(claim)
    theirs = told_parts(fact) if mine or leading else frozenset[str]()
    for claimed, stated in ((mine, theirs), (led, from_landmark(fact) if led else frozenset[str]())):
        for word in sorted(claimed - stated):
            if against := AGAINST[word] & stated:
                yield Difference("location", word, min(against), f"descriptor:{word}")
    arc, other = mine & _ARCS, theirs & _ARCS
    if (
        arc
        and other
        and arc.isdisjoint(other)
        and all("rib" in one.anatomy | usual_places(one.concept) for one in (claim, fact))
    ):
        yield Difference("location", min(arc), min(other), f"descriptor:{min(arc)}")
    yield from _exchanged_positions(leading - mine, fact, theirs) if leading - mine else ()
    yield from _exchanged_landmarks(claim, fact)
    here = _corner(claim)
    there = _corner(fact) if here else {}
    if any(there[one] in AGAINST[here[one]] for one in here if one in there):
        yield Difference("location", "".join(here.values()), "".join(there.values()), "anatomy")


def _exchanged_positions(claimed: frozenset[str], fact: Finding, parts: frozenset[str]) -> Iterator[Difference]:
    """Yield the position before the place of a claim that excludes that of a fact, or the parts it is told to be in."""
    stated = leading_positions(fact) | parts
    for word in sorted(claimed - stated):
        if against := next((other for other in sorted(stated) if are_opposed(word, other)), None):
            yield Difference("location", word, against, f"descriptor:{word}")


def _exchanged_landmarks(claim: Finding, fact: Finding) -> Iterator[Difference]:
    """Yield the direction of a claim from a landmark that excludes that of a fact from the same one."""
    landmarks = from_landmarks(claim)
    known = from_landmarks(fact) if landmarks else frozenset()
    for landmark, direction in sorted(landmarks - known):
        opposed = (other for place, other in sorted(known) if place == landmark and other in AGAINST[direction])
        if against := next(opposed, None):
            yield Difference(
                "location", f"{direction} to the {landmark}", f"{against} to the {landmark}", f"{LANDMARK}:{direction}"
            )


def _corner(finding: Finding) -> dict[bool, str]:
    """Return the two directions that a word before the place of a finding joins ("anterolateral talar dome"), by turn."""
    match = _CORNER.search(finding.words_before("anatomy"))
    return {True: f"{match[1].lower()[:-1]}ior", False: match[2].lower()} if match else {}
