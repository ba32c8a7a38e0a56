"""Diagnoses beyond what the source supports."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import against, by_importance, differing, flag
from overread.language.comparison.assurance import is_called_proven
from overread.language.figures.agreement import agrees
from overread.language.inference.undecided import is_decided
from overread.language.lexicon import lexicon
from overread.review import Comparison, Difference, Flag, Review, Severity
from overread.validators import validator


@validator("overinterpretation")
def overinterpretation(review: Review) -> Iterator[Flag]:
    """Flag a definite conclusion where the source names only something wider or merely suggestive of it.

    A reading that is usual in practice ("opacity" called "pneumonia") only lacks its hedge and is minor. So is that of the very
    lesion, known by its size, other than as a tumour, and of a disease told as past: a collection of 3 cm called an abscess of
    3 cm. Where the draft makes sure of it in so many words ("proven"), what is wrong is how sure it is.
    """
    for claim, comparison, difference in differing(review, "overinterpretation"):
        message = against(difference.claim_value, difference.source_value, comparison.facts)
        if is_called_proven(claim.finding):
            severity = by_importance(claim.finding, "major", "major", "minor")
            yield flag(review, claim, comparison, "certainty", severity, message)
        else:
            severity = _severity(claim.finding, difference, _is_of_that_lesion(comparison))
            yield flag(review, claim, comparison, "overinterpretation", severity, message)


def _is_of_that_lesion(comparison: Comparison) -> bool:
    claim, sizes = comparison.claim, [size for size in comparison.claim.sizes if size.role == "current"]
    if not sizes or "malignancy" in lexicon().kinds(claim.concept):
        return False
    decided = (fact for fact in comparison.facts if fact.certainty == "definite" and is_decided(fact))
    return any(all(any(agrees(size, other) for other in fact.sizes) for size in sizes) for fact in decided)


def _severity(finding: Finding, difference: Difference, of_lesion: bool) -> Severity:
    return "minor" if difference.added or of_lesion or finding.historical else by_importance(finding, "major", "minor", "minor")
