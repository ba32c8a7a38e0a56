"""What the echoes of a draft show, put to the claims that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from overread.finding import Finding, Span
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.differences import ORDER, is_in_another_organ
from overread.language.comparison.echoes.echoes import Echo, echoes
from overread.language.comparison.facts.facts import Facts, fact_at
from overread.language.comparison.facts.spans import Spans, meet
from overread.language.comparison.looks.exchanged_meanings import COPY, LOOK
from overread.language.comparison.looks.opposed_looks import Borne, opposed_looks
from overread.language.comparison.nearest import status_of
from overread.language.comparison.positions.implied_sides import is_side_of
from overread.language.comparison.positions.opposed_parts import findings_in_other_parts
from overread.language.comparison.positions.opposed_portions import portions_told_otherwise
from overread.language.comparison.positions.opposed_positions import is_exchange
from overread.language.comparison.positions.spared_parts import parts_told_otherwise
from overread.language.figures.agreement import agrees
from overread.language.inference.descriptions import DESCRIBED
from overread.language.inference.kindred import are_of_one_family
from overread.language.lexicon import lexicon
from overread.language.places import is_inside, places_of, touches
from overread.review import Comparison, Difference

_OF_PLACE = frozenset({"laterality", "location"})
READING_OF_FLAGGED = "a reading of what is flagged"


def echoed(comparisons: Sequence[Comparison], draft: str, facts: Facts) -> tuple[Comparison, ...]:
    """Return the comparisons with what the echoes of a draft show."""
    return _put(comparisons, echoes(draft, facts.quotes.text, facts.region), facts)


def looked_otherwise(comparisons: Sequence[Comparison], draft: str, facts: Facts) -> tuple[Comparison, ...]:
    """Return the comparisons with the looks that the source gives to the same thing otherwise."""

    claims: list[Spans] = []

    def borne_by(span: Span) -> list[Borne]:
        if not claims:
            claims.append(Spans((one.claim.span, place) for place, one in enumerate(comparisons)))
        held = (comparisons[place] for place in claims[0].meeting(span))
        held = (one for one in held if one.relation in ("supported", "inferred"))
        return [(one.claim, fact) for one in held for fact in one.facts if fact.source == "findings"]

    source = facts.quotes.text
    looks = opposed_looks(draft, source, facts.region, borne_by)
    parts = (told(draft, source, borne_by) for told in (parts_told_otherwise, portions_told_otherwise, findings_in_other_parts))
    return _put(comparisons, chain(looks, *parts), facts)


def _put(comparisons: Sequence[Comparison], shown: Iterable[Echo], facts: Facts) -> tuple[Comparison, ...]:
    """Return the comparisons with what is shown, each put to the claim of its sentence that it stands nearest to."""
    found, claims = list(comparisons), None
    for echo in shown:
        claims = claims or Spans((span, place) for place, one in enumerate(comparisons) for span in _spans(one.claim))
        near = claims.meeting(echo.line)
        inside = [place for place in near if any(meet(span, echo.span) for span in _spans(found[place].claim))]
        if not inside and echo.difference.attribute == "laterality" and near:
            inside = _led(near, echo, found)
        inside = inside or (near if _is_of_one_word(echo) or _is_of_look(echo) or _is_of_doubt(echo) or _is_copy(echo) else [])
        if _is_copy(echo):
            inside = [place for place in inside if not _is_settled(found[place], echo)] or inside
        if not inside or _is_of_exam(echo, facts):
            continue
        if told := [place for place in inside if _is_told(found[place], echo)]:
            found[told[0]] = replace(found[told[0]], reason=COPY) if _is_copy(echo) else found[told[0]]
            continue
        place = min(inside, key=lambda number: (not _is_named(found[number], echo), _distance(found[number].claim, echo.span)))
        read = found[place].reason == READING_OF_FLAGGED or _is_named_itself(found[place].claim, facts)
        if echo.difference.attribute == "overinterpretation" and read:
            continue
        if _is_denied_under_side(found[place].claim, echo, facts):
            continue
        if not _is_settled(found[place], echo) and not _is_of_both_sides(found[place].claim, echo, facts):
            found[place] = _with(found[place], echo, facts)
    return tuple(found)


def _is_of_one_word(echo: Echo) -> bool:
    """Say whether what differs is a word for a position in place of another, or a look in place of its opposite."""
    return echo.difference.mark == LOOK or is_exchange(echo.difference)


def _is_copy(echo: Echo) -> bool:
    """Say whether all that a sentence has otherwise is a side or a place, so that nothing else it says can be wrong."""
    return echo.difference.mark == COPY and echo.difference.attribute in _OF_PLACE


def _is_of_look(echo: Echo) -> bool:
    """Say whether all that a sentence has otherwise is a look or degree, which no claim may have taken up."""
    return echo.whole and echo.difference.attribute in ("severity", "descriptor", "count") and not echo.difference.added


def _is_of_doubt(echo: Echo) -> bool:
    """Say whether all that a sentence lacks or adds is a doubt, of words that no claim may have taken up."""
    return echo.difference.attribute == "certainty"


def _led(near: Sequence[int], echo: Echo, found: list[Comparison]) -> list[int]:
    """Return the claim that a side at the head of its sentence is told of ("On the left, a port"), marked with that side."""
    after = [place for place in near if found[place].claim.span[0] >= echo.span[1]]
    if not after:
        return []
    first = min(after, key=lambda place: found[place].claim.span[0])
    claim = found[first].claim
    found[first] = replace(found[first], claim=replace(claim, marks={**claim.marks, "side": echo.span}))
    return [first]


def _is_named_itself(claim: Finding, facts: Facts) -> bool:
    """Say whether a claim denies a finding, or the source has that very finding, as sure, in another sentence."""
    own = (fact for fact in facts.present(claim.concept).facts if fact.concept == claim.concept)
    return claim.presence == "absent" or any(fact.certainty == claim.certainty and is_same_side(claim, fact) for fact in own)


def _is_named(comparison: Comparison, echo: Echo) -> bool:
    """Say whether the words that differ tell where the finding of a claim lies."""
    marks = comparison.claim.marks
    return any(meet(span, echo.span) for mark, span in marks.items() if mark.startswith("anatomy:"))


def _spans(claim: Finding) -> tuple[Span, ...]:
    return (claim.span, *claim.marks.values())


def _is_of_exam(echo: Echo, facts: Facts) -> bool:
    """Say whether the side that the draft adds is the side examined, or one that the source sentence means."""
    side = echo.difference.claim_value.removeprefix("the ")
    return echo.difference.added and any(side == fact.laterality or side in fact.nearby for fact in facts.at(echo.source))


def _is_denied_under_side(claim: Finding, echo: Echo, facts: Facts) -> bool:
    """Say whether a draft leaves out the side of a denial that has it from its heading alone ("LEFT: ... No steal.")."""
    dropped = echo.difference.claim_value == "no side" and claim.presence == "absent"
    return dropped and all("side" not in fact.marks for fact in facts.at(echo.source))


def _is_told(comparison: Comparison, echo: Echo) -> bool:
    """Say whether a claim already differs in this attribute or in one before it, and not merely by what the source lacks."""
    difference = comparison.difference
    if difference is None:
        return False
    if echo.difference.mark == LOOK and not difference.added:
        taken_for_place = difference.attribute == "location" and echo.difference.claim_value.startswith(difference.claim_value)
        return not taken_for_place
    if echo.difference.mark == COPY and echo.difference.attribute == "measurement" and difference.attribute in _OF_PLACE:
        return False  # the value that is wrong, and not the side or place of the finding that has it
    if _is_copy(echo):
        return (
            not difference.added
            and difference.attribute == echo.difference.attribute
            and _is_at(comparison.claim, difference, echo.span)
        )
    own = bool(comparison.facts) and comparison.facts[0].concept == comparison.claim.concept and not difference.added
    if own and difference.attribute == "measurement" and difference.source_value != "no such value":
        return True
    misplaced = own and difference.attribute == "location"
    unsided = misplaced and (comparison.claim.laterality is None or is_in_another_organ(difference, comparison.facts[0]))
    if unsided and echo.difference.attribute == "laterality":
        return True
    if difference.attribute == "negation" and echo.difference.attribute in ("location", "overinterpretation"):
        return not all(fact.kind in ("normal", "summary") for fact in comparison.facts)
    if echo.whole and comparison.relation == "unsupported" and difference.attribute == echo.difference.attribute == "location":
        return False
    same = difference.attribute in ("negation", echo.difference.attribute)
    if difference.added != echo.difference.added and not same:
        return not difference.added
    of_kind = difference.attribute == "descriptor" and difference.mark == "concept"
    return of_kind or _rank(difference.attribute) <= _rank(echo.difference.attribute)


def _is_at(claim: Finding, difference: Difference, span: Span) -> bool:
    """Say whether the side or place that a claim has otherwise stands where an echo differs."""
    named = ("side",) if difference.attribute == "laterality" else ("anatomy", "level")
    own = claim.marks.get(difference.mark)
    spans = [own] if own else [at for mark, at in claim.marks.items() if mark.partition(":")[0] in named]
    return any(meet(at, span) for at in spans or [claim.span])


def _rank(attribute: str) -> int:
    return ORDER.index(attribute) if attribute in ORDER else (-1 if attribute == "negation" else len(ORDER))


def _is_settled(comparison: Comparison, echo: Echo) -> bool:
    """Say whether a claim is borne out by another sentence, which has the side and place it claims, or is not of a finding."""
    claim = comparison.claim
    normal = claim.kind in ("summary", "normal") or claim.concept == "abnormality"
    attribute = echo.difference.attribute
    quality = echo.difference.claim_value
    if quality.startswith("non") and any(quality in fact.descriptors for fact in comparison.facts):
        return True
    there = any(fact.anatomy & claim.anatomy for fact in comparison.facts)
    elsewhere = echo.whole and comparison.relation == "inferred" and not there
    open_, dropped = comparison.relation == "unsupported" or elsewhere, echo.difference.claim_value == "no side"
    of_other = normal and attribute in ("location", "laterality") and open_ and not echo.difference.added
    of_other = of_other or (claim.kind == "normal" and dropped) or (attribute == "negation" and open_)
    if claim.kind in ("recommendation", "communication"):
        return not (_is_copy(echo) and (dropped or attribute == "location"))
    if _is_of_one_word(echo):
        return False
    if normal and _is_copy(echo) and not dropped:
        return _is_told_there(comparison, echo)
    if normal and attribute != "change" and not of_other:
        return True
    if attribute == "laterality" and claim.laterality == "bilateral" and echo.difference.source_value == "both sides":
        return True
    by_name = echo.difference.source_value == f"the {claim.laterality}"
    by_name = by_name or any(is_side_of(claim.laterality or "", fact) for fact in comparison.facts)
    if attribute == "laterality" and echo.difference.added and by_name:
        return True  # a consolidation of the middle lobe
    if comparison.reason == DESCRIBED and attribute in ("location", "overinterpretation"):
        return True
    return _is_borne_elsewhere(comparison, echo)


def _is_told_there(comparison: Comparison, echo: Echo) -> bool:
    """Say whether another sentence than the echoed one tells of the very place that the draft has in place of another, or calls
    normal what it is part of.
    """
    claim = comparison.claim
    marked = (mark for mark, span in claim.marks.items() if meet(span, echo.span))
    places = frozenset(mark.partition(":")[2] for mark in marked) or claim.anatomy | claim.levels
    others = [fact for fact in comparison.facts if not meet(fact.span, echo.source)]
    named = any(not places.isdisjoint((*fact.anatomy, *fact.levels)) for fact in others)
    return named or any(fact.kind in ("normal", "summary") and is_inside(places, fact.anatomy) for fact in others)


def _is_borne_elsewhere(comparison: Comparison, echo: Echo) -> bool:
    """Say whether the source tells what a claim says of a finding in another sentence than the echoed one."""
    claim, attribute = comparison.claim, echo.difference.attribute
    dropped = echo.difference.claim_value == "no side"
    borne = comparison.relation in ("supported", "inferred")
    if attribute == "overinterpretation" and borne:
        return True
    if (
        attribute == "measurement"
        and borne
        and claim.sizes
        and any(_has_sizes_of(claim, fact, echo) for fact in comparison.facts)
    ):
        return True
    own = {"change": claim.change, "severity": claim.severity}.get(attribute)
    meant = own is not None and own.replace("_", " to ") == echo.difference.claim_value
    if meant and not comparison.difference and any(own == getattr(fact, attribute) for fact in comparison.facts):
        return True
    given = {claim.laterality, *claim.anatomy, *claim.levels} - {None}
    if not borne or comparison.difference or not given:
        return False
    if len(comparison.facts) > 1 and not dropped:
        given -= {name for fact in comparison.facts[1:] for name in (fact.laterality, *fact.anatomy, *fact.levels)}
    return any(
        fact.row is None
        and not meet(fact.span, echo.source)
        and given <= {fact.laterality, *fact.anatomy, *fact.levels}
        and not (dropped and fact.laterality)
        and (dropped or attribute != "laterality" or claim.concept in lexicon().kinds(fact.concept))
        for fact in comparison.facts
    )


def _is_of_both_sides(claim: Finding, echo: Echo, facts: Facts) -> bool:
    """Say whether a claim of both sides is a conclusion from what the source finds on each, of which the echoed sentence tells
    one ("bilateral pneumonia with bronchograms on the left" of a consolidation and an opacity).
    """
    if echo.difference.attribute != "laterality" or claim.laterality != "bilateral" or claim.presence == "absent":
        return False
    if any(fact.concept == claim.concept for fact in facts.at(echo.source)):
        return False
    places = places_of(claim)
    kin = (fact for fact in facts.first_found if are_of_one_family(claim.concept, fact.concept))
    sides = {fact.laterality for fact in kin if touches(places, places_of(fact))}
    return {"left", "right"} <= sides


def _distance(claim: Finding, span: Span) -> int:
    start, end = claim.marks.get("concept", claim.span)
    return max(start - span[1], span[0] - end, 0)


def _with(comparison: Comparison, echo: Echo, facts: Facts) -> Comparison:
    claim = replace(comparison.claim, marks={**comparison.claim.marks, echo.difference.mark: echo.span})
    told = (fact_at(echo.source, comparison.claim, facts),)
    return Comparison(claim, status_of(echo.difference), told, echo.difference, COPY if _is_copy(echo) else "")


def _has_sizes_of(claim: Finding, fact: Finding, echo: Echo) -> bool:
    """Say whether another sentence than the echoed one gives all sizes of a claim."""
    held = all(any(agrees(size, other) for other in fact.sizes) for size in claim.sizes)
    return held and fact.row is None and not meet(fact.span, echo.source)
