"""The examination ordered against the one the draft speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from overread.coverage import REGIONS
from overread.finding import Span
from overread.flagging import by_importance
from overread.language.lexicon import lexicon
from overread.language.places import OTHER_SIDE, is_inside, touches
from overread.language.words.reading import read
from overread.modalities import EXAMINATION_KINDS, KIN_MODALITIES, MODALITIES, SPOKEN, modality_of, names, only_modality
from overread.review import Claim, Evidence, Flag, Review, Severity
from overread.study import Exam
from overread.titles import contrast_of, other_way, side_of, titles, told_on, views_of
from overread.validators import validator

_VERDICT = r"(?:normal|abnormal|negative|unremarkable|stable|limited|unenhanced|nondiagnostic|technically \w+)"
_THIS = rf"(?:{_VERDICT}|this|the present|the current|present|current|on this|on the)"
_LATER = r"(?!\s(?:(?:is|was|may be|could be|can be|should be|would be)\s)?(?:recommended|advised|suggested|follow))"
_SAYS = (
    r"(?:shows?|showing|demonstrat(?:es?|ing)|reveal(?:s|ing)?|confirm(?:s|ing)?|depicts?|documents?|"
    r"is (?:ab)?(?:normal|negative|positive|unremarkable)|"
    r"without (?:evidence|acute|any|significant|relevant|suspicious|definite|focal|signs?|abnormal\w*|patholog\w*))"
)
_NOT_MAY = r"\s(?!(?:can|could|may|might|would|will|should|to)\b)"
_SHOWN = re.compile(rf"{_SAYS}$", re.IGNORECASE)
_BETWEEN = r"(?:(?!(?:and|or|with|for|to|from|by|the)\b)\w+\s){0,3}?"
_FRAMES = {
    code: re.compile(rf"\b{_THIS}\s{_BETWEEN}{words}\b{_LATER}|\b{words}(?:{_NOT_MAY}\w+){{0,5}}?\s{_SAYS}\b", re.IGNORECASE)
    for code, words in MODALITIES.items()
}
_HEADED = {
    code: re.compile(rf"^\W*(?:[\w-]+\s){{0,2}}{words}\b[^.:\n]{{0,40}}:", re.IGNORECASE | re.MULTILINE)
    for code, words in MODALITIES.items()
}
_DONE = {
    code: re.compile(
        rf"\b{words}\s(?:\w+\s){{0,6}}?(?:was|were|has been)\s(?:\w+ly\s)?(?:performed|done|made|carried out|obtained)\b", re.I
    )
    for code, words in MODALITIES.items()
}
_OF_KIND = {
    kind: re.compile(
        rf"\b(?:this|present|current|on this)\s(?:[\w-]+\s){{0,3}}?(?:{words})\b{_LATER}"
        rf"|(?:^|[.\n]\s*)(?:\d+[.)]\s*)?(?:[\w-]+\s){{0,3}}?(?:{words})\s(?:with|positive|negative|{_SAYS})\b",
        re.IGNORECASE,
    )
    for kind, words in EXAMINATION_KINDS.items()
}
_ENHANCED = re.compile(
    r"\b(?:contrast[- ]enhanced|non-?contrast|un-?enhanced|post-?contrast)\s(?:[\w-]+\s){0,2}?"
    rf"(?:{MODALITIES['CT']}|{MODALITIES['MR']})\b",
    re.IGNORECASE,
)
_ANY = re.compile(
    rf"\b(?:(?P<modality>{'|'.join(MODALITIES.values())})|(?:stud(?:y|ies)|exam(?:ination)?|scan|films?|series)"
    r"|(?P<views>views?))\b",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(
    r"\b(?:prior|previous|compar\w+|recommend\w*|requir\w*|needs?|warrant\w*|merits?|"
    r"follow\S*|correlat\w+|advis\w+|suggest\w*|consider\w*|dedicated|"
    r"repeat|further|future|recent|earlier|outside|last|ago|yesterday|old|if|should|could|may|would|subsequent|obtain\w*|"
    r"since|dated|from|known|better|(?:seen|noted|shown|demonstrated|described|evaluated|characteri[sz]ed|identified|"
    r"visuali[sz]ed|found|detected|visible|present|imaged) on|correspond\w*)\b",
    re.IGNORECASE,
)
_PARTS = (
    r"(?:(?:cervical|lumbar|thoracic|dorsal) spine|"
    r"chest|thorax|thoracic|abdomen|abdominal|pelvis|pelvic|brain|cranial|head|knee|shoulder|hip|ankle|wrist|elbow|neck|"
    r"spine|breasts?|foot|"
    r"hand|thyroid|renal|kidneys?|scrotum|scrotal|obstetric|carotid arteries|liver|forearm|femur|tibia|humerus)"
)
_EXAM = rf"(?:{'|'.join(MODALITIES.values())}|scan|stud(?:y|ies)|exam(?:ination)?|films?|series|views?)"
_WHOLE = re.compile(
    rf"\b{_VERDICT}\s(?:[\w/-]{{1,20}}\s){{0,2}}?(?P<before>{_PARTS})\s{_EXAM}\b"
    rf"|\b{_VERDICT}\s(?:[\w/-]{{1,20}}\s){{0,2}}?{_EXAM} of (?:the )?(?:left |right )?(?P<after>{_PARTS})\b"
    rf"|\b{_EXAM} of (?:the )?(?:left |right )?(?P<says>{_PARTS})\s{_SAYS}\b"
    rf"|\b(?P<leads>{_PARTS})\s(?:[a-z]{{1,20}}\s)?{_EXAM}\s{_SAYS}\b",
    re.IGNORECASE,
)


@validator("exam")
def exam(review: Review) -> Iterator[Flag]:
    """Flag a modality, a body part or a side that is not the one examined."""
    named = list(_ANY.finditer(review.impression))
    flags: list[Flag] = []
    if any(not match["views"] for match in named):
        flags = (
            list(_modality(review, named)) or list(_kind(review)) or list(_contrast(review)) or list(_body_part(review, named))
        )
    yield from flags or list(_titles(review)) or _way(review)
    yield from _side(review)


def _way(review: Review) -> Iterator[Flag]:
    """Flag a way of doing the examination that is not the one told: the liquid phase of a solid meal."""
    study = review.study
    done = f"{study.exam.description or ''}. {study.technique or ''} {study.findings}"
    match = other_way(review.impression, done)
    if match and not _NOT_THIS.search(_sentence(review.impression, match).partition(match[0])[0]):
        message = f"Draft: {match[0]}. Examination: {study.exam.description or 'done otherwise'}."
        yield Flag("exam", "major", message, match.span(), match[0], evidence=(Evidence("exam", field="description"),))


def _titles(review: Review) -> Iterator[Flag]:
    """Flag a title of the draft that names another examination, or the same one done otherwise."""
    for span in titles(review.impression):
        title = review.impression[slice(*span)]
        if _NOT_THIS.search(title):
            continue
        if differing := _differing(title, review):
            said, field = differing
            message = f"Draft: {title}. Examination: {said}."
            yield Flag("exam", "major", message, span, title, evidence=(Evidence("exam", field=field),))


def _differing(title: str, review: Review) -> tuple[str, str] | None:
    """Return what was examined, and the field that says so, where a title names something else; None where it fits."""
    exam = review.study.exam
    described = exam.description or ""
    source = f"{described} {review.study.technique or ''} {review.study.findings}"
    ordered, evidence = _modality_of(review)
    named = only_modality(title)
    if named and ordered and named != ordered and frozenset((named, ordered)) not in KIN_MODALITIES:
        return None if names(MODALITIES[named], source) else (SPOKEN[ordered], evidence.field or "technique")
    kinds = [kind for kind, words in EXAMINATION_KINDS.items() if names(words, title)]
    if (
        kinds
        and any(names(words, described) for words in EXAMINATION_KINDS.values())
        and not any(names(EXAMINATION_KINDS[kind], source) for kind in kinds)
    ):
        return described, "description"
    parts = " ".join(part for part in (exam.body_part, described) if part)
    part, whole = _places(title), _places(parts)
    if (
        part
        and whole
        and not touches(part, whole)
        and not any(is_inside(frozenset({one}), part) for one in _places(source[:5000]))
    ):
        return parts, "body_part" if exam.body_part else "description"
    done = f"{described}. {review.study.technique or ''}"
    for aspect in (contrast_of, views_of):
        claimed, given = aspect(title), aspect(done)
        if claimed and given and claimed != given:
            return done.strip(" ."), "description"
    return None


def _around(named: Iterable[re.Match[str]], text: str) -> Iterator[Span]:
    """Yield the stretches between full stops and semicolons in which something is named; no frame reaches over one."""
    end = 0
    for match in named:
        if match.start() >= end:
            start = max(text.rfind(mark, 0, match.start()) for mark in ".;") + 1
            end = min((place for mark in ".;" if (place := text.find(mark, match.end())) >= 0), default=len(text))
            yield start, end


def _modality(review: Review, named: Sequence[re.Match[str]]) -> Iterator[Flag]:
    ordered, evidence = _modality_of(review)
    if ordered is None:
        return
    text = review.impression
    stretches = list(_around((match for match in named if match["modality"]), text))
    for code, frame in _FRAMES.items():
        if code == ordered or frozenset((code, ordered)) in KIN_MODALITIES:
            continue
        told = [match for stretch in stretches for match in frame.finditer(text, *stretch)]
        told += filter(None, [told_on(code, review)])
        if not told or _was_done_too(code, review):
            continue
        for match in told:
            if not _NOT_THIS.search(_sentence(text, match)):
                message = f"Draft: {match[0]}. Examination: {SPOKEN[ordered]}."
                yield Flag("exam", "major", message, match.span(), match[0], evidence=(evidence,))


def _was_done_too(code: str, review: Review) -> bool:
    """Say whether the source tells what a further modality shows, in a sentence or under a heading, or that it was done."""
    exam, findings = review.study.exam, review.study.findings
    if names(MODALITIES[code], f"{exam.description or ''}. {review.study.technique or ''}"):
        return True
    told = chain(_FRAMES[code].finditer(findings), _HEADED[code].finditer(findings), _DONE[code].finditer(findings))
    return any(not _NOT_THIS.search(_sentence(findings, match)) for match in told)


def _kind(review: Review) -> Iterator[Flag]:
    """Flag an examination called by the name of another kind than the one that was ordered by its name."""
    described = review.study.exam.description or ""
    ordered = [kind for kind, words in EXAMINATION_KINDS.items() if names(words, described)]
    if not ordered:
        return
    source = f"{described} {review.study.technique or ''} {review.study.findings} {review.study.indication or ''}"
    for kind, frame in _OF_KIND.items():
        if kind in ordered or names(EXAMINATION_KINDS[kind], source):
            continue
        match = frame.search(review.impression)
        if match and not _NOT_THIS.search(_sentence(review.impression, match)):
            start, end = match.start() + len(match[0]) - len(match[0].lstrip(". \n")), match.end()
            message = f"Draft: {review.impression[start:end]}. Examination: {described}."
            evidence = (Evidence("exam", field="description"),)
            yield Flag("exam", "major", message, (start, end), review.impression[start:end], evidence=evidence)
            return


def _contrast(review: Review) -> Iterator[Flag]:
    """Flag an examination called one with contrast that was done without, or the reverse ("contrast-enhanced CT shows")."""
    exam = review.study.exam
    done = f"{exam.description or ''}. {review.study.technique or ''}"
    given = contrast_of(done)
    for match in _ENHANCED.finditer(review.impression) if given else ():
        if contrast_of(match[0]) not in (None, given) and not _NOT_THIS.search(_sentence(review.impression, match)):
            message = f"Draft: {match[0]}. Examination: {done.strip(' .')}."
            evidence = (Evidence("exam", field="description"),)
            yield Flag("exam", "major", message, match.span(), match[0], evidence=evidence)
            return


def _sentence(text: str, match: re.Match[str]) -> str:
    """Return the sentence around an examination; up to its verb where it has one ("the scan shows"), what follows is found."""
    start = max(text.rfind(mark, 0, match.start()) for mark in ".\n;") + 1
    if _SHOWN.search(match[0]):
        return text[start : match.end()]
    ends = [end for mark in ".\n;" if (end := text.find(mark, match.end())) >= 0]
    return text[start : min(ends, default=len(text))]


def _modality_of(review: Review) -> tuple[str | None, Evidence]:
    """Return the modality ordered: the field's code, else the only one that description or technique names."""
    exam, technique = review.study.exam, review.study.technique
    if code := modality_of(exam.modality or ""):
        return code, Evidence("exam", field="modality")
    description = only_modality(exam.description or "")
    if description or not technique:
        return description, Evidence("exam", field="description")
    return only_modality(technique), Evidence("technique", (0, len(technique)), technique)


