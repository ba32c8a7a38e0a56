"""Whether two stretches of words can both be true of one finding, and the attribute in which they cannot."""

from __future__ import annotations

from overread.finding import Quantity
from overread.language.comparison.changes import MOVES
from overread.language.comparison.looks.meanings import Meaning
from overread.language.comparison.looks.qualities import AGES, is_told_alike
from overread.language.comparison.positions.told_directions import AGAINST
from overread.language.figures.agreement import SAME_EXTENT, agrees, ends, is_same_score, scale, score_difference, size_words
from overread.language.figures.degrees import DEGREE
from overread.language.inference.kindred import are_of_one_family
from overread.language.lexicon import Concept, lexicon
from overread.language.places import is_covered, is_level_in, shares_organ, usual_places
from overread.review import Difference

ECHO = "echo"
LOOK = "look"  # told of the same thing in other sentences
COPY = "copy"  # all but one side, word for word
_FEW = 2
_OPPOSED = AGES | {"chronic": frozenset({"acute", "subacute"})}  # words exchanged in one sentence are meant as opposites


def exchanged(claimed: Meaning, stated: Meaning) -> Difference | None:
    """Return the first attribute, in the order of the contract, in which two stretches cannot both be true of one finding.

    Places of different organs go before their sides: the right atrium and the left subclavian vein are two places.
    """
    if _are_two_findings(claimed, stated):
        return _features(claimed, stated) or _diagnoses(claimed, stated)
    side, place = _sides(claimed, stated), _places(claimed, stated)
    if side and place and not shares_organ(claimed.places, stated.places):
        return place
    return (
        side
        or place
        or _levels(claimed, stated)
        or _quantities(claimed, stated)
        or _degrees(claimed, stated)
        or _counts(claimed, stated)
        or _features(claimed, stated)
        or _changes(claimed, stated)
        or _diagnoses(claimed, stated)
    )


def _are_two_findings(claimed: Meaning, stated: Meaning) -> bool:
    """Say whether two stretches name findings that nothing links: what is said of the one says nothing of the other."""
    pairs = [(one, other) for one in claimed.concepts for other in stated.concepts]
    return bool(pairs) and not any(are_of_one_family(one, other) for one, other in pairs)


def has_too(difference: Difference, claimed: Meaning, whole: Meaning) -> bool:
    """Say whether a whole source sentence has as well what the draft says in place of one of its stretches."""
    if difference.attribute == "laterality":
        both = "bilateral" in whole.sides and difference.source_value != "both sides"
        both = both or (difference.claim_value == "both sides" and {"left", "right"} <= whole.sides)
        return bool(claimed.sides & whole.sides) or both
    if difference.attribute == "location":
        seats = frozenset(place for concept in whole.concepts for place in usual_places(concept))
        places = any(place in seats or is_covered(place, frozenset(whole.places)) for place in claimed.places)
        return places or bool(claimed.levels & whole.levels) or difference.claim_value in whole.features
    if difference.attribute == "measurement":
        return any(all(any(agrees(end, other) for other in whole.sizes) for end in ends(size)) for size in claimed.sizes)
    return difference.attribute == "descriptor" and bool(
        {*claimed.features, *(SAME_EXTENT.get(feature, "") for feature in claimed.features)} & whole.features
        or any(":" in score for score in claimed.scores & whole.scores)
    )


def _sides(claimed: Meaning, stated: Meaning) -> Difference | None:
    if len(claimed.sides) != 1 or len(stated.sides) != 1 or "midline" in claimed.sides | stated.sides:
        return None
    side, other = min(claimed.sides), min(stated.sides)
    if side == other:
        return None
    return Difference("laterality", _side_words(side), _side_words(other), ECHO)


def _side_words(side: str) -> str:
    return "both sides" if side == "bilateral" else f"the {side}"


def _places(claimed: Meaning, stated: Meaning) -> Difference | None:
    named = claimed.concepts | stated.concepts
    own = frozenset(place for concept in named for place in usual_places(concept))
    return _apart(frozenset(claimed.places) - own, frozenset(stated.places))


def other_places(claimed: Meaning, stated: Meaning) -> Difference | None:
    """Return the difference of the places of two stretches, whatever a finding is called there (a stone of another bladder)."""
    return _apart(frozenset(claimed.places), frozenset(stated.places))


def _apart(places: frozenset[str], others: frozenset[str]) -> Difference | None:
    apart = places and others and not any(is_covered(one, others) for one in places)
    if apart and not any(is_covered(other, places) for other in others):
        return Difference("location", _names(places), _names(others), ECHO)
    return None


