"""Every sentence of the trap table is read as it is meant, but for the known misses, which are named here with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from overread.checking import over_read
from overread.finding import Finding
from overread.language.extraction.findings import findings_in
from overread.study import Study

TRAPS = yaml.safe_load((Path(__file__).parent / "assertion_traps.yaml").read_text(encoding="utf-8"))
ROWS = [row for rows in TRAPS.values() for row in rows]
STATED = [row for row in ROWS if not row.get("implied")]
IMPLIED = [row for row in ROWS if row.get("implied")]
LEAST_SHARE = 0.97

_AGREEMENT = "only the agreement of subject and verb tells that a new clause begins; the list is read on"
_ADVICE = "a sentence that opens with a condition is kept whole as advice, so what the condition takes for granted is not read"
_NORMAL = "the finding has no usual place in the lexicon, or another aspect of it is said to be normal: silence, not denial"
KNOWN_MISSES = {
    ("No ductal dilatation and gallstones are present.", "gallstones"): _AGREEMENT,
    ("No fracture line, sclerotic band across the femoral neck.", "sclerotic band"): _AGREEMENT,
    ("Repeat in 6 weeks; if the opacity persists, CT is recommended.", "opacity"): _ADVICE,
    ("If hydronephrosis worsens, nephrostomy will be needed.", "hydronephrosis"): _ADVICE,
    ("A process other than infection is likely.", "infection"): "what follows 'other than' is taken to be there",
    ("Nonaneurysmal abdominal aorta.", "aneurysmal"): "a prefix that denies is not taken off its word",
    ("The heart is top normal in size.", "cardiomegaly"): "a borderline size denies nothing",
    ("The osseous structures are intact.", "fracture"): _NORMAL,
    ("The major intracranial flow voids are preserved.", "vessel occlusion"): _NORMAL,
}
KNOWN_CERTAINTY_MISSES: dict[tuple[str, str], str] = {}


def read_of(text: str, term: str) -> list[Finding]:
    """Return the findings read from the words of a term, else those that the lexicon lacks in its statement."""
    start = text.lower().index(term.lower())
    end = start + len(term)
    found = list(findings_in(text, "findings"))
    named = [finding for finding in found if "concept" in finding.marks]
    unknown = [finding for finding in found if "concept" not in finding.marks]
    read = [finding for finding in named if finding.marks["concept"][0] < end and start < finding.marks["concept"][1]]
    return read or [finding for finding in unknown if finding.span[0] < end and start < finding.span[1]]


def asserted(row: dict[str, Any]) -> list[Finding]:
    """Return the findings that assert the term of a row of this patient now."""
    found = read_of(row["text"], row["term"])
    return [
        finding for finding in found if finding.kind == "finding" and finding.presence == "present" and not finding.historical
    ]


def is_denied(row: dict[str, Any]) -> bool:
    """Say whether a draft with the term contradicts a source that only says what is normal."""
    review = over_read(Study("1", row["text"], impression=f"{row['term'].capitalize()}."))
    return {claim.status for claim in review.claims} == {"contradicted"}


def key(row: dict[str, Any]) -> tuple[str, str]:
    """Return what names a row."""
    return row["text"], row["term"]


def test_presence_is_read_but_for_the_known_misses() -> None:
    missed = {key(row) for row in STATED if bool(asserted(row)) != row["present"]}
    missed |= {key(row) for row in IMPLIED if not is_denied(row)}
    assert missed == set(KNOWN_MISSES)


def test_certainty_is_read_but_for_the_known_misses() -> None:
    rows = [row for row in STATED if row["certainty"] and key(row) not in KNOWN_MISSES]
    missed = {key(row) for row in rows if {finding.certainty for finding in asserted(row)} != {row["certainty"]}}
    assert missed == set(KNOWN_CERTAINTY_MISSES)


def test_known_misses_are_few() -> None:
    assert len(KNOWN_MISSES) <= (1 - LEAST_SHARE) * len(ROWS)


@pytest.mark.parametrize("row", [row for row in STATED if row.get("historical")], ids=lambda row: row["text"])
def test_the_past_is_marked_as_past(row: dict[str, Any]) -> None:
    assert all(finding.historical for finding in read_of(row["text"], row["term"]) if finding.presence == "present")
