"""What the pipeline adds to the bare engine's time for a draft, pair by pair in one run; part of `make bench`."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from langchain_core.messages import convert_to_openai_messages

from overread import prompts
from overread.drafting import draft
from overread.models import load
from overread.models.catalogue import CATALOGUE
from overread.models.pulling import pull
from overread.prompts import Decoding, Prompt
from overread.study import Study

MODEL = "smollm2-135m"
PAIRS = 8
TOKENS = 32


def test_drafting_overhead(
    benchmark: Any, studies: Callable[[int], Study], drafting_times: list[tuple[float, float, float]]
) -> None:
    pull(CATALOGUE[MODEL])
    model = load(MODEL)
    prompt: Prompt = prompts.load(prompts.DEFAULT).model_copy(update={"decoding": Decoding(max_tokens=TOKENS)})
    server = model.chat(prompt.decoding, 0).bound.server  # type: ignore[attr-defined]
    decoding = {"max_tokens": TOKENS, "temperature": 0.0, "top_p": 1.0, "seed": 0, "logprobs": True, "top_logprobs": 1}
    bare: list[float] = []
    whole: list[float] = []

    def ask_engine() -> tuple[tuple[Any, ...], dict[str, Any]]:
        study = studies(len(bare))
        messages = convert_to_openai_messages(list(prompt.turns(study)))
        server.handle_chat_completions({"messages": messages, **decoding})
        started = time.perf_counter()
        server.handle_chat_completions({"messages": messages, **decoding})
        bare.append(time.perf_counter() - started)
        return (study,), {}

    def ask_pipeline(study: Study) -> None:
        started = time.perf_counter()
        draft(study, model, prompt)
        whole.append(time.perf_counter() - started)

    draft(studies(-1), model, prompt)
    benchmark.group = "drafting"
    benchmark.pedantic(ask_pipeline, setup=ask_engine, rounds=PAIRS)
    ratios = [mine / engine for mine, engine in zip(whole, bare, strict=True)]
    benchmark.extra_info["ratio to the bare engine"] = statistics.median(ratios)
    drafting_times.append((statistics.median(bare), statistics.median(whole), statistics.median(ratios)))
