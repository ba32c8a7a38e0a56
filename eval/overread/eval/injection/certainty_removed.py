"""A hedge removed: what may be so is reported as being so."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import nearest, removed, replaced
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import like, matches, sentences, support
from overread.study import Study

_DEFINITE = (
    (re.compile(r"\b(?:may|could|might|can) (?:also )?(?:represent|reflect|indicate|suggest)\b", re.IGNORECASE), "represents"),
    (re.compile(r"\b(?:may|could|might) be\b", re.IGNORECASE), "is"),
    (re.compile(r"\b(?:is|are) (?:suspicious|concerning|worrisome) for\b", re.IGNORECASE), "represents"),
    (re.compile(r"\b(?:suspicious|concerning|worrisome) for\b", re.IGNORECASE), "diagnostic of"),
    (
        re.compile(r"\b(?:most )?(?:likely|probably|possibly) (?:represent(?:s|ing)?|reflect(?:s|ing)?)\b", re.IGNORECASE),
        "representing",
    ),
    (re.compile(r"\b(?:most )?(?:likely|possibl[ey]|probabl[ey]|questionable|suspected|presumed)\b ?", re.IGNORECASE), ""),
    (re.compile(r"\bcannot be (?:excluded|ruled out)\b", re.IGNORECASE), "is present"),
)
_PLURAL = {"represents": "represent", "is": "are", "is present": "are present"}
_MANY = re.compile(r"\b(?:these|those|they|which|\w+(?<!s)s|\w+ies)\s+$", re.IGNORECASE)
_OTHER_HEDGE = (
    r"\b(?:versus|vs|or|and/or|may|might|could|differential|cannot|consider|suggest\w*|compatible|consistent|appears?|"
    r"possibl[ey]|probabl[ey]|likely|questionable|suspected|suspicious|concern\w*|worrisome|presumed)\b"
)
_LINK = re.compile(r"[,;]|\band\b")
_NO_DOUBT = re.compile(r"\b(?:appears?|apparent(?:ly)?|consistent with|compatible with|represent(?:s|ing)?)\b", re.IGNORECASE)


@error_type("certainty_removed", ("certainty", "overinterpretation"))
def remove_hedge(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts without the one hedge of a sentence, where every source sentence about what it hedges is in real doubt.

    What the sure word is now said of is marked with it; a hedge that a link parts from the finding before is of something else.
    """
    for sentence in sentences(draft):
        if "XXXX" in sentence.text or not sentence.mentions:
            continue
        for hedge, new in _DEFINITE:
            found = list(hedge.finditer(draft, sentence.start, sentence.end))
            rest = hedge.sub("", sentence.text)
            if len(found) != 1 or matches(_OTHER_HEDGE, rest):
                continue
            span = found[0].span()
            hedged = next((mention for mention in sentence.mentions if mention.start >= span[1]), nearest(sentence, span))
            if hedged.end <= span[0] and _LINK.search(draft, hedged.end, span[0]):
                continue
            about = [other for other in support(study, sentence) if hedged.finding in other.asserted]
            if all(other.of_case for other in about) or not all(
                matches(vocabulary().hedge, _NO_DOUBT.sub("", other.text)) for other in about
            ):
                continue
            new = _PLURAL.get(new, new) if _MANY.search(draft[sentence.start : span[0]]) else new
            if new:
                new = like(found[0].group(), new)
                yield replaced(draft, span, new, marked=(0, len(new) + max(0, hedged.end - span[1])))
            else:
                yield removed(draft, span, sentence)
            break
