"""What a second opinion may do to a review: explain and soften, never decide."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from overread.checking import check, compare, extract, over_read
from overread.cli import cli
from overread.consulting import SOFTENED, consulted
from overread.conversion import record_of, result_json
from overread.decision import decide
from overread.opinions import Answer, Consultant
from overread.review import Entailment, Flag, Review
from overread.study import Exam, Study

FINDINGS = "An 8 mm nodule in the right upper lobe. No pleural effusion."
SUPPORTED, CONTRADICTED, INVENTED = "8 mm nodule in the right upper lobe.", "Pleural effusion.", "Pulmonary embolism."
UNREADABLE = "Zzyx qwv."


def study_with(impression: str) -> Study:
    return Study("S1", FINDINGS, Exam("CT", description="CT of the chest"), impression=impression)


def saying(label: Entailment, asked: list[str] | None = None) -> Consultant:
    """Return a reader that says one thing of everything and keeps what it was asked."""

    def ask(study: Study, statement: str) -> Answer:
        if asked is not None:
            asked.append(statement)
        return Answer(label, 0.87654, "Because.")

    return Consultant("test:reader", "sha256:1", ask)


def failing(error: Exception) -> Consultant:
    def ask(study: Study, statement: str) -> Answer:
        raise error

    return Consultant("test:reader", None, ask)


def softened(flag: Flag) -> tuple[str, str]:
    return flag.type, flag.severity


def test_only_what_the_rules_left_open_is_asked_about() -> None:
    asked: list[str] = []
    review = over_read(study_with(f"{SUPPORTED} {CONTRADICTED} {INVENTED} {UNREADABLE}"), consultant=saying("neutral", asked))
    assert asked == ["Pulmonary embolism", "Zzyx qwv"]
    opinions = [claim.opinion for claim in review.claims]
    assert [opinion is None for opinion in opinions] == [True, True, False, False]
    assert opinions[2] is not None
    assert (opinions[2].label, opinions[2].score, opinions[2].model_digest) == ("neutral", 0.8765, "sha256:1")


@pytest.mark.parametrize("label", ["neutral", "contradiction"])
def test_an_opinion_without_support_changes_no_flag(label: Entailment) -> None:
    study = study_with(f"{CONTRADICTED} {INVENTED}")
    plain, asked = over_read(study), over_read(study, consultant=saying(label))
    assert asked.flags == plain.flags
    assert asked.decision == plain.decision == "blocked"


def test_an_opinion_of_support_lowers_by_one_step_and_says_so() -> None:
    study = study_with(INVENTED)
    plain, asked = over_read(study), over_read(study, consultant=saying("entailment"))
    assert [softened(flag) for flag in plain.flags if flag.claim] == [("invented_finding", "critical")]
    assert [softened(flag) for flag in asked.flags if flag.claim] == [("invented_finding", "major")]
    [flag] = [flag for flag in asked.flags if flag.claim]
    assert flag.message.endswith("test:reader finds it borne out; critical without that.")
    assert (plain.decision, asked.decision) == ("blocked", "review")
    assert asked.claims[0].status == "unsupported"


def test_a_contradiction_is_never_touched() -> None:
    study = study_with(CONTRADICTED)
    plain, asked = over_read(study), over_read(study, consultant=saying("entailment"))
    assert asked.flags == plain.flags
    assert asked.claims == plain.claims


def test_a_minor_flag_stays_and_the_study_is_not_clear() -> None:
    review = over_read(study_with("No pneumothorax."), consultant=saying("entailment"))
    assert [softened(flag) for flag in review.flags if flag.claim] == [("invented_finding", "minor")]
    assert review.decision == "review"


def test_what_could_not_be_read_stays_unchecked_and_blocked() -> None:
    review = over_read(study_with(UNREADABLE), consultant=saying("entailment"))
    assert [claim.status for claim in review.claims] == ["unchecked"]
    assert review.decision == "blocked"


@pytest.mark.parametrize("error", [ValueError("secret words"), RuntimeError("secret words"), MemoryError()])
def test_a_failure_approves_nothing_and_is_flagged_without_its_words(error: Exception) -> None:
    study = study_with(f"{INVENTED} {UNREADABLE}")
    plain, asked = over_read(study), over_read(study, consultant=failing(error))
    assert [claim.status for claim in asked.claims] == [claim.status for claim in plain.claims]
    assert asked.flags[: len(plain.flags)] == plain.flags
    failures = asked.flags[len(plain.flags) :]
    assert [(flag.type, flag.severity, flag.validator) for flag in failures] == [("not_checked", "minor", "second_opinion")] * 2
    assert all(flag.message == f"The second opinion failed ({type(error).__name__})." for flag in failures)
    assert [claim.opinion.label for claim in asked.claims if claim.opinion] == [None, None]
    assert asked.decision == "blocked"


def test_a_failed_check_of_the_draft_is_not_undone() -> None:
    def broken(review: Review) -> list[Flag]:
        raise KeyError("x")

    review = check(compare(extract(Review(study_with(f"{SUPPORTED} {CONTRADICTED}")))), {"broken": broken})
    asked = decide(consulted(review, saying("entailment")))
    assert {claim.status for claim in asked.claims} == {"unchecked"}
    assert all(claim.opinion is None for claim in asked.claims)
    assert asked.decision == "blocked"


def test_only_flags_that_say_no_support_was_found_can_be_softened() -> None:
    assert SOFTENED.isdisjoint({"negation", "laterality", "location", "measurement", "sex", "age", "exam", "instruction"})


def test_the_result_line_carries_the_opinion_and_none_without_one() -> None:
    study = study_with(f"{SUPPORTED} {INVENTED}")
    said = result_json(record_of(over_read(study, consultant=saying("neutral"))))
    assert "opinion" not in said["claims"][0]
    assert said["claims"][1]["opinion"] == {
        "label": "neutral", "score": 0.8765, "model": "test:reader", "model_digest": "sha256:1", "explanation": "Because.",
    }  # fmt: skip
    assert all("opinion" not in claim for claim in result_json(record_of(over_read(study)))["claims"])


@pytest.fixture
def studies(tmp_path: Path) -> str:
    path = tmp_path / "studies.jsonl"
    path.write_text(json.dumps({"id": "S1", "findings": FINDINGS, "impression": f"{SUPPORTED} {INVENTED}"}) + "\n", "utf-8")
    return str(path)


def test_the_command_asks_the_reader_it_is_given(studies: str, make_encoder: Callable[..., str]) -> None:
    folder = make_encoder("entailment")
    ran = CliRunner().invoke(cli, ["check", studies, "--second-opinion", f"nli:{folder}", "--format", "jsonl"])
    assert ran.exit_code == 0, ran.output
    claims = json.loads(ran.stdout)["claims"]
    assert [claim.get("opinion", {}).get("label") for claim in claims] == [None, "entailment"]
    assert claims[1]["status"] == "unsupported"


def test_the_table_shows_what_the_reader_says(studies: str, make_encoder: Callable[..., str]) -> None:
    ran = CliRunner().invoke(cli, ["check", studies, "--second-opinion", f"nli:{make_encoder('neutral')}", "--format", "table"])
    assert ran.exit_code == 0, ran.output
    assert "neutral." in ran.stdout
    assert "Nothing in" in ran.stdout


@pytest.mark.parametrize(
    ("options", "said", "status"),
    [
        (["--second-opinion", "oracle:x"], "expected one of chat:…, nli:…", 1),
        (["--second-opinion", "nli:x", "--jobs", "2"], "--second-opinion needs --jobs 1", 2),
    ],
)
def test_the_command_says_what_is_wrong_with_the_reader(studies: str, options: list[str], said: str, status: int) -> None:
    ran = CliRunner().invoke(cli, ["check", studies, *options])
    assert ran.exit_code == status
    assert said in ran.stderr
