"""Recommendations as parsed statements: what is to be done, with which modality, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from overread.finding import Finding

_MODALITIES = {
    "CT": r"\b(?:CT|CTA|CTPA|computed tomograph\w+)\b",
    "MR": r"\b(?:MRI?|MRA|MRCP|magnetic resonance)\b",
    "US": r"\b(?:ultraso\w+|sonogra\w+|doppler|duplex|echocardiogra\w+)\b",
    "CR": r"\b(?:radiograph\w*|x-?rays?|plain films?|(?:chest|rib|shoulder|repeat|dedicated) (?:films?|series|"
r"views?)|two view)\b",
    "MG": r"\b(?:mammogra\w+|tomosynthesis|spot compression|magnification views?)\b",
    "PT": r"\bPET\b",
    "NM": r"\b(?:bone scan|scintigra\w+|V/?Q|HIDA|SPECT)\b",
    "endoscopy": r"\b(?:endoscop\w+|colonoscop\w+|bronchoscop\w+|EGD|cystoscop\w+)\b",
    "biopsy": r"\b(?:biops\w+|tissue sampling|FNA|fine[- ]needle|aspiration|tissue diagnosis|histolog\w+)\b",
    "surgery": r"\b(?:surg\w+|resection|excision|orthop\w+|neurosurg\w+|thoracentesis|drainage)\b",
    "consult": r"\b(?:consult\w*|referral|refer)\b",
    "clinical": r"\b(?:clinical(?:ly)?|correlat\w+|laborator\w+|physical exam\w*)\b",
}  # fmt: skip
_TESTS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _MODALITIES.items()}
_DAYS = {"d": 1.0, "wk": 7.0, "mo": 30.4, "a": 365.0, "h": 1 / 24}
_YEARLY = re.compile(r"\b(?:annual(?:ly)?|yearly|in (?:a|one) year|every year|routine (?:screening|annual))\b", re.IGNORECASE)
_WORDED = re.compile(r"\b(one|two|three|four|six|twelve|eighteen)[\s-]+(week|month|year)s?\b", re.IGNORECASE)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "twelve": 12, "eighteen": 18}
_NONE = re.compile(r"\bno\b[^.]{0,30}\b(?:follow|further|additional|imaging|workup|evaluation)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation: `means` are modalities and actions, `days` the interval in days as (least, most)."""

    means: frozenset[str]
    days: tuple[float, float] | None
    denies: bool
    statement: Finding

    @property
    def is_general(self) -> bool:
        """Say whether it asks only for clinical correlation, which any report may."""
        return self.means <= {"clinical"} and self.days is None


def advice_of(finding: Finding) -> Advice:
    """Return a recommendation statement as means and interval."""
    text = finding.text
    means = frozenset(name for name, pattern in _TESTS.items() if pattern.search(text))
    return Advice(means, _interval(finding), bool(_NONE.search(text)), finding)


def _interval(finding: Finding) -> tuple[float, float] | None:
    days = [value * _DAYS[size.unit] for size in finding.sizes if size.quantity == "time" for value in size.values]
    days += [_NUMBERS[match[1].lower()] * _DAYS[{"w": "wk", "m": "mo", "y": "a"}[match[2][0].lower()]] for match in _WORDED.finditer(finding.text)]
    if _YEARLY.search(finding.text):
        days.append(365.0)
    return (min(days), max(days)) if days else None


def agree(one: Advice, other: Advice) -> str | None:
    """Return what of two recommendations differs (`modality`, `interval`, `sense`), None where they agree or one says less."""
    if one.denies != other.denies:
        return "sense"
    first, second = one.means - {"clinical", "consult"}, other.means - {"clinical", "consult"}
    if first and second and not first & second:
        return "modality"
    if one.days and other.days and not (one.days[0] <= other.days[1] * 1.1 and other.days[0] <= one.days[1] * 1.1):
        return "interval"
    return None
