"""Who may do what: every service is called by every role, and only those the table names get through."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

import overread.records as records
from overread.records import MAY, ROLES, SignedOut
from overread.records.tables import AuditRow
from overread.review import Draft
from overread.study import Study

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import Site

READERS = {"radiologist", "trainee"}
KEY = "0" * 64
DRAFT = Draft("x", "m", None, "p", "d", 0)
STUDY = Study("S2", "No effusion.", impression="No effusion.")
NEW = ("new", "Dr New", "quality", "a long enough password")

CALLS: dict[str, tuple[tuple[Any, ...], set[str]]] = {
    "acknowledge_training": ((), READERS),
    "add_draft": ((1, 1, DRAFT), READERS),
    "addendum": ((1, "x"), {"radiologist"}),
    "answer_challenge": ((1, "a long enough answer"), READERS),
    "answer_training": ((1, 1), READERS),
    "answers": ((), {"quality", "administrator"}),
    "change_password": (("wrong", "another long secret"), READERS | {"quality", "administrator"}),
    "change_role": (("nobody", "quality"), {"administrator"}),
    "correct_statement": ((1, 1, KEY, "x"), READERS),
    "create_user": (NEW, {"administrator"}),
    "deactivate_user": (("nobody",), {"administrator"}),
    "delete_statement": ((1, 1, KEY), READERS),
    "dismissals": ((), {"quality", "administrator"}),
    "disposition_flag": ((1, 1, KEY, "dismiss", "other", "x"), READERS),
    "draft_flag_rates": ((), {"quality", "administrator"}),
    "edit_impression": ((1, 1, "x"), READERS),
    "export_audit": (("jsonl",), {"quality", "administrator"}),
    "figures": ((), {"quality", "administrator"}),
    "find_by_model_digest": (("x",), READERS | {"quality", "administrator"}),
    "flag_rates": ((), {"quality", "administrator"}),
    "insert_omission": ((1, 1, KEY), READERS),
    "load_study": ((STUDY,), {"administrator", "device"}),
    "look_at": (("S9",), READERS | {"quality"}),
    "modalities": ((), READERS | {"quality", "administrator"}),
    "open_review": (("S9",), READERS),
    "preview_edit": ((1, "x"), READERS),
    "probe_scores": ((), READERS | {"quality", "administrator"}),
    "reactivate_user": (("nobody",), {"administrator"}),
    "probe_type_scores": ((), {"quality", "administrator"}),
    "record_scroll": ((1, KEY), READERS),
    "reveal_draft": ((1,), READERS),
    "set_password": (("nobody", "a long enough password"), {"administrator"}),
    "sign": ((1, 1), {"radiologist"}),
    "signed_studies": ((), {"quality", "administrator"}),
    "training_acknowledged": ((), READERS | {"quality", "administrator", "device"}),
    "undo_edit": ((1, 1), READERS),
    "users": ((), {"administrator"}),
    "verify_audit": ((), {"quality", "administrator"}),
    "whoami": ((), READERS | {"quality", "administrator", "device"}),
    "worklist": ((), READERS | {"quality", "administrator"}),
    "write_own_impression": ((1, "x"), READERS),
}
"""Every service that takes a signed-in user, with arguments that reach no study, and the roles that get through."""


def services() -> set[str]:
    """The services that the package offers."""
    functions = {name: item for name, item in vars(records).items() if inspect.isfunction(item)}
    return {name for name, item in functions.items() if "acting" in inspect.signature(item).parameters}


def test_every_service_is_in_the_table() -> None:
    assert set(CALLS) | {"sign_out"} == services()


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("name", CALLS)
def test_a_role_reaches_what_the_table_names_and_nothing_else(sqlite_site: Site, name: str, who: str) -> None:
    arguments, allowed = CALLS[name]
    try:
        sqlite_site.do(getattr(records, name), who, *arguments)
        passed = True
    except PermissionError as error:
        passed = "may not do this; expected" not in str(error)
    except ValueError:
        passed = True
    assert passed is (who in allowed)


def test_a_refusal_stays_in_the_audit(site: Site) -> None:
    with pytest.raises(PermissionError):
        site.do(records.load_study, "trainee", STUDY)
    with site.store.read() as session:
        last = session.scalars(select(AuditRow).order_by(AuditRow.number.desc()).limit(1)).one()
        said = (last.actor, last.action, last.subject, last.details)
    assert said == ("trainee", "refused", "S2", {"act": "load_study", "code": "role"})


def test_a_refusal_while_only_looking_stays_in_the_audit_too(site: Site) -> None:
    with site.store.read() as session, pytest.raises(PermissionError):
        records.figures(session, site["radiologist"])
    with site.store.read() as session:
        assert session.scalar(select(func.count()).where(AuditRow.action == "refused")) == 1


@pytest.mark.parametrize("name", CALLS)
def test_no_service_answers_one_who_is_signed_out(sqlite_site: Site, name: str) -> None:
    sqlite_site.do(records.sign_out, "administrator")
    with pytest.raises(SignedOut):
        sqlite_site.do(getattr(records, name), "administrator", *CALLS[name][0])


def test_only_a_radiologist_may_sign_and_no_device_may_read() -> None:
    assert MAY["sign"] == ("radiologist",)
    assert {act for act, roles in MAY.items() if "device" in roles} == {"load_study", "see_self"}
