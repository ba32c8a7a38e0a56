"""Take the pictures of the quality desk and the pages around it in docs/screenshots/: `python docs/screenshots_desk.py`.

The pages are served over a record of the demonstration, read by invented people over some weeks; a picture fails when the page
asks any other machine for anything.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from overread.records import (
    Challenge,
    SignIn,
    Store,
    acknowledge_training,
    answer_challenge,
    answer_training,
    create_administrator,
    create_user,
    delete_statement,
    disposition_flag,
    edit_impression,
    load_study,
    open_review,
    open_store,
    record_scroll,
    reveal_draft,
    sign,
    sign_in,
    worklist,
    write_own_impression,
)
from overread.records.accounts import command_line
from overread.records.demonstration import bundled, load_demonstration
from overread.review import Draft

FOLDER = Path(__file__).with_name("screenshots")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
PASSWORD = "correct horse battery"  # noqa: S105
WEEKS = 8
SIGNED = 42
PEOPLE = (
    ("berg", "Anna Berg", "radiologist", 90.0),
    ("okafor", "Chidi Okafor", "radiologist", 30.0),
    ("lind", "Maja Lind", "radiologist", 75.0),
    ("ito", "Ken Ito", "trainee", 120.0),
    ("quality", "Quinn Quist", "quality", 0.0),
)
"""User name, name, role and the seconds that this person usually takes for a study."""


class Scene(NamedTuple):
    """A picture: its name, the page and the tab it shows."""

    name: str
    page: str
    tab: str = ""


SCENES = (
    Scene("quality-readers", "Quality", "By reader"),
    Scene("quality-flags", "Quality", "Flags"),
    Scene("quality-weeks", "Quality", "Over time"),
    Scene("quality-probes", "Quality", "Seeded errors"),
    Scene("quality-audit", "Quality", "Audit and export"),
    Scene("models", "Models", "Models"),
    Scene("model-card", "Models", "Model card"),
    Scene("users", "Users", "New account"),
    Scene("account", "Account"),
)
CHARTED = ("By reader", "Flags", "Over time")


class Weeks:
    """A clock that begins some weeks ago and is moved on by hand."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC) - timedelta(weeks=WEEKS)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **spans: float) -> None:
        """Move on by `seconds=`, `hours=` …"""
        self.moment += timedelta(**spans)


