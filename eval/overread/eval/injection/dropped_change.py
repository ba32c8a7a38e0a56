"""An interval change of the source that the draft leaves out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

from overread.eval.edits import removed, twins
from overread.eval.injection import Edit, error_type
from overread.eval.wording import has, sentences
from overread.study import Study

_CHANGE = re.compile(
    r"(?:, )?\b(?:(?:mildly |slightly |interval |significantly )?(?:increased|decreased|worsened|"
    r"worsening|improved|improving|enlarging|increasing|"
    r"decreasing)|new|unchanged|stable)\b,?(?! (?:from|since|compared|in (?:size|appearance)|to|when|as|"
    r"and|with|for|the|exam\w*|than))",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"\b(?:is|are|has|have|been|appears?|remains?|mildly|slightly|overall|not|an|and|the) *$", re.IGNORECASE
)
_STILL_TOLD = re.compile(
    r"\b(?:no (?:interval |significant )?change|persist\w*|again (?:seen|noted|demonstrated)|improve\w*|worse\w*|resol\w*|"
    r"increas\w*|decreas\w*|stable|unchanged|new|residual)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\s+(?:\w+ ){0,2}(?:densit\w+|markings?|opacit\w+|attenuation|signal|uptake|vascularity|echogenicity|lucency)",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:since|interval|prior|previous\w*)\b", re.IGNORECASE)
_COMPARING = re.compile(r"\b(?:in size|since|from|compared|interval|prior|previous\w*|than|mildly|slightly)\b", re.IGNORECASE)


@error_type("dropped_change", ("dropped_change",))
def drop_change(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts in which a statement has lost its one word of interval change, as an adjective or an afterthought.

    To leave out that something is stable is of minor importance, to leave out any other change of major importance.
    """
    for sentence in sentences(draft):
        found = list(_CHANGE.finditer(draft, sentence.start, sentence.end))
        if not sentence.asserted or len(found) != 1:
            continue
        word = re.sub(r"[^a-z ]", "", found[0].group().lower()).split()[-1]
        before = draft[sentence.start : found[0].start()]
        after = draft[found[0].end() : sentence.end]
        if _STILL_TOLD.search(before) or _STILL_TOLD.search(after):
            continue
        if word == "increased" and _AMOUNT.match(after) and not _DATED.search(sentence.text):
            continue
        if _PREDICATE.search(before) or (word.endswith(("creased", "creasing")) and not _COMPARING.search(sentence.text)):
            continue
        about = [other for other in twins(study, sentence, word) if other in sentences(study.findings)]
        rest = [other for other in sentences(draft) if other != sentence and other.families & sentence.families]
        if about and not any(has(word, other.text) for other in rest):
            importance = "minor" if word in ("stable", "unchanged") else "major"
            edit = removed(draft, found[0].span(), sentence)
            yield replace(edit, spans=(), source_spans=tuple(other.span for other in about), importance=importance)
