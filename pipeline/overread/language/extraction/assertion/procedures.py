"""What was operated on, or is known for long: findings of the past that a procedure is named with."""

from __future__ import annotations

from overread.language.extraction.assertion.grammar import SAMPLING
from overread.language.extraction.binding.between import kinds_of
from overread.language.extraction.elements.elements import Clause
from overread.language.lexicon import lexicon

_TAKEN_OUT = frozenset({"resection", "excision", "removal", "enucleation", "extirpation"})


def is_taken_out(clause: Clause, index: int) -> bool:
    """Say whether the word behind a finding tells that it was taken out ("tumor resection")."""
    return index + 1 < len(clause) and clause[index + 1].word in _TAKEN_OUT and clause[index].role == "C"


def is_of_procedure(before: Clause) -> bool:
    """Say whether a procedure, and where it was done, is all that stands before "for" ("left laminectomy at L4-L5 for")."""
    named = next((part for part in reversed(before) if part.role not in "MPD"), None)
    return named is not None and "postoperative_change" in kinds_of(named)


def is_of_years(clause: Clause, index: int) -> bool:
    """Say whether a finding is a tumour or another that a patient has for long."""
    item = clause[index].item
    concept = (item.value("concept") if item else None) or ""
    known = lexicon().concepts.get(concept)
    return "malignancy" in lexicon().kinds(concept) or (known is not None and known.acute is False)


def opens_with_sampling(clause: Clause, place: int) -> bool:
    """Say whether the word at an index is a biopsy, with no more than modifiers before it."""
    sampled = place >= 0 and clause[place].word.startswith(SAMPLING)
    return sampled and all(part.role in "MWD" for part in clause[:place])
