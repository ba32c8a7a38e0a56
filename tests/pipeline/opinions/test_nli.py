"""Second opinions of a cross-encoder: its labels, texts that do not fit, checkpoints that are none."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from overread.models import ModelError
from overread.opinions import OpinionError, load
from overread.study import Study

STUDY = Study("S1", "An 8 mm nodule in the right upper lobe. No pleural effusion.")


@pytest.mark.parametrize("label", ["contradiction", "neutral", "entailment"])
def test_the_label_is_that_of_the_highest_score(make_encoder: Callable[..., str], label: str) -> None:
    answer = load(f"nli:{make_encoder(label)}").ask(STUDY, "Sarcoidosis.")
    assert answer.label == label
    assert answer.score is not None
    assert answer.score > 0.99
    assert answer.explanation.endswith(".")


def test_the_order_and_the_words_of_the_labels_do_not_matter(make_encoder: Callable[..., str]) -> None:
    answer = load(f"nli:{make_encoder('ENTAILMENT', ('ENTAILMENT', 'not_entailment'))}").ask(STUDY, "Pulmonary embolism.")
    assert answer.label == "entailment"


def test_random_weights_give_the_same_answer_every_time(make_encoder: Callable[..., str]) -> None:
    folder = make_encoder()
    first, second = (load(f"nli:{folder}").ask(STUDY, "Small nodule.") for _ in range(2))
    assert first == second
    assert first.score is not None
    assert 0 < first.score < 1


def test_the_digest_is_of_the_files(make_encoder: Callable[..., str]) -> None:
    one, other = (load(f"nli:{make_encoder(favours)}") for favours in ("neutral", "entailment"))
    assert one.digest is not None
    assert re.fullmatch("sha256:[0-9a-f]{64}", one.digest)
    assert one.digest != other.digest
    assert one.name.startswith("nli:")


def test_findings_longer_than_the_model_are_read_in_runs_of_sentences(make_encoder: Callable[..., str]) -> None:
    study = Study("S1", "No pleural effusion is there. " * 20)
    answer = load(f"nli:{make_encoder('entailment', positions=32)}").ask(study, "No effusion.")
    assert answer.label == "entailment"
    assert "“No pleural effusion is there" in answer.explanation
    assert len(answer.explanation) < 200


@pytest.mark.parametrize(
    ("findings", "statement"), [("nodule " * 200, "Nodule."), ("A nodule.", "nodule " * 200)], ids=["findings", "statement"]
)
def test_a_sentence_that_does_not_fit_is_refused(make_encoder: Callable[..., str], findings: str, statement: str) -> None:
    with pytest.raises(OpinionError, match="does not fit"):
        load(f"nli:{make_encoder('entailment')}").ask(Study("S1", findings), statement)


def test_a_model_without_entailment_is_refused(make_encoder: Callable[..., str]) -> None:
    with pytest.raises(OpinionError, match="its labels are good, bad; expected entailment"):
        load(f"nli:{make_encoder('good', ('good', 'bad'))}")


def test_a_folder_without_weights_is_named(make_encoder: Callable[..., str]) -> None:
    folder = Path(make_encoder("neutral"))
    (folder / "model.safetensors").unlink()
    with pytest.raises(OpinionError, match=r"transformers cannot load it \(\w+\)"):
        load(f"nli:{folder}")


def test_a_name_that_is_neither_folder_nor_hub_id_is_named() -> None:
    with pytest.raises(ModelError, match="is neither a folder nor the id of a model on the hub"):
        load("nli:/no/such/folder")


@pytest.mark.parametrize("specification", ["nli", "nli:", "oracle:delphi", ""])
def test_a_form_that_is_unknown_is_refused(specification: str) -> None:
    with pytest.raises(OpinionError, match=r"expected one of chat:…, nli:…"):
        load(specification)
