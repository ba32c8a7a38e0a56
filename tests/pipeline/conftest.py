"""What the drafting tests share: the small model, fetched once if it is not on this machine, and short prompts for it."""

from __future__ import annotations

import pytest

from overread.models import LanguageModel, load
from overread.models.catalogue import CATALOGUE
from overread.models.pulling import pull
from overread.prompts import Decoding, Prompt
from overread.study import Exam, Study

SMALL = "smollm2-135m"


@pytest.fixture(scope="session")
def small_model_file() -> str:
    """The path of the small model's GGUF file."""
    return str(pull(CATALOGUE[SMALL]))


@pytest.fixture(scope="session")
def small_model(small_model_file: str) -> LanguageModel:
    """The small model in this process, through xllamacpp."""
    return load(SMALL)


@pytest.fixture
def short_prompt() -> Prompt:
    """A prompt without examples that asks for a few tokens."""
    return Prompt(
        id="short", version="1", system="Write one sentence.", template="{exam}\n{findings}", decoding=Decoding(max_tokens=12)
    )


@pytest.fixture
def study() -> Study:
    """A small study."""
    findings = "An 8 mm nodule in the right upper lobe. No pleural effusion. The heart is normal in size."
    return Study("S1", findings, exam=Exam(modality="CT", description="CT of the chest"))
