"""What examinations show whose name tells no place: a CTPA the arteries of the lung, a KUB the urinary tract."""

from __future__ import annotations

import re

_PLACES = {
    "kub ivu ivp urogram urography vcug mcug cystogram cystography cystourethrogram cystourethrography": "urinary_tract",
    "renogram mag3 dmsa dtpa": "urinary_tract renography",
    "ctpa cxr hrct bronchogram": "chest",
    "tap cap": "chest abdomen pelvis",
    "thoracoabdominal": "chest abdomen",
    "axr mrcp ercp ptc cholangiogram ugi duodenography fast": "abdomen",
    "hida dida iminodiacetic hepatobiliary cholescintigraphy mebrofenin": "abdomen biliary_scan",
    "sestamibi tetrofosmin thallium mpi": "myocardium",
    "colonography enteroclysis proctogram defecography defaecography enema": "bowel",
    "evar fevar": "abdominal_aorta",
    "tevar": "thoracic_aorta",
    "tavi tavr ctca ccta muga cmr echocardiogram echocardiography tte tee transthoracic": "heart",
    "tvus tvs transvaginal trus gynecological gynaecological": "pelvis",
    "pregnancy": "pelvis uterus",
    "hsg hysterosalpingogram hysterosalpingography hysterogram sonohysterogram sonohysterography": "pelvis uterus",
    "obstetric obstetrical ob antenatal anomaly": "fetus",
    "opg orthopantomogram panorex": "mandible",
    "swallow esophagram oesophagram oesophagogram": "esophagus",
    "sinus sinuses nnh": "paranasal_sinus",
    "cct ncct cranial": "head",
    "stroke epilepsy": "brain",
    "iam iams iac": "internal_auditory_canal",
    "hws": "cervical_spine",
    "bws": "thoracic_spine",
    "lws": "lumbar_spine",
    "mammogram mammography tomosynthesis": "breast",
    "ventriculogram datscan dat amyloid tau florbetapir florbetaben flutemetamol ioflupane": "brain",
    "myelogram myelography": "spine",
    "venous vein veins dvt venogram venography phlebogram": "vein",
    "arterial artery arteries angiogram angiography runoff abpi abi": "artery",
    "varicose runoff femoropopliteal": "lower_extremity",
    "leg legs": "lower_extremity",
    "arm arms": "upper_extremity",
    "sialogram": "salivary_gland",
    "ventilation vq": "ventilated_lung",
}
_SHOWN = {
    name: tuple(places for titles, shown in _PLACES.items() if name in titles.split() for places in shown.split())
    for names in _PLACES
    for name in names.split()
}
_WHOLE = frozenset({"trauma", "polytrauma", "body"})
_ECHO = re.compile(r"\bTOE\b|(?i:^|\b(?:bedside|cardiac|stress|focused|limited|heart) )[Ee]cho\b")
_TRUNK = ("chest", "abdomen", "pelvis")
_WORD = re.compile(r"[a-z0-9]+")
_VQ = re.compile(r"\bV\s?/?\s?Q\b")
_AND = re.compile(r"\bC\s?/\s?A\s?/\s?P\b|\bA\s?/\s?P\b")


def shown_by(title: str) -> frozenset[str]:
    """Return the places that the name of an examination stands for, beside those that it tells."""
    joined = set(_TRUNK) if _AND.search(title) else {"ventilated_lung"} if _VQ.search(title) else set()
    joined |= {"heart"} if _ECHO.search(title) else set()
    return frozenset(joined.union(*(_SHOWN.get(word, ()) for word in _WORD.findall(title.lower()))))


def shown_by_default(title: str) -> frozenset[str]:
    """Return the places that an examination shows whose name tells none ("Trauma CT", "CT body")."""
    words = _WORD.findall(title.lower())
    return frozenset(() if _WHOLE.isdisjoint(words) or "whole" in words else _TRUNK)