def _names(places: frozenset[str]) -> str:
    return ", ".join(sorted(lexicon().name(place) for place in places))


def _levels(claimed: Meaning, stated: Meaning) -> Difference | None:
    known = frozenset(stated.levels)
    if claimed.levels and known and not any(is_level_in(level, known) for level in claimed.levels):
        return Difference("location", ", ".join(sorted(claimed.levels)), ", ".join(sorted(stated.levels)), ECHO)
    for word in sorted(claimed.features.intersection(AGAINST)):
        against = AGAINST[word] & (stated.features - claimed.features)
        if against and word not in stated.features:
            return Difference("location", word, min(against), ECHO)
    return None


def _quantities(claimed: Meaning, stated: Meaning) -> Difference | None:
    for size in claimed.sizes:
        former = size.role == "prior"
        alike = [other for other in stated.sizes if other.quantity == size.quantity and (other.role == "prior") == former]
        if size.role == "limit" and any(_is_beyond(other, size) for other in alike):
            continue
        if alike and not any(agrees(size, other) for other in alike):
            return Difference("measurement", size_words(size), size_words(alike[0]), ECHO)
    return None


def _is_beyond(stated: Quantity, limit: Quantity) -> bool:
    """Say whether a plain value is at least a claimed limit ("> 180 degrees" where it is 200)."""
    return stated.role == "current" and max(stated.values) * scale(stated, limit) >= max(limit.values)


def _counts(claimed: Meaning, stated: Meaning) -> Difference | None:
    if len(claimed.counts) != 1 or len(stated.counts) != 1:
        return None
    count, other = min(claimed.counts), min(stated.counts)
    exact = [int(number) for number in (count, other) if number.isdigit()]
    unlike = {count, other} == {"few", "many"} or (exact and (len(exact) == 2 or exact[0] <= _FEW))
    if count == other or not unlike:
        return None
    words = {"1": "one", "multiple": "several"}
    return Difference("count", words.get(count, count), words.get(other, other), ECHO)


def _degrees(claimed: Meaning, stated: Meaning) -> Difference | None:
    """Return the difference of two single degrees that are at least one step apart."""
    if len(claimed.degrees) != 1 or len(stated.degrees) != 1:
        return None
    degree, other = min(claimed.degrees), min(stated.degrees)
    if abs(DEGREE[degree] - DEGREE[other]) < 1:
        return None
    return Difference("severity", degree.replace("_", " to "), other.replace("_", " to "), ECHO)


def _changes(claimed: Meaning, stated: Meaning) -> Difference | None:
    if len(claimed.changes) != 1 or len(stated.changes) != 1:
        return None
    change, other = min(claimed.changes), min(stated.changes)
    return Difference("change", change, other, ECHO) if other in MOVES[change] else None


def _is_quality(concept: Concept) -> bool:
    """Say whether a concept only tells how something looks, such as its flow, and is no finding that another can replace."""
    return concept.generic and concept.importance == "routine"


def _diagnoses(claimed: Meaning, stated: Meaning) -> Difference | None:
    """Return the overinterpretation where a grave diagnosis stands in place of a finding that does not license it."""
    words = lexicon()
    for concept in sorted(claimed.concepts - stated.concepts):
        known = words.concepts.get(concept)
        plain = {other for other in stated.concepts if other in words.concepts and _is_quality(words.concepts[other])}
        kinds = frozenset(kind for other in stated.concepts - plain - {"abnormality"} for kind in words.kinds(other))
        if known is None or known.importance != "critical" or not kinds or concept in kinds:
            continue
        if any(words.concepts[other].importance == "critical" for other in stated.concepts if other in words.concepts):
            continue
        if not any(rule.strength != "suggestive" and rule.asks_for(kinds) for rule in words.rules_for(concept)):
            return Difference("overinterpretation", words.name(concept), words.name(min(stated.concepts)), ECHO)
    return None


def _features(claimed: Meaning, stated: Meaning) -> Difference | None:
    opposes = lexicon().opposes
    for feature in sorted(claimed.features - stated.features):
        if SAME_EXTENT.get(feature) in stated.features or is_told_alike(feature, frozenset(stated.features)):
            continue
        opposed = opposes.get(feature, frozenset()) | _OPPOSED.get(feature, frozenset())
        if against := opposed & (stated.features - claimed.features):
            return Difference("descriptor", feature.replace("_", " "), min(against).replace("_", " "), ECHO)
    for score in sorted(claimed.scores - stated.scores):
        name = score.partition(":")[0]
        other = next((known for known in sorted(stated.scores) if known.startswith(f"{name}:")), None)
        if ":" in score and other and not is_same_score(score, other):
            return score_difference(score, other)
    return None
