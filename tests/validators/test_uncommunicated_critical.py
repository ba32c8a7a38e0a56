"""A critical finding without documented communication."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    ("Large right tension pneumothorax.", "Large right tension pneumothorax.", [("minor", None, "tension pneumothorax")], {}),
    (
        "Large right tension pneumothorax. Discussed with the emergency physician at 03:30.",
        "Large right tension pneumothorax.",
        [],
        {},
    ),
    ("Large right tension pneumothorax.", "Large right tension pneumothorax, telephoned to the ward at 03:30.", [], {}),
    ("No pneumothorax.", "No pneumothorax.", [], {}),
    (
        "Acute pulmonary embolism in the left lower lobe.",
        "Acute pulmonary embolism in the left lower lobe.",
        [("minor", None, "pulmonary embolism")],
        {},
    ),
    ("Possible pulmonary embolism.", "Possible pulmonary embolism.", [], {}),
    (
        "Acute subdural hematoma over the left convexity.",
        "Acute subdural hematoma over the left convexity.",
        [("minor", None, "subdural")],
        {},
    ),
    ("Stable chronic subdural hematoma.", "Stable chronic subdural hematoma.", [], {}),
    ("Acute appendicitis.", "Acute appendicitis.", [("minor", None, "appendicitis")], {}),
    ("Free intraperitoneal air.", "Pneumoperitoneum.", [("minor", None, "intraperitoneal air")], {}),
    ("Simple cyst of the left kidney.", "Simple cyst of the left kidney.", [], {}),
    ("History of pulmonary embolism. The lungs are clear.", "The lungs are clear.", [], {}),
    ("Ovarian torsion on the left.", "Left ovarian torsion.", [("minor", None, "torsion")], {}),
    (
        "The right costophrenic sulcus looks deep. No definite pneumothorax.",
        "Deep right costophrenic sulcus.",
        [],
        {},
    ),
    ("There is no consolidation, pleural effusion, or pneumothorax seen.", "No pneumothorax.", [], {}),
    ("Small postoperative pneumoperitoneum, expected.", "Small postoperative pneumoperitoneum.", [], {}),
    ("Infarct in the left basal ganglia.", "Left basal ganglia infarct.", [], {}),
    (
        "Acute infarct in the left basal ganglia.",
        "Acute left basal ganglia infarct.",
        [("minor", None, "Acute infarct in the left basal ganglia")],
        {},
    ),
    (
        "No right pneumothorax. Large left pneumothorax.",
        "Large left pneumothorax.",
        [("minor", None, "Large left pneumothorax")],
        {},
    ),
    (
        "Subdural hematoma along the left convexity, 8 mm.",
        "Left subdural hematoma, 8 mm.",
        [("minor", None, "Subdural hematoma along the left convexi")],
        {},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_uncommunicated_critical(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("uncommunicated_critical", findings, impression, expected, **fields)
