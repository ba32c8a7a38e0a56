"""When a printed value was measured: now, before, from one time to another, as a limit, or as an amount of growth."""

from __future__ import annotations

import re
from typing import Literal

Role = Literal["current", "prior", "limit", "range"]
_LIMIT = re.compile(
    r"(?:up to|at least|(?:less|greater|more|larger|bigger|smaller|wider|thicker|longer) than|under|"
    r"(?:measur\w+|size|is|was|of|just|slightly|somewhat|marginally|barely) over|exceeding|<|>|≤|≥)"
    r"\s*(?:approximately\s*)?$",
    re.IGNORECASE,
)
_BEYOND = re.compile(r"\b(?:above|below)\s*(?:approximately\s*)?$", re.IGNORECASE)
_LENGTH = re.compile(r"(?:mm|cm|m)\.?$", re.IGNORECASE)
_PRIOR = re.compile(
    r"(?:\bprev\b\.?|previous(?:ly)?|prior(?:ly)?|formerly|"
    r"(?<=\()before|(?<=[,;(])\s?earlier|was|were|had been|compared (?:to|with)|versus|vs\.?|from|then)\s*"
    r"(?:(?:measur(?:ed|ing)|being|size|of|was|at|approximately|about|in|\(|:)\s*)*$",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:compared (?:to|with)|versus|vs\.?|against)\s*(?:(?:about|approximately|only)\s+)?$", re.IGNORECASE)
_COUNTERPART = re.compile(
    r"\s*(?:(?:on|in|at|for|of) )?(?:the )?(?:left|right|contralateral|opposite)\b(?![^.;,]{0,30}\b(?:before|prior|previous))",
    re.IGNORECASE,
)
"""What stands behind the value of the other side, which is none of an earlier time."""
_AGO = re.compile(
    r"\b(?:months?|years?|weeks?|days?) (?:ago|earlier|before)[\s,:(]*(?:it|was|were|measur(?!es?\b)\w+|at|of|\s)*$",
    re.IGNORECASE,
)
_PRIOR_LIST = re.compile(
    r"(?:(?:^|[;(]|\.\s)\s*(?:prior|previously|formerly)|\(\s*(?:was|were))\s*(?:study|exam|:|measur\w+|was|were|at|\s)*\d(?:[^;.()]|\.\d)*$",
    re.IGNORECASE,
)
_PRIOR_WITH = re.compile(
    r"\b(?:previously|formerly)\b[^.;()\d]*\d(?:[^.;()]|\.\d){0,30}?\b(?:mm|cm)\s*(?:with|and|,)\s+(?:an?\s+|its\s+)?"
    r"(?:(?:suv\w*|uptake|attenuation|adc|velocity|volume|max\w*|mean|peak|value|of)\s*)+[\d.\s]{0,3}$",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?\b|july?\b|aug|sep|oct|nov|dec)[a-z]*"
_DATED = re.compile(
    rf"(?:(?:^|\d\s?(?:mm|cm)?\s*[(,;]|[.;\n])\s*(?:in|on)|\d\s?(?:mm|cm)?\s*\()\s*(?:\d{{1,2}}[./-]){{0,2}}(?:{_MONTH}\.?,?\s+(?:\d{{1,2}},?\s+)?)?"
    r"(?:19|20)\d\d\s*[:,]?\s*(?:(?:it|they|this|the \w+|had|was|were|measured|at|about|approximately)\s+)*$",
    re.IGNORECASE,
)
"""The date of an earlier examination before its value ("21 mm (in 2019: 16 mm)", "in 2019 it measured 16 mm")."""
_THEN = re.compile(
    rf"(?:^|[.;\n])\s*(?:in|on|at) the (?:prior|previous|last|earlier|former|preceding|{_MONTH})(?: \w+){{0,3}},?[^.;\n]*$",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:now|currently|today|present)\b", re.IGNORECASE)
