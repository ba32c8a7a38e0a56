"""A chat model as a verifier: any model of this program's backends, its answer held to a JSON schema where the engine can."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from overread import models
from overread.opinions import Answer, Consultant, OpinionError, opinion
from overread.prompts import Prompt, Turn
from overread.prompts.rendering import as_data
from overread.study import Study

_LONGEST_EXPLANATION = 240


class _Verdict(BaseModel):
    model_config = ConfigDict(extra="forbid")

    explanation: str = Field(max_length=_LONGEST_EXPLANATION)
    label: Literal["entailment", "neutral", "contradiction"]


SCHEMA = {"type": "json_schema", "json_schema": {"name": "verdict", "strict": True, "schema": _Verdict.model_json_schema()}}


@opinion("chat")
def load(target: str) -> Consultant:
    """Return the chat model of a specification as for `--model`; with `openai:NAME@URL` the report goes to that server."""
    model = models.load(target)
    prompt = verification()
    chat = model.chat(prompt.decoding, 0).bind(response_format=SCHEMA)

    def ask(study: Study, statement: str) -> Answer:
        from langsmith import tracing_context

        with tracing_context(enabled=False):
            said = chat.invoke(turns(prompt, study, statement)).text
        return _answer(said, target)

    return Consultant(f"chat:{target}", model.digest, ask)


def verification() -> Prompt:
    """Return the prompt that asks whether a report bears out one statement."""
    content: Any = yaml.safe_load((files(__package__) / "verification.yaml").read_text("utf-8"))
    return Prompt.model_validate(content)


def turns(prompt: Prompt, study: Study, statement: str) -> tuple[Turn, ...]:
    """Return the conversation about one statement; the report comes first, so that an engine reads it once for all of them."""
    *before, (role, report) = prompt.turns(study)
    return (*before, (role, f"{report}\n<statement>\n{as_data(statement)}\n</statement>"))


def _answer(said: str, target: str) -> Answer:
    """Return the verdict in an answer; what is no verdict of the schema is an error, never read for its meaning."""
    try:
        verdict = _Verdict.model_validate(json.loads(said))
    except (json.JSONDecodeError, ValidationError):
        raise OpinionError(f"chat:{target}: the answer is no verdict") from None
    return Answer(verdict.label, None, " ".join(verdict.explanation.split()))
