"""The embedded backend: llama.cpp in this process, through xllamacpp, for any GGUF file."""

from __future__ import annotations

import hashlib
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, convert_to_openai_messages
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field

from overread.models import LanguageModel, ModelError, backend
from overread.models.catalogue import gguf_file, verified
from overread.prompts import Decoding

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForLLMRun

    from overread.models import Chat

CONTEXT_TOKENS = 8192


class ChatXllamacpp(BaseChatModel):
    """A LangChain chat model over a loaded llama.cpp server; the prefix shared with the previous call is not read again."""

    server: Any = Field(exclude=True, repr=False)
    name: str | None = None

    @property
    def _llm_type(self) -> str:
        return "xllamacpp"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **decoding: Any,
    ) -> ChatResult:
        request = {"messages": convert_to_openai_messages(messages), "logprobs": True, "top_logprobs": 1, **decoding}
        answer = self.server.handle_chat_completions(request | ({"stop": stop} if stop else {}))
        if "choices" not in answer:
            raise ModelError(f"model {self.name}: {_refusal(answer.get('error', {}))}")
        return ChatResult(generations=[_generation(answer)])


@backend("xllamacpp")
def load(target: str) -> LanguageModel:
    """Return the model of a catalogue id or a `.gguf` path; its digest is taken of the whole file while it loads."""
    path = gguf_file(target)
    with ThreadPoolExecutor(1) as pool:
        digest = pool.submit(_sha256, path)
        server = _serve(path)
    chat = ChatXllamacpp(server=server, name=target)

    def decoding_with(decoding: Decoding, seed: int) -> Chat:
        return chat.bind(**decoding.model_dump(exclude={"stop"}), stop=list(decoding.stop) or None, seed=seed)

    return LanguageModel(target, verified(target, digest.result(), path), decoding_with)


def _serve(path: Path) -> Any:
    """Return a server that answers only this process: the loopback port that the engine always opens asks for a secret key."""
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path = str(path)
    settings.n_ctx = CONTEXT_TOKENS
    settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = os.cpu_count() or 1
    settings.cpuparams.poll = settings.cpuparams_batch.poll = 0
    settings.cache_ram_mib = 0
    settings.verbosity = -1
    settings.api_keys = [secrets.token_urlsafe()]
    settings.endpoint_slots = settings.ui = False
    try:
        return xllamacpp.Server(settings)
    except RuntimeError as error:
        raise ModelError(f"model file {path}: it is not a GGUF language model, or there is not enough memory for it") from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refusal(error: dict[str, Any]) -> str:
    if "n_prompt_tokens" in error:
        return f"the report does not fit: {error['n_prompt_tokens']} tokens with the prompt, at most {error['n_ctx']}"
    return f"the engine refused the request with status {error.get('code', 'unknown')}"


def _generation(answer: dict[str, Any]) -> ChatGeneration:
    choice, usage = answer["choices"][0], answer["usage"]
    message = AIMessage(
        choice["message"]["content"] or "",
        response_metadata={"finish_reason": choice["finish_reason"], "logprobs": choice.get("logprobs")},
        usage_metadata={
            "input_tokens": usage["prompt_tokens"],
            "output_tokens": usage["completion_tokens"],
            "total_tokens": usage["total_tokens"],
            "input_token_details": {"cache_read": usage["prompt_tokens_details"]["cached_tokens"]},
        },
    )
    return ChatGeneration(message=message)
