"""A wrong lobe or zone: upper becomes lower, base becomes apex."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import is_of_bone, is_of_the_images, swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.study import Study

_NAMED = re.compile(
    r"\s+(?:ganglia|arter\w+|cisterns?|nucle\w+|mening\w+|sulc\w+|gyr\w+|horns?|sinus\w*|bones?)\b", re.IGNORECASE
)


@error_type("lobe", ("location",))
def swap_lobe(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one lobe, zone, pole or quadrant exchanged for one that the source does not give the finding.

    The word that is part of a name stays ("basal ganglia", "basilar artery").
    """
    for edit in swaps(study, draft, vocabulary().lobe):
        named = _NAMED.match(edit.text, edit.spans[0][1])
        if not named and not is_of_the_images(edit) and not is_of_bone(draft, edit):
            yield edit
