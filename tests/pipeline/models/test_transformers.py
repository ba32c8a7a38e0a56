"""Drafting in this process through transformers: a GGUF file converted once, and folders that hold no model."""

from __future__ import annotations

import builtins
import sys
from pathlib import Path

import pytest

from overread.models import LanguageModel, ModelError, load
from overread.models.catalogue import CATALOGUE, cache_folder
from overread.prompts import Decoding, Turn

TURNS: tuple[Turn, ...] = (("system", "Answer in one word."), ("user", "What color is the sky?"))
ENTRY = CATALOGUE["smollm2-135m"]


@pytest.fixture(scope="module")
def converted(small_model_file: str) -> LanguageModel:
    return load("transformers:smollm2-135m")


def test_a_gguf_file_drafts_under_the_digest_of_the_file(converted: LanguageModel) -> None:
    message = converted.chat(Decoding(max_tokens=4), 0).invoke(TURNS)
    assert message.text
    assert converted.digest == f"sha256:{ENTRY.sha256}"
    assert message.usage_metadata is not None
    assert 1 <= message.usage_metadata["output_tokens"] <= 5
    assert message.usage_metadata["input_tokens"] > 10


def test_the_conversion_is_kept_and_is_a_checkpoint_of_its_own(converted: LanguageModel) -> None:
    kept = cache_folder() / "transformers" / ENTRY.sha256[:16]
    before = (kept / "model.safetensors").stat().st_mtime_ns
    load("transformers:smollm2-135m")
    assert (kept / "model.safetensors").stat().st_mtime_ns == before
    folder = load(f"transformers:{kept}")
    assert folder.digest not in (None, converted.digest)
    assert folder.chat(Decoding(max_tokens=3), 0).invoke(TURNS).text


def test_the_seed_decides_what_is_sampled(converted: LanguageModel) -> None:
    chat = converted.chat(Decoding(max_tokens=6, temperature=1.5), 7)
    assert chat.invoke(TURNS).text == chat.invoke(TURNS).text


def test_a_stop_text_ends_the_answer(converted: LanguageModel) -> None:
    whole = converted.chat(Decoding(max_tokens=6), 0).invoke(TURNS).text
    letter = next(character for character in whole[1:] if character.isalpha())
    assert converted.chat(Decoding(max_tokens=6, stop=(letter,)), 0).invoke(TURNS).text == whole[: whole.index(letter)]


def test_a_report_that_does_not_fit_is_refused(converted: LanguageModel) -> None:
    with pytest.raises(ModelError, match=r"the report does not fit: \d+ tokens with the prompt, at most 8192"):
        converted.chat(Decoding(max_tokens=1), 0).invoke((("user", "nodule " * 9000),))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no config.json in it"),
        ({"config.json": "{}"}, "transformers cannot load it"),
        ({"config.json": "not json"}, "transformers cannot load it"),
    ],
)
def test_a_folder_without_a_model_is_named(tmp_path: Path, files: dict[str, str], said: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(ModelError, match=said):
        load(f"transformers:{tmp_path}")


def test_a_name_that_is_neither_folder_nor_hub_id_is_named() -> None:
    with pytest.raises(ModelError, match="is neither a folder nor the id of a model on the hub"):
        load("transformers:/no/such/folder")


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without_torch(name: str, *rest: object) -> object:
        if name == "torch":
            raise ModuleNotFoundError("No module named 'torch'", name="torch")
        return imported(name, *rest)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_torch)
    with pytest.raises(ModelError, match=r"torch is not installed; it comes with: pip install 'overread\[transformers\]'"):
        load("transformers:org/name")
