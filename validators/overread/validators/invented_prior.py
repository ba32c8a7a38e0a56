"""Comparisons where there is nothing to compare with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Finding, Span
from overread.flagging import against, by_importance, differing, flag, mark_of
from overread.language.comparison.vicinity.bearing import is_bare_state
from overread.language.figures.dates import dates
from overread.language.lexicon import lexicon
from overread.modalities import KIN_MODALITIES, MODALITIES
from overread.priors import compares, has_prior, is_former_unknown, says_none
from overread.review import Claim, Comparison, Evidence, Flag, Review
from overread.validators import validator

_NEEDS_PRIOR = frozenset({"new", "increased", "decreased", "stable", "resolved"})

_ENLARGED_TO = re.compile(r"\b(?:enlarged|dilated|ectatic) to\b", re.IGNORECASE)  # of an organ a size, not a growth
_REDUCED_TO = re.compile(  # likewise, and of a value how low it is
    r"\b(?:reduced|narrowed|compressed|decreased) to (?:about |approximately )?\d"
    r"|\b(?:reduced|decreased|low) (?:[\w-]+ ){1,4}of \d",
    re.IGNORECASE,
)
_KINDS = {code: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for code, words in MODALITIES.items()}
_EARLIER_EXAM = re.compile(
    rf"\b(?P<exam>{'|'.join(MODALITIES.values())})\b(?:\s(?!of\b|from\b|in\b)\w+){{0,3}}?\s(?:(?:of|from|dated|performed|done)\s)?"
    r"(?:(?:the\s)?last (?:week|month|year)|yesterday|\w+ (?:days?|weeks?|months?|years?) (?:ago|earlier|before|back))\b"
    rf"|\b(?:prior|previous|earlier)\s(?P<former>{'|'.join(MODALITIES.values())})\b",
    re.IGNORECASE,
)
_BEFORE = ("last", "yesterday", "ago", "earlier", "before", "back", "prior", "previous")
"""What every mention of an earlier examination has one of."""
_FIRM = re.compile(r"\b(?:in|un)?stab(?:le|ility)\b|\bundercut|\bloosen|\bloose\b|\bmobile\b", re.IGNORECASE)
_FIRMLY_SET = frozenset("osteochondral_lesion fracture ligament_injury prosthesis fixation_hardware dislocation".split())
_HELD = ("tendon", "ligament", "joint", "pelvic_ring")
_RELATIVE = re.compile(
    r"\W*(?:an? |the )?(?:smaller|larger)\b(?!.*\b(?:than|since|prior|previous|compared|interval)\b)", re.I | re.S
)
_UNEVEN = re.compile(r"\basymmetr\w+", re.IGNORECASE)
_SIZED = re.compile(r"\b(?:smaller|larger)\b", re.IGNORECASE)
_OF_SIDES = re.compile(
    r"\b\w+er than (?:on |in )?(?:that (?:of|on) )?(?:the )?"
    r"(?:left|right|other|opposite|contralateral)\b(?! (?:stud|exam|scan))"
    r"|\b(?:both|left and right|right and left)\b[^.;]*\bsimilar\b",
    re.IGNORECASE,
)
"""Words with which one side is set beside the other."""
_ALIKE = re.compile(
    r"\b(?:of|with(?: an?)?) similar (?:in )?(?:appearances?|morphology|looks?|features|character)", re.IGNORECASE
)
_UNDER_WAY = frozenset({"developing", "evolving"})  # of a process, which needs no earlier examination
_AS_ABOVE = re.compile(r"(?:as )?(?:(?:previously|already) (?:describ|mention)ed|(?:describ|mention)ed (?:previously|already))")
_COMPARED = re.compile(
    r"\b(?:compar\w+|since|versus|vs|than|prior|previous\w*|earlier|unchanged from|stable from)\b[^;]*$", re.IGNORECASE
)
_REACH = 60
_STATED = ("finding", "normal", "other")


@validator("invented_prior")
def invented_prior(review: Review) -> Iterator[Flag]:
    """Flag a change or a comparison in the draft of a study whose source names no prior examination and no change, and a prior
    examination of another kind than those that the source compares with.
    """
    yield from _of_another_kind(review)
    yield from _of_another_day(review)
    yield from _unknown_values(review)
    pairs = [pair for pair in zip(review.claims, review.comparisons, strict=True) if _compares(*pair)]
    pairs = [pair for pair in pairs if not _is_set_beside(pair[0].finding, review)]
    pairs = [pair for pair in pairs if not _is_said(*pair)]
    pairs = [pair for pair in pairs if not _is_of_held_part(pair[0])]
    if pairs and _FIRM.search(review.study.findings):
        pairs = [pair for pair in pairs if not _is_of_firmness(pair[0])]
    if not pairs or has_prior(review):
        return
    told: set[Span] = set()
    for claim, comparison in pairs:
        finding = claim.finding
        whole = finding.kind == "comparison"
        span = finding.span if whole else finding.marks.get("change", finding.span)
        said = "comparison with a prior" if whole else review.impression[slice(*span)].lower()
        if span in told or said in _UNDER_WAY:
            continue
        told.add(span)
        message = f"Draft: {said}. The source names no prior examination and no change."
        severity = "major" if whole else by_importance(finding, "major", "major", "minor")
        settled = _is_of_firmness(claim) and "fracture" in lexicon().kinds(finding.concept)
        severity = "minor" if settled or _AS_ABOVE.fullmatch(said) else severity  # in the findings, as a rule
        yield flag(review, claim, comparison, "invented_prior", severity, message, span)


def _of_another_kind(review: Review) -> Iterator[Flag]:
    """Flag an earlier examination, told as such or with its time, of a kind that stands nowhere in the source ("on the MRI of 3
    weeks ago" where the comparison is a CT).
    """
    study, low = review.study, review.impression.lower()
    if not study.comparison or study.prior or not any(map(low.__contains__, _BEFORE)) or says_none(study.comparison):
        return
    compared = frozenset(code for code, words in _KINDS.items() if words.search(study.comparison))
    if not compared:
        return
    source = " ".join([study.comparison, study.findings, study.indication or "", study.technique or ""])
    for match in _EARLIER_EXAM.finditer(review.impression):
        kinds = {code for code, words in _KINDS.items() if words.search(match["exam"] or match["former"])}
        kin = any(frozenset((one, other)) in KIN_MODALITIES for one in kinds for other in compared)
        if kinds and not kin and not any(_KINDS[code].search(source) for code in kinds):
            message = f"Draft: {match[0]}. The source compares with no such examination."
            yield Flag("invented_prior", "major", message, match.span(), match[0], evidence=(Evidence("comparison"),))


def _of_another_day(review: Review) -> Iterator[Flag]:
    """Flag a comparison with an examination of a day that none of the dates of the source can be."""
    named = list(dates(review.impression))
    if not named:
        return
    study = review.study
    prior = (study.prior.date, study.prior.impression) if study.prior else ()
    told = (
        study.comparison,
        study.findings,
        study.indication,
        study.technique,
        study.exam.description,
        study.exam.date,
        *prior,
    )
    known = [date for date, _ in dates(" ; ".join(text for text in told if text))]
    for date, (start, end) in named if known else ():
        led = _COMPARED.search(review.impression, max(0, start - _REACH), start)
        if led and not any(date <= other or other <= date for other in known):
            said = review.impression[start:end]
            message = f"Draft: {said}. The source names no examination of that day."
            yield Flag("invented_prior", "major", message, (start, end), said, evidence=(Evidence("comparison"),))


def _unknown_values(review: Review) -> Iterator[Flag]:
    """Yield a flag for every earlier value of a finding of which the source gives neither an earlier value nor a change."""
    for claim, comparison, difference in differing(review, "measurement"):
        if is_former_unknown(comparison, review.study.findings):
            message = f"{against(f'previously {difference.claim_value}', '', comparison.facts)} No earlier value is given."
            severity = by_importance(claim.finding, "major", "major", "minor")
            span = mark_of(claim, "measurement", difference.mark)
            yield flag(review, claim, comparison, "invented_prior", severity, message, span)


def _compares(claim: Claim, comparison: Comparison) -> bool:
    if claim.finding.kind == "comparison":
        held = comparison.relation in ("supported", "inferred") or _RELATIVE.match(claim.finding.text) is not None
        return not held and not says_none(claim.finding.text)
    if claim.finding.kind not in _STATED:
        return False
    if claim.finding.change not in _NEEDS_PRIOR and not compares(claim.finding.text):
        return False
    if comparison.reason == "silent" and is_bare_state(claim.finding):
        return False
    if claim.finding.concept == "organ_size" and _ENLARGED_TO.search(claim.finding.text):
        return False
    if _REDUCED_TO.search(claim.finding.text) and not compares(claim.finding.text):
        return False
    difference = comparison.difference
    beside = difference is None or difference.added or difference.source_value == "no change"
    return beside or compares(claim.finding.text)


def _is_said(claim: Claim, comparison: Comparison) -> bool:
    """Say whether the source itself says of a finding what the draft does ("appearances favour a stable lesion")."""
    return claim.finding.change is not None and any(fact.change == claim.finding.change for fact in comparison.facts)


def _is_set_beside(finding: Finding, review: Review) -> bool:
    """Say whether a lesion is only called smaller, larger or similar beside another one of now: as the source itself does, as
    one side beside the other that is measured too, as several that look alike.
    """
    if compares(finding.text):
        return False
    if _OF_SIDES.search(finding.text):
        return True
    said = _SIZED.search(finding.text)
    if said is None:
        return _ALIKE.search(finding.text) is not None
    sided = re.search(r"\b(?:left|right)\b", finding.text, re.IGNORECASE) is not None
    if sided and _UNEVEN.search(review.study.findings):
        return True
    sides = {fact.laterality for fact in review.facts if fact.sizes and fact.source == "findings"}
    if finding.laterality in ("left", "right") and {"left", "right"} <= sides:
        return True
    return re.search(rf"\b{said[0]}\b", review.study.findings, re.IGNORECASE) is not None


def _is_of_firmness(claim: Claim) -> bool:
    """Say whether "stable" may tell that a lesion of bone or joint does not move, and not that it has not changed."""
    finding = claim.finding
    return (
        finding.change == "stable"
        and not _FIRMLY_SET.isdisjoint(lexicon().kinds(finding.concept))
        and not compares(finding.text)
    )


def _is_of_held_part(claim: Claim) -> bool:
    """Say whether "stable" may tell that a tendon, ligament or joint holds ("stable biceps tendon"), which is no comparison."""
    finding, wholes = claim.finding, lexicon().wholes
    plain = finding.concept.startswith("~") or finding.kind == "normal"
    held = bool(finding.anatomy) and all(any(part in wholes(place) for part in _HELD) for place in finding.anatomy)
    return finding.change == "stable" and plain and held and not compares(finding.text)
