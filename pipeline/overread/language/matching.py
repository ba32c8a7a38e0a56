"""Claims against facts: what supports a claim, what contradicts it, and the one attribute in which it is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding, Span
from overread.language.agreement import agrees
from overread.language.changes import change_differences, trend_of
from overread.language.conclusions import (
    belied,
    broader,
    concluded,
    concluded_here,
    known_before,
    of_another_kind,
    signs_of,
    suspected,
)
from overread.language.denials import borderline, denials, is_as_wide, is_same_side, negates
from overread.language.devices import misplaced
from overread.language.differences import ORDER, WEIGHT, differences, place_words
from overread.language.earlier import tells_of_earlier
from overread.language.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import is_inside, location_of, places_of, touches
from overread.language.ruling_out import measured_otherwise, ruled_out
from overread.language.sameness import is_another, is_elsewhere, is_in_view, placed_elsewhere, pooled
from overread.language.summaries import compare_category, compare_course, compare_normal, is_of_both_sides, misrated
from overread.review import Comparison, Difference, Status

_EVIDENCE = 3
_ALIKE = 0.1
_LESIONS = frozenset({"lesion", "mass", "nodule"})
_LACKING = 0.9
_MEASURED = ("_thickness", "_length", "_volume", "_diameter", "_caliber", "_size")
_ECHO = 3
_ECHOING = 4
_NEAR = 0.75
_NODE = "lymph_node"


def compare_claim(claim: Finding, facts: Facts) -> Comparison:
    """Return how one claim stands to the facts; a statement copied from the source holds, whatever its parts seem to say."""
    comparison = _compared(claim, facts)
    if comparison.relation in ("supported", "inferred"):
        return misrated(claim, facts.all) or comparison
    attribute = comparison.difference.attribute if comparison.difference else None
    if comparison.difference and _is_outside(comparison.difference, claim):
        return comparison
    quote = facts.quotes.find(claim.text, whole=attribute in ("negation", "certainty") or claim.presence == "absent")
    if quote is None:
        return comparison
    fact = fact_at(quote, claim, facts)
    if fact.certainty != "definite" and claim.certainty == "definite" and fact.concept == claim.concept:
        return comparison
    return Comparison(claim, "supported", (fact,))


def _is_outside(difference: Difference, claim: Finding) -> bool:
    """Say whether what differs is no word of the statement itself.

    A size may stand in a later sentence than the finding it belongs to ("It measures 3 cm."), a category be one letter.
    """
    if difference.mark == "score":
        return True
    start, end = claim.marks.get("size", claim.span)
    return difference.attribute == "measurement" and not (claim.span[0] <= start and end <= claim.span[1])


def fact_at(quote: Span, claim: Finding, facts: Facts) -> Finding:
    """Return the fact that stands at a quoted span, or the span itself as one."""
    inside = [fact for fact in facts.all if fact.source == "findings" and fact.span[0] < quote[1] and quote[0] < fact.span[1]]
    same = [fact for fact in inside if fact.concept == claim.concept] or inside
    return same[0] if same else replace(claim, span=quote, source="findings", text=facts.quotes.text[slice(*quote)])


def _compared(claim: Finding, facts: Facts) -> Comparison:
    if claim.kind == "comparison" and claim.change:
        return compare_course(claim, facts.all)
    if claim.kind in ("recommendation", "communication", "comparison", "caveat"):
        return _statement(claim, facts)
    if claim.kind == "other":
        return _unread(claim, facts)
    if claim.kind == "normal" or (claim.concept == "abnormality" and claim.presence == "absent"):
        return compare_normal(claim, facts.all)
    if claim.concept == "assessment_category":
        return compare_category(claim, facts.all)
    if claim.presence == "absent":
        return _absent(claim, facts)
    if claim.concept == "abnormality":
        return _abnormal(claim, facts)
    return _present(claim, facts)


def _statement(claim: Finding, facts: Facts) -> Comparison:
    """Compare a recommendation, communication or comparison by its words; their own validators judge what differs."""
    same = [fact for fact in facts.all if fact.kind == claim.kind and _overlap(claim, fact) >= 0.5]
    if same:
        return Comparison(claim, "supported", tuple(sorted(same, key=lambda fact: -_overlap(claim, fact))[:1]))
    return Comparison(claim, "unsupported", reason=claim.kind)


def _overlap(claim: Finding, fact: Finding) -> float:
    return len(claim.words & fact.words) / len(claim.words) if claim.words else 0.0


def _unread(claim: Finding, facts: Facts) -> Comparison:
    covered = [fact for fact in facts.all if claim.words and _overlap(claim, fact) >= 0.8]
    if covered:
        return Comparison(claim, "supported", tuple(covered[:1]))
    return Comparison(claim, "unchecked", reason="nothing could be read")


def _present(claim: Finding, facts: Facts) -> Comparison:
    if wrong := misplaced(claim, facts):
        return wrong
    candidates = [fact for fact in _same(claim, facts) if fact.presence == "present"]
    if candidates:
        best, difference, second = _best(claim, candidates, facts)
        several = len(claim.anatomy) + len(claim.levels) > 1 and not claim.sizes
        if difference and difference.attribute == "location" and several:
            best, difference, second = _best(claim, [*candidates, pooled(claim, candidates)], facts)
        if difference is None or is_in_view(difference, claim, best, facts):
            return Comparison(claim, "supported", (best,))
        wrong_place = difference.attribute in ("laterality", "location") and difference.mark != "concept"
        if wrong_place and (elsewhere := concluded_here(claim, facts)):
            return elsewhere
        if wrong_place and not any(_may_be_at(claim, fact) for fact in candidates) and (kind := of_another_kind(claim, facts)):
            return kind
        nearest = None if is_another(claim, best, difference, second) else difference
        if nearest and not is_elsewhere(claim, best, nearest):
            return Comparison(claim, status_of(nearest), (best,), nearest)
    quoted = _quoted(claim, facts)
    if quoted:
        return Comparison(claim, "supported", (quoted,))
    if kind := of_another_kind(claim, facts):
        return kind
    denied = denials(claim, facts)
    if candidates:
        denied = [fact for fact in denied if fact.anatomy or fact.laterality or fact.levels]
    if denied:
        if claim.change == "resolved" and denied[0].change == "resolved" and denied[0].concept == claim.concept:
            return Comparison(claim, "supported", tuple(denied[:1]))
        if named := _named_besides(claim, denied, facts):
            return named
        broad = claim.certainty != "definite" and denied[0].concept != claim.concept
        reading = concluded(claim, facts) if broad else None
        if reading and reading.relation == "inferred":
            return reading
        if near := borderline(claim, denied):
            return near
        return Comparison(
            claim, "contradicted", tuple(denied[:_EVIDENCE]), Difference("negation", "present", "absent", added=broad)
        )
    if candidates and nearest:
        return Comparison(claim, status_of(nearest), (best,), nearest)
    return (
        concluded(claim, facts)
        or broader(claim, facts)
        or _by_words(claim, facts)
        or known_before(claim, facts)
        or _of_nodes(claim, facts)
        or _denied_by_signs(claim, facts)
        or measured_otherwise(claim, facts)
        or suspected(claim, facts)
        or placed_elsewhere(claim, facts)
        or Comparison(claim, "unsupported", reason="silent")
    )


def _denied_by_signs(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of a sure finding all of whose signs the source denies ("thrombosis" in compressible veins)."""
    known = lexicon().concepts.get(claim.concept)
    if claim.certainty != "definite" or claim.historical or known is None or known.generic:
        return None
    denied = ruled_out(replace(claim, presence="absent"), facts)
    signs = {kind for group in lexicon().ruled_out.get(claim.concept, ()) for sign in group for kind in lexicon().kinds(sign)}
    if denied and any(fact.concept not in signs and fact.concept != "abnormality" for fact in denied.facts):
        return None
    return (
        replace(denied, claim=claim, relation="contradicted", difference=Difference("negation", "present", "absent"))
        if denied
        else None
    )


