"""Open the review page in the browser, on this machine only."""

from __future__ import annotations

import socket
import subprocess
import sys

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
    _complain_of_secrets()
    command = [sys.executable, "-m", "overread.app.serving", str(port), "browser" if browser else "quiet"]
    click.get_current_context().exit(subprocess.call(command))  # noqa: S603


def _complain_of_secrets() -> None:
    from overread.app.serving import read_providers
    from overread.records.store import records_home

    try:
        read_providers(records_home())
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_LOOPBACK, port))
        except OSError:
            return False
    return True
