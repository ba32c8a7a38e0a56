"""Drafting in this process through llama.cpp: a real model, and files that are none."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import httpx
import pytest

from overread.models import LanguageModel, ModelError, load
from overread.models.catalogue import CATALOGUE
from overread.models.xllamacpp import CONTEXT_TOKENS
from overread.prompts import Decoding, Turn

TURNS: tuple[Turn, ...] = (("system", "Answer in one word."), ("user", "What color is the sky?"))


def test_the_engine_gives_text_counts_and_token_probabilities(small_model: LanguageModel) -> None:
    message = small_model.chat(Decoding(max_tokens=4), 0).invoke(TURNS)
    assert message.text
    assert message.usage_metadata is not None
    assert 1 <= message.usage_metadata["output_tokens"] <= 4
    tokens = message.response_metadata["logprobs"]["content"]
    assert all(token["logprob"] <= 0 for token in tokens)
    assert message.response_metadata["finish_reason"] in {"length", "stop"}


def test_the_prefix_read_before_is_not_read_again(small_model: LanguageModel) -> None:
    chat = small_model.chat(Decoding(max_tokens=1), 0)
    told: Turn = ("system", "word " * 200)
    chat.invoke((told, ("user", "What now?")))
    message = chat.invoke((told, ("user", "What then?")))
    assert message.usage_metadata is not None
    assert message.usage_metadata["input_token_details"]["cache_read"] >= 200


def test_a_stop_text_ends_the_answer(small_model: LanguageModel) -> None:
    whole = small_model.chat(Decoding(max_tokens=8), 0).invoke(TURNS).text
    letter = next(character for character in whole[1:] if character.isalpha())
    assert letter not in small_model.chat(Decoding(max_tokens=8, stop=(letter,)), 0).invoke(TURNS).text


def test_the_digest_is_of_the_file(small_model: LanguageModel, small_model_file: str) -> None:
    with Path(small_model_file).open("rb") as file:
        assert small_model.digest == f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def test_a_path_to_a_gguf_file_is_a_model(small_model_file: str) -> None:
    model = load(small_model_file)
    assert model.name == small_model_file
    assert model.chat(Decoding(max_tokens=2), 1).invoke(TURNS).text


def test_a_report_that_does_not_fit_is_refused(small_model: LanguageModel) -> None:
    said = rf"the report does not fit: \d+ tokens with the prompt, at most {CONTEXT_TOKENS}"
    with pytest.raises(ModelError, match=said):
        small_model.chat(Decoding(max_tokens=1), 0).invoke((("user", "nodule " * CONTEXT_TOKENS),))


def test_the_port_of_the_engine_is_closed_to_others(small_model: LanguageModel) -> None:
    chat = small_model.chat(Decoding(), 0)
    address = chat.bound.server.listening_address  # type: ignore[attr-defined]
    assert httpx.get(f"{address}/v1/models").status_code == 401


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.gguf"
    path.write_bytes(b"not a model")
    with pytest.raises(ModelError, match=r"bad\.gguf: it is not a GGUF language model"):
        load(str(path))


def test_a_changed_file_of_the_catalogue_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, small_model_file: str
) -> None:
    monkeypatch.setenv("OVERREAD_HOME", str(tmp_path))
    entry = CATALOGUE["smollm2-135m"]
    entry.path.parent.mkdir()
    shutil.copyfile(small_model_file, entry.path)
    with entry.path.open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match=f"sha256 is [0-9a-f]{{64}}, expected {entry.sha256}; delete it and fetch it again"):
        load("smollm2-135m")
