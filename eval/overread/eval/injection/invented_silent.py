"""An invented finding on which the source is silent."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import added, silent
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import families, matches, regions, sentences, source_text
from overread.study import Study

_COVERED = {
    "airspace": r"\blungs?\b[^.]*\bclear\b|\bclear\b[^.]*\blungs?\b",
    "lesion": r"\blungs?\b[^.]*\bclear\b|\bclear\b[^.]*\blungs?\b",
    "appendicitis": r"\bappendix\b",
    "steatosis": r"\b(?:fatty|cirrho\w+|echogenic\w*)\b",
    "edema": r"\bvascula\w+\b|\breticula\w+\b|\binterstiti\w+\b|\bground[- ]?glass\b",
    "fracture": r"\b(?:bon(?:y|es)|osseous|skelet\w+|ribs?)\b",
    "effusion": r"\bpleura\w*\b|costophrenic",
    "heart": r"\b(?:heart|cardi\w+)\b",
    "node": r"\b(?:hilar|mediastin\w+)\b",
    "clot": r"\bpulmonary arter\w+\b",
}


@error_type("invented_silent", ("invented_finding", "negation"))
def state_unmentioned(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one more statement, of a finding whose family, and whose organ, the source does not mention."""
    source = source_text(study)
    for region in regions(study):
        for family, statement in vocabulary().invented.get(region, ()):
            named = frozenset(families()[name] for s in sentences(statement) for name in s.asserted)
            covered = any(matches(_COVERED[name], source) for name in named if name in _COVERED)
            if not covered and all(silent(study, name) for name in named | {family}):
                yield added(draft, statement)
