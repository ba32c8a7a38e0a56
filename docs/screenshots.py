"""Take the pictures of the reading pages in docs/screenshots/: `python docs/screenshots.py`, with Playwright and a Chromium.

The pages are served over a record of the demonstration; a request to any other machine is refused.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from overread.records import acknowledge_training, create_administrator, create_user, load_study, open_store, sign_in
from overread.records.accounts import command_line
from overread.records.demonstration import bundled, load_demonstration
from overread.review import Draft

FOLDER = Path(__file__).with_name("screenshots")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
PASSWORD = "correct horse battery"  # noqa: S105
FIRST, READ = "chest-radiograph-pneumonia", "demo-draft-pneumonia"
FLAWED = (
    "1. New left lower lobe airspace opacity, most consistent with pneumonia. Repeat radiograph in 6 weeks is suggested to "
    "document resolution.\n2. Small right pleural effusion.\n3. Stable moderate cardiomegaly.\n4. Small right pneumothorax."
)


class Scene(NamedTuple):
    """A picture: its name, who is signed in, and what they do before it is taken."""

    name: str
    username: str
    act: Callable[[Page], None]


def main() -> None:
    """Write one picture for each scene, those that both eyes need in light and in dark."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        furnish(Path(folder))
        with served(Path(folder)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            for scheme, scenes in (("dark", DARK), ("light", LIGHT)):
                for scene in scenes:
                    page = come_in(browser, address, scheme, scene.username)
                    scene.act(page)
                    page.wait_for_timeout(1200)
                    page.screenshot(path=FOLDER / f"{scene.name}-{scheme}.png")
                    page.context.close()
                    print(f"docs/screenshots/{scene.name}-{scheme}.png")


def furnish(home: Path) -> None:
    """Make a record of the demonstration with two readers, one of whom always writes first, and a draft with errors."""
    (home / "policy.yaml").write_text("own_first_share: 0.005", "utf-8")
    store = open_store(f"sqlite:///{home / 'records.sqlite3'}", home)
    with store.begin() as session:
        create_administrator(session, "admin", "Adele Adam", PASSWORD)
        device = command_line(session)
        load_demonstration(session, device)
        study = next(study for study in bundled("examples") if study.id.endswith(FIRST))
        draft = Draft(FLAWED, "qwen2.5-1.5b", "sha256:" + "0" * 64, "impression", "sha256:" + "1" * 64, 0, confidence=0.86)
        load_study(session, device, replace(study, id=READ, impression=None, meta={}), draft, demonstration=True)
        load_study(session, device, replace(study, id=own_first_id("okafor"), meta={}), demonstration=True)
    with store.begin() as session:
        administrator = sign_in(session, "admin", PASSWORD)
    for username, name in (("berg", "Anna Berg"), ("okafor", "Chidi Okafor")):
        with store.begin() as session:
            create_user(session, administrator, username, name, "radiologist", PASSWORD)
        with store.begin() as session:
            acknowledge_training(session, sign_in(session, username, PASSWORD))
    store.engine.dispose()


def own_first_id(username: str) -> str:
    """Return an id of a study for which a reader is drawn to write first, at the share of one in two hundred."""
    for number in range(10_000):
        drawn = hashlib.sha256(f"demo-first-{number}\0{username}".encode()).hexdigest()
        if int(drawn, 16) % 1_000_000 < 5_000:
            return f"demo-first-{number}"
    raise ValueError("no id was drawn")


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


def come_in(browser: Browser, address: str, scheme: str, username: str) -> Page:
    """Open the pages in the smallest window they are made for, and sign in."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.route("**/*", lambda route: route.continue_() if address in route.request.url else route.abort())
    page.goto(address)
    page.get_by_label("User name").fill(username, timeout=60_000)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".or-line").nth(3).wait_for(timeout=60_000)
    return page


def stay(page: Page) -> None:
    """The worklist."""
    page.mouse.move(0, 0)


def try_it(page: Page) -> None:
    """The page to try things on."""
    page.get_by_role("link", name="Try").click()
    page.locator(".or-banner").wait_for(timeout=60_000)


def train(page: Page) -> None:
    """The training."""
    page.get_by_role("link", name="Training").click()
    page.locator(".or-line").nth(3).wait_for(timeout=60_000)


def read(page: Page) -> None:
    """The draft with errors, its gravest flag pointed at."""
    page.get_by_role("button", name=READ).click()
    page.locator(".st-key-sign").wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    page.locator(".or-card").first.hover()


def answer(page: Page) -> None:
    """A flag about to be dismissed."""
    read(page)
    page.keyboard.press("Alt+j")
    page.wait_for_timeout(800)
    page.keyboard.press("Alt+m")
    page.locator(".st-key-answer").wait_for()


def edit(page: Page) -> None:
    """The side put right in the editor, checked and not yet kept."""
    read(page)
    page.locator(".st-key-editor textarea").first.fill(FLAWED.replace("New left", "New right"))
    page.locator(".or-changes").wait_for()
    page.locator(".or-changes").scroll_into_view_if_needed()


def sign_too_soon(page: Page) -> None:
    """A signature that the record refuses."""
    read(page)
    page.keyboard.press("Alt+g")
    page.locator(".or-notice").wait_for()


def write_first(page: Page) -> None:
    """Own impression first, about to be kept."""
    page.get_by_role("textbox", name="Id or examination").fill("demo-first")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="demo-first").click()
    page.get_by_label("Your impression").fill("1. Right lower lobe pneumonia.\n2. Small left pleural effusion.")


def compare(page: Page) -> None:
    """Own impression and draft side by side."""
    write_first(page)
    page.keyboard.press("Alt+g")
    page.locator(".or-apart").first.wait_for()
    page.locator(".or-apart").last.scroll_into_view_if_needed()


def enlarge(page: Page) -> None:
    """The same in large type."""
    page.locator(".st-key-personal button").first.click()
    page.get_by_text("Large type").click()
    page.keyboard.press("Escape")
    read(page)


def finish(page: Page) -> None:
    """A clear study signed, after the question about a short reading."""
    page.get_by_role("button", name="demo-knee-mr").click()
    page.locator(".st-key-sign").wait_for(timeout=60_000)
    for end in page.locator("[data-or-end]").all():
        end.scroll_into_view_if_needed()
        page.wait_for_timeout(1200)
    page.get_by_text("Ready to sign").wait_for()
    page.keyboard.press("Alt+g")
    page.locator(".or-challenge").wait_for()
    page.screenshot(path=FOLDER / "challenge-light.png")
    page.get_by_label("Your answer, which is kept").fill("I compared the menisci and ligaments with the findings, one by one.")
    page.keyboard.press("Alt+g")
    page.locator(".or-signature").wait_for()
    page.mouse.move(0, 0)


DARK = (Scene("worklist", "berg", stay), Scene("study", "berg", read))
LIGHT = (
    Scene("worklist", "berg", stay),
    Scene("training", "berg", train),
    Scene("study", "berg", read),
    Scene("answering", "berg", answer),
    Scene("editing", "berg", edit),
    Scene("refused", "berg", sign_too_soon),
    Scene("large-type", "berg", enlarge),
    Scene("own-first", "okafor", write_first),
    Scene("own-compared", "okafor", compare),
    Scene("signed", "berg", finish),
    Scene("try", "berg", try_it),
)


if __name__ == "__main__":
    main()
