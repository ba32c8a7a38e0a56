"""Drafting: a study's report goes into a prompt, a language model completes it, and the answer becomes a draft impression."""

from __future__ import annotations

import math
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable, RunnableLambda, RunnableParallel, RunnablePassthrough

from overread.models import LanguageModel, ModelError
from overread.prompts import Prompt, Turn
from overread.review import Draft
from overread.study import Study

if TYPE_CHECKING:
    from overread.guarding import Guarded

RESIDUE = (
    re.compile(r"<\|[a-z_]+\|>.*", re.DOTALL),  # the end of the chat turn, which some engines return as text, and what follows
    re.compile(r"\A\s*```\w*\n|\n```\s*\Z"),  # a code fence around the whole answer
    re.compile(r"\A\s*(?:\W*IMPRESSIONS?\W*:\W*?|<impression>|<report>)(?=\s)", re.IGNORECASE),  # the heading asked for
    re.compile(r"</(?:impression|report)>\s*\Z", re.IGNORECASE),
)
"""What chat models leave around an impression; the impression's own words are never touched, shortened or filtered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said to a prompt, and how long it took in seconds."""

    message: AIMessage
    seconds: float


def draft(study: Study, model: LanguageModel, prompt: Prompt, seed: int = 0) -> Draft:
    """Return the model's draft impression of the study; ModelError when the model fails or says nothing.

    LangSmith tracing is off here whatever the environment says: a trace would carry the report away.
    """
    from langsmith import tracing_context

    with tracing_context(enabled=False):
        return drafting(model, prompt, seed).invoke(study)


def drafting(model: LanguageModel, prompt: Prompt, seed: int = 0) -> Runnable[Study, Draft]:
    """Return the LangChain chain `prompt | model | draft`, to be put into a chain of one's own."""

    def finish(answer: Answer) -> Draft:
        return _draft(answer, model, prompt, seed)

    return RunnableLambda(prompt.turns) | _timed(model.chat(prompt.decoding, seed)) | RunnableLambda(finish)


def guarded_drafting(
    model: LanguageModel, prompt: Prompt, seed: int = 0, names: tuple[str, ...] | None = None
) -> Runnable[Study, Guarded]:
    """Return the chain `prompt | model | draft | guard`: the draft with what the named validators, or all, found."""
    from overread.guarding import guarding

    drafted = RunnableParallel(study=RunnablePassthrough(), draft=drafting(model, prompt, seed))
    return drafted | guarding(names)


def confidence_of(message: AIMessage) -> float | None:
    """Return the geometric mean of the token probabilities, from 0 to 1, or None where the engine gives none."""
    tokens = (message.response_metadata.get("logprobs") or {}).get("content") or ()
    logs = [token["logprob"] for token in tokens if isinstance(token.get("logprob"), int | float)]
    return math.exp(sum(logs) / len(logs)) if logs else None


def cleaned(text: str) -> str:
    """Return the answer without the chat residue around it."""
    for residue in RESIDUE:
        text = residue.sub("", text)
    return text.strip()


def _timed(chat: Runnable[Any, AIMessage]) -> Runnable[tuple[Turn, ...], Answer]:
    def ask(turns: tuple[Turn, ...]) -> Answer:
        started = time.perf_counter()
        return Answer(chat.invoke(list(turns)), time.perf_counter() - started)

    return RunnableLambda(ask)


def _draft(answer: Answer, model: LanguageModel, prompt: Prompt, seed: int) -> Draft:
    text = cleaned(answer.message.text)
    if not text:
        raise ModelError(f"model {model.name} answered without text")
    usage = answer.message.usage_metadata
    return Draft(
        text=text,
        model=model.name,
        model_digest=model.digest,
        prompt=prompt.id,
        prompt_digest=prompt.digest,
        seed=seed,
        prompt_tokens=usage["input_tokens"] if usage else None,
        completion_tokens=usage["output_tokens"] if usage else None,
        seconds=answer.seconds,
        confidence=confidence_of(answer.message),
    )
