"""Recommendations as parsed statements: what is to be done, with which modality, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from overread.finding import Finding
from overread.language.figures.quantities import quantities
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, touches
from overread.language.words.sentences import sentences
from overread.referrals import asks_for_view, names_field

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
    rf"excision|neurosurg\w+|thoracentesis|{_TO_DRAIN}|orthop\w+|paracentesis|lumbar puncture|"
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
    "device": r"\b(?:reposition\w*|advanc(?:e|ed|ing|ement)|retract\w*|withdraw\w*|remov(?:e|ed|al))\b",
    "management": r"\b(?:discharged?|weight[- ]?bearing|leave in (?:situ|place)|no action|discontinued|"
    r"spine (?:\w+ ){0,2}cleared)\b",
    "consult": r"\b(?:consult\w*|referral|refer|urolog\w+|oncolog\w+|gyn(?:a?ecolog\w+)?|specialist|"
    r"(?:\w+surgical|surgical|vascular|spinal|spine|\w+logy|\w+logical|\w+iatric|ENT|dental) "
    r"(?:opinion|review|assessment|evaluation|input|follow[- ]?up))\b",
    "clinical": r"\b(?:clinical(?:ly)?|correlat\w+|laborator\w+|physical exam\w*)\b",
    "imaging": r"\b(?:imaging|(?:early|short[- ]term|regular|radiographic|ultrasound|CT|MRI?|X-ray|imaging) controls?|"
    r"(?:further|growth|repeat) scans?|follow[- ]?up|surveillance|screening|"
    r"repeat (?:study|exam\w*)|re-?evaluation|work[- ]?up|"
    r"(?:further|additional|for) diagnostics?(?: (?:tests?|assessment|evaluation|imaging))?)\b",
}  # fmt: skip
_TESTS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _MEANS.items()}
_LOOSE = frozenset({"clinical", "consult", "imaging"})
MEANS = "|".join(f"(?:{pattern})" for pattern in _MEANS.values())
"""Words for all that may be advised, as a pattern."""
_OUTRIGHT = re.compile("|".join(f"(?:{pattern})" for name, pattern in _MEANS.items() if name not in _LOOSE), re.IGNORECASE)
_IMAGING = frozenset({"CT", "MR", "US", "CR", "MG", "PT", "NM"})
_MADE_FOR = {"MG": "breast"}
_INVASIVE = frozenset({"biopsy", "surgery", "endoscopy"})
_SAMPLING = frozenset({"biopsy", "endoscopy"})
_DAYS = {"d": 1.0, "wk": 7.0, "mo": 30.4, "a": 365.0, "h": 1 / 24, "min": 1 / 1440, "s": 1 / 86_400}
_YEARLY = re.compile(r"\b(?:annual(?:ly)?|yearly|in (?:a|one) year|every year)\b", re.IGNORECASE)
_AGE = re.compile(r"\b(?:from|after|at|until|before) (?:the )?age of (\d{2})\b", re.IGNORECASE)
_SHORT = re.compile(r"\bshort[- ](?:term|interval)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:immediate(?:ly)?|today|at once)\b", re.IGNORECASE)
_NUMBERS = {
    word: number for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_NUMBERS |= {"eighteen": 18, "twenty-four": 24}
_WORDED = re.compile(
    rf"\b({'|'.join(_NUMBERS)})(?:\s+to\s+({'|'.join(_NUMBERS)}))?[\s-]+(day|week|month|year)s?\b", re.IGNORECASE
)
_UNITS = {"d": "d", "w": "wk", "m": "mo", "y": "a"}
_NONE = re.compile(
    r"\b(?:no(?! more than\b)|not)\b[^.]{0,40}"
    r"\b(?:follow|further|additional|imaging|work[- ]?up|evaluation|biops|necessary|needed|required|"
    r"recommend|indicated|warranted)|\b(?:do|does|did) not (?:need|require)\b|\bnot (?:for|suitable for|a candidate for)\b|"
    r"\bnone (?:\w+ ){0,4}?(?:need|requir|warrant|meet|qualif)|"
    r"\bwithout (?:the need for )?(?:\w+ )?(?:follow|evaluation|referral|biops|treatment)",
    re.IGNORECASE,
)
_NO_MORE = re.compile(
    r"\bno (?:\w+ )?(?:assessment|evaluation|investigation|action|intervention|treatment|review|opinion|input|referral|"
    r"consult\w*)\b",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(
    r"\b(?:may|might|could|can) (?:also )?be (?:\w+ )?(?:helpful|useful|of \w+|performed|obtained|considered|done|indicated)\b"
    r"|\bif (?:further )?(?:clinically|desired|imaging|there is|symptoms)\b|\bas clinically\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:recommend|advis|requir|need|suggest|consider|recall|refer|await|arrang|plan|follow|warrant|merit|criteria|monitor|control|verif|schedul)\w*\b|"
    r"\b(?:for|elective|urgent|non-?urgent|routine) (?:\w+[ -]){0,3}"
    r"(?:\w*scop|biops|fine|FNA|aspir|ultraso|sono|CT|MR|PET|x-?ray|radiogr)",
    re.IGNORECASE,
)
_WITH_KNOWN = re.compile(
    r"\bcorrelat\w+ (?:\w+ ){0,2}with (?:the |any )?(?:\w+ ){0,2}(?:prior|previous|earlier|surgical|operative|clinical|"
    r"laboratory|histor\w+|histolog\w+|patholog\w+|procedure|biopsy)\b"
    r"(?: (?:procedure|findings?|results?|history|report|data|performed|surgery|operation|imaging|studies|examinations?))*",
    re.IGNORECASE,
)
"""What is correlated with what is known already: that asks for nothing to be done."""
_SLACK = 1.15


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation: `means` are modalities and actions, `days` the interval in days as (least, most)."""

    means: frozenset[str]
    days: tuple[float, float] | None
    denies: bool
    statement: Finding

    @property
    def is_general(self) -> bool:
        """Say whether it asks for no more than clinical correlation, which any report may, and denies no other care."""
        return self.means <= {"clinical"} and self.days is None and not _NO_MORE.search(self.statement.text)

    @property
    def is_asked(self) -> bool:
        """Say whether it asks for something, and does not only tell of an examination."""
        return _ASKED.search(self.statement.text) is not None

    @property
    def is_optional(self) -> bool:
        """Say whether it only names what could be done or might help."""
        return bool(_OPTIONAL.search(self.statement.text))

    @property
    def is_invasive(self) -> bool:
        """Say whether it asks for tissue, an operation or an endoscopy, and not only for the opinion of those who do them."""
        return bool(self.means & _INVASIVE) and not self.is_referral

    @property
    def is_referral(self) -> bool:
        """Say whether it asks for an opinion: "orthopaedic referral", but not "MRI for further evaluation"."""
        scanned = bool(self.means & _IMAGING) and "consult" not in self.means
        sampled = bool(self.means & _SAMPLING) and not self.names_field
        return asks_for_view(self.statement.text) and not scanned and not sampled

    @property
    def names_field(self) -> bool:
        """Say whether it names those whose view it asks for, whatever they are to think of ("ENT referral for stapling")."""
        return names_field(self.statement.text)

    @property
    def is_diagnostic(self) -> bool:
        """Say whether it asks for tissue or a look inside, which tells what something is and takes nothing away."""
        return bool(self.means & _SAMPLING) and "surgery" not in self.means

    @property
    def places(self) -> frozenset[str]:
        """Return the organs it is about: those named, or the one that its examination is made for."""
        return self.statement.anatomy or frozenset(_MADE_FOR[name] for name in self.means if name in _MADE_FOR)

    @property
    def exact(self) -> frozenset[str]:
        """Return the modalities and actions it names outright."""
        return self.means - _LOOSE


