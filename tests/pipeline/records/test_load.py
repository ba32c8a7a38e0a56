"""Twenty readers at once: no update is lost, and every act is timed.

OVERREAD_ROUNDS sets how many studies each works through; `make check-load` prints the times of a longer run.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from overread.records import (
    Challenge,
    Conflict,
    acknowledge_training,
    answer_challenge,
    edit_impression,
    open_review,
    record_scroll,
    sign,
    worklist,
)
from overread.records.tables import EditRow, ReviewRow, SignatureRow
from overread.records.verifying import verdict

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import Site

READERS = 20
ROUNDS = int(os.environ.get("OVERREAD_ROUNDS", "1"))
RIGHT = "8 mm nodule in the left upper lobe."


class Timed:
    """A reader whose acts are timed, in seconds."""

    def __init__(self, site: Site, who: str, times: dict[str, list[float]]) -> None:
        self.site, self.who, self.times = site, who, times
        self.conflicts = 0

    def do(self, service: Callable[..., Any], *arguments: Any) -> Any:
        """Do something and note how long it took."""
        started = time.perf_counter()
        try:
            return self.site.do(service, self.who, *arguments)
        finally:
            self.times[service.__name__].append(time.perf_counter() - started)

    def look(self) -> None:
        """Look at the worklist, which waits for no writer."""
        started = time.perf_counter()
        with self.site.store.read() as session:
            worklist(session, self.site[self.who])
        self.times["worklist"].append(time.perf_counter() - started)

    def add_word(self, study: str, word: str) -> None:
        """Add a word to a text that others change at the same time, looking again after each conflict."""
        while True:
            view = self.do(open_review, study)
            try:
                self.do(edit_impression, view.review_id, view.version, f"{view.text} {word}.")
            except Conflict:
                self.conflicts += 1
            else:
                return

    def read_and_sign(self, study: str) -> None:
        """Read a study of one's own and sign it."""
        view = self.do(open_review, study)
        view = self.do(record_scroll, view.review_id, view.text_sha256)
        outcome = self.do(sign, view.review_id, view.version)
        if isinstance(outcome, Challenge):
            self.do(answer_challenge, outcome.id, "Compared with the findings")
            self.do(sign, view.review_id, view.version)


def work(reader: Timed, number: int) -> None:
    """What one reader does: look at the worklist, add to the common study, sign studies of their own."""
    reader.do(acknowledge_training)
    for turn in range(ROUNDS):
        reader.look()
        reader.add_word("COMMON", f"word{number}x{turn}")
        reader.read_and_sign(f"S{number}x{turn}")


def test_no_update_of_twenty_readers_is_lost(site: Site) -> None:
    site.load(RIGHT, id="COMMON")
    for number in range(READERS):
        site.hire(f"reader{number}", "radiologist")
        for turn in range(ROUNDS):
            site.load(RIGHT, id=f"S{number}x{turn}")
    times: defaultdict[str, list[float]] = defaultdict(list)
    readers = [Timed(site, f"reader{number}", times) for number in range(READERS)]
    with ThreadPoolExecutor(READERS) as pool:
        list(pool.map(work, readers, range(READERS)))
    with site.store.read() as session:
        words = set(
            session.scalars(select(ReviewRow.text).where(ReviewRow.study_id == "COMMON")).one().replace(".", "").split()
        )
        assert {f"word{number}x{turn}" for number in range(READERS) for turn in range(ROUNDS)} <= words
        assert len(session.scalars(select(EditRow.id)).all()) == READERS * ROUNDS
        assert len(session.scalars(select(SignatureRow.id)).all()) == READERS * ROUNDS
        assert verdict(session).faults == ()
    print(
        f"\n{site.store.engine.dialect.name}: {READERS} readers, {sum(reader.conflicts for reader in readers)} conflicts seen"
    )
    for act, seconds in sorted(times.items()):
        at_95 = sorted(seconds)[int(0.95 * (len(seconds) - 1))]
        print(f"  {act:22} {len(seconds):5} times, 95th percentile {at_95 * 1000:7.0f} ms")
