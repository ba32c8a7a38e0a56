"""Claims against facts by their words: quotations, findings the lexicon lacks, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from overread.finding import Finding
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.denials.denied_words import denials_in
from overread.language.comparison.differences import differences, differences_of_place, turn_of
from overread.language.comparison.facts.company import Company
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.vicinity.unread import sayings
from overread.language.figures.agreement import agrees, size_words
from overread.language.lexicon import lexicon
from overread.language.places import location_of, place_words, shares_organ
from overread.language.words.tokens import norms
from overread.review import Comparison, Difference


def overlap(claim: Finding, fact: Finding) -> float:
    """Return which share of the words of one finding another has."""
    return len(claim.words & fact.words) / len(claim.words) if claim.words else 0.0


_TWO_WORDS = 2
_REFERRING = re.compile(
    r"\b(?:as|see|per|described|detailed|noted|listed) (?:\w+ )?(?:above|below|body of (?:the )?report)\W*$", re.I
)
_PERFORMED = frozenset(
    "change finding appearance noted taken done performed obtained undertaken made carried out sent acquired achieved "
    "completed present seen visible evident observed found identified".split()
)


def compare_unread(claim: Finding, facts: Facts) -> Comparison:
    """Return how a statement from which nothing could be read stands to the words of the source."""
    elsewhere = None
    for covered in facts.sharing(claim.words, 0.8):
        other = told_otherwise_in(claim, covered)
        if other is None:
            return Comparison(claim, "supported", (covered,))
        elsewhere = elsewhere or other
    if elsewhere:
        return elsewhere
    if _REFERRING.search(claim.text):
        return Comparison(claim, "unsupported", reason="caveat")
    told = claim.words - _PERFORMED
    if told and (said := sayings(facts.quotes.text).holding(told, False)):
        return Comparison(claim, "supported", (Finding("~", said[0].span, facts.quotes.text[slice(*said[0].span)], "other"),))
    return Comparison(claim, "unchecked", reason="nothing could be read")


_SIDES = frozenset({"left", "right"})


def told_otherwise_in(claim: Finding, fact: Finding) -> Comparison | None:
    """Return the wrong level, place, side or value of a statement that is borne out by no more than its words."""
    sides, told = claim.nearby & _SIDES, fact.nearby & _SIDES
    sizes = [size for size in claim.sizes if size.role != "prior"]
    if claim.levels and fact.levels and claim.levels.isdisjoint(fact.levels):
        wrong = Difference("location", place_words(claim), place_words(fact), "level")
    elif _is_apart(claim, fact) and shares_organ(claim.anatomy, fact.anatomy):
        wrong = Difference("location", place_words(claim), place_words(fact), "anatomy")
    elif len(sides) == len(told) == 1 and sides != told:
        wrong = Difference("laterality", f"the {min(sides)}", f"the {min(told)}", "side")
    elif sizes and fact.sizes and not any(agrees(size, other) for size in sizes for other in fact.sizes):
        wrong = Difference("measurement", size_words(sizes[0]), size_words(fact.sizes[0]), "size")
    else:
        return None
    return Comparison(claim, "contradicted", (fact,), wrong)


def quoted_fact(claim: Finding, facts: Facts) -> Finding | None:
    """Return the fact whose own words hold every word of the claim, said with the same presence."""
    if len(claim.words) < 2:
        return None
    for fact in facts.sharing(claim.words, 1.0):
        if (
            fact.source == "findings"
            and fact.presence == claim.presence
            and not (claim.kind == "finding" and _is_asked(claim, fact, facts))
            and fact.laterality == claim.laterality
            and not (_is_said_otherwise(claim, fact, facts) or _is_opposite(claim, fact) or _is_apart(claim, fact))
            and claim.levels <= fact.levels
            and all(any(agrees(size, other) for other in fact.sizes) for size in claim.sizes)
        ):
            return fact
    return None


def _is_asked(claim: Finding, fact: Finding, facts: Facts) -> bool:
    """Say whether a statement has words of a claim only in what it asks, or in what is corrected, or names what is claimed
    without finding it in the patient ("the twin sister has breast cancer").
    """
    said = facts.quotes.text[slice(*fact.span)]
    if said != fact.text and not claim.words <= frozenset(norms(said)):
        return True
    named = claim.words_of().lower()
    return fact.kind == "other" and claim.concept in lexicon().concepts and bool(named) and named in fact.text.lower()


def _is_said_otherwise(claim: Finding, fact: Finding, facts: Facts) -> bool:
    """Say whether a fact's statement gives the claimed finding itself the other presence ("posterior placenta, no previa"), or
    tells its very opposite.
    """
    beside = [other for other in facts.sentences.get(fact.sentence, ()) if other.span == fact.span]
    kinds = lexicon().kinds
    denied = any(other.presence != claim.presence and claim.concept in kinds(other.concept) for other in beside)
    if claim.presence == "present" and any(one.presence == "absent" and one.concept in kinds(claim.concept) for one in beside):
        return True
    return denied or any(other.presence == claim.presence and _is_opposite(claim, other) for other in beside)


def _is_apart(claim: Finding, fact: Finding) -> bool:
    return bool(claim.anatomy and fact.anatomy) and location_of(claim, fact) == "apart"


def _is_opposite(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact is the very opposite of a claim ("non-compressible", which has the word "compressible")."""
    known, kinds = lexicon().concepts, lexicon().kinds
    return any(
        one.concept in known and not known[one.concept].opposites.isdisjoint(kinds(other.concept))
        for one, other in ((claim, fact), (fact, claim))
    )


