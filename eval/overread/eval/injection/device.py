"""A device tip in the wrong place."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import sentences
from overread.study import Study

_DEVICE = re.compile(r"\b(?:tip|tips|tube|catheter|line|picc|leads?|electrodes?|port\S*|mediport)\b", re.IGNORECASE)


@error_type("device", ("location",))
def swap_device_position(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with the position of a device exchanged for one that the source does not name."""
    for edit in swaps(study, draft, vocabulary().device):
        start = edit.spans[0][0]
        sentence = next(sentence for sentence in sentences(draft) if sentence.start <= start < sentence.end)
        if _DEVICE.search(sentence.text):
            yield edit
