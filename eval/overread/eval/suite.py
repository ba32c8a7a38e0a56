"""A suite: a whole evaluation as data. Which studies, which cases are made of them, what is evaluated, how it is scored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from overread.eval.cards import DatasetCard, read_card, studies_of
from overread.eval.families import FAMILIES
from overread.eval.judges import JUDGES
from overread.eval.scorers import SCORERS
from overread.study import Study

BUNDLED = Path(__file__).parent / "suites"
CARDS = Path(__file__).parent / "datasets"


class SuiteError(ValueError):
    """A suite that cannot be read: the message names the file, the field and what was expected."""


class Part(BaseModel):
    """One dataset of a suite, by the id of a bundled card or the path of one, and the families of cases made of it."""

    model_config = ConfigDict(extra="forbid")

    dataset: str
    cases: Annotated[list[str], Field(min_length=1)]


class Suite(BaseModel):
    """A whole evaluation.

    `limit` bounds the cases of each error type and rewording in each dataset, `smallest_group` is the number of studies
    below which a subgroup is not reported, `resamples` that of the bootstrap, `repeats` how often each model drafts a study
    and `drafted` how many studies it drafts.
    """

    model_config = ConfigDict(extra="forbid")

    name: str
    about: str = ""
    data: Annotated[list[Part], Field(min_length=1)]
    judges: Annotated[list[str], Field(min_length=1)] = ["overread"]
    scorers: list[str] = []
    seed: int = 0
    limit: Annotated[int, Field(ge=1)] | None = None
    smallest_group: Annotated[int, Field(ge=2)] = 10
    resamples: Annotated[int, Field(ge=100)] = 1000
    prompt: str = "impression"
    repeats: Annotated[int, Field(ge=1)] = 1
    drafted: Annotated[int, Field(ge=1)] | None = None


def bundled() -> tuple[str, ...]:
    """Return the names of the bundled suites."""
    return tuple(sorted(path.stem for path in BUNDLED.glob("*.yaml")))


def read_suite(name: str) -> tuple[Suite, Path]:
    """Return a suite, by the name of a bundled one or the path of a YAML file, and the folder that its paths start from."""
    path = BUNDLED / f"{name}.yaml" if name in bundled() else Path(name)
    try:
        suite = Suite.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError:
        raise SuiteError(f"{name}: no such suite; expected a YAML file or one of {', '.join(bundled())}") from None
    except yaml.YAMLError as error:
        raise SuiteError(f"{path.name}: no YAML ({getattr(error, 'problem', 'malformed')})") from None
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise SuiteError(f"{path.name}: field {'.'.join(map(str, first['loc']))!r}: {first['msg']}") from None
    _check_names(suite, path)
    return suite, path.parent


def _check_names(suite: Suite, path: Path) -> None:
    named = {
        "judges": (suite.judges, tuple(JUDGES)),
        "scorers": (suite.scorers, tuple(SCORERS)),
        "data.cases": ([family for part in suite.data for family in part.cases], tuple(FAMILIES)),
    }
    for field, (given, known) in named.items():
        for name in given:
            if name not in known:
                raise SuiteError(f"{path.name}: field {field!r}: {name!r}; expected one of {', '.join(known)}")


def data_of(part: Part, folder: Path) -> tuple[DatasetCard, tuple[Study, ...]]:
    """Return the card and the studies of one part; CardError or ValueError says what is wrong with them."""
    path = CARDS / f"{part.dataset}.yaml"
    if not path.is_file():
        path = folder / part.dataset
    card = read_card(path)
    return card, studies_of(card, path.parent)
