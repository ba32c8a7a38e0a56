"""Running a suite: every case before every judge, in processes, resumable, one line of results a case."""

from __future__ import annotations

import resource
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, fields, replace
from multiprocessing import get_context
from pathlib import Path

from overread.eval.case import Case
from overread.eval.digests import case_key
from overread.eval.judges import JUDGES, Judge
from overread.eval.outcome import Outcome, line_of, outcome_of, read_outcomes, write_outcomes
from overread.review import Review
from overread.study import Study

_BATCH = 64
_FAILURES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Task:
    """One case before one judge, with the dataset it was made from and its key."""

    judge: str
    dataset: str
    case: Case
    key: str


def tasks_of(cases: Iterable[tuple[str, Case]], judges: Sequence[str]) -> list[Task]:
    """Return a task for every case, given with the id of its dataset, and every judge."""
    return [Task(judge, dataset, case, case_key(case, judge)) for dataset, case in cases for judge in judges]


def run(tasks: Sequence[Task], results: Path, jobs: int = 1, progress: Progress = lambda done: None) -> list[Outcome]:
    """Run the tasks that `results` does not answer yet, appending each answer to it, and return all outcomes in task order.

    An answer counts only if its key is that of the task: a changed case, engine or lexicon is run again.
    """
    wanted = {task.key for task in tasks}
    known = {outcome.key: outcome for outcome in _earlier(results) if outcome.key in wanted}
    write_outcomes(known.values(), results)
    progress(len(known))
    open_tasks = [task for task in tasks if task.key not in known]
    with results.open("a", encoding="utf-8") as lines:
        for outcomes in _answers(open_tasks, jobs):
            lines.writelines(line_of(outcome) + "\n" for outcome in outcomes)
            lines.flush()
            known |= {outcome.key: outcome for outcome in outcomes}
            progress(len(outcomes))
    ordered = [known[task.key] for task in tasks]
    write_outcomes(ordered, results)
    return ordered


def _earlier(results: Path) -> Iterator[Outcome]:
    if results.exists():
        yield from read_outcomes(results)


def _answers(tasks: Sequence[Task], jobs: int) -> Iterator[list[Outcome]]:
    batches = [tasks[at : at + _BATCH] for at in range(0, len(tasks), _BATCH)]
    if jobs == 1:
        yield from map(answer, batches)
        return
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent)
    try:
        for future in as_completed([pool.submit(answer, batch) for batch in batches]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


_judges: dict[str, Judge] = {}


def _judge(name: str) -> Judge:
    if name not in _judges:
        _judges[name] = JUDGES[name]()
    return _judges[name]


def answer(tasks: Sequence[Task]) -> list[Outcome]:
    """Return the outcomes of tasks, one after the other in this process; a clean twin that several cases share is read once."""
    twins: dict[tuple[object, ...], Review] = {}
    return [_outcome(task, _judge(task.judge), twins) for task in tasks]


def _outcome(task: Task, judge: Judge, twins: dict[tuple[object, ...], Review]) -> Outcome:
    review = timed(judge, task.case.study)
    twin = task.case.twin if task.case.kind == "injected" else None
    if twin:
        asked = (task.judge, *(getattr(twin, field.name) for field in fields(twin) if field.name != "meta"))
        twins[asked] = twins.get(asked) or timed(judge, twin)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    outcome = outcome_of(task.case, review, twins[asked] if twin else None, task.judge, task.dataset, task.key)
    return replace(outcome, memory=round(memory, 1))


def timed(judge: Judge, study: Study) -> Review:
    """Return the judge's review of a study with its time in seconds; a failure of the judge becomes the review's error."""
    started = time.perf_counter()
    try:
        review = judge(study)
    except _FAILURES as error:
        review = Review(study, error=f"{type(error).__name__} in the judge")
    return replace(review, seconds=round(time.perf_counter() - started, 6))
