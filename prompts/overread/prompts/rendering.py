"""How a report becomes the text of a prompt: named fields, delimiters that its own words cannot close, empty lines left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter

from overread.study import Measurement, Study
from overread.ucum import as_printed

FIELDS = ("exam", "patient", "indication", "technique", "comparison", "findings", "measurements", "prior")

_MARKUP = re.compile(r"<(?=[|/!A-Za-z])")
_CONTROL = re.compile(r"\[(?=/?(?:INST|SYS|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\])")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")


def as_data(text: str) -> str:
    """Return report text that cannot end its delimiters or a chat turn: tags and control marks lose their bracket.

    "<5 mm" is left alone: only a "<" before a letter, slash, bar or exclamation mark becomes "‹". Line breaks become "\\n";
    unprintable and direction-changing characters become spaces.
    """
    plain = _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL.sub("(", _MARKUP.sub("‹", plain)).strip()


def fields_of(study: Study) -> dict[str, str]:
    """Return the template fields of a study; what the study does not say is an empty string."""
    exam, patient = study.exam, study.patient
    age = "" if patient.age is None else f"{patient.age:g} years"
    return {
        "exam": exam.description or _joined(exam.modality, exam.body_part),
        "patient": _joined(age, patient.sex),
        "indication": study.indication,
        "technique": study.technique,
        "comparison": study.comparison,
        "findings": study.findings,
        "measurements": "\n".join(_row(row) for row in study.measurements),
        "prior": (study.prior.impression or "") if study.prior else "",
    }


def render(template: str, report: Mapping[str, str]) -> str:
    """Return the template with the report's fields in their places; a line whose every field is empty is left out."""
    safe = {name: as_data(report.get(name, "")) for name in FIELDS}
    return "\n".join(line.format(**safe) for line in template.strip().splitlines() if _wanted(line, safe))


def unknown_fields(template: str) -> tuple[str, ...]:
    """Return the replacement fields of a template that are not plain names of report fields."""
    parts = ((name, form, conversion) for _, name, form, conversion in Formatter().parse(template) if name is not None)
    return tuple(sorted({name for name, form, conversion in parts if name not in FIELDS or form or conversion}))


def _wanted(line: str, report: Mapping[str, str]) -> bool:
    names = [name for _, name, _, _ in Formatter().parse(line) if name]
    return not names or any(report[name] for name in names)


def _row(row: Measurement) -> str:
    side = row.laterality if row.laterality and row.laterality not in (row.site or "") else None
    where = _joined(row.finding, side, row.site)
    prior = " (prior)" if row.timepoint == "prior" else ""
    return f"{where or row.quantity}: {row.quantity} {row.value:g} {as_printed(row.unit)}{prior}"


def _joined(*words: str | None) -> str:
    return " ".join(word for word in words if word)
