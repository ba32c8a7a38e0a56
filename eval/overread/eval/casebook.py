"""Making cases: planted errors with their clean twins, and faithful drafts that must stay quiet."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from overread.eval.case import Case
from overread.eval.faithful import drafts, verbatim
from overread.eval.injection import INJECTIONS, Edit, ErrorType
from overread.eval.rewording import REWORDINGS
from overread.eval.rows import rows_of
from overread.study import Study


def injected(
    studies: Iterable[Study], seed: int = 0, errors: Mapping[str, ErrorType] = INJECTIONS, limit: int | None = None
) -> Iterator[Case]:
    """Yield at most one case of each error type for each study; `limit` bounds the cases of each type.

    What is drawn depends on the seed, the study and the type alone, so that adding a study or a type changes no other case.
    """
    made: dict[str, int] = {}
    for study in studies:
        for name in errors:
            if limit is not None and made.get(name, 0) >= limit:
                continue
            case = _injected_case(study, errors[name], random.Random(f"{seed}:{study.id}:{name}"))
            if case:
                made[name] = made.get(name, 0) + 1
                yield case


def _injected_case(study: Study, error: ErrorType, rng: random.Random) -> Case | None:
    offered: list[tuple[str, str, list[Edit]]] = []
    for draft in drafts(study, rng):
        if draft.style in error.styles:
            edits = list(error.inject(study, draft.text, rng))
            offered += [(draft.style, draft.text, edits)] if edits else []
    if not offered:
        return None
    style, text, edits = rng.choice(offered)
    edit = rng.choice(edits)
    return Case(
        f"{study.id}/{error.name}", replace(edit.study or study, impression=edit.text), "injected", error.name, error.expects,
        edit.spans, edit.source_spans, edit.rows, replace(edit.clean_study or study, impression=edit.clean or text), style,
        edit.note, edit.importance, origin=study,
    )  # fmt: skip


def copied(studies: Iterable[Study], seed: int = 0) -> Iterator[Case]:
    """Yield the faithful drafts made of sentences copied from the findings."""
    for study in studies:
        text = verbatim(study, random.Random(f"{seed}:{study.id}:verbatim"))
        if text:
            yield Case(f"{study.id}/verbatim", replace(study, impression=text), "verbatim", style="verbatim")


def own(studies: Iterable[Study]) -> Iterator[Case]:
    """Yield the radiologists' own impressions."""
    for study in studies:
        if study.impression:
            yield Case(f"{study.id}/radiologist", study, "radiologist", style="radiologist")


def reworded(studies: Iterable[Study], seed: int = 0, limit: int | None = None) -> Iterator[Case]:
    """Yield copied drafts said in other words, one case of each rewording a study; `error` names the rewording."""
    made: dict[str, int] = {}
    for study in studies:
        text = verbatim(study, random.Random(f"{seed}:{study.id}:verbatim"))
        for name in REWORDINGS if text else ():
            if limit is not None and made.get(name, 0) >= limit:
                continue
            other = REWORDINGS[name](text or "", random.Random(f"{seed}:{study.id}:{name}"))
            if other and other != text:
                made[name] = made.get(name, 0) + 1
                twin = replace(study, impression=text)
                yield Case(
                    f"{study.id}/{name}", replace(study, impression=other), "reworded", name, twin=twin, style="verbatim"
                )


def with_rows(studies: Iterable[Study], seed: int = 0) -> Iterator[Case]:
    """Yield copied drafts of studies to which agreeing measurement rows were given."""
    for study in studies:
        text = verbatim(study, random.Random(f"{seed}:{study.id}:verbatim"))
        rows = rows_of(study)
        if text and rows:
            source = replace(study, measurements=tuple(row.measurement for row in rows), impression=text)
            yield Case(f"{study.id}/with_rows", source, "with_rows", style="verbatim")
