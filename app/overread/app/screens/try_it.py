"""The page to try things on: a bundled or pasted study, drafted and over-read; nothing of it is kept."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from overread.app.drafts import fetch_html, present_models
from overread.app.editing import difference_html
from overread.app.studies import bundled_studies, pasted_json, pasted_text
from overread.app.view import Card, View, draft_html, drafting_banner, error_html, view_of, waiting_banner
from overread.checking import over_read
from overread.models import LanguageModel, ModelError, load
from overread.records.statements import with_statement
from overread.review import Review
from overread.study import Study

PASTE = "Paste a study …"


def main() -> None:
    """Show one study with its impression over-read."""
    study = _study()
    if study is None:
        st.stop()
    text = st.session_state["impression"]
    view = view_of(_review(study, text))
    st.html(f"<style>{view.style}</style>")
    st.html(view.banner if text.strip() else waiting_banner())
    left, middle, right = st.columns([10, 10, 8], gap="medium")
    with left:
        st.html(view.source)
    with middle:
        _show_impression(view, text)
    with right:
        _show_cards(view, text)


def _study() -> Study | None:
    """Show the chooser and return the study to read, or None while there is none."""
    bundled = bundled_studies()
    with st.container(key="top"):
        brand, chooser, drafting = st.columns([2, 9, 3], vertical_alignment="center")
        brand.html('<div class="or-brand">Overread</div>')
        chosen = chooser.selectbox("Study", [*bundled, PASTE], key="chosen", label_visibility="collapsed")
    if chosen != st.session_state.get("shown"):
        _load(chosen, bundled.get(chosen))
    if chosen == PASTE:
        _paste()
    study: Study | None = st.session_state["study"]
    if study is not None:
        with drafting:
            _offer_draft()
        wanted = st.session_state.pop("wanted", None)
        if wanted:
            _draft(study, wanted)
    return study


def _load(chosen: str, study: Study | None) -> None:
    st.session_state.update(shown=chosen, study=study, draft=None)
    _set_impression(study.impression or "" if study else "")


def _set_impression(text: str) -> None:
    st.session_state.update(original=text, impression=text)


def _paste() -> None:
    with (
        st.expander("Paste report text, or a study as JSON", expanded=st.session_state["study"] is None),
        st.form("paste", border=False),
    ):
        plain, contract = st.tabs(["Plain text", "JSON"])
        findings = plain.text_area("Findings", height=140)
        impression = plain.text_area("Impression to check (may be left empty)", height=80)
        record = contract.text_area("One study in the shape of the contract", height=220)
        if st.form_submit_button("Over-read", type="primary"):
            try:
                _load(PASTE, pasted_json(record) if record.strip() else pasted_text(findings, impression))
            except ValueError as error:
                st.html(error_html("The study could not be read.", error))
            else:
                st.rerun()


def _offer_draft() -> None:
    with st.popover("Draft an impression", width="stretch", key="drafting", on_change="rerun"):
        models = present_models()
        if not models:
            st.html(fetch_html())
            return
        name = st.selectbox("Model", models, key="model")
        st.html('<p class="or-quiet">The draft takes the place of the impression shown.</p>')
        st.button("Draft", type="primary", on_click=_want, args=(name,))


def _want(model: str) -> None:
    st.session_state.update(wanted=model, drafting=False)


def _draft(study: Study, name: str) -> None:
    progress = st.empty()
    progress.html(drafting_banner(name))
    try:
        from overread import prompts
        from overread.drafting import draft

        written = draft(study, _model(name), prompts.load(prompts.DEFAULT))
    except ModelError as error:
        progress.html(error_html("No draft was written.", error))
    else:
        progress.empty()
        st.session_state["draft"] = written
        _set_impression(written.text)


@st.cache_resource(max_entries=1, show_spinner=False)
def _model(name: str) -> LanguageModel:
    return load(name)


def _review(study: Study, text: str) -> Review:
    """Return the review of the text as it stands: of the draft while it is untouched, of the edited text afterwards."""
    draft = st.session_state["draft"]
    if draft is not None and draft.text == text:
        return over_read(study, draft)
    return over_read(replace(study, impression=text))


def _show_impression(view: View, text: str) -> None:
    heading = draft_html(st.session_state["draft"], edited=text != st.session_state["original"])
    st.html(heading + (view.impression + view.legend if text.strip() else ""))
    with st.container(key="editor"):
        st.text_area(
            "Edit: checked as you type", key="impression", height="content", placeholder="Write or paste the impression"
        )
    original = st.session_state["original"]
    if text != original:
        st.html('<div class="or-title">Changes</div>' + difference_html(original, text))
        st.button("Undo all changes", on_click=_set_impression, args=(original,))


def _show_cards(view: View, text: str) -> None:
    if not text.strip():
        return
    nothing = '<p class="or-quiet">Nothing was found to differ from the source. Read the impression all the same.</p>'
    st.html(f'<div class="or-title">Flags <small>{len(view.cards) or "none"}</small></div>{"" if view.cards else nothing}')
    for card in view.cards:
        _show_card(card)


def _show_card(card: Card) -> None:
    with st.container(gap="xxsmall"):
        st.html(card.html)
        if card.insert:
            st.button("Insert into the impression", key=f"insert-{card.key}", on_click=_insert, args=(card.insert,))


def _insert(statement: str) -> None:
    st.session_state["impression"] = with_statement(st.session_state["impression"], statement)


if __name__ == "__main__":
    main()
