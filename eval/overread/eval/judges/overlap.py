"""A baseline of one idea: a statement whose words the source does not hold in one sentence is unsupported."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.decision import decide
from overread.eval.judges import Judge, judge
from overread.eval.wording import sentences, source_sentences
from overread.finding import Finding
from overread.review import Claim, Flag, Review
from overread.study import Study

_WORD = re.compile(r"[a-z]{3,}|\d+(?:\.\d+)?")
_COMMON = frozenset(
    (
        "the",
        "and",
        "are",
        "with",
        "there",
        "this",
        "that",
        "for",
        "has",
        "have",
        "been",
        "seen",
        "noted",
        "was",
        "which",
        "also",
    )
)
THRESHOLD = 0.6


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text.lower())) - _COMMON


def share_covered(statement: str, study: Study) -> float:
    """Return the largest share, from 0 to 1, of the statement's content words that one source sentence holds."""
    words = _words(statement)
    found = (len(words & _words(other.text)) for other in source_sentences(study))
    return max(found, default=0) / len(words) if words else 1.0


def over_read_by_overlap(study: Study) -> Review:
    """Return a review with one claim a sentence; a claim covered by less than the threshold is an invented finding."""
    claims, flags = [], []
    for number, sentence in enumerate(sentences(study.impression or ""), 1):
        finding = Finding(f"~{sentence.text.lower()}", sentence.span, sentence.text, source="impression")
        supported = share_covered(sentence.text, study) >= THRESHOLD
        claims.append(Claim(f"c{number}", finding, "supported" if supported else "unsupported"))
        if not supported:
            message = "No one sentence of the source holds these words."
            flags.append(Flag("invented_finding", "major", message, sentence.span, sentence.text, f"c{number}", "word_overlap"))
    return decide(replace(Review(study), claims=tuple(claims), flags=tuple(flags)))


@judge("word_overlap")
def overlap() -> Judge:
    """Return the word-overlap baseline."""
    return over_read_by_overlap
