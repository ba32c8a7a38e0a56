"""A present finding reported as absent."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

from overread.eval.edits import replaced, twins
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import Sentence, matches, sentences, source_sentences
from overread.study import Study

_FLIPS = (
    (re.compile(r"^(There (?:is|are|remains?))(?: an?| some)?\s", re.IGNORECASE), r"\1 no "),
    (
        re.compile(r"\b(is|are|was|were)( again| also)? (seen|noted|present|identified|visualized|demonstrated|evident)\b"),
        r"\1 not \3",
    ),
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|may|could|represents?|measur\w+|shows?|demonstrates?|overlies?|which|that|project\w*)\b",
    re.IGNORECASE,
)
_NOT_TOLD_ALONE = re.compile(
    r"\W|(?:in|on|at|after|post\w*|with|patient)\b|status post\b|associated\b|complete resolution\b|\w[^:]{0,60}:",
    re.IGNORECASE,
)


@cache
def _degree() -> re.Pattern[str]:
    degrees = "|".join(sorted(vocabulary().severity, key=len, reverse=True))
    return re.compile(rf"\b(?:an? )?(?:{degrees})\b ?", re.IGNORECASE)


def denial(sentence: Sentence) -> str | None:
    """Return the sentence with its finding denied and its degree left out, or None when no plain way of denying it is known."""
    words = _degree().sub("", sentence.text)
    words = words[:1].upper() + words[1:]
    for flip, new in _FLIPS:
        if flip.search(words):
            return flip.sub(new, words, count=1)
    if _VERB.search(words) or _NOT_TOLD_ALONE.match(words):
        return None
    return f"No {words[:1].lower() if not words[:2].isupper() else words[:1]}{words[1:]}"


@error_type("negation_added", ("negation",))
def deny(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts in which a finding that the source states, and nowhere denies, is denied.

    A statement of normality, a label with what is said under it, and what was before are not denied.
    """
    denied = frozenset().union(*(sentence.denied for sentence in source_sentences(study)))
    for sentence in sentences(draft):
        if (
            "XXXX" in sentence.text
            or not sentence.asserted
            or sentence.denied
            or len(sentence.asserted) > 2
            or sentence.asserted & denied
        ):
            continue
        if any(matches(words, sentence.text) for words in (vocabulary().hedge, vocabulary().change, vocabulary().normal)):
            continue
        new = denial(sentence)
        if new and any(twins(study, sentence, word) for word in _first_words(draft, sentence)):
            yield replaced(draft, sentence.span, new)


def _first_words(draft: str, sentence: Sentence) -> list[str]:
    return [draft[mention.start : mention.end] for mention in sentence.mentions if mention.asserted]
