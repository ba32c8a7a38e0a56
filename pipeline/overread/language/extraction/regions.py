"""What was examined: the region of the body and the side, from the examination or else from the start of the findings."""

from __future__ import annotations

import re
from functools import lru_cache

from overread.language.extraction.context import sides_of
from overread.language.extraction.examinations import shown_by, shown_by_default
from overread.language.lexicon import lexicon
from overread.language.places import usual_places
from overread.language.words.reading import items_between, read
from overread.language.words.recent import LONGEST_REMEMBERED
from overread.study import Study

_REGION_CHARACTERS = 1000
_ABBREVIATED = 3
_SIDE = re.compile(r"left|right|lt\b|rt\b", re.IGNORECASE)


def region_of(study: Study) -> frozenset[str]:
    """Return the places named by the examination, else by the start of the findings, with all they are part of."""
    text = " ".join(part for part in (study.exam.body_part, study.exam.description) if part)
    short = len(study.findings) <= LONGEST_REMEMBERED
    return _titled(text) or _wholes(study.findings if short else study.findings[:_REGION_CHARACTERS])


_EXAMINED = re.compile(
    r"\b(?:examined \w+\s*:|(?:examination|ultrasound|sonogram|mri|radiographs?|x-?rays?) of) (?:the )?(?P<side>left|right)\b",
    re.IGNORECASE,
)
_EXAMINED_HINTS = ("examined ", " of left", " of right", " of the left", " of the right")
_SIDED = re.compile(r"\b(?P<side>left|right|both|bilateral\w*|contralateral)\b", re.IGNORECASE)


def sides_examined(study: Study) -> frozenset[str]:
    """Return the side examined: a finding that names none is on it. The findings may tell it, where they name no other one."""
    exam = study.exam
    text = " ".join(part for part in (exam.laterality, exam.body_part, exam.description) if part)
    named = _SIDE.search(text) is not None
    low = "" if named else study.findings.lower()
    title = _EXAMINED.search(study.findings) if any(map(low.__contains__, _EXAMINED_HINTS)) else None
    if title and {match["side"].lower() for match in _SIDED.finditer(study.findings)} == {title["side"].lower()}:
        return frozenset({title["side"].lower()})
    sides = sides_of(read(text).items) if named else set()
    return frozenset(sides) if len(sides) == 1 and "bilateral" not in sides else frozenset()


@lru_cache(maxsize=512)
def _wholes(text: str) -> frozenset[str]:
    start = items_between(read(text), 0, _REGION_CHARACTERS)
    names = {entry.value for item in start for entry in item.entries if entry.category == "anatomy" and not entry.region}
    found = frozenset(whole for name in names for whole in lexicon().wholes(name))
    return _with_vessels(found | ({"artery"} if "angiogra" in text.lower() else set()))


def _with_vessels(found: frozenset[str]) -> frozenset[str]:
    """Return places with the vessels of a limb where limb and vessels are named."""
    limbs = ("lower_extremity", "upper_extremity")
    return found | {f"{limb}_{kind}" for limb in limbs for kind in ("vein", "artery") if {limb, kind} <= found}


@lru_cache(maxsize=512)
def _titled(text: str) -> frozenset[str]:
    """Return the places that the title of an examination names or stands for, with all they are part of."""
    named, shown = _wholes(text), shown_by(text)
    if not named and not shown:
        shown = _asked_for(text) or shown_by_default(text)
    return _with_vessels(named.union(*map(lexicon().wholes, shown)))


def _asked_for(text: str) -> frozenset[str]:
    """Return the usual places of the findings that a title names in place of an organ ("CT renal mass protocol"); not of
    abbreviations, which may be those of the modality ("MR").
    """
    named = (item for item in read(text).items if item.end - item.start > _ABBREVIATED)
    concepts = (entry.value for item in named for entry in item.entries if entry.category == "concept")
    return frozenset(place for concept in concepts for place in usual_places(concept))
