"""Training cases: seeded errors, some withheld, a score for each reader, and nothing signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from overread.records import (
    Challenge,
    Probe,
    answer_training,
    disposition_flag,
    edit_impression,
    open_review,
    probe_scores,
    probe_type_scores,
    record_scroll,
    sign,
    worklist,
)
from overread.records.demonstration import load_demonstration
from overread.records.tables import SignatureRow

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import Site

RIGHT = "8 mm nodule in the left upper lobe."
SHOWN = Probe("laterality", wrong="right")
WITHHELD = Probe("laterality", wrong="right", withheld=True)


def answer(site: Site, who: str, text: str | None) -> Any:
    """Work through the training case, correcting the text if one is given."""
    view = site.open(who)
    if text is not None:
        view = site.do(edit_impression, who, view.review_id, view.version, text)
    for flag in view.flags:
        if flag.must:
            view = site.do(disposition_flag, who, view.review_id, view.version, flag.key, "dismiss", "other", "looks right")
    view = site.do(record_scroll, who, view.review_id, view.text_sha256)
    site.clock.advance(minutes=2)
    return site.do(answer_training, who, view.review_id, view.version)


@pytest.mark.parametrize("probe", [SHOWN, WITHHELD])
@pytest.mark.parametrize(("text", "caught"), [(RIGHT, True), (None, False), ("9 mm nodule in the right upper lobe.", False)])
def test_a_seeded_error_is_caught_or_missed(site: Site, probe: Probe, text: str | None, caught: bool) -> None:
    site.load(probes=[probe])
    (outcome,) = answer(site, "trainee", text)
    assert (outcome.flag_type, outcome.withheld, outcome.caught) == ("laterality", probe.withheld, caught)
    (score,) = site.do(probe_scores, "quality")
    assert (score.username, score.probes, score.caught, score.withheld) == ("trainee", 1, int(caught), int(probe.withheld))
    with site.store.read() as session:
        assert session.scalar(select(func.count()).select_from(SignatureRow)) == 0


def test_a_withheld_flag_is_not_shown_until_the_case_is_answered(site: Site) -> None:
    site.load(probes=[WITHHELD])
    view = site.open()
    assert view.training
    assert view.review is not None
    assert (view.flags, view.review.flags) == ((), ())
    assert {claim.status for claim in view.review.claims} == {"supported"}
    answer(site, "radiologist", None)
    after = site.do(open_review, "radiologist", "S1")
    assert (after.state, [flag.flag.type for flag in after.flags]) == ("answered", ["laterality"])


def test_every_reader_has_a_case_of_their_own_and_sees_their_own_score(site: Site) -> None:
    site.load(probes=[SHOWN])
    answer(site, "radiologist", RIGHT)
    answer(site, "trainee", None)
    assert [(score.username, score.caught) for score in site.do(probe_scores, "administrator")] == [
        ("radiologist", 1),
        ("trainee", 0),
    ]
    assert [score.username for score in site.do(probe_scores, "trainee")] == ["trainee"]
    assert [row.state for row in site.do(worklist, "trainee")] == ["answered"]
    assert [row.state for row in site.do(worklist, "quality")] == ["waiting"]


def test_the_scores_of_all_are_counted_by_the_type_of_error(site: Site) -> None:
    site.load(probes=[SHOWN])
    site.load(id="S2", probes=[WITHHELD])
    answer(site, "radiologist", RIGHT)
    answer(site, "trainee", None)
    assert [(row.flag_type, row.withheld, row.probes, row.caught) for row in site.do(probe_type_scores, "quality")] == [
        ("laterality", False, 2, 1)
    ]


def test_a_training_case_is_never_signed_and_a_study_never_answered(site: Site) -> None:
    site.load(probes=[SHOWN])
    view = site.open()
    with pytest.raises(ValueError, match="answered, not signed"):
        site.do(sign, "radiologist", view.review_id, view.version)
    view = site.ready(id="S2")
    with pytest.raises(PermissionError, match="not a training case"):
        site.do(answer_training, "radiologist", view.review_id, view.version)


def test_a_training_case_asks_for_the_same_care(site: Site) -> None:
    site.load(RIGHT, probes=[SHOWN])
    view = site.open()
    with pytest.raises(PermissionError, match="scroll through"):
        site.do(answer_training, "radiologist", view.review_id, view.version)
    site.do(record_scroll, "radiologist", view.review_id, view.text_sha256)
    assert isinstance(site.do(answer_training, "radiologist", view.review_id, view.version), Challenge)


def test_an_answered_case_cannot_be_answered_again(site: Site) -> None:
    site.load(probes=[SHOWN])
    answer(site, "trainee", RIGHT)
    with pytest.raises(PermissionError):
        answer(site, "trainee", None)


def test_the_demonstration_is_marked_everywhere_and_loaded_once(sqlite_site: Site) -> None:
    first = sqlite_site.do(load_demonstration, "device")
    again = sqlite_site.do(load_demonstration, "device")
    assert first.studies >= 17
    assert first.training >= 20
    assert again == (0, 0, first.studies + first.training)
    rows = sqlite_site.do(worklist, "radiologist")
    assert len(rows) == first.studies + first.training
    assert all(row.demonstration for row in rows)
    assert sum(row.training for row in rows) == first.training
    assert sqlite_site.do(open_review, "radiologist", rows[0].study_id).demonstration
    assert sqlite_site.do(open_review, "radiologist", rows[0].study_id).study.meta == {}
