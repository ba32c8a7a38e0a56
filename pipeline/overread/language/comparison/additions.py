"""Statements about a side or a place that the source calls free, beside one that already speaks of the true finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overread.finding import Finding, Span
from overread.language.comparison.denials.belying import is_of_kind
from overread.language.comparison.denials.denials import denials, is_same_side
from overread.language.comparison.denials.denied import denied_by_signs
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.looks.exchanged_meanings import COPY
from overread.language.comparison.sameness import namesakes
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, is_inside, is_level_in, touches
from overread.review import Comparison, Difference

_EVIDENCE = 3
_OF_PLACE = frozenset({"laterality", "location"})
_REPEATED, _EXCHANGED = 4, 2  # words that two sentences share at least, and have of their own at most: one on either side
_MORE = frozenset({"additional", "another", "further", "also", "second", "other"})


def told_apart(comparisons: Sequence[Comparison], facts: Facts) -> Iterator[Comparison]:
    """Yield the comparisons with a finding in a wrong place judged as denied where it is added, not exchanged.

    "Right ovarian cyst" for one on the left has the wrong side. Beside "left ovarian cyst" it is a second one, wrong because
    the source calls the right ovary normal.
    """
    misplaced = any(one.difference and one.difference.attribute in _OF_PLACE for one in comparisons)
    spoken = _spoken_of(comparisons) if misplaced else set[tuple[str, Span]]()
    told = {fact.span for one in comparisons if one.claim.presence == "present" for fact in one.facts}
    for comparison in comparisons:
        if comparison.reason == COPY and not _is_copied_too(comparison, comparisons):
            yield comparison
            continue
        apart = _added(comparison, comparisons, spoken, facts) or _exchanged(comparison, told, facts)
        apart = apart or _beyond(comparison, comparisons, facts)
        yield apart or _beside(comparison, comparisons, facts) or comparison


def _spoken_of(comparisons: Sequence[Comparison]) -> set[tuple[str, Span]]:
    """Return where the source tells what holds of a draft, with the concept of the claim or, where supported, its kinds."""
    kinds = lexicon().kinds
    return {
        (kind, fact.span)
        for one in comparisons
        if one.difference is None
        for kind in (kinds(one.claim.concept) if one.relation == "supported" else {one.claim.concept})
        for fact in one.facts
    }


def _is_copied_too(comparison: Comparison, others: Sequence[Comparison]) -> bool:
    """Say whether another sentence of the draft tells in its true place what this one copies with another."""
    claim, told = comparison.claim, {fact.span for fact in comparison.facts}
    apart = (one for one in others if one.claim.sentence != claim.sentence and one.relation == "supported")
    same = [one for one in apart if one.claim.concept == claim.concept]
    return any(fact.span in told and fact.anatomy & one.claim.anatomy for one in same for fact in one.facts)


def _beyond(comparison: Comparison, others: Sequence[Comparison], facts: Facts) -> Comparison | None:
    """Return a finding as denied that the draft adds at a level of its own to the one of which the source says that there is
    no other ("No additional fracture").
    """
    claim, kinds = comparison.claim, lexicon().kinds
    misplaced = comparison.difference is not None and comparison.difference.attribute == "location"
    open_to_it = misplaced or comparison.relation == "inferred" or comparison.reason == "silent"
    if not open_to_it or claim.presence == "absent" or not claim.levels:
        return None
    borne = [fact for one in others if one is not comparison and one.relation == "supported" for fact in one.facts]
    kin = [fact for fact in borne if not kinds(claim.concept).isdisjoint(kinds(fact.concept))]
    if any(is_level_in(level, fact.levels) for fact in (*comparison.facts, *kin) for level in claim.levels):
        return None
    names = [name for name in sorted(kinds(claim.concept)) if any(name in kinds(fact.concept) for fact in borne)]
    denied = [facts.all[group[0]] for name in names for group in facts.denied.get(name, ())]
    none = [fact for fact in denied if "other" in fact.descriptors and is_same_side(claim, fact)]
    return Comparison(claim, "contradicted", tuple(none[:1]), Difference("negation", "present", "absent")) if none else None


def _beside(comparison: Comparison, others: Sequence[Comparison], facts: Facts) -> Comparison | None:
    """Return a finding as denied, or as one on which the source is silent, where what it was held against has another name,
    lies elsewhere, and is told by another statement: nothing was exchanged.
    """
    claim, difference = comparison.claim, comparison.difference
    if difference is None or difference.attribute != "location" or difference.added or len(comparison.facts) != 1:
        return None
    fact = comparison.facts[0]
    told = (one for one in others if one is not comparison and one.relation != "contradicted" and one.facts)
    if fact.concept not in namesakes(claim.concept):
        return None
    if not any(one.facts[0] is fact and one.claim.concept == fact.concept and _are_two(claim, one.claim) for one in told):
        return None
    if free := [one for one in denials(claim, facts) if one.kind == "normal" and _is_named(claim, one)]:
        return Comparison(claim, "contradicted", tuple(free[:_EVIDENCE]), Difference("negation", "present", "absent"))
    return Comparison(claim, "unsupported", reason="silent")


def _are_two(claim: Finding, other: Finding) -> bool:
    """Say whether two findings are told apart: by a word of their own each, or of two places that a link stands between."""
    if claim.marks.get("concept") != other.marks.get("concept"):
        return True
    places = sorted(
        span for one in (claim, other) for place in one.anatomy for span in [one.marks.get(f"anatomy:{place}")] if span
    )
    if len(places) < len((claim, other)):
        return False
    between = claim.text[places[0][1] - claim.span[0] : max(0, places[-1][0] - claim.span[0])].lower()
    return any(link in between for link in (" and ", ",", "/"))


def _added(
    comparison: Comparison, others: Sequence[Comparison], spoken: set[tuple[str, Span]], facts: Facts
) -> Comparison | None:
    claim, difference = comparison.claim, comparison.difference
    if claim.kind != "finding" or claim.presence == "absent" or difference is None:
        return None
    if difference.attribute not in _OF_PLACE or _is_exchanged_within(comparison, others):
        return None
    several = difference.attribute == "location" and any(
        fact.anatomy and fact.anatomy < claim.anatomy for fact in comparison.facts
    )
    more = not _MORE.isdisjoint(claim.words)
    spoken_of = several or more or any((claim.concept, fact.span) in spoken for fact in comparison.facts)
    if not spoken_of and not _is_told(comparison, others):
        return None
    signs = denied_by_signs(claim, facts)
    free = [fact for fact in [*denials(claim, facts), *(signs.facts if signs else ())] if _is_named(claim, fact)]
    free = [fact for fact in free if fact.kind == "normal" or not is_of_kind(fact, claim)]
    if difference.mark.startswith("level"):
        free = [fact for fact in free if fact.levels]
    if difference.added:
        free = [fact for fact in free if _is_of_place(claim, fact)]
    return (
        Comparison(claim, "contradicted", tuple(free[:_EVIDENCE]), Difference("negation", "present", "absent"))
        if free
        else None
    )


def _is_exchanged_within(comparison: Comparison, others: Sequence[Comparison]) -> bool:
    """Say whether a claim has all words of the source sentence but one, and no other sentence of the draft repeats that one."""
    claim = comparison.claim
    return any(
        _repeats(claim, fact)
        and not any(other.claim.sentence != claim.sentence and _repeats(other.claim, fact) for other in others)
        for fact in comparison.facts
    )


def _repeats(claim: Finding, fact: Finding) -> bool:
    return len(claim.words & fact.words) >= _REPEATED and len(claim.words ^ fact.words) <= _EXCHANGED


def _exchanged(comparison: Comparison, told: set[tuple[int, int]], facts: Facts) -> Comparison | None:
    """Return the wrong place of a finding in several places, one of them normal, where the draft leaves out one that has it."""
    claim, difference = comparison.claim, comparison.difference
    if difference is None or difference.attribute != "negation" or claim.presence == "absent" or len(claim.anatomy) < 2:
        return None
    free = comparison.facts[0].anatomy
    if comparison.facts[0].kind != "normal" or len(free) != 1 or not free < claim.anatomy:
        return None
    for fact in facts.present(claim.concept).facts:
        apart = bool(fact.anatomy) and not touches(fact.anatomy, claim.anatomy)
        if apart and fact.span not in told and is_same_side(claim, fact):
            place = min(free)
            wrong = Difference("location", lexicon().name(place), lexicon().name(min(fact.anatomy)), f"anatomy:{place}")
            return Comparison(claim, "contradicted", (fact,), wrong)
    return None


def _is_told(comparison: Comparison, others: Sequence[Comparison]) -> bool:
    """Say whether another statement speaks of the very place in which the source has what a claim puts elsewhere."""
    return any(
        other is not comparison
        and other.claim.presence == "present"
        and other.claim.kind == "finding"
        and other.claim.sentence != comparison.claim.sentence
        and any(_is_at(other.claim, fact) for fact in comparison.facts)
        for other in others
    )


def _is_at(claim: Finding, fact: Finding) -> bool:
    named = (claim.nearby & fact.anatomy - lexicon().loose) or claim.nearby & fact.levels
    return bool(named) and is_same_side(claim, fact)


def _is_of_place(claim: Finding, fact: Finding) -> bool:
    """Say whether a denial is of nothing wider than the place that a claim names."""
    return bool(claim.anatomy) and bool(fact.anatomy) and all(place in claim.anatomy for place in fact.anatomy)


def _is_named(claim: Finding, fact: Finding) -> bool:
    """Say whether a denial names the very side or place of a claim."""
    if claim.laterality in ("left", "right") and fact.laterality == claim.laterality:
        return True
    return is_same_side(claim, fact) and is_inside(claim.anatomy, fact.anatomy - lexicon().loose - BODY_REGIONS)