_PRESENT_WAS = re.compile(
    r"(?:(?:which|it|this|that|lesion|mass|nodule|and) was|^\s*was)\s*(?:(?:measured|approximately|about|at|as)\s*)*$",
    re.IGNORECASE,
)
_MEASURE_WAS = re.compile(
    r"^(?:(?!\b(?:now|currently|today|where(?:as)?|while|previous\w*|prior|former\w*|earlier|last|before|ago)\b).)*"
    r"\b(?:diameter|size|length|width|height|thickness|volume|dimensions?|measurement|axis|extent|depth|calib(?:er|re)|distance|"
    r"(?:largest|biggest|smallest|longest|widest|thickest)(?: (?:one|of \w+|of (?:the|these|which)(?: \w+)?))?)"
    r"s?(?: [^.;,()]{1,40})?,? "
    r"(?:was|were)\s*(?:measured\s*)?(?:as|at|about|approximately|up to)?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_ALONE_WAS = re.compile(  # the only verb and the only value of its sentence
    r"^(?:[^\d]|(?<![\d.,])\d{1,2}[.)]\s)*?(?:^|[.;\n]\s*)"
    r"(?:(?!prior|previous|last|earlier|former|old|baseline|initial|then|that|which|but|while|where)[a-z-]+ ){1,7}"
    r"(?:was|were)\s*(?:measured\s*)?(?:as|at|about|approximately|up to)?\s*$",
    re.IGNORECASE,
)
_WAS_MEASURED = re.compile(  # how the report's own measuring is told, where nothing sets it against now
    r"^(?:(?!\b(?:now|currently|today|where(?:as)?|while|previous\w*|prior|former\w*|earlier|last|before|ago)\b)[^.;\n]|\.\d)*"
    r"\b(?:was|were)\s*measured\s*(?:as|at|about|approximately|up to|\s)*$",
    re.IGNORECASE,
)
_THEN_WAS = re.compile(
    r"\b(?:where(?:as)?|while|yesterday|previously|formerly|(?:last|prior|previous|earlier) \w+|\w+ (?:ago|before|earlier))"
    r"[\s,]*(?:it|this|that)?\s*was\s*$",
    re.IGNORECASE,
)
_PRIOR_AFTER = re.compile(
    r"^\s*(?:yesterday\b|then\b(?=\s*[,;)])|(?:previously|before|earlier|formerly|prior\b)(?!\s*(?:(?:was|measur\w+|at|about|:)\s*)*\d)|"
    r"(?:on|in|at) (?:the |an? )?(?:prior|previous|preceding|earlier|last|former|initial|baseline|old)\b|"
    r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|several|a few|few)\s+"
    r"(?:year|month|week|day|hour)s?\s+(?:ago|earlier|before)\b|"
    r"(?:in|on|of)\s+(?:\d{1,2}[./-]){0,2}(?:19|20)\d\d\b|"
    rf"in {_MONTH}(?=\W*$|\W*[).,;])|"
    r"(?:in|on|of)\s+(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(?:\d{1,2},?\s+)?(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_PRIOR_IN_BRACKETS = re.compile(  # "(15 mm at its thickest part in the previous examination)"
    r"^[^.;,:()\d]{0,60}\b(?:on|in|at) (?:the |an? |his |her )?(?:prior|previous|preceding|earlier|last|former|old)\b",
    re.IGNORECASE,
)
_PRIOR_BRACKETED = re.compile(
    r"\b(?:than|to|from|with|versus|since) [^.;,()]{0,30}"
    r"\b(?:before|prior|previous\w*|earlier|preceding|last|yesterday|(?:19|20)\d\d)\b"
    r"[^.;,()]{0,20}\(\s*$",
    re.IGNORECASE,
)
_LEADS_BACK = re.compile(
    r"\s*,?\s*(?:vs\.?|versus|against|compared (?:to|with)|from|before|previously|formerly|was|then)\s*:?\s*\d", re.IGNORECASE
)
"""What stands between the value of now and the former one ("since the last scan (17 cm vs 11 cm)")."""
_SQUARE_BRACKET = re.compile(r"(?P<head>[^\[\]\n]*)\[(?P<inside>[^\[\]\n]*)$")
_UNIT_OF = re.compile(r"[^\d\s.,]+(?=\d*$)|suv", re.IGNORECASE)
_LED_TO = re.compile(
    r"^(?:(?!\b(?:and|component|portion)\b)[^.;\d]){0,90}?\b(?:(?:now|currently|today)(?: (?:measur\w+|is|are|at|spans?))*|"
    r"measur\w+ now|"
    r"(?:increas|decreas|enlarg|grow|grew|reduc|diminish|shr[aiu]nk|expand|widen|progress|regress|improv|recover|r[io]se|fall|fell|dropp|declin)\w*"
    r"(?: in size| further| slightly| mildly| markedly| significantly)* to)"
    r"\s*(?:approximately|about|up to)?\s*\d",
    re.IGNORECASE,
)
_IN_POSTURE = re.compile(
    r"[\d.,]*\s*(?:[a-z%°]+\s+)?(?:in|on|at|during|with|after) (?:full |maximal |forced |the )?"
    r"(?:(?:plantar-?|dorsi-?)?flexion|extension|abduction|adduction|(?:in|e)version|neutral|supine|prone|upright|standing|inspiration|expiration|"
    r"valsalva|strain\w+|squeez\w+|defecation|micturition|voiding|rest|stress|traction|compression)\b",
    re.IGNORECASE,
)
_NOW_AFTER = re.compile(r"^\s*[,;]?\s*(?:and|but)?\s*(?:now|currently|today)\b", re.IGNORECASE)
FROM = re.compile(r"\bfrom(?: (?:the|an?))?\s*$", re.IGNORECASE)
SPREAD_FROM = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|measur(?:e|es|ed|ing)|sizes?|sized|diameters?|lengths?)"
    r"(?: \w+){0,2} from\s*$",
    re.IGNORECASE,
)
CHANGE_FROM = re.compile(
    r"(?:increas|decreas|reduc|chang|enlarg|grow|grew|down|up|diminish|shr[aiu]nk|progress|regress|expand|widen|fall|fell|r[io]se|"
    r"dropp|declin|worsen|deteriorat|improv|advanc|now\b|smaller|larger|bigger)\w*(?:[^.;]|\.\d){0,60}"
    r"\bfrom(?: (?:the|an?))?\s*$|"
    r"\d\s*(?:mm|cm|ml|cc|g|%)\)?,?\s+from\s*$",
    re.IGNORECASE,
)
_ARROWS = frozenset({"->", "=>", "→"})
_CHANGE_BRACKETED = re.compile(
    r"\b(?:increas|decreas|reduc|enlarg|grow|grew|diminish|shr[aiu]nk|progress|regress|expand|widen|larger|smaller)\w*\b"
    r"[^.;()]{0,60}(?:\([^()]*\)[^.;()]{0,40})*\(\s*$",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r"(?:\b(?:increas|decreas|grow|grew|enlarg|expan|shr[aiu]nk|chang|widen|progress|larger|smaller|longer|shorter)\w*\b"
    r"[^.;:]{0,40}?\bby|\b(?:increase|decrease|growth|expansion|enlargement|shrinkage|change|progression) of|"
    r"\b(?:increase|growth|expansion|enlargement)\b[^.;:(]{0,30}\(|"
    r"[\d°m],?\s+(?:up|down)|[\d°m]\s*[(,]\s*\+)"
    r"\s*(?:approximately|about|a further|another|only|some)?\s*$",
    re.IGNORECASE,
)
_LOST = re.compile(r"\b(?:height|lumen|space|caliber|calibre|fraction)\b", re.IGNORECASE)
"""What a share is lost of at one time, which is no growth since another ("height decreased by 40%")."""
_GROWN = re.compile(
    r"\s*(?:interval\s+)?(?:increase|decrease|growth|enlargement|reduction|expansion|shrinkage)\b(?!\s+to\b)", re.IGNORECASE
)
_GROWN_IN_SIZE = re.compile(
    rf"{_GROWN.pattern}\s+(?:in|of)\s+(?:the\s+)?(?:size|volume|diameter|bulk|dimensions?)\b", re.IGNORECASE
)
GROWING = frozenset({"size", "area", "volume", "angle"})


