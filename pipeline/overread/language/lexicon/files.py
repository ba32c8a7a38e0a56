"""The YAML files of the lexicon as plain data: every scalar a string, so that `no` and `on` are words and not booleans."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import yaml

FOLDERS = ("concepts", "anatomy", "descriptors", "inference")
SINGLE = ("cues.yaml", "ordinary.yaml", "critical_results.yaml", "looks.yaml")


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name of every lexicon file, with its folder, and its text, in a fixed order."""
    root = resources.files(__package__)
    for folder in FOLDERS:
        for file in sorted((root / folder).iterdir(), key=lambda item: item.name):
            if file.name.endswith(".yaml"):
                yield f"{folder}/{file.name}", file.read_text("utf-8")
    for name in SINGLE:
        yield name, (root / name).read_text("utf-8")


@cache
def digest() -> str:
    """Return `sha256:…` over the names and contents of all lexicon files."""
    total = hashlib.sha256()
    for name, text in texts():
        total.update(f"{name}\0{text}\0".encode())
    return f"sha256:{total.hexdigest()}"


def plain(name: str, text: str) -> dict[str, Any]:
    """Return the mapping a YAML text holds, its scalars as strings; ValueError with file and line for a key that stands twice.

    It is built from parser events rather than nodes, which halves the time, most of which is start-up.
    """
    root: list[Any] = []
    stack: list[tuple[Any, str | None]] = [(root, None)]
    for event in yaml.parse(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
        if isinstance(event, yaml.ScalarEvent):
            value: Any = event.value
        elif isinstance(event, yaml.CollectionStartEvent):
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        else:
            if isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
            continue
        holder, key = stack[-1]
        if type(holder) is list:
            holder.append(value)
        elif key is None:
            if value in holder:
                raise ValueError(f"{name}, line {_line(event)}: the key {value!r} stands twice")
            stack[-1] = (holder, value)
        else:
            holder[key] = value
            stack[-1] = (holder, None)
        if type(value) is not str:
            stack.append((value, None))
    return root[0] if root and isinstance(root[0], dict) else {}


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
