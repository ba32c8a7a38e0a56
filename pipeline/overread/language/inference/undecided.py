"""What a source leaves open of a finding, and what it reads it as itself."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.comparison.facts import Facts
from overread.language.lexicon import lexicon

_LOW = frozenset({"birads:1", "birads:2", "birads:3"})
_UNDECIDED = re.compile(
    r"(?<!age )\bindeterminate\b(?!\s+age)|too small to characteri[sz]e|not characteri[sz]ed|nonspecific", re.IGNORECASE
)
_REACTIVE = re.compile(r"\b(?:reactive|sympathetic|sterile|aseptic|non-?infect\w+)\b", re.IGNORECASE)


def is_decided(fact: Finding) -> bool:
    """Say whether a source leaves nothing open of what a finding is ("indeterminate", "too small to characterise")."""
    return _UNDECIDED.search(fact.text) is None


def is_read_as_benign(claim: Finding, fact: Finding, facts: Facts) -> bool:
    """Say whether the sentence of a finding reads it as something else than the tumour that a claim makes of it, or as a mere
    reaction where the claim makes it an infection.
    """
    kinds = lexicon().kinds
    if "infection" in kinds(claim.concept) and _REACTIVE.search(fact.text):
        return True
    if "malignancy" not in kinds(claim.concept) or fact.source != "findings":
        return False
    if _is_rated_low(fact, facts):
        return True
    mates = [mate for mate in facts.sentences.get(fact.sentence, ()) if mate.span == fact.span]
    if any("benign" in mate.descriptors and mate.presence == "present" for mate in mates):
        return True
    read = [mate for mate in mates if mate.certainty == "probable"]
    own = kinds(fact.concept)
    return any(
        mate.presence == "present"
        and mate.kind == "finding"
        and (mate is fact or mate.concept not in own)
        and "malignancy" not in kinds(mate.concept)
        for mate in read
    )


def _is_rated_low(fact: Finding, facts: Facts) -> bool:
    """Say whether the side of a finding is rated no more than probably benign (ACR BI-RADS Atlas, 5th ed. 2013: up to 3)."""
    rated = [one for one in facts.rated(("birads",)) if one.laterality == fact.laterality and fact.laterality]
    return bool(rated) and all(one.descriptors & _LOW for one in rated)
