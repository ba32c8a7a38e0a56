"""A hedge added or removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    # a doubt about one finding need not be about another that "and" links to it, yet is about both sides of one
    ("Likely ureteric stone. Hydronephrosis.", "Likely left ureteric stone and hydronephrosis.", [], {}),
    (
        "Acute and chronic subdural hematoma.",
        "Possible acute and chronic subdural hematoma.",
        [("major", "Possible acute and chronic subdural hematoma", "Acute and chronic")],
        {},
    ),
    (
        "Liver lesion of 2 cm in segment 4, probably benign.\nKidneys: left lower pole lesion, probably a cyst.",
        "Left renal cyst.",
        [("minor", "Left renal cyst", "probably")],
        {},
    ),
    (
        "Possible radial tear of the medial meniscus.",
        "Radial tear of the medial meniscus.",
        [("minor", "Radial tear of the medial meniscus", "Possible")],
        {},
    ),
    (
        "Radial tear of the medial meniscus.",
        "Possible radial tear of the medial meniscus.",
        [("minor", "Possible radial tear of the medial meniscus", "Radial tear")],
        {},
    ),
    ("Possible radial tear of the medial meniscus.", "Possible radial tear of the medial meniscus.", [], {}),
    (
        "Pulmonary embolism in the right lower lobe.",
        "Possible pulmonary embolism in the right lower lobe.",
        [("major", "Possible pulmonary embolism in the right lower lobe", "Pulmonary embolism")],
        {},
    ),
    (
        "Possible pulmonary embolism in the right lower lobe.",
        "Pulmonary embolism in the right lower lobe.",
        [("major", "Pulmonary embolism in the right lower lobe", "Possible")],
        {},
    ),
    (
        "Questionable small pneumothorax on the left.",
        "Small left pneumothorax.",
        [("major", "Small left pneumothorax", "Questionable")],
        {},
    ),
    (
        "Probable pneumonia in the left lower lobe.",
        "Pneumonia in the left lower lobe.",
        [("minor", "Pneumonia in the left lower lobe", "Probable")],
        {},
    ),
    ("Probable pneumonia in the left lower lobe.", "Likely pneumonia in the left lower lobe.", [], {}),
    ("Hepatic steatosis.", "Hepatic steatosis.", [], {}),
    ("Possible hepatic steatosis.", "Hepatic steatosis.", [("minor", "Hepatic steatosis", "Possible")], {}),
    (
        "Suspected fracture of the scaphoid.",
        "Fracture of the scaphoid.",
        [("major", "Fracture of the scaphoid", "Suspected")],
        {},
    ),
    ("Fracture of the scaphoid.", "Fracture of the scaphoid.", [], {}),
    (
        "Hydronephrosis of the left kidney.",
        "Possible left hydronephrosis.",
        [("major", "Possible left hydronephrosis", "Hydronephrosis")],
        {},
    ),
    (
        "Opacity in the left upper lobe may represent early pneumonia.",
        "Opacity in the left upper lobe represents early pneumonia.",
        [("major", "Opacity in the left upper lobe represents early pneumonia", "Opacity in the left upper lobe may repre")],
        {},
    ),
    (
        "There may be mild narrowing of the left neural foramen at C5-C6.",
        "There is mild narrowing of the left neural foramen at C5-C6.",
        [("minor", "There is mild narrowing of the left neural foramen at C5-C6", "There may be mild narrowing of the left ")],
        {},
    ),
    (
        "Retrocardiac air-fluid level that probably represents a hiatal hernia.",
        "Retrocardiac air-fluid level that represents a hiatal hernia.",
        [
            (
                "minor",
                "Retrocardiac air-fluid level that represents a hiatal hernia",
                "Retrocardiac air-fluid level that ",
            )
        ],
        {},
    ),
    ("Opacity in the left upper lobe consistent with pneumonia.", "Left upper lobe pneumonia.", [], {}),
    (
        "Filling defect in the right lower lobe artery, suspicious for pulmonary embolism.",
        "Right lower lobe pulmonary embolism.",
        [("major", "Right lower lobe pulmonary embolism", "Filling defect in the right lower lobe a")],
        {},
    ),
    (
        "Sclerotic lesion in L3 is indeterminate; metastasis is not excluded.",
        "L3 metastasis.",
        [("major", "L3 metastasis", "not excluded")],
        {},
    ),
    (
        "Endometrial thickening; carcinoma cannot be ruled out.",
        "Endometrial thickening, carcinoma cannot be ruled out.",
        [],
        {},
    ),
    (
        "Findings favor a benign ovarian cyst.",
        "Benign ovarian cyst.",
        [("minor", "Benign ovarian cyst", "Findings favor a benign ovarian cyst")],
        {},
    ),
    (
        "Pneumonia and effusion cannot be excluded.",
        "Effusion.",
        [("minor", "Effusion", "Pneumonia and effusion cannot be exclude")],
        {},
    ),
    (
        "Opacity in the right lower lobe may represent pneumonia.",
        "Right lower lobe opacity consistent with pneumonia.",
        [("major", "Right lower lobe opacity consistent with pneumonia", "Opacity in the right lower lobe may repr")],
        {},
    ),
    ("Opacity in the right lower lobe, likely pneumonia.", "Right lower lobe opacity consistent with pneumonia.", [], {}),
    (
        "Right lower lobe opacity consistent with pneumonia.",
        "Right lower lobe opacity, possibly pneumonia.",
        [("major", "Right lower lobe opacity, possibly pneumonia", "Right lower lobe opacity consistent with")],
        {},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_certainty(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("certainty", findings, impression, expected, **fields)
