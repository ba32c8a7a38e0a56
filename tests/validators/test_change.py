"""An interval change that the source or the prior contradicts, or does not give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    (
        "8 mm right lower lobe nodule, previously 6 mm.",
        "Right lower lobe nodule has decreased to 6 mm.",
        [("major", "has decreased", "previously 6 mm")],
        {},
    ),
    ("Cyst of the left ovary, 39 mm. Not seen previously.", "New 39 mm left ovarian cyst.", [], {}),
    (
        "Cyst of the left ovary, 39 mm. Unchanged from the prior study.",
        "New 39 mm left ovarian cyst.",
        [("major", "New", "Cyst of the left ovary")],
        {},
    ),
    (
        "Moderate left pleural effusion, increased from prior. Mild pulmonary edema, improved.",
        "Worsening mild pulmonary edema.",
        [("major", "Worsening", "improved")],
        {"comparison": "Chest radiograph of yesterday"},
    ),
    (
        "The left pleural effusion is larger than on the prior study.",
        "Left pleural effusion, smaller.",
        [("major", "smaller", "larger")],
        {},
    ),
    ("The left pleural effusion is unchanged.", "Left pleural effusion, larger.", [("major", "larger", "unchanged")], {}),
    ("The left pleural effusion is unchanged.", "Unchanged left pleural effusion.", [], {}),
    (
        "Left pleural effusion.",
        "Worsening left pleural effusion.",
        [("minor", "Worsening", "Left pleural")],
        {"comparison": "CT of 2024-01-02."},
    ),
    ("Left pleural effusion.", "Worsening left pleural effusion.", [], {"comparison": "None."}),
    ("New nodule in the right upper lobe.", "Stable nodule in the right upper lobe.", [("major", "Stable", "New nodule")], {}),
    (
        "The nodule in the left lung measures 9 mm, previously 6 mm.",
        "Stable 9 mm nodule in the left lung.",
        [("major", "Stable", "previously 6 mm")],
        {},
    ),
    ("The nodule in the left lung measures 9 mm, previously 6 mm.", "9 mm nodule in the left lung, increased.", [], {}),
    (
        "Stable simple cyst of the left kidney.",
        "Enlarging simple cyst of the left kidney.",
        [("minor", "Enlarging", "Stable")],
        {},
    ),
    (
        "Demyelinating lesions are unchanged since the prior MRI.",
        "New demyelinating lesions.",
        [("major", "New", "unchanged")],
        {},
    ),
    (
        "Abdominal aortic aneurysm has enlarged since the prior CT.",
        "Enlarged abdominal aortic aneurysm since the prior CT.",
        [],
        {},
    ),
    (
        "Improved aeration of the left lower lobe with decreased consolidation.",
        "Decreased left lower lobe consolidation.",
        [],
        {},
    ),
    (
        "Worsening consolidation in the left lower lobe.",
        "Improving consolidation in the left lower lobe.",
        [("major", "Improving", "Worsening")],
        {},
    ),
    (
        "Left pleural effusion has increased in size. Right lung is clear.",
        "Decreased left pleural effusion.",
        [("major", "Decreased", "Left pleural effusion has increased in s")],
        {"comparison": "CT of 2024-01-02."},
    ),
    (
        "Left pleural effusion has increased in size. Right lung is clear.",
        "Increased left pleural effusion.",
        [],
        {"comparison": "CT of 2024-01-02."},
    ),
    (
        "Unchanged 9 mm ground-glass nodule in the left upper lobe.",
        "Increased 9 mm ground-glass nodule in the left upper lobe.",
        [("major", "Increased", "Unchanged 9 mm ground-glass nodule in th")],
        {},
    ),
    (
        "Increased interstitial markings in both lungs, unchanged.",
        "Increased interstitial markings in both lungs, unchanged.",
        [],
        {},
    ),
    (
        "Increased interstitial markings in both lungs, unchanged.",
        "Decreased interstitial markings in both lungs, unchanged.",
        [("major", "Decreased", "Increased interstitial markings in both ")],
        {},
    ),
    (
        "Increased interstitial markings in both lungs.",
        "Increased interstitial markings in both lungs.",
        [],
        {"comparison": "Radiograph of 2024-01-02."},
    ),
    (
        "The left adrenal nodule is not significantly changed.",
        "Growing left adrenal nodule.",
        [("major", "Growing", "The left adrenal nodule is not significa")],
        {},
    ),
    (
        "The abscess is now smaller, measuring 2 cm.",
        "Increased size of the abscess, now 2 cm.",
        [("major", "Increased size of", "The abscess is now smaller, measuring 2 ")],
        {},
    ),
    (
        "Increase in size of the left lower lobe mass.",
        "Left lower lobe mass has regressed.",
        [("major", "regressed", "Increase in size of the left lower lobe ")],
        {},
    ),
    ("Increase in size of the left lower lobe mass.", "Left lower lobe mass has increased.", [], {}),
    (
        "Cardiomegaly and aortic tortuosity are unchanged.",
        "Cardiomegaly is increased.",
        [("major", "is increased", "Cardiomegaly and aortic tortuosity are u")],
        {},
    ),
    (
        "Opacity at the right base, likely atelectasis, decreased since the prior radiograph.",
        "Increasing opacity at the right base.",
        [("major", "Increasing", "Opacity at the right base, likely atelec")],
        {},
    ),
    (
        "Stable, mild cardiomegaly with clear lungs.",
        "There is worsening, mild cardiomegaly.",
        [("major", "worsening", "Stable, mild cardiomegaly")],
        {},
    ),
    (
        "Stable cardiomediastinal silhouette. New consolidation in the left lower lobe.",
        "Worsening cardiomediastinal silhouette.",
        [("major", "Worsening cardiomediastinal silhouette", "Stable cardiomediastinal silhouette")],
        {},
    ),
    (
        "There are unchanged opacities in the bases which represent scarring. Scarring at the apex.",
        "There are decreased opacities in the bases which represent scarring.",
        [("major", "decreased", "There are unchanged opacities in the bas")],
        {},
    ),
    (
        "The pancreatic duct is dilated but stable.",
        "The pancreatic duct is dilated but increased.",
        [("major", "increased", "The pancreatic duct is dilated but stabl")],
        {},
    ),
    (
        "Pulmonary nodules have waxed and waned.",
        "Pulmonary nodules are stable.",
        [("major", "stable", "Pulmonary nodules have waxed and waned")],
        {},
    ),
    ("The retroperitoneal lymph nodes have decreased in size.", "Decreasing retroperitoneal lymphadenopathy.", [], {}),
    (
        "The retroperitoneal lymph nodes have decreased in size.",
        "Increasing retroperitoneal lymphadenopathy.",
        [("major", "Increasing", "The retroperitoneal lymph nodes have dec")],
        {},
    ),
    (
        "The splenic infarcts are less conspicuous than before.",
        "Splenic infarcts, more conspicuous.",
        [("major", "more conspicuous", "The splenic infarcts are less conspicuou")],
        {},
    ),
    (
        "Persistent right pneumothorax, not significantly changed.",
        "Enlarged right pneumothorax since the prior radiograph.",
        [("major", "Enlarged", "Persistent right pneumothorax, not signi")],
        {},
    ),
    (
        "Nodule in the left lung without interval growth.",
        "Enlarging nodule in the left lung.",
        [("major", "Enlarging", "Nodule in the left lung without interval")],
        {},
    ),
    (
        "No evidence of progression of the hepatic metastases.",
        "Progressive hepatic metastases.",
        [("major", "Progressive", "No evidence of progression of the hepati")],
        {},
    ),
    ("No evidence of progression of the hepatic metastases.", "Stable hepatic metastases.", [], {}),
    (
        "The left cerebellopontine angle mass is stable in size, measuring 1.4 cm.",
        "1.4 cm left cerebellopontine angle mass, enlarged since the prior MRI.",
        [("major", "enlarged", "The left cerebellopontine angle mass is ")],
        {},
    ),
    (
        "The left pleural effusion is stable.",
        "Increased left pleural effusion.",
        [("major", "Increased", "The left pleural effusion is stable")],
        {},
    ),
    (
        "Increased left pleural effusion.",
        "Stable left pleural effusion.",
        [("major", "Stable", "Increased left pleural effusion")],
        {},
    ),
    ("Increased interstitial markings.", "Stable increased interstitial markings.", [], {}),
    (
        "Stable cardiomegaly, stable hilar and mediastinal outlines.",
        "Stable cardiomegaly, worsening hilar and mediastinal outlines.",
        [("major", "worsening", "Stable cardiomegaly")],
        {},
    ),
    (
        "The postoperative cardiac silhouette is stable and at the upper limits of normal in size.",
        "The postoperative cardiac silhouette is worsening and at the upper limits of normal in size.",
        [("major", "worsening", "The postoperative cardiac silhouette is ")],
        {},
    ),
    (
        "Nodule in the right upper lobe, 9 mm.",
        "Stable 9 mm right upper lobe nodule.",
        [("major", "Stable", "Nodule in the right upper lobe, 9 mm")],
        {"rows": [("m1", "nodule", "right upper lobe", 6, "mm", "prior")]},
    ),
    (
        "Nodule in the right upper lobe, 9 mm.",
        "Increasing 9 mm right upper lobe nodule.",
        [],
        {"rows": [("m1", "nodule", "right upper lobe", 6, "mm", "prior")]},
    ),
    (
        "Nodule in the right upper lobe, 9 mm. Small left pleural effusion.",
        "New 9 mm nodule in the right upper lobe. New left pleural effusion.",
        [
            ("major", "New", "Nodule in the right upper lobe, 9 mm"),
            ("major", "New", "Small left pleural effusion"),
        ],
        {"prior": {"impression": "6 mm nodule in the right upper lobe. Moderate left pleural effusion."}},
    ),
    (
        "Nodule in the right upper lobe, 6 mm.",
        "Stable 6 mm nodule in the right upper lobe.",
        [],
        {"prior": {"impression": "6 mm nodule in the right upper lobe."}},
    ),
    (
        "Nodules in the right upper lobe, 9 mm and 4 mm.",
        "New 9 mm nodule in the right upper lobe.",
        [("minor", "New", "Nodules in the right upper lobe")],
        {"prior": {"impression": "4 mm nodule in the right upper lobe."}},
    ),
    ("The previously seen right pneumothorax is no longer seen.", "Resolved right pneumothorax.", [], {}),
    ("Previously seen pulmonary emboli have resolved.", "Interval resolution of pulmonary emboli.", [], {}),
    ("Cyst of the right ovary, 31 mm; previously 30 mm.", "31 mm right ovarian cyst, stable.", [], {}),
    (
        "Cyst of the right ovary, 41 mm; previously 30 mm.",
        "41 mm right ovarian cyst, stable.",
        [("major", "stable", "41 mm")],
        {},
    ),
    (
        "Nodule of 8 mm in the left lobe of the thyroid; previously 7 mm.",
        "Growing 8 mm left thyroid nodule.",
        [("minor", "Growing", "8 mm")],
        {},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_change(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("change", findings, impression, expected, **fields)
