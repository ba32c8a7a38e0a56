"""The side of a finding, and of what is recommended for one."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import by_importance, difference_flags, evidence_of, told
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, OTHER_SIDE
from overread.language.words.reading import Item, items_between, read
from overread.review import Claim, Difference, Flag, Review, Severity
from overread.validators import validator


@validator("laterality")
def laterality(review: Review) -> Iterator[Flag]:
    """Flag a side that the source gives otherwise, does not give, or gives and the draft has dropped.

    A recommendation is held to the side on which alone the source finds something in the place that it names.
    """
    yield from difference_flags(review, "laterality", _severity)
    for claim in review.claims:
        if claim.finding.kind == "recommendation" and (named := _only_side(claim, review)):
            yield from _recommended(review, claim, *named)


def _severity(finding: Finding, difference: Difference) -> Severity:
    part = difference.source_value == "both sides" and difference.claim_value != "one side"
    if "no side" in (difference.source_value, difference.claim_value) or part:
        return "minor"
    return by_importance(finding, "critical", "major", "minor")


def _only_side(claim: Claim, review: Review) -> tuple[str, Item] | None:
    """Return the one side that a recommendation names, with its word; None where it names none or both."""
    sides = [
        (side, item) for item in items_between(read(review.impression), *claim.finding.span) if (side := item.value("side"))
    ]
    return sides[0] if len({side for side, _ in sides}) == 1 and sides[0][0] in OTHER_SIDE else None


def _recommended(review: Review, claim: Claim, side: str, item: Item) -> Iterator[Flag]:
    """Yield a flag where all that a recommendation can be for lies on the other side."""
    here = _asked_for(review, items_between(read(review.impression), *claim.finding.span))
    if here and all(fact.laterality == OTHER_SIDE[side] for fact in here):
        message = f"Draft: {side}. {told(here[0])}."
        span = (item.start, item.end)
        yield Flag(
            "laterality", "major", message, span, review.impression[slice(*span)], claim.id, evidence=(evidence_of(here[0]),)
        )


def _asked_for(review: Review, items: list[Item]) -> list[Finding]:
    """Return what the source finds in the places that a recommendation names, the best fit first; where it names none, the
    findings by the name that it gives them ("biopsy of the right nodule").
    """
    found = [fact for fact in review.facts if fact.source == "findings" and fact.presence == "present"]
    places = frozenset(place for one in items if (place := one.value("anatomy")))
    places -= (BODY_REGIONS - {"breast"}) | lexicon().loose
    if places:
        here = [fact for fact in found if fact.anatomy & places]
        return sorted(here, key=lambda fact: -len(fact.anatomy & places))
    names = frozenset(name for one in items if (name := one.value("concept")))
    return [fact for fact in found if not names.isdisjoint(lexicon().kinds(fact.concept))] if names else []
