"""Findings that a report explains away as artifacts, folds and overlapping shadows."""

from __future__ import annotations

import pytest

from overread.language.extraction.findings import findings_in


@pytest.mark.parametrize(
    ("text", "concept", "presence", "certainty"),
    [
        ("Filling defect in the right lower lobe artery, likely artifactual.", "pulmonary_embolism", "absent", "probable"),
        ("Apparent thickening of the bladder wall is due to underdistension.", "bladder_wall_thickening", "absent", "definite"),
        ("Nodular opacity over the left base is a nipple shadow.", "pulmonary_nodule", "absent", "definite"),
        ("6 mm nodule in the left upper lobe. This may be artifactual.", "pulmonary_nodule", "present", "possible"),
        ("6 mm nodule in the left upper lobe. This is likely artifact.", "pulmonary_nodule", "absent", "probable"),
        ("Cardiomegaly, likely due to AP technique.", "cardiomegaly", "present", "possible"),
        ("Cardiomegaly, low lung volumes.", "cardiomegaly", "present", "definite"),
        ("The right base opacity is partly obscured by motion artifact.", "lung_opacity", "present", "definite"),
        ("Right upper lobe opacity, possibly due to superimposed ribs.", "lung_opacity", "present", "definite"),
        ("Pneumothorax, skin folds.", "pneumothorax", "present", "definite"),
        ("6 mm nodule in the left upper lobe, not an artifact.", "pulmonary_nodule", "present", "definite"),
        ("6 mm nodule in the left upper lobe. Motion artifact is noted.", "pulmonary_nodule", "present", "definite"),
        ("Focal liver mass with susceptibility artifact from a clip.", "mass", "present", "definite"),
    ],
)
def test_explained_away(text: str, concept: str, presence: str, certainty: str) -> None:
    found = [one for one in findings_in(text, "findings", frozenset({"chest"})) if one.concept == concept]
    assert [(one.presence, one.certainty) for one in found] == [(presence, certainty)]
