"""The page of what the program runs on: models, prompts, evaluations, the model card and the intended use."""

from __future__ import annotations

import streamlit as st

from overread import prompts
from overread.app import record, signing_in
from overread.app.about import (
    datasets_html,
    digests_html,
    engine_html,
    errors_html,
    evaluations,
    headlines_html,
    models_html,
    prompts_html,
    text,
    titles,
    verify,
)
from overread.app.screens import FOLDER
from overread.app.view import error_html
from overread.models.catalogue import CATALOGUE

_VERIFIED = "models_verified"


def main() -> None:
    """Show each part in a tab."""
    signing_in.required()
    st.html(FOLDER.parent / "desk.css")
    st.html('<h1 class="or-page">Models, prompts and evaluations</h1>')
    models, prompt, evaluated, card, use = st.tabs(["Models", "Prompts", "Evaluations", "Model card", "Intended use"])
    with models:
        _models()
    with prompt:
        _prompts()
    with evaluated:
        _evaluations()
    with card, st.container(key="card-text"):
        st.markdown(text("model_card"))
    with use, st.container(key="use-text"):
        st.markdown(text("intended_use"))


def _models() -> None:
    st.html(models_html(st.session_state.get(_VERIFIED, {})) + engine_html())
    here = [entry for entry in CATALOGUE.values() if entry.path.is_file()]
    if here:
        st.button("Verify the digests of the models that are here", on_click=_verify)
    else:
        st.html('<p class="or-quiet">None is here: <code>overread models pull ID</code> fetches and verifies one.</p>')


def _verify() -> None:
    st.session_state[_VERIFIED] = {entry.id: verify(entry) for entry in CATALOGUE.values() if entry.path.is_file()}


def _prompts() -> None:
    st.html(prompts_html())
    name = st.selectbox("Prompt", prompts.names(), width=300)
    st.code(prompts.source(name), language=None, wrap_lines=True)


def _evaluations() -> None:
    found = titles(evaluations(record.store().home))
    if not found:
        st.html(
            '<p class="or-notice" role="status">No evaluation is kept here yet. Run one on your own reports: '
            f"<code>overread eval SUITE --report {record.store().home / 'evaluations'}/NAME</code></p>"
        )
        return
    chosen = found[st.selectbox("Evaluation", list(found), width=400)]
    if chosen.summary is None:
        st.html(error_html("This summary cannot be read.", ValueError(chosen.fault)))
        return
    st.html(headlines_html(chosen.summary))
    with st.expander("Planted errors by type"):
        st.html(errors_html(chosen.summary))
    with st.expander("Data sets and versions"):
        st.html(datasets_html(chosen.summary) + digests_html(chosen.summary))


if __name__ == "__main__":
    main()
