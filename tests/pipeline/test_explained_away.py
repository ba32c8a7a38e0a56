"""Findings that a report explains away as artifacts, folds, overlapping shadows and shine-through."""

from __future__ import annotations

import pytest

from overread.checking import over_read
from overread.language.extraction.findings import findings_in
from overread.study import Study


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
        ("Linear lucency in the proximal tibia corresponds to a nutrient canal.", "fracture_lucency", "absent", "definite"),
        ("Linear lucency in the distal radius is likely a Mach effect.", "fracture_lucency", "absent", "probable"),
        ("Lucency of the distal radius abutting the growth plate.", "lucency", "present", "definite"),
        ("The nodule at the left base corresponds to the nipple.", "pulmonary_nodule", "absent", "definite"),
        ("The breast mass is 4 cm from the nipple.", "breast_mass", "present", "definite"),
        ("The breast mass is retracting the nipple.", "breast_mass", "present", "definite"),
        ("Filling defect in the pulmonary artery is due to unopacified blood.", "pulmonary_embolism", "absent", "definite"),
        ("Hyperintensity on DWI in the pons without ADC correlate.", "cerebral_restricted_diffusion", "absent", "definite"),
        ("Hyperintensity on DWI in the pons. ADC is normal.", "cerebral_restricted_diffusion", "absent", "definite"),
        ("Hyperintensity on DWI of the pons, likely T2 shine-through.", "cerebral_restricted_diffusion", "absent", "probable"),
        ("Restricted diffusion in the pons, not T2 shine-through.", "cerebral_restricted_diffusion", "present", "definite"),
        ("Restricted diffusion in the pons with low ADC.", "cerebral_restricted_diffusion", "present", "definite"),
        ("Focal liver mass with susceptibility artifact from a clip.", "mass", "present", "definite"),
    ],
)
def test_explained_away(text: str, concept: str, presence: str, certainty: str) -> None:
    found = [one for one in findings_in(text, "findings", frozenset({"chest"})) if one.concept == concept]
    assert [(one.presence, one.certainty) for one in found] == [(presence, certainty)]


@pytest.mark.parametrize(
    ("findings", "impression", "flagged"),
    [
        ("Lucency through the scaphoid is likely artifactual.", "Scaphoid fracture.", True),
        ("Lucency through the scaphoid. This is a nutrient canal.", "Scaphoid fracture.", True),
        ("Lucency through the scaphoid with a step of the cortex.", "Scaphoid fracture.", False),
        ("DWI hyperintensity in the left thalamus without ADC correlate.", "Acute left thalamic infarct.", True),
        ("DWI hyperintensity in the left thalamus without ADC correlate.", "No acute infarct.", False),
        ("DWI hyperintensity in the left thalamus with low ADC.", "Acute left thalamic infarct.", False),
    ],
)
def test_what_is_explained_away_bears_nothing_out(findings: str, impression: str, flagged: bool) -> None:
    flags = over_read(Study("a", findings, impression=impression)).flags
    assert any(one.type != "omission" for one in flags) is flagged
