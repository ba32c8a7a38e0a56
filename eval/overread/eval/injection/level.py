"""A wrong spinal level or rib: L4-5 becomes L2-3."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import replaced
from overread.eval.injection import Edit, error_type
from overread.eval.wording import has, is_plain_negative, sentences, source_text
from overread.study import Study

_LEVEL = re.compile(
    r"\b(?P<region>[CLS]|Th?)(?P<top>1[0-2]|[1-9])(?P<joint>\s?[-/]\s?(?:(?:[CLS]|Th?)(?=\d))?)?"
    r"(?P<bottom>(?<=[-/CTLSh ])\d{1,2})?\b"
)
_RIB = re.compile(r"\b(?P<rank>\d{1,2})(?P<end>st|nd|rd|th)(?=[ \w,]{0,30}\bribs?\b)")
_WEIGHTED = re.compile(
    r"\b(?:weight\w+|sequences?|(?:hyper|hypo|iso)[- ]?intens\w+|signal|STIR|FLAIR)\b|\bT[12]\s?\*", re.IGNORECASE
)
_HIGHEST = {"C": 7, "T": 12, "Th": 12, "L": 5, "S": 5}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def _other_level(match: re.Match[str], step: int) -> str | None:
    top = int(match["top"]) + step
    bottom = int(match["bottom"]) + step if match["bottom"] else None
    if not min(top, bottom or top) >= 1 or max(top, bottom or top) > _HIGHEST[match["region"]]:
        return None
    joint = match["joint"] or ""
    return f"{match['region']}{top}{joint}{bottom}" if bottom else f"{match['region']}{top}{joint}"


@error_type("level", ("location",))
def change_level(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one spinal level or rib number moved by two or more, to one that the source does not name.

    The weighting of an image is no level ("T1 hyperintense"), and a level that is normal makes no finding of another.
    """
    source = source_text(study)
    for sentence in sentences(draft):
        if is_plain_negative(sentence):
            continue
        for match in _LEVEL.finditer(draft, sentence.start, sentence.end):
            news = (_other_level(match, step) for step in (2, -2, 3, -3))
            if match.group() in ("T1", "T2") and _WEIGHTED.search(sentence.text):
                continue
            new = next((new for new in news if new and not has(new[:3].rstrip("-/ "), source) and not has(new, source)), None)
            if new and has(match.group(), source):
                yield replaced(draft, match.span(), new)
        for match in _RIB.finditer(draft, sentence.start, sentence.end):
            rank = int(match["rank"]) + rng.choice((-2, 2))
            new = f"{rank}{_ENDINGS.get(rank, 'th')}"
            if 1 <= rank <= 12 and has(match.group(), source) and not has(new, source):
                yield replaced(draft, match.span(), new)
