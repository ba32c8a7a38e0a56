"""The record: studies, drafts, reviews, edits, dispositions, signatures, users, and the audit that cannot be quietly changed.

A store is opened once; every service is a plain function over one of its sessions and a signed-in user, whose role it checks:

    store = open_store()
    with store.begin() as session:
        me = sign_in(session, "reader", password)
    with store.begin() as session:
        view = open_review(session, me, "S1")

Errors are ValueError (Conflict: look again) and PermissionError (SignedOut: sign in again), in words fit to be shown.
"""

from __future__ import annotations

from overread.records.access import MAY, ROLES, Role, SignedOut, SignIn
from overread.records.accounts import (
    Identity,
    change_password,
    sign_in,
    sign_in_with_provider,
    sign_out,
    whoami,
)
from overread.records.anchor import AuditBroken
from overread.records.exporting import export_audit
from overread.records.flag_figures import answers, dismissals, draft_flag_rates, flag_rates
from overread.records.people import (
    Account,
    change_role,
    create_administrator,
    create_user,
    deactivate_user,
    reactivate_user,
    set_password,
    users,
)
from overread.records.policy import Policy
from overread.records.previewing import preview_edit
from overread.records.quality import Period, figures, signed_studies
from overread.records.reviewing import (
    add_draft,
    correct_statement,
    delete_statement,
    disposition_flag,
    edit_impression,
    insert_omission,
    look_at,
    open_review,
    record_scroll,
    reveal_draft,
    undo_edit,
    write_own_impression,
)
from overread.records.signing import addendum, answer_challenge, sign
from overread.records.store import Conflict, Store, StoreError, open_store
from overread.records.studies import Probe, find_by_model_digest, load_study, modalities, worklist
from overread.records.training import (
    acknowledge_training,
    answer_training,
    probe_scores,
    probe_type_scores,
    training_acknowledged,
)
from overread.records.verifying import Verdict, verify_audit
from overread.records.views import REASONS, Challenge, FlagView, ReviewView, SignatureView, WorklistFilter, WorklistRow

__all__ = [
    "MAY",
    "REASONS",
    "ROLES",
    "Account",
    "AuditBroken",
    "Challenge",
    "Conflict",
    "FlagView",
    "Identity",
    "Period",
    "Policy",
    "Probe",
    "ReviewView",
    "Role",
    "SignIn",
    "SignatureView",
    "SignedOut",
    "Store",
    "StoreError",
    "Verdict",
    "WorklistFilter",
    "WorklistRow",
    "acknowledge_training",
    "add_draft",
    "addendum",
    "answer_challenge",
    "answer_training",
    "answers",
    "change_password",
    "change_role",
    "correct_statement",
    "create_administrator",
    "create_user",
    "deactivate_user",
    "delete_statement",
    "dismissals",
    "disposition_flag",
    "draft_flag_rates",
    "edit_impression",
    "export_audit",
    "figures",
    "find_by_model_digest",
    "flag_rates",
    "insert_omission",
    "load_study",
    "look_at",
    "modalities",
    "open_review",
    "open_store",
    "preview_edit",
    "probe_scores",
    "probe_type_scores",
    "reactivate_user",
    "record_scroll",
    "reveal_draft",
    "set_password",
    "sign",
    "sign_in",
    "sign_in_with_provider",
    "sign_out",
    "signed_studies",
    "training_acknowledged",
    "undo_edit",
    "users",
    "verify_audit",
    "whoami",
    "worklist",
    "write_own_impression",
]
