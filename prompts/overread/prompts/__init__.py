"""Prompts: one YAML file each, read into a frozen value whose digest names its exact content."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from overread.prompts.rendering import FIELDS, fields_of, render, unknown_fields
from overread.study import Study

DEFAULT = "impression"
Role = Literal["system", "user", "assistant"]
Turn = tuple[Role, str]


class _Content(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Decoding(_Content):
    """How tokens are chosen: at most `max_tokens` of them, greedily at `temperature` 0, ending early at any text in `stop`."""

    max_tokens: Annotated[int, Field(ge=1, le=4096)] = 320
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.0
    top_p: Annotated[float, Field(gt=0, le=1)] = 1.0
    stop: Annotated[tuple[str, ...], Field(strict=False)] = ()


class Shot(_Content):
    """One worked example: the report fields that the template names, and the impression that should follow."""

    report: dict[str, str]
    impression: Annotated[str, Field(min_length=1)]

    @field_validator("report")
    @classmethod
    def _known(cls, report: dict[str, str]) -> dict[str, str]:
        if unknown := sorted(set(report) - set(FIELDS)):
            raise ValueError(f"unknown report fields {', '.join(unknown)}; known: {', '.join(FIELDS)}")
        return report


class Prompt(_Content):
    """A prompt: what the model is told, the examples it is shown, and the template that a report is put into."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    version: Annotated[str, Field(min_length=1)]
    system: Annotated[str, Field(min_length=1)]
    template: str
    shots: Annotated[tuple[Shot, ...], Field(strict=False)] = ()
    decoding: Decoding = Decoding()

    @field_validator("template")
    @classmethod
    def _renderable(cls, template: str) -> str:
        if unknown := unknown_fields(template):
            raise ValueError(f"unknown report fields {', '.join(unknown)}; known: {', '.join(FIELDS)}")
        if "{findings}" not in template:
            raise ValueError("it must contain {findings}")
        return template

    @property
    def digest(self) -> str:
        """`sha256:` and the digest of the content as canonical JSON: layout and comments of the file do not change it."""
        canonical = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()

    def turns(self, study: Study) -> tuple[Turn, ...]:
        """Return the conversation to complete: the system text, the shots, and the study's report inside the template."""
        shown: list[Turn] = [("system", self.system.strip())]
        for shot in self.shots:
            shown += [("user", render(self.template, shot.report)), ("assistant", shot.impression.strip())]
        return (*shown, ("user", render(self.template, fields_of(study))))


def names() -> tuple[str, ...]:
    """Return the ids of the prompts that come with the program."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in files(__name__).iterdir() if file.name.endswith(".yaml")))


def load(name: str) -> Prompt:
    """Return the bundled prompt of that id, or the one in the YAML file at that path; ValueError says what is wrong where."""
    return _parse(source(name), name)


def source(name: str) -> str:
    """Return the YAML text of a prompt, given as for `load`."""
    if re.search(r"[/\\]|\.ya?ml$", name):
        return _read(Path(name))
    if name not in names():
        raise ValueError(f"unknown prompt {name!r}; known: {', '.join(names())}; or give the path of a YAML file")
    return (files(__name__) / f"{name}.yaml").read_text("utf-8")


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise ValueError(f"prompt file {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"prompt file {path}: not UTF-8 at byte {error.start}") from error


def _parse(text: str, where: str) -> Prompt:
    try:
        content: Any = yaml.safe_load(text)
        return Prompt.model_validate(content)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise ValueError(f"prompt {where}, line {line}: not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise ValueError(f"prompt {where}: not YAML") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'file'}: {fault['msg']}" for fault in error.errors())
        raise ValueError(f"prompt {where}: {faults}") from error
