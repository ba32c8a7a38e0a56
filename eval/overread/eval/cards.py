"""Dataset cards: what a set is, where it comes from, who labelled it and what it cannot tell. No card, no evaluation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from overread.eval.datasets import LAYOUTS
from overread.study import Study

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3)]


class CardError(ValueError):
    """A dataset card that cannot be read or does not hold: the message names the file, the field and what was expected."""


class DatasetCard(BaseModel):
    """A data set described: `path` is relative to the card, `layout` the way it is stored, the rest is for a reader.

    `records` must be the number of studies that the path holds; `annotators` says how and by whom labels were made, and
    `agreement` how far they agreed, both in words, also where the answer is that there were none.
    """

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$")]
    title: Words
    path: str
    layout: str = "contract"
    records: Annotated[int, Field(ge=1)]
    purpose: Words
    source: Words
    licence: Words
    authors: Words
    annotators: Words
    agreement: Words
    modalities: Annotated[list[str], Field(min_length=1)]
    body_regions: Annotated[list[str], Field(min_length=1)]
    language: Words
    patients: Words
    limits: Annotated[list[Words], Field(min_length=1)]


def read_card(path: Path) -> DatasetCard:
    """Return the card in a YAML file; CardError says what is missing or wrong."""
    try:
        card = DatasetCard.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise CardError(f"{path}: {error.strerror}; expected a dataset card") from None
    except yaml.YAMLError as error:
        raise CardError(f"{path.name}: no YAML ({getattr(error, 'problem', 'malformed')})") from None
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise CardError(f"{path.name}: field {'.'.join(map(str, first['loc']))!r}: {first['msg']}") from None
    if card.layout not in LAYOUTS:
        raise CardError(f"{path.name}: field 'layout': {card.layout!r}; expected one of {', '.join(LAYOUTS)}")
    return card


def studies_of(card: DatasetCard, folder: Path) -> tuple[Study, ...]:
    """Return the studies of a card that lies in `folder`; CardError when there are more or fewer than it says."""
    path = folder / card.path
    if not path.exists():
        raise CardError(f"{card.id}: field 'path': {card.path!r} is not there; expected it beside the card")
    studies = tuple(LAYOUTS[card.layout](path))
    if len(studies) != card.records:
        raise CardError(f"{card.id}: field 'records': {card.records}; the path holds {len(studies)}")
    return studies


def lint(path: Path) -> list[str]:
    """Return what is wrong with a card and its data, an empty list when nothing is."""
    try:
        card = read_card(path)
        studies = studies_of(card, path.parent)
    except ValueError as error:
        return [str(error)]
    return _disagreements(card, studies)


def _disagreements(card: DatasetCard, studies: tuple[Study, ...]) -> list[str]:
    found = {study.exam.modality for study in studies if study.exam.modality} - set(card.modalities)
    wrong = [f"{card.id}: field 'modalities': the studies also hold {', '.join(sorted(found))}"] if found else []
    twice = sorted({study.id for study in studies if sum(other.id == study.id for other in studies) > 1})
    return wrong + ([f"{card.id}: the ids {', '.join(twice[:3])} come more than once"] if twice else [])
