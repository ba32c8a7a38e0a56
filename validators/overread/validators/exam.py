"""The examination ordered against the one the draft speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.language.lexicon import lexicon
from overread.language.reading import read
from overread.review import Evidence, Flag, Review
from overread.validators import validator

MODALITIES = {
    "CT": r"(?:CT|CAT scan|computed tomograph\w*|CTA|CTPA|CT angiogra\w*|HRCT|noncontrast CT)",
    "MR": r"(?:MRI?|magnetic resonance(?: imaging)?|MRA|MRCP|MR angiogra\w*)",
    "US": r"(?:ultraso\w+|sonogra\w+|sonogram|duplex|doppler study|echocardiogra\w+)",
    "MG": r"(?:mammogra\w+|tomosynthesis)",
    "CR": r"(?:radiographs?|x-?rays?|plain films?|radiography|chest films?)",
    "PT": r"(?:PET(?:[-/ ]CT)?|positron emission tomograph\w*)",
    "NM": r"(?:scintigra\w+|bone scan|HIDA scan|V/?Q scan|renogram|SPECT|nuclear medicine (?:scan|study)|"
r"myocardial perfusion (?:scan|study|imaging))",
    "RF": r"(?:fluoroscop\w+|barium (?:swallow|enema)|upper GI(?: series)?|esophagram|oesophagram|cystogram)",
}
_SAME = {"DX": "CR", "CR": "CR", "XR": "CR", "DR": "CR", "PX": "CR", "MRI": "MR", "PET": "PT", "XA": "RF", "OT": None, "SR": None}
_KIN = {frozenset(pair) for pair in (("PT", "CT"), ("PT", "NM"), ("NM", "CT"), ("CR", "RF"), ("MG", "CR"), ("PT", "MR"), ("NM", "US"))}
_SPOKEN = {
    "CT": "computed tomography", "MR": "magnetic resonance", "US": "ultrasound", "MG": "mammography", "CR": "radiography", "PT": "PET",
    "NM": "nuclear medicine", "RF": "fluoroscopy",
}  # fmt: skip
_FRAME = (
    r"(?:(?:normal|abnormal|negative|unremarkable|stable|limited|this|the present|the current|present|"
r"current|on this|on the|unenhanced|nondiagnostic)\s+(?:\w+\s+){{0,3}}{0}"
    r"(?!\s*(?:is|was|may be|could be|can be|should be|would be)?\s*(?:recommended|advised|suggested|follow))"
    r"|{0}(?:\s+\w+){{0,5}}\s+(?:shows?|demonstrates?|reveals?|is (?:normal|negative|unremarkable)|without (?:evidence|acute)))"
)
_NOT_THIS = re.compile(
    r"\b(?:prior|previous|compar\w+|recommend\w*|follow\S*|correlat\w+|advis\w+|suggest\w*|consider\w*|dedicated|repeat|further|future|recent|earlier|outside|"
    r"last|old|if|should|could|may|would|subsequent|obtain\w*|since|seen on|dated|from)\b",
    re.IGNORECASE,
)


@validator("exam")
def exam(review: Review) -> Iterator[Flag]:
    """Flag a modality, a body part or a side that is not the one examined."""
    yield from _modality(review)
    yield from _side(review)
    yield from _body_part(review)


def _modality(review: Review) -> Iterator[Flag]:
    ordered = _modality_of(review)
    if ordered is None:
        return
    text = review.impression
    for code, words in MODALITIES.items():
        if code == ordered or frozenset((code, ordered)) in _KIN:
            continue
        for match in re.finditer(_FRAME.format(words), text, re.IGNORECASE):
            sentence = text[text.rfind(".", 0, match.start()) + 1 : _sentence_end(text, match.end())]
            if not _NOT_THIS.search(sentence):
                message = f"The examination is {_SPOKEN[ordered]}; the draft speaks of {_SPOKEN[code]}."
                yield Flag("exam", "major", message, match.span(), match[0], evidence=(Evidence("exam", field="modality"),))


def _sentence_end(text: str, start: int) -> int:
    end = text.find(".", start)
    return len(text) if end < 0 else end


def _modality_of(review: Review) -> str | None:
    given = (review.study.exam.modality or "").upper()
    code = _SAME.get(given, given)
    if code in MODALITIES:
        return code
    description = review.study.exam.description or ""
    found = [code for code, words in MODALITIES.items() if re.search(rf"\b{words}\b", description, re.IGNORECASE)]
    return found[0] if len(found) == 1 else None


def _side(review: Review) -> Iterator[Flag]:
    ordered = review.study.exam.laterality or _named_side(review.study.exam.description or "")
    if ordered not in ("left", "right"):
        return
    other = "right" if ordered == "left" else "left"
    parts: frozenset[str] | None = None
    for claim in review.claims:
        finding = claim.finding
        if finding.laterality != other or other in review.study.findings.lower():
            continue
        parts = _parts(review) if parts is None else parts
        if not parts or not finding.anatomy or parts & {whole for place in finding.anatomy for whole in lexicon().wholes(place)}:
            span = finding.marks.get("side", finding.span)
            message = f"The {ordered} side was examined; the draft speaks of the {other}."
            yield Flag("exam", "critical", message, span, review.impression[slice(*span)], claim.id, evidence=(Evidence("exam", field="laterality"),))


def _named_side(description: str) -> str | None:
    sides = set(re.findall(r"\b(left|right|lt|rt)\b", description.lower()))
    names = {{"lt": "left", "rt": "right"}.get(side, side) for side in sides}
    return names.pop() if len(names) == 1 else None


def _parts(review: Review) -> frozenset[str]:
    text = " ".join(part for part in (review.study.exam.body_part, review.study.exam.description) if part)
    return frozenset(entry.value for item in read(text).items for entry in item.entries if entry.category == "anatomy")


_PART = re.compile(
    r"\b(?:normal|negative|unremarkable|abnormal|stable|limited)\s+(?:[\w/-]+\s+){0,2}?(?P<part>chest|abdomen|pelvis|brain|head|knee|shoulder|hip|ankle|wrist|"
    r"elbow|neck|cervical spine|lumbar spine|thoracic spine|breasts?|foot|hand|thyroid|renal|scrotal|obstetric)\s+"
    r"(?:CT|MRI?|radiographs?|x-?rays?|ultrasound|sonogram|scan|study|examination|exam|films?|series|mammogram)\b",
    re.IGNORECASE,
)
_REGIONS = ("head", "neck", "chest", "breast", "abdomen", "pelvis", "spine", "upper_extremity", "lower_extremity")


def _body_part(review: Review) -> Iterator[Flag]:
    """Flag a whole-examination statement about a region that is neither ordered nor spoken of in the findings."""
    for match in _PART.finditer(review.impression):
        ordered = _regions(" ".join(part for part in (review.study.exam.body_part, review.study.exam.description) if part))
        claimed = _regions(match["part"])
        if ordered and claimed and not claimed & (ordered | _regions(review.study.findings)):
            yield Flag("exam", "major", f"The draft speaks of an examination of the {match['part'].lower()}.", match.span(), match[0],
                       evidence=(Evidence("exam", field="description"),))  # fmt: skip


def _regions(text: str) -> frozenset[str]:
    places = {entry.value for item in read(text[:5000]).items for entry in item.entries if entry.category == "anatomy" and not entry.region}
    return frozenset(whole for place in places for whole in lexicon().wholes(place) if whole in _REGIONS)
