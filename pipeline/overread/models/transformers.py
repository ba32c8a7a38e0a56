"""The transformers backend: any Hugging Face checkpoint in process, through langchain-huggingface, GGUF files included."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from overread.models import LanguageModel, ModelError, backend
from overread.models.catalogue import CATALOGUE, cache_folder, gguf_file, verified
from overread.models.checkpoints import folder_digest, folder_of, quieten
from overread.prompts import Decoding, Turn

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

    from overread.models import Chat

PIPELINE = {"return_full_text": False, "add_special_tokens": False}


@backend("transformers")
def load(target: str) -> LanguageModel:
    """Return the model of a checkpoint folder, a hub id, a `.gguf` path or a catalogue id.

    A GGUF file is converted to a bfloat16 checkpoint once and kept in the cache folder under its digest.
    """
    quieten()
    folder, digest = _checkpoint(target)
    pipeline = _pipeline(folder)

    def decoding_with(decoding: Decoding, seed: int) -> Chat:
        return _chat(target, pipeline, decoding, seed)

    return LanguageModel(f"transformers:{target}", digest, decoding_with)


def _checkpoint(target: str) -> tuple[Path, str]:
    if target in CATALOGUE or target.endswith(".gguf"):
        path = gguf_file(target)
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        digest = verified(target, sha256, path)
        return _converted(path, sha256), digest
    folder = folder_of(target)
    return folder, folder_digest(folder)


def _converted(path: Path, sha256: str) -> Path:
    """Return the folder of the converted GGUF file; it appears whole or not at all."""
    import torch
    from filelock import FileLock
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    kept = cache_folder() / "transformers" / sha256[:16]
    kept.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(kept.with_suffix(".lock")):
        if kept.is_dir():
            return kept
        source: dict[str, Any] = {"gguf_file": path.name, "local_files_only": True}
        made = kept.with_suffix(".partial")
        AutoTokenizer.from_pretrained(str(path.parent), **source).save_pretrained(made)
        dequantized = GgufConfig(dequantize=True)
        model = AutoModelForCausalLM.from_pretrained(
            str(path.parent), dtype=torch.bfloat16, quantization_config=dequantized, **source
        )
        model.save_pretrained(made)
        return made.rename(kept)


def _pipeline(folder: Path) -> Any:
    from transformers import AutoModelForCausalLM, AutoTokenizer, pipeline

    try:
        tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        model = AutoModelForCausalLM.from_pretrained(str(folder), dtype="auto", local_files_only=True)
    except (OSError, ValueError) as error:
        raise ModelError(f"model folder {folder}: transformers cannot load it ({type(error).__name__})") from error
    return pipeline("text-generation", model=model, tokenizer=tokenizer)


def _chat(target: str, pipeline: Any, decoding: Decoding, seed: int) -> Chat:
    import transformers
    from langchain_core.messages import AIMessage
    from langchain_core.runnables import RunnableLambda
    from langchain_huggingface import ChatHuggingFace, HuggingFacePipeline

    tokenizer, limit = pipeline.tokenizer, pipeline.model.config.max_position_embeddings
    chat = ChatHuggingFace(llm=HuggingFacePipeline(pipeline=pipeline, model_id=target), tokenizer=tokenizer, model_id=target)
    generation = {"max_new_tokens": decoding.max_tokens, **PIPELINE, **_sampling(decoding)}

    def count(text: str) -> int:
        return len(tokenizer(text, add_special_tokens=False)["input_ids"])

    def ask(turns: Sequence[Turn], **_: Any) -> AIMessage:
        asked = [{"role": role, "content": text} for role, text in turns]
        read = count(tokenizer.apply_chat_template(asked, tokenize=False, add_generation_prompt=True))
        if read + decoding.max_tokens > limit:
            raise ModelError(f"model {target}: the report does not fit: {read} tokens with the prompt, at most {limit}")
        transformers.set_seed(seed)
        text = _until(decoding.stop, chat.invoke(turns, pipeline_kwargs=generation).text)
        written = count(text)
        usage = {"input_tokens": read, "output_tokens": written, "total_tokens": read + written}
        return AIMessage(text, usage_metadata=usage)

    return RunnableLambda(ask)


def _sampling(decoding: Decoding) -> dict[str, Any]:
    if decoding.temperature == 0:
        return {"do_sample": False}
    return {"do_sample": True, "temperature": decoding.temperature, "top_p": decoding.top_p}


def _until(stops: tuple[str, ...], text: str) -> str:
    """Return the text up to the first stop text: the library does not honour them itself."""
    return text[: min((text.find(stop) for stop in stops if stop in text), default=len(text))]
