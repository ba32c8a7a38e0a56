"""The page where one signs in."""

from __future__ import annotations

import streamlit as st

from overread.app import signing_in
from overread.app.marking import inert
from overread.app.view import error_html


def main() -> None:
    """Ask for user name and password of a local account."""
    with st.container(key="narrow"):
        st.html('<h1 class="or-page">Sign in</h1>')
        if why := signing_in.ended():
            st.html(f'<p class="or-notice" role="status">{inert(why.capitalize())}.</p>')
        with st.form("sign-in", border=False):
            username = st.text_input("User name", autocomplete="username")
            password = st.text_input("Password", type="password", autocomplete="current-password")
            if st.form_submit_button("Sign in", type="primary"):
                try:
                    signing_in.start(username.strip(), password)
                except (PermissionError, ValueError) as error:
                    st.html(error_html("Not signed in:", error))
                else:
                    st.rerun()


if __name__ == "__main__":
    main()
