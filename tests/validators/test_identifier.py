"""What identifies a patient."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    ("Clear lungs.", "MRN: 12345678. Clear lungs.", [("critical", "MRN: 12345678", "")], {}),
    ("Clear lungs.", "Clear lungs. Mr. Smith was informed.", [("critical", "Mr. Smith", "")], {}),
    ("Clear lungs.", "DOB 1961-04-12. Clear lungs.", [("critical", "DOB 1961-04-12", "")], {}),
    ("Clear lungs.", "Contact the patient at (555) 123-4567.", [("critical", "(555) 123-4567", "")], {}),
    ("Clear lungs.", "Send to jane.doe@example.org.", [("critical", "jane.doe@example.org", "")], {}),
    ("Clear lungs.", "SSN 219-09-9999.", [("critical", "SSN 219-09-9999", "")], {}),
    ("Clear lungs.", "Patient name: Maria Gonzalez.", [("critical", "Patient name: Maria Gonzalez", "")], {}),
    ("Clear lungs.", "Lives at 12 Elm Street.", [("critical", "12 Elm Street", "")], {}),
    ("Clear lungs.", "See http://example.org/1.", [("critical", "http://example.org/1.", "")], {}),
    ("Clear lungs.", "Discussed with Dr. Miller at 10:15 on 2026-01-02.", [], {}),
    ("Clear lungs.", "Nodule of 12 x 14 x 10 mm, series 3, image 124.", [], {}),
    ("Clear lungs.", "Patient: Right Knee pain.", [], {}),
    ("Clear lungs.", "Accession number 20260102.", [("critical", "Accession number 20260102", "")], {}),
    ("Clear lungs.", "MS lesions. Miller Fisher syndrome. Baker cyst.", [], {}),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_identifier(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("identifier", findings, impression, expected, **fields)
