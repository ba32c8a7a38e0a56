"""A cross-encoder trained on natural-language inference, through transformers: any checkpoint with an entailment label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from overread.language.words.sentences import sentences
from overread.models.checkpoints import folder_digest, folder_of, quieten
from overread.opinions import Answer, Consultant, OpinionError, opinion
from overread.review import Entailment
from overread.study import Study

_RESERVED = 8
"""Tokens kept free for the marks around the two texts, and for models that number their first positions past zero."""

_NAMES: Mapping[str, Entailment] = {
    **dict.fromkeys(("entailment", "entails", "entailed"), "entailment"),
    **dict.fromkeys(("contradiction", "contradicts", "refutes"), "contradiction"),
    **dict.fromkeys(("neutral", "not_entailment", "not entailment", "non_entailment"), "neutral"),
}  # fmt: skip


@opinion("nli")
def load(target: str) -> Consultant:
    """Return the cross-encoder of a checkpoint folder or a hub id; only its weights are fetched, and only when it is an id."""
    quieten()
    folder = folder_of(target)
    model, tokenizer = _read(str(folder), target)
    places = _places(model.config.id2label, target)
    limit = min(tokenizer.model_max_length, getattr(model.config, "max_position_embeddings", 512)) - _RESERVED

    def ask(study: Study, statement: str) -> Answer:
        room = limit - len(tokenizer(statement, add_special_tokens=False)["input_ids"])
        if room < 1:
            raise OpinionError(f"nli:{target}: the statement does not fit")
        windows = list(_windows(study.findings, room, lambda text: len(tokenizer(text, add_special_tokens=False)["input_ids"])))
        if not windows:
            raise OpinionError(f"nli:{target}: a sentence of the findings does not fit")
        return _answer(windows, [_probabilities(model, tokenizer, window, statement, places) for window in windows])

    return Consultant(f"nli:{target}", folder_digest(folder), ask)


def _read(folder: str, target: str) -> tuple[Any, Any]:
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = AutoModelForSequenceClassification.from_pretrained(folder, local_files_only=True, use_safetensors=True)
    except (OSError, ValueError) as error:
        raise OpinionError(f"nli:{target}: transformers cannot load it ({type(error).__name__})") from error
    return model.eval(), tokenizer


def _places(names: Mapping[int, str], target: str) -> dict[Entailment, int]:
    """Return where the scores of entailment, neutral and contradiction stand; a model without entailment is refused."""
    places = {_NAMES[name.lower()]: int(place) for place, name in names.items() if name.lower() in _NAMES}
    if "entailment" not in places or len(places) < 2:
        raise OpinionError(f"nli:{target}: its labels are {', '.join(names.values())}; expected entailment and its opposite")
    return places


def _windows(text: str, room: int, length: Any) -> Iterator[str]:
    """Yield the text in runs of whole sentences of at most `room` tokens; nothing when a sentence alone is longer."""
    spans = [sentence.span for sentence in sentences(text)]
    if any(length(text[start:end]) > room for start, end in spans):
        return
    first = 0
    for place in range(len(spans)):
        if length(text[spans[first][0] : spans[place][1]]) > room:
            yield text[spans[first][0] : spans[place - 1][1]]
            first = place
    if spans:
        yield text[spans[first][0] : spans[-1][1]]


def _probabilities(
    model: Any, tokenizer: Any, premise: str, statement: str, places: Mapping[Entailment, int]
) -> dict[Entailment, float]:
    import torch

    try:
        with torch.inference_mode():
            scores = model(**tokenizer(premise, statement, return_tensors="pt")).logits[0].float()
    except (RuntimeError, IndexError, ValueError, TypeError) as error:
        raise OpinionError(f"the model failed ({type(error).__name__})") from error
    shares = torch.softmax(scores, 0).tolist()
    return {label: shares[place] for label, place in places.items()}


def _answer(windows: Sequence[str], found: Sequence[Mapping[Entailment, float]]) -> Answer:
    """Return what the window says that is surest of entailment or contradiction, neutral where none is surer of either."""
    sided: list[tuple[float, Entailment, str]] = []
    for window, shares in zip(windows, found, strict=True):
        label = max(shares, key=lambda name: shares[name])
        if label != "neutral":
            sided.append((shares[label], label, window))
    if not sided:
        return Answer("neutral", min(shares.get("neutral", 0.0) for shares in found), "Nothing in the findings settles it.")
    score, label, window = max(sided)
    verb = "bear it out" if label == "entailment" else "speak against it"
    quote = window if len(windows) > 1 else ""
    return Answer(label, score, f"The findings {verb}" + (f": “{quote}”" if quote else "."))