def advice_of(finding: Finding) -> Advice:
    """Return a recommendation statement as means and interval."""
    text = finding.text
    return Advice(means_in(_WITH_KNOWN.sub("correlation", text)), _interval(finding), bool(_NONE.search(text)), finding)


def means_in(text: str) -> frozenset[str]:
    """Return the modalities and actions that words name."""
    return frozenset(name for name, pattern in _TESTS.items() if pattern.search(text))


def _interval(finding: Finding) -> tuple[float, float] | None:
    days = [value * _DAYS[size.unit] for size in finding.sizes if size.quantity == "time" for value in size.values]
    for match in _WORDED.finditer(finding.text):
        unit = _DAYS[_UNITS[match[3][0].lower()]]
        days += [_NUMBERS[word.lower()] * unit for word in match.groups()[:2] if word]
    if _YEARLY.search(finding.text):
        days.append(365.0)
    if not days and _SHORT.search(finding.text):
        return 7.0, 190.0
    if not days and _NOW.search(finding.text):
        return 0.0, 1.0
    return (min(days), max(days)) if days else None


def names_means(text: str) -> bool:
    """Say whether words name an examination or a procedure outright ("magnification views", "cystoscopy")."""
    return _OUTRIGHT.search(text) is not None


def names_imaging(text: str) -> bool:
    """Say whether words name an examination, if only as a scan or a follow-up ("no further scans"), or deny any more care."""
    return names_means(text) or bool(_TESTS["imaging"].search(text)) or bool(_NO_MORE.search(text))


