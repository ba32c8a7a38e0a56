"""The process is killed while it signs: what was said to be signed is signed, nothing is half-signed, the audit holds.

OVERREAD_KILLS sets how often; `make check-crash` kills a hundred times.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import select

from overread.records import Challenge, answer_challenge, record_scroll, sign
from overread.records.tables import AuditRow, ReviewRow, SignatureRow
from overread.records.verifying import verdict

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import Site

KILLS = int(os.environ.get("OVERREAD_KILLS", "5"))
AT_ONCE = 8
"""Studies that one reader signs; it then waits for the kill, however late a busy machine sends it."""

LONGEST = 0.06
"""Seconds after the start of a signature within which the kill falls; signing takes less."""

READER = """
import sys
import time
from pathlib import Path
from overread.records import SignatureView, open_review, open_store, sign, sign_in
url, home, password, *studies = sys.argv[1:]
store = open_store(url, Path(home))
with store.begin() as session:
    me = sign_in(session, "radiologist", password)
for study in studies:
    with store.begin() as session:
        view = open_review(session, me, study)
    if view.state == "signed":
        continue
    print("signing", study, flush=True)
    with store.begin() as session:
        signature = sign(session, me, view.review_id, view.version)
    if not isinstance(signature, SignatureView):
        raise SystemExit("not signed")
    print("signed", study, flush=True)
time.sleep(600)
"""


def prepared(site: Site, study: str) -> None:
    """Bring a study to where nothing but the signature is missing, however soon after another it comes."""
    site.load("8 mm nodule in the left upper lobe.", id=study)
    view = site.open(id=study)
    site.do(record_scroll, "radiologist", view.review_id, view.text_sha256)
    challenge = site.do(sign, "radiologist", view.review_id, view.version)
    assert isinstance(challenge, Challenge)
    site.do(answer_challenge, "radiologist", challenge.id, "Compared with the findings")


def killed_while_signing(site: Site, studies: list[str], draw: random.Random) -> set[str]:
    """Start a reader, kill it a moment after a signature was begun, and return what it said it had signed."""
    url = site.store.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", READER, url, str(site.store.home), "a long enough password", *studies]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        said = list(islice(reader.stdout, 1 + 2 * draw.randrange(3)))
        time.sleep(draw.uniform(0, LONGEST))
        reader.send_signal(signal.SIGKILL)
        said += reader.stdout
    assert reader.returncode == -signal.SIGKILL
    return {line.split()[1] for line in said if line.startswith("signed ")}


def test_nothing_is_lost_and_nothing_is_half_signed(site: Site) -> None:
    draw = random.Random(20260301)
    studies = [f"S{number}" for number in range((KILLS + 1) * AT_ONCE)]
    for study in studies:
        prepared(site, study)
    promised: set[str] = set()
    done: set[str] = set()
    interrupted = 0
    for _ in range(KILLS):
        promised |= killed_while_signing(site, [study for study in studies if study not in done][:AT_ONCE], draw)
        with site.store.read() as session:
            found = verdict(session)
            states = dict(session.execute(select(ReviewRow.study_id, ReviewRow.state)).all())
            signed = Counter(
                session.scalars(select(ReviewRow.study_id).join(SignatureRow, SignatureRow.review_id == ReviewRow.id))
            )
            audited = Counter(session.scalars(select(AuditRow.subject).where(AuditRow.action == "signed")))
        interrupted += found.interrupted
        assert found.faults == ()
        assert promised <= {study for study, state in states.items() if state == "signed"}
        done = {study for study, state in states.items() if state == "signed"}
        assert done == set(signed)
        assert signed == audited
        assert set(signed.values()) <= {1}
    kind = site.store.engine.dialect.name
    print(f"{kind}: killed {KILLS} times while signing, {interrupted} of them during a commit; {len(signed)} signed, none lost")
