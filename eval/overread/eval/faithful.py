"""Drafts that are known to agree with their source: a radiologist's own impression, and sentences copied from the findings."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from overread.eval.wording import Sentence, is_plain_negative, matches, sentences
from overread.study import Study

_TECHNICAL = (
    r"\b(?:views?|obtained|performed|technique|images?|limited|please|concurrent|exam(?:ination)?|study|contrast|comparison|"
    r"series|discussed|dictated|scanned|imaging|acquired|injected|sequences?|none|reviewed|protocol|patient (?:is|was)|axial)\b"
)
_PATHOLOGICAL = (
    r"\b\w*(?:oma|osis|itis|lysis|ectas[ie]s|plegia|megaly|emboli\w*|thromb\w*|lesions?|mass(?:es)?|"
    r"swelling|opacit\w*|obstruct\w*|perforat\w*|compression|thickening|narrowing|nodules?|collections?|cysts?|fractures?|"
    r"tears?|effusions?|edema|aneurysms?|h(?:a)?emorrhag\w*|ruptures?|dissection|metasta\w*|infarct\w*|hernia\w*|"
    r"recommend\w*|advis\w*|suggest\w*|indicated|follow[- ]?up)\b"
)
_LEVEL = re.compile(r"[ \t•*-]*(?P<level>[CTLS]\d{1,2}\s?[-/]\s?[CTLS]?\d{1,2}):[^\n]*[.;]\s")
_HEADING = re.compile(r"^#|:$|^\*\*[^*]*\*\*$")


@dataclass(frozen=True, slots=True)
class Faithful:
    """A faithful draft of one study and how it was made: `radiologist` or `verbatim`."""

    style: str
    text: str


def reportable(sentence: Sentence) -> bool:
    """Return whether the sentence states something abnormal, rather than a normal, a negative or how the images were made."""
    if is_plain_negative(sentence):
        return False
    told = bool(sentence.asserted) or bool(matches(_PATHOLOGICAL, sentence.text))
    return told or not matches(_TECHNICAL, sentence.text)


def verbatim(study: Study, rng: random.Random, negatives: int = 2, skip: Sentence | None = None) -> str | None:
    """Return an impression of copied sentences: everything abnormal and up to `negatives` normal ones; None if there are none.

    A sentence under a heading takes it along, since it may be all that tells the organ. `skip` leaves one sentence out. Line
    breaks within a sentence become spaces; the list is numbered in half of the drafts.
    """
    source = [sentence for sentence in sentences(study.findings) if sentence != skip and not _HEADING.search(sentence.text)]
    abnormal = [sentence for sentence in source if reportable(sentence)]
    plain = [sentence for sentence in source if is_plain_negative(sentence)]
    chosen = abnormal + rng.sample(plain, min(negatives, len(plain)))
    if not chosen:
        return None
    lines = [_line(sentence, _level_over(study.findings, sentence)) for sentence in chosen]
    if rng.random() < 0.5:
        return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    return " ".join(lines)


def _level_over(text: str, sentence: Sentence) -> str:
    """Return the level of the spine that opens the line of a sentence ("L3-4: Mild arthropathy. No stenosis."), or nothing."""
    line = _LEVEL.match(text, text.rfind("\n", 0, sentence.start) + 1, sentence.start)
    return line["level"] if line else ""


def _line(sentence: Sentence, level: str) -> str:
    words = " ".join(sentence.text.split()) + sentence.mark
    label = level or " ".join((sentence.label or "").split()).capitalize()
    return (
        f"{label}: {words[:1].lower() if not words[:2].isupper() else words[:1]}{words[1:]}"
        if label
        else words[:1].upper() + words[1:]
    )


def drafts(study: Study, rng: random.Random) -> tuple[Faithful, ...]:
    """Return the faithful drafts of a study, copied one first."""
    copied = verbatim(study, rng)
    found = [Faithful("verbatim", copied)] if copied else []
    if study.impression:
        found.append(Faithful("radiologist", study.impression))
    return tuple(found)
