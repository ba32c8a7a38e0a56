"""An invented finding that the source expressly denies."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import added
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import regions, sentences, source_sentences
from overread.study import Study


@error_type("invented_denied", ("negation", "invented_finding"))
def state_denied(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one more statement, of a finding that the source denies and whose family it nowhere states."""
    families = frozenset(m.family for s in source_sentences(study) for m in s.mentions if m.asserted)
    denied = frozenset().union(*(sentence.denied for sentence in source_sentences(study)))
    for region in regions(study):
        for family, statement in vocabulary().invented.get(region, ()):
            mentioned = frozenset().union(*(sentence.asserted for sentence in sentences(statement)))
            if mentioned & denied and family not in families:
                yield added(draft, statement)
