"""Where the tip of a line or tube lies: not where it enters, and where a sentence of its own puts it."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.elements.elements import Element
from overread.language.lexicon import lexicon
from overread.language.places import CHAMBER
from overread.language.words.reading import Item

_OF_TIP = frozenset({"the", "its", "it", "distal", "with", "and", "catheter", "tube", "line"})

_ENTRIES = frozenset({"internal_jugular_vein", "jugular_vein", "subclavian_vein", "axillary_vein", "femoral_vein"})


def has_tip(element: Element) -> bool:
    """Say whether a finding is a line or tube, whose course and tip lie in several places."""
    known = lexicon().concepts.get((element.item.value("concept") if element.item else None) or "")
    return known is not None and known.tip


def past_entry(device: Element, left: list[Attributes]) -> list[Attributes]:
    """Return what stands before a line without the vein by which it enters ("right internal jugular catheter")."""
    if not left or not has_tip(device) or all(_ENTRIES.isdisjoint(group.anatomy) for group in left):
        return left
    return [replace(group, anatomy=tuple(place for place in group.anatomy if place not in _ENTRIES)) for group in left]


def with_tip(previous: list[Finding], found: list[Finding], items: list[Item], opening: list[str]) -> list[Finding] | None:
    """Return the findings so far with the last line or tube where a sentence about its tip puts it ("ETT placed. The tip is
    2 cm above the carina."), None where the sentence tells of anything else.
    """
    lead = opening[: opening.index("tip")] if "tip" in opening else ["?"]
    host = previous[-1]
    known = lexicon().concepts.get(host.concept)
    if not _OF_TIP.issuperset(lead) or len(found) != 1 or known is None or not known.tip or host.presence == "absent":
        return None
    new = found[0]
    if not (new.concept == "organ_size" or new.concept.startswith("~")) or new.presence == "absent" or not new.anatomy:
        return None
    sides = {side for item in items if (side := item.value("side")) in ("left", "right")}
    chamber = any(CHAMBER in lexicon().wholes(place) for place in new.anatomy)
    side = min(sides) if len(sides) == 1 and not chamber else None
    marks = {**host.marks, **new.marks, "concept": host.marks.get("concept", host.span)}
    told = replace(host, anatomy=new.anatomy, sizes=host.sizes + new.sizes, laterality=host.laterality or side)
    return [*previous[:-1], replace(told, words=host.words | new.words, marks=marks)]
