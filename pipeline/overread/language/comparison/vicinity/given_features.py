"""Qualities that the source gives to a finding some sentences after it has told of it, or of which it denies the opposite: "the
fracture is displaced", "no calcification".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.denials.features import nouns_of
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.looks.qualities import opposites
from overread.language.lexicon import lexicon
from overread.language.places import places_of, shares_organ

_REACH = 4
"""Sentences within which "the fracture" is still the one that was told of."""


def without_feature(claim: Finding, fact: Finding, mark: str, facts: Facts) -> Finding:
    """Return a claim without the quality that its nearest fact lacks, where a later sentence gives that to the same finding."""
    quality = mark.partition(":")[2]
    if quality not in claim.descriptors:
        return claim
    later = [one for number in range(fact.sentence, fact.sentence + _REACH) for one in facts.sentences.get(number, ())]
    told = any(quality in one.descriptors and _is_same(fact, one) for one in later) or _lacks_opposite(fact, quality, later)
    return replace(claim, descriptors=claim.descriptors - {quality}) if told else claim


def _lacks_opposite(fact: Finding, quality: str, later: Sequence[Finding]) -> bool:
    """Say whether what would be the opposite of a quality is denied behind its finding ("a nodule. No calcification")."""
    nouns = {noun for other in opposites(quality) for noun in nouns_of(other)}
    denied = (one for one in later if one.presence == "absent" and not nouns.isdisjoint(lexicon().kinds(one.concept)))
    return any(not places_of(one) or not fact.anatomy or shares_organ(places_of(fact), places_of(one)) for one in denied)


def _is_same(fact: Finding, later: Finding) -> bool:
    """Say whether what is told later is told of "the" finding of a fact, in no other organ and on no other side."""
    if later.concept != fact.concept or later.presence != fact.presence or later is fact:
        return False
    name = later.words_of().lower().split()[-1:]
    named = bool(name) and re.search(rf"\bthe (?:[\w-]+ ){{0,2}}{re.escape(name[0])}", later.text, re.IGNORECASE) is not None
    here = not later.anatomy or not fact.anatomy or shares_organ(places_of(fact), later.anatomy)
    return named and here and is_same_side(fact, later)
