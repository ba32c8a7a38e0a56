"""Which findings are of the aspect that a statement of normality speaks of: its size, its flow, its texture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.denials.limits import limits_of
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, places_of


def is_of_aspect(normal: Finding, fact: Finding) -> bool:
    """Say whether a finding is of the aspect that a statement of normality speaks of: a normal size does not speak of
    effusions.
    """
    kinds = lexicon().kinds(fact.concept) - ({_ANY} if fact.concept != _ANY else set())
    aspects = normal.descriptors.intersection(_ASPECTS)
    if aspects == {"aspect-texture"} and not _DEFORMED.isdisjoint(normal.descriptors):
        return False
    if "heterogeneous" in normal.descriptors:
        aspects -= {"aspect-texture"}
    named = {aspect.removeprefix(_NAMED) for aspect in normal.descriptors if aspect.startswith(_NAMED)} - {_ANY}
    if "pneumothorax" in kinds and normal.anatomy and normal.anatomy <= _OF_FLUID:
        return False
    if _ORIGINS.search(normal.text) and "ostial" not in fact.descriptors and kinds.isdisjoint(_VARIANTS):
        return False
    if "malignant" in normal.descriptors and kinds.isdisjoint(_TUMORS) and fact.descriptors.isdisjoint(_WORRYING):
        return False
    if "smooth" in normal.descriptors and kinds.isdisjoint(_CONTOURS):
        return False
    kept = "hyperemia" in kinds and not _KEPT.isdisjoint(normal.words)
    if kept or ("obstruction" in kinds and not _PERFUSED.isdisjoint(normal.words)):
        return False
    if "vascular_congestion" in kinds and "vascularity" in normal.words:
        return True
    open_ = "patent" in normal.words
    if open_ and (kinds & _WAVEFORMS or (kinds & _NARROWED and _is_open_though(fact))):
        return False
    if named:
        flow = "blood_flow" in named and bool(kinds & _ASPECTS["aspect-flow"])
        return flow or not kinds.isdisjoint(named) or any(limit.concept in named for limit in limits_of(fact.concept))
    if ("aspect-size" in aspects or "parenchyma" in normal.words) and "dilatation" in kinds and _is_solid(normal):
        return False  # the ducts of an organ of normal size or parenchyma may be wide
    if (nature := normal.words.intersection(_NATURES)) and all(kinds.isdisjoint(_NATURES[word]) for word in nature):
        return False
    if "aspect-clear" in normal.descriptors and kinds & (lexicon().clear_of | _REACHING):
        return True
    if is_filling(normal, fact):
        return True
    if "aspect-symmetry" in aspects and normal.anatomy and normal.anatomy <= _HALVED:
        aspects = (aspects - {"aspect-symmetry"}) | {"aspect-expansion"}
    if aspects:
        return any(kinds & _ASPECTS[aspect] for aspect in aspects)
    return "aspect-clear" not in normal.descriptors


def is_filling(normal: Finding, fact: Finding) -> bool:
    """Say whether a finding is of what fills or blunts the angle that a normal calls clear or free, however slight it is."""
    return bool(normal.anatomy) and normal.anatomy <= _OF_FLUID and not lexicon().kinds(fact.concept).isdisjoint(_FILLING)


_ORIGINS = re.compile(
    r"(?<!from )(?<!from the )(?<!from its )(?<!from their )\b(?:origins?|ostia|ostium|take-?offs?)\b", re.IGNORECASE
)
"""What a normal is kept to that is of where vessels arise, and not of their course."""
_VARIANTS = frozenset({"coronary_anomaly", "congenital_variant"})


def _is_solid(normal: Finding) -> bool:
    """Say whether what is called normal is an organ that has its ducts within it."""
    return any("solid_organ" in lexicon().wholes(place) for place in normal.anatomy)


PARTS = frozenset(
    {"proximal", "distal", "superior", "inferior", "anterior", "posterior", "medial", "lateral", "mid", "central", "peripheral"}
)
_PART = re.compile(
    r"\b(?:upper|lower|middle|mid|proximal|distal|anterior|posterior|medial|lateral|superior|inferior|outer|inner|central|peripheral|"
    r"other|remaining)\s+(?:(?:one|two|three|1|2|3)[\s-]+)?(?:thirds?|half|halves|quarters?|parts?|portions?|aspects?|segments?|"
    r"attachments?|insertions?|fib(?:er|re)s|bundles?|bands?|margins?|surfaces?)\b|"
    r"\b(?:distal|proximal|caudal|cranial|inferior|superior|peripheral|central) to\b|\b(?:above|below|beyond|beneath)\s",
    re.IGNORECASE,
)


def parts_in(text: str) -> list[str]:
    """Return the words by which a statement is kept to a part of what it names: "lower two thirds", "distal to C6"."""
    return [match[0].lower() for match in _PART.finditer(text)]


def _is_open_though(fact: Finding) -> bool:
    """Say whether a narrowing leaves its tube patent: a moderate one of a vessel, a slight one of an airway or a duct."""
    wholes = {whole for place in places_of(fact) for whole in lexicon().wholes(place)}
    vessel = "vessel" in wholes and fact.severity not in ("severe", "moderate_severe")
    return vessel or (fact.severity in _SLIGHT and not wholes.isdisjoint(_TUBES))


_SLIGHT = frozenset({"trace", "minimal", "mild", "mild_moderate"})
_TUBES = frozenset({"airway", "bile_duct", "ureter", "urethra", "bowel", "esophagus", "upper_airway", "dialysis_access_site"})


_OF_FORCE = frozenset(
    "injury fracture hemorrhage hematoma contusion laceration dislocation subluxation tear pneumothorax hemothorax "
    "pneumoperitoneum pneumomediastinum active_extravasation pulmonary_contusion hemoperitoneum".split()
)
_OF_GERMS = frozenset(
    "infection inflammation pneumonia consolidation airspace_opacity ground_glass_opacity tree_in_bud abscess "
    "collection".split()
)
_NATURES = {
    **dict.fromkeys(("traumatic", "posttraumatic", "trauma"), _OF_FORCE),
    **dict.fromkeys(("infectious", "infective", "inflammatory"), _OF_GERMS),
}
"""Of what a statement that denies every abnormality of one nature speaks ("no traumatic abnormality of the chest")."""
_OF_FLUID = frozenset({"costophrenic_angle"})
_FILLING = frozenset({"blunting", "effusion"})
_TUMORS = frozenset({"malignancy", "mass"})
_WORRYING = frozenset({"malignant", "suspicious", "destructive"})
_CONTOURS = frozenset("mass lesion irregularity nodularity thickening diverticulum trabeculation ulcer filling_defect".split())
_REACHING = frozenset({"invasion"})
_DEFORMED = frozenset({"lobulated", "nodular", "irregular"})
"""Looks beside which what is told of the texture of an organ says nothing of disease."""
_HALVED = BODY_REGIONS | {"hemithorax"}
"""What is symmetric in its halves, not in the organs within."""
_NAMED = "aspect-of-"
_NARROWED = frozenset({"compression", "effacement", "stenosis", "collapse"})
_WAVEFORMS = frozenset({"elevated_velocity", "parvus_tardus_waveform", "abnormal_waveform"})
_PERFUSED = frozenset({"perfusion", "perfused", "perfuse"})
_KEPT = frozenset({"preserved", "maintained", "present", "intact", "patent"})
_ANY = "abnormality"
FORMS = frozenset({"aspect-course", "aspect-curvature", "aspect-height", "aspect-mineralization", "aspect-gap"})
"""What is told of form alone, and so of slight changes of it too."""

_SIZE = frozenset(
    "enlargement dilatation aneurysm atrophy cardiomegaly cardiomediastinal_enlargement abnormality mass "
    "lymphadenopathy hilar_prominence".split()
)
_ASPECTS = {
    "aspect-size": _SIZE,
    "aspect-shape": frozenset({"abnormality", "mass", "irregularity", "nodularity", "bone_deformity", "flattening"}),
    "aspect-caliber": (_SIZE - {"mass", "lymphadenopathy"}) | _NARROWED | {"airway_narrowing"},
    "aspect-position": frozenset(
        {"dislocation", "displacement", "malposition", "subluxation", "avulsion_fracture", "prosthesis_dislocation"}
    ),
    "aspect-height": frozenset(
        "fracture compression flattening collapse bone_deformity disc_height_loss joint_space_narrowing".split()
    ),
    "aspect-gap": frozenset({"joint_space_narrowing", "disc_height_loss", "osteoarthritis", "cartilage_loss", "ankylosis"}),
    "aspect-curvature": frozenset("scoliosis kyphosis lordosis_abnormality spinal_malalignment deviation dislocation".split()),
    "aspect-mineralization": frozenset({"osteopenia", "bone_mineral_density", "marrow_replacement"}),
    "aspect-course": frozenset("tortuosity displacement deviation shift malposition".split()),
    "aspect-differentiation": frozenset(
        "infarct ischemia edema increased_echogenicity medical_renal_disease hypoenhancement "
        "loss_of_gray_white_differentiation".split()
    ),
    "aspect-flow": frozenset(
        "thrombus occlusion stenosis obstruction ischemia infarct torsion embolism dissection compression filling_defect "
        "hyperemia parvus_tardus_waveform abnormal_waveform elevated_velocity "
        "flow_reversal hepatofugal_flow retrograde_vertebral_flow collapse effacement cisternal_effacement".split()
    ),
    "aspect-direction": frozenset({"flow_reversal", "hepatofugal_flow", "retrograde_vertebral_flow"}),
    "aspect-wall": frozenset("thickening irregularity nodularity trabeculation pneumatosis ulcer mural_nodule".split()),
    "aspect-opacification": frozenset(),
    "aspect-excretion": frozenset({"obstruction", "delayed_renal_excretion", "dysfunction"}),
    "aspect-thickness": frozenset(
        "thickening thinning renal_cortical_thinning atrophy hypertrophy hypertrophic_cardiomyopathy mass cartilage_loss "
        "osteoarthritis joint_space_narrowing medical_renal_disease increased_nuchal_translucency tendinosis ulcer "
        "inflammation".split()
    ),
    "aspect-ventilation": frozenset({"ventilation_defect", "matched_defect"}),
    "aspect-ejection": frozenset({"systolic_dysfunction"}),
    "aspect-function": frozenset(
        {"dysfunction", "wall_motion_abnormality", "heart_failure", "vocal_cord_paralysis", "low_gallbladder_ejection_fraction"}
    ),
    "aspect-enhancement": frozenset(
        "enhancement hypoenhancement nonenhancement bowel_hypoenhancement mucosal_hyperenhancement ischemia infarct necrosis "
        "mass lesion abscess laceration perfusion_defect".split()
    ),
    "aspect-volume": frozenset({"enlargement", "atrophy", "low_lung_volume", "hyperinflation"}),
    "aspect-expansion": frozenset({"atrophy", "low_lung_volume", "hyperinflation"}),
    "aspect-symmetry": frozenset(
        "enlargement atrophy low_lung_volume hyperinflation displacement dilatation abnormality breast_asymmetry "
        "asymmetric_renal_function soft_tissue_asymmetry".split()
    ),
    "aspect-intact": frozenset(
        "splenic_laceration hepatic_laceration renal_laceration injury contusion "
        "fracture tear laceration dislocation diastasis widening bone_destruction erosion dehiscence aortic_rupture "
        "bladder_rupture "
        "testicular_rupture uterine_rupture globe_rupture achilles_rupture implant_rupture diaphragmatic_rupture".split()
    ),
    "aspect-spared": frozenset(
        "invasion malignancy mass metastasis lesion dissection abscess infection inflammation thrombus infarct ischemia "
        "fracture tear hematoma hemorrhage endometriosis sarcoma extension stenosis obstruction dilatation effusion "
        "effacement".split()
    ),
    "aspect-texture": frozenset(
        "hepatic_steatosis cirrhosis increased_echogenicity diffuse_hepatic_hypoattenuation marrow_signal_abnormality "
        "cord_signal_abnormality marrow_replacement lesion mass myelopathy myelomalacia edema bone_marrow_edema hyperintensity "
        "infarct gliosis demyelination".split()
    ),
}  # fmt: skip


_NOTHING = frozenset({"birads:1", "birads:2", "lungrads:1", "tirads:1", "pirads:1", "orads:1", "lirads:1"})


def is_of_nothing(fact: Finding) -> bool:
    """Say whether a statement gives a category that says that nothing of weight is there."""
    return fact.concept == "assessment_category" and not fact.descriptors.isdisjoint(_NOTHING)


_REFERENCE = re.compile(
    r"\b(?:less than|lower than|below|not (?:above|exceeding|greater than)|equal to|similar to|at|same as|does not exceed)\s+"
    r"(?:the\s+|that of\s+)*(?:\w+\s+)?(?:liver|blood pool|background|mediastinum|mediastinal)\b",
    re.IGNORECASE,
)


def is_at_reference(fact: Finding) -> bool:
    """Say whether a finding is no more than the uptake of a tissue set against that of a normal one ("less than liver")."""
    return "tracer_uptake" in lexicon().kinds(fact.concept) and _REFERENCE.search(fact.text) is not None


_EVEN = re.compile(
    r"\b(?:homogeneous|uniform|even|symmetric(?:al)?|prompt|normal|good|regular|physiologic(?:al)?|preserved)\b", re.IGNORECASE
)
_UNEVEN = frozenset({"focal", "asymmetric", "heterogeneous", "intense", "delayed", "photopenic"})


def is_even_uptake(fact: Finding) -> bool:
    """Say whether an organ is told to take up a tracer as it should ("prompt uptake", "homogeneous distribution")."""
    plain = fact.concept == "tracer_uptake" and fact.severity is None and fact.change is None
    return plain and fact.descriptors.isdisjoint(_UNEVEN) and _EVEN.search(fact.text) is not None


_MEASURED = frozenset(f"aspect-{name}" for name in "size shape caliber position wall thickness".split())


def is_measured(normal: Finding, claim: Finding) -> bool:
    """Say whether a normal is told of what a reader measures, and so of a routine finding too that is no lesion in it."""
    if not normal.descriptors.isdisjoint(FORMS):
        return True
    return not normal.descriptors.isdisjoint(_MEASURED) and "lesion" not in lexicon().kinds(claim.concept)


def is_well_filled(fact: Finding, company: Sequence[Finding]) -> bool:
    """Say whether a bladder is only told to be full, to no degree, in a sentence that gives it thin walls: as it is to be."""
    filled = fact.concept == "bladder_distention" and fact.severity is None
    return filled and any("thin_walled" in one.descriptors for one in company)


def is_calcified(fact: Finding) -> bool:
    """Say whether a finding is calcified, and so no opacity to a reader who calls an organ clear."""
    return "calcified" in fact.descriptors or bool(lexicon().kinds(fact.concept) & {"granuloma", "calcification"})
