"""Names that say nothing of what is wrong, and are called normal: the lung markings are normal, so none are increased."""

from __future__ import annotations

from overread.language.extraction.clauses.former import changed
from overread.language.extraction.elements.elements import Element
from overread.language.words.reading import Reading

NEUTRAL = frozenset({"marking"})
_QUALIFYING = frozenset("interstitial lung pulmonary bronchovascular peribronchovascular bronchial reticular basal".split())


def with_normal_denied(reading: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with the normal that is said of such a name as its denial ("interstitial markings are normal")."""
    for index in range(1, len(elements)):
        if elements[index].says("normality") and elements[index - 1].role == "V":
            subject = next((part for part in reversed(elements[: index - 1]) if part.role in "CKXS"), None)
            if subject is not None and _is_neutral(subject):
                denial = changed(reading, elements[index], "not seen")._replace(role="N")
                return [*elements[:index], denial, *elements[index + 1 :]]
    return elements


def _is_neutral(element: Element) -> bool:
    *before, name = element.word.split()
    return element.role == "C" and name in NEUTRAL and _QUALIFYING.issuperset(before)
