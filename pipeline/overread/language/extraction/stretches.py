"""Where a finding lies by what is told with it: in the stretch of the plaque, in the organ that contains it."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.extraction.context import Context
from overread.language.extraction.elements.elements import Clause
from overread.language.lexicon import lexicon

_STRETCHES = frozenset({"proximal", "mid", "distal", "ostial"})
_PLAQUES = frozenset({"plaque", "atherosclerosis"})
_HOLDING = frozenset({"contain", "contained", "containing", "harbor", "harbors", "harboring", "house", "houses", "housing"})


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


def contained(clause: Clause, found: list[Finding], context: Context) -> list[Finding]:
    """Return the findings of a clause, the first of them in the organ that the clause before it named where this one only goes
    on to tell what it holds ("the ovary is enlarged and contains a gestational sac"), be it an organ it is seldom in.
    """
    held = clause[0].word in _HOLDING and bool(found) and bool(context.anatomy)
    if not held or found[0].kind != "finding" or found[0].presence == "absent" or found[0].anatomy:
        return found
    return [replace(found[0], anatomy=frozenset(context.anatomy), laterality=found[0].laterality or context.side), *found[1:]]
