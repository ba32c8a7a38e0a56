"""What a conclusion asks for or weighs with words that the lexicon lacks, read as a plan and not as a finding."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.advice.means import names_imaging, names_means
from overread.advice.referrals import FORUMS, VIEWS, may_name_field
from overread.finding import Finding, Kind
from overread.language.words.tokens import norms

EXAMINATIONS = frozenset(
    "ultrasound sonogram ct mri mr pet radiograph mammogram mammography scan imaging repeat follow followup surveillance "
    "colonoscopy endoscopy biopsy cxr psa recheck rescan reassess reassessment review doppler duplex".split()
)
_ROUTINE = frozenset("interval routine serial continue continued annual annually regular yearly further".split())
_MORE = frozenset("dedicated further additional formal urgent elective interval targeted".split())
_BIDDING = frozenset(
    "maintain continue anticoagulate keep treat immobilize immobilise start commence await arrange discuss refer stop repeat "
    "recheck avoid ensure correlate monitor observe suggest rescan reassess review consider exclude attend".split()
)
_TELLING = frozenset(
    "is are was were has have had consist consists been show shows appear appears looks remain remains emergency absent "
    "removed resected".split()
)
OPINIONS = frozenset(f"~{word}" for word in VIEWS)
"""What is no finding though it has a place: "dental review"."""

_OF_MEDICINE = ("ic", "ical", "geon", "urgent", "specialist")
PAST = frozenset(
    (
        "ago prior previous earlier performed obtained dated last since compared comparison status taken done "
        "ga ega dates edd lmp"
    ).split()
)
_CHOICE = r"(?:(?:method|modality|test|examination|investigation|treatment) of choice|next step|optional)"
_PLANNED = re.compile(
    r"\bto be (?:\w+ )?(?:discussed|presented|reviewed|considered|planned|arranged|decided|offered|integrated|agreed)\b"
    r"|\b(?:can|may|could|should|might) be (?:offered|discussed|arranged|planned)\b",
    re.IGNORECASE,
)
_CHOSEN = re.compile(rf"\b(?:suggested|proposed|preferred|{_CHOICE}|if not)\b", re.IGNORECASE)
_AHEAD = 3
_WEIGHED = re.compile(
    r"\b(?:no|without) (?:\w+ ){0,2}(?:contra-?indications?|objections?) (?:to|for|against)\b"
    r"|^\W*(?:this |these |which )?(?:\w+ )?(?:explain(?:s|ing)?|account(?:s|ing)? for) (?:the |this |his |her )?"
    r"(?:[\w'-]+ ){0,4}?(?:symptom\w*|pain|presentation|complaint\w*)\W*$",
    re.IGNORECASE,
)


def weighs(text: str) -> bool:
    """Say whether words of a conclusion only say what the findings mean for a plan or for the patient."""
    return _WEIGHED.search(text) is not None


def is_request(text: str, words: frozenset[str], concluding: bool) -> bool:
    """Say whether words that state no finding ask for something: an order or a forum; in a conclusion also an opinion, or a
    procedure that is neither past nor told with a verb.

    "Anticoagulate.", "For MDT", "Urgent orthopaedic review", "US and FNA", "Colonoscopy if not recently performed". Findings
    name examinations and procedures to say what was done.
    """
    if weighs(text):
        return False
    spoken = norms(text)
    if _BIDDING.issuperset(spoken[:1]) or not words.isdisjoint(FORUMS):
        return bool(spoken)
    asked = words <= EXAMINATIONS | _ROUTINE and not words.isdisjoint(EXAMINATIONS)
    asked = asked or (_MORE.issuperset(spoken[:1]) and EXAMINATIONS.issuperset(spoken[-1:]))
    if concluding and asked:
        return True
    if not concluding or not _TELLING.isdisjoint(spoken):
        return False
    return _names_doctors(words) or (_is_yet_to_be_done(text, spoken) and names_means(text))


def _names_doctors(words: frozenset[str]) -> bool:
    """Say whether words ask for an opinion of some field of medicine ("spine consult"), or name no more than such fields."""
    if any(may_name_field(word) or word.endswith(_OF_MEDICINE) for word in words) and not words.isdisjoint(VIEWS):
        return True
    return bool(words) and all(map(may_name_field, words))


def _is_yet_to_be_done(text: str, spoken: list[str]) -> bool:
    return PAST.isdisjoint(spoken) or "if not" in text.lower()


def as_plan(finding: Finding) -> Finding:
    """Return a finding of a conclusion that has no name of the lexicon as what it asks for, or as a remark where it weighs what
    may be done; else itself.
    """
    if not finding.concept.startswith("~") or finding.kind != "finding" or finding.sizes:
        return finding
    kind = _kind(finding)
    return replace(finding, kind=kind, descriptors=frozenset(), laterality=None) if kind else finding


def _kind(finding: Finding) -> Kind | None:
    if weighs(finding.text):
        return "caveat"
    asked = _PLANNED.search(finding.text) or (_CHOSEN.search(finding.text) and names_imaging(finding.text))
    opens = names_means(" ".join(finding.text.split()[:_AHEAD])) and finding.presence == "present"
    return "recommendation" if asked or opens or _names_doctors(finding.words) else None
