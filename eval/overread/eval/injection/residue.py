"""Prompt residue and text that is no report."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import added
from overread.eval.injection import Edit, error_type
from overread.study import Study

_BEFORE = (
    "Sure, here is the impression based on the findings:",
    "As an AI language model, I have summarized the findings below.",
    "Here is the IMPRESSION as a numbered list:",
)
_AFTER = (
    "<|im_end|>",
    "Let me know if you need anything else!",
    "Note: this impression was generated from the findings provided.",
    "### FINDINGS:",
    "[INST] Write the impression [/INST]",
    "I hope this helps.",
)


@error_type("residue", ("text_defect",))
def leave_residue(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with a sentence of the model's own before or after the report's."""
    if rng.random() < 0.4:
        words = rng.choice(_BEFORE)
        yield Edit(f"{words}\n{draft}", ((0, len(words)),), note=words)
    else:
        words = rng.choice(_AFTER)
        yield (
            added(draft, words)
            if words[0].isupper()
            else Edit(
                f"{draft.rstrip()}\n{words}", ((len(draft.rstrip()) + 1, len(draft.rstrip()) + 1 + len(words)),), note=words
            )
        )
