"""The server of the pages: Streamlit with everything off that would reach beyond this machine or let another site in.

`python -m overread.app.serving PORT BROWSER` is what `overread app` runs.
"""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"
SECRETS = "secrets.toml"
_NEEDED = ("redirect_uri", "cookie_secret")
_OF_A_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
_SHORTEST_SECRET = 32
_CALLBACK = "/oauth2callback"
_METADATA = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Providers:
    """The identity providers that a site offers: their labels and likely issuers by name, and the host of the pages."""

    path: Path
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    issuers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    host: str = LOOPBACK


def read_providers(home: Path) -> Providers | None:
    """Return the providers that `secrets.toml` in the folder of records names, None without one.

    ValueError says what is wrong with the file; none of its values is told.
    """
    path = home / SECRETS
    if not path.is_file():
        return None
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise ValueError(f"{path}: others can read it; expected mode 600 (chmod 600 {path})")
    try:
        auth = tomllib.loads(path.read_text("utf-8")).get("auth")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: not TOML; expected an [auth] table") from error
    if not isinstance(auth, dict):
        raise ValueError(f"{path}: no [auth] table; expected {', '.join(_NEEDED)} and a provider")
    sections = _sections(path, auth)
    labels = {
        name: str(section.get("label") or (name if name != "default" else "your organisation"))
        for name, section in sections.items()
    }
    issuers = {name: str(section["server_metadata_url"]).removesuffix(_METADATA) for name, section in sections.items()}
    return Providers(path, MappingProxyType(labels), MappingProxyType(issuers), _host(path, auth))


def _sections(path: Path, auth: Mapping[str, object]) -> Mapping[str, Mapping[str, object]]:
    named = {name: section for name, section in auth.items() if isinstance(section, dict) and name != "client_kwargs"}
    sections: Mapping[str, Mapping[str, object]] = named or {"default": auth}
    for name, section in sections.items():
        where = f"[auth.{name}]" if named else "[auth]"
        missing = [key for key in _OF_A_PROVIDER if not section.get(key)]
        if missing:
            raise ValueError(f"{path}: {where} lacks {', '.join(missing)}")
        if "_" in name:
            raise ValueError(f"{path}: {where}: a provider's name has no underscore")
        if section.get("expose_tokens") or auth.get("expose_tokens"):
            raise ValueError(f"{path}: expose_tokens is set; no token of a provider is needed here")
    return sections


def _host(path: Path, auth: Mapping[str, object]) -> str:
    missing = [key for key in _NEEDED if not auth.get(key)]
    if missing:
        raise ValueError(f"{path}: [auth] lacks {', '.join(missing)}")
    if len(str(auth["cookie_secret"])) < _SHORTEST_SECRET:
        raise ValueError(f"{path}: cookie_secret is short; expected {_SHORTEST_SECRET} random characters or more")
    address = urlsplit(str(auth["redirect_uri"]))
    local = address.hostname in (LOOPBACK, "localhost")
    if not address.hostname or address.path.rstrip("/")[-len(_CALLBACK) :] != _CALLBACK:
        raise ValueError(f"{path}: redirect_uri; expected the address of the pages with {_CALLBACK} at its end")
    if address.scheme != "https" and not (address.scheme == "http" and local):
        raise ValueError(f"{path}: redirect_uri; expected https, or http on this machine")
    return address.hostname


def command(port: int, browser: bool, home: Path, providers: Providers | None) -> list[str]:
    """Return the arguments of a `streamlit run`: on this machine only, closed to other sites, silent to the outside.

    No other file of secrets is read than the one in the folder of records.
    """
    hosts = dict.fromkeys((LOOPBACK, "localhost", *([providers.host] if providers else ())))
    chosen = (
        ("server.address", LOOPBACK),
        ("server.port", str(port)),
        ("server.headless", "false" if browser else "true"),
        *(("server.allowedHosts", host) for host in hosts),
        ("server.enableXsrfProtection", "true"),
        ("server.enableCORS", "true"),
        ("server.enableAgentApi", "false"),
        ("server.fileWatcherType", "none"),
        ("server.showEmailPrompt", "false"),
        ("browser.gatherUsageStats", "false"),
        ("secrets.files", str(home / SECRETS)),
    )
    return ["run", str(files("overread.app") / "page.py"), *(f"--{name}={value}" for name, value in chosen)]


def keep_to_itself() -> None:
    """Tell the server its own address, which it would else ask the internet for as soon as another site knocks."""
    from streamlit import net_util

    net_util._external_ip = net_util._internal_ip = LOOPBACK


def run(port: int, browser: bool, home: Path) -> None:
    """Serve the pages until stopped; ValueError for a `secrets.toml` that is wrong."""
    arguments = command(port, browser, home, read_providers(home))
    from streamlit.web import cli

    keep_to_itself()
    sys.argv = ["streamlit", *arguments]
    cli.main(arguments, prog_name="streamlit")


if __name__ == "__main__":
    from overread.records.store import records_home

    run(int(sys.argv[1]), sys.argv[2] == "browser", records_home())
