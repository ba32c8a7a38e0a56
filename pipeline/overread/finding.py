"""One finding as a report states it: the type shared by source facts, draft claims and measurement rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Span = tuple[int, int]
Presence = Literal["present", "absent"]
Certainty = Literal["definite", "probable", "possible"]
Change = Literal["new", "increased", "decreased", "stable", "persistent", "resolved", "changed"]
Source = Literal[
    "impression", "findings", "measurements", "indication", "technique", "comparison", "prior", "patient", "exam", "guideline"
]
Kind = Literal["finding", "normal", "summary", "recommendation", "communication", "comparison", "caveat", "other"]

_NO_MARKS: Mapping[str, Span] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured quantity: one to three `values` in the UCUM `unit` as printed.

    `decimals` is the printed precision of each value, `role` is `current`, `prior`, `limit` ("up to", "less than") or `range`.
    `axes` names the direction of each value where the text does ("3.4 cm AP by 2.1 cm transverse").
    """

    values: tuple[float, ...]
    unit: str
    span: Span
    decimals: tuple[int, ...] = ()
    role: Literal["current", "prior", "limit", "range"] = "current"
    quantity: str = "size"
    axes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding with its attributes; `span` is the whole statement, `marks` gives the span of each attribute's own words.

    `concept` is a lexicon id, or `~words` for a finding the lexicon lacks; `words` are its normalised content words.
    `anatomy` holds lexicon ids, `levels` spinal levels, segments, ribs and the like. `source` is the field the text came
    from; `row` is the id of the measurement row, if it is one. `observed` are the sizes of the finding that this one
    interprets ("a 15 mm nodule represents an adenoma"). `sentence` counts the sentences of its text, and `nearby` holds
    the places and sides that its sentence names, whether or not they are bound to it.
    """

    concept: str
    span: Span
    text: str
    kind: Kind = "finding"
    name: str = ""
    presence: Presence = "present"
    certainty: Certainty = "definite"
    anatomy: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    laterality: str | None = None
    sizes: tuple[Quantity, ...] = ()
    severity: str | None = None
    change: Change | None = None
    count: int | str | None = None
    descriptors: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    source: Source = "findings"
    row: str | None = None
    historical: bool = False
    observed: tuple[Quantity, ...] = ()
    sentence: int = 0
    nearby: frozenset[str] = frozenset()
    marks: Mapping[str, Span] = field(default_factory=lambda: _NO_MARKS)

    def words_of(self, mark: str = "concept") -> str:
        """Return the words of the text that carry an attribute, none where no words of the text do."""
        start, end = self.marks.get(mark, (0, 0))
        return self.text[max(0, start - self.span[0]) : max(0, end - self.span[0])]

    def words_before(self, mark: str = "concept") -> str:
        """Return the words of the text before those that carry an attribute, none where no words of the text do."""
        return self.text[: max(0, self.marks.get(mark, (0, 0))[0] - self.span[0])]
