"""Places that a disease has reached or left free: "the bladder is infiltrated", "sphincter not involved", "fascia free"."""

from __future__ import annotations

from overread.language.extraction.elements.elements import Clause, Element

_REACHED = frozenset(
    "involved infiltrated invaded threatened breached transgressed encroached compromised affected infiltrating reached".split()
)
_SPARED = frozenset({"spared", "free", "uninvolved", "unaffected"})
_CONTACT = frozenset({"contact", "abutment", "involvement", "infiltration"})
_SHARES = frozenset("half third quarter majority most percent".split())
_DENIALS = frozenset({"not", "no", "nor", "never", "without"})


def reached(clause: Clause, placed: bool = False) -> bool | None:
    """Say whether a clause calls a place reached by disease (True) or left free (False); None where it says neither.

    The place must come before the word that says so ("the cortex is not involved"), or be `placed` by what stands over it.
    """
    if _denies_contact(clause):
        return False
    place = -1 if placed else next((index for index, element in enumerate(clause) if _is_place(element)), None)
    if place is None or any(_is_share(element) for element in clause[: max(place, 0)]):
        return None
    for index in range(place + 1, len(clause)):
        word = clause[index].word
        if word in _REACHED and not _goes_on(clause, index):
            return not any(_denies(element) for element in clause[:index])
        if word in _SPARED and not _goes_on(clause, index):
            return any(_denies(element) for element in clause[:index])
    return None


def _is_share(element: Element) -> bool:
    """Say whether an element tells how much of an organ is diseased ("half of the lung is affected"): it is not invaded."""
    quantity = element.item.quantity if element.item else None
    return bool(quantity and quantity.unit == "%") or element.word in _SHARES


def _denies_contact(clause: Clause) -> bool:
    """Say whether all that a clause tells is that a place is not touched ("no contact with the optic chiasm")."""
    told = [element for element in clause if element.role not in "DX"]
    if len(told) > 2 and _denies(told[0]) and told[-1].word in _CONTACT:  # "no bladder or ureteric involvement"
        return all(_is_place(element) or element.role in "KM" for element in told[1:-1]) and _is_place(told[-2])
    touched = len(told) > 2 and _denies(told[0]) and told[1].word in _CONTACT and told[2].word in ("with", "to", "of")
    return touched and any(_is_place(element) for element in told[3:]) and not any(element.role == "C" for element in told)


def _is_place(element: Element) -> bool:
    return element.says("anatomy") and not element.says("concept")


def _goes_on(clause: Clause, index: int) -> bool:
    """Say whether the word only describes what follows it ("free fluid", "the affected segment")."""
    following = clause[index + 1] if index + 1 < len(clause) else None
    return following is not None and (following.role in "CW" or _is_place(following) or following.word == "of")


def _denies(element: Element) -> bool:
    return element.role == "N" or not _DENIALS.isdisjoint(element.word.split()[:1])
