"""What the pipeline adds to the bare engine's time for a draft, pair by pair in one run; part of `make bench`."""

from __future__ import annotations

import statistics
import time
from typing import Any

import pytest
from langchain_core.messages import convert_to_openai_messages
from overread import prompts
from overread.drafting import draft
from overread.models import load
from overread.models.catalogue import CATALOGUE
from overread.models.pulling import pull
from overread.prompts import Decoding, Prompt

from tests.bench.conftest import DRAFTING, study_of

MODEL = "smollm2-135m"
PAIRS = 8
WORDS = 50
TOKENS = 32


def test_drafting_overhead(benchmark: Any, request: pytest.FixtureRequest) -> None:
    pull(CATALOGUE[MODEL])
    model = load(MODEL)
    prompt: Prompt = prompts.load(prompts.DEFAULT).model_copy(update={"decoding": Decoding(max_tokens=TOKENS)})
    server = model.chat(prompt.decoding, 0).bound.server  # type: ignore[attr-defined]
    decoding = {"max_tokens": TOKENS, "temperature": 0.0, "top_p": 1.0, "seed": 0, "logprobs": True, "top_logprobs": 1}
    bare: list[float] = []
    whole: list[float] = []

    def ask_engine() -> tuple[tuple[Any, ...], dict[str, Any]]:
        study = study_of(WORDS, seed=len(bare))
        messages = convert_to_openai_messages(list(prompt.turns(study)))
        server.handle_chat_completions({"messages": messages, **decoding})
        started = time.perf_counter()
        server.handle_chat_completions({"messages": messages, **decoding})
        bare.append(time.perf_counter() - started)
        return (study,), {}

    def ask_pipeline(study: Any) -> None:
        started = time.perf_counter()
        draft(study, model, prompt)
        whole.append(time.perf_counter() - started)

    draft(study_of(WORDS, seed=-1), model, prompt)
    benchmark.group = "drafting"
    benchmark.pedantic(ask_pipeline, setup=ask_engine, rounds=PAIRS)
    ratios = [mine / engine for mine, engine in zip(whole, bare, strict=True)]
    benchmark.extra_info["ratio to the bare engine"] = statistics.median(ratios)
    request.config.stash[DRAFTING].append((statistics.median(bare), statistics.median(whole), statistics.median(ratios)))
