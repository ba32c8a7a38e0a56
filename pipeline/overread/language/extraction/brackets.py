"""What stands in brackets behind a denial and is no part of it, for it has a doubt of its own."""

from __future__ import annotations

from overread.language.extraction.elements import Clause
from overread.language.extraction.grammar import EITHER


def is_told_in_bracket(clause: Clause, index: int, opened: int) -> bool:
    """Say whether a finding stands in a bracket that was opened after a denial and hedges what it tells ("no consolidation
    (probable atelectasis)", "the origin is not shown (stenosis possible)").
    """
    start = next((place for place in range(index - 1, opened, -1) if clause[place].word in ("(", ")")), -1)
    if start < 0 or clause[start].word != "(":
        return False
    if any(part.role == "N" or part.word in EITHER for part in clause[start + 1 : index]):
        return False
    end = next((place for place in range(index, len(clause)) if clause[place].word == ")"), len(clause))
    return any(part.says("certainty") and not part.says("negation") for part in clause[start + 1 : end])
