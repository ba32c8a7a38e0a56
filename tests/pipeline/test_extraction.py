"""Findings read from the sentences of `statements.yaml`: what they are, where, on which side, how large, and since when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from overread.finding import Finding
from overread.language.extraction.findings import claims_of, facts_of, findings_in
from overread.language.extraction.regions import region_of
from overread.language.lexicon import lexicon
from overread.language.lexicon.phrases import key_of
from overread.language.places import relation, usual_places
from overread.language.words.reading import read
from overread.study import Exam, Study

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("statements.yaml").read_text(encoding="utf-8"))
EXAMS = {
    "chest radiograph": "chest",
    "chest CT": "chest",
    "vascular": "",
    "liver, biliary and pancreas": "abdomen",
    "kidneys and urinary tract": "abdomen",
    "bowel and peritoneum": "abdomen",
    "brain": "brain",
    "head and neck": "neck",
    "spine": "spine",
    "knee": "knee",
    "shoulder, elbow, wrist and hand": "shoulder",
    "hip, ankle and foot": "hip",
    "breast": "breast",
    "pelvis": "pelvis",
    "obstetric": "uterus",
    "cardiac": "heart",
    "nuclear medicine and PET": "",
    "lists, shared heads and ranges": "",
    "headings, blanks, slips of the pen": "",
    "abdominal radiographs, fluoroscopy and children": "abdomen",
    "interval change": "",
    "one side of a pair, reasons, and asides": "",
}
SPLIT = "a side, place or level that is given once does not reach each of the findings"
LEFT_UNSAID = "the finding or its organ is left unsaid in the second half"
MISSED = {
    "Small pleural and pericardial effusions.": SPLIT,
    "The left hydronephrosis has resolved; the right is unchanged and moderate.": LEFT_UNSAID,
    "No pleural effusion on the right; small effusion on the left.": LEFT_UNSAID,
    "Lymph nodes ranging from 8 to 13 mm in the left axilla.": "a range is taken for the name of a finding",
    "Left ventricular ejection fraction of 35%, severely reduced.": "a measured function is not called reduced",
    "Moderate mixed plaque in the proximal LAD.": "only the region of the examination tells what the abbreviation means",
}
ROWS = [(group, row) for group, rows in TABLE.items() for row in rows]


def region(group: str, text: str) -> frozenset[str]:
    """Return the places of an examination of the kind of a group, or those the text names where it has none."""
    return region_of(Study("S", text, Exam(body_part=EXAMS[group] or None)))


def meanings(words: str, around: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the concepts and the places that words mean in a region."""
    entries = [e for item in read(words).items for e in item.entries if e.region is None or e.region in around]
    named = {e.value for e in entries if e.category == "concept"}
    named |= {f.concept for f in findings_in(words, "findings", around) if f.kind == "finding"}
    named |= {other for name in named for other in lexicon().within.get(name, {}).values()}
    return frozenset(named), frozenset(e.value for e in entries if e.category == "anatomy")


def is_named(name: str, finding: Finding, around: frozenset[str]) -> bool:
    """Say whether a finding is what a name says, or a kind of it; a measured or enlarged node is a node."""
    concepts, places = meanings(name, around)
    kinds = lexicon().kinds(finding.concept)
    if concepts & kinds or (not concepts and "lymph_node" in places and "lymphadenopathy" in kinds):
        return True
    if finding.concept == "organ_size" and places:
        return is_at(name, finding, around)
    return finding.concept.startswith("~") and finding.concept[1:] in key_of(name).split()


def is_at(words: str, finding: Finding, around: frozenset[str]) -> bool:
    """Say whether a finding is at the place that words name."""
    _, places = meanings(words, around)
    own = finding.anatomy or usual_places(finding.concept)
    return any(relation(place, other) != "apart" for place in places for other in own)


def is_against(name: str, finding: Finding, around: frozenset[str]) -> bool:
    """Say whether a statement of normality, or a finding that excludes it, denies what is not named."""
    excluding = {other for concept in meanings(name, around)[0] for other in lexicon().excluded_by.get(concept, ())}
    return finding.presence == "absent" or finding.kind == "normal" or finding.concept in excluding