class ReadingRoom:
    """A record and the people who read in it."""

    def __init__(self, home: Path) -> None:
        self.clock = Weeks()
        self.store: Store = open_store(f"sqlite:///{home / 'records.sqlite3'}", home, self.clock)
        self.draw = random.Random(11)

    def do(self, service: Any, me: SignIn, *arguments: Any, **named: Any) -> Any:
        """Call a service in a transaction of its own."""
        with self.store.begin() as session:
            return service(session, me, *arguments, **named)

    def come_in(self, username: str) -> SignIn:
        """Sign somebody in."""
        with self.store.begin() as session:
            return sign_in(session, username, PASSWORD)

    def staff(self) -> None:
        """Make the accounts."""
        with self.store.begin() as session:
            create_administrator(session, "admin", "Adele Adam", PASSWORD)
        me = self.come_in("admin")
        for username, name, role, _ in PEOPLE:
            self.do(create_user, me, username, name, role, PASSWORD)
        issuer = "https://login.example.org/realms/hospital"
        self.do(create_user, me, "eve@example.org", "Eve Stone", "radiologist", None, issuer)
        self.do(create_user, me, "new", "Nina Newman", "trainee", PASSWORD, temporary=True)

    def load(self) -> list[str]:
        """Take in the demonstration, and its studies a second time as drafts of two models; return the ids of those."""
        with self.store.begin() as session:
            device = command_line(session)
            load_demonstration(session, device)
        ids = []
        for study in (*bundled("examples"), *bundled("examples_flawed")):
            model = self.draw.choice(("qwen2.5-1.5b", "qwen2.5-1.5b", "smollm2-135m"))
            draft = Draft(study.impression or "", model, "sha256:" + "0" * 64, "impression", "sha256:" + "1" * 64, 0)
            exam = replace(study.exam, site=self.draw.choice(("North", "South")))
            ids.append(f"drafted-{study.id}")
            self.do(load_study, device, replace(study, id=ids[-1], meta={}, exam=exam), draft, demonstration=True)
        self.draw.shuffle(ids)
        return ids

    def read(self, username: str, usual: float, study: str, finish: Any) -> None:
        """Read a study as somebody would: settle or correct what is flagged, scroll, and finish."""
        me = self.come_in(username)
        self.do(acknowledge_training, me)
        view = self.do(open_review, me, study)
        if not view.revealed:
            self.do(write_own_impression, me, view.review_id, "What I see myself.")
            view = self.do(reveal_draft, me, view.review_id)
        while todo := [flag for flag in view.flags if flag.disposition is None]:
            view = self.answer(me, view, todo[0])
        if not view.text.strip():
            view = self.do(edit_impression, me, view.review_id, view.version, "Normal study.")
        view = self.do(record_scroll, me, view.review_id, view.text_sha256)
        self.clock.advance(seconds=usual * self.draw.lognormvariate(0, 0.4))
        outcome = self.do(finish, me, view.review_id, view.version)
        if isinstance(outcome, Challenge):
            self.do(answer_challenge, me, outcome.id, "Compared with the findings.")
            self.do(finish, me, view.review_id, view.version)

    def answer(self, me: SignIn, view: Any, flag: Any) -> Any:
        """Delete the flagged statement, or dismiss or accept the flag."""
        if flag.flag.span and self.draw.random() < 0.6:
            try:
                return self.do(delete_statement, me, view.review_id, view.version, flag.key)
            except ValueError:
                pass
        action = self.draw.choice(("dismiss", "dismiss", "accept"))
        reason = self.draw.choice(("checker_misread", "seen_on_images", "stated_elsewhere", "not_relevant"))
        return self.do(disposition_flag, me, view.review_id, view.version, flag.key, action, reason, "Looked again.")

    def work(self) -> None:
        """Sign studies over the weeks, and answer training cases at their end."""
        ids = self.load()
        for study in ids[:SIGNED]:
            self.clock.advance(hours=WEEKS * 7 * 24 / (SIGNED + 8))
            username, _, _, usual = self.draw.choice((*PEOPLE[:3], PEOPLE[1]))
            self.read(username, usual, study, sign)
        for username, _, _, usual in (PEOPLE[0], PEOPLE[3]):
            with self.store.read() as session:
                cases = [row.study_id for row in worklist(session, self.come_in(username)) if row.training]
            for case in cases[:8]:
                self.read(username, usual, case, answer_training)
        self.store.engine.dispose()


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve the pages over a record, and yield their address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name != "OVERREAD_DATABASE_URL"}
    command = [sys.executable, "-m", "overread.app.serving", str(port), "none"]
    server = subprocess.Popen(command, env={**environment, "OVERREAD_HOME": str(home)}, stdout=subprocess.DEVNULL)  # noqa: S603
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                urlopen(f"{address}/_stcore/health").close()  # noqa: S310
                break
            except OSError:
                time.sleep(0.25)
        yield address
    finally:
        server.terminate()
        server.wait()


def come_in(browser: Browser, address: str, scheme: str) -> Page:
    """Open the pages in the smallest window they are made for, take the picture of the way in, and go in."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.route("**/*", lambda route: route.continue_() if address in route.request.url else route.abort())
    page.goto(address)
    page.get_by_label("User name").fill("admin", timeout=60_000)
    page.screenshot(path=FOLDER / f"sign-in-{scheme}.png")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Worklist").wait_for(timeout=60_000)
    return page


def show(page: Page, scene: Scene) -> None:
    """Bring the scene about."""
    page.get_by_role("link", name=scene.page, exact=True).click()
    page.get_by_role("heading", level=1).wait_for()
    if scene.page == "Quality":
        page.get_by_role("combobox", name="Studies").click()
        page.get_by_role("option", name="Demonstration").click()
        page.locator(".or-tiles").wait_for()
    if scene.tab:
        page.get_by_role("tab", name=scene.tab).click()
    if scene.name == "quality-audit":
        page.get_by_role("button", name="Verify the audit now").click()
        page.get_by_text("as it was written").wait_for()
    if scene.tab in CHARTED:
        page.locator("[data-testid='stVegaLiteChart'] :is(canvas, svg)").locator("visible=true").first.wait_for(timeout=60_000)
    page.mouse.move(0, 0)
    page.wait_for_timeout(2000)


def main() -> None:
    """Write one picture for each scene, in light and in dark."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        room = ReadingRoom(Path(folder))
        room.staff()
        room.work()
        with served(Path(folder)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            for scheme in ("light", "dark"):
                page = come_in(browser, address, scheme)
                for scene in SCENES:
                    show(page, scene)
                    page.screenshot(path=FOLDER / f"{scene.name}-{scheme}.png")
                    print(f"docs/screenshots/{scene.name}-{scheme}.png")


if __name__ == "__main__":
    main()
