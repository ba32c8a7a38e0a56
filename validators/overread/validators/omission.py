"""Source findings that the draft leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.belonging import is_explained_away, is_part_of_told
from overread.coverage import uncovered
from overread.finding import Finding
from overread.flagging import described, evidence_of, importance, printed_score
from overread.language.comparison.positions.devices import is_in_airway
from overread.language.lexicon import lexicon
from overread.review import Flag, Review, Severity
from overread.validators import validator
from overread.worth_reporting import is_lasting, is_loosely_said

_OBSTRUCTIVE = frozenset({"thrombus", "occlusion", "stenosis"})


@validator("omission")
def omission(review: Review) -> Iterator[Flag]:
    """Flag a source finding worth reporting that no statement of the draft covers.

    It is minor where a summary that the finding belies ("no acute abnormality") is flagged for it already, where a diagnosis
    that the draft makes takes it in; a mere look that belongs to it is not flagged, nor what its own sentence reads as an
    artifact. A category that calls for action is missed like a finding.
    """
    belied = {
        (fact.concept, fact.span)
        for comparison in review.comparisons
        if comparison.difference and comparison.difference.claim_value == "normal"
        for fact in comparison.facts
    }
    for fact in uncovered(review):
        if is_explained_away(fact, review.facts):
            continue
        severity: Severity = "minor" if (fact.concept, fact.span) in belied else _severity(fact)
        if severity != "minor" and is_part_of_told(fact, review):
            severity = "minor"
        yield Flag("omission", severity, f"Not in the draft: {described(fact)}.", evidence=(evidence_of(fact),))
    yield from _without_assessment(review)


_ACTED_ON = frozenset({"0", "3", "4", "5", "6"})
"""Assessments that ask for more than routine screening, and which each report ends with.

D'Orsi CJ et al., ACR BI-RADS Atlas, 5th ed. 2013.
"""


def _without_assessment(review: Review) -> Iterator[Flag]:
    """Yield the BI-RADS assessment that the findings section gives the examination and that calls for action, where the draft
    gives none.
    """
    given = {name.partition(":")[0] for claim in review.claims for name in claim.finding.descriptors}
    for fact in review.facts if "birads" not in given else ():
        rated = [name for name in sorted(fact.descriptors) if name.startswith("birads:") and name[len("birads:")] in _ACTED_ON]
        if rated and fact.concept == "assessment_category" and fact.source == "findings":
            message = f"Not in the draft: {printed_score(rated[-1])}."
            yield Flag("omission", "major", message, evidence=(evidence_of(fact),))


def _severity(fact: Finding) -> Severity:
    if is_in_airway(fact):
        return "critical"
    known = lexicon().concepts.get(fact.concept)
    old = is_lasting(fact) or is_loosely_said(fact)
    reached = known is not None and known.generic and "concept" not in fact.marks
    critical = importance(fact) == "critical"
    if (
        not (critical or _is_of_weight(fact))
        or reached
        or _is_slight_stenosis(fact)
        or _is_collateralised(fact)
        or _is_bypassed(fact)
        or old
        or fact.certainty == "possible"
    ):
        return "minor"
    if not critical:
        return "major" if fact.certainty == "definite" else "minor"
    acute = known is not None and bool(known.acute)
    if fact.certainty == "probable" or fact.severity in ("trace", "minimal"):
        return "major" if acute else "minor"
    return "critical" if acute else "major"


_BY_DEGREE = frozenset({"stenosis", "effusion", "hydronephrosis"})
"""What is watched when slight, and treated when not."""


def _is_of_weight(fact: Finding) -> bool:
    """Say whether a finding that is not grave by itself is so by its degree."""
    grave = importance(fact) == "notable" and fact.severity in ("moderate", "severe")
    return grave and not _BY_DEGREE.isdisjoint(lexicon().kinds(fact.concept)) and fact.concept != "joint_effusion"


_COLLATERALISED = frozenset({"inferior_mesenteric_artery", "internal_iliac_artery", "lumbar_artery", "gonadal_artery"})


_CLOSING = frozenset({"occlusion", "thrombus"})


def _is_collateralised(fact: Finding) -> bool:
    """Say whether an occlusion is of an artery whose loss is seldom felt, and is often made on purpose before a stent graft.

    Chaikof EL et al. SVS practice guidelines on abdominal aortic aneurysm. J Vasc Surg 2018;67:2-77.
    """
    return bool(fact.anatomy) and fact.anatomy <= _COLLATERALISED and not lexicon().kinds(fact.concept).isdisjoint(_CLOSING)


_BYPASSED = re.compile(
    r"\b(?:retrograde(?:ly)? (?:filling|filled|perfusion|flow)|collateral\w*|reconstitut\w+|recanali[sz]\w+)\b|"
    r"\bnot? (?:\w+ )?(?:flow[ -]limiting|occlusive|obstructive)|\bnon[ -]?(?:flow[ -]limiting|obstructive)",
    re.IGNORECASE,
)


def _is_bypassed(fact: Finding) -> bool:
    """Say whether a clot, an occlusion or a narrowing does not stop the flow, or has collaterals, which take time to form.

    Valji K. The Practice of Interventional Radiology. Elsevier 2012, chapter on chronic arterial occlusion.
    """
    kinds = lexicon().kinds(fact.concept)
    return not kinds.isdisjoint(_OBSTRUCTIVE) and _BYPASSED.search(fact.text) is not None


def _is_slight_stenosis(fact: Finding) -> bool:
    """Say whether a stenosis is given as mild or no more than half of the lumen, which does not obstruct.

    Cury RC et al. CAD-RADS 2.0. J Cardiovasc Comput Tomogr 2022;16:536-557; NASCET counts from 50 % on as moderate.
    """
    shares = [value for size in fact.sizes if size.quantity == "fraction" for value in size.values]
    slight = max(shares) <= 50 if shares else fact.severity in ("minimal", "mild")
    return slight and "stenosis" in lexicon().kinds(fact.concept)
