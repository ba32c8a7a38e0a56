"""Devices said to be well placed, against what the source says of their place."""

from __future__ import annotations

from overread.finding import Finding
from overread.language.comparison.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import is_inside, usual_places
from overread.review import Comparison, Difference

_WELL = "well_positioned"
_MISPLACED = "tube_malposition"
_BRONCHUS = frozenset({"bronchus", "mainstem_bronchus", "lobar_bronchus"})


def misplaced(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction where the source calls a device misplaced, or puts a tracheal tube into a bronchus."""
    known = lexicon().concepts.get(claim.concept)
    if known is None or not known.device or _WELL not in claim.descriptors:
        return None
    own = [fact for fact in facts.of.get(claim.concept, ()) if fact.presence == "present" and fact.source == "findings"]
    sentences = {fact.sentence for fact in own}
    wrong = [
        fact
        for fact in facts.of.get(_MISPLACED, ())
        if fact.presence == "present" and (fact.sentence in sentences or (not own and fact.words & claim.words))
    ]
    if "trachea" in usual_places(claim.concept):
        wrong += [fact for fact in own if is_inside(fact.anatomy, _BRONCHUS)]
    if not wrong:
        return None
    mark = f"descriptor:{_WELL}"
    return Comparison(claim, "contradicted", tuple(wrong[:1]), Difference("location", "in good position", wrong[0].name, mark))
