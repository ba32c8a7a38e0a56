"""The pages served as `overread app` serves them, and Chromium before them; asking another machine for anything fails."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from overread.records import acknowledge_training, load_study, open_store, sign_in
from overread.records.accounts import command_line
from overread.records.store import Conflict
from overread.study import Exam, Measurement, Patient, Prior, Study

if TYPE_CHECKING:
    from overread.records import Probe, Store

PASSWORD = "a long enough password"  # noqa: S105
FINDINGS = "There is a 4 mm nodule in the left upper lobe. Moderate emphysema. No pleural effusion."
WRONG = "1. 4 mm nodule in the right upper lobe.\n2. Moderate emphysema."
POLICY = "own_first_share: 0.5\nwords_a_minute: 400\nidle_minutes: 60"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_GONE = re.compile(
    r"Exception in ASGI application(?:(?!Exception in ASGI application).)*?WebSocketDisconnected: Cannot[^\n]*", re.DOTALL
)
"""What the server writes when a browser goes away while it is being told something."""


@dataclass
class Served:
    """A running page over a record: its address, the tracebacks to be expected in its log, what was asked of anybody else."""

    address: str
    store: Store
    tracebacks: int = 0
    elsewhere: list[str] = field(default_factory=list)

    def load(self, id: str, impression: str | None = WRONG, findings: str = FINDINGS, probes: tuple[Probe, ...] = ()) -> None:
        """Take in a study; a test that is run again finds it in the record already."""
        exam = Exam("CT", "chest", "CT chest with contrast", date="2026-03-01")
        rows = (Measurement("m1", "long axis", 4, "mm", "nodule", "left upper lobe", "left"),)
        prior = Prior("2025-03-01", "Emphysema.")
        study = Study(id, findings, exam, Patient("F", 63), measurements=rows, prior=prior, impression=impression)
        with suppress(Conflict), self.store.begin() as session:
            load_study(session, command_line(session), study, probes=probes)


@dataclass
class Reader:
    """Somebody at a browser."""

    page: Page
    served: Served

    def sign_in(self, username: str) -> None:
        """Come in with the keyboard alone."""
        self.page.goto(self.served.address)
        self.page.get_by_label("User name").wait_for(timeout=60_000)
        self.page.get_by_label("User name").focus()
        self.page.keyboard.type(username)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.get_by_role("heading", name="Worklist").wait_for(timeout=30_000)

    def open(self, study: str) -> None:
        """Open a study from the worklist."""
        self.page.get_by_role("textbox", name="Id or examination").fill(study)
        self.page.keyboard.press("Enter")
        self.page.get_by_role("button", name=re.compile(rf"· {re.escape(study)}$")).first.click()
        self.page.locator(".or-study").wait_for(timeout=30_000)
        self.page.locator(".or-card, .stMainBlockContainer .or-quiet, .st-key-own_impression").first.wait_for(timeout=30_000)

    def scroll_through(self) -> None:
        """Bring the end of the findings and the end of the text into sight, and wait until the page has noted it."""
        for end in self.page.locator("[data-or-end]").all():
            end.scroll_into_view_if_needed()
            self.page.wait_for_timeout(900)
        expect(self.page.locator(".or-obstacles").last).not_to_contain_text("scroll through")

    def rest(self) -> None:
        """Wait until the page has finished what it was doing: the next key then meets what the reader sees."""
        self.page.locator(".stApp[data-test-script-state='notRunning']").wait_for()
        self.page.wait_for_timeout(700)
        self.page.locator(".stApp[data-test-script-state='notRunning']").wait_for()


NewReader = Callable[..., Reader]
Serve = Callable[..., AbstractContextManager[Served]]


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory, staff: Path) -> Serve:
    """Serve the pages over a new record with everyone in it, `prepare`d before the start."""

    @contextmanager
    def serving(prepare: Callable[[Path, str], None] | None = None) -> Iterator[Served]:
        home = tmp_path_factory.mktemp("served") / "record"
        shutil.copytree(staff, home)
        (home / "policy.yaml").write_text(POLICY, "utf-8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        running = Served(f"http://127.0.0.1:{port}", open_store(f"sqlite:///{home / 'records.sqlite3'}", home))
        if prepare:
            prepare(home, running.address)
        environment = {name: value for name, value in os.environ.items() if name != "OVERREAD_DATABASE_URL"}
        command = [sys.executable, "-m", "overread.app.serving", str(port), "none"]
        with (home / "log").open("wb") as log:
            server = subprocess.Popen(command, env={**environment, "OVERREAD_HOME": str(home)}, stdout=log, stderr=log)
            try:
                _wait(running.address)
                yield running
            finally:
                server.terminate()
                server.wait(20)
                running.store.engine.dispose()
        assert running.elsewhere == []
        said = _GONE.sub("", (home / "log").read_text("utf-8"))
        assert said.count("Traceback") == running.tracebacks, said[-4000:]

    return serving


@pytest.fixture(scope="session")
def served(serve: Serve) -> Iterator[Served]:
    """The pages over a record of the test run, whose readers have acknowledged the training."""
    with serve() as running:
        for username in ("anna", "ben", "tina"):
            with running.store.begin() as session:
                acknowledge_training(session, sign_in(session, username, PASSWORD))
        yield running


def _wait(address: str) -> None:
    for _ in range(240):
        try:
            urlopen(f"{address}/_stcore/health").close()  # noqa: S310
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError("the pages did not start")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests in a browser come last: its event loop stays in the thread, where other tests want one of their own.

    A browser and a server race on a busy machine; a test that fails is tried twice more, and the report says so.
    """
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path.is_relative_to(here))
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium of the machine."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=20_000)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def new_reader(chromium: Browser, served: Served) -> Iterator[NewReader]:
    """Seat somebody at a browser of their own, signed in if a user name is given."""
    contexts: list[BrowserContext] = []

    def seat(username: str | None = None, scheme: str = "light") -> Reader:
        dark = scheme == "dark"
        context = chromium.new_context(
            viewport={"width": 1280, "height": 720}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
        contexts.append(context)
        host = urlsplit(served.address).netloc
        context.on("request", lambda request: _note(served, host, request.url))
        page = context.new_page()
        page.on("websocket", lambda socket: _note(served, host, socket.url))
        page.on("dialog", lambda dialog: served.elsewhere.append(f"dialog {dialog.message}"))
        reader = Reader(page, served)
        if username:
            reader.sign_in(username)
        return reader

    yield seat
    for context in contexts:
        context.close()


def _note(served: Served, host: str, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("data", "blob", "about") and parts.netloc != host:
        served.elsewhere.append(url)
