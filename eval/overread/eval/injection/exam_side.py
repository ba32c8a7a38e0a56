"""The other side than the one examined."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

from overread.eval.edits import added
from overread.eval.injection import Edit, error_type
from overread.eval.wording import source_text
from overread.study import Study

_PARTS = r"knee|shoulder|ankle|foot|hand|wrist|elbow|hip|breast|femur|tibia|humerus|forearm|thumb|heel|leg|arm"
_PART = re.compile(rf"\b(?:{_PARTS})\b", re.IGNORECASE)
_SIDED = re.compile(rf"\b(left|right)\s+(?:lower |upper )?(?:{_PARTS})\b", re.IGNORECASE)
_SIDE = re.compile(r"\b(left|right|bilateral(?:ly)?|both)\b", re.IGNORECASE)


def ordered_side(study: Study) -> str | None:
    """Return the side examined: the field's, or the only side that the description or the source gives the part."""
    if study.exam.laterality in ("left", "right"):
        return study.exam.laterality
    for found in (_SIDE.findall(study.exam.description or ""), _SIDED.findall(source_text(study))):
        sides = {side.lower() for side in found}
        if sides:
            return sides.pop() if sides in ({"left"}, {"right"}) else None
    return None


@error_type("exam_side", ("exam", "laterality"))
def mistake_exam_side(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts that name the other side than the examination's, where the source gives that part one side only."""
    part = _PART.search(f"{study.exam.description or ''} {study.exam.body_part or ''}")
    side = ordered_side(study)
    if not part or not side:
        return
    wrong = "right" if side == "left" else "left"
    if re.search(rf"\b(?:{wrong}|bilateral|both)\b", source_text(study), re.IGNORECASE):
        return
    name = part.group().lower()
    source = replace(study, exam=replace(study.exam, laterality=side))
    phrase = rng.choice(("No other abnormality of the {side} {part}.", "Examination of the {side} {part} as described."))
    edit = added(draft, phrase.format(side=wrong, part=name), note=f"{side} -> {wrong}")
    clean = added(draft, phrase.format(side=side, part=name)).text
    yield replace(edit, study=source, clean=clean, clean_study=source)
