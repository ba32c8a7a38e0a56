"""Findings whose very description a source denies: "no contrast at the attachment sites" leaves no endoleak there."""

from __future__ import annotations

from overread.finding import Finding
from overread.language.comparison.denials.denied_words import Denied, denials_in
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.vicinity.unread import is_one_word, is_place
from overread.language.lexicon import Need, lexicon

_FEWEST = 2


def undescribed(claim: Finding, facts: Facts) -> tuple[Finding, ...]:
    """Return the sentence that denies all the words by which a finding would be described, but for the place, on its side."""
    text = facts.quotes.text
    for row in lexicon().descriptions.get(claim.concept, ()):
        needs = row.parts[0]
        if len(row.parts) > 1 or len(needs) < _FEWEST:
            continue
        names = [frozenset(wording.words) for wording in needs[0] if not wording.absent]
        for denied in denials_in(text).holding(names):
            if all(_denies(denied, need) for need in needs) and _is_there(claim, denied):
                start, end = denied.span
                fact = Finding("~", denied.span, text[start:end], "other", presence="absent")
                return (fact,)
    return ()


def _denies(denied: Denied, need: Need) -> bool:
    affirmed = [wording.words for wording in need if not wording.absent]
    places = (words for words in affirmed if all(map(is_place, words)))
    return any(_holds(denied.words, words) for words in affirmed) or any(_holds(denied.around, words) for words in places)


def _holds(words: frozenset[str], wanted: tuple[str, ...]) -> bool:
    return all(any(is_one_word(word, other) for other in words) for word in wanted)


def _is_there(claim: Finding, denied: Denied) -> bool:
    """Say whether a sentence does not name the other side than a claim alone."""
    sides = {"left", "right"} & denied.around
    return claim.laterality not in ("left", "right") or not sides or claim.laterality in sides
