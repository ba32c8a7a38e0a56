from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from overread.decision import decide
from overread.eval import running
from overread.eval.case import Case
from overread.eval.drafting_runs import run_drafts
from overread.eval.outcome import Outcome, age_band, groups_of, line_of, outcome_of, read_outcomes
from overread.eval.running import answer, run, tasks_of, timed
from overread.finding import Finding
from overread.models import ModelError
from overread.review import Claim, Draft, Evidence, Flag, Review
from overread.study import Exam, Patient, Study

STUDY = Study("s", "Left effusion. Nodule.", Exam("CT", site="A"), Patient("F", 63), impression="Right effusion.")
ERROR = Case(
    "s/laterality", STUDY, "injected", "laterality", ("laterality",), ((0, 5),), twin=replace(STUDY, impression="Left.")
)
OMITTED = Case("s/omission", STUDY, "injected", "omission", ("omission",), (), ((15, 21),))
COPY = Case("s/verbatim", STUDY, "verbatim")


def review(*flags: Flag, status: str = "supported", error: str | None = None) -> Review:
    """Return a decided review with one claim and these flags."""
    claim = Claim("c1", Finding("effusion", (0, 14), "Right effusion"), status)  # type: ignore[arg-type]
    return decide(Review(STUDY, claims=(claim,), flags=flags, error=error))


def made(case: Case, given: Review, twin: Review | None = None) -> Outcome:
    """Return the outcome of a case."""
    return outcome_of(case, given, twin, "j", "d", "k")


SIDE = Flag("laterality", "critical", "m", (0, 5), "Right")
ELSEWHERE = Flag("laterality", "critical", "m", (6, 14), "effusion")
OTHER = Flag("invented_finding", "major", "m", (0, 14))
FAILED = Flag("not_checked", "major", "m", (0, 14))
LEFT_OUT = Flag("omission", "minor", "m", evidence=(Evidence("findings", (15, 21), "Nodule"),))
WRONGLY = Flag("omission", "minor", "m", evidence=(Evidence("findings", (0, 13), "Left effusion"),))


@pytest.mark.parametrize(
    ("case", "flags", "caught", "right"),
    [
        (ERROR, (SIDE,), True, True),
        (ERROR, (OTHER,), True, False),
        (ERROR, (ELSEWHERE,), False, False),
        (ERROR, (), False, False),
        (ERROR, (LEFT_OUT,), False, False),
        (OMITTED, (LEFT_OUT,), True, True),
        (OMITTED, (WRONGLY,), False, False),
        (OMITTED, (SIDE,), False, False),
        (COPY, (SIDE,), None, None),
    ],
)
def test_a_flag_counts_where_it_points(case: Case, flags: tuple[Flag, ...], caught: bool | None, right: bool | None) -> None:
    outcome = made(case, review(*flags))
    assert (outcome.caught, outcome.right_type) == (caught, right)


def test_a_twin_flagged_alike_is_not_quiet() -> None:
    assert made(ERROR, review(SIDE), review()).twin_quiet is True
    assert made(ERROR, review(SIDE), review(OTHER)).twin_quiet is True
    assert made(ERROR, review(SIDE), review(ELSEWHERE)).twin_quiet is False


@pytest.mark.parametrize(
    ("case", "given", "failure"),
    [
        (ERROR, review(error="no luck"), "no luck"),
        (ERROR, review(FAILED), "a check failed"),
        (replace(COPY, kind="statement"), review(status="unchecked"), "the statement was not read"),
        (replace(COPY, kind="statement"), review(), None),
        (COPY, review(status="unchecked"), None),
    ],
)
def test_what_a_judge_could_not_say_is_kept_apart(case: Case, given: Review, failure: str | None) -> None:
    outcome = made(case, given)
    assert (outcome.judged, outcome.failure) == (failure is None, failure)
    assert failure is None or outcome.caught is None


def test_groups_and_age_bands() -> None:
    assert groups_of(STUDY, "d") == {"modality": "CT", "site": "A", "sex": "F", "age": "40 to 64", "dataset": "d"}
    bands = [age_band(age) for age in (0.5, 17.9, 18, 39, 40, 65, 79, 80, None)]
    assert bands == [
        "under 18", "under 18", "18 to 39", "18 to 39", "40 to 64", "65 to 79", "65 to 79", "80 and over", "not stated"
    ]  # fmt: skip


