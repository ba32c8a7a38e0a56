"""The audit as it is exported, and that no report text is in it, in the log or in an error."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest
from fhir.resources.R4B.auditevent import AuditEvent
from sqlalchemy import text

from overread.records import (
    Challenge,
    addendum,
    answer_challenge,
    disposition_flag,
    edit_impression,
    export_audit,
    open_review,
    record_scroll,
    reveal_draft,
    sign,
    write_own_impression,
)
from overread.records.audit import append, digest
from overread.records.columns import canonical

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import MakeSite, Site


def test_a_detail_that_could_be_report_text_is_refused(sqlite_site: Site) -> None:
    with sqlite_site.store.begin() as session, pytest.raises(ValueError, match="does not belong"):
        append(session, "x", "y", None, note="word " * 40)


PLANTED = ("xylophagous", "quokkaform", "zyzzyvan", "jentacular", "ultracrepid", "borborygmic", "nudiustert")


def planted_acts(site: Site) -> None:
    """Everything that takes text, with a word in each that is found nowhere else."""
    study, own, edit, comment, answer, more, wrong = PLANTED
    site.load(f"Nodule in the right upper lobe, {study}.")
    view = site.do(open_review, "radiologist", "S1")
    site.do(write_own_impression, "radiologist", view.review_id, own)
    view = site.do(reveal_draft, "radiologist", view.review_id)
    text = f"Nodule in the right upper lobe, {edit}."
    view = site.do(edit_impression, "radiologist", view.review_id, view.version, text)
    for flag in view.flags:
        view = site.do(disposition_flag, "radiologist", view.review_id, view.version, flag.key, "dismiss", "other", comment)
    view = site.open()
    site.do(record_scroll, "radiologist", view.review_id, view.text_sha256)
    challenge = site.do(sign, "radiologist", view.review_id, view.version)
    assert isinstance(challenge, Challenge)
    site.do(answer_challenge, "radiologist", challenge.id, f"I read it, {answer}")
    site.do(sign, "radiologist", view.review_id, view.version)
    site.do(addendum, "radiologist", view.review_id, more)
    with pytest.raises(PermissionError):
        site.do(edit_impression, "radiologist", view.review_id, view.version, wrong)


def test_report_text_is_in_neither_audit_nor_log(make_site: MakeSite, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    site = make_site("own_first_share: 1")
    planted_acts(site)
    for format in ("jsonl", "fhir"):
        lines = "\n".join(site.do(lambda session, me, form: list(export_audit(session, me, form)), "quality", format))
        assert [word for word in (*PLANTED, "nodule", "lobe") if word in lines.lower()] == []
    assert [word for word in PLANTED if word in caplog.text] == []
    with site.store.engine.connect() as connection:
        kept = str(connection.execute(text("SELECT text FROM signatures")).all())
    assert PLANTED[2] in kept


def test_a_database_that_refuses_shows_no_text(site: Site) -> None:
    site.load()
    view = site.open()
    with site.store.engine.begin() as connection:
        connection.execute(text("DROP TABLE edits"))
    with pytest.raises(ValueError, match="the database refused") as caught:
        site.do(edit_impression, "radiologist", view.review_id, view.version, PLANTED[0])
    assert PLANTED[0] not in repr(caught.getrepr(style="native").reprcrash)
    assert caught.value.__suppress_context__


def test_every_entry_is_exported_as_it_is_kept(site: Site) -> None:
    site.signed()
    lines = site.do(lambda session, me, form: list(export_audit(session, me, form)), "quality", "jsonl")
    assert [json.loads(line)["number"] for line in lines] == list(range(1, len(lines) + 1))
    last = json.loads(lines[-1])
    body = {name: value for name, value in last.items() if name != "sha256"}
    assert last["sha256"] == digest(**body)
    assert lines[-1] == canonical(last)


def test_every_entry_is_a_fhir_audit_event(site: Site) -> None:
    site.signed()
    lines = site.do(lambda session, me, form: list(export_audit(session, me, form)), "administrator", "fhir")
    events = [AuditEvent.model_validate_json(line) for line in lines]
    assert {event.get_resource_type() for event in events} == {"AuditEvent"}
    (signed,) = [json.loads(line) for line in lines if '"signed"' in line]
    assert signed["entity"][0]["what"]["identifier"]["value"] == "S1"
    assert signed["agent"][0]["who"]["identifier"]["value"] == "radiologist"


def test_another_format_is_refused(site: Site) -> None:
    with pytest.raises(ValueError, match="jsonl or fhir"):
        site.do(export_audit, "quality", "xml")
