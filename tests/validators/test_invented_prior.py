"""A comparison where the source has none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    ("Normal rotator cuff and biceps tendons.", "Intact supraspinatus and stable biceps tendon.", [], {}),
    ("Normal pelvis.", "Stable pelvic ring.", [], {}),
    ("Mass of the left cerebellopontine angle.", "Left cerebellopontine angle mass, as previously described.", [], {}),
    (
        "Mass of the left cerebellopontine angle.",
        "Previously described left cerebellopontine angle mass.",
        [("minor", "Previously described", "")],
        {},
    ),
    (
        "Degenerated acromioclavicular joint.",
        "Stable acromioclavicular joint, unchanged since 2019.",
        [("major", "Stable acromioclavicular joint, unchanged since 2019", "")],
        {},
    ),
    (
        "Nodule in the right lobe of the thyroid, 14 mm. No prior studies are available for comparison.",
        "14 mm left thyroid nodule, larger than on the previous ultrasound.",
        [("major", "larger than on", "")],
        {},
    ),
    (
        "Esophagus: primary stripping wave reduced in the distal third. Pouch of 3 cm above the cricopharyngeal bar.",
        "Zenker diverticulum of 3 cm, enlarged from the previous swallow.",
        [("minor", "enlarged", "")],
        {},
    ),
    ("The main pulmonary artery is enlarged at 4.7 cm.", "Main pulmonary artery enlarged to 4.7 cm.", [], {}),
    (
        "9 mm nodule in the left lower lobe.",
        "Nodule in the left lower lobe, enlarged to 9 mm.",
        [("major", "enlarged to", "")],
        {},
    ),
    (
        "Small right pleural effusion.",
        "Small right pleural effusion, unchanged.",
        [("major", "unchanged", "")],
        {"comparison": "None."},
    ),
    (
        "Small right pleural effusion.",
        "Small right pleural effusion, unchanged.",
        [("major", "unchanged", "")],
        {"comparison": "No prior studies available."},
    ),
    ("Small right pleural effusion.", "Small right pleural effusion, unchanged.", [("major", "unchanged", "")], {}),
    ("Small right pleural effusion.", "Small right pleural effusion, unchanged.", [], {"comparison": "CT of 2024-05-06."}),
    (
        "Small right pleural effusion.",
        "Small right pleural effusion, unchanged.",
        [],
        {"comparison": "No prior CT. Radiograph of 2024-05-06."},
    ),
    ("Small right pleural effusion, unchanged.", "Small right pleural effusion, unchanged.", [], {}),
    (
        "Findings of prior granulomatous disease. Small right pleural effusion.",
        "Worsening right pleural effusion.",
        [("major", "Worsening", "")],
        {},
    ),
    (
        "No prior studies for comparison. Small right pleural effusion.",
        "Worsening right pleural effusion.",
        [("major", "Worsening", "")],
        {},
    ),
    ("Small right pleural effusion.", "Small right pleural effusion, unchanged.", [], {"prior": {"date": "2025-01-03"}}),
    (
        "Nodule in the right lower lobe, 8 mm.",
        "8 mm nodule in the right lower lobe, increased.",
        [],
        {"rows": [("m1", "nodule", "right lower lobe", 6, "mm", "prior")]},
    ),
    ("Tortuous aorta.", "Stable tortuous aorta.", [("minor", "Stable", "")], {}),
    ("Uterine fibroid, 3 cm.", "3 cm uterine fibroid, new since the prior ultrasound.", [("major", "new", "")], {}),
    ("Small right pleural effusion.", "Small right pleural effusion.", [], {}),
    ("Acute appendicitis.", "New acute appendicitis.", [("major", "New", "")], {"comparison": "Not available"}),
    (
        "Hepatic steatosis.",
        "Compared with the prior ultrasound, hepatic steatosis is again seen.",
        [("major", "again seen", "Hepatic steatosis")],
        {},
    ),
    (
        "The heart is enlarged.",
        "The heart is enlarged, increased since the prior study.",
        [("major", "increased", "The heart is enlarged")],
        {},
    ),
    ("Increased interstitial markings.", "Increased interstitial markings.", [], {}),
    (
        "Pneumoperitoneum secondary to recent surgery.",
        "Pneumoperitoneum secondary to recent surgery, stable compared to the previous exam.",
        [("major", "stable compared", "Pneumoperitoneum secondary to recent sur")],
        {},
    ),
    (
        "Opacity at the left base, may represent atelectasis.",
        "Opacity at the left base, may represent atelectasis, increased since the prior study.",
        [("major", "increased", "Opacity at the left base, may represent ")],
        {},
    ),
    (
        "Normal heart size. Clear lungs.",
        "No acute disease. No significant change from prior examination.",
        [("major", "No significant change from prior examination", "")],
        {},
    ),
    ("Ankle-brachial index 0.55.", "Reduced ankle-brachial index of 0.55.", [], {}),
    (
        "Scapholunate distance 5 mm.",
        "Widened scapholunate interval (5 mm), consistent with a ligament tear.",
        [],
        {"exam": {"modality": "CR", "body_part": "wrist"}},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_invented_prior(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("invented_prior", findings, impression, expected, **fields)
