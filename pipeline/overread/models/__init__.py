"""Language models: one backend a file, each registered under the prefix that names it in a model's specification."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from overread.prompts import Decoding, Turn
from overread.registry import Registry

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage
    from langchain_core.runnables import Runnable

    Chat = Runnable[Sequence[Turn], AIMessage]

DEFAULT = "qwen2.5-1.5b"


class ModelError(ValueError):
    """A model cannot be had or did not answer: the message says which one, why, and what to do; it holds no report text."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A loaded model: its name, the digest of its weights where they can be seen, and its chat for a given decoding and seed.

    The chat takes the turns of a prompt; its message carries `usage_metadata`, and `response_metadata["logprobs"]` where the
    engine gives them. A bound `response_format` holds the answer to a JSON schema in llama.cpp and in servers that honour it.
    """

    name: str
    digest: str | None
    chat: Callable[[Decoding, int], Chat]


Backend = Callable[[str], LanguageModel]

BACKENDS: Registry[Backend] = Registry("model backend", __name__)
backend = BACKENDS.register


def load(specification: str = DEFAULT) -> LanguageModel:
    """Return the model named by a catalogue id, a `.gguf` path, or `BACKEND:TARGET` such as `openai:NAME@URL`.

    Raises ModelError when it is unknown, absent, damaged or out of reach.
    """
    name, target = parse(specification)
    return BACKENDS[name](target)


def parse(specification: str) -> tuple[str, str]:
    """Return the backend's name and what it is to load."""
    from overread.models.catalogue import CATALOGUE

    prefix, colon, target = specification.partition(":")
    if colon and target and prefix in BACKENDS:
        return prefix, target
    if specification in CATALOGUE or specification.endswith(".gguf"):
        return "xllamacpp", specification
    forms = ", ".join(f"{name}:…" for name in BACKENDS)
    raise ModelError(f"unknown model {specification!r}; known: {', '.join(CATALOGUE)}; or a .gguf path; or {forms}")
