"""What stands by a denial and is not denied: a bracket with a doubt of its own, an organ that is only ill seen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.language.extraction.assertion.grammar import EITHER, PARTLY, PERCEIVED
from overread.language.extraction.elements.elements import Clause, Element

_ADJECTIVE = re.compile(r"(?:ed|ous|ic)$")
_DIMLY = PARTLY | {"clearly"}


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


def is_ill_seen(clause: Clause, finding: int, denial: int) -> bool:
    """Say whether a denial right behind a comma is only of how well that is seen which an adjective calls diseased ("dilated
    duct, not clearly seen").
    """
    after = clause[denial + 1].word if denial + 1 < len(clause) else ""
    if clause[denial - 1].word != "," or after not in _DIMLY:
        return False
    named = " " in clause[finding].word or any(part.says("anatomy") for part in clause[finding + 1 : denial])
    return named and _ADJECTIVE.search(clause[finding].word.split()[0]) is not None


def is_unseen_organ(behind_comma: Sequence[Element], denial: Element) -> bool:
    """Say whether an organ alone stands between a comma and what denies that it is seen ("calyces wide, ureter not seen")."""
    organ = bool(behind_comma) and behind_comma[-1].says("anatomy")
    organ = organ and all(part.item is not None or part.role == "D" for part in behind_comma)
    return organ and denial.word.split()[-1] in PERCEIVED | {"not"}
