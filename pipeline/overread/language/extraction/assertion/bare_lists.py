"""Lists whose members only commas link, and which one verb denies: "pleural effusion, pneumothorax were not detected"."""

from __future__ import annotations

from collections.abc import Sequence

from overread.language.extraction.binding.modifiers import gives_value
from overread.language.extraction.elements.elements import Clause

_PAIR = 2
_TOLD_OF = ("severity", "change", "trend", "count", "certainty", "chronicity", "history", "negation", "normality")


def is_bare_list(clause: Clause, places: Sequence[int]) -> bool:
    """Say whether commas alone link what a verb denies: by its number, or as there are three or more ("pleural effusion,
    pneumothorax were not detected", "mass, nodule, infiltration was not seen"), or a form answers ("fluid, air:
    none"), none of which is told more of.
    """
    if len(places) < _PAIR:
        return False
    verb = next((part for part in clause[places[-1] + 1 :] if part.role not in "MPD"), None)
    opening = verb.word.split()[0] if verb is not None and verb.role in "VN" else ""
    answered = verb is not None and verb.word == ":"
    plural = answered or (opening in ("were", "are") and not clause[places[-1]].word.endswith("s"))
    if not plural and (len(places) == _PAIR or opening not in ("was", "is", "were", "are")):
        return False
    stretch = clause[: places[-1]]
    plain = all(part.word == "," or part.role in "CDPM" for part in stretch) and any(part.word == "," for part in stretch)
    return plain and not any(part.says(told) for part in stretch for told in _TOLD_OF) and not any(map(gives_value, stretch))
