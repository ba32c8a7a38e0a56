"""The page of one's own account: who one is here, until when, and one's password."""

from __future__ import annotations

import streamlit as st

from overread.app import signing_in
from overread.app.marking import inert
from overread.app.view import error_html
from overread.records import SignIn

_DONE = "password_changed"


def main() -> None:
    """Show the account, and let a local one change its password; a temporary one must be changed before anything else."""
    me = signing_in.required()
    with st.container(key="narrow"):
        st.html(f'<h1 class="or-page">{"Choose a password of your own" if me.temporary else "Account"}</h1>')
        if me.temporary:
            st.html(
                '<p class="or-notice" role="status">Your password was set by an administrator. A signature is yours alone: '
                "choose a password that nobody else knows before you go on.</p>"
            )
        else:
            st.html(_about(me))
        if st.session_state.pop(_DONE, False):
            st.html('<p class="or-notice" role="status">✓ Your password was changed; other sign-ins of yours have ended.</p>')
        if me.via == "password":
            _ask(me)


def _about(me: SignIn) -> str:
    how = {"password": "with a password", "oidc": "through the identity provider"}[me.via]
    lines = (("Name", me.name), ("User name", me.username), ("Role", me.role), ("Signed in", how))
    until = f"{me.expires_at.astimezone():%H:%M} at the latest"
    rows = "".join(f"<tr><td>{name}</td><td>{inert(said)}</td></tr>" for name, said in (*lines, ("Until", until)))
    return f'<table class="or-rows">{rows}</table>'


def _ask(me: SignIn) -> None:
    with st.form("password", border=False, clear_on_submit=True):
        present = st.text_input(
            "Temporary password" if me.temporary else "Present password", type="password", autocomplete="current-password"
        )
        new = st.text_input("New password", type="password", autocomplete="new-password", help="Long beats complicated.")
        again = st.text_input("New password, again", type="password", autocomplete="new-password")
        if st.form_submit_button("Change the password", type="primary"):
            try:
                if new != again:
                    raise ValueError("the new password was typed in two ways")
                signing_in.renew(present, new)
            except (PermissionError, ValueError) as error:
                st.html(error_html("Not changed:", error))
            else:
                st.session_state[_DONE] = True
                st.rerun()


if __name__ == "__main__":
    main()
