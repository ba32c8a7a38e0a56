"""What may be advised: modalities and actions, by the words that name them."""

from __future__ import annotations

import re
from functools import lru_cache

_TO_DRAIN = (  # and not how urine, tracer, veins or lymph drain
    r"(?<!further )(?<!good )(?<!poor )(?<!normal )(?<!prompt )(?<!slow )(?<!delayed )(?<!spontaneous )(?<!venous )"
    r"(?<!lymphatic )(?<!\bno )(?<!free )drainage(?! (?:mode|pattern|basin|after|to the|into|half))"
)
_MEANS = {
    "CT": r"(?<!PET[-/ ])\b(?:CT|CTA|CTPA|HRCT|LDCT|computed tomograph\w+|high[- ]resolution ct)\b",
    "MR": r"\b(?:MRI?|MRA|MRCP|magnetic resonance)\b",
    "US": r"\b(?:ultraso\w+|sonogra\w+|doppler|duplex|echo(?:cardiogra\w+)?|(?-i:US))\b",
    "CR": r"\b(?:radiogra\w+|x-?rays?|x-XXXX|plain films?|two view|(?:chest|rib|shoulder|repeat|dedicated|decubitus) "
    r"(?:films?|series|views?)|CXR)\b",
    "MG": r"\b(?:mammogra\w+|tomosynthesis|spot compression|magnification views?)\b",
    "PT": r"\bPET\b",
    "NM": r"\b(?:bone scan|scintigra\w+|V/?Q|HIDA|SPECT)\b",
    "endoscopy": r"\b(?:(?:\w*end|colon|bronch|cyst|gastr|hyster|sigmoid|laryng|ureter|rhin|proct|enter|duoden)oscop\w+|"
    r"EGD|OGD|ERCP|EUS)\b",
    "biopsy": r"\b(?:biops\w+|(?:tissue|endometrial|nodal|node) sampling|tissue diagnosis|"
    r"FNA[BC]?|VABB?|fine[- ]needle|aspiration|histolog\w+)\b",
    "surgery": r"\b(?:surg\w+|resection(?! (?:margin|bed|cavity|site|line|plane))|"
    rf"excision|neurosurg\w+|thoracentesis|{_TO_DRAIN}|ortho(?:p\w+)?|paracentesis|lumbar puncture|"
    r"emboli[sz]ation|ablation|\w*stom(?:y|ies)|\w*ectom(?:y|ies)|\w+plasty|stenting|filter|transplant\w*|amputation|"
    r"(?:internal|operative|surgical|screw|plate|nail|wire|pin)\w* fixation|open reduction|ORIF|debridement|arthrodesis|"
    r"intubation|decompression|"
    r"tube placement|(?:stent|drain|filter|catheter) placement|"
    r"thrombectom\w+|thrombolysis|angioplast\w+|revasculari[sz]ation)\b",
    "catheter": r"\b(?:(?:invasive|catheter|conventional|selective|digital subtraction) (?:\w+ ){0,2}(?:angio|arterio)gra\w+|"
    r"(?<!CT )(?<!MR )coronary angiogra\w+|(?:cardiac|heart) cath\w*|DSA)\b",
    "treatment": r"\b(?:chemo\w*therapy|radio\w*therapy|radiation|anticoagula\w+|antibiotic\w*|steroid\w*|"
    r"(?<!post[ -])(?:therapy|treatment)|"
    r"(?<!after )(?<!after the )(?<!following )(?<!of )injection|heparin)\b",
    "inward": r"\b(?:advanc(?:e|ed|ing|ement)|re-?position\w*)\b",
    "outward": r"\b(?:retract\w*|withdraw\w*|pull(?:ed|ing)? back|re-?position\w*)\b",
    "removal": r"\b(?:remov(?:e|ed|al)|exchang(?:e|ed|ing))\b",
    "management": r"\b(?:discharged?|weight[- ]?bearing|leave in (?:situ|place)|no action|discontinued|"
    r"spine (?:\w+ ){0,2}cleared)\b",
    "consult": r"\b(?:consult\w*|referral|refer|urolog\w+|oncolog\w+|gyn(?:a?ecolog\w+)?|specialist|"
    r"(?:\w+surgical|surgical|vascular|spinal|spine|\w+logy|\w+logical|\w+iatric|ENT|dental) "
    r"(?:opinion|review|assessment|evaluation|input|follow[- ]?up))\b",
    "clinical": r"\b(?:clinical(?:ly)?|correlat\w+|laborator\w+|physical exam\w*)\b",
    "imaging": r"\b(?:imaging|(?:early|short[- ]term|regular|radiographic|ultrasound|CT|MRI?|X-ray|imaging) controls?|"
    r"(?:further|growth|repeat) scans?|follow[- ]?up|f/u|surveillance|screening|"
    r"repeat (?:study|exam\w*)|re-?evaluation|work[- ]?up|"
    r"(?:further|additional|for) diagnostics?(?: (?:tests?|assessment|evaluation|imaging))?)\b",
}  # fmt: skip
_TESTS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _MEANS.items()}
LOOSE = frozenset({"clinical", "consult", "imaging"})
"""What names no examination or procedure outright."""
MEANS = "|".join(f"(?:{pattern})" for pattern in _MEANS.values())
"""Words for all that may be advised, as a pattern."""
_OUTRIGHT = re.compile("|".join(f"(?:{pattern})" for name, pattern in _MEANS.items() if name not in LOOSE), re.IGNORECASE)
IMAGING = frozenset({"CT", "MR", "US", "CR", "MG", "PT", "NM"})
MADE_FOR = {"MG": "breast"}
"""The organ that an examination is made for."""
INVASIVE = frozenset({"biopsy", "surgery", "endoscopy"})
SAMPLING = frozenset({"biopsy", "endoscopy"})
_NO_MORE = re.compile(
    r"\bno (?:\w+ )?(?:assessment|evaluation|investigation|action|intervention|treatment|review|opinion|input|referral|"
    r"consult\w*)\b",
    re.IGNORECASE,
)


def denies_care(text: str) -> bool:
    """Say whether words deny any more care ("no further investigation")."""
    return _NO_MORE.search(text) is not None


@lru_cache(maxsize=256)
def means_in(text: str) -> frozenset[str]:
    """Return the modalities and actions that words name."""
    return frozenset(name for name, pattern in _TESTS.items() if pattern.search(text))


def names_all(text: str, means: frozenset[str]) -> bool:
    """Say whether words name each of some modalities and actions."""
    return all(_TESTS[name].search(text) for name in means)


def opens_with(text: str, means: frozenset[str]) -> bool:
    """Say whether words begin with one of some modalities and actions."""
    return any(_TESTS[name].match(text) for name in means)


def names_means(text: str) -> bool:
    """Say whether words name an examination or a procedure outright ("magnification views", "cystoscopy")."""
    return _OUTRIGHT.search(text) is not None


def names_imaging(text: str) -> bool:
    """Say whether words name an examination, if only as a scan or a follow-up ("no further scans"), or deny any more care."""
    return names_means(text) or names_all(text, frozenset({"imaging"})) or denies_care(text)
