"""How the pages are served: on this machine, closed to other sites, with the identity providers that a file names."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit import net_util
from streamlit.web.server.server_util import is_url_from_allowed_origins

from overread.app.serving import Providers, command, keep_to_itself, read_providers

GOOD = {
    "redirect_uri": "http://127.0.0.1:8501/oauth2callback",
    "cookie_secret": "x" * 32,
    "client_id": "overread",
    "client_secret": "hush-hush",
    "server_metadata_url": "https://login.example.org/.well-known/openid-configuration",
}


def written(home: Path, values: dict[str, str], mode: int = 0o600, head: str = "[auth]") -> Path:
    """Write a file of secrets."""
    path = home / "secrets.toml"
    path.write_text("\n".join([head, *(f'{name} = "{value}"' for name, value in values.items())]), "utf-8")
    path.chmod(mode)
    return path


def test_without_a_file_there_is_no_provider(tmp_path: Path) -> None:
    assert read_providers(tmp_path) is None


def test_one_provider_is_offered_as_the_organisation(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    found = read_providers(tmp_path)
    assert found is not None
    assert (dict(found.labels), found.host) == ({"default": "your organisation"}, "127.0.0.1")


def test_what_the_provider_is_asked_for_is_no_provider(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    path.write_text(f'{path.read_text("utf-8")}\nclient_kwargs = {{ prompt = "login" }}\n', "utf-8")
    found = read_providers(tmp_path)
    assert found is not None
    assert dict(found.issuers) == {"default": "https://login.example.org"}


def test_several_providers_are_offered_under_their_labels(tmp_path: Path) -> None:
    shared = {name: GOOD[name] for name in ("redirect_uri", "cookie_secret")} | {
        "redirect_uri": "https://reading.example.org/oauth2callback"
    }
    own = "\n".join(f'{name} = "{GOOD[name]}"' for name in ("client_id", "client_secret", "server_metadata_url"))
    path = written(tmp_path, shared)
    path.write_text(f'{path.read_text("utf-8")}\n[auth.north]\nlabel = "North Hospital"\n{own}\n[auth.south]\n{own}\n', "utf-8")
    found = read_providers(tmp_path)
    assert found is not None
    assert (dict(found.labels), found.host) == ({"north": "North Hospital", "south": "south"}, "reading.example.org")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"redirect_uri": ""}, "lacks redirect_uri"),
        ({"cookie_secret": "short"}, "cookie_secret is short"),
        ({"client_secret": ""}, r"\[auth\] lacks client_secret"),
        ({"redirect_uri": "http://reading.example.org/oauth2callback"}, "expected https"),
        ({"redirect_uri": "https://reading.example.org/"}, "/oauth2callback at its end"),
        ({"expose_tokens": "id"}, "no token of a provider is needed"),
    ],
)
def test_what_is_wrong_with_the_file_is_said_without_its_values(tmp_path: Path, changed: dict[str, str], why: str) -> None:
    written(tmp_path, GOOD | changed)
    with pytest.raises(ValueError, match=why) as caught:
        read_providers(tmp_path)
    assert "hush-hush" not in str(caught.value)


@pytest.mark.parametrize(("text", "why"), [("[auth", "not TOML"), ("auth = 1", "no .auth. table"), ("", "no .auth. table")])
def test_a_file_that_is_no_such_file_is_named(tmp_path: Path, text: str, why: str) -> None:
    written(tmp_path, {}, head=text)
    with pytest.raises(ValueError, match=why):
        read_providers(tmp_path)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    written(tmp_path, GOOD, mode)
    with pytest.raises(ValueError, match="chmod 600"):
        read_providers(tmp_path)


def test_another_site_that_knocks_makes_the_server_ask_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda *arguments, **named: asked.append(arguments))
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(net_util, "_internal_ip", None)
    assert not is_url_from_allowed_origins("http://evil.example")
    assert asked
    asked.clear()
    keep_to_itself()
    assert not is_url_from_allowed_origins("http://evil.example")
    assert is_url_from_allowed_origins("http://127.0.0.1:8501")
    assert asked == []


@pytest.mark.parametrize(
    ("host", "hosts"),
    [(None, ["127.0.0.1", "localhost"]), ("reading.example.org", ["127.0.0.1", "localhost", "reading.example.org"])],
)
def test_the_server_is_closed_to_other_sites(tmp_path: Path, host: str | None, hosts: list[str]) -> None:
    providers = Providers(tmp_path / "secrets.toml", host=host) if host else None
    said = command(8600, False, tmp_path, providers)
    assert said[0] == "run"
    assert Path(said[1]).is_file()
    assert [option.split("=")[1] for option in said if option.startswith("--server.allowedHosts")] == hosts
    assert {
        "--server.address=127.0.0.1",
        "--server.port=8600",
        "--server.enableXsrfProtection=true",
        "--server.enableCORS=true",
        "--server.enableAgentApi=false",
        "--browser.gatherUsageStats=false",
        f"--secrets.files={tmp_path / 'secrets.toml'}",
    } <= set(said)
