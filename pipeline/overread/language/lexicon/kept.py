"""The lexicon's files and phrases as they were last read, kept as JSON so that a start need not read the YAML again."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from overread.home import cache_folder

_NAME = "lexicon.json"


def kept(key: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what was kept under a key, else what `make` returns, which is then kept where the cache folder can be written.

    A file that is of another key, or of which one character has changed, is not believed: its first line is the digest of
    the key and of all that follows.
    """
    file = cache_folder() / _NAME
    with suppress(OSError):
        seal, _, content = file.read_bytes().partition(b"\n")
        if seal == _seal(key, content):
            found: dict[str, Any] = json.loads(content)
            return found
    data = make()
    with suppress(OSError):
        _keep(file, key, json.dumps(data, separators=(",", ":")).encode())
    return data


def _seal(key: str, content: bytes) -> bytes:
    return sha256(key.encode() + content).hexdigest().encode()


def _keep(file: Path, key: str, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with open(descriptor, "wb") as stream:
            stream.write(_seal(key, content) + b"\n" + content)
        os.replace(name, file)
    finally:
        Path(name).unlink(missing_ok=True)