_BRACKET_REACH = 160
_BEHIND_SUV = re.compile(r"suv\D{0,12}(\d+(?:\.\d+)?)")
TIME_UNITS = frozenset({"wk", "d", "mo", "a", "h", "min", "s"})


_QUANTITY_OF = {
    "mm": "size", "cm": "size", "m": "size", "[in_i]": "size", "mm2": "area", "cm2": "area", "mm3": "volume", "cm3": "volume",
    "mL": "volume", "L": "volume", "[hnsf'U]": "attenuation", "%": "fraction", "deg": "angle", "cm/s": "velocity",
    "m/s": "velocity", "mm[Hg]": "pressure", "{SUVbw}g/mL": "uptake",
}  # fmt: skip


def is_growth(text: str, start: int, unit: str) -> bool:
    """Say whether a value is by how much a finding has changed ("has grown by 4 mm", "increased by 20%")."""
    start_of_lead = max(0, start - 60)
    grows = unit_kind(unit) in GROWING or (unit == "%" and not _LOST.search(text, start_of_lead, start))
    return grows and _GROWTH.search(text, start_of_lead, start) is not None


def is_grown_by(text: str, end: int, unit: str) -> bool:
    """Say whether what stands behind a value tells that it is such an amount ("5 mm increase", "50% decrease in size")."""
    if unit == "%":
        return _GROWN_IN_SIZE.match(text, end) is not None
    return unit_kind(unit) in GROWING and _GROWN.match(text, end) is not None


