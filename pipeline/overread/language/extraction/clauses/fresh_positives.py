"""What follows a list of denials and is there all the same, without a word that says so."""

from __future__ import annotations

from overread.language.extraction.elements.elements import Element, is_plain_negation
from overread.language.lexicon import lexicon
from overread.language.places import relation
from overread.language.words.reading import Item

_UNDENIED = frozenset({"complete_extent", "partial"})
_COURSES = frozenset({"stable", "increased", "decreased", "persistent", "new"})
_HARMLESS = frozenset(
    "physiologic_uptake metabolic_response postoperative_change placental_location dense_breast breast_density_scattered "
    "breast_density_heterogeneous breast_density_fatty breast_density_extreme cephalic_presentation breech_presentation".split()
)
"""Findings, and kinds of them, that are no news where they are missing."""


def is_fresh_positive(first: Element, mixed: bool) -> bool:
    """Say whether a chunk after a negated list opens with a degree, grade, number, size or change, or with what nobody denies,
    and no "or" follows: a new, present finding.

    Or with a quality, where the list is `mixed`: what is there stands before what is not ("noncompressible, no flow,
    occlusive thrombus").
    """
    if first.item is None:
        return False
    return _is_never_denied(first, first.item) or bool(
        first.item.value("severity")
        or first.item.value("grade")
        or first.item.value("count") not in (None, "1")
        or (first.item.quantity is not None and first.item.quantity.role == "current")
        or first.item.value("chronicity") == "chronic"
        or (mixed and first.item.value("descriptor"))
        or first.item.value("change") in ("stable", "increased", "decreased", "persistent")
    )


def _is_never_denied(element: Element, item: Item) -> bool:
    """Say whether an item tells of what nobody lists as missing ("no mass, benign calcifications", "no leak, partial
    response").
    """
    concept = item.value("concept")
    idle = item.value("descriptor") in _UNDENIED or element.word.startswith(("benign ", "old ", "healed "))
    return idle or bool(concept and not _HARMLESS.isdisjoint(lexicon().kinds(concept)))


def is_coursed_anew(elements: list[Element], index: int) -> bool:
    """Say whether a bare finding after a comma has its course right behind it ("without endoleak, sac stable at 5.6 cm")."""
    own = elements[index + 1 :]
    named = next((place for place, part in enumerate(own) if part.role not in "DMW"), len(own))
    behind = own[named + 1 : named + 2]
    course = behind[0].item.value("change") if behind and behind[0].item else None
    return elements[index].word == "," and own[named : named + 1] != [] and own[named].role == "C" and course in _COURSES


def is_placed_anew(elements: list[Element], index: int) -> bool:
    """Say whether a bare finding after a comma has a side or a level before it, which nothing denied before has ("no cord
    compression, L3 hemangioma", "no shift, left frontal encephalomalacia"): it is there.
    """
    own = elements[index + 1 :]
    named = next((place for place, part in enumerate(own) if part.role != "M"), 0)
    if not named or own[named].role != "C" or elements[index].word != ",":
        return False
    given = [kind for kind in ("side", "level") if any(part.says(kind) for part in own[:named])]
    denial = max((place for place in range(index) if is_plain_negation(elements[place])), default=0)
    return bool(given) and not any(part.says(kind) for part in elements[denial:index] for kind in ("side", "level"))


def is_denied_alone(elements: list[Element], index: int) -> bool:
    """Say whether a comma ends what is only not done, in a word that the lexicon lacks ("patella not resurfaced, effusion")."""
    done = [part.role for part in elements[max(0, index - 2) : index]] == ["N", "W"]
    return elements[index].word == "," and done and elements[index - 2].word == "not"


def is_chronic_elsewhere(elements: list[Element], index: int) -> bool:
    """Say whether what a comma leads to is alone, of long standing and of another organ than the one finding denied before it
    ("no effusion, coronary calcifications").
    """
    before = [part for part in elements[:index] if part.role in "CNK"]
    after = [part for part in elements[index + 1 :] if part.role in "CNKSPV"]
    if elements[index].word != "," or [part.role for part in before] != ["N", "C"] or [part.role for part in after] != ["C"]:
        return False
    denied, told = (
        lexicon().concepts.get((part.item.value("concept") if part.item else None) or "") for part in (before[1], after[0])
    )
    if denied is None or told is None or denied.acute is False or told.acute is not False:
        return False
    return all(relation(one, other) == "apart" for one in denied.anatomy for other in told.anatomy) and bool(told.anatomy)


def stands_between_denials(elements: list[Element], index: int) -> bool:
    """Say whether a finding with a place of its own stands behind a comma, and another denial behind it ("no filling defect,
    diverticula of the sigmoid, no leak").
    """
    following = elements[index + 1 :]
    end = next((place for place, part in enumerate(following) if part.role in "KXBS"), len(following))
    denied = end + 1 < len(following) and following[end].word == "," and is_plain_negation(following[end + 1])
    named = next((place for place, part in enumerate(following[:end]) if part.role == "C"), end)
    placed = any(part.role == "P" for part in following[named:end]) and any(
        part.says("anatomy") for part in following[named:end]
    )
    return elements[index].word == "," and denied and placed and all(part.role in "DMW" for part in following[:named])
