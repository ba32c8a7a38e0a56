"""A diagnosis beyond the source: an opacity becomes a carcinoma."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.study import Study


@error_type("overinterpretation", ("overinterpretation", "invented_finding"))
def name_diagnosis(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one finding exchanged for a diagnosis that no section of the source names."""
    return swaps(study, draft, vocabulary().overinterpretation)
