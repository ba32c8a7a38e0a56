"""One evaluation case: a study with an impression whose faults, if any, are known."""

from __future__ import annotations

from dataclasses import dataclass

from overread.finding import Span
from overread.study import Study


@dataclass(frozen=True, slots=True)
class Case:
    """A study to over-read and what a good over-read would say of it.

    `kind` is `injected` for a planted error and otherwise the name of the faithful group (`verbatim`, `reworded`,
    `radiologist`, …) or of the labelled set. For a planted error `error` names its type, `expects` the flag types that are
    right, `spans` the faulty words in the impression, `source_spans` and `rows` where evidence must point when nothing in
    the impression can be pointed at, and `twin` is the same study before the edit. `origin` is the study as it was read,
    before an edit gave it a patient's age or sex, and tells its subgroups. `style` says how the draft was made.
    """

    id: str
    study: Study
    kind: str
    error: str | None = None
    expects: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    source_spans: tuple[Span, ...] = ()
    rows: tuple[str, ...] = ()
    twin: Study | None = None
    style: str = ""
    note: str = ""
    importance: str | None = None
    label: str | None = None
    origin: Study | None = None
