"""Source findings that the draft leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from overread.coverage import is_lasting, uncovered
from overread.finding import Finding
from overread.flagging import described, evidence_of, importance
from overread.language.lexicon import lexicon
from overread.review import Flag, Review, Severity
from overread.validators import validator


@validator("omission")
def omission(review: Review) -> Iterator[Flag]:
    """Flag a source finding worth reporting that no statement of the draft covers."""
    for fact in uncovered(review):
        yield Flag("omission", _severity(fact), f"Not in the draft: {described(fact)}.", evidence=(evidence_of(fact),))


def _severity(fact: Finding) -> Severity:
    known = lexicon().concepts.get(fact.concept)
    old = is_lasting(fact)
    if importance(fact) != "critical" or old or fact.certainty != "definite" or fact.severity in ("trace", "minimal"):
        return "minor"
    return "critical" if known and known.acute else "major"