def misread(expected: dict[str, Any], finding: Finding, around: frozenset[str]) -> list[str]:
    """Return which of the expected attributes a finding has not."""
    found: dict[str, Any] = {
        "presence": finding.presence,
        "laterality": finding.laterality,
        "severity": finding.severity,
        "certainty": finding.certainty,
        "change": "resolved" if finding.presence == "absent" and expected.get("change") == "resolved" else finding.change,
        "count": finding.count,
        "levels": sorted(finding.levels),
    }
    wrong = [key for key, value in found.items() if key in expected and expected[key] != value]
    wrong += [f"at {words}" for words in expected.get("anatomy_words", ()) if not is_at(words, finding, around)]
    sizes = {(size.values, size.unit, size.role) for size in finding.sizes}
    for values, unit, *role in expected.get("sizes", ()):
        if (tuple(map(float, values)), unit, role[0] if role else "current") not in sizes:
            wrong.append(f"{values} {unit}")
    return wrong


def misreadings(group: str, row: dict[str, Any]) -> list[str]:
    """Return what was not read from a row as it should be, in words; nothing where all was."""
    around = region(group, row["text"])
    found = [finding for finding in findings_in(row["text"], "findings", around) if finding.kind in ("finding", "normal")]
    wrong = []
    for expected in row["expect"]:
        if expected.get("implied"):
            if not any(is_against(expected["name"], finding, around) for finding in found):
                wrong.append(f"{expected['name']}: not denied")
            continue
        named = [finding for finding in found if is_named(expected["name"], finding, around)]
        closest = min((misread(expected, finding, around) for finding in named), key=len, default=["not found"])
        if closest:
            wrong.append(f"{expected['name']}: {', '.join(closest)}")
    return wrong


@pytest.mark.parametrize(
    ("group", "row"), [(g, r) for g, r in ROWS if r["text"] not in MISSED], ids=lambda value: str(value)[:60]
)
def test_a_sentence_is_read(group: str, row: dict[str, Any]) -> None:
    assert misreadings(group, row) == []


@pytest.mark.parametrize(("group", "row"), [(g, r) for g, r in ROWS if r["text"] in MISSED], ids=lambda value: str(value)[:60])
def test_a_known_miss_is_still_one(group: str, row: dict[str, Any]) -> None:
    """A row that is read after all must leave the list of known misses."""
    assert misreadings(group, row) != []


def test_every_known_miss_is_a_row() -> None:
    assert MISSED.keys() <= {row["text"] for _, row in ROWS}


def test_spans_are_those_of_the_text() -> None:
    for group, row in ROWS:
        for finding in findings_in(row["text"], "findings", region(group, row["text"])):
            assert row["text"][slice(*finding.span)] == finding.text
            for mark in finding.marks.values():
                assert row["text"][slice(*mark)]


def test_a_size_before_a_denial_is_that_of_the_organ() -> None:
    study = Study(id="x", findings="Right kidney 11.1 cm, no hydronephrosis.", exam=Exam("US"))
    found = {fact.concept: fact for fact in facts_of(study)}
    assert [size.values for size in found["organ_size"].sizes] == [(11.1,)]
    assert (found["hydronephrosis"].presence, found["hydronephrosis"].sizes) == ("absent", ())
    assert found["hydronephrosis"].laterality == "right"


def test_a_grade_of_the_other_side_does_not_add_to_that_of_the_noun() -> None:
    study = Study(id="x", findings="Grade 2 hydronephrosis on the right and grade 1 on the left.", exam=Exam("US"))
    found = {fact.laterality: fact.descriptors for fact in facts_of(study)}
    assert found == {"right": {"grade:2"}, "left": {"grade:1"}}


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("CT KUB", "urinary_tract"),
        ("CTPA", "chest"),
        ("CT C/A/P", "pelvis"),
        ("MRCP", "abdomen"),
        ("HSG", "pelvis"),
        ("OPG", "mandible"),
    ],
)
def test_the_name_of_an_examination_stands_for_what_it_shows(title: str, place: str) -> None:
    region = region_of(Study("S", "Spleen normal.", Exam(description=title)))
    assert place in region
    assert "spleen" not in region


@pytest.mark.parametrize("heading", ["Clinical information", "Data on the referral", "History"])
def test_a_heading_of_the_case_holds_in_a_draft_for_its_own_statement(heading: str) -> None:
    cough, fracture = claims_of(f"{heading}: cough. Fracture of the left clavicle.")
    assert (cough.kind, fracture.kind, fracture.laterality) == ("other", "finding", "left")
