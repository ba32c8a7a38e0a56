from __future__ import annotations

import json
from pathlib import Path

import pytest

from overread.eval.datasets import LAYOUTS
from overread.eval.datasets.mtsamples import modality_of
from overread.eval.sections import sections

OPENI = """<?xml version="1.0" encoding="utf-8"?>
<eCitation><uId id="CXR7"/><MedlineCitation><Article><ArticleTitle>Chest, two views</ArticleTitle><Abstract>
<AbstractText Label="COMPARISON">None.</AbstractText><AbstractText Label="INDICATION">Cough</AbstractText>
<AbstractText Label="FINDINGS">The lungs are clear.</AbstractText><AbstractText Label="IMPRESSION">Normal.</AbstractText>
</Abstract></Article></MedlineCitation></eCitation>"""


def test_open_i_xml(tmp_path: Path) -> None:
    (tmp_path / "7.xml").write_text(OPENI, encoding="utf-8")
    (study,) = LAYOUTS["openi_xml"](tmp_path)
    assert (study.id, study.findings, study.impression, study.indication) == (
        "CXR7",
        "The lungs are clear.",
        "Normal.",
        "Cough",
    )
    assert study.exam.description == "Chest, two views"


@pytest.mark.parametrize(("text", "fault"), [("<a", "no XML"), ("<a/>", "no AbstractText labelled FINDINGS")])
def test_a_file_that_is_no_open_i_report_is_named(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "bad.xml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"bad\.xml: {fault}"):
        list(LAYOUTS["openi_xml"](tmp_path))


def test_open_i_csv(tmp_path: Path) -> None:
    file = tmp_path / "reports.csv"
    file.write_text(
        'uid,image,indication,comparison,findings,impression\n1,Chest,Pain,,"Clear, lungs.",Normal.\n2,,,,,x\n', "utf-8"
    )
    (study,) = LAYOUTS["openi_csv"](file)
    assert (study.id, study.findings, study.impression, study.exam.description) == ("1", "Clear, lungs.", "Normal.", "Chest")


def test_mtsamples_takes_radiology_with_both_sections(tmp_path: Path) -> None:
    file = tmp_path / "mtsamples.csv"
    rows = [
        "number,medical_specialty,sample_name,transcription",
        '0," Radiology"," CT Head ","EXAM: CT head. FINDINGS: , No bleed., IMPRESSION: , Normal head CT."',
        '1," Surgery"," Hernia ","FINDINGS: x IMPRESSION: y"',
        '2," Radiology"," MRI Knee ","FINDINGS: only"',
    ]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    (study,) = LAYOUTS["mtsamples"](file)
    assert (study.id, study.findings, study.impression) == ("mt-0", "No bleed.", "Normal head CT.")
    assert (study.exam.modality, study.exam.description) == ("CT", "CT Head")


@pytest.mark.parametrize(("layout", "column"), [("openi_csv", "uid"), ("mtsamples", "medical_specialty")])
def test_a_missing_column_is_named(tmp_path: Path, layout: str, column: str) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"x\.csv: no column '{column}'"):
        list(LAYOUTS[layout](tmp_path / "x.csv"))


def test_a_folder_of_texts(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("EXAM: MRI of the knee\nFINDINGS: Tear.\nIMPRESSION: Meniscal tear.\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Findings: Clear.\n", encoding="utf-8")
    first, second = LAYOUTS["text_folder"](tmp_path)
    assert (first.id, first.findings, first.impression) == ("a", "Clear.", None)
    assert (second.id, second.exam.modality, second.impression) == ("b", "MR", "Meniscal tear.")
    (tmp_path / "c.txt").write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match=r"c\.txt: no section headed FINDINGS"):
        list(LAYOUTS["text_folder"](tmp_path))


def lines(path: Path, *metas: dict[str, object]) -> Path:
    """Write a study a line with these metas."""
    rows = [json.dumps({"id": str(i), "findings": "f", "impression": "i", "meta": meta}) for i, meta in enumerate(metas)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_reader_labels_leave_ties_out(tmp_path: Path) -> None:
    file = lines(tmp_path / "r.jsonl", {"majority": "false"}, {"majority": None}, {"majority": "correct"})
    assert [study.meta["label"] for study in LAYOUTS["reader_labels"](file)] == ["false", "correct"]


def test_an_unknown_label_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="0: label 'maybe'; expected one of entailment, neutral, contradiction"):
        list(LAYOUTS["entailment"](lines(tmp_path / "e.jsonl", {"label": "maybe"})))


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": "1", "findings": "f"}\n{"id": "2"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.jsonl line 2"):
        list(LAYOUTS["contract"](tmp_path / "x.jsonl"))


def test_sections_join_and_ignore_words_in_running_text() -> None:
    text = "HISTORY: Cough.\nFINDINGS: The findings: none new.\nFINDINGS: More.\nIMPRESSION: Normal."
    assert sections(text) == {"indication": "Cough.", "findings": "The findings: none new.\nMore.", "impression": "Normal."}


@pytest.mark.parametrize(
    ("name", "code"),
    [("MRI Brain", "MR"), ("Chest X-Ray", "CR"), ("Mammogram", "MG"), ("Bone Scan", "NM"), ("Dictation", None)],
)
def test_modality_from_a_name(name: str, code: str | None) -> None:
    assert modality_of(name) == code
