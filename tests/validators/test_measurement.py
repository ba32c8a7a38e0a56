"""Values against the source, across units, roundings, dimensions and rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    # the figures of the source with another unit, whatever they are read to be of
    ("Main pulmonary trunk 33 mm.", "Enlarged pulmonary trunk of 33 cm.", [("critical", "33 cm", "33 mm")], {}),
    ("Sacral symphysis 5 mm. L5 defect 21 mm.", "Symphysis 5 cm wide.", [("major", "5 cm", "5 mm")], {}),
    ("Mass 8 mm, 5 cm from the nipple. Node 5 mm.", "8 mm mass 5 cm from the nipple. 5 mm node.", [], {}),
    ("Cyst 2.4 cm. Pulmonary trunk 33 mm.", "Cyst of 24 mm. Pulmonary trunk 3.3 cm.", [], {}),
    ("RCA 25-49% stenosis. LVEF 61%.", "LVEF 41%.", [("major", "41%", "LVEF 61%")], {}),
    ("8 mm nodule, previously 6 mm.", "Nodule, 8 mm previously 4 mm.", [("major", "4 mm", "previously 6 mm")], {}),
    ("Fundal fibroid 5.8 cm (previously 7.3 cm).", "Shrinkage of the fundal fibroid to 5.8 cm, prev 7.3 cm.", [], {}),
    ("LV size normal, EF 58%.", "Reduced LV ejection fraction of 38%.", [("major", "38%", "EF 58%")], {}),
    ("EFW 1420 g (8th percentile).", "EFW below the 10th percentile.", [], {}),
    ("EFW 1420 g (18th percentile).", "EFW below the 10th percentile.", [("major", "10th percentile", "18th percentile")], {}),
    (
        "The CBD is dilated at 14 mm. Nodes up to 8 mm.",
        "CBD measures 4 mm.",
        [("major", "4 mm", "CBD is dilated at 14 mm")],
        {},
    ),
    ("Enlarged spleen measuring 15 cm.", "The spleen measures 15 cm.", [], {}),
    ("The uterus measures 9 cm with a 3 cm fibroid.", "Uterine fibroid of 5 cm.", [("major", "5 cm", "3 cm fibroid")], {}),
    ("The right kidney measures 11 cm and contains a 2 cm cyst.", "Right renal cyst, 2 cm.", [], {}),
    (
        "Left popliteal artery aneurysm, 31 mm, previously 25 mm.",
        "Left popliteal artery aneurysm, which has grown by 6 mm to 31 mm.",
        [],
        {},
    ),
    (
        "Left popliteal artery aneurysm, 31 mm, previously 25 mm.",
        "Left popliteal artery aneurysm, which has grown by 16 mm.",
        [("major", "16 mm", "31 mm")],
        {},
    ),
    (
        "Infrarenal aortic aneurysm of 4.3 cm. Mural thrombus of 9 mm.",
        "Infrarenal aortic aneurysm with mural thrombus, diameter 4.3 cm.",
        [],
        {},
    ),
    ("A 3.2 cm mass in the left kidney.", "2.3 cm mass in the left kidney.", [("major", "2.3 cm", "3.2 cm")], {}),
    ("An 8 mm nodule in the right upper lobe.", "0.8 cm nodule in the right upper lobe.", [], {}),
    ("An 8 mm nodule in the right upper lobe.", "8 cm nodule in the right upper lobe.", [("critical", "8 cm", "8 mm")], {}),
    ("A 3.2 cm mass in the left kidney.", "32 cm mass in the left kidney.", [("critical", "32 cm", "3.2 cm")], {}),
    ("An 8 mm nodule in the right upper lobe.", "9 mm nodule in the right upper lobe.", [("minor", "9 mm", "8 mm")], {}),
    ("A 3.24 cm mass in the left kidney.", "3.2 cm mass in the left kidney.", [], {}),
    (
        "Simple cyst of the right kidney measuring 2 cm.",
        "5 cm simple cyst of the right kidney.",
        [("minor", "5 cm", "2 cm")],
        {},
    ),
    (
        "Simple cyst of the right kidney measuring 1 cm.",
        "10 cm simple cyst of the right kidney.",
        [("major", "10 cm", "1 cm")],
        {},
    ),
    ("2.1 x 1.4 cm nodule in the left thyroid lobe.", "2.1 cm nodule in the left thyroid lobe.", [], {}),
    (
        "2.1 x 1.4 cm nodule in the left thyroid lobe.",
        "2.1 x 1.9 cm nodule in the left thyroid lobe.",
        [("major", "2.1 x 1.9 cm", "2.1 x 1.4")],
        {},
    ),
    (
        "Stenosis of 70% at the origin of the left internal carotid artery.",
        "40% stenosis of the left internal carotid artery.",
        [("major", "40%", "70%")],
        {},
    ),
    ("The abdominal aortic aneurysm measures 5.1 cm.", "5.1 cm abdominal aortic aneurysm.", [], {}),
    (
        "The abdominal aortic aneurysm measures 5.1 cm.",
        "3.1 cm abdominal aortic aneurysm.",
        [("major", "3.1 cm", "5.1 cm")],
        {},
    ),
    (
        "Solid nodule in the right lower lobe.",
        "12 mm solid nodule in the right lower lobe.",
        [],
        {"rows": [("m1", "nodule", "right lower lobe", 12, "mm", "current")]},
    ),
    (
        "Nodule in the right lower lobe.",
        "14 mm nodule in the right lower lobe.",
        [("major", "14 mm", "m1")],
        {"rows": [("m1", "nodule", "right lower lobe", 12, "mm", "current")]},
    ),
    (
        "The mediastinal mass measures 3.6 x 2.2 cm with an SUV of 2.4.",
        "6.6 x 2.2 cm mediastinal mass with an SUV of 2.4.",
        [("major", "6.6 x 2.2 cm", "3.6 x 2.2")],
        {},
    ),
    (
        "Infrarenal aortic aneurysm of 5.4 cm. Previously 4.8 cm.",
        "Infrarenal aortic aneurysm, 5.4 cm, enlarged from 4.8 cm.",
        [],
        {},
    ),
    (
        "Infrarenal aortic aneurysm of 5.4 cm. Previously 4.8 cm.",
        "Infrarenal aortic aneurysm, 5.4 cm, enlarged from 3.8 cm.",
        [("major", "3.8 cm", "5.4 cm")],
        {},
    ),
    ("Right lung nodule 6 mm (was 12 mm).", "Interval 50% decrease in size of the right lung nodule.", [], {}),
    (
        "Right lung nodule 6 mm (was 12 mm).",
        "Interval 20% decrease in size of the right lung nodule.",
        [("major", "20%", "Right lung nodule 6 mm (was 12 mm")],
        {},
    ),
    ("Left renal mass 3.6 cm, previously 1.8 cm.", "Left renal mass has doubled in size.", [], {}),
    (
        "Left renal mass 3.6 cm, previously 3.0 cm.",
        "Left renal mass has doubled in size.",
        [("major", "has doubled", "previously 3.0 cm")],
        {},
    ),
    (
        "Compression fracture of L1 with 40% decrease in height.",
        "L1 compression fracture with 70% decrease in height.",
        [("major", "70%", "40% decrease in height")],
        {},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_measurement(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("measurement", findings, impression, expected, **fields)
