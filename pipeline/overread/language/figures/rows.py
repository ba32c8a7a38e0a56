"""A measurement row as a finding, so that text and rows are compared in one way."""

from __future__ import annotations

from overread.finding import Finding, Quantity
from overread.language.lexicon import lexicon
from overread.language.words.reading import read, resolved
from overread.study import Measurement

_QUANTITIES = {
    "mm": "size",
    "cm": "size",
    "m": "size",
    "mm2": "area",
    "cm2": "area",
    "mm3": "volume",
    "cm3": "volume",
    "mL": "volume",
}


def finding_of_row(row: Measurement) -> Finding:
    """Return the finding that a measurement row states; its text is made of the row's own words."""
    text = " ".join(part for part in (row.laterality, row.site, row.finding) if part)
    items = read(text).items
    plain = [entry.value for item in items for entry in item.entries if entry.category == "anatomy" and not entry.region]
    items = resolved(items, frozenset(whole for place in plain for whole in lexicon().wholes(place)))
    concepts = [entry.value for item in items for entry in item.entries if entry.category == "concept"]
    places = frozenset(entry.value for item in items for entry in item.entries if entry.category == "anatomy")
    names = frozenset(name for item in items if item.value("level") for name in item.names)
    sides = {item.value("side") for item in items if item.value("side")} | {
        entry.side for item in items for entry in item.entries if entry.side
    }
    concept = concepts[-1] if concepts else "organ_size"
    named = lexicon().within.get(concept, {})
    wholes = {whole for place in places for whole in lexicon().wholes(place)}
    nearest = sorted(wholes.intersection(named), key=lambda place: (place not in places, -len(lexicon().wholes(place)), place))
    concept = named[nearest[0]] if nearest else concept
    value = f"{row.value:g}"
    size = Quantity(
        (row.value,),
        row.unit,
        (0, 0),
        (len(value.partition(".")[2]),),
        "current" if row.timepoint == "current" else "prior",
        _QUANTITIES.get(row.unit, row.quantity),
    )
    return Finding(
        concept,
        (0, 0),
        f"{text}: {row.quantity} {value} {row.unit}",
        name=row.finding or "",
        anatomy=places,
        levels=names,
        laterality=row.laterality or (sides.pop() if len(sides) == 1 else None),
        sizes=(size,),
        source="measurements",
        row=row.id,
    )
