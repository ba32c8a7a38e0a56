"""What a draft may deny, or call normal, because the source calls its place normal or denies what is kin to it there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from overread.checking import over_read
from overread.study import Exam, Study

Row = tuple[str, str, str]

GRANTED: Sequence[Row] = [
    ("CT head", "The midline structures are in place.", "No midline shift."),
    ("MR head", "The lateral ventricles and the third ventricle are not displaced.", "No midline shift."),
    ("CR chest", "The mediastinal shadow is in its normal position.", "No mediastinal shift."),
    ("CT abdomen", "The appendix is of normal caliber.", "No appendicitis."),
    ("CT abdomen", "The common bile duct is of normal width.", "No bile duct dilatation."),
    ("CT abdomen", "Kidneys without obstruction.", "No hydronephrosis on either side."),
    ("CT abdomen", "The abdominal aorta is not dilated.", "No abdominal aortic aneurysm."),
    ("MR head", "No ischemic or hemorrhagic lesions.", "No hemorrhage."),
    ("CT abdomen", "No enlarged nodes of the mesentery or the groin.", "No lymphadenopathy."),
    ("CT head", "The cerebral venous sinuses are well opacified.", "No sinus thrombosis."),
    ("CT head", "The maxillary sinuses are air-filled.", "No maxillary sinusitis."),
    ("MR head", "Basilar artery and middle cerebral arteries: normal.", "No occlusion of the intracranial arteries."),
    ("US abdomen", "The renal and hepatic parenchyma are normal. No free fluid.", "No intraabdominal injury."),
    ("CR chest", "The lung fields show no focal changes.", "No consolidation."),
    ("US abdomen", "Thin-walled gallbladder with stones.", "No gallbladder wall thickening."),
    ("US hand", "The capsule of the wrist shows no hyperemia.", "No synovitis of the wrist."),
]
CALLED_NORMAL: Sequence[Row] = [
    ("US abdomen", "The pancreas is visible in part, without changes.", "Normal pancreas."),
    ("CT head", "The fourth ventricle and the brainstem show no changes.", "Fourth ventricle unremarkable."),
    ("CT head", "Good aeration of the mastoid cells.", "Clear mastoids."),
]
SIDED: Sequence[Row] = [
    ("MR liver", "Metastasis of 2 cm in segment VI of the liver.", "Right lobe liver metastasis."),
    ("CT abdomen", "Diverticulosis of the sigmoid and the descending colon.", "Left-sided colonic diverticulosis."),
    ("CR spine", "Levoscoliosis of the thoracic spine.", "Left-convex thoracic scoliosis."),
    ("US liver", "Cyst of 1 cm in segment VII of the right hepatic lobe.", "Cyst of 1 cm in segment VII."),
]
FLAGGED: Sequence[Row] = [
    ("CT head", "The midline structures are shifted to the left.", "No midline shift."),
    ("CT abdomen", "The appendix is of normal size. There is fat stranding around the appendix.", "No appendicitis."),
    ("CT abdomen", "The common bile duct is dilated.", "No biliary obstruction."),
    ("CT abdomen", "The common bile duct is of normal width. Dilated intrahepatic ducts.", "No bile duct dilatation."),
    ("MR knee", "The lateral meniscus is normal.", "No tear of the medial meniscus."),
    ("CT chest", "The heart is of normal size.", "No coronary calcification."),
    ("CT abdomen", "The kidneys are normal.", "No bladder mass."),
    ("CT head", "The ventricles are not dilated.", "No subdural hematoma."),
    ("US neck", "The thyroid is of normal size.", "No thyroid nodules."),
    ("US abdomen", "The urinary bladder is without changes.", "Bladder stone."),
    ("CT chest", "The right upper lobe mass shows no changes.", "Normal right upper lobe."),
    ("MR liver", "Metastasis of 2 cm in segment VI of the liver.", "Left lobe liver metastasis."),
    ("CT abdomen", "Diverticulosis of the sigmoid.", "Right-sided colonic diverticulosis."),
]


def flagged(row: Row) -> list[str]:
    """Return the flags on what a draft says."""
    description, findings, impression = row
    review = over_read(Study(id="x", findings=findings, exam=Exam(description.split()[0], description), impression=impression))
    assert review.error is None
    return [f"{flag.type}: {flag.message}" for flag in review.flags if flag.span is not None]


@pytest.mark.parametrize("row", [*GRANTED, *CALLED_NORMAL, *SIDED], ids=lambda row: row[2])
def test_what_the_source_grants_in_other_words_is_not_flagged(row: Row) -> None:
    assert flagged(row) == []


@pytest.mark.parametrize("row", FLAGGED, ids=lambda row: row[2])
def test_what_the_source_does_not_grant_is_flagged(row: Row) -> None:
    assert flagged(row)
