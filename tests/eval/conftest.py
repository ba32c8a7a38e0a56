from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from overread.eval.outcome import Outcome, Raised

Make = Callable[..., Outcome]


@pytest.fixture
def make() -> Make:
    """Return a maker of outcomes: keyword arguments over plain defaults, `types` for flags of these types."""

    def made(case: str = "s1/case", **given: Any) -> Outcome:
        study = case.split("/")[0]
        types = given.pop("types", ())
        severity = given.pop("severity", "major")
        flags = tuple(Raised(kind, severity, None if kind == "omission" else (0, 4)) for kind in types)
        plain: dict[str, Any] = {
            "judge": "j",
            "study": study,
            "cluster": study,
            "dataset": "d",
            "kind": "verbatim",
            "key": case,
        }
        return Outcome(case=case, **({**plain, "judged": True, "flags": flags} | given))

    return made