def _is_denied_at(head: str, fact: Finding, facts: Facts) -> bool:
    """Say whether the sentence of a fact denies a word of it ("stable lesion, no displaced fragment")."""
    return any(head in denied.words for denied in denials_in(facts.quotes.text).meeting(fact.span))


def by_words(claim: Finding, facts: Facts) -> Comparison | None:
    """Compare a finding the lexicon lacks by its head word and the words beside it."""
    if not claim.concept.startswith("~"):
        return None
    head = claim.concept[1:]
    lost = _LOST.search(claim.text[: claim.text.lower().find(head)]) is not None
    same = [fact for fact in facts.sharing(frozenset({head}), 1.0) if fact.source == "findings"]
    for fact in sorted(same, key=lambda fact: -overlap(claim, fact)):
        if claim.change == fact.change == "resolved" and overlap(claim, fact) >= _TWO_WORDS / max(len(claim.words), _TWO_WORDS):
            return Comparison(claim, "supported", (fact,))
        if fact.presence != claim.presence and overlap(claim, fact) < 0.5:
            continue
        if lost and fact.kind == "normal" and claim.presence == "present" and is_same_side(claim, fact):
            return Comparison(claim, "contradicted", (fact,), Difference("negation", "present", "absent"))
        denied = fact.presence != claim.presence and _is_denied_at(head, fact, facts)
        if fact.presence != claim.presence and denied == (claim.presence == "absent") and claim.concept != fact.concept:
            return Comparison(claim, "supported", (fact,))
        if fact.presence != claim.presence:
            return Comparison(claim, "contradicted", (fact,), Difference("negation", claim.presence, fact.presence))
        found = sorted(differences(claim, fact, Company([fact])), key=partial(turn_of, fact=fact))
        if found and found[0].attribute in ("laterality", "location") and is_nameless_elsewhere(claim, fact):
            continue
        return Comparison(claim, "contradicted", (fact,), found[0]) if found else Comparison(claim, "supported", (fact,))
    named = frozenset(claim.name.split())
    near = (fact for fact in facts.sharing(claim.words, 0.6) if not named.isdisjoint(fact.words))
    alike = [fact for fact in near if fact.presence == claim.presence]
    sided = [fact for fact in alike if is_same_side(claim, fact) and (not claim.levels or claim.levels & fact.levels)]
    said = next((fact for fact in sided if not _is_apart(claim, fact)), None)
    return Comparison(claim, "supported", (said,)) if said else _placed_otherwise(claim, alike)


def _placed_otherwise(claim: Finding, alike: Sequence[Finding]) -> Comparison | None:
    """Return the wrong side or place of a finding by the first statement in its words, where all of them differ in one."""
    told = [(fact, [*differences_of_place(claim, fact, Company(alike))]) for fact in alike]
    wrong = [(fact, next((one for one in found if not one.added), None)) for fact, found in told]
    fact, difference = min(wrong, key=lambda pair: (pair[1] is not None, _is_apart(claim, pair[0])), default=(None, None))
    return Comparison(claim, "contradicted", (fact,), difference) if fact and difference else None


_LOST = re.compile(
    r"\b(?:loss|lack|absence|disruption|disturbance|impairment) of (?:the |normal )*(?:[\w-]+ )?$", re.IGNORECASE
)


def is_nameless_elsewhere(claim: Finding, fact: Finding) -> bool:
    """Say whether a finding that the lexicon lacks has another value than the nearest fact, or sums up both sides."""
    own = [*fact.sizes, *fact.observed]
    sizes = [size for size in claim.sizes if size.role != "prior"]
    apart = bool(sizes and own) and not any(agrees(size, other) for size in sizes for other in own)
    return apart or claim.laterality == "bilateral"
