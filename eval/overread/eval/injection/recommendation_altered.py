"""A recommendation of another modality or interval than the source gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from overread.eval.edits import added
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import matches, regions, source_text
from overread.study import Study

ADVICE = "Recommend follow-up {modality} of the {region} in {interval}."
_MODALITIES = ("CT", "MRI", "ultrasound", "PET/CT")
_INTERVALS = ("6 weeks", "3 months", "6 months", "12 months")
_NAMES = {"head": "brain", "msk": "area", "vascular": "vessels"}


def planted(study: Study, draft: str) -> bool:
    """Return whether neither the source nor the draft recommends anything, so that a recommendation may be put in both."""
    return not matches(vocabulary().recommendation, source_text(study)) and not matches(vocabulary().recommendation, draft)


@error_type("recommendation_altered", ("recommendation",))
def alter_advice(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts whose recommendation differs in modality or interval from the one put into the findings.

    The same recommendation is first put into the source and the draft, and the draft's is then altered.
    """
    if not planted(study, draft):
        return
    shown = (*regions(study), "chest")[0]
    modality, region, interval = rng.choice(_MODALITIES), _NAMES.get(shown, shown), rng.choice(_INTERVALS)
    advice = ADVICE.format(modality=modality, region=region, interval=interval)
    source = replace(study, findings=f"{study.findings.rstrip()} {advice}")
    if rng.random() < 0.5:
        old, new = modality, rng.choice([other for other in _MODALITIES if other not in modality and modality not in other])
    else:
        old, new = interval, rng.choice([other for other in _INTERVALS if other != interval])
    edit = added(draft, advice.replace(old, new, 1), note=f"{old} -> {new}")
    yield replace(edit, study=source, clean=added(draft, advice).text, clean_study=source)
