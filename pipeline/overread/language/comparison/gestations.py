"""The number of fetuses that the name of a pregnancy gives, against what the source counts."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.comparison.facts import Facts
from overread.language.lexicon import lexicon
from overread.review import Comparison, Difference

_NUMBERS = {"twin_pregnancy": 2, "triplet_pregnancy": 3}
_ONE = re.compile(r"\b(?:single(?:ton)?|one|solitary)\b", re.IGNORECASE)
_COUNTED = (
    "intrauterine_pregnancy",
    "live_intrauterine_pregnancy",
    "gestational_sac",
    "fetal_pole",
    "embryo",
    "single_gestation",
)


def of_another_number(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of twins or triplets where the source counts one gestation, None where it does not count."""
    named = next((number for name, number in _NUMBERS.items() if name in lexicon().kinds(claim.concept)), None)
    if named is None or any(fact.presence == "present" for name in _NUMBERS for fact in facts.of.get(name, ())):
        return None
    for concept in _COUNTED:
        for fact in facts.of.get(concept, ()):
            one = fact.count == 1 or _ONE.search(fact.text) is not None
            if fact.presence == "present" and one and fact.source == "findings":
                return Comparison(claim, "contradicted", (fact,), Difference("count", str(named), "one"))
    return None
