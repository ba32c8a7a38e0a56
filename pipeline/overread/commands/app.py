"""Open the review page in the browser, on this machine only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from importlib import resources

import click

_LOOPBACK = "127.0.0.1"


@click.command("app")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Port of the page.")
@click.option("--browser/--no-browser", default=True, help="Open a browser window.")
def app(port: int, browser: bool) -> None:
    """Open the review page: source, rows and draft side by side, statements marked, evidence lit.

    It listens on this machine only (127.0.0.1) and reports nothing to anyone.

    \b
    Example:
      overread app --port 8600
    """
    if not _free(port):
        raise click.ClickException(f"port {port} is taken; try --port {port + 1 if port < 65535 else 8501}")
    click.get_current_context().exit(subprocess.call(_command(port, browser), env={**os.environ, **_QUIET}))  # noqa: S603


_QUIET = {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false", "STREAMLIT_SERVER_SHOW_EMAIL_PROMPT": "false"}


def _command(port: int, browser: bool) -> list[str]:
    page = resources.files("overread.app") / "page.py"
    options = {
        "server.address": _LOOPBACK,
        "server.port": str(port),
        "server.headless": "false" if browser else "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    return [sys.executable, "-m", "streamlit", "run", str(page), *(f"--{name}={value}" for name, value in options.items())]


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_LOOPBACK, port))
        except OSError:
            return False
    return True
