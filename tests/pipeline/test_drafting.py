"""Drafting a study: the chain, what the draft carries, and what is taken off a model's answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pytest
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableLambda

from overread import prompts
from overread.drafting import cleaned, confidence_of, draft, drafting
from overread.models import LanguageModel, ModelError, load
from overread.prompts import Decoding, Prompt, Turn
from overread.study import Study


def model_that_says(text: str, **message: Any) -> LanguageModel:
    """A model of one answer, to see what becomes of it."""
    return LanguageModel("said", None, lambda decoding, seed: RunnableLambda(lambda turns: AIMessage(text, **message)))


@pytest.mark.parametrize("specification", ["smollm2-135m", "transformers:smollm2-135m"])
def test_a_real_model_drafts_with_the_bundled_prompt(small_model_file: str, study: Study, specification: str) -> None:
    prompt = prompts.load("impression").model_copy(update={"decoding": Decoding(max_tokens=16)})
    model = load(specification)
    written = draft(study, model, prompt, seed=3)
    assert written.text
    assert (written.model, written.model_digest) == (specification, model.digest)
    assert (written.prompt, written.prompt_digest, written.seed) == ("impression", prompt.digest, 3)
    assert written.prompt_tokens is not None
    assert written.prompt_tokens > 300
    assert written.completion_tokens is not None
    assert 0 < written.completion_tokens <= prompt.decoding.max_tokens + 1
    assert written.seconds is not None
    assert written.seconds > 0


def test_the_confidence_is_a_probability(small_model: LanguageModel, study: Study, short_prompt: Prompt) -> None:
    confidence = draft(study, small_model, short_prompt).confidence
    assert confidence is not None
    assert 0 < confidence < 1


@pytest.mark.parametrize(
    ("logs", "confidence"),
    [
        ([-0.1, -0.3], math.exp(-0.2)),
        ([0.0], 1.0),
        ([math.log(0.25), math.log(1.0)], 0.5),
        ([], None),
    ],
)
def test_the_confidence_is_the_geometric_mean_of_the_token_probabilities(logs: list[float], confidence: float | None) -> None:
    content = [{"token": "x", "logprob": log} for log in logs]
    assert confidence_of(AIMessage("x", response_metadata={"logprobs": {"content": content}})) == pytest.approx(confidence)


@pytest.mark.parametrize("metadata", [{}, {"logprobs": None}, {"logprobs": {"content": None}}])
def test_an_engine_without_token_probabilities_gives_no_confidence(metadata: dict[str, Any]) -> None:
    assert confidence_of(AIMessage("x", response_metadata=metadata)) is None


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("1. Nodule.\n2. Cyst.", "1. Nodule.\n2. Cyst."),
        ("\n 1. Nodule. \n", "1. Nodule."),
        ("IMPRESSION:\n1. Nodule.", "1. Nodule."),
        ("**Impression:**\n1. Nodule.", "1. Nodule."),
        ("Impression: Nodule.", "Nodule."),
        ("```\n1. Nodule.\n```", "1. Nodule."),
        ("```text\n1. Nodule.\n```\n", "1. Nodule."),
        ("1. Nodule.<|im_end|>\n<|im_start|>user", "1. Nodule."),
        ("1. Nodule.\n</report>", "1. Nodule."),
        ("1. Nodule <5 mm.", "1. Nodule <5 mm."),
        ("Impression of a mass on the trachea.", "Impression of a mass on the trachea."),
        ("1. No change in the impression: nodule.", "1. No change in the impression: nodule."),
        ("1. Cyst.\n1. Cyst.\n1. Cyst.", "1. Cyst.\n1. Cyst.\n1. Cyst."),
        ("Sure! Here is it:\n1. Cyst.", "Sure! Here is it:\n1. Cyst."),
    ],
)
def test_only_chat_residue_is_taken_off(study: Study, short_prompt: Prompt, answer: str, text: str) -> None:
    assert cleaned(answer) == text
    assert draft(study, model_that_says(answer), short_prompt).text == text


@pytest.mark.parametrize("answer", ["", " \n", "IMPRESSION:\n", "<|im_end|>"])
def test_an_answer_without_text_is_an_error(study: Study, short_prompt: Prompt, answer: str) -> None:
    with pytest.raises(ModelError, match="model said answered without text"):
        draft(study, model_that_says(answer), short_prompt)


def test_counts_are_absent_where_the_engine_gives_none(study: Study, short_prompt: Prompt) -> None:
    written = draft(study, model_that_says("1. Nodule."), short_prompt)
    assert (written.prompt_tokens, written.completion_tokens, written.confidence) == (None, None, None)


def test_the_chain_can_be_part_of_a_longer_one(study: Study, short_prompt: Prompt) -> None:
    chain = drafting(model_that_says("1. Nodule."), short_prompt) | RunnableLambda(lambda written: written.text.upper())
    assert chain.invoke(study) == "1. NODULE."


def test_the_model_is_told_prompt_and_report(study: Study, short_prompt: Prompt) -> None:
    told: list[Any] = []

    def chat(decoding: Decoding, seed: int) -> Any:
        def say(turns: Sequence[Turn]) -> AIMessage:
            told.append((turns, decoding, seed))
            return AIMessage("ok")

        return RunnableLambda(say)

    draft(study, LanguageModel("told", None, chat), short_prompt, seed=5)
    turns = (("system", "Write one sentence."), ("user", f"CT of the chest\n{study.findings}"))
    assert told == [(list(turns), short_prompt.decoding, 5)]
