"""A recommendation of the source that the draft leaves out."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from overread.eval.edits import added
from overread.eval.injection import Edit, error_type
from overread.eval.injection.recommendation_altered import planted
from overread.study import Study

_ADVICE = (
    "Follow-up CT of the chest in 6 months is recommended.",
    "Recommend ultrasound for further evaluation.",
    "MRI is recommended for further characterization.",
    "Short-interval follow-up radiograph is recommended.",
)


@error_type("missing_recommendation", ("missing_recommendation",))
def leave_out_advice(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield the draft as it is against a source into which a recommendation was put; the clean twin repeats it."""
    if not planted(study, draft):
        return
    advice = rng.choice(_ADVICE)
    lead = study.findings.rstrip() + " "
    source = replace(study, findings=lead + advice)
    span = (len(lead), len(lead) + len(advice))
    yield Edit(draft, (), (span,), study=source, clean=added(draft, advice).text, clean_study=source, note=advice)
