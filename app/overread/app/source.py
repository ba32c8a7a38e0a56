"""The source panel: the report's sections, the measurement rows and the prior, with the evidence marked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from overread.app.links import Links, Place, classes, place_anchor
from overread.app.marking import attribute, inert, marked
from overread.finding import Source
from overread.study import Measurement, Study

_UNITS = {"[hnsf'U]": "HU", "{SUVbw}g/mL": "SUV", "cm2": "cm²", "cm3": "cm³", "mm2": "mm²", "mm3": "mm³"}
_SEXES = {"F": "female", "M": "male", "O": "other"}


def source_html(study: Study, links: Links, headed: bool = True) -> str:
    """Return the source panel: who and what was examined, the findings, the rows, the prior, then the other sections.

    Without `headed`, who and what was examined stands elsewhere.
    """
    sections: tuple[tuple[Source, str], ...] = (
        ("indication", study.indication),
        ("comparison", study.comparison),
        ("technique", study.technique),
    )
    blocks = (
        f'<div class="or-exam">{exam_html(study, links)}</div>' if headed else "",
        '<h2>Findings</h2><div class="or-text or-findings" tabindex="0" dir="ltr">'
        f"{_marked('findings', study.findings, links)}{end_html(study.id + study.findings)}</div>",
        _rows_html(study, links),
        _prior_html(study, links),
        *(
            f'<p class="or-section"><b>{source.title()}</b> <span dir="ltr">{_marked(source, text, links)}</span></p>'
            for source, text in sections
            if text
        ),
    )
    return f'<div class="or-source-panel">{"".join(blocks)}</div>'


def end_html(of: str) -> str:
    """Return what tells the browser, by a digest, whose end is in sight."""
    return f'<i class="or-end" data-or-end="{hashlib.sha256(of.encode("utf-8", "surrogatepass")).hexdigest()}"></i>'


def exam_html(study: Study, links: Links) -> str:
    """Return the examination and the patient in one line."""
    exam, patient = study.exam, study.patient
    age = None if patient.age is None else f"{patient.age:g} y"
    what = exam.description or " ".join(filter(None, (exam.modality, exam.body_part)))
    parts: tuple[tuple[Place, str | None], ...] = (
        (("exam", "description" if exam.description else "modality"), what or study.id),
        (("exam", "laterality"), exam.laterality),
        (("patient", "sex"), _SEXES.get(patient.sex or "", patient.sex)),
        (("patient", "age"), age),
        (("exam", "date"), exam.date),
    )
    return " · ".join(
        f'<span id="{place_anchor(place)}" class="{_names(links, place)}">{inert(text)}</span>' for place, text in parts if text
    )


def _marked(source: Source, text: str, links: Links) -> str:
    return marked(text, links.sections.get(source, ()))


def _names(links: Links, place: Place) -> str:
    keys = links.places.get(place, ())
    return " ".join((*classes(*keys), "or-evidence")) if keys else ""


def paired_rows(study: Study) -> tuple[tuple[Measurement | None, Measurement | None], ...]:
    """Return the rows as lines of current and prior value: the same quantity of the same finding and site on one line."""
    lines: list[list[Measurement | None]] = []
    old = study.prior.measurements if study.prior else ()
    for row, side in (*((row, int(row.timepoint == "prior")) for row in study.measurements), *((row, 1) for row in old)):
        line = next((line for line in lines if line[side] is None and _about(line[1 - side]) == _about(row)), None)
        if line is None:
            line = [None, None]
            lines.append(line)
        line[side] = row
    return tuple((line[0], line[1]) for line in lines)


def _about(row: Measurement | None) -> tuple[str | None, ...]:
    return () if row is None else (row.finding, row.site, row.laterality, row.quantity)


def _rows_html(study: Study, links: Links) -> str:
    lines = paired_rows(study)
    if not lines:
        return ""
    past = any(prior for _, prior in lines)
    head = "<th></th><th></th><th>current</th>" + ("<th>prior</th>" if past else "")
    body = "".join(_line(current, prior, past, links) for current, prior in lines)
    return f'<h2>Measurements</h2><table class="or-rows"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _line(current: Measurement | None, prior: Measurement | None, past: bool, links: Links) -> str:
    row = current or prior
    if row is None:
        return ""
    side = row.laterality if row.laterality and row.laterality not in (row.site or "").lower() else None
    where = ", ".join(filter(None, (row.finding, side, row.site)))
    values = _value(current, links) + (_value(prior, links) if past else "")
    return f"<tr><td>{inert(where)}</td><td>{inert(row.quantity)}</td>{values}</tr>"


def _value(row: Measurement | None, links: Links) -> str:
    if row is None:
        return "<td></td>"
    place: Place = ("measurements", row.id)
    stop = ' tabindex="0"' if links.places.get(place) else ""
    text = f"{row.value:g} {_UNITS.get(row.unit, row.unit)}"
    return (
        f'<td class="or-value"><span id="{place_anchor(place)}" class="{_names(links, place)}"{stop} '
        f'title="{attribute("row " + row.id)}">{inert(text)}</span></td>'
    )


def _prior_html(study: Study, links: Links) -> str:
    if study.prior is None or not (study.prior.impression or study.prior.date):
        return ""
    date = f" of {inert(study.prior.date)}" if study.prior.date else ""
    text: Sequence[str] = () if not study.prior.impression else (_marked("prior", study.prior.impression, links),)
    return f'<h2>Prior{date}</h2><div class="or-text or-prior" dir="ltr">{"".join(text)}</div>'
