"""Where a sentence of its own puts the tip of the line or tube before it."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.lexicon import lexicon
from overread.language.places import CHAMBER
from overread.language.words.reading import Item

_OF_TIP = frozenset({"the", "its", "it", "distal", "with", "and", "catheter", "tube", "line"})


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
