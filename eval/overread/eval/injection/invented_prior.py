"""A comparison with a prior examination where the source has none."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import added, replaced
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import matches, sentences
from overread.study import Study

_NONE = re.compile(r"\s*(?:none|no prior\w*|not available|n/?a)?\b[^A-Z0-9]*(?:available)?\.?\s*", re.IGNORECASE)
_TAILS = (
    ", unchanged from the prior examination",
    ", increased since the prior study",
    ", stable compared to the previous exam",
)
_WHOLE = ("Stable examination compared to the prior study.", "No significant interval change since the previous examination.")
_TENSE = (
    r"\b(?:new|interval|prior|previous\w*|compar\w+|stable|unchanged|again|since|increas\w+|decreas\w+|"
    r"worsen\w+|improv\w+|earlier|residual)\b"
)


def has_no_prior(study: Study) -> bool:
    """Return whether the source neither names a prior examination nor speaks of any change."""
    spoken = "\n".join((study.findings, study.indication, study.technique))
    return study.prior is None and bool(_NONE.fullmatch(study.comparison)) and not matches(_TENSE, spoken)


@error_type("invented_prior", ("invented_prior", "change"))
def compare_with_nothing(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts that compare with a prior, where the source names none and speaks of no change."""
    if not has_no_prior(study) or matches(vocabulary().change, draft):
        return
    for sentence in sentences(draft):
        if sentence.asserted and not matches(vocabulary().recommendation, sentence.text):
            tail = rng.choice(_TAILS)
            yield replaced(draft, (sentence.end, sentence.end), tail, marked=(2, len(tail)))
    yield added(draft, rng.choice(_WHOLE))
