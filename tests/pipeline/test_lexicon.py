"""The lexicon is sound, what is unsound is found, and what it knows holds in both directions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from overread.language.lexicon import Condition, lexicon
from overread.language.lexicon.conditions import condition_of
from overread.language.lexicon.files import plain, texts
from overread.language.lexicon.lint import (
    attribute_problems,
    cycle_problems,
    problems,
    reference_problems,
    schema_problems,
    shared_term_problems,
    swallowing_problems,
    type_problems,
)
from overread.language.lexicon.loading import merged
from overread.language.lexicon.phrases import key_of
from overread.language.lexicon.reach import phrase_reach, reach_of

SPECIAL: dict[str, dict[str, Any]] = {
    "anatomy/overlaps.yaml": {"overlaps": [], "clear_of": [], "loose": []},
    "anatomy/positions.yaml": {"positions": [], "regions": []},
    "critical_results.yaml": {"to_communicate": []},
    "looks.yaml": {name: {} for name in ("looks", "types", "amounts", "degrees", "things", "moves", "ways")},
    "anatomy/parts.yaml": {"parts": {}},
    "cues.yaml": {"side": {"left": ["left"]}, "severity": {"mild": ["small", "mild"]}, "negation": {"before": ["no"]}},
}


def rows(**tables: Any) -> dict[str, Any]:
    """Return the merged rows of one made-up file."""
    return merged({"concepts/made_up.yaml": tables})


def test_the_lexicon_has_no_problem() -> None:
    assert problems() == []


def test_the_command_says_so_too() -> None:
    ran = subprocess.run([sys.executable, "-m", "overread.language.lexicon.lint"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("concepts:\n  cyst: {terms: [cyst], colour: red}", "concepts.cyst.colour: Extra inputs are not permitted"),
        ("concepts:\n  cyst: {terms: [cyst], generic: yes}", "concepts.cyst.generic: Value error, expected true or false"),
        ("concepts:\n  cyst: {terms: [cyst], importance: high}", "concepts.cyst.importance: Input should be 'critical'"),
        ("concepts:\n  Cyst: {terms: [cyst]}", "concepts.Cyst.[key]: String should match pattern '^[a-z][a-z0-9_]*$'"),
        ("rules:\n  - {concludes: b, from: [[a]], strength: licensed}", "rules.0.source: Field required"),
        ("rules:\n  - {concludes: b, from: [], strength: licensed, source: Some textbook}", "rules.0.from: Tuple"),
        ("excludes:\n  - {concept: a}", "excludes.0.by: Field required"),
    ],
)
def test_a_row_of_the_wrong_form_is_named(text: str, problem: str) -> None:
    found = list(schema_problems("made_up.yaml", plain("made_up.yaml", text)))
    assert len(found) == 1
    assert found[0].startswith(f"made_up.yaml: {problem}")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: [no]", ["made_up.yaml, line 1: 'no' needs quotes"]),
        ("a: b\non: c", ["made_up.yaml, line 2: 'on' needs quotes"]),
        ("a: [null, ~]", ["made_up.yaml, line 1: 'null' needs quotes", "made_up.yaml, line 1: '~' needs quotes"]),
        ('a: ["no", "on", none, true, false, 3]', []),
    ],
)
def test_words_that_yaml_reads_otherwise_need_quotes(text: str, problem: list[str]) -> None:
    assert list(type_problems("made_up.yaml", text)) == problem


def test_every_scalar_is_a_string() -> None:
    assert plain("x", "a: {b: [no, 3, true], c: {}}\nd: []") == {"a": {"b": ["no", "3", "true"], "c": {}}, "d": []}


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\na: 2", 2), ("x:\n  a: [1]\n  b: 2\n  a: 3", 4), ("x: {a: 1,\n  b: {c: 1, c: 2}}", 2)]
)
def test_a_key_that_stands_twice_is_refused(text: str, line: int) -> None:
    with pytest.raises(ValueError, match=rf"x\.yaml, line {line}: the key '.' stands twice"):
        plain("x.yaml", text)


def test_an_id_of_two_files_is_refused() -> None:
    with pytest.raises(ValueError, match=r"b\.yaml: 'cyst' is defined in a\.yaml too"):
        merged({"a.yaml": {"concepts": {"cyst": {}}}, "b.yaml": {"concepts": {"cyst": {}}}})


UNSOUND: list[tuple[Any, dict[str, Any], list[str]]] = [
    (reference_problems, {"concepts": {"cyst": {"parents": ["lesion"]}}}, ["cyst: 'lesion' is defined nowhere"]),
    (reference_problems, {"concepts": {"cyst": {"anatomy": ["liver"]}}}, ["cyst: 'liver' is defined nowhere"]),
    (reference_problems, {"concepts": {"cyst": {"opposites": ["solid"]}}}, ["cyst: 'solid' is defined nowhere"]),
    (reference_problems, {"taken_in": [{"by": ["tear"], "signs": []}]}, ["taken_in: 'tear' is defined nowhere"]),
    (reference_problems, {"anatomy": {"liver": {"part_of": ["abdomen"]}}}, ["liver: 'abdomen' is defined nowhere"]),
    (reference_problems, {"descriptors": {"solid": {"opposes": ["cystic"]}}}, ["solid: 'cystic' is defined nowhere"]),
    (
        reference_problems,
        {"rules": [{"concludes": "a", "from": [["b"]]}], "concepts": {"a": {}}},
        ["rules: 'b' is defined nowhere"],
    ),
    (reference_problems, {"covers": [{"phrase": "p", "anatomy": ["lung"]}]}, ["covers: 'lung' is defined nowhere"]),
    (
        reference_problems,
        {"concepts": {"cyst": {}}, "within": {"cyst": {"liver": "cyst"}}},
        ["within cyst: 'liver' is defined nowhere"],
    ),
    (
        cycle_problems,
        {"concepts": {"a": {"parents": ["b"]}, "b": {"parents": ["c"]}, "c": {"parents": ["b"]}}},
        ["b: parents lead back to it", "c: parents lead back to it"],
    ),
    (cycle_problems, {"anatomy": {"a": {"part_of": ["a"]}}}, ["a: part_of lead back to it"]),
    (
        shared_term_problems,
        {"concepts": {"a": {"terms": ["stone"]}, "b": {"terms": ["Stones"]}}},
        ["'stone' (concept) means a, b"],
    ),
    (shared_term_problems, {"concepts": {"a": {"terms": ["lad"]}}, "anatomy": {"b": {"terms": ["lad"]}}}, []),
    (
        shared_term_problems,
        {"anatomy": {"a": {"terms": ["base"]}, "b": {"regional_terms": {"chest": ["base"]}}}},
        [],
    ),
    (attribute_problems, {"concepts": {"a": {"terms": ["small effusion"]}}}, ["a: 'small effusion' holds 'small'"]),
    (attribute_problems, {"concepts": {"a": {"terms": ["effusion on left"]}}}, ["a: 'effusion on left' holds 'left'"]),
    (attribute_problems, {"concepts": {"a": {"terms": ["small bowel obstruction"]}, "left_b": {"terms": ["left b"]}}}, []),
    (
        swallowing_problems,
        {"concepts": {"a": {"terms": ["plaque"]}}, "descriptors": {"b": {"terms": ["soft plaque", "plaque like"]}}},
        ["b: 'soft plaque' holds the finding 'plaque'"],
    ),
]


@pytest.mark.parametrize(("check", "tables", "expected"), UNSOUND)
def test_what_is_unsound_is_found(check: Any, tables: dict[str, Any], expected: list[str]) -> None:
    assert list(check(rows(**tables), SPECIAL)) == expected


@pytest.mark.parametrize(
    ("term", "key"),
    [
        ("Intra-articular loose bodies", "intra articular loose body"),
        ("V/Q mismatch", "v / q mismatch"),
        ("haematoma", "hematoma"),
        ("GGO", "ggo"),
    ],
)
def test_terms_have_the_normal_form_of_text(term: str, key: str) -> None:
    assert key_of(term) == key


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("consolidation", "opacity"),
        ("pneumonia", "opacity"),
        ("granuloma", "nodule"),
        ("rib_fracture", "fracture"),
        ("compression_fracture", "fracture"),
        ("pulmonary_metastasis", "nodule"),
        ("emphysema", "copd"),
        ("aortic_atherosclerosis", "atherosclerosis"),
        ("small_bowel_obstruction", "obstruction"),
        ("cholelithiasis", "calculus"),
        ("subdural_hematoma", "hemorrhage"),
        ("renal_cyst", "cyst"),
    ],
)
def test_a_vaguer_name_covers_a_finding(narrow: str, wide: str) -> None:
    assert wide in lexicon().kinds(narrow)


@pytest.mark.parametrize(
    ("part", "whole"), [("upper_lobe", "chest"), ("meniscus", "knee"), ("carina", "airway"), ("costophrenic_angle", "pleura")]
)
def test_places_lie_within_others(part: str, whole: str) -> None:
    assert whole in lexicon().wholes(part)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("calcified", "noncalcified"), ("spiculated", "smooth"), ("solid", "cystic"), ("loculated", "dependent_layering"),
        ("displaced", "nondisplaced"), ("part_solid", "solid"), ("full_thickness", "partial_thickness"),
        ("hypodense", "hyperdense"),
        ("hypoechoic", "hyperechoic"), ("hypointense", "hyperintense"), ("simple", "complex"), ("enhancing", "nonenhancing"),
        ("circumscribed", "ill_defined"), ("sclerotic", "lytic"), ("benign", "malignant"), ("cavitary", "calcified"),
    ],
)  # fmt: skip
def test_qualities_oppose_one_another_both_ways(one: str, other: str) -> None:
    assert other in lexicon().opposes[one]
    assert one in lexicon().opposes[other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("oligohydramnios", "polyhydramnios"),
        ("deep_vein_thrombosis", "compressible_vein"),
        ("hyperinflation", "low_lung_volume"),
        ("cholecystitis", "cholecystectomy"),
    ],
)
def test_what_excludes_a_finding_is_excluded_by_it(one: str, other: str) -> None:
    assert other in lexicon().excluded_by[one]
    assert one in lexicon().excluded_by[other]


@pytest.mark.parametrize(
    ("one", "other"), [("picc", "dialysis_catheter"), ("pacemaker", "defibrillator"), ("disc_bulge", "disc_protrusion")]
)
def test_kinds_of_one_thing_are_told_apart(one: str, other: str) -> None:
    assert other in lexicon().siblings[one]
    assert one in lexicon().siblings[other]
    assert one not in lexicon().kinds(other)


@pytest.mark.parametrize(
    ("diagnosis", "signs"),
    [
        ("mesenteric_injury", {"hematoma", "active_extravasation"}),
        ("mass", {"edema", "necrosis", "invasion"}),
        ("acl_tear", {"impaction_fracture", "bone_contusion"}),
    ],
)
def test_a_diagnosis_takes_in_what_all_rows_for_it_name(diagnosis: str, signs: set[str]) -> None:
    assert signs <= lexicon().taken_in[diagnosis]


def test_a_word_on_two_readings_keeps_both() -> None:
    values = {(entry.category, entry.value) for entry in lexicon().phrases["calcified"]}
    assert values == {("concept", "calcification"), ("descriptor", "calcified")}


def test_every_file_of_the_lexicon_is_read() -> None:
    root = Path(sys.modules["overread.language.lexicon"].__file__ or "").parent
    files = {str(file.relative_to(root)) for file in root.rglob("*.yaml")} - {"fixed_phrases.yaml"}
    assert files == {name for name, _ in texts()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nodule", Condition("nodule")),
        ("!blood_flow@testis", Condition("blood_flow", absent=True, place="testis")),
        ("collection{hyperdense}", Condition("collection", quality="hyperdense")),
        ("organ_size@spleen>=130mm", Condition("organ_size", place="spleen", least=130.0, unit="mm")),
        ("ejection_fraction<=40%", Condition("ejection_fraction", most=40.0, unit="%")),
    ],
)
def test_a_condition_of_a_rule_is_read(text: str, expected: Condition) -> None:
    assert condition_of(text) == expected


@pytest.mark.parametrize("text", ["", "Nodule", "nodule @lung", "nodule>=", "nodule>5", "nodule>=5", "nodule{", "a b"])
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no condition of a rule"):
        condition_of(text)


def test_the_reach_of_a_word_is_that_of_the_longest_phrase_it_opens() -> None:
    assert reach_of(["node", "lymph node", "lymph node of the neck", "lymph"]) == {"node": 1, "lymph": 5}
    assert all(len(phrase.split(" ")) <= phrase_reach()[phrase.split(" ")[0]] for phrase in lexicon().phrases)
