"""Error injection: one error type a file, each an edit of a faithful draft whose span and type are kept."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from overread.finding import Span
from overread.registry import Registry
from overread.study import Study


@dataclass(frozen=True, slots=True)
class Edit:
    """One planted error: the draft after the edit and where the error is.

    `spans` index the new draft; `source_spans` index the findings and `rows` are measurement ids, for errors that only the
    source shows. `study` replaces the source when the edit touched it, and `clean` the draft that the edit started from.
    """

    text: str
    spans: tuple[Span, ...] = ()
    source_spans: tuple[Span, ...] = ()
    rows: tuple[str, ...] = ()
    study: Study | None = None
    clean: str | None = None
    clean_study: Study | None = None
    note: str = ""
    importance: str | None = None


Injector = Callable[[Study, str, random.Random], Iterable[Edit]]


@dataclass(frozen=True, slots=True)
class ErrorType:
    """A way of going wrong: the injector, the flag types that name it rightly and the styles of draft it may start from."""

    name: str
    expects: tuple[str, ...]
    inject: Injector
    styles: tuple[str, ...]


INJECTIONS: Registry[ErrorType] = Registry("error type", __name__)


def error_type(
    name: str, expects: tuple[str, ...], styles: tuple[str, ...] = ("verbatim", "radiologist")
) -> Callable[[Injector], Injector]:
    """Register an injector under `name`; `expects` lists the flag types that name its error rightly, the best first."""

    def add(inject: Injector) -> Injector:
        INJECTIONS.register(name)(ErrorType(name, expects, inject, styles))
        return inject

    return add