def _named_besides(claim: Finding, denied: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the reading of a finding that the source names in the claimed place beside a denial of something wider.

    That is a summary that all is well there, or, for what a rule licenses, the denial of anything focal.
    """
    summed = all(fact.concept == "abnormality" for fact in denied)
    if not summed and not all("focal" in fact.descriptors and not fact.anatomy for fact in denied):
        return None
    reading = concluded(claim, facts) or broader(claim, facts)
    if reading is not None and not summed and reading.relation != "inferred":
        return None
    return reading if reading is not None and any(_is_beside(claim, fact) for fact in reading.facts) else None


def _is_beside(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact lies in the claimed place and on its side, or names that side alone ("bilateral opacities")."""
    fits = ("same", "vaguer") if fact.anatomy else ("same", "vaguer", "narrower") if fact.laterality else ()
    return location_of(claim, fact) in fits and is_same_side(claim, fact)


def _abnormal(claim: Finding, facts: Facts) -> Comparison:
    """Compare a statement that something is abnormal: any present finding in its place bears it out."""
    found = [fact for fact in facts.all if fact.kind == "finding" and fact.presence == "present" and fact.source == "findings"]
    here = [fact for fact in found if not claim.anatomy or is_inside(places_of(fact), claim.anatomy)]
    if here and claim.levels and all(location_of(replace(claim, anatomy=frozenset()), fact) == "apart" for fact in here):
        return Comparison(
            claim, "contradicted", tuple(here[:1]), Difference("location", place_words(claim), place_words(here[0]), "level")
        )
    if here:
        return Comparison(claim, "inferred", tuple(here[:_EVIDENCE]))
    denied = denials(claim, facts)
    if denied:
        return Comparison(claim, "contradicted", tuple(denied[:_EVIDENCE]), Difference("negation", "present", "absent"))
    return Comparison(claim, "unsupported", reason="silent")


def _pooled(claim: Finding, candidates: Sequence[Finding]) -> Finding:
    """Return the facts about one finding as one that is in all their places: "bulges at L3-4 and L4-5" sums up two."""
    sided = [fact for fact in candidates if is_same_side(claim, fact)] or candidates
    places = frozenset(place for fact in sided for place in fact.anatomy)
    return replace(sided[0], anatomy=places, levels=frozenset(level for fact in sided for level in fact.levels))


def _same(claim: Finding, facts: Facts) -> list[Finding]:
    """Return the facts about the claimed finding or a kind of it."""
    found = facts.of.get(claim.concept, [])
    if claim.concept.startswith("~"):
        return found
    if claim.concept == "organ_size" and claim.anatomy:
        found = [*found, *(fact for fact in facts.all if fact.kind == "finding" and _has_size_of(claim, fact))]
    elif claim.concept == "fdg_uptake":
        found = [*found, *(fact for fact in facts.all if any(size.quantity == "uptake" for size in fact.sizes))]
    elif claim.sizes and claim.concept in _LESIONS:
        found = [*found, *(fact for fact in facts.all if fact.kind == "finding" and _has_size_of(claim, fact))]
    elif not found and claim.sizes and claim.concept.endswith(_MEASURED):
        found = [fact for fact in facts.of.get("organ_size", ()) if touches(places_of(claim), fact.anatomy)]
    return [fact for fact in found if fact.kind == "finding"]


def _has_size_of(claim: Finding, fact: Finding) -> bool:
    """Say whether a finding in the place of which a draft only gives the size is as large as that ("node of 8 mm")."""
    sizes = [size for size in claim.sizes if any(agrees(size, other) for other in fact.sizes)]
    return bool(sizes) and fact.concept != "organ_size" and location_of(replace(claim, levels=frozenset()), fact) != "apart"


def _best(claim: Finding, candidates: Sequence[Finding], facts: Facts) -> tuple[Finding, Difference | None, Difference | None]:
    """Return the candidate that differs least, and the first two of its differences in the order of the contract."""
    ranked = []
    candidates = _of_that_size(claim, candidates)
    for place, fact in enumerate(candidates):
        found = list(differences(claim, fact, candidates))
        weight: float = sum(
            WEIGHT[difference.attribute] * (_LACKING if difference.added else 1) for difference in found
        ) - _ECHO * _is_echoed(claim, fact)
        weight -= _ALIKE * len(claim.descriptors & fact.descriptors)
        ranked.append((weight, fact.source == "measurements", place, fact, found))
    _, _, _, best, found = min(ranked, key=lambda row: row[:3])
    found = [difference for difference in found if not _is_said_elsewhere(difference, claim, facts)]
    found.sort(key=_turn)
    return best, found[0] if found else None, found[1] if len(found) > 1 else None


def _may_be_at(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact is in, or may be in, the place and at the level that a claim names."""
    placed = not claim.anatomy or touches(claim.anatomy, places_of(fact)) or not places_of(fact)
    return placed and (not claim.levels or not fact.levels or not claim.levels.isdisjoint(fact.levels))


def _of_that_size(claim: Finding, candidates: Sequence[Finding]) -> Sequence[Finding]:
    """Return the candidates without those that only head a list ("two nodules:"), where one of them has the claimed size."""
    sized = [fact for fact in candidates if any(agrees(size, other) for size in claim.sizes for other in fact.sizes)]
    if not sized:
        return candidates
    sentences = {fact.sentence for fact in sized}
    return [fact for fact in candidates if fact.sizes or fact.count in (None, 1) or fact.sentence not in sentences]


def _turn(difference: Difference) -> tuple[int, int]:
    """Return the turn of a difference: what is wrong before what is added, each in the order of the contract."""
    return int(difference.added), ORDER.index(difference.attribute)


def _is_echoed(claim: Finding, fact: Finding) -> bool:
    """Say whether a claim repeats the statement of a fact about the same finding but for a word or two."""
    return len(claim.words) >= _ECHOING and fact.concept == claim.concept and _overlap(claim, fact) >= _NEAR


def _is_said_elsewhere(difference: Difference, claim: Finding, facts: Facts) -> bool:
    """Say whether the source gives the claimed change of a wider finding in the same place: "a new lesion" for a new
    metastasis.
    """
    if difference.attribute != "change":
        return False
    kinds = lexicon().kinds(claim.concept) | signs_of(claim.concept)
    wider = [fact for kind in kinds for fact in facts.of.get(kind, ()) if fact.concept == kind]
    return any(
        difference.claim_value in (fact.change, trend_of(fact)) and location_of(claim, fact) != "apart"
        for fact in wider
        if fact.presence == "present"
    )


def status_of(difference: Difference) -> Status:
    """Return the status a difference leaves: what the source lacks is unsupported, what it gives otherwise contradicted."""
    if difference.mark == "concept":
        return "supported"
    beyond = difference.added or difference.attribute in ("certainty", "overinterpretation")
    return "unsupported" if beyond else "contradicted"


def _quoted(claim: Finding, facts: Facts) -> Finding | None:
    """Return the fact whose own words hold every word of the claim, said with the same presence."""
    if len(claim.words) < 2:
        return None
    for fact in facts.all:
        if (
            fact.source == "findings"
            and fact.presence == claim.presence
            and claim.words <= fact.words
            and fact.laterality == claim.laterality
            and not _is_said_otherwise(claim, fact, facts)
            and claim.levels <= fact.levels
            and all(any(agrees(size, other) for other in fact.sizes) for size in claim.sizes)
        ):
            return fact
    return None


def _is_said_otherwise(claim: Finding, fact: Finding, facts: Facts) -> bool:
    """Say whether a fact's statement gives the claimed finding itself the other presence ("posterior placenta, no previa")."""
    return any(other.span == fact.span and other.presence != claim.presence for other in facts.of.get(claim.concept, ()))


def _by_words(claim: Finding, facts: Facts) -> Comparison | None:
    """Compare a finding the lexicon lacks by its head word and the words beside it."""
    if not claim.concept.startswith("~"):
        return None
    head = claim.concept[1:]
    same = [fact for fact in facts.all if head in fact.words and fact.source == "findings"]
    for fact in sorted(same, key=lambda fact: -_overlap(claim, fact)):
        if fact.presence != claim.presence and _overlap(claim, fact) < 0.5:
            continue
        if fact.presence != claim.presence:
            return Comparison(claim, "contradicted", (fact,), Difference("negation", claim.presence, fact.presence))
        found = sorted(differences(claim, fact, [fact]), key=lambda difference: ORDER.index(difference.attribute))
        return Comparison(claim, "contradicted", (fact,), found[0]) if found else Comparison(claim, "supported", (fact,))
    named = frozenset(claim.name.split())
    near = [
        fact
        for fact in facts.all
        if _overlap(claim, fact) >= 0.6 and fact.presence == claim.presence and not named.isdisjoint(fact.words)
    ]
    return Comparison(claim, "supported", tuple(near[:1])) if near else None


def _of_nodes(claim: Finding, facts: Facts) -> Comparison | None:
    """Compare changed lymphadenopathy with what the source says of the lymph nodes' course alone ("nodes have decreased")."""
    if (claim.change is None and trend_of(claim) is None) or "lymphadenopathy" not in lexicon().kinds(claim.concept):
        return None
    for fact in facts.all:
        if fact.kind == "comparison" and fact.change and any(_NODE in lexicon().wholes(place) for place in fact.anatomy):
            other = next((difference for difference in change_differences(claim, fact) if not difference.added), None)
            return Comparison(claim, "contradicted" if other else "inferred", (fact,), other)
    return None


def _absent(claim: Finding, facts: Facts) -> Comparison:
    if tells_of_earlier(claim):
        return Comparison(claim, "unsupported", reason="an earlier examination")
    present = [fact for fact in _same(claim, facts) if fact.presence == "present" and negates(claim, fact)]
    denied = denials(claim, facts)
    exact = [fact for fact in denied if fact.concept != "abnormality" and fact.change == claim.change]
    if present and not any(is_as_wide(claim, fact) for fact in exact):
        strongest = sorted(present, key=lambda fact: fact.certainty != "definite")
        return Comparison(claim, "contradicted", tuple(strongest[:_EVIDENCE]), Difference("negation", "absent", "present"))
    if not exact and (wrong := belied(claim, facts)):
        return wrong
    if denied and is_of_both_sides(claim, denied):
        return Comparison(claim, "supported" if exact else "inferred", tuple(denied[:_EVIDENCE]))
    quoted = _quoted(claim, facts)
    if quoted:
        return Comparison(claim, "supported", (quoted,))
    return _by_words(claim, facts) or ruled_out(claim, facts) or Comparison(claim, "unsupported", reason="silent")
