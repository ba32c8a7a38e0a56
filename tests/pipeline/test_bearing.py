"""Whether a source is silent on a claim, or speaks of it in other words, of its kin, or of what it may be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from overread.checking import over_read
from overread.language.comparison.vicinity.unread import is_one_word, sayings
from overread.study import Exam, Study

Row = tuple[str, str, str]

IN_OTHER_WORDS: Sequence[Row] = [
    ("MR", "Liver: no focal lesion, fat fraction 19%.", "Hepatic steatosis."),
    (
        "DX",
        "Comminuted fracture of the humeral shaft through a lucency, pathological in type.",
        "Pathologic fracture of the humerus.",
    ),
    ("US", "The flow in the left vertebral artery is reversed.", "Left subclavian steal."),
    (
        "MR",
        "The stalk of the pituitary is thick. The basilar artery is hyperdense over 9 mm.",
        "Hyperdense basilar artery sign.",
    ),
    ("RF", "The barium tablet was held up at the aortic arch for two minutes.", "Hold-up of the tablet."),
    ("MR", "Cartilage: Lateral tibia: grade II fissuring, 5 mm.", "Grade II chondropathy of the lateral tibia."),
    ("MR", "EMVI: positive on the right.", "Extramural vascular invasion present."),
    ("CR", "Both the anterior and the posterior fat pad are elevated.", "Elevated fat pads."),
    (
        "CT",
        "RV/LV ratio 1.4. The interventricular septum is flattened. Filling defects in both lower lobes.",
        "Right heart strain.",
    ),
]
SPOKEN_OF: Sequence[Row] = [
    ("MR", "C5-C6: The cord is bright on T2 over 11 mm.", "C5-C6: myelopathy."),
    ("CT", "Nodule of the liver, 3 cm.", "New nodule of the liver, lymphoma to be excluded."),
    ("MR", "Shoulder. Labrum: separated from the bone between 1 and 4 o'clock.", "Labral tear."),
    ("PT", "Intense uptake in the apex of the prostate, reaching the left seminal vesicle.", "Seminal vesicle invasion."),
    ("US", "Popliteal artery 19 mm with layered thrombus.", "Popliteal aneurysm."),
    ("CT", "Appendix 12 mm wide.", "Acute appendicitis."),
    ("DX", "Old compression of L2.", "Old L2 fracture."),
    ("US", "Carcinoma of the pancreas is known. The liver contains three lesions of up to 2 cm.", "Liver metastases."),
    ("US", "Four chamber view: gap of 3 mm in the interventricular septum.", "Ventricular septal defect."),
    ("MR", "The right cerebellar tonsil lies 7 mm below the foramen magnum.", "Chiari malformation."),
    ("NM", "Two new foci of uptake in the right ilium.", "New bone lesions in the right ilium."),
]
SILENT: Sequence[Row] = [
    ("CT", "Mass of the rectum with enlarged nodes.", "Mass of the rectum. Liver metastases."),
    ("MR", "Labrum: normal.", "Osteochondral lesion of the talus."),
    ("US", "The flow in the left vertebral artery is normal.", "Left subclavian steal."),
    ("CT", "Filling defects in both lower lobes.", "Small bowel obstruction."),
    ("CT", "The gastric band lies horizontally.", "Splenic laceration."),
    ("US", "Small gallstones. The pancreas is not seen.", "Acute pancreatitis."),
]
ENDINGS: Sequence[tuple[str, str, bool]] = [
    ("dilated", "dilatation", True),
    ("reversed", "reversal", True),
    ("thrombus", "thrombosis", True),
    ("metastasis", "metastatic", True),
    ("hyperdense", "hypertrophy", False),
    ("renal", "rectal", False),
    ("mass", "mastoid", False),
    ("bronchial", "bronchiectasis", False),
]


def severities(row: Row) -> set[str]:
    """Return how grave the flags on invented findings and overinterpretations of a draft are."""
    modality, findings, impression = row
    review = over_read(Study(id="x", findings=findings, exam=Exam(modality), impression=impression))
    assert review.error is None
    return {flag.severity for flag in review.flags if flag.type in ("invented_finding", "overinterpretation", "not_checked")}


@pytest.mark.parametrize("row", IN_OTHER_WORDS, ids=lambda row: row[2])
def test_what_stands_in_the_source_in_other_words_is_not_flagged(row: Row) -> None:
    assert severities(row) == set()


@pytest.mark.parametrize("row", SPOKEN_OF, ids=lambda row: row[2])
def test_what_the_source_only_describes_is_flagged_as_minor_at_most(row: Row) -> None:
    assert severities(row) <= {"minor"}


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[2])
def test_what_the_source_is_silent_on_stays_grave(row: Row) -> None:
    assert severities(row) & {"major", "critical"}


@pytest.mark.parametrize(("one", "other", "same"), ENDINGS)
def test_words_with_two_endings_are_one_word(one: str, other: str, same: bool) -> None:
    assert is_one_word(one, other) is same
    assert is_one_word(other, one) is same


def test_a_line_ends_at_a_denial_and_is_sure_up_to_a_doubt() -> None:
    text = "Liver: Cyst in segment 4, possibly a hamartoma, no abscess."
    (line,) = sayings(text).all
    assert line.words[-1] == ","
    assert line.holds(frozenset({"hamartoma"}), sure=False)
    assert not line.holds(frozenset({"hamartoma"}), sure=True)
    assert line.holds(frozenset({"hepatic", "cyst"}), sure=True) is False
    assert line.holds(frozenset({"liver", "cyst"}), sure=True)
    assert not line.holds(frozenset({"abscess"}), sure=False)
