"""A recommendation that the source does not give."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import added
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import matches, source_text
from overread.study import Study

_ADVICE = (
    "Recommend biopsy.",
    "Follow-up CT of the chest in 3 months is recommended.",
    "MRI with contrast is recommended for further evaluation.",
    "Recommend PET/CT.",
    "Surgical consultation is advised.",
    "Recommend repeat imaging in 6 weeks.",
)


@error_type("recommendation_invented", ("recommendation",))
def advise(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one recommendation added, where neither the source nor the draft recommends anything."""
    if matches(vocabulary().recommendation, source_text(study)) or matches(vocabulary().recommendation, draft):
        return
    yield added(draft, rng.choice(_ADVICE))
