"""Statements of a draft beside one another: a doubtful reading of what holds, a summary beside what the draft itself tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.echoes.echoed import READING_OF_FLAGGED
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.vicinity.unread import DOUBTING, content, is_one_word
from overread.language.extraction.exceptions import EXCEPTION
from overread.language.inference.kindred import are_of_one_family
from overread.language.inference.undecided import is_read_as_benign
from overread.language.lexicon import lexicon
from overread.language.places import places_of, touches
from overread.language.words.tokens import norms
from overread.review import Comparison, Difference

_READ_AS = re.compile(
    r"\b(?:in keeping with|consistent with|compatible with|likely|probably|represent(?:s|ing)?|reflect\w*|due to|favou?r\w*)\b",
    re.IGNORECASE,
)
_EXCLUDED = re.compile(r"\bexclud|\brul(?:e|ed|ing) out", re.IGNORECASE)


def anchored(comparisons: Sequence[Comparison], facts: Facts) -> tuple[Comparison, ...]:
    """Return the comparisons with every hedged reading of a finding that holds ("opacity, may be pneumonia") taken as inferred
    from it, and every summary that leaves room for it ("no acute abnormality", "no other abnormality", "no new disease") and
    that only what the draft itself tells speaks against.
    """
    found = [_anchored(place, comparison, comparisons, facts) for place, comparison in enumerate(comparisons)]
    told = frozenset(
        fact.sentence
        for comparison in found
        if _holds(comparison) and comparison.claim.presence == "present"
        for fact in comparison.facts
        if fact.source == "findings"
    )
    return tuple(_told_besides(comparison, told, found) for comparison in found)


def _told_besides(comparison: Comparison, told: frozenset[int], beside: Sequence[Comparison]) -> Comparison:
    claim = comparison.claim
    if EXCEPTION in claim.marks and comparison.relation == "contradicted":
        excepted = [other for other in beside if other.claim.sentence == claim.sentence and other.claim.presence == "present"]
        if all(any(_is_excepted(fact, other) for other in excepted) for fact in comparison.facts):
            return Comparison(claim, "inferred", comparison.facts)
    if comparison.relation == "contradicted" and _leaves_room(claim):
        others = [other.claim for other in beside if other.claim.presence == "present" and other.claim.kind == "finding"]
        if all(_goes_with(fact, told) or _is_told_as_kin(claim, fact, others) for fact in comparison.facts):
            return Comparison(claim, "inferred", comparison.facts)
    return comparison


def _leaves_room(claim: Finding) -> bool:
    """Say whether a summary leaves room for what its draft tells: of what is acute, new or other."""
    summed = claim.concept == "abnormality" and claim.presence == "absent"
    return summed and (claim.change == "new" or not claim.descriptors.isdisjoint(_LEAVING_ROOM))


def _goes_with(fact: Finding, told: frozenset[int]) -> bool:
    """Say whether a fact stands in a sentence that the draft tells, or opens one of the two after it ("adjacent oedema")."""
    attached = _ATTACHED.search(fact.words_before()) is not None
    return fact.sentence in told or (attached and not told.isdisjoint((fact.sentence - 1, fact.sentence - 2)))


_ATTACHED = re.compile(r"^\W*(?:\w+ )?(?:adjacent|associated|surrounding|accompanying|resulting|resultant)\W*$", re.IGNORECASE)
_LEAVING_ROOM = frozenset({"acute", "other"})


def _is_told_as_kin(claim: Finding, fact: Finding, others: Sequence[Finding]) -> bool:
    """Say whether a draft that denies other abnormalities has a name of its own for a fact."""
    kin = (one for one in others if one.laterality in (None, "bilateral", fact.laterality))
    return "other" in claim.descriptors and any(are_of_one_family(one.concept, fact.concept) for one in kin)


def _is_excepted(fact: Finding, exception: Comparison) -> bool:
    """Say whether an exception of the draft is what a fact tells: the sentence that bears it out, or a name of its kind; one
    that cannot be read may be anything.
    """
    one, other = exception.claim.concept, fact.concept
    if (
        one.startswith("~")
        or exception.claim.kind != "finding"
        or any(fact.sentence == own.sentence for own in exception.facts)
    ):
        return True
    return one in lexicon().kinds(other) or other in lexicon().kinds(one) or are_of_one_family(one, other)


def _anchored(place: int, comparison: Comparison, comparisons: Sequence[Comparison], facts: Facts) -> Comparison:
    claim = comparison.claim
    hedged = claim.kind == "finding" and claim.presence == "present" and claim.certainty != "definite"
    difference = comparison.difference
    open_ = comparison.reason == "silent" or (
        difference is not None
        and (difference.attribute == "overinterpretation" or (difference.attribute == "negation" and difference.added))
    )
    elsewhere = difference is not None and difference.attribute in ("laterality", "location")
    if hedged and difference is not None and difference.attribute == "certainty":
        return _said_before(comparison, comparisons[:place])
    if over := _overread(comparison, comparisons[:place], facts):
        return over
    if not hedged or not (open_ or elsewhere):
        return comparison
    before = comparisons[:place]
    for other in [*reversed(before), *(own for own in comparisons[place + 1 :] if own.claim.span == claim.span)]:
        if claim.sentence - other.claim.sentence > 1 and not _EXCLUDED.search(claim.text):
            break
        apart = _reads(claim, other.claim) and other.difference and other.difference.attribute in ("laterality", "location")
        stated = other.claim.presence == "present" and other.claim.kind == "finding"
        theirs = other.claim.anatomy if claim.sentence == other.claim.sentence else places_of(other.claim)
        if claim.anatomy and theirs and not touches(claim.anatomy, theirs):
            continue
        apart = apart and other in before  # of two alternatives on the wrong side the first is flagged
        if apart or (open_ and stated and other.reason == "silent"):
            own = tuple(fact for fact in comparison.facts if elsewhere and fact not in other.facts)
            return Comparison(claim, "unsupported", other.facts + own, reason=READING_OF_FLAGGED)
        if stated and _holds(other) and (open_ or _reads(claim, other.claim)):
            if open_ and (not _may_be_of(claim, other.claim) or _is_beside(claim, other.claim)):
                continue
            if wrong := _sided_otherwise(claim, other):
                return Comparison(claim, "contradicted", other.facts, wrong)
            read = _read_otherwise(claim, other) or _rated_otherwise(claim, other, facts) or _graver(comparison, other)
            return Comparison(claim, "unsupported", other.facts, read) if read else Comparison(claim, "inferred", other.facts)
    return comparison


_MADE = re.compile(
    r"\b(?:which (?:is|are|was|were)|(?:is|are|was|were) an?|proven|prov(?:es?|ing)|confirm\w*|diagnostic of|establish\w*|"
    r"pathognomonic (?:of|for)|characteristic of|typical (?:of|for)|indicat\w+|suggest(?:s|ing|ive of)?|represent(?:s|ing)?|"
    r"consistent with|compatible with|in keeping with|due to|from|caused by|secondary to)\b",
    re.IGNORECASE,
)


def _overread(comparison: Comparison, before: Sequence[Comparison], facts: Facts) -> Comparison | None:
    """Return as overinterpreted the tumour that the draft makes of a finding which holds ("nodules, which are metastases") and
    the source nowhere names, or denies by a wider name only.
    """
    claim, difference = comparison.claim, comparison.difference
    denied = difference is not None and difference.attribute == "negation"
    wider = denied and all(fact.concept != claim.concept for fact in comparison.facts)
    if claim.presence == "absent" or not (wider or comparison.reason == "silent"):
        return None
    if "malignancy" not in lexicon().kinds(claim.concept):
        return None
    link = _MADE.search(claim.words_before())
    if link is None or claim.certainty == "possible":
        return None
    made = [other for other in before if other.claim.span == claim.span and _holds(other) and other.claim.kind == "finding"]
    read = next((fact for other in made for fact in other.facts if fact.presence == "present"), None)
    read = read or _told_there(claim, claim.words_before()[: link.start()], facts)
    if read is None:
        return None
    return Comparison(claim, "unsupported", (read,), Difference("overinterpretation", claim.name, read.name, "concept"))


def _told_there(claim: Finding, named: str, facts: Facts) -> Finding | None:
    """Return what the source finds in the place of a claim under a name that stands before its reading ("nodes suggesting")."""
    words = content(named)
    told = (fact for fact in facts.all if fact.source == "findings" and fact.presence == "present" and fact.words & words)
    there = (one for one in told if (touches(places_of(claim), places_of(one)) if claim.anatomy else claim.levels & one.levels))
    return next(there, None)


def _holds(other: Comparison) -> bool:
    """Say whether the source has a finding, though it may lack what the draft adds to it: a change, a side."""
    difference = other.difference
    belied = difference is not None and difference.attribute in ("overinterpretation", "negation")
    added = difference is not None and difference.added and not belied
    return other.relation in ("supported", "inferred") or (added and bool(other.facts))


def _may_be_of(claim: Finding, other: Finding) -> bool:
    """Say whether a reading in a sentence of its own names no other side or organ than the finding that it could be of."""
    if claim.sentence == other.sentence:
        return True
    return {claim.laterality, other.laterality} != {"left", "right"}


_ADDED = re.compile(r"\b(?:with|and|plus|accompanied by|as well as|along with|together with|in addition to)\b", re.IGNORECASE)


def _is_beside(claim: Finding, other: Finding) -> bool:
    """Say whether one doubt holds for a finding and what is told with it ("suspected abscess with fluid"): that is no reading
    of it, as what has a doubt of its own behind it is ("opacity with possible pneumonia").
    """
    if claim.span != other.span or other.certainty == "definite" or not (claim.words_of() and other.words_of()):
        return False
    between = claim.text[len(other.words_before()) + len(other.words_of()) : len(claim.words_before())]
    return _ADDED.search(between) is not None and DOUBTING.isdisjoint(norms(between))


def _sided_otherwise(claim: Finding, other: Comparison) -> Difference | None:
    """Return the wrong side of a reading whose finding is told without a side in the draft, and on the other in the source
    ("changes consistent with left lobectomy" of clips in the right hilum).
    """
    sides = {fact.laterality for fact in other.facts}
    side = next(iter(sides)) if len(sides) == 1 and other.claim.laterality is None else None
    if side is None or {side, claim.laterality} != {"left", "right"}:
        return None
    return Difference("laterality", str(claim.laterality), side, "side")


def _read_otherwise(claim: Finding, other: Comparison) -> Difference | None:
    """Return the overinterpretation of a finding that the source itself reads as something else ("likely reactive")."""
    fact = next(iter(other.facts), None)
    read = fact is not None and _READ_AS.search(fact.text)
    if fact is None or not read or fact.concept == claim.concept or are_of_one_family(claim.concept, fact.concept):
        return None
    itself = content(fact.text[: read.start()])
    reading = content(fact.text[read.end() :]) - itself
    own = content(claim.words_of()) - itself
    if not own or not reading or any(is_one_word(one, another) for one in own for another in reading):
        return None
    benign = "malignancy" not in lexicon().kinds(claim.concept)
    return Difference("overinterpretation", claim.name, fact.name, "concept", added=benign)


def _graver(comparison: Comparison, other: Comparison) -> Difference | None:
    """Return the overinterpretation of a finding as a grave diagnosis that nothing in the source leads to ("buckle fracture, in
    keeping with abuse").
    """
    claim, known = comparison.claim, lexicon().concepts.get(comparison.claim.concept)
    fact = next(iter(other.facts), None)
    if fact is None or known is None or known.importance != "critical" or claim.certainty != "probable":
        return None
    if comparison.reason != "silent" or are_of_one_family(claim.concept, fact.concept):
        return None
    return Difference("overinterpretation", claim.name, fact.name, "concept", added=True)


def _rated_otherwise(claim: Finding, other: Comparison, facts: Facts) -> Difference | None:
    """Return the overinterpretation of a finding as a probable tumour where the source reads or rates it as benign."""
    fact = next(iter(other.facts), None)
    if fact is None or claim.certainty != "probable" or not is_read_as_benign(claim, fact, facts):
        return None
    return Difference("overinterpretation", claim.name, fact.name, "concept")


def _said_before(comparison: Comparison, before: Sequence[Comparison]) -> Comparison:
    """Return a doubt as borne out where the draft has just stated the finding itself without one ("airspace disease, may be an
    infiltrate").
    """
    claim, facts = comparison.claim, comparison.facts
    near = [other for other in before if claim.sentence - other.claim.sentence <= 1 and other.relation == "supported"]
    sure = any(other.claim.certainty == "definite" and any(fact in facts for fact in other.facts) for other in near)
    return Comparison(claim, "inferred", facts) if sure else comparison


def _reads(claim: Finding, other: Finding) -> bool:
    """Say whether a hedged claim is a reading of another finding of its sentence: the same place and side, another name."""
    same_place = claim.anatomy == other.anatomy and claim.levels == other.levels and claim.laterality == other.laterality
    return claim.sentence == other.sentence and claim.concept != other.concept and same_place
