"""Dense reports: what one sentence adds to another is heard, and what it says otherwise is an error."""

from __future__ import annotations

import pytest

from overread.checking import over_read
from overread.review import Flag
from overread.study import Exam, Patient, Study

Row = tuple[str, str, str]
HELD: list[Row] = [
    # what stands about the margins of a lesion, or under its number, is its look and its size
    ("CT chest", "Mass in the left upper lobe, 4 cm. Borders are lobulated.", "4 cm lobulated left upper lobe mass."),
    (
        "US thyroid",
        "Nodule 1: Right upper pole. 1.8 x 1.2 cm. Solid, hypoechoic. TR4.\nNodule 2: Left mid. 0.9 cm. Cystic. TR1.",
        "1.8 cm solid TR4 nodule of the right upper pole and a TR1 nodule on the left.",
    ),
    (
        "MRI liver",
        "Lesion 1: Segment 7. 3.1 cm. Hyperintense on T2.\nLesion 2: Segment 3. 1.4 cm.",
        "3.1 cm lesion in segment 7 and 1.4 cm lesion in segment 3.",
    ),
    # "not involving ..., with" starts anew
    (
        "CT abdomen",
        "Right renal laceration of 2 cm, not involving the collecting system, with perinephric hematoma.",
        "2 cm right renal laceration with perinephric hematoma.",
    ),
    # a denial of one kind is none of another
    (
        "CT abdomen",
        "Stone in the left ureter. No staghorn calculus.",
        "Left ureteral stone.",
    ),
    # a former value does not make what follows a thing of the past
    (
        "CT abdomen",
        "Left adrenal nodule of 2.6 cm, previously 1.9 cm, suspicious for metastasis.",
        "Left adrenal nodule, grown to 2.6 cm from 1.9 cm, suspicious for metastasis.",
    ),
    # advice is no unread statement
    (
        "XR wrist",
        "Fracture of the scaphoid waist.",
        "Scaphoid waist fracture. Maintain the cast. Recheck in 2 weeks. Orthopaedic follow-up is advised.",
    ),
    ("US abdomen", "Liver normal. Pancreatic tail not visualized due to gas.", "Pancreatic tail not seen."),
    # a category settles what to do, also with a nodule known from before
    (
        "US thyroid",
        "Solid hypoechoic left thyroid nodule, 2.2 cm, previously 1.7 cm, TR5.",
        "2.2 cm left TR5 nodule, enlarged from 1.7 cm. FNA recommended.",
    ),
    # velocities stand for a stenosis
    (
        "US carotid duplex",
        "LEFT: Plaque in the bulb. ICA PSV 290 cm/s. RIGHT: Mild plaque. ICA PSV 88 cm/s.\nPrior left ICA PSV 160 cm/s.",
        "Left ICA stenosis of at least 70%, progressed. Right ICA stenosis less than 50%.",
    ),
    (
        "US renal artery duplex",
        "Right renal artery PSV 320 cm/s. Left renal artery PSV 90 cm/s.",
        "Right renal artery stenosis of 60% or more.",
    ),
    # a bare name at the start of a sentence is the finding just told
    (
        "XR knee",
        "Comminuted fracture of the tibial plateau. The fracture extends to the articular surface of the knee joint.",
        "Comminuted intra-articular fracture of the tibial plateau.",
    ),
    (
        "CT abdomen",
        "Thrombus in the main portal vein. Thrombus extends to the superior mesenteric vein and is occlusive.",
        "Occlusive thrombus of the main portal vein reaching the superior mesenteric vein.",
    ),
    # a list of lesions by segment
    (
        "CT abdomen",
        "LIVER: Four metastases. Segment II 2.1 cm, previously 1.5 cm. Segment VIII 1.2 cm, previously 0.8 cm.",
        "Four enlarging liver metastases, the largest 2.1 cm in segment II.",
    ),
    # the flow within a lesion is not that of its organ
    (
        "US pelvis",
        "Left ovary: 3 cm cyst without internal vascularity. Arterial and venous flow present.",
        "3 cm avascular cyst of the left ovary. No torsion.",
    ),
    # what fills a loop is no finding beside it
    ("XR abdomen", "Dilated small bowel loops up to 4 cm. No free air.", "Air-filled dilated small bowel loops up to 4 cm."),
    ("US obstetric", "PLACENTA: Anterior. The lower edge lies 1.5 cm from the internal os.", "Low-lying anterior placenta."),
    ("CT abdomen", "No pneumatosis or hypoenhancing bowel wall.", "No bowel ischemia."),
    # a range is two values
    ("US renal", "Right ureter 4 mm, left ureter 7 mm. Bilateral hydroureter.", "Bilateral hydroureter, 4-7 mm."),
    # a reading without a place of its own is where its sign is, whatever heading stands above
    (
        "CT abdomen",
        "Liver: Normal.\nRight renal mass, 4.1 cm, previously 3.0 cm, suspicious for malignancy.",
        "The right renal mass, suspicious for malignancy, has grown to 4.1 cm from 3.0 cm.",
    ),
    # new callus is no new fracture
    (
        "XR femur",
        "Transverse fracture of the femoral shaft, unchanged in alignment. Bridging callus has developed.",
        "Healing femoral shaft fracture with bridging callus, unchanged.",
    ),
    (
        "US bladder",
        "Wall thickness 7 mm. Postvoid residual 180 mL.",
        "Bladder wall thickening to 7 mm. Elevated PVR of 180 mL.",
    ),
    ("CT chest", "Aneurysm of the arch measures 5.6 cm, against 5.1 cm on 3 May 2023.", "Arch aneurysm, 5.6 cm from 5.1 cm."),
    # what a finding spares is not where it is
    (
        "CT angiography chest",
        "Ascending aorta: no dissection. Dissection flap in the descending aorta.",
        "Aortic dissection sparing the ascending aorta.",
    ),
    # one name for two organs, each told by itself
    (
        "CT abdomen",
        "GALLBLADDER: Wall mildly thickened at 6 mm. BOWEL: Mild wall thickening of the cecum.",
        "Gallbladder and cecal wall thickening.",
    ),
    # a measured organ may be called wide, beside another that is wider
    (
        "CT abdomen",
        "Infrarenal aortic aneurysm of 5.1 cm. Left common iliac artery 1.8 cm.",
        "5.1 cm infrarenal aortic aneurysm. Ectatic left common iliac artery.",
    ),
    # a quality that is raised is no course
    (
        "MRI brain",
        "Enhancing mass in the right frontal lobe with elevated rCBV.",
        "Right frontal mass with increased perfusion.",
    ),
    # the course stands with another word for the finding
    (
        "PET/CT",
        "Right level II node 1.6 cm, SUVmax 9.1, previously 1.1 cm, SUVmax 4.0.",
        "Increased size and avidity of the right level II node, 1.6 cm.",
    ),
    ("CT neck", "Left supraclavicular node 1.5 cm, previously 1.0 cm.", "Increased left supraclavicular node."),
    # a criterion is no measurement
    (
        "MRI pelvis",
        "Annular tumor of the low rectum, 4 cm. Distance to the mesorectal fascia 3 mm.",
        "Low rectal cancer, mesorectal fascia not threatened by the 1 mm criterion.",
    ),
    # a heading within a line keeps the side of its line
    (
        "US upper limb veins",
        "LEFT: Subclavian vein compresses. Brachial veins: noncompressible thrombus.\nRIGHT: Occlusive jugular thrombus.",
        "Left brachial vein thrombosis and right jugular vein thrombosis.",
    ),
    # what goes on about the organ just named has its side
    ("US testes", "Left testis 40 x 25 x 28 mm. 9 mm solid hypoechoic lesion.", "9 mm solid left testicular lesion."),
    # grown from a former value, and in one list with what is new
    (
        "CT chest",
        "Two new nodules in the left lung, 5 mm and 7 mm. Subcarinal node 14 mm, was 9 mm.",
        "Two new left lung nodules and growth of the subcarinal node from 9 to 14 mm.",
    ),
    # a conclusion of that size and number, beside another finding of its name
    (
        "MRCP",
        "Cystic duct: 3 mm stone. Common bile duct 12 mm with two filling defects, the larger 8 mm.",
        "Two common bile duct stones, the larger 8 mm.",
    ),
    ("XR chest", "NG tube tip in the left lower lobe bronchus.", "NG tube malpositioned in the left lower lobe bronchus."),
    ("MRI heart", "LVEF 30%. Septal mid-wall fibrosis.", "Non-ischemic dilated cardiomyopathy, LVEF 30%."),
    (
        "CT abdomen",
        "Left renal mass with thrombus of the renal vein, not reaching the inferior vena cava.",
        "Left renal mass with renal vein thrombus.",
    ),
    # a denial in a part is no contradiction of what lies in the whole
    (
        "CT facial bones",
        "Fractures of the left zygomatic arch and orbital wall. Nasal bones and mandible intact.",
        "Left facial fractures. No nasal or mandibular fracture.",
    ),
    # one size against another, not against an earlier one
    (
        "CT neck",
        "Right level II node 2.4 cm. Right level III node 1.2 cm.",
        "Enlarged right level II node; smaller right level III node.",
    ),
    # a reading of flow is not one of the whole organ
    (
        "US renal transplant",
        "Transplant kidney with mild hydronephrosis. RI 0.66.",
        "Mild transplant hydronephrosis. RIs within normal limits.",
    ),
    ("US neck", "2 cm solid mass of the left parotid gland.", "2 cm left parotid mass. FNA recommended."),
    ("US abdomen", "Common bile duct 5 mm.", "Common bile duct of normal caliber at 5 mm."),
]
WRONG: list[tuple[str, str, str, str]] = [
    (
        "CT chest",
        "Mass in the left upper lobe, 4 cm. Borders are spiculated.",
        "4 cm smooth left upper lobe mass.",
        "descriptor",
    ),
    (
        "US thyroid",
        "Nodule 1: Right upper pole. 1.8 x 1.2 cm. Solid. TR4.\nNodule 2: Left mid. 0.9 cm. Cystic. TR1.",
        "1.8 cm nodule of the left upper pole, TR4.",
        "laterality",
    ),
    (
        "XR knee",
        "Comminuted fracture of the tibial plateau. The fracture extends to the articular surface of the knee joint.",
        "Comminuted extra-articular fracture of the tibial plateau.",
        "descriptor",
    ),
    ("CT abdomen", "Portal vein thrombus. Thrombus is occlusive.", "Nonocclusive portal vein thrombus.", "descriptor"),
    ("CT abdomen", "LIVER: Four metastases. Segment II 2.1 cm. Segment VIII 1.2 cm.", "Six liver metastases.", "count"),
    ("US pelvis", "Left ovary: 3 cm cyst without internal vascularity.", "Left ovarian torsion.", "invented_finding"),
    ("US bladder", "Postvoid residual 210 mL.", "Complete bladder emptying.", "negation"),
    ("US obstetric", "Fetal heart rate 150 bpm.", "No cardiac activity.", "negation"),
    ("FL barium enema", "Narrowing of the sigmoid colon.", "Sigmoid colon carcinoma.", "overinterpretation"),
    ("CT urogram", "Filling defect in the left renal pelvis.", "Left urothelial carcinoma.", "overinterpretation"),
    ("XR swallow", "Small sliding hiatal hernia.", "Small paraesophageal hernia.", "descriptor"),
    (
        "CT abdomen",
        "BOWEL: Wall thickening of the ascending colon with diverticula and pericolonic stranding.",
        "Acute diverticulitis of the descending colon.",
        "location",
    ),
    # the course of the same thing by another name
    (
        "CT abdomen",
        "Known left renal cell carcinoma. The 6.1 cm mass of the left kidney is unchanged.",
        "Enlarging left renal cell carcinoma.",
        "change",
    ),
    ("CT abdomen", "Spleen intact. Grade II liver laceration.", "Grade II splenic laceration.", "negation"),
    # on the other side alone
    ("US pelvis", "2.9 cm tubular anechoic structure of the left adnexa.", "Right hydrosalpinx.", "laterality"),
    ("CT abdomen", "A 14 cm segment of the ileum is thickened to 6 mm.", "Thickened 6 cm segment of the ileum.", "measurement"),
    ("CT brain without contrast", "Left subdural hematoma.", "Contrast-enhanced CT shows a left subdural hematoma.", "exam"),
    ("FL esophagram", "Stricture of the mid esophagus.", "Small bowel series with stricture of the esophagus.", "exam"),
    ("CT chest", "New liver lesion. Lung nodules have enlarged.", "Stable disease.", "change"),
    ("US obstetric", "PLACENTA: Anterior. Lower edge 1.5 cm from the internal os.", "Placenta previa.", "overinterpretation"),
    ("US carotid duplex", "LEFT: ICA PSV 290 cm/s. RIGHT: ICA PSV 88 cm/s", "Left ICA stenosis less than 50%.", "severity"),
    (
        "US carotid duplex",
        "LEFT: ICA PSV 290 cm/s. RIGHT: ICA PSV 88 cm/s",
        "Right ICA stenosis of 70% or more.",
        "laterality",
    ),
    ("US carotid duplex", "LEFT: ICA PSV 290 cm/s. RIGHT: ICA PSV 88 cm/s", "Left ICA occlusion.", "severity"),
    (
        "US carotid duplex",
        "LEFT: ICA PSV 290 cm/s. RIGHT: ICA PSV 88 cm/s\nPrior left ICA PSV 160 cm/s.",
        "Left ICA stenosis of at least 70%, unchanged.",
        "change",
    ),
]


def flags_of(description: str, findings: str, impression: str) -> tuple[Flag, ...]:
    study = Study(
        "S",
        findings,
        Exam(description.split()[0], None, description),
        Patient(age=60),
        comparison="Prior of 2024.",
        impression=impression,
    )
    review = over_read(study)
    assert all(claim.status != "unchecked" for claim in review.claims), review.claims
    return review.flags


@pytest.mark.parametrize(("description", "findings", "impression"), HELD)
def test_what_is_said_in_another_sentence_holds(description: str, findings: str, impression: str) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type"), WRONG)
def test_what_is_said_otherwise_is_named(description: str, findings: str, impression: str, type: str) -> None:
    flags = flags_of(description, findings, impression)
    assert type in [flag.type for flag in flags], flags
