"""The status of single statements against a source: supported, inferred, contradicted or unsupported."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from overread.checking import over_read
from overread.study import Exam, Study

CHEST = Exam("CR", description="Chest, two views")
HEAD = Exam("CT", description="CT of the paranasal sinuses")
ECHO = Exam("US", description="Echocardiogram")
KNEE = Exam("MR", description="MRI of the right knee")
SPINE = Exam("MR", description="MRI of the lumbar spine")
OBSTETRIC = Exam("US", description="Obstetric ultrasound")
SWALLOW = Exam("RF", description="Modified barium swallow")
ABDOMEN = Exam("CT", description="CT of the abdomen")

Row = tuple[Exam, str, str, str]

CLEAR: Sequence[Row] = [
    (CHEST, "The left hemithorax is clear.", "Interstitial infiltrate at the left base.", "contradicted"),
    (CHEST, "The left hemithorax is clear.", "Interstitial infiltrate at the right base.", "unsupported"),
    (CHEST, "The lungs are free of acute infiltrates.", "Residual infiltrate in the right base.", "contradicted"),
    (CHEST, "Residual infiltrate in the right base.", "The lungs are free of acute infiltrates.", "contradicted"),
    (CHEST, "Atelectasis or scarring at the right base.", "Clear lungs.", "contradicted"),
    (CHEST, "Possible atelectasis at the right base. No consolidation.", "Clear lungs.", "inferred"),
    (CHEST, "Calcified granuloma in the left apex. No consolidation.", "Clear lungs.", "inferred"),
    (CHEST, "Atelectasis at the right base. No consolidation.", "The lungs are otherwise clear.", "inferred"),
    (CHEST, "The right lung is clear.", "The lungs are free of infiltrate.", "unsupported"),
    (CHEST, "The right lung is clear. The left lung is clear.", "The lungs are free of infiltrate.", "inferred"),
    (HEAD, "The paranasal sinuses are clear.", "Left maxillary sinus mucosal thickening.", "contradicted"),
    (HEAD, "The frontal sinuses are clear.", "Left maxillary sinus disease.", "unsupported"),
]
NORMAL: Sequence[Row] = [
    (CHEST, "A pacemaker is in place.", "The heart is normal.", "unsupported"),
    (CHEST, "Arthritic changes of the skeleton.", "The bones are unremarkable.", "contradicted"),
    (CHEST, "Arthritic changes of the skeleton.", "No acute osseous abnormality.", "inferred"),
    (
        CHEST,
        "Streaky left basilar airspace opacity, compatible with atelectasis.",
        "No acute cardiopulmonary process.",
        "inferred",
    ),
    (CHEST, "Left basilar airspace opacity, compatible with pneumonia.", "No acute cardiopulmonary process.", "contradicted"),
    (CHEST, "New left basilar airspace opacity, likely atelectasis.", "No acute cardiopulmonary process.", "contradicted"),
    (CHEST, "Left basilar airspace opacity and right atelectasis.", "No acute cardiopulmonary process.", "contradicted"),
    (CHEST, "Spondylosis. The lungs are clear.", "Unremarkable chest.", "inferred"),
    (CHEST, "The bones are intact.", "Right fifth rib fracture.", "contradicted"),
    (CHEST, "The bones are intact.", "Degenerative change of the thoracic spine.", "unsupported"),
    (ECHO, "Borderline left ventricular hypertrophy.", "Preserved left ventricular ejection fraction.", "unsupported"),
    (ABDOMEN, "The liver is normal in size and attenuation.", "Hepatic steatosis.", "contradicted"),
    (ABDOMEN, "The liver is normal in size.", "Hepatic steatosis.", "unsupported"),
    (ABDOMEN, "The portal vein is patent.", "Portal vein thrombosis.", "contradicted"),
]
ANOTHER: Sequence[Row] = [
    (CHEST, "Mild atelectasis at the left base.", "Patchy opacity in the right upper lobe.", "unsupported"),
    (CHEST, "Mild atelectasis at the left base.", "Opacity at the left base.", "supported"),
    (CHEST, "Consolidation in the right lower lobe.", "Airspace opacity in the left lower lobe.", "contradicted"),
    (
        CHEST,
        "Some linear airspace disease is seen behind the heart, at the left base.",
        "Nodular airspace disease in the right upper lobe.",
        "unsupported",
    ),
]
SHOWN: Sequence[Row] = [
    (KNEE, "A moderate joint effusion is present.", "Moderate knee joint effusion.", "supported"),
    (KNEE, "A moderate joint effusion is present.", "Moderate hip joint effusion.", "unsupported"),
    (CHEST, "Degenerative changes of the spine.", "Degenerative changes of the thoracic spine.", "supported"),
    (CHEST, "Degenerative changes of the spine.", "Degenerative changes of the cervical spine.", "unsupported"),
    (SPINE, "L3-L4: The central canal and neural foramina are patent.", "No lumbar spinal canal stenosis.", "inferred"),
    (SPINE, "L3-L4: The neural foramina are patent.", "No lumbar spinal canal stenosis.", "unsupported"),
    (HEAD, "Visualized orbits and mastoid air cells are clear.", "Left mastoid effusion.", "contradicted"),
    (HEAD, "The right frontal sinus is small. The right sphenoid sinus is small.", "Small right frontal sinus.", "supported"),
    (CHEST, "Airspace disease in the left lower lobe.", "No focal consolidation.", "contradicted"),
    (CHEST, "Density in the left lower lobe.", "No acute infiltrate.", "unsupported"),
]
PLACED: Sequence[Row] = [
    (CHEST, "Malpositioned endotracheal tube.", "Endotracheal tube in satisfactory position.", "contradicted"),
    (CHEST, "The ETT ends in the right mainstem bronchus.", "The ETT is in good position.", "contradicted"),
    (CHEST, "The ETT ends 4 cm above the carina.", "The ETT is in good position.", "supported"),
    (CHEST, "Malpositioned enteric tube. An endotracheal tube is seen.", "Endotracheal tube in good position.", "supported"),
    (CHEST, "Bilateral hilar lymphadenopathy.", "Enlarged bilateral hilar lymph nodes.", "supported"),
    (CHEST, "Bilateral hilar lymphadenopathy.", "Normal hilar contours.", "contradicted"),
    (CHEST, "Subcarinal lymphadenopathy of 14 mm.", "Enlarged subcarinal lymph node.", "supported"),
    (CHEST, "Left axillary lymphadenopathy.", "Enlarged left internal mammary lymph nodes.", "contradicted"),
    (
        SWALLOW,
        "Laryngeal penetration of thin liquids. No evidence of aspiration.",
        "Aspiration of thin liquids.",
        "contradicted",
    ),
    (SWALLOW, "Laryngeal penetration of thin liquids. No evidence of aspiration.", "Laryngeal penetration.", "supported"),
    (KNEE, "Small cystic change in the tibia.", "Baker's cyst.", "unsupported"),
    (CHEST, "No infiltrate is seen.", "Nodular densities in both lungs.", "unsupported"),
    (CHEST, "No lung opacity is seen.", "Nodular densities in both lungs.", "contradicted"),
]
MEASURED: Sequence[Row] = [
    (ECHO, "The left ventricular ejection fraction is 68%.", "Left ventricular systolic dysfunction.", "contradicted"),
    (ECHO, "The left ventricular ejection fraction is 55%.", "Left ventricular systolic dysfunction.", "unsupported"),
    (ABDOMEN, "The spleen measures 10 cm.", "Splenomegaly.", "contradicted"),
    (ABDOMEN, "The spleen measures 12.5 cm.", "Splenomegaly.", "unsupported"),
    (OBSTETRIC, "Normal amniotic fluid index of 14 cm.", "Oligohydramnios.", "contradicted"),
    (OBSTETRIC, "Normal fetal heart rate of 140 beats per minute.", "Oligohydramnios.", "unsupported"),
]
ORDERED: Sequence[Row] = [
    (CHEST, "No focal opacity, effusion or pneumothorax.", "No pneumothorax, effusion or focal airspace disease.", "supported"),
]
NAMED: Sequence[Row] = [
    (CHEST, "The heart is normal in size. There is no effusion.", "No pleural effusion.", "supported"),
    (CHEST, "The heart is normal in size. Blunted left sulcus from a small effusion.", "No pleural effusion.", "contradicted"),
    (CHEST, "Moderate degenerative changes of the thoracic spine.", "Moderate thoracic spondylosis.", "supported"),
    (ECHO, "The right atrium is dilated. The right ventricle is normal.", "Dilated right ventricle.", "contradicted"),
]

ADVISED: Sequence[Row] = [
    (CHEST, "A chest CT within two weeks is advised.", "Recommend CT in 2 weeks.", "supported"),
    (CHEST, "A chest CT within two weeks is advised.", "Recommend CT in 6 months.", "contradicted"),
    (CHEST, "A chest CT within two weeks is advised.", "No further imaging is needed.", "contradicted"),
    (CHEST, "A chest CT within two weeks is advised.", "Recommend PET/CT.", "unsupported"),
    (CHEST, "A chest CT within two weeks is advised.", "Clinical correlation is recommended.", "unsupported"),
]


def status_of(exam: Exam, findings: str, statement: str) -> set[str]:
    """Return the statuses of the claims of a statement."""
    return {claim.status for claim in over_read(Study("S", findings, exam, impression=statement)).claims}


@pytest.mark.parametrize(
    ("exam", "findings", "statement", "status"),
    [*CLEAR, *NORMAL, *ANOTHER, *SHOWN, *PLACED, *MEASURED, *ORDERED, *NAMED, *ADVISED],
)
def test_a_statement_has_its_status(exam: Exam, findings: str, statement: str, status: str) -> None:
    assert status_of(exam, findings, statement) == {status}
