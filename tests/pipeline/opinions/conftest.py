"""What the tests of second opinions share: a tiny cross-encoder with a vocabulary of its own, saved to a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

WORDS = "an 8 mm nodule in the right upper lobe no pleural effusion sarcoidosis pulmonary embolism . of small is there".split()
LABELS = ("contradiction", "neutral", "entailment")

MakeEncoder = Callable[..., str]


@pytest.fixture
def make_encoder(tmp_path: Path) -> MakeEncoder:
    """A function that saves a cross-encoder of one layer; `favours` is the label that its last layer is biased to."""

    def make(favours: str | None = None, labels: Sequence[str] = LABELS, positions: int = 64) -> str:
        import torch
        from tokenizers import Tokenizer
        from tokenizers.models import WordLevel
        from tokenizers.pre_tokenizers import BertPreTokenizer
        from tokenizers.processors import TemplateProcessing
        from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

        vocabulary = {word: place for place, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *dict.fromkeys(WORDS)])}
        blank, unknown, first, last = list(vocabulary)[:4]
        tokenizer = Tokenizer(WordLevel(vocabulary, unknown))
        tokenizer.pre_tokenizer = BertPreTokenizer()
        marks = [(mark, vocabulary[mark]) for mark in (first, last)]
        tokenizer.post_processor = TemplateProcessing(f"{first} $A {last}", f"{first} $A {last} $B:1 {last}:1", marks)
        special: dict[str, Any] = {"pad_token": blank, "unk_token": unknown, "model_max_length": positions}
        fast: Any = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special)  # type: ignore[no-untyped-call]
        torch.manual_seed(0)
        sizes: dict[str, Any] = {
            "vocab_size": len(vocabulary), "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
            "intermediate_size": 16, "max_position_embeddings": positions, "num_labels": len(labels),
            "id2label": dict(enumerate(labels)),
        }  # fmt: skip
        config = BertConfig(**sizes)
        model = BertForSequenceClassification(config)
        if favours is not None:
            with torch.no_grad():
                model.classifier.weight.zero_()
                model.classifier.bias[list(labels).index(favours)] = 9.0
        folder = tmp_path / f"encoder-{favours}-{len(labels)}-{positions}"
        model.save_pretrained(folder)
        fast.save_pretrained(folder)
        return str(folder)

    return make
