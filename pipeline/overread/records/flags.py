"""Checking a text of the record, and naming its flags by content so that a disposition outlives edits elsewhere."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from overread.checking import over_read
from overread.contract import LONGEST_SECTION
from overread.conversion import blocked_record, record_of, result_json, study_from
from overread.records.columns import canonical, sha256_of
from overread.records.tables import DraftRow, ReviewRow, StudyRow
from overread.review import Draft, Evidence, Flag, Review
from overread.study import Study

_KEPT = 64
_MANIFEST = tuple(item.name for item in fields(Draft) if item.name != "text")


def study_of(row: StudyRow) -> Study:
    """Return the study that a row holds."""
    return study_from(row.content)


def draft_of(row: DraftRow | None) -> Draft | None:
    """Return the draft that a row holds."""
    return None if row is None else Draft(text=row.text, **{name: row.manifest[name] for name in _MANIFEST})


def manifest_of(draft: Draft, study_sha256: str, versions: Mapping[str, str]) -> dict[str, Any]:
    """Return what is needed to write a draft again: model, prompt, seed and the digests of all that went in."""
    return {name: getattr(draft, name) for name in _MANIFEST} | {"study_sha256": study_sha256, **versions}


def checked(row: StudyRow, draft: Draft | None, text: str) -> Review:
    """Over-read a text; a study that could not be read carries a critical `not_checked` flag, so that it is not passed over.

    The last few reviews are kept in memory, but none in which a check failed.
    """
    review = _checked(canonical(row.content), draft, text)
    if any(flag.type == "not_checked" for flag in review.flags):
        _checked.cache_clear()
    return review


@lru_cache(_KEPT)
def _checked(content: str, draft: Draft | None, text: str) -> Review:
    study = study_from(json.loads(content))
    untouched = draft is not None and draft.text == text
    review = over_read(study, draft) if untouched else over_read(replace(study, impression=text))
    if not review.error:
        return review
    flag = Flag("not_checked", "critical", "The text could not be checked at all; read it against the source yourself.")
    return replace(review, flags=(*review.flags, flag))


def note_result(row: ReviewRow, review: Review) -> None:
    """Write a review's result, decision and flag counts into its row."""
    counts = Counter(flag.severity for flag in review.flags)
    row.decision = review.decision or "blocked"
    row.critical, row.major, row.minor = counts["critical"], counts["major"], counts["minor"]
    row.flag_types = " ".join(sorted({flag.type for flag in review.flags}))
    row.result = _result(review)


def note_first(row: ReviewRow) -> None:
    """Keep the flags that a review has now as those of its draft before anybody touched it."""
    row.first_critical, row.first_major, row.first_minor = row.critical, row.major, row.minor
    row.first_flag_types = row.flag_types


def keyed(review: Review) -> dict[str, Flag]:
    """Return the flags by key: a digest of type, severity, words, statement and evidence, wherever in the text they stand."""
    statements = {claim.id: claim.finding.text for claim in review.claims}
    seen: Counter[str] = Counter()
    flags: dict[str, Flag] = {}
    for flag in review.flags:
        said = [flag.type, flag.severity, flag.text, statements.get(flag.claim or ""), [_said(item) for item in flag.evidence]]
        content = canonical(said)
        seen[content] += 1
        flags[sha256_of(f"{content}#{seen[content]}")] = flag
    return flags


def acceptable(text: str) -> str:
    """Return the text if the record can hold it; raises ValueError in words that quote none of it."""
    if len(text) > LONGEST_SECTION:
        raise ValueError(f"the text has {len(text):,} characters; expected at most {LONGEST_SECTION:,}")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("the text holds half a surrogate pair; expected valid Unicode")
    return text


def _said(evidence: Evidence) -> list[Any]:
    return [evidence.source, evidence.span, evidence.text, evidence.id, evidence.field]


def _result(review: Review) -> dict[str, Any]:
    try:
        return result_json(record_of(review))
    except ValidationError as error:
        field = ".".join(map(str, error.errors()[0]["loc"]))
        return result_json(blocked_record(review.study.id, f"the review does not fit the contract at {field}"))
