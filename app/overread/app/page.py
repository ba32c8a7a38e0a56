"""What `overread app` runs: the pages this person may see, and how all of them look."""

from __future__ import annotations

import streamlit as st

from overread.app import appearance, record, signing_in
from overread.app.navigation import TRY, places_for
from overread.app.screens import FOLDER, account, sign_in
from overread.app.view import error_html


def main() -> None:
    """Show the navigation and the page it stands on, or the way in; where there is no record, the page to try things on."""
    appearance.apply()
    try:
        kept = record.in_use()
        me = signing_in.signed_in() if kept else None
    except ValueError as error:
        st.html(error_html("The record cannot be used.", error))
        st.stop()
    places = places_for(me.role if me else None, record=kept)
    pages = {
        place: st.Page(
            FOLDER / place.file,
            title=place.title,
            url_path=place.name,
            default=number == 0,
            visibility="hidden" if place.hidden else "visible",
        )
        for number, place in enumerate(places)
    }
    chosen = st.navigation(list(pages.values()), position="top")
    appearance.personal(me)
    signing_in.watch()
    if me is None and chosen != pages[TRY]:
        sign_in.main()
    elif me is not None and me.temporary:
        account.main()
    else:
        chosen.run()


if __name__ == "__main__":
    main()
