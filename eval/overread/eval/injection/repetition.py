"""A draft that repeats itself, as a language model that loops does."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import added
from overread.eval.injection import Edit, error_type
from overread.eval.wording import sentences
from overread.study import Study


@error_type("repetition", ("text_defect",))
def repeat(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts in which one statement stands twice or, as a loop, its last words stand four times."""
    found = [sentence for sentence in sentences(draft) if len(sentence.text.split()) > 2]
    if not found:
        return
    sentence = rng.choice(found)
    if rng.random() < 0.6:
        yield added(draft, sentence.text + ".", note="statement repeated")
        return
    last = found[-1]
    tail = " ".join(last.text.split()[-3:])
    loop = f" and {tail}" * 3
    text = draft[: last.end] + loop + draft[last.end :]
    yield Edit(text, ((last.start, last.end + len(loop)),), note="words repeated")
