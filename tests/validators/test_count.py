"""A wrong number of lesions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    (
        "Three enhancing lesions in the cerebellum.",
        "Five enhancing lesions in the cerebellum.",
        [("major", "Five", "Three")],
        {},
    ),
    ("Three enhancing lesions in the cerebellum.", "Three enhancing lesions in the cerebellum.", [], {}),
    ("Multiple pulmonary nodules.", "Two pulmonary nodules.", [("major", "Two", "Multiple")], {}),
    ("Multiple pulmonary nodules.", "Multiple pulmonary nodules.", [], {}),
    ("Two hypodense lesions in the liver.", "Three hypodense lesions in the liver.", [("major", "Three", "Two")], {}),
    ("Two simple cysts of the left kidney.", "Four simple cysts of the left kidney.", [("minor", "Four", "Two")], {}),
    ("A single metastasis in the liver.", "Multiple metastases in the liver.", [("major", "Multiple", "single")], {}),
    ("Several gallstones.", "Multiple gallstones.", [], {}),
    ("Two gallstones.", "Gallstones.", [], {}),
    ("Fractures of the left fourth and fifth ribs.", "Fractures of the left fourth and fifth ribs.", [], {}),
    ("Two masses in the right breast.", "Three masses in the right breast.", [("major", "Three", "Two")], {}),
    ("Four leiomyomas in the uterus.", "Two leiomyomas in the uterus.", [("major", "Two", "Four")], {}),
    ("Numerous pulmonary nodules in both lungs.", "Numerous pulmonary nodules in both lungs.", [], {}),
    (
        "A single gestational sac with an embryo of 9 mm.",
        "Triplet gestation, crown-rump length 9 mm.",
        [("major", "Triplet gestation, crown-rump length 9 mm", "single gestational sac")],
        {},
    ),
    ("Two gestational sacs, each with an embryo.", "Twin gestation.", [], {}),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_count(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("count", findings, impression, expected, **fields)
