"""How reports name examinations: modalities, those that stand for one another, and kinds with a name of their own."""

from __future__ import annotations

import re
from functools import cache

MODALITIES = {
    "CT": r"(?:CT|CAT scan|computed tomograph\w*|CTA|CTPA|CT angiogra\w*|HRCT|noncontrast CT)",
    "MR": r"(?:MRI?|MR [a-z]+ogra\w+|magnetic resonance(?: imaging)?|MRA|MRCP|MR angiogra\w*)",
    "US": r"(?:ultraso\w+|sonogra\w+|duplex|doppler study|echocardiogra\w+)",
    "MG": r"(?:(?<!MR )(?<!MR-)(?<!MRI )mammogra\w+|tomosynthesis)",
    "CR": r"(?:radiographs?|x-?rays?|CXRs?|AXRs?|plain films?|radiography|chest films?)",
    "PT": r"(?:PET(?:[-/ ]CT)?|positron emission tomograph\w*)",
    "NM": r"(?:scintigra\w+|bone scan|HIDA scan|V/?Q scan|renogram|SPECT|nuclear medicine (?:scan|study)|"
    r"myocardial perfusion (?:scan|study|imaging))",
    "RF": r"(?:fluoroscop\w+|barium (?:swallow|enema)|upper GI(?: series)?|esophagram|oesophagram|cystogram)",
}
_SAME_MODALITY = {"DX": "CR", "XR": "CR", "DR": "CR", "PX": "CR", "MRI": "MR", "PET": "PT", "XA": "RF", "FL": "RF"}
KIN_MODALITIES = {
    frozenset(pair)
    for pair in (("PT", "CT"), ("PT", "NM"), ("NM", "CT"), ("CR", "RF"), ("MG", "CR"), ("PT", "MR"), ("NM", "US"))
}
SPOKEN = {
    "CT": "computed tomography", "MR": "magnetic resonance", "US": "ultrasound", "MG": "mammography", "CR": "radiography",
    "PT": "PET",
    "NM": "nuclear medicine", "RF": "fluoroscopy",
}  # fmt: skip
_SCAN = r"(?:scan|study|SPECT(?:[-/ ]CT)?|scintigra\w+)"
EXAMINATION_KINDS = {  # examinations with a name of their own: each is one of a kind, whatever the modality
    "barium swallow": r"barium swallow|swallow(?:ing)? study|o?esopha(?:go)?gra\w+|pharyngogra\w+|upper GI(?: series)?",
    "small bowel follow-through": r"small bowel (?:follow[- ]through|series|study)|SBFT",
    "enema": r"(?:barium|contrast|water[- ]soluble) enema",
    "angiogram": r"angiogra\w+|CTA|CTPA|CCTA|MRA",
    "calcium score": r"calcium scor\w+",
    "arthrogram": r"arthrogra\w+",
    "urogram": r"urogra\w+",
    "enterography": r"enterogra\w+|enteroclysis",
    "colonography": r"colonogra\w+",
    "MRCP": r"MRCP|cholangiopancreatogra\w+",
    "cystogram": r"(?:voiding )?cyst(?:ourethr)?ogra\w+|VCUG",
    "hysterosalpingogram": r"hysterosalpingogra\w+|HSG",
    "myelogram": r"myelogra\w+",
    "hepatobiliary scan": r"HIDA(?: scan)?|hepatobiliary (?:scan|scintigra\w+)|cholescintigra\w+",
    "bone scan": rf"(?:bone|skeletal) {_SCAN}",
    "lung scan": rf"(?:lung|V/?Q|ventilation(?: and |[ /-])perfusion(?: lung)?) {_SCAN}",
    "renogram": rf"renogra\w+|MAG-?3|(?:renal|DMSA) {_SCAN}",
    "gastric emptying study": rf"gastric emptying(?: {_SCAN})?",
    "myocardial perfusion study": rf"(?:myocardial|cardiac|stress) perfusion(?: {_SCAN}| imaging)?|"
    r"nuclear stress (?:test|study)|MPI",
    "brain perfusion study": rf"(?:brain|cerebral) perfusion(?: {_SCAN})?",
    "echocardiogram": r"echocardiogra\w+|stress echo",
    "ventriculogram": r"MUGA(?: scan)?|(?:radionuclide|gated) ventriculogra\w+|gated blood pool (?:scan|study)",
    "PET": r"PET(?:[-/ ](?:CT|MRI?))?|positron emission tomogra\w+",
    "thyroid scan": rf"thyroid (?:uptake and )?{_SCAN}|radioiodine uptake",
    "parathyroid scan": rf"parathyroid {_SCAN}",
    "leukocyte scan": rf"(?:WBC|leu[ck]ocyte|white (?:blood )?cell) {_SCAN}",
    "bleeding scan": rf"(?:GI|gastrointestinal) bleed(?:ing)? {_SCAN}|(?:tagged|labell?ed) (?:RBC|red (?:blood )?cell) {_SCAN}",
    "Meckel scan": rf"Meckel(?:'s)? {_SCAN}",
    "lymphoscintigram": r"lymphoscintigra\w+|sentinel node (?:scan|imaging|mapping)",
    "dopamine transporter scan": rf"DaT[- ]?(?:scan|SPECT)|dopamine transporter {_SCAN}|ioflupane {_SCAN}",
    "liver spleen scan": rf"liver[ /-](?:and[ -])?spleen {_SCAN}|sulfur colloid scan",
    "bone densitometry": r"DE?XA|(?:bone )?densitometr\w+",
    "mammogram": r"(?<!MR )(?<!MR-)(?<!MRI )mammogra\w+|tomosynthesis",
}


def modality_of(code: str) -> str | None:
    """Return the modality that a DICOM code, or a code that stands for one, means, None where it is none that is known."""
    known = _SAME_MODALITY.get(code.upper(), code.upper())
    return known if known in MODALITIES else None


def only_modality(text: str) -> str | None:
    """Return the one modality that a text names, None where it names none or several."""
    found = [code for code, words in MODALITIES.items() if text and names(words, text)]
    return found[0] if len(found) == 1 else None


def names(words: str, text: str) -> bool:
    """Say whether a text has one of some words, given as a pattern of this module."""
    return _pattern(words).search(text) is not None


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
