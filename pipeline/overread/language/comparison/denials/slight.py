"""How little a finding weighs: what is mild, doubtful or harmless, and which share of the lumen a stenosis takes."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.lexicon import lexicon

FLOW_LIMITING = "hemodynamically_significant"
_STENOSIS = "stenosis"
_HARMLESS = re.compile(
    r"\b(?:no|without|not|lacking) (?:\w+ ){0,2}(?:suspicious|worrisome|concerning|malignant)|"
    r"\b(?:benign|spongiform|anechoic|reactive|post-?inflammatory|(?:preserved|fatty|echogenic) hil(?:um|a|us))\b",
    re.IGNORECASE,
)
_HALF = 50
"""Per cent of the lumen from which on a stenosis of an artery is called significant (Cury RC et al. CAD-RADS 2.0, 2022; Grant
EG et al. Society of Radiologists in Ultrasound consensus on carotid stenosis, 2003)."""


def is_slight(fact: Finding) -> bool:
    """Say whether a finding is mild, doubtful, harmless, or a stenosis of less than half of the lumen."""
    harmless = _HARMLESS.search(fact.text) is not None or _is_under_half(fact)
    return harmless or fact.severity in ("trace", "minimal", "mild", "mild_moderate") or fact.certainty == "possible"


def _is_under_half(fact: Finding) -> bool:
    """Say whether a stenosis is told to take less than half of the lumen."""
    return any(share < _HALF or (share == _HALF and limit) for share, limit in _share_of_lumen(fact))


def is_half_or_more(fact: Finding) -> bool:
    """Say whether a stenosis is told to take half of the lumen or more, as one does that limits the flow."""
    return any(share >= _HALF and not limit for share, limit in _share_of_lumen(fact))


def _share_of_lumen(fact: Finding) -> list[tuple[float, bool]]:
    """Return the largest share of the lumen that a stenosis takes, with whether it is only a limit; nothing of what is none."""
    if _STENOSIS not in lexicon().kinds(fact.concept):
        return []
    shares = [(max(size.values), size.role == "limit") for size in fact.sizes if size.unit == "%" and size.role != "prior"]
    return [max(shares)] if shares else []
