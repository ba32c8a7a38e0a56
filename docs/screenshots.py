"""Take the pictures of the review page in docs/screenshots/: `python docs/screenshots.py`, with Playwright and a Chromium.

Nothing but this machine may be asked for anything; the run fails if the page tries.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).with_name("screenshots")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


class Scene(NamedTuple):
    """A picture: the study, the impression typed over its own if any, and what is pointed at."""

    name: str
    study: str
    impression: str = ""
    pointed_at: str = ""


SCENES = (
    Scene("clear", "knee-mr-meniscal-tear"),
    Scene("review", "omission", "", ".or-card >> nth=0"),
    Scene(
        "blocked",
        "chest-radiograph-pneumonia",
        "1. New left lower lobe airspace opacity, most consistent with pneumonia. Repeat radiograph in 6 weeks is suggested "
        "to document resolution.\n2. Small right pleural effusion.\n3. Stable moderate cardiomegaly.\n"
        "4. Small right pneumothorax.",
        ".or-card >> nth=0",
    ),
)


def main() -> None:
    """Write one picture for each scene, in light and in dark."""
    FOLDER.mkdir(exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for scheme in ("light", "dark"):
            page = opened(browser, address, scheme)
            for scene in SCENES:
                show(page, scene)
                page.screenshot(path=FOLDER / f"{scene.name}-{scheme}.png")
                print(f"docs/screenshots/{scene.name}-{scheme}.png")


@contextmanager
def served() -> Iterator[str]:
    """Run the page on a free port of this machine and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = str(files("overread.app") / "page.py")
    options = (
        "--server.address=127.0.0.1",
        f"--server.port={port}",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
    )
    server = subprocess.Popen([sys.executable, "-m", "streamlit", "run", script, *options], stdout=subprocess.DEVNULL)  # noqa: S603
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str) -> None:
    """Return when the page answers; TimeoutError if it does not within a minute."""
    for _ in range(240):
        try:
            urlopen(f"{address}/_stcore/health").close()  # noqa: S310
        except (URLError, ConnectionError):
            time.sleep(0.25)
        else:
            return
    raise TimeoutError("the review page did not start")


def opened(browser: Browser, address: str, scheme: str) -> Page:
    """Return the page in a window of the smallest size it is made for."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.route("**/*", lambda route: route.continue_() if address in route.request.url else _refuse(route.request.url))
    page.goto(address)
    page.locator(".or-banner").wait_for(timeout=60_000)
    return page


def _refuse(url: str) -> None:
    raise RuntimeError(f"the page asked for {url}")


def show(page: Page, scene: Scene) -> None:
    """Bring the scene about as a reader would."""
    page.get_by_role("combobox").first.click()
    page.keyboard.type(scene.study)
    page.get_by_role("option").filter(has_text=scene.study).first.click()
    page.wait_for_timeout(1500)
    if scene.impression:
        page.locator(".st-key-editor textarea").fill(scene.impression)
        page.wait_for_timeout(2000)
    page.mouse.move(0, 0)
    if scene.pointed_at:
        page.locator(scene.pointed_at).hover()
        page.wait_for_timeout(300)


if __name__ == "__main__":
    main()
