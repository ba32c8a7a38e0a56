"""Recommendations as parsed statements: what is to be done, with which modality, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from overread.advice.intervals import interval_in
from overread.advice.means import IMAGING, INVASIVE, LOOSE, MADE_FOR, SAMPLING, denies_care, means_in
from overread.advice.referrals import asks_for_view, names_field
from overread.finding import Finding

_NONE = re.compile(
    r"\b(?:no(?! more than\b)|not)\b[^.]{0,40}"
    r"\b(?:follow|further|additional|imaging|work[- ]?up|evaluation|biops|necessary|needed|required|"
    r"recommend|indicated|warranted)|\b(?:do|does|did) not (?:need|require)\b|\bnot (?:for|suitable for|a candidate for)\b|"
    r"\bnone (?:\w+ ){0,4}?(?:need|requir|warrant|meet|qualif)|"
    r"\bwithout (?:the need for )?(?:\w+ )?(?:follow|evaluation|referral|biops|treatment)",
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
        return self.means <= {"clinical"} and self.days is None and not denies_care(self.statement.text)

    @property
    def is_asked(self) -> bool:
        """Say whether it asks for something, and does not only tell of an examination."""
        return is_asked(self.statement.text)

    @property
    def is_optional(self) -> bool:
        """Say whether it only names what could be done or might help."""
        return bool(_OPTIONAL.search(self.statement.text))

    @property
    def is_invasive(self) -> bool:
        """Say whether it asks for tissue, an operation or an endoscopy, and not only for the opinion of those who do them."""
        return bool(self.means & INVASIVE) and not self.is_referral

    @property
    def is_referral(self) -> bool:
        """Say whether it asks for an opinion: "orthopaedic referral", but not "MRI for further evaluation"."""
        scanned = bool(self.means & IMAGING) and "consult" not in self.means
        sampled = bool(self.means & SAMPLING) and not self.names_field
        return asks_for_view(self.statement.text) and not scanned and not sampled

    @property
    def names_field(self) -> bool:
        """Say whether it names those whose view it asks for, whatever they are to think of ("ENT referral for stapling")."""
        return names_field(self.statement.text)

    @property
    def is_diagnostic(self) -> bool:
        """Say whether it asks for tissue or a look inside, which tells what something is and takes nothing away."""
        return bool(self.means & SAMPLING) and "surgery" not in self.means

    @property
    def places(self) -> frozenset[str]:
        """Return the organs it is about: those named, or the one that its examination is made for."""
        return self.statement.anatomy or frozenset(MADE_FOR[name] for name in self.means if name in MADE_FOR)

    @property
    def exact(self) -> frozenset[str]:
        """Return the modalities and actions it names outright."""
        return self.means - LOOSE


def advice_of(finding: Finding) -> Advice:
    """Return a recommendation statement as means and interval."""
    text = finding.text
    return Advice(means_in(_WITH_KNOWN.sub("correlation", text)), interval_in(text, finding.sizes), is_denial(text), finding)


def is_asked(text: str) -> bool:
    """Say whether words ask for something, and do not only tell of an examination."""
    return _ASKED.search(text) is not None


def is_denial(text: str) -> bool:
    """Say whether words say that something need not be done."""
    return _NONE.search(text) is not None
