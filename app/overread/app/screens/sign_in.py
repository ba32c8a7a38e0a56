"""The page where one signs in: with an identity provider, or with a local account, as the site has it."""

from __future__ import annotations

import streamlit as st

from overread.app import record, signing_in
from overread.app.marking import inert, label
from overread.app.serving import read_providers
from overread.app.view import error_html


def main() -> None:
    """Offer the providers of the site and, unless they are switched off, local accounts."""
    with st.container(key="narrow"):
        st.html('<h1 class="or-page">Sign in</h1>')
        if why := signing_in.ended():
            st.html(f'<p class="or-notice" role="status">{inert(why[:1].upper() + why[1:])}.</p>')
            _tell_identity()
        offered = _offer_providers()
        if record.store().setting.policy.local_accounts:
            if offered:
                st.html('<p class="or-quiet">or with an account of this program</p>')
            _ask_password(alone=not offered)
        elif not offered:
            st.html(
                error_html(
                    "Nobody can sign in here:",
                    ValueError("local accounts are switched off in policy.yaml and secrets.toml names no identity provider"),
                )
            )


def _offer_providers() -> bool:
    try:
        providers = read_providers(record.store().home)
    except ValueError as error:
        st.html(error_html("The identity provider cannot be used:", error))
        return False
    if providers is None:
        return False
    for name, shown in providers.labels.items():
        st.button(
            f"Sign in with {label(shown)}",
            key=f"provider-{name}",
            type="primary",
            width="stretch",
            on_click=st.login,
            args=(None if name == "default" else name,),
        )
    return True


def _tell_identity() -> None:
    """Show somebody without an account what an administrator needs to make one, and the way to another identity."""
    vouched = signing_in.identity()
    if vouched is None:
        return
    with st.expander("What the identity provider says of you"):
        address = "" if vouched.email is None else f" · {vouched.email}{'' if vouched.email_verified else ' (not verified)'}"
        st.html(f'<p class="or-quiet">Issuer {inert(vouched.issuer)}<br>Subject {inert(vouched.subject)}{inert(address)}</p>')
        st.button("Use another identity", on_click=st.logout)


def _ask_password(alone: bool) -> None:
    with st.form("sign-in", border=False):
        username = st.text_input("User name", autocomplete="username")
        password = st.text_input("Password", type="password", autocomplete="current-password")
        if st.form_submit_button("Sign in", type="primary" if alone else "secondary"):
            try:
                signing_in.start(username.strip(), password)
            except (PermissionError, ValueError) as error:
                st.html(error_html("Not signed in:", error))
            else:
                st.rerun()


if __name__ == "__main__":
    main()
