"""A hedge added to what the source states outright."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import replaced
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import matches, sentences, support
from overread.study import Study

_THERE = re.compile(r"^There (?:is|are)\b", re.IGNORECASE)
_NOT_HEDGED = re.compile(
    r"^\W|^\w[^:]{0,60}:|\bresolution\b|\b(?:is|are|was|were|has|have|remains?|measur\w+|shows?|demonstrates?|overlies?)\b",
    re.IGNORECASE,
)


def _may_hedge(text: str) -> bool:
    return "XXXX" in text or matches(vocabulary().hedge, text) or matches(r"\bsuspicions?\b|\?", text)


@error_type("certainty_added", ("certainty",))
def add_hedge(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with a hedge put before a finding that no source sentence about it hedges.

    A full sentence, a label with what is said under it, and a statement of normality or of a course take none in front.
    """
    for sentence in sentences(draft):
        about = support(study, sentence)
        stated = any(sentence.asserted & other.asserted for other in about)
        if (
            not sentence.asserted
            or not stated
            or all(s.of_case for s in about)
            or any(_may_hedge(s.text) for s in (*about, sentence))
        ):
            continue
        word = rng.choice(("possible", "questionable"))
        there = _THERE.match(sentence.text)
        if there:
            new = f"{there.group()} possibly{sentence.text[there.end() :]}"
        elif not _NOT_HEDGED.search(sentence.text) and not any(
            matches(words, sentence.text) for words in (vocabulary().change, vocabulary().normal)
        ):
            text = sentence.text
            new = f"{word.capitalize()} {text[:1].lower() if not text[:2].isupper() else text[:1]}{text[1:]}"
        else:
            continue
        yield replaced(draft, sentence.span, new)