def leads_on(link: str, low: float, values: list[float], before: str) -> bool:
    """Say whether two values are the earlier and the present one, not a range: "19 to 11 mm", "5.1 -> 5.8 cm", "grown (13 to
    16 mm)".
    """
    if link in _ARROWS:
        return True
    return link == "to" and (low > max(values) or _CHANGE_BRACKETED.search(before) is not None)


def unit_kind(unit: str) -> str:
    """Return what a unit measures: a size, a fraction, a time; the unit itself where that is not known."""
    return "time" if unit in TIME_UNITS else _QUANTITY_OF.get(unit, unit)


def value_role(text: str, start: int, end: int) -> Role:
    """Return whether the value printed at [start, end) of a text is a current one, a prior one or a limit."""
    before = text[max(0, start - 80) : start]
    after = text[end : end + 130]
    if _COUNTERPART.match(after) and _AGAINST.search(before):
        return "current"
    if FROM.search(before):
        return "prior" if CHANGE_FROM.search(before) else "current"
    if _PRIOR_BRACKETED.search(before):
        return "current" if _LEADS_BACK.match(after) else "prior"
    if _AGO.search(before) or _THEN.search(before) or _DATED.search(before):
        return "prior"
    if _is_in_brackets(text, start, end):
        return "prior"
    if _PRIOR.search(before) and (not _is_past_tense(before) or _THEN_WAS.search(before) or _NOW_AFTER.match(after)):
        return "prior"
    if _PRIOR_AFTER.match(after) or _is_led_to(after) or (before.endswith("(") and _PRIOR_IN_BRACKETS.match(after)):
        return "prior"
    led = _PRIOR_WITH.search(before + text[start : start + 3])
    if led and not _NOW.search(led[0]):
        return "prior"
    if (listed := _PRIOR_LIST.search(before)) and not _NOW.search(listed[0]):
        return "prior"
    limit = _LIMIT.search(before) or (_BEYOND.search(before) and not _LENGTH.search(text, start, end))
    return "limit" if limit else "current"


def _is_led_to(after: str) -> bool:
    """Say whether a value leads to the one of now behind it, not to that of another posture ("reduced to 4 mm in flexion")."""
    led = _LED_TO.match(after)
    return led is not None and _IN_POSTURE.match(after, led.end()) is None


def _is_past_tense(before: str) -> bool:
    """Say whether a value behind "was" is of the report's own examination ("its short diameter was 9 mm")."""
    return any(pattern.search(before) is not None for pattern in (_PRESENT_WAS, _MEASURE_WAS, _ALONE_WAS)) or (
        _WAS_MEASURED.search(re.split(r"[.;\n]\s", before)[-1]) is not None
    )


def _is_in_brackets(text: str, start: int, end: int) -> bool:
    """Say whether a value stands in square brackets behind one of the same unit, as reports give what was measured before
    ("mass 4.2 cm [3.5 cm]", "SUVmax 2.4 [18 mm, SUVmax 12.6]"); brackets with the other diameters of it tell of now.
    """
    if "[" not in text[max(0, start - _BRACKET_REACH) : start]:
        return False
    led = _SQUARE_BRACKET.search(text, max(0, start - _BRACKET_REACH), start)
    if led is None:
        return False
    unit = (_UNIT_OF.findall(text[start:end]) or ["suv"])[-1].lower()
    told = re.findall(_BEHIND_SUV if unit == "suv" else rf"([\d.]*\d)\s*-?\s*{re.escape(unit)}", led["head"].lower())
    lengths = [round(float(number)) for number in re.findall(r"\d+(?:\.\d+)?", text[start:end])]
    return bool(told) and not (len(lengths) > 1 and "x" not in led["head"] and round(float(told[-1])) == max(lengths))
