"""How a model is named, and what is said when there is none of that name."""

from __future__ import annotations

from pathlib import Path

import pytest

from overread.models import BACKENDS, ModelError, load, parse
from overread.models.catalogue import CATALOGUE, cache_folder


def test_every_backend_is_one_file() -> None:
    assert set(BACKENDS) == {"openai", "transformers", "xllamacpp"}


@pytest.mark.parametrize(
    ("specification", "parsed"),
    [
        ("qwen2.5-1.5b", ("xllamacpp", "qwen2.5-1.5b")),
        ("smollm2-135m", ("xllamacpp", "smollm2-135m")),
        ("models/mine.gguf", ("xllamacpp", "models/mine.gguf")),
        ("C:/models/mine.gguf", ("xllamacpp", "C:/models/mine.gguf")),
        ("xllamacpp:smollm2-135m", ("xllamacpp", "smollm2-135m")),
        ("transformers:org/name", ("transformers", "org/name")),
        ("openai:a:b@http://127.0.0.1:8000/v1", ("openai", "a:b@http://127.0.0.1:8000/v1")),
    ],
)
def test_a_specification_names_backend_and_target(specification: str, parsed: tuple[str, str]) -> None:
    assert parse(specification) == parsed


@pytest.mark.parametrize(
    ("specification", "said"),
    [
        ("gpt", "unknown model 'gpt'; known: qwen2.5-1.5b, .*; or a .gguf path; or openai:…, transformers:…, xllamacpp:…"),
        ("", "unknown model ''"),
        ("transformers:", "unknown model 'transformers:'"),
        ("nope:x", "unknown model 'nope:x'"),
        ("qwen2.5-0.5b", "'qwen2.5-0.5b' is not on this machine; fetch it with: overread models pull qwen2.5-0.5b"),
        ("nowhere/mine.gguf", "model file nowhere/mine.gguf: no such file"),
        ("transformers:nowhere/mine.gguf", "model file nowhere/mine.gguf: no such file"),
        ("openai:name", "expected openai:NAME@URL"),
        ("openai:@http://127.0.0.1:1", "expected openai:NAME@URL"),
        ("openai:name@127.0.0.1:1", "expected openai:NAME@URL"),
    ],
)
def test_a_model_that_cannot_be_had_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, specification: str, said: str
) -> None:
    monkeypatch.setenv("OVERREAD_HOME", str(tmp_path))
    with pytest.raises(ModelError, match=said):
        load(specification)


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OVERREAD_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "models"
    monkeypatch.delenv("OVERREAD_HOME")
    assert cache_folder().parts[-2:] == ("overread", "models")


def test_the_catalogue_lists_what_is_needed_to_trust_a_file() -> None:
    assert [entry.id for entry in CATALOGUE.values()] == ["qwen2.5-1.5b", "qwen2.5-0.5b", "smollm2-135m"]
    assert {entry.licence for entry in CATALOGUE.values()} == {"Apache-2.0"}
    assert len({entry.sha256 for entry in CATALOGUE.values()}) == len(CATALOGUE)
