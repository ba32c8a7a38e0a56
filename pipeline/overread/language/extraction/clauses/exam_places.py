"""Places that only name an examination: "on the CT scan of the skull there is an infarct of the parietal lobe"."""

from __future__ import annotations

from overread.language.extraction.elements.elements import Element
from overread.language.words.reading import Reading

EXAMS = frozenset(
    "ct mri mr mra cta pet ultrasound sonography sonogram radiograph tomography scan examination study imaging".split()
)


def without_exam_places(_: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with the places behind "CT of" and the like as plain words, where a finding follows them, and the one
    before an examination that opens a sentence, where another place follows ("Brain CT shows a mass of the pineal gland").
    """
    last = next((place for place in range(len(elements) - 1, 0, -1) if elements[place].role == "C"), 0)
    kept = elements
    examined = last > 1 and elements[0].says("anatomy") and not EXAMS.isdisjoint(elements[1].word.split())
    if examined and any(part.role == "M" and part.says("anatomy") for part in elements[2:last]):
        kept = [elements[0]._replace(role="W", item=None), *kept[1:]]
    for index in range(last - 2):
        if elements[index + 1].word != "of" or elements[index].word.split()[-1] not in EXAMS:
            continue
        for place in range(index + 2, last):
            part = elements[place]
            if part.role == "M" and part.says("anatomy"):
                kept = [*kept[:place], part._replace(role="W", item=None), *kept[place + 1 :]]
            elif part.word not in ("and", ",", "the") or (part.word == "the" and elements[place - 1].word == ","):
                break
    return kept
