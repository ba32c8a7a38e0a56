"""Diagnoses that the findings describe without naming them: what the words let one conclude, and where they do not."""

from __future__ import annotations

import pytest

from overread.checking import over_read
from overread.language.lexicon.conditions import needs_of
from overread.study import Exam, Study

ROWS = [
    ("chest", "The edge of the left pleura is seen as a line with no markings peripheral to it.", "Left pneumothorax.", ""),
    (
        "chest",
        "The edge of the left pleura is seen as a line with no markings peripheral to it.",
        "Right pneumothorax.",
        "critical",
    ),
    ("chest", "The minor fissure is displaced superiorly on the right.", "Right upper lobe collapse.", ""),
    ("chest", "The minor fissure is displaced superiorly on the right.", "Right lower lobe collapse.", "critical"),
    ("chest", "Gas is seen underneath both hemidiaphragms.", "Pneumoperitoneum.", "minor"),
    ("chest", "No gas is seen underneath the hemidiaphragms.", "Pneumoperitoneum.", "critical"),
    ("chest", "A nodule of the left lower lobe has an afferent artery and an efferent vein.", "Pulmonary AVM.", ""),
    ("chest", "The bronchi of the lingula are wider than the adjacent arteries.", "No bronchiectasis.", "minor"),
    ("chest", "The right hemidiaphragm lies higher than the left.", "Elevated left hemidiaphragm.", "major"),
    ("heart", "Fusion of the right and left aortic cusps.", "Bicuspid aortic valve.", ""),
    ("heart", "Midwall late enhancement of the septum with high T2 signal.", "Myocarditis.", ""),
    ("heart", "Midwall late enhancement of the septum.", "Myocarditis.", "minor"),
    ("leg", "Retrograde flow in the left great saphenous vein.", "Left venous reflux.", ""),
    ("abdomen", "Loops of ileum pass through the left obturator foramen.", "Left obturator hernia.", ""),
    ("abdomen", "Loops of ileum pass through the left obturator foramen.", "Right obturator hernia.", "critical"),
    ("abdomen", "Hazy fat surrounds a blind-ending tube in the pelvis with a thick wall.", "Acute appendicitis.", ""),
    ("abdomen", "Anechoic gallbladder without wall thickening or surrounding fluid. No stone.", "Cholecystitis.", "critical"),
    ("leg", "No flow in the right popliteal artery.", "Right popliteal artery occlusion.", ""),
    ("chest", "The pericardial fluid measures 55 HU.", "Hemopericardium.", ""),
    ("abdomen", "Sac of bowel medial to the right femoral vein, under the inguinal ligament.", "Right femoral hernia.", ""),
    ("abdomen", "Invagination of the ileum into the cecum.", "Intussusception.", ""),
    ("abdomen", "Beaded intrahepatic ducts.", "Primary sclerosing cholangitis.", ""),
    ("head", "A lens-shaped dense collection overlies the left frontal lobe.", "Left epidural hematoma.", ""),
    ("head", "A lens-shaped dense collection overlies the left frontal lobe.", "Right epidural hematoma.", "critical"),
    (
        "head",
        "The ventricles are out of proportion to the sulci with a callosal angle of 65 degrees.",
        "Normal pressure hydrocephalus.",
        "",
    ),
    (
        "brain",
        "A mass with a dural tail and hyperostosis lies along the right sphenoid wing and enhances uniformly.",
        "Right sphenoid wing meningioma.",
        "",
    ),
    ("brain", "The mammillary bodies and the periaqueductal gray are bright on FLAIR.", "Wernicke encephalopathy.", ""),
    ("brain", "The mammillary bodies and the periaqueductal gray are bright on FLAIR.", "Multiple sclerosis.", "major"),
    (
        "brain",
        "A tangle of flow voids in the right temporal lobe drains into a large cortical vein.",
        "Right temporal AVM.",
        "",
    ),
    ("brain", "Marked hypometabolism of both parietal lobes and the precuneus.", "Probable Alzheimer disease.", ""),
    ("orbit", "The recti of both eyes are enlarged and the tendons are spared.", "Thyroid eye disease.", ""),
    ("temporal bone", "Soft tissue in the right epitympanum with erosion of the incus.", "Right cholesteatoma.", ""),
    ("temporal bone", "Soft tissue in the right epitympanum with erosion of the incus.", "Left cholesteatoma.", "critical"),
    ("neck", "The left vocal cord is bowed and medial, with a wide left piriform sinus.", "Left vocal cord palsy.", ""),
    ("neck", "A mass with flow voids splays the left carotid bifurcation.", "Left carotid body tumor.", ""),
    ("jaw", "A multilocular lucent lesion expands the right mandibular ramus.", "Right ameloblastoma.", ""),
    ("spine", "The roots of the cauda equina are matted together at L4.", "Arachnoiditis.", ""),
    ("spine", "Defects of the pars at L5 on both sides.", "Bilateral L5 spondylolysis.", ""),
    (
        "spine",
        "Fluid bright disc at L2-3 with eroded endplates and an enhancing paraspinal collection.",
        "Discitis at L2-3.",
        "",
    ),
    (
        "shoulder",
        "The left humeral head lies in front of the glenoid, beneath the coracoid.",
        "Anterior dislocation of the left shoulder.",
        "",
    ),
    ("knee", "The fibers of the anterior cruciate ligament are not identified.", "ACL tear.", ""),
    ("knee", "The lateral meniscus is a thick continuous slab on four sagittal images.", "Discoid lateral meniscus.", ""),
    ("ankle", "A cleft divides the peroneus brevis lengthwise, the fibers are discontinuous.", "Peroneus brevis tear.", ""),
    ("elbow", "Gap and retracted stump of the distal biceps.", "Distal biceps tear.", ""),
    ("elbow", "Gap and retracted stump of the distal biceps.", "Triceps tear.", "major"),
    ("foot", "The base of the second metatarsal is offset laterally with a fleck of bone.", "Lisfranc injury.", ""),
    ("hip", "The epiphysis is displaced from the metaphysis across a widened left physis.", "No physeal fracture.", "major"),
    (
        "shoulder",
        "Partial cleft at the articular surface of the supraspinatus footprint.",
        "Full-thickness tear of the supraspinatus.",
        "minor",
    ),
    (
        "shoulder",
        "Partial cleft at the articular surface of the supraspinatus footprint.",
        "Partial tear of the supraspinatus.",
        "",
    ),
    ("hand", "Gull-wing erosions of the distal interphalangeal joints.", "Erosive osteoarthritis.", ""),
    ("breast", "Bilateral silicone breast implants are intact.", "Extracapsular implant rupture.", "major"),
    ("femur", "Low T1 marrow signal next to a stress response of the distal femur.", "Osteomyelitis.", "critical"),
    ("hip", "Alpha angle of 42 degrees.", "Cam morphology.", "major"),
    ("breast", "A 12 mm oval circumscribed hypoechoic mass lies 5 mm from the skin.", "Skin thickening.", "major"),
    ("hand", "Punched-out erosion with an overhanging edge and a dense tophus at the index finger.", "Gout.", ""),
    (
        "femur",
        "Onion-skin periosteal reaction and permeative destruction of the shaft in a child.",
        "Suspicious for Ewing sarcoma.",
        "",
    ),
    (
        "femur",
        "Onion-skin periosteal reaction and permeative destruction of the shaft in a child.",
        "Fibrous dysplasia.",
        "major",
    ),
    ("foot", "Bony bar between the calcaneus and the navicular.", "Calcaneonavicular coalition.", ""),
    ("foot", "Bony bar between the calcaneus and the navicular.", "Talocalcaneal coalition.", "minor"),
    ("hip", "The capital epiphysis is small, dense and fragmented in a boy.", "Perthes disease.", ""),
    ("thigh", "Gas dissects along the deep fascia with fluid.", "Necrotizing fasciitis.", ""),
    ("breast", "Wavy lines of the collapsed shell within the left implant.", "Intracapsular rupture of the left implant.", ""),
    ("breast", "Coarse popcorn calcification in an oval right mass.", "Calcified right fibroadenoma.", ""),
    ("nuclear", "The inferior wall defect at stress normalizes on the rest images.", "Inferior wall ischemia.", ""),
    ("nuclear", "Tracer pools in the gutter, outside the biliary tree.", "Bile leak.", ""),
    ("nuclear", "Loss of putaminal uptake on both sides.", "Parkinson disease is likely.", ""),
    (
        "brain",
        "Reduced uptake in both frontal lobes with preserved parietal uptake.",
        "Suspicious for frontotemporal dementia.",
        "",
    ),
    ("abdomen", "Gas in the stomach and the duodenal bulb only.", "Duodenal atresia.", ""),
    ("bone", "Bone age is two years behind.", "Delayed bone age.", ""),
    ("bone", "Multifocal uptake in the ribs and the spine. The patient has breast cancer.", "Bone metastases.", "minor"),
    (
        "neck",
        "Numerous nodules of both lobes, without suspicious features.",
        "Multinodular goiter without suspicious nodule.",
        "minor",
    ),
    (
        "knee",
        "Complex effusion of the knee with thick synovium and marrow edema. Raised CRP.",
        "Septic arthritis of the knee cannot be excluded, aspiration is advised.",
        "",
    ),
]


@pytest.mark.parametrize(("part", "findings", "impression", "worst"), ROWS)
def test_gravest_flag(part: str, findings: str, impression: str, worst: str) -> None:
    review = over_read(Study("S", findings, Exam(body_part=part), impression=impression))
    found = {flag.severity for flag in review.flags}
    assert next((severity for severity in ("critical", "major", "minor") if severity in found), "") == worst, review.flags


def test_the_words_of_a_description_are_told() -> None:
    findings = "Complete opacification of the left hemithorax, the heart and trachea shifted to the right."
    review = over_read(Study("S", findings, Exam(body_part="chest"), impression="Large left pleural effusion."))
    assert not [flag for flag in review.flags if flag.severity != "minor"]


@pytest.mark.parametrize("text", ["", "pleural +", "pleural !", "/"])
def test_an_empty_part_is_no_description(text: str) -> None:
    with pytest.raises(ValueError, match="is no description"):
        needs_of(text)
