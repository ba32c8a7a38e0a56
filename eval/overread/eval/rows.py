"""Measurement rows made from the lengths that a report prints, so that report and rows are known to agree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from overread.eval.measured import sizes
from overread.eval.wording import Mention, Sentence, sentences
from overread.finding import Span
from overread.study import Laterality, Measurement, Study

_SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)
_NOT_CURRENT = re.compile(
    r"\b(?:previous\w*|prior|compared|formerly|was|were|from|up to|less than|greater than|at least|about|approximately)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement row and the span of the source sentence that it was made from."""

    measurement: Measurement
    span: Span


def _nearest(sentence: Sentence, position: int) -> Mention:
    return min((m for m in sentence.mentions if m.asserted), key=lambda m: abs(m.start - position))


def rows_of(study: Study) -> tuple[Row, ...]:
    """Return a row for each length that stands alone in a sentence of the findings which states a finding.

    Sentences with several lengths, or that speak of a prior or of a limit, give no row: what the row means must be plain.
    """
    rows: list[Row] = []
    for sentence in sentences(study.findings):
        found = list(sizes(study.findings, *sentence.span))
        if len(found) != 1 or len(found[0].values) != 1 or not sentence.asserted or _NOT_CURRENT.search(sentence.text):
            continue
        size = found[0]
        mention = _nearest(sentence, size.span[0])
        sides = {side.lower() for side in _SIDE.findall(sentence.text)}
        side: Laterality | None = "left" if sides == {"left"} else "right" if sides == {"right"} else None
        finding = study.findings[mention.start : mention.end].lower()
        unit = "cm" if size.unit.lower().startswith("c") else "mm"
        row = Measurement(f"m{len(rows) + 1}", "diameter", float(size.values[0]), unit, finding, None, side)
        rows.append(Row(row, sentence.span))
    return tuple(rows)
