"""Sizes that a clause tells beside a finding and that are those of its place: "pancreatic duct 2 mm, no filling defect"."""

from __future__ import annotations

from overread.finding import Finding, Quantity
from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.context import Context
from overread.language.extraction.elements.elements import Clause, is_plain_negation
from overread.language.extraction.naming.plain_findings import span_of
from overread.language.words.reading import Reading


def sizes_of_place(
    reading: Reading, clause: Clause, concept: str, attributes: Attributes, denied: bool
) -> tuple[Quantity, ...]:
    """Return the sizes bound to a finding that are those of its place: lengths told beside an ejection fraction ("RV wall 7 mm,
    RV EF 48%"), and what stands before a denial.
    """
    if concept == "ejection_fraction":
        return tuple(size for size in attributes.sizes if size.quantity == "size")
    return _sizes_before(reading, clause, attributes) if denied else ()


def _sizes_before(reading: Reading, clause: Clause, attributes: Attributes) -> tuple[Quantity, ...]:
    """Return the sizes of a denied finding that stand before the denial and behind a place: they are those of the place."""
    if not attributes.sizes:
        return ()
    start = next((reading.tokens[element.first].start for element in clause if is_plain_negation(element)), None)
    place = next((reading.tokens[element.last - 1].end for element in clause if element.says("anatomy")), None)
    if start is None or place is None:
        return ()
    return tuple(size for size in attributes.sizes if size.role == "current" and place <= size.span[0] < start)


def measured_place(
    reading: Reading,
    clause: Clause,
    sizes: tuple[Quantity, ...],
    places: frozenset[str],
    side: str | None,
    context: Context,
    words: frozenset[str],
) -> Finding:
    """Return the size of a place in which something is denied: "pancreatic duct 2 mm, no filling defect"."""
    span = span_of(reading, clause)
    return Finding(
        "organ_size",
        span,
        reading.text[slice(*span)],
        name="size",
        anatomy=places,
        laterality=side,
        sizes=sizes,
        words=words,
        source=context.source,
        sentence=context.sentence,
        nearby=context.nearby,
        marks={f"size:{size.span[0]}": size.span for size in sizes},
    )