def _side(review: Review) -> Iterator[Flag]:
    ordered, field = side_of(review.study.exam)
    if ordered not in OTHER_SIDE:
        return
    other = OTHER_SIDE[ordered]
    claims = [claim for claim in review.claims if claim.finding.laterality == other]
    if not claims or re.search(rf"\b{other}\b", review.study.findings, re.IGNORECASE):
        return
    parts = _parts(review.study.exam)
    for claim in claims:
        wholes = {whole for place in claim.finding.anatomy for whole in lexicon().wholes(place)}
        if parts and wholes and not parts & wholes:
            continue
        span = claim.finding.marks.get("side", claim.finding.span)
        message = f"Draft: {other}. Examination: {ordered}."
        evidence = (Evidence("exam", field=field),)
        yield Flag("exam", _gravity(claim), message, span, review.impression[slice(*span)], claim.id, evidence=evidence)


def _gravity(claim: Claim) -> Severity:
    if claim.finding.kind != "finding" or claim.finding.presence == "absent":
        return "major"
    return by_importance(claim.finding, "critical", "major", "major")


def _parts(exam: Exam) -> frozenset[str]:
    return _places(" ".join(part for part in (exam.body_part, exam.description) if part))


def _body_part(review: Review, named: Sequence[re.Match[str]]) -> Iterator[Flag]:
    """Flag a whole-examination statement about a region that is neither ordered nor spoken of in the findings."""
    text = review.impression
    for match in chain(*(_WHOLE.finditer(text, *stretch) for stretch in _around(named, text))):
        ordered = _regions(" ".join(part for part in (review.study.exam.body_part, review.study.exam.description) if part))
        part = match["before"] or match["after"] or match["says"] or match["leads"]
        claimed = _regions(part)
        if not ordered or not claimed or _NOT_THIS.search(_sentence(text, match)):
            continue
        if not claimed & (ordered | _regions(review.study.findings[:5000])):
            field = "body_part" if review.study.exam.body_part else "description"
            named = getattr(review.study.exam, field)
            message = f"Draft: {match[0]}. Examination: {named}."
            yield Flag("exam", "major", message, match.span(), match[0], evidence=(Evidence("exam", field=field),))


@lru_cache(maxsize=1024)
def _places(text: str) -> frozenset[str]:
    return frozenset(
        entry.value for item in read(text).items for entry in item.entries if entry.category == "anatomy" and not entry.region
    )


def _regions(text: str) -> frozenset[str]:
    return frozenset(whole for place in _places(text) for whole in lexicon().wholes(place) if whole in REGIONS)
