"""The source panel: measurement rows on lines, current beside prior."""

from __future__ import annotations

import pytest

from overread.app.source import paired_rows
from overread.study import Measurement, Prior, Study, Timepoint


def row(id: str, site: str = "liver", timepoint: Timepoint = "current") -> Measurement:
    return Measurement(id, "long axis", 5, "mm", "cyst", site, None, timepoint)


PAIRS = (
    ((), (), ()),
    ((row("a"),), (), (("a", None),)),
    ((row("a"), row("b", timepoint="prior")), (), (("a", "b"),)),
    ((row("a"),), (row("b"),), (("a", "b"),)),
    ((row("a"), row("b")), (row("c"),), (("a", "c"), ("b", None))),
    ((row("a"),), (row("b", "spleen"),), (("a", None), (None, "b"))),
)


@pytest.mark.parametrize(("rows", "prior", "expected"), PAIRS)
def test_the_same_quantity_stands_on_one_line(
    rows: tuple[Measurement, ...], prior: tuple[Measurement, ...], expected: tuple[tuple[str | None, str | None], ...]
) -> None:
    lines = paired_rows(Study("S", "f", measurements=rows, prior=Prior(measurements=prior)))
    assert tuple((a and a.id, b and b.id) for a, b in lines) == expected
