"""The accounts of people as the administrator's page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from overread.app.marking import inert
from overread.app.serving import read_providers
from overread.records import ROLES, Account, Role

PERSONS: tuple[Role, ...] = tuple(role for role in ROLES if role != "device")
ROLE_MEANINGS: Mapping[Role, str] = MappingProxyType({
    "radiologist": "Radiologist: reads and signs",
    "trainee": "Reader in training: reads, does not sign",
    "quality": "Quality: sees the figures and the audit",
    "administrator": "Administrator: keeps accounts, loads studies",
})  # fmt: skip
_STATES = {"active": "", "locked": "locked for a while", "closed": "closed"}


def accounts_html(people: Sequence[Account], own: str) -> str:
    """Return the accounts as a table; one's own is marked."""
    lines = "".join(_line(account, account.username == own) for account in people)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Name", "Role", "Signs in with", "Last seen", "State"))
    return (
        f'<table class="or-desk"><caption class="or-spoken">Accounts</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def _line(account: Account, own: bool) -> str:
    state = _STATES[account.state] or ("temporary password" if account.temporary else "open")
    how = "password" if account.issuer is None else f"{inert(account.issuer)}{'' if account.bound else ' (not yet used)'}"
    return (
        f'<tr class="{"or-closed" if account.state == "closed" else ""}"><th scope="row">{inert(account.name)}'
        f"{' <small>you</small>' if own else ''}<small>{inert(account.username)}</small></th>"
        f'<td class="or-one">{account.role}</td><td>{how}</td><td class="or-one">{_seen(account.last_seen)}</td>'
        f"<td>{state}</td></tr>"
    )


def _seen(moment: datetime | None) -> str:
    return "never" if moment is None else f"{moment.astimezone():%Y-%m-%d %H:%M}"


def password_html(username: str, password: str) -> str:
    """Return a new password, to be passed on once."""
    return (
        f'<div class="or-notice" role="status">Temporary password of <b>{inert(username)}</b>: '
        f'<code class="or-once">{inert(password)}</code><br>It is shown here only, now. Pass it on in person; '
        "it opens nothing but its own change.</div>"
    )


def issuer_hint(home: Path) -> str:
    """Return the issuer that the site's provider most likely names in its tokens, empty where there is none."""
    try:
        providers = read_providers(home)
    except ValueError:
        return ""
    return "" if providers is None else next(iter(providers.issuers.values()), "")