def is_told_in(wanted: Advice, text: str) -> bool:
    """Say whether some sentence of a text asks for what a recommendation asks for, in whatever words: "CT in 6 months",
    "Colonoscopy once settled", "PET-CT".
    """
    if not wanted.exact:
        return False
    for sentence in sentences(text):
        words = text[slice(*sentence.span)]
        if not all(_TESTS[name].search(words) for name in wanted.exact) or _NONE.search(words):
            continue
        if len({*_AGE.findall(words), *_AGE.findall(wanted.statement.text)}) > 1:
            continue
        sizes = tuple(size for size in quantities(words) if size.quantity == "time")
        days = _interval(replace(wanted.statement, text=words, sizes=sizes))
        opens = any(_TESTS[name].match(words) for name in wanted.exact)
        if (days is not None and _meet(days, wanted.days)) or (wanted.days is None and (opens or _ASKED.search(words))):
            return True
    return False


def speak_of_same(one: Advice, other: Advice) -> bool:
    """Say whether two recommendations may ask for one thing: a referral asks for no scan, "follow-up" for any."""
    if sought(one) and sought(other):
        return bool(one.exact & other.exact)
    exact, loose = (one, other) if sought(one) else (other, one)
    if not exact.exact or not loose.means:
        return True
    return "imaging" in loose.means or not exact.exact & _IMAGING


def agree(one: Advice, other: Advice) -> str | None:
    """Return what of two recommendations differs (`modality`, `interval`, `sense`), None where they agree or one says less.

    `topic` where one denies something else than what the other asks for: "no follow-up required" of one nodule, and the
    aspiration of another.
    """
    if one.denies != other.denies:
        return "sense" if _is_denied_by(*((one, other) if other.denies else (other, one))) else "topic"
    if sought(one) and sought(other) and not one.exact & other.exact:
        return "modality"
    if one.is_invasive != other.is_invasive and all(advice.is_invasive or advice.days for advice in (one, other)):
        return "modality"
    if len({*_AGE.findall(one.statement.text), *_AGE.findall(other.statement.text)}) > 1:
        return "age"
    return "interval" if not _meet(one.days, other.days) else None


def sought(advice: Advice) -> frozenset[str]:
    """Return what a recommendation names outright, but for those whose opinion it asks ("neurosurgical consultation")."""
    return advice.exact - {"surgery"} if advice.is_referral else advice.exact


def is_named_in(advice: Advice, text: str) -> bool:
    """Say whether a text names all that a recommendation asks for, be it as done or to be awaited."""
    return bool(advice.exact) and all(_TESTS[name].search(text) for name in advice.exact)


def _is_denied_by(asked: Advice, denial: Advice) -> bool:
    """Say whether a denial is of what is asked for: of the same means, or of any imaging where an image is asked for."""
    regions, organs = asked.places & BODY_REGIONS, denial.places - BODY_REGIONS
    if regions and regions == asked.places and organs:
        return False
    if _is_of_another(asked, denial):
        return False
    if asked.means & denial.means or not asked.means or not denial.means:
        return True
    if asked.is_referral:
        return False
    return "imaging" in denial.means and not asked.exact - _IMAGING


def _is_of_another(asked: Advice, denial: Advice) -> bool:
    """Say whether a denial that names no organ stands in a sentence about others than those asked after: "thyroid nodule, no
    follow-up" and an MRI of the liver.
    """
    organs = lexicon().places.keys()
    near = denial.statement.nearby.intersection(organs)
    wanted = asked.places or asked.statement.nearby.intersection(organs)
    return not denial.places and bool(near) and bool(wanted) and not touches(near, wanted)


def _meet(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    return one is None or other is None or (one[0] <= other[1] * _SLACK and other[0] <= one[1] * _SLACK)
