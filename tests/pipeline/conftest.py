"""What the tests share: the small model, fetched once if it is not on this machine, short prompts for it, and an over-read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from overread.checking import over_read
from overread.models import LanguageModel, load
from overread.models.catalogue import CATALOGUE
from overread.models.pulling import pull
from overread.prompts import Decoding, Prompt
from overread.review import Flag
from overread.study import Exam, Patient, Study

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


@pytest.fixture
def flags_of() -> Callable[[str, str, str], tuple[Flag, ...]]:
    """Over-read an impression of an examination of an adult with a prior; every statement of it must be read."""

    def flags(description: str, findings: str, impression: str) -> tuple[Flag, ...]:
        exam = Exam(description.split()[0], None, description)
        study = Study("S", findings, exam, Patient(age=60), comparison="CT of 2024.", impression=impression)
        review = over_read(study)
        assert review.error is None
        assert all(claim.status != "unchecked" for claim in review.claims), review.claims
        return review.flags

    return flags
