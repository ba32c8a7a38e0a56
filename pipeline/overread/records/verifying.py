"""Verifying the record: the audit's entries, its end, and the signatures; every fault is named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import Session

from overread.records.access import SignIn, require
from overread.records.anchor import Anchored, AuditBroken, End
from overread.records.audit import anchored, append, digest, end_of
from overread.records.signatures import signature_faults
from overread.records.store import look, setting_of
from overread.records.tables import AuditRow

_UNREAD = ("at", "details")
_FARTHEST = 64
"""How far an entry may have been moved for its own number still to be found."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: how many entries, the hash of the last, what is wrong, whether a transaction died in between."""

    entries: int
    head: str
    faults: tuple[str, ...]
    interrupted: bool = False


class _Raw(NamedTuple):
    """An entry as the database has it, nothing believed."""

    number: int
    at: str
    actor: str
    action: str
    subject: str | None
    details: str
    previous: str
    sha256: str


def verify_audit(session: Session, acting: SignIn) -> Verdict:
    """Verify the record, for the quality desk and administrators; `verdict` says what is looked at."""
    require(session, acting, "see_audit")
    return verdict(session)


def verdict(session: Session) -> Verdict:
    """Verify chain, anchor and signatures; each fault names the entry that was edited, deleted, inserted or cut off.

    What the session did before is dropped: the verdict is about what is kept, at one moment.
    """
    chain = _Chain()
    try:
        known = _at_one_moment(session)
        _walk(session, chain)
        faults = (*chain.faults, *_end_faults(chain, known))
    except AuditBroken as error:
        known = None
        _walk(session, chain)
        faults = (*chain.faults, str(error))
    return Verdict(chain.number, chain.head, (*faults, *signature_faults(session)), bool(known and known.pending))


def reanchor(session: Session, reason: str) -> None:
    """Anchor the chain as it stands, from the command line, after a loss somebody looked into; act and reason enter the audit.

    `reason` is a code such as `restored_from_backup`, not a text.
    """
    if not reason.strip():
        raise ValueError("a reason is needed; expected a code such as restored_from_backup")
    end = end_of(session)
    append(session, "command-line", "reanchored", None, reason=reason, count=end.count, head=end.head)
    session.info["audit_anew"] = True


class _Chain:
    """The chain as it is walked: its faults so far, its end, and how far entries were moved from their own numbers."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.number, self.head = End().count, End().head
        self.moved = 0

    def add(self, row: _Raw) -> None:
        """Look at one entry and remember it as the end."""
        expected = self.number + 1
        own = _own_number(row, row.number - self.moved)
        if row.number < 1:
            self.faults.append(f"entry {row.number} was inserted: the first entry is 1")
            return
        gap = row.number > expected
        if gap:
            self.faults.append(f"{_span(expected, row.number - 1)} deleted")
        if own is None:
            self.faults.append(f"entry {row.number} was edited: it does not match its own hash")
        elif own != row.number - self.moved:
            self._moved(row.number, row.number - self.moved - own)
        elif row.previous != self.head and not gap:
            self.faults.append(
                f"entry {row.number - 1} was edited or replaced: entry {row.number} names another hash before it"
            )
        self.number, self.head = row.number, row.sha256

    def _moved(self, number: int, by: int) -> None:
        what = _span(number - by, number - 1) + " inserted" if by > 0 else f"{_many(-by)} deleted before entry {number}"
        self.faults.append(f"{what}: entry {number} was moved from its own number")
        self.moved += by


def _at_one_moment(session: Session) -> Anchored | None:
    """Begin a transaction that sees one moment of the database, and return what was anchored at that moment."""
    with setting_of(session).anchor.still():
        look(session)
        end_of(session)
        return anchored(session)


def _walk(session: Session, chain: _Chain) -> None:
    columns = [getattr(AuditRow, name) for name in _Raw._fields]
    raw = [type_coerce(column, Text).label(column.key) if column.key in _UNREAD else column for column in columns]
    for row in session.execute(select(*raw).order_by(AuditRow.number).execution_options(yield_per=500)):
        chain.add(_Raw(*row))


def _end_faults(chain: _Chain, known: Anchored | None) -> Iterator[str]:
    if known is None:
        if chain.number:
            yield "the anchor is gone; expected the count and the hash of the last entry apart from the database"
        return
    count, settled = chain.number - chain.moved, known.settled
    ends = [end for end in (settled, known.pending) if end]
    farthest = max(end.count for end in ends)
    if count < settled.count:
        yield f"{_span(count + 1, settled.count)} cut off the end"
    elif count > farthest:
        yield f"{_span(farthest + 1, count)} inserted after the anchored end"
    elif End(count, chain.head) not in ends:
        yield f"entry {count} is not the one that is anchored: it, or the chain up to it, was rewritten"


def _own_number(row: _Raw, expected: int) -> int | None:
    """Return the number under which an entry matches its own hash: the expected one, else the nearest; None if none does."""
    try:
        details = json.loads(row.details)
    except ValueError:
        return None
    steps = (0, *(step * sign for step in range(1, _FARTHEST) for sign in (-1, 1)))
    for number in (expected + step for step in steps):
        if digest(number, row.at, row.actor, row.action, row.subject, details, row.previous) == row.sha256:
            return number
    return None


def _span(first: int, last: int) -> str:
    return f"entry {first} was" if first == last else f"entries {first} to {last} were"


def _many(count: int) -> str:
    return "an entry was" if count == 1 else f"{count} entries were"
