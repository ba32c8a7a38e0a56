"""The number that a claim gives against that of the signs it rests on: a solitary stone of two filling defects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from overread.finding import Finding
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.extraction.naming.references import LESIONS
from overread.language.figures.counts import is_plural
from overread.language.lexicon import lexicon
from overread.language.words.tokens import norm
from overread.review import Comparison, Difference

_SEVERAL = 2
_WORDS = {
    "one": 1,
    "single": 1,
    "solitary": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_OPENING = re.compile(
    r"\W*(?:an? )?(?:(?P<many>two|three|four|five|six|several|multiple|numerous)|(?P<sole>single|solitary|sole)) "
    r"(?P<words>(?:[a-z-]+ ){0,5}[a-z-]+)",
    re.IGNORECASE,
)
_SOLE = re.compile(r"\b(?:single|solitary|sole|only one|isolated)\b", re.IGNORECASE)
RANKED = re.compile(
    r"\b(?:dominant|largest|larger|main|index|another|additional|further|other|each|every|greatest|worst|predominant(?:ly)?|"
    r"most (?:pronounced|severe|marked|prominent|extensive|conspicuous|advanced|evident|notable|intense))\b",
    re.IGNORECASE,
)


def numbered_otherwise(claim: Finding, told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong number of a claim that rests on findings of another name, or on what their sentence tells, which are
    counted and told of nowhere else.
    """
    if claim.presence == "absent" and claim.kind != "normal":
        return None
    opening = _OPENING.match(claim.text) if told else None
    counted = claim.count is not None and claim.presence == "present"
    if not (opening or counted) or RANKED.search(claim.text):
        return None
    if opening and (wrong := _noun_numbered_otherwise(claim, opening, told, facts)):
        return wrong
    if not counted:
        return None
    near = [mate for fact in told[:2] if fact.source == "findings" for mate in (fact, *facts.at(fact.span))]
    mates = [mate for mate in near if _is_counted(claim, mate)]
    if not mates and (stated := _told_in_words(claim, told)) and _is_wrong(claim, stated):
        return Comparison(claim, "contradicted", tuple(told[:1]), Difference("count", str(claim.count), str(stated), "count"))
    if not mates or any(mate.concept == claim.concept for mate in mates) or len({mate.count for mate in mates}) != 1:
        return None
    sign = mates[0]
    alike = (fact for fact in facts.of.get(sign.concept, ()) if fact.presence == "present" and fact.span != sign.span)
    if any(is_same_side(claim, fact) for fact in alike) or not _is_wrong(claim, sign.count):
        return None
    return Comparison(claim, "contradicted", (sign,), Difference("count", str(claim.count), str(sign.count), "count"))


def _noun_numbered_otherwise(claim: Finding, match: re.Match[str], told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong number of a claim that opens with how many there are, where the words it rests on have its noun in the
    other number alone: "two dense shadows" for "a shadow". Where a claim has a name, this is asked of a noun that only gathers
    what is named ("two clusters of calcifications"), and that no other statement has.
    """
    text = " ".join(fact.text for fact in told if fact.source == "findings").lower()
    if not text:
        return None
    words = frozenset(re.findall(r"[a-z]+", text))
    sole = match["sole"] is not None
    named = not (claim.concept.startswith("~") or claim.concept == "abnormality")
    for word in _gathering(match["words"]) if named else match["words"].lower().split():
        if is_plural(word) == sole:
            continue
        other = f"{word}s" if sole else norm(word)
        if other != word and other in words and word not in words and (sole or _one_of(other).search(text)):
            if named and _is_told_again(other, told, facts):
                continue
            difference = Difference("count", *(("one", "several") if sole else (match["many"].lower(), "one")))
            return Comparison(claim, "contradicted", tuple(told[:1]), difference)
    return None


def _is_told_again(noun: str, told: Sequence[Finding], facts: Facts) -> bool:
    """Say whether any other statement of the source that finds something has a noun."""
    spans = {fact.span for fact in told}
    return any(fact.presence == "present" and noun in fact.text.lower() for fact in facts.all if fact.span not in spans)


def _gathering(words: str) -> list[str]:
    """Return the noun that stands before "of" in some words."""
    led = words.lower().split()
    return [word for word, after in pairwise(led) if after == "of"][:1]


def _one_of(noun: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|\b(?:an?|one|single|solitary|the) )(?:[\w-]+ ){{0,5}}{re.escape(noun)}\b")


def number_told(fact: Finding) -> int | None:
    """Return how many a finding is told to be: its number, or one where its name can be counted and stands in the singular."""
    if isinstance(fact.count, int):
        return fact.count
    name = fact.words_of().lower()
    lone = (
        fact.count is None and fact.laterality != "bilateral" and len(fact.levels) < _SEVERAL and not _SPREAD.search(fact.text)
    )
    countable = bool(_COUNTABLE & lexicon().kinds(fact.concept)) and bool(name) and not is_plural(name.split()[-1])
    return 1 if lone and countable and not RANKED.search(fact.text) else None


_COUNTABLE = LESIONS | {"outpouching", "aneurysm", "fluid_collection", "collection"}
_SPREAD = re.compile(
    r"\b(?:multi\w*|several|diffuse\w*|both|all|every|scattered|various|cluster\w*|conglomerate|two|three)\b", re.I
)


def _told_in_words(claim: Finding, told: Sequence[Finding]) -> int | None:
    """Return the one number that stands before the very name of a claim in the words it rests on ("two adjacent transition
    points"), None where there is none.
    """
    name = re.escape((claim.words_of().lower().rstrip("s").split() or [""])[-1])
    pattern = re.compile(rf"\b({'|'.join(_WORDS)})\s(?!of\b)(?:[a-z-]+\s){{0,2}}{name}s?\b", re.IGNORECASE)
    spoken = {fact.span: fact.text for fact in told if fact.source == "findings" and name}
    found = [match[1].lower() for text in spoken.values() for match in pattern.finditer(text)]
    return _WORDS[found[0]] if len({*found}) == 1 and (len(found) == 1 or found[0] != "one") else None


def _is_counted(claim: Finding, mate: Finding) -> bool:
    present = mate.kind == "finding" and mate.presence == "present" and mate.concept != "organ_size"
    return present and mate.count is not None and "count" in mate.marks and is_same_side(claim, mate)


def _is_wrong(claim: Finding, stated: int | str | None) -> bool:
    """Say whether the number of a claim goes beyond the stated one, or is one alone where there are more."""
    sole = claim.count == 1 and _SOLE.search(claim.text) is not None
    if isinstance(claim.count, int) and isinstance(stated, int):
        return claim.count > stated or (_SEVERAL <= claim.count < stated and not claim.sizes) or (sole and stated > 1)
    return (sole and stated == "multiple") or (claim.count == "multiple" and stated == 1)
