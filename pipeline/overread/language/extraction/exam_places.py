"""Places that only name an examination: "on the CT scan of the skull there is an infarct of the parietal lobe"."""

from __future__ import annotations

from overread.language.extraction.elements import Element

_EXAMS = frozenset(
    "ct mri mr mra cta pet ultrasound sonography sonogram radiograph tomography scan examination study imaging".split()
)


def without_exam_places(elements: list[Element]) -> list[Element]:
    """Return the elements with the places behind "CT of" and the like as plain words, where a finding follows them."""
    last = next((place for place in range(len(elements) - 1, 0, -1) if elements[place].role == "C"), 0)
    kept = elements
    for index in range(last - 2):
        if elements[index + 1].word != "of" or elements[index].word.split()[-1] not in _EXAMS:
            continue
        for place in range(index + 2, last):
            part = elements[place]
            if part.role == "M" and part.says("anatomy"):
                kept = [*kept[:place], part._replace(role="W", item=None), *kept[place + 1 :]]
            elif part.word not in ("and", ",", "the") or (part.word == "the" and elements[place - 1].word == ","):
                break
    return kept
