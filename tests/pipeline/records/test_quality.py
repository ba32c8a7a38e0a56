"""The quality desk's figures and the worklist, over a small record whose figures are known by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from overread.records import (
    Conflict,
    Period,
    WorklistFilter,
    add_draft,
    answers,
    dismissals,
    disposition_flag,
    draft_flag_rates,
    edit_impression,
    figures,
    find_by_model_digest,
    flag_rates,
    load_study,
    open_review,
    record_scroll,
    sign,
    signed_studies,
    worklist,
)
from overread.records.quality import Share
from overread.review import Draft
from overread.study import Exam, Patient, Study

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import Site

RIGHT = "8 mm nodule in the left upper lobe."
WRONG = "8 mm nodule in the right upper lobe."


def draft(text: str, model: str) -> Draft:
    """A draft by a model."""
    return Draft(text, model, f"sha256:{model}", "impression", "sha256:p", 0)


def read_and_sign(site: Site, who: str, id: str, text: str | None = None, seconds: float = 60) -> None:
    """Read a study for some seconds, correct it or dismiss its flags, and sign."""
    view = site.open(who, id)
    if text is not None:
        view = site.do(edit_impression, who, view.review_id, view.version, text)
    for flag in view.flags:
        view = site.do(disposition_flag, who, view.review_id, view.version, flag.key, "dismiss", "checker_misread", "no")
    view = site.do(record_scroll, who, view.review_id, view.text_sha256)
    site.clock.advance(seconds=seconds)
    site.do(sign, who, view.review_id, view.version)


@pytest.fixture
def read_site(site: Site) -> Site:
    """Four signed studies of two readers and two models: right, corrected, dismissed, and one without a draft."""
    site.hire("second", "radiologist")
    site.load(draft=draft(RIGHT, "a"), id="A1")
    site.load(draft=draft(WRONG, "a"), id="A2")
    site.load(draft=draft(WRONG, "b"), id="B1")
    site.load(RIGHT, id="N1")
    site.load(WRONG, id="D1", demonstration=True)
    read_and_sign(site, "radiologist", "A1", seconds=30)
    read_and_sign(site, "radiologist", "A2", RIGHT, seconds=60)
    read_and_sign(site, "second", "B1", seconds=90)
    read_and_sign(site, "second", "N1", seconds=120)
    return site


def test_the_figures_as_a_whole(read_site: Site) -> None:
    (found,) = read_site.do(figures, "quality")
    assert (found.group, found.studies, found.flags_per_study, found.words_changed) == ("all", 4, 0.5, 0.5)
    shares = (found.flagged, found.flagged_major, found.edited, found.overridden, found.challenged, found.own_first)
    assert shares == (Share(2, 4), Share(2, 4), Share(1, 4), Share(1, 1), Share(0, 4), Share(0, 4))
    assert (found.lower_seconds, found.median_seconds, found.upper_seconds) == (52.5, 75.0, 97.5)


def test_a_share_of_nothing_has_no_value() -> None:
    assert (Share(0, 0).value, Share(1, 4).value) == (None, 0.25)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("reader", [("radiologist", 2, 0.5, 0.5, None, 45.0), ("second", 2, 0.5, 0.0, 1.0, 105.0)]),
        ("model", [("a", 2, 0.5, 0.5, None, 45.0), ("b", 1, 1.0, 0.0, 1.0, 90.0), ("no draft", 1, 0.0, 0.0, None, 120.0)]),
        ("modality", [("CT", 4, 0.5, 0.25, 1.0, 75.0)]),
        ("site", [("not said", 4, 0.5, 0.25, 1.0, 75.0)]),
    ],
)
def test_the_figures_by_group(read_site: Site, by: Any, expected: list[Any]) -> None:
    rows = read_site.do(figures, "quality", by)
    said = [
        (row.group, row.studies, row.flagged.value, row.edited.value, row.overridden.value, row.median_seconds) for row in rows
    ]
    assert said == expected


def test_a_period_counts_what_fell_into_it(read_site: Site) -> None:
    since = Period(since=read_site.clock() - timedelta(seconds=120))
    assert [row.study_id for row in read_site.do(signed_studies, "quality", since)] == ["B1", "N1"]
    later = Period(since=read_site.clock() + timedelta(seconds=1))
    for service in (signed_studies, figures, answers, dismissals, flag_rates, draft_flag_rates):
        arguments = ("all", later) if service is figures else (later,)
        assert read_site.do(service, "quality", *arguments) == ()


def test_an_unknown_grouping_is_refused(site: Site) -> None:
    with pytest.raises(ValueError, match="all, reader, model, modality, site"):
        site.do(figures, "quality", "weekday")  # type: ignore[arg-type]


def test_dismissals_by_reason(read_site: Site) -> None:
    (row,) = read_site.do(dismissals, "quality")
    assert (row.flag_type, row.severity, row.action, row.reason, row.count) == (
        "laterality",
        "major",
        "dismiss",
        "checker_misread",
        1,
    )


def test_flag_rates_are_of_the_studies_as_they_stand(read_site: Site) -> None:
    (row,) = read_site.do(flag_rates, "quality")
    assert (row.flag_type, row.studies, row.share, row.of) == ("laterality", 1, 0.25, 4)


def test_the_flags_of_drafts_are_those_before_anybody_touched_them(read_site: Site) -> None:
    rows = read_site.do(draft_flag_rates, "quality")
    assert [(row.model, row.flag_type, row.studies, row.of) for row in rows] == [
        ("a", "laterality", 1, 2),
        ("b", "laterality", 1, 1),
    ]


def test_a_new_draft_is_judged_by_its_own_flags(site: Site) -> None:
    site.load(draft=draft(RIGHT, "a"))
    view = site.open()
    site.do(add_draft, "radiologist", view.review_id, view.version, draft(WRONG, "b"))
    assert [(row.model, row.studies, row.of) for row in site.do(draft_flag_rates, "quality")] == [("b", 1, 1)]


def test_what_was_done_about_flags_is_counted_by_reader_and_model(read_site: Site) -> None:
    (row,) = read_site.do(answers, "quality")
    assert (row.reader, row.model, row.flag_type, row.severity, row.action, row.reason, row.count) == (
        "second",
        "b",
        "laterality",
        "major",
        "dismiss",
        "checker_misread",
        1,
    )


def test_of_two_answers_to_one_flag_the_last_counts(site: Site) -> None:
    site.load()
    view = site.open()
    for action in ("accept", "dismiss"):
        key = view.flags[0].key
        view = site.do(
            disposition_flag,
            "radiologist",
            view.review_id,
            view.version,
            key,
            action,
            "other",
            "because",
        )
    assert [(row.action, row.count) for row in site.do(answers, "quality")] == [("dismiss", 1)]


def test_demonstration_studies_are_counted_apart(read_site: Site) -> None:
    demonstration = Period(demonstration=True)
    assert read_site.do(signed_studies, "quality", demonstration) == ()
    (row,) = read_site.do(flag_rates, "quality", demonstration)
    assert (row.studies, row.share) == (1, 1.0)


def test_each_signed_study_is_a_row(read_site: Site) -> None:
    rows = {row.study_id: row for row in read_site.do(signed_studies, "quality")}
    assert [(row.reader, row.model, row.flag_types, row.edited, row.words_changed, row.dismissed) for row in rows.values()] == [
        ("radiologist", "a", (), False, 0, 0),
        ("radiologist", "a", ("laterality",), True, 2, 0),
        ("second", "b", ("laterality",), False, 0, 1),
        ("second", None, (), False, 0, 0),
    ]


def test_drafts_are_found_by_the_digest_of_their_model(read_site: Site) -> None:
    assert read_site.do(find_by_model_digest, "quality", "sha256:a") == ("A1", "A2")
    assert read_site.do(find_by_model_digest, "quality", "sha256:c") == ()


STUDIES = (
    Study("CT-old", "No nodule.", exam=Exam("CT", description="CT chest"), patient=Patient(age=80), impression="No nodule."),
    Study("CT-young", "No nodule.", exam=Exam("CT"), patient=Patient(age=20), impression="No nodule."),
    Study("MR-bad", "Left renal mass.", exam=Exam("MR"), patient=Patient(age=50), impression="Right renal mass."),
    Study("US-none", "No mass.", impression="No mass."),
)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (WorklistFilter(), ["MR-bad", "CT-old", "CT-young", "US-none"]),
        (WorklistFilter(modality="CT"), ["CT-old", "CT-young"]),
        (WorklistFilter(decision="clear"), ["CT-old", "CT-young", "US-none"]),
        (WorklistFilter(flag_type="laterality"), ["MR-bad"]),
        (WorklistFilter(flag_type="later"), []),
        (WorklistFilter(severity="minor"), []),
        (WorklistFilter(state="open"), ["CT-young"]),
        (WorklistFilter(state="waiting", modality="CT"), ["CT-old"]),
        (WorklistFilter(youngest=50), ["MR-bad", "CT-old"]),
        (WorklistFilter(oldest=50), ["MR-bad", "CT-young"]),
        (WorklistFilter(waiting_hours=0.25), ["CT-old", "CT-young"]),
        (WorklistFilter(words="chest"), ["CT-old"]),
        (WorklistFilter(words="%"), []),
        (WorklistFilter(limit=1, offset=1), ["CT-old"]),
    ],
)
def test_the_worklist_is_filtered_and_the_worst_comes_first(site: Site, wanted: WorklistFilter, ids: list[str]) -> None:
    for study in STUDIES:
        site.do(load_study, "device", study)
        if study.id == "CT-young":
            site.do(open_review, "radiologist", "CT-young")
            site.clock.advance(minutes=20)
    assert [row.study_id for row in site.do(worklist, "radiologist", wanted)] == ids


def test_a_study_is_taken_in_once(site: Site) -> None:
    site.load()
    with pytest.raises(Conflict, match="'S1' is in the record already"):
        site.load()
    assert site.do(open_review, "radiologist", "S1").version == 2
