"""Studies: taken into the record with their draft, and listed for those who read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from overread.conversion import study_from, study_json
from overread.records.access import Actor, SignIn, require
from overread.records.audit import append
from overread.records.columns import canonical, sha256_of
from overread.records.flags import acceptable, checked, manifest_of, note_first, note_result
from overread.records.store import Conflict, setting_of
from overread.records.tables import DraftRow, ProbeRow, ReviewRow, StudyRow
from overread.records.views import DECISIONS, STATES, WorklistFilter, WorklistRow
from overread.review import Draft
from overread.study import Study


@dataclass(frozen=True, slots=True)
class Probe:
    """An error seeded into a training case: the flag type it should raise, the `wrong` words, or the source words `missing`.

    With `withheld`, readers do not see the flags of this type: the case asks whether they find it unaided.
    """

    flag_type: str
    wrong: str | None = None
    missing: str | None = None
    withheld: bool = False


def load_study(
    session: Session,
    acting: SignIn,
    study: Study,
    draft: Draft | None = None,
    *,
    demonstration: bool = False,
    probes: Sequence[Probe] = (),
) -> int:
    """Take a study into the record, over-read it, and return the id of its review; with probes it is a training case.

    Raises Conflict when the record has a study of that id, ValueError when the study breaks the contract.
    """
    actor = require(session, acting, "load_study", study.id)
    if session.get(StudyRow, study.id) is not None:
        raise Conflict(f"study {study.id!r} is in the record already")
    row = _study_row(session, actor, study, demonstration, bool(probes))
    session.add(row)
    session.flush()
    text = acceptable(draft.text if draft else study.impression or "")
    review = checked(row, draft, text)
    review_row = ReviewRow(study=row, state="waiting", text=text, text_sha256=sha256_of(text), original=text)
    note_result(review_row, review)
    note_first(review_row)
    review_row.draft = keep_draft(session, row, draft, review_row) if draft else None
    session.add(review_row)
    _seed(session, row, probes)
    _enter(session, actor, row, review_row, len(probes))
    return review_row.id


def keep_draft(session: Session, row: StudyRow, draft: Draft, review: ReviewRow) -> DraftRow:
    """Keep a draft with its manifest; the versions are those that checked it."""
    manifest = manifest_of(draft, row.sha256, review.result["versions"])
    kept = DraftRow(
        study_id=row.id,
        text=draft.text,
        model=draft.model,
        model_digest=draft.model_digest,
        manifest=manifest,
        manifest_sha256=sha256_of(canonical(manifest | {"text_sha256": sha256_of(draft.text)})),
        at=setting_of(session).now(),
    )
    session.add(kept)
    return kept


def worklist(session: Session, acting: SignIn, wanted: WorklistFilter | None = None) -> tuple[WorklistRow, ...]:
    """Return the studies to read: most critical flags first, then most major, clear ones last; the longest waiting first."""
    actor = require(session, acting, "worklist")
    wanted = wanted or WorklistFilter()
    query = _own_or_common(actor).join(ReviewRow.study).options(joinedload(ReviewRow.study))
    query = query.where(*_conditions(session, wanted))
    clear = case((ReviewRow.decision == "clear", 1), else_=0)
    order = (ReviewRow.critical.desc(), ReviewRow.major.desc(), clear, StudyRow.loaded_at, StudyRow.id)
    rows = session.scalars(query.order_by(*order).limit(wanted.limit).offset(wanted.offset))
    return tuple(_line(row) for row in rows)


def modalities(session: Session, acting: SignIn) -> tuple[str, ...]:
    """Return the modalities of the studies in the record, in alphabetical order."""
    require(session, acting, "worklist")
    wanted = select(StudyRow.modality).where(StudyRow.modality.is_not(None))
    return tuple(name for name in session.scalars(wanted.distinct().order_by(StudyRow.modality)) if name)


def find_by_model_digest(session: Session, acting: SignIn, digest: str) -> tuple[str, ...]:
    """Return the ids of the studies whose draft was written by the weights of that digest."""
    require(session, acting, "worklist")
    wanted = select(DraftRow.study_id).where(DraftRow.model_digest == digest)
    return tuple(session.scalars(wanted.distinct().order_by(DraftRow.study_id)))


def _own_or_common(actor: Actor) -> Select[ReviewRow]:
    """Select the reviews a user is shown: of a training case their own, once they have one."""
    own, slot = aliased(ReviewRow), str(actor.user.id)
    has_own = select(own.id).where(own.study_id == ReviewRow.study_id, own.slot == slot).exists()
    return select(ReviewRow).where(or_(ReviewRow.slot == slot, and_(ReviewRow.slot == "", ~has_own)))


def _conditions(session: Session, wanted: WorklistFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    pairs = ((StudyRow.modality, wanted.modality), (ReviewRow.decision, wanted.decision), (ReviewRow.state, wanted.state))
    found += [column == value for column, value in pairs if value is not None]
    if wanted.flag_type:
        found.append((literal(" ") + ReviewRow.flag_types + " ").contains(f" {wanted.flag_type} ", autoescape=True))
    if wanted.severity:
        found.append({"critical": ReviewRow.critical, "major": ReviewRow.major, "minor": ReviewRow.minor}[wanted.severity] > 0)
    if wanted.unread:
        found.append(ReviewRow.state.in_(("waiting", "open")))
    if wanted.training is not None:
        found.append(StudyRow.training == wanted.training)
    if wanted.waiting_hours is not None:
        found.append(StudyRow.loaded_at <= setting_of(session).now() - timedelta(hours=wanted.waiting_hours))
    if wanted.youngest is not None:
        found.append(StudyRow.patient_age >= wanted.youngest)
    if wanted.oldest is not None:
        found.append(StudyRow.patient_age <= wanted.oldest)
    if wanted.words:
        words = func.lower(StudyRow.id + " " + func.coalesce(StudyRow.description, ""))
        found.append(words.contains(wanted.words.lower(), autoescape=True))
    return found


def _line(row: ReviewRow) -> WorklistRow:
    study = row.study
    return WorklistRow(
        study_id=study.id,
        review_id=row.id,
        description=study.description or " ".join(filter(None, (study.modality, study.body_part))) or study.id,
        modality=study.modality,
        body_part=study.body_part,
        site=study.site,
        exam_date=study.exam_date,
        patient_age=study.patient_age,
        state=next(state for state in STATES if state == row.state),
        decision=next(decision for decision in DECISIONS if decision == row.decision),
        critical=row.critical,
        major=row.major,
        minor=row.minor,
        flag_types=tuple(row.flag_types.split()),
        loaded_at=study.loaded_at,
        demonstration=study.demonstration,
        training=study.training,
        drafted=row.draft_id is not None,
    )


def _study_row(session: Session, actor: Actor, study: Study, demonstration: bool, training: bool) -> StudyRow:
    content = study_json(study)
    study_from(content)
    return StudyRow(
        id=study.id,
        content=content,
        sha256=sha256_of(canonical(content)),
        modality=study.exam.modality,
        body_part=study.exam.body_part,
        description=study.exam.description,
        site=study.exam.site,
        exam_date=study.exam.date,
        patient_age=study.patient.age,
        demonstration=demonstration,
        training=training,
        loaded_at=setting_of(session).now(),
        loaded_by=actor.user.id,
    )


def _seed(session: Session, study: StudyRow, probes: Sequence[Probe]) -> None:
    at = setting_of(session).now()
    for probe in probes:
        said = {"wrong": probe.wrong, "missing": probe.missing, "withheld": probe.withheld}
        session.add(ProbeRow(study_id=study.id, flag_type=probe.flag_type, at=at, **said))


def _enter(session: Session, actor: Actor, study: StudyRow, review: ReviewRow, probes: int) -> None:
    draft = review.draft
    append(
        session,
        actor.username,
        "study_loaded",
        study.id,
        study_sha256=study.sha256,
        manifest_sha256=draft.manifest_sha256 if draft else None,
        text_sha256=review.text_sha256,
        decision=review.decision,
        demonstration=study.demonstration,
        training=study.training,
        probes=probes,
    )
