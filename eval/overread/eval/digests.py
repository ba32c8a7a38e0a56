"""Digests of what went into an evaluation: code, lexicon, data and cases."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

import overread
from overread.eval.case import Case
from overread.study import Study


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return f"sha256:{digest.hexdigest()}"


def _files(pattern: str) -> list[tuple[str, Path]]:
    found = {str(file.relative_to(root)): file for root in map(Path, overread.__path__) for file in root.rglob(pattern)}
    return sorted(found.items())


def _digest_of(files: Iterable[tuple[str, Path]]) -> str:
    return _digest(part for name, file in files for part in (name.encode(), file.read_bytes()))


@cache
def code_digest() -> str:
    """Return the digest of every Python file of the installed program, evaluation and page left out."""
    return _digest_of(pair for pair in _files("*.py") if not pair[0].startswith(("eval/", "app/")))


@cache
def suite_code_digest() -> str:
    """Return the digest of the evaluation itself: its code, vocabulary and scorers."""
    files = [*_files("*.py"), *_files("*.yaml")]
    return _digest_of(pair for pair in files if pair[0].startswith("eval/"))


@cache
def lexicon_digest() -> str:
    """Return the digest of the lexicon's files."""
    return _digest_of(_files("lexicon/**/*.yaml") or _files("*/lexicon/**/*.yaml"))


def data_digest(studies: Iterable[Study]) -> str:
    """Return the digest of studies, whatever file they came from."""
    return _digest(_json(study) for study in studies)


def case_key(case: Case, judge: str) -> str:
    """Return a short key of one case before one judge: equal keys mean that the answer must be equal too."""
    return _digest((_json(case), judge.encode(), code_digest().encode(), lexicon_digest().encode()))[7:31]


def _json(thing: Case | Study) -> bytes:
    return json.dumps(asdict(thing), sort_keys=True, default=str, ensure_ascii=False).encode()


def program_version() -> str:
    """Return the installed version of the program."""
    return version("overread")