def test_a_planted_age_puts_no_study_into_an_age_band() -> None:
    planted = replace(ERROR, origin=replace(STUDY, patient=Patient()))
    assert made(planted, review(SIDE)).groups["age"] == "not stated"


def test_statements_against_one_report_are_one_cluster() -> None:
    one = replace(COPY, kind="statement")
    other = replace(one, id="t/statement", study=replace(STUDY, id="t"))
    assert made(one, review()).cluster == made(other, review()).cluster
    assert made(COPY, review()).cluster == "s"


def test_an_outcome_survives_its_line(tmp_path: Path) -> None:
    outcome = made(ERROR, review(SIDE, LEFT_OUT), review())
    (tmp_path / "r.jsonl").write_text(line_of(outcome) + "\n" + line_of(outcome)[:40], encoding="utf-8")
    assert list(read_outcomes(tmp_path / "r.jsonl")) == [outcome]


def test_a_line_that_is_no_outcome_is_named(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"judge": "j"}\n{}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"r\.jsonl, line 1: field"):
        list(read_outcomes(tmp_path / "r.jsonl"))


def test_a_results_file_holds_no_findings() -> None:
    assert "Nodule" not in line_of(made(ERROR, review(SIDE)))


def test_a_judge_that_fails_could_not_judge() -> None:
    def broken(study: Study) -> Review:
        raise KeyError(study.findings)

    failed = timed(broken, STUDY)
    assert failed.error == "KeyError in the judge"
    assert failed.seconds is not None


def test_a_run_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = tasks_of([("d", ERROR), ("d", COPY)], ["word_overlap"])
    results = tmp_path / "results.jsonl"
    asked: list[int] = []

    def counted(batch: object) -> list[Outcome]:
        asked.append(len(batch))  # type: ignore[arg-type]
        return answer(batch)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "answer", counted)
    first = run(tasks[:1], results)
    both = run(tasks, results)
    assert both[0] == first[0]
    assert [outcome.case for outcome in both] == ["s/laterality", "s/verbatim"]
    assert run(tasks, results) == both
    assert asked == [1, 1]


def test_an_answer_to_a_changed_case_is_not_kept(tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    run(tasks_of([("d", COPY)], ["word_overlap"]), results)
    changed = replace(COPY, study=replace(STUDY, impression="Left effusion."))
    (outcome,) = run(tasks_of([("d", changed)], ["word_overlap"]), results)
    assert outcome.flags == ()
    assert len(results.read_text(encoding="utf-8").splitlines()) == 1


def test_processes_answer_as_one_does(tmp_path: Path) -> None:
    tasks = tasks_of([("d", replace(COPY, id=f"{i}/verbatim")) for i in range(130)], ["word_overlap"])
    done: list[int] = []
    together = run(tasks, tmp_path / "a.jsonl", jobs=2, progress=done.append)
    assert [outcome.case for outcome in together] == [task.case.id for task in tasks]
    assert sum(done) == 130
    assert {outcome.flags for outcome in together} == {outcome.flags for outcome in answer(tasks[:1])}


def drafter(text: str) -> Callable[[Study, int], Draft]:
    """Return a drafter that writes the same text for every study and seed."""
    return lambda study, seed: Draft(text, "m", "sha256:m", "p", "sha256:p", seed, seconds=2.0)


def test_drafts_are_over_read_and_not_made_twice(tmp_path: Path) -> None:
    results = tmp_path / "drafts.jsonl"
    done: list[int] = []
    outcomes = run_drafts([("d", STUDY)], "m", drafter("Left effusion. Nodule."), (0, 1), results, done.append)
    assert [outcome.case for outcome in outcomes] == ["s/drafted/0", "s/drafted/1"]
    assert outcomes[0].drafted == {"words": 3, "seed": 0, "seconds": 2}
    assert outcomes[0].digests["model"] == "sha256:m"
    assert outcomes[0].said
    assert sum(outcomes[0].statuses.values()) >= 2
    assert run_drafts([("d", STUDY)], "m", drafter("Something else."), (0, 1), results, done.append) == outcomes
    assert done == [1, 1, 1, 1]


def test_a_model_that_does_not_answer_could_not_be_judged(tmp_path: Path) -> None:
    def silent(study: Study, seed: int) -> Draft:
        raise ModelError("out of reach")

    (outcome,) = run_drafts([("d", STUDY)], "m", silent, (0,), tmp_path / "d.jsonl", lambda done: None)
    assert not outcome.judged
