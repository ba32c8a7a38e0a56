"""The number of fetuses that the name of a pregnancy gives and the age that a draft gives it, against the source."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
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


def of_another_age(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of a pregnancy whose age in weeks the source nowhere gives, but others that are more than one
    week from it; what is due some weeks later is no age.
    """
    if claim.presence == "absent" or lexicon().kinds(claim.concept).isdisjoint(_COUNTED):
        return None
    ages = [int(age[1]) for age in _WEEKS.finditer(claim.text)]
    told = [(int(age[1]), age.span()) for age in _WEEKS.finditer(facts.quotes.text)] if ages else []
    if not told or any(abs(age - other) <= 1 for age in ages for other, _ in told):
        return None
    other, span = told[0]
    difference = Difference("measurement", f"{ages[0]} weeks", f"{other} weeks")
    return Comparison(claim, "contradicted", tuple(facts.at(span)[:1]), difference)


_WEEKS = re.compile(
    r"(?<!in )(?<!after )(?<!within )(?<!every )\b(\d{1,2})(?:\s?\+\s?\d)?[\s-]?(?:w(?=\s?\d)|w\b|wks?\b|weeks?\b)",
    re.IGNORECASE,
)
