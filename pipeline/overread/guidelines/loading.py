"""The guidelines in force, read from YAML: the bundled ones, or a department's own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from overread.guidelines.rules import Guideline
from overread.language.lexicon import lexicon

VARIABLE = "OVERREAD_GUIDELINES"


def guidelines() -> tuple[Guideline, ...]:
    """Return the guidelines in force: the bundled ones, or those that OVERREAD_GUIDELINES names.

    The variable is a folder of YAML files, or a YAML file with a list `guidelines` of bundled ids and file paths; `none` is
    no guideline.
    ValueError names the file and the field that is wrong.
    """
    return _load(_setting())


def _setting() -> str:
    return os.environ.get(VARIABLE, "").strip()


def subjects() -> frozenset[str]:
    """Return the findings that the guidelines in force are about."""
    return _subjects(_setting())


@lru_cache(maxsize=8)
def _subjects(setting: str) -> frozenset[str]:
    return frozenset(kind for guideline in _load(setting) for kind in guideline.findings)


def asking() -> tuple[Guideline, ...]:
    """Return the guidelines in force that ask for some follow-up."""
    return _asking(_setting())


@lru_cache(maxsize=8)
def _asking(setting: str) -> tuple[Guideline, ...]:
    return tuple(guideline for guideline in _load(setting) if any(rule.asks for rule in guideline.rules))


def digest() -> str:
    """Return `sha256:…` over the guidelines in force."""
    return "sha256:" + hashlib.sha256("\n".join(item.model_dump_json() for item in guidelines()).encode()).hexdigest()


@lru_cache(maxsize=8)
def _load(setting: str) -> tuple[Guideline, ...]:
    if setting.lower() == "none":
        return ()
    if not setting:
        return tuple(_parsed(name, text) for name, text in sorted(_bundled().items()))
    path = Path(setting)
    if path.is_dir():
        return tuple(_parsed(file.name, file.read_text("utf-8")) for file in sorted(path.glob("*.yaml")))
    if not path.is_file():
        raise ValueError(f"{VARIABLE}: {setting!r} is neither a folder nor a file")
    return tuple(_listed(path))


def _bundled() -> dict[str, str]:
    folder = resources.files(__package__)
    return {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".yaml")}


def _listed(path: Path) -> Iterator[Guideline]:
    """Yield the guidelines that a list names, bundled ones by id and others by a path relative to the list."""
    data = _yaml(path.name, path.read_text("utf-8"))
    names = data.get("guidelines")
    if not isinstance(names, list) or set(data) != {"guidelines"}:
        raise ValueError(f"{path.name}: expected one field, 'guidelines', with a list of ids and paths")
    bundled = _bundled()
    for name in map(str, names):
        file = path.parent / name
        if f"{name}.yaml" in bundled:
            yield _parsed(f"{name}.yaml", bundled[f"{name}.yaml"])
        elif file.is_file():
            yield _parsed(file.name, file.read_text("utf-8"))
        else:
            known = ", ".join(sorted(item.removesuffix(".yaml") for item in bundled))
            raise ValueError(f"{path.name}: field 'guidelines': {name!r} is neither a file nor one of {known}")


def _yaml(name: str, text: str) -> dict[str, Any]:
    try:
        data = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise ValueError(f"{name}: not YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(data, dict):
        raise ValueError(f"{name}: expected fields, found {type(data).__name__}")
    return data


def _parsed(name: str, text: str) -> Guideline:
    try:
        found = Guideline.model_validate(_yaml(name, text))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ValueError(f"{name}: field {'.'.join(map(str, first['loc'])) or 'guideline'!r}: {first['msg']}") from None
    unknown = {
        kind
        for kind in (*found.findings, *(kind for rule in found.rules for kind in rule.findings))
        if kind not in lexicon().concepts
    }
    if unknown:
        raise ValueError(f"{name}: field 'findings': the lexicon lacks {', '.join(sorted(unknown))}")
    return found
