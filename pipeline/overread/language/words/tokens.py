"""Words of a report with exact offsets, and their normal form: one spelling for plural, British and hyphenated words."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from overread.language.words.recent import remembered

_TOKEN = re.compile(  # every choice opens with a character, which lets the matcher pass over it at a glance; words come first
    r"[Bb](?<!\w.)/[Ll]\b|[RrLl](?<!\w.)/[OoSs]\b|[Ww](?<!\w.)/(?:[Oo]\b)?|[^\W\d_]+\d*(?:['’][st]\b)?|[-+–](?<!\w.)ve\b|"
    r"[-–—](?<=[a-z)][ \t].)(?=[ \t](?!(?:likely|possibl[ey]|probabl[ey]|suspect|compatible|consistent)\b)[a-z])|"
    r"\d+(?:\.\d+)?|[.,;:()\[\]/?+&<>=~#%*×]",
    re.DOTALL,
)
_IRREGULAR = {
    "foci": "focus", "loci": "locus", "emboli": "embolus", "thrombi": "thrombus", "bronchi": "bronchus", "calculi": "calculus",
    "villi": "villus", "sulci": "sulcus", "gyri": "gyrus", "nuclei": "nucleus", "rami": "ramus", "menisci": "meniscus",
    "vertebrae": "vertebra", "bullae": "bulla", "pleurae": "pleura", "fistulae": "fistula", "bursae": "bursa", "hilar": "hilar",
    "hila": "hilum", "atria": "atrium", "septa": "septum", "diverticula": "diverticulum", "ostia": "ostium",
    "haustra": "haustra", "lumina": "lumen", "foramina": "foramen", "hematomata": "hematoma", "fibromata": "fibroma",
    "adenomata": "adenoma", "sarcomata": "sarcoma", "stomata": "stoma",
    "apices": "apex", "cortices": "cortex", "appendices": "appendix", "indices": "index", "matrices": "matrix",
    "varices": "varix",
    "metastases": "metastasis", "diagnoses": "diagnosis", "stenoses": "stenosis", "pelves": "pelvis", "testes": "testis",
    "epiphyses": "epiphysis", "metaphyses": "metaphysis", "diaphyses": "diaphysis", "physes": "physis", "bases": "base",
    "prostheses": "prosthesis", "anastomoses": "anastomosis", "exostoses": "exostosis", "synechiae": "synechia",
    "opacifications": "opacification", "lungs": "lung", "feet": "foot", "teeth": "tooth", "phalanges": "phalanx",
    "meninges": "meninges", "biceps": "biceps", "triceps": "triceps", "pubis": "pubis", "pancreas": "pancreas",
    "series": "series", "nodal": "node", "calcule": "calculus", "calcules": "calculus",
    "ribs": "rib", "adnexae": "adnexa", "conchae": "concha", "fossae": "fossa", "scapulae": "scapula", "fibulae": "fibula",
    "tibiae": "tibia", "ulnae": "ulna", "patellae": "patella", "chordae": "chorda", "cristae": "crista", "sequelae": "sequela",
    "pres": "pres", "lens": "lens", "lenses": "lens", "hernias": "hernia", "herniae": "hernia", "larynges": "larynx",
    "syrinxes": "syrinx", "lacks": "lacks",
    "disk": "disc", "disks": "disc", "discs": "disc", "disease": "disease", "diseases": "disease", "xray": "radiograph",
    "sinuses": "sinus", "fetuses": "fetus", "uteruses": "uterus", "viruses": "virus", "hiatuses": "hiatus",
    "thickenings": "thickening", "left": "left", "lies": "lie", "dilation": "dilatation", "dilations": "dilatation",
    "distension": "distention", "neoplasia": "neoplasm", "adnexal": "adnexal", "fluids": "fluid", "his": "his", "hers": "hers",
    "w/": "with", "w/o": "without", "b/l": "bilateral",
    "-ve": "negative", "–ve": "negative", "+ve": "positive",
    "-": ",", "–": ",", "—": ",",
}  # fmt: skip
_BRITISH = (
    (re.compile(r"haem"), "hem"), (re.compile(r"oedema"), "edema"), (re.compile(r"oesoph"), "esoph"),
    (re.compile(r"tumour"), "tumor"), (re.compile(r"anaem"), "anem"), (re.compile(r"isch(?:ae)"), "ische"),
    (re.compile(r"caec"), "cec"), (re.compile(r"diarrhoea"), "diarrhea"), (re.compile(r"fibre"), "fiber"),
    (re.compile(r"centre"), "center"), (re.compile(r"litre"), "liter"), (re.compile(r"metre"), "meter"),
    (re.compile(r"aemi(?=[ac])"), "emi"), (re.compile(r"paed"), "ped"), (re.compile(r"gynaec"), "gynec"),
    (re.compile(r"foet"), "fet"), (re.compile(r"faec"), "fec"), (re.compile(r"colour"), "color"),
    (re.compile(r"leuk(?:ae)"), "leuke"), (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|ing|ation)$)"), "iz"),
    (re.compile(r"neighbour"), "neighbor"), (re.compile(r"grey"), "gray"), (re.compile(r"sulph"), "sulf"),
    (re.compile(r"mould"), "mold"), (re.compile(r"calibre|^calibration"), "caliber"), (re.compile(r"favour"), "favor"),
    (re.compile(r"aneurism"), "aneurysm"), (re.compile(r"labell"), "label"), (re.compile(r"orthopaed"), "orthoped"),
    (re.compile(r"coeli"), "celi"), (re.compile(r"pnoea"), "pnea"), (re.compile(r"oestr"), "estr"),
    (re.compile(r"modell"), "model"),
)  # fmt: skip
_KEEP_S = ("ss", "us", "is", "ous", "sis", "xis", "itis")
_IZ_KEEP = frozenset(
    "arising raised rising advised supervised comprised revised likewise otherwise "
    "precise exercise rise arise comprise advise promise compromise compromised bruise noise".split()
)
_SIDES = {"R": "right", "L": "left"}


class Token(NamedTuple):
    """One word or mark: its normal form and its offsets in the text."""

    norm: str
    start: int
    end: int


_NEW = tuple.__new__
_START = attrgetter("start")
_ANY_BRITISH = re.compile("|".join(pattern.pattern for pattern, _ in _BRITISH))


@lru_cache(maxsize=65536)
def norm(word: str) -> str:
    """Return the normal form of one word: lower case, American spelling, singular; "R" is a side, "isn't" a denial."""
    word = _SIDES.get(word) or word.lower()
    if word.endswith(("n't", "n’t")):
        return "cannot" if word.startswith("c") else "not"
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4:
        return word
    if word not in _IZ_KEEP and _ANY_BRITISH.search(word):
        for pattern, spelling in _BRITISH:
            word = pattern.sub(spelling, word)
    return _IRREGULAR.get(word) or _singular(word)


def _singular(word: str) -> str:
    if not word.endswith("s") or word.endswith(_KEEP_S):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "echoes", "haloes")):
        return word[:-2]
    return word[:-1]


@remembered
def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text in order; possessive 's is dropped.

    Hyphens join nothing and are left out; a dash between words is a comma, but before a doubt.
    """
    return [_NEW(Token, (norm(match[0]), *match.span())) for match in _TOKEN.finditer(text)]


def norms(phrase: str) -> list[str]:
    """Return the normal forms of the words of a phrase, which need not be remembered."""
    return [norm(match[0]) for match in _TOKEN.finditer(phrase)]


def norms_between(text: str, start: int, end: int) -> list[str]:
    """Return the normal forms of the words that start in text[start:end]."""
    tokens = tokenize(text)
    first = bisect_left(tokens, start, key=_START)
    return [token.norm for token in tokens[first : bisect_left(tokens, end, first, key=_START)]]
