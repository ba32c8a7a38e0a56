"""Checkpoints of the transformers library: where they lie, the digest of their files, and a library that stays quiet."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from overread.models import ModelError

CHECKPOINT_FILES = ("*.json", "*.safetensors", "*.model", "*.txt", "*.jinja")


def quieten() -> None:
    """Silence the library's progress bars and warnings; ModelError says how to install it where it is missing."""
    try:
        import torch  # noqa: F401
        from transformers.utils import logging
    except ImportError as error:
        raise ModelError(f"{error.name} is not installed; it comes with: pip install 'overread[transformers]'") from error
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    if not sys.stderr.isatty():
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def folder_of(target: str) -> Path:
    """Return the folder of a checkpoint, fetched from the hub where `target` is an id there; ModelError if there is none."""
    folder = Path(target).expanduser()
    if not folder.is_dir():
        folder = _from_hub(target)
    if not (folder / "config.json").is_file():
        raise ModelError(f"model folder {folder}: no config.json in it")
    return folder


def folder_digest(folder: Path) -> str:
    """Return `sha256:` and the digest of the names and contents of a checkpoint's files."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in CHECKPOINT_FILES for path in folder.glob(pattern)}):
        with path.open("rb") as file:
            digest.update(f"{path.name} {hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return f"sha256:{digest.hexdigest()}"


def _from_hub(target: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(target, allow_patterns=list(CHECKPOINT_FILES)))
    except HFValidationError as error:
        raise ModelError(f"model {target!r} is neither a folder nor the id of a model on the hub") from error
    except (HfHubHTTPError, LocalEntryNotFoundError) as error:
        raise ModelError(f"model {target!r} is not a folder, and the hub did not give it ({type(error).__name__})") from error
