"""The stretch of a vessel in which a plaque lies, and so the narrowing that is told with it."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.lexicon import lexicon

_STRETCHES = frozenset({"proximal", "mid", "distal", "ostial"})
_PLAQUES = frozenset({"plaque", "atherosclerosis"})


def with_stretches(found: list[Finding]) -> list[Finding]:
    """Return the findings of a clause, a narrowing in the stretch of the plaque told before it ("proximal plaque with
    40% stenosis").
    """
    kinds = lexicon().kinds
    for place in range(1, len(found)):
        before, one = found[place - 1], found[place]
        own = before.descriptors & _STRETCHES
        alike = before.anatomy == one.anatomy and before.presence == one.presence == "present"
        if own and alike and not one.descriptors & _STRETCHES and "stenosis" in kinds(one.concept):
            led = not _PLAQUES.isdisjoint(kinds(before.concept))
            found[place] = replace(one, descriptors=one.descriptors | own) if led else one
    return found
