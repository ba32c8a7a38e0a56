"""The validators through guardrails-ai: the same outcome as the direct call, spans kept, nothing leaving the process."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableLambda

from overread.checking import check, compare, extract
from overread.drafting import guarded_drafting
from overread.guarding import Guarded, Raised, adapter, guard, guarding, raised_by
from overread.models import LanguageModel
from overread.prompts import Prompt
from overread.review import Draft, Flag, Review
from overread.study import Study
from overread.validators import VALIDATORS

FINDINGS = "An 8 mm nodule in the right upper lobe. Small left pleural effusion. No pneumothorax."
IMPRESSIONS = (
    "1. 8 mm nodule in the right upper lobe.\n2. Small left pleural effusion.",
    "1. 9 mm nodule in the left upper lobe.\n2. Pneumothorax.",
    "1. Liver laceration. 1. Liver laceration. 1. Liver laceration.",
    "No acute abnormality.",
)


def direct(name: str, study: Study) -> tuple[Flag, ...]:
    return check(compare(extract(Review(study))), {name: VALIDATORS[name]}).flags


@pytest.mark.parametrize("name", VALIDATORS)
def test_the_outcome_through_guardrails_is_that_of_the_direct_call(name: str) -> None:
    for impression in IMPRESSIONS:
        study = Study("S1", FINDINGS, impression=impression)
        outcome = guard([name]).validate(impression, metadata={"study": study})
        expected = tuple(Raised(name, flag.type, flag.span) for flag in direct(name, study))
        assert raised_by(outcome) == expected
        assert outcome.validated_output == impression
        assert outcome.validation_passed is not bool(expected)


def test_a_guard_of_all_validators_raises_what_each_raises() -> None:
    study = Study("S1", FINDINGS, impression=IMPRESSIONS[1])
    expected = {Raised(name, flag.type, flag.span) for name in VALIDATORS for flag in direct(name, study)}
    assert set(raised_by(guard().validate(IMPRESSIONS[1], metadata={"study": study}))) == expected
    assert {raised.validator for raised in expected} >= {"laterality", "negation"}


def test_no_message_carries_report_text() -> None:
    outcome = guard().validate(IMPRESSIONS[1], metadata={"study": Study("S1", FINDINGS)})
    told = [f"{summary.failure_reason}" for summary in outcome.validation_summaries]
    assert told
    assert not any(word in line for line in told for word in ("nodule", "lobe", "Pneumothorax", "effusion"))


def test_a_failing_validator_is_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(review: Review) -> list[Flag]:
        raise RuntimeError(review.impression)

    monkeypatch.setitem(VALIDATORS._load(), "laterality", broken)
    outcome = guard(["laterality"]).validate("1. Nodule.", metadata={"study": Study("S1", FINDINGS)})
    assert raised_by(outcome) == (Raised("laterality", "not_checked", None),)


def test_an_unknown_validator_is_named() -> None:
    with pytest.raises(ValueError, match="unknown validator 'nope'; known: "):
        guard(["nope"])


def test_the_adapter_is_registered_once_under_its_name() -> None:
    from guardrails.validator_base import get_validator_class

    assert get_validator_class("overread/laterality") is adapter("laterality")


def test_the_guard_works_in_a_langchain_chain(study: Study, short_prompt: Prompt) -> None:
    said = "1. 8 mm nodule in the left upper lobe."
    model = LanguageModel("said", None, lambda decoding, seed: RunnableLambda(lambda turns: AIMessage(said)))
    guarded = guarded_drafting(model, short_prompt, names=("laterality",)).invoke(study)
    assert guarded.study == study
    assert guarded.draft.text == said
    assert [(raised.type, said[slice(*raised.span or ())]) for raised in guarded.raised] == [("laterality", "left")]


def test_the_guard_step_takes_a_draft_made_elsewhere(study: Study) -> None:
    written = Draft("1. 8 mm nodule in the right upper lobe.", "m", None, "p", "d", 0)
    assert guarding(("laterality",)).invoke({"study": study, "draft": written}) == Guarded(study, written, ())
    wrong = replace(written, text="1. 8 mm nodule in the left upper lobe.")
    assert guarding(("laterality",)).invoke({"study": study, "draft": wrong}).raised


def in_a_new_process(*lines: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", "\n".join(lines)], capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_checking_imports_no_model_guard_or_page() -> None:
    heavy = ("guardrails", "torch", "transformers", "streamlit", "langchain_core", "openai", "litellm", "xllamacpp")
    loaded = in_a_new_process("import sys, overread.checking", f"print([name for name in {heavy} if name in sys.modules])")
    assert loaded.strip() == "[]"


BLOCKED = """
import os, socket
os.environ["LANGSMITH_TRACING"] = os.environ["LANGCHAIN_TRACING_V2"] = "true"
os.environ["LANGSMITH_API_KEY"] = "none"
asked, opened = [], []
def refuse(host, *rest, **more):
    asked.append(str(host))
    raise OSError("name resolution is blocked")
for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
    setattr(socket, name, refuse)
connect = socket.socket.connect
def watched(self, address):
    opened.append(str(address))
    return connect(self, address)
socket.socket.connect = watched
"""
WORK = """
import time
from overread import drafting, models, prompts
from overread.checking import over_read
from overread.guarding import guard
from overread.study import Study
study = Study("S1", "An 8 mm nodule in the right upper lobe.")
prompt = prompts.Prompt(id="p", version="1", system="s", template="{findings}", decoding=prompts.Decoding(max_tokens=4))
made = drafting.draft(study, models.load(MODEL), prompt)
over_read(study, made)
guard().validate("1. 9 mm nodule in the left upper lobe.", metadata={"study": study})
drafting.guarded_drafting(models.load(MODEL), prompt)
from guardrails.settings import settings
from guardrails.utils.hub_telemetry_utils import HubTelemetry
off = [settings.rc.enable_metrics, settings.rc.use_remote_inferencing, not settings.disable_tracing, HubTelemetry()._tracer]
time.sleep(0.5)
import json
print(json.dumps({"asked": asked, "opened": opened, "off": off, "drafted": bool(made.text)}))
"""


@pytest.mark.parametrize("model", ["smollm2-135m", "transformers:smollm2-135m"])
def test_nothing_is_looked_up_from_import_to_draft_and_guard(small_model_file: str, model: str) -> None:
    told = json.loads(in_a_new_process(BLOCKED, f"MODEL = {model!r}", WORK).splitlines()[-1])
    assert told == {"asked": [], "opened": [], "off": [False, False, False, None], "drafted": True}


def test_the_block_of_the_test_above_sees_a_look_up() -> None:
    lines = in_a_new_process(BLOCKED, "try: socket.create_connection(('a.test', 80))", "except OSError: print(asked)")
    assert lines.strip() == "['a.test']"


def test_a_users_guardrails_settings_do_not_turn_telemetry_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".guardrailsrc").write_text("enable_metrics=true\nuse_remote_inferencing=true\n", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    told = in_a_new_process(
        "from overread.guarding import guard",
        "made = guard()",
        "from guardrails.settings import settings",
        "print(settings.rc.enable_metrics, settings.rc.use_remote_inferencing, made._allow_metrics_collection)",
    )
    assert told.strip() == "False False False"
