"""The page's words: every status, severity, decision and flag has a name, and symbols differ without colour."""

from __future__ import annotations

from typing import get_args

import pytest

from overread.app.wording import DECISIONS, FLAGS, INSERTABLE, SEVERITIES, SOURCES, STATUSES, Label
from overread.finding import Source
from overread.review import FLAG_TYPES, Decision, Severity, Status


def test_everything_that_can_be_shown_has_a_name() -> None:
    assert set(FLAGS) == set(FLAG_TYPES)
    assert set(FLAG_TYPES) >= INSERTABLE
    assert set(STATUSES) == set(get_args(Status))
    assert set(SEVERITIES) == set(get_args(Severity))
    assert set(DECISIONS) == set(get_args(Decision))
    assert set(SOURCES) == set(get_args(Source))


@pytest.mark.parametrize("labels", [STATUSES, SEVERITIES, DECISIONS], ids=["statuses", "severities", "decisions"])
def test_symbols_and_names_tell_apart_without_colour(labels: dict[str, Label]) -> None:
    assert len({label.symbol for label in labels.values()}) == len(labels)
    assert len({label.name for label in labels.values()}) == len(labels)
