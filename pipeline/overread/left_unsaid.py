"""What an impression may leave unsaid beside what it tells: what is slight, what is old, and the signs of what it names."""

from __future__ import annotations

from overread.belonging import has_told_mate, is_apart, is_part_of_told, is_told_by_size, organs_of
from overread.finding import Finding
from overread.kinship import NAMED_ALWAYS
from overread.language.lexicon import lexicon
from overread.language.places import places_of, touches
from overread.review import Review
from overread.worth_reporting import is_interpreted, is_look

_SLIGHT = frozenset({"trace", "minimal", "mild"})
_MOVING = frozenset({"new", "increased"})
_MARKED = frozenset({"moderate", "moderate_severe", "severe"})
_OLD = frozenset({"old", "remote", "healed"})
_NAMED_EVEN_SMALL = NAMED_ALWAYS | {"collection", "compression", "cardiomegaly", "hyperinflation"}


def may_stay_unsaid(fact: Finding, review: Review) -> bool:
    """Say whether a finding may stay unsaid: it is a look or a sign of what the draft tells, or slight or old beside that."""
    kinds, known = lexicon().kinds(fact.concept), lexicon().concepts[fact.concept]
    if known.importance == "critical":
        return (is_look(fact) and is_part_of_told(fact, review)) or (_is_old_fracture(fact) and _tells_of_weight(review))
    if is_told_by_size(fact, review):
        return True
    if not kinds.isdisjoint(_NAMED_EVEN_SMALL):
        return _is_reactive(fact) and _tells_of_weight(review)
    if is_look(fact) and is_part_of_told(fact, review):
        return True
    if fact.change in _MOVING:
        return False
    if _is_sign(fact) and _is_placed(fact) and is_part_of_told(fact, review):
        return True
    if (fact.severity in _SLIGHT and not fact.sizes) or (_is_lasting(fact) and fact.severity not in _MARKED):
        return _tells_of_weight(review)
    if not _is_sign(fact) or is_interpreted(fact):
        return False
    return has_told_mate(fact, review) or any(_is_told_there(claim, fact) for claim in _told(review))


def _is_sign(fact: Finding) -> bool:
    """Say whether a finding is but a sign of something."""
    return fact.concept in lexicon().signs_of_place or fact.concept in lexicon().signs_by_nature


def _is_placed(fact: Finding) -> bool:
    return bool(fact.anatomy or fact.levels or fact.laterality)


def _told(review: Review) -> list[Finding]:
    """Return what the draft tells, be it right or wrong: what is wrong is flagged itself."""
    return [
        one.claim
        for one in review.comparisons
        if one.claim.kind == "finding" and one.claim.presence == "present" and one.claim.concept in lexicon().concepts
    ]


def _tells_of_weight(review: Review) -> bool:
    """Say whether the draft tells of something that is neither routine nor slight."""
    return any(
        lexicon().concepts[claim.concept].importance != "routine"
        and claim.severity not in _SLIGHT
        and claim.concept not in lexicon().signs_of_place
        for claim in _told(review)
    )


def _is_told_there(claim: Finding, fact: Finding) -> bool:
    """Say whether a statement tells something else than a sign in the organ, on the side and at the level of a sign."""
    if claim.concept in lexicon().signs_of_place or claim.concept == "abnormality" or is_apart(claim, fact):
        return False
    mine, theirs = places_of(claim), places_of(fact)
    return touches(mine, theirs) or not organs_of(mine).isdisjoint(organs_of(theirs))


def _is_old_fracture(fact: Finding) -> bool:
    return "fracture" in lexicon().kinds(fact.concept) and _is_lasting(fact)


def _is_lasting(fact: Finding) -> bool:
    return fact.change == "stable" or not fact.words.isdisjoint(_OLD)


def _is_reactive(fact: Finding) -> bool:
    return "reactive" in fact.words and "lymphadenopathy" in lexicon().kinds(fact.concept)
