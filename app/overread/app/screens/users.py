"""The administrator's page: the accounts of people, made, given a role or a password, closed and opened again."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import streamlit as st

from overread.app import record, signing_in
from overread.app.marking import label
from overread.app.people import PERSONS, ROLE_MEANINGS, accounts_html, issuer_hint, password_html
from overread.app.screens import FOLDER
from overread.app.view import error_html
from overread.records import (
    Account,
    SignIn,
    change_role,
    create_user,
    deactivate_user,
    reactivate_user,
    set_password,
    users,
)

_SAID, _SHOWN = "users_said", "users_password"


def main() -> None:
    """Show the accounts, what can be done with one, and the form for a new one."""
    me = signing_in.required()
    with record.store().read() as session:
        people = users(session, me)
    st.html(FOLDER.parent / "desk.css")
    st.html(f'<h1 class="or-page">Users</h1>{st.session_state.pop(_SAID, "")}')
    _show_password()
    everybody, one = st.columns([12, 5], gap="medium")
    everybody.html(accounts_html(people, me.username))
    with one:
        change, new = st.tabs(["Change an account", "New account"])
        with change:
            _change(me, [account for account in people if account.username != me.username])
        with new:
            _new(me)


def _show_password() -> None:
    shown = st.session_state.get(_SHOWN)
    if shown is not None:
        st.html(password_html(*shown))
        st.button("I have passed it on", on_click=lambda: st.session_state.pop(_SHOWN, None))


def _change(me: SignIn, others: list[Account]) -> None:
    if not others:
        st.html('<p class="or-quiet">There is no other account yet. Your own password is changed under Account.</p>')
        return
    known = {account.username: account for account in others}
    name = st.selectbox("Account", list(known), format_func=lambda name: label(f"{known[name].name} · {name}"))
    account = known[name]
    role = st.selectbox("Role", PERSONS, PERSONS.index(account.role), format_func=ROLE_MEANINGS.__getitem__, key=f"role-{name}")
    st.button(
        "Give this role",
        disabled=role == account.role,
        on_click=_act,
        args=(change_role, me, name, role),
        help="Their sign-ins end.",
    )
    if account.issuer is None:
        st.button("Set a temporary password", on_click=_reset, args=(me, name), help="Lifts a lock and ends their sign-ins.")
    if account.state == "closed":
        st.button("Open the account again", on_click=_act, args=(reactivate_user, me, name))
    else:
        st.button("Close the account", on_click=_act, args=(deactivate_user, me, name), help="Signatures stand.")


def _new(me: SignIn) -> None:
    how = st.radio("Signs in with", ["a password", "the identity provider"], horizontal=True, key="new-how")
    with st.form("new-account", border=False):
        username = st.text_input("User name", help="For an identity provider: the e-mail address that it has verified.")
        name = st.text_input("Name", help="As signatures show it.")
        role = st.selectbox("Role", PERSONS, format_func=ROLE_MEANINGS.__getitem__)
        issuer = subject = None
        if how != "a password":
            issuer = st.text_input("Issuer", value=issuer_hint(record.store().home), help="As its ID tokens name it, `iss`.")
            subject = st.text_input("Subject (optional)", help="Their `sub` at the provider, where it verifies no address.")
        if st.form_submit_button("Make the account", type="primary"):
            password = None if issuer is not None else _generated()
            arguments = (username.strip(), name.strip(), role, password, issuer and issuer.strip(), subject and subject.strip())
            if _do(create_user, me, *arguments, temporary=True) and password is not None:
                st.session_state[_SHOWN] = (username.strip(), password)
            st.rerun()


def _reset(me: SignIn, username: str) -> None:
    password = _generated()
    if _do(set_password, me, username, password):
        st.session_state[_SHOWN] = (username, password)


def _generated() -> str:
    return "-".join(secrets.token_hex(2) for _ in range(5))


def _act(service: Callable[..., Any], me: SignIn, *arguments: Any) -> None:
    _do(service, me, *arguments)


def _do(service: Callable[..., Any], me: SignIn, *arguments: Any, **named: Any) -> bool:
    """Call a service and keep what is to be said about it for the next run."""
    try:
        with record.store().begin() as session:
            service(session, me, *arguments, **named)
    except (PermissionError, ValueError) as error:
        st.session_state[_SAID] = error_html("Nothing was changed:", error)
        return False
    st.session_state[_SAID] = '<p class="or-notice" role="status">✓ Done, and entered in the audit.</p>'
    return True


if __name__ == "__main__":
    main()
