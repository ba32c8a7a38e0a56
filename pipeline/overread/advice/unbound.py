"""Recommendations that any report may give, though neither its source nor a guideline does."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.advice.means import means_in
from overread.advice.recommendations import Advice
from overread.study import Study

_OF_IMAGES = frozenset({"CT", "MR", "US", "CR", "MG", "PT", "NM", "imaging", "clinical", "consult"})
_LEFT_OPEN = re.compile(
    r"\b(?:if|unless|in case of|in the event of|should there be) \w+"
    r"|\b(?:may|might|could) (?:also |still )?(?:be (?:\w+ ){0,3}?(?:warranted|beneficial|benefit|help|use|useful|helpful|"
    r"considered|performed|obtained)|help)\b"
    r"|^\W*(?:(?:may|could|can) )?consider\b|\bcorrelat\w+ with\b",
    re.IGNORECASE,
)
_REASONED = re.compile(
    r"\bto (?:\w+ )?(?:confirm|verify|document|establish|determine|exclude|differentiate|distinguish|complete|plan|guide)\b"
    r"|\bfor (?:\w+ )?(?:confirmation|completion|clarification|verification|planning|restaging)\b"
    r"|\b(?:before|prior to|ahead of) (?:\w+ )?(?:surgery|operation|treatment|therapy|intervention|resection|biopsy|decision)\b"
    r"|\bto (?:further |better |fully )?(?:assess|evaluate|characteri[sz]e|clarify) \w+"
    r"|\b(?:given|in view of|because of) (?:the )?\w+",
    re.IGNORECASE,
)
_AIM = re.compile(r"\b(?:to (?:plan|guide)|for planning|before|prior to|ahead of)\b.*", re.IGNORECASE | re.DOTALL)
"""What an examination is made for, which is not asked for itself ("CT to plan drainage")."""
_LEFT_TO_OTHERS = re.compile(
    r"\bto be (?:\w+ )?(?:discussed|decided|weighed)\b|\b(?:can|could|may|might) be (?:offered|discussed)\b|\boptional\b"
    r"|\bat the discretion\b",
    re.IGNORECASE,
)
"""What others are to decide on, which binds nobody."""


_SCREENED = re.compile(r"\bscreening\b|\blow[- ]dose\b|\bLDCT\b|\bmammo\w*", re.IGNORECASE)
_A_YEAR = 330.0
_RATED_HIGHER = re.compile(r"\b(?:Lung-?RADS|BI-?RADS)\W{0,3}(?:category\W{0,3})?[03456]", re.IGNORECASE)


def may_be_given(wanted: Advice) -> bool:
    """Say whether a recommendation binds nobody: it names neither an examination nor a time ("close follow-up is advised"), or
    asks for images under a condition, as what may be considered, or for a purpose that it names; or leaves it to others.
    """
    if aimed := _AIM.search(wanted.statement.text):
        wanted = replace(wanted, means=means_in(wanted.statement.text[: aimed.start()]))
    if wanted.denies:
        return False
    if _LEFT_TO_OTHERS.search(wanted.statement.text):
        return True
    if wanted.is_invasive:
        return False
    if not wanted.means or (wanted.days is None and wanted.means <= {"clinical", "imaging"}):
        return True
    text = wanted.statement.text
    return wanted.means <= _OF_IMAGES and (bool(_LEFT_OPEN.search(text)) or bool(_REASONED.search(text)))


def continues_screening(wanted: Advice, study: Study) -> bool:
    """Say whether a recommendation is to go on with the screening that an examination was made for, each year or two: not where
    what it found has a category that asks for more.
    """
    exam = " ".join((study.exam.description or "", study.indication))
    text = wanted.statement.text
    if wanted.denies or wanted.is_invasive or not (_SCREENED.search(exam) and _SCREENED.search(text)):
        return False
    yearly = wanted.days[0] >= _A_YEAR if wanted.days else "screening" in text.lower()
    return yearly and _RATED_HIGHER.search(study.findings) is None
