"""Studies of a given length for the benchmarks, and a closing table of how time grows with the text."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import count, islice, pairwise
from typing import Any

import pytest

from overread.study import Exam, Measurement, Patient, Prior, Study

WORDS = (50, 500, 5_000)
ROUNDS = {50: 40, 500: 12, 5_000: 4}
TIMES: pytest.StashKey[dict[str, dict[int, float]]] = pytest.StashKey()
SEEDS: pytest.StashKey[Iterator[int]] = pytest.StashKey()
DRAFTING: pytest.StashKey[list[tuple[float, float, float]]] = pytest.StashKey()

SIDES = ("left", "right")
GRADES = ("Mild", "Moderate", "Severe", "Small", "Large")
LEVELS = ("L1-L2", "L2-L3", "L3-L4", "L4-L5", "L5-S1")
LOBES = ("upper lobe", "lower lobe")
CHANGES = ("unchanged", "increased since the prior study", "decreased since the prior study", "new")
SENTENCES = (
    "A {size} mm solid nodule in the {side} {lobe} is {change}.",
    "{grade} {side} pleural effusion, {change}.",
    "No pneumothorax on the {side}, and no pericardial effusion.",
    "The {side} kidney contains a {size} mm simple cyst and no calculus.",
    "{grade} {side} hydronephrosis, possibly from a {size} mm ureteric calculus.",
    "At {level} there is a disc protrusion of {size} mm with {lower} {side} foraminal narrowing.",
    "The {side} ovary contains a cyst measuring {size} x {other} mm, previously {other} mm.",
    "No intracranial hemorrhage, acute infarct, mass effect or midline shift.",
    "{grade} osteoarthritis of the {side} knee with a joint effusion.",
    "An irregular {size} mm mass in the upper outer quadrant of the {side} breast is suspicious for malignancy.",
    "Consolidation in the {side} {lobe} with air bronchograms, in keeping with pneumonia.",
    "Liver lesions measure up to {size} mm, likely hemangiomas.",
    "The gallbladder, pancreas, spleen and adrenal glands are normal.",
    "{count} enlarged {side} axillary lymph nodes, the largest {size} mm in short axis.",
    "Nondisplaced fracture of the {side} {rib} rib, and no dislocation.",
    "Full-thickness tear of the {side} supraspinatus tendon, {size} mm wide.",
    "Embolus in a segmental artery of the {side} {lobe}; the right ventricle is not enlarged.",
    "Thyroid nodule in the {side} lobe, {size} x {other} mm, TI-RADS 4.",
)


def sentence(chance: random.Random) -> str:
    """Return one sentence of a findings section."""
    grade = chance.choice(GRADES)
    return chance.choice(SENTENCES).format(
        size=chance.randint(3, 60), other=chance.randint(3, 60), side=chance.choice(SIDES), lobe=chance.choice(LOBES),
        grade=grade, lower=grade.lower(), level=chance.choice(LEVELS), change=chance.choice(CHANGES),
        count=chance.choice(("Two", "Three", "Several")), rib=chance.choice(("third", "fifth", "seventh", "ninth")),
    )  # fmt: skip


def sentences(words: int, chance: random.Random) -> list[str]:
    """Return sentences of at least so many words together, the last one being the first to reach them."""
    chosen: list[str] = []
    while words > 0:
        chosen.append(sentence(chance))
        words -= len(chosen[-1].split())
    return chosen


def other_side(text: str) -> str:
    """Return the sentence with its sides exchanged."""
    return text.replace("left", "\0").replace("right", "left").replace("\0", "right")


def study_of(words: int, seed: int) -> Study:
    """Return a study with findings of so many words; a tenth is its impression, every fifth sentence on the wrong side."""
    chance = random.Random(seed)
    stated = sentences(words, chance)
    drafted = [other_side(text) if place % 5 == 4 else text for place, text in enumerate(stated[::10])]
    sizes = [chance.randint(3, 60) for _ in range(8)]
    rows = tuple(
        Measurement(f"m{number}", "long axis", size, "mm", "nodule", "right upper lobe", "right")
        for number, size in enumerate(sizes, 1)
    )
    return Study(
        id=f"bench-{words}-{seed}",
        findings=" ".join(stated),
        exam=Exam("CT", "chest", "CT chest, abdomen and pelvis with contrast"),
        patient=Patient("F", 63),
        indication="Follow-up of nodules.",
        comparison="CT of 2025-01-03.",
        measurements=rows,
        prior=Prior("2025-01-03", "Nodules in both lungs."),
        impression="\n".join(f"{number}. {text}" for number, text in enumerate(drafted, 1)),
    )


@pytest.fixture(params=WORDS, ids=lambda words: f"{words}-words")
def words(request: pytest.FixtureRequest) -> int:
    """The number of words in the findings."""
    number: int = request.param
    return number


@pytest.fixture
def studies() -> Callable[[int], Study]:
    """Short studies by their seed."""
    return lambda seed: study_of(WORDS[0], seed)


@pytest.fixture
def drafting_times(request: pytest.FixtureRequest) -> list[tuple[float, float, float]]:
    """Where the medians of bare engine and pipeline, in seconds, and their ratio go."""
    return request.config.stash[DRAFTING]


@pytest.fixture
def timed(benchmark: Any, words: int, request: pytest.FixtureRequest) -> Callable[..., None]:
    """Time a function on what `prepare` makes of a study; every round of every test gets a study that no one has read."""

    def run(function: Callable[[Any], object], prepare: Callable[[Study], Any] = lambda study: study, name: str = "") -> None:
        unseen = (prepare(study_of(words, seed)) for seed in request.config.stash[SEEDS])
        function(next(unseen))
        fresh = iter(list(islice(unseen, ROUNDS[words])))
        benchmark.group = name
        benchmark.pedantic(function, setup=lambda: ((next(fresh),), {}), rounds=ROUNDS[words])
        request.config.stash[TIMES][name][words] = benchmark.stats.stats.median

    return run


def pytest_configure(config: pytest.Config) -> None:
    """Keep the medians where the closing table finds them, and the seeds that no study has been made from."""
    times: dict[str, dict[int, float]] = defaultdict(dict)
    config.stash[TIMES] = times
    config.stash[SEEDS] = count()
    config.stash[DRAFTING] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the median time at each length, by how much ten times the text takes longer, and what drafting adds."""
    for bare, whole, ratio in config.stash[DRAFTING]:
        terminalreporter.section("drafting with the small model (median)")
        terminalreporter.write_line(f"bare engine {bare:.3f} s, pipeline {whole:.3f} s, pair by pair x{ratio:.3f}")
    if not config.stash[TIMES]:
        return
    terminalreporter.section("growth with the length of the findings (median)")
    terminalreporter.write_line(f"{'':34}" + "".join(f"{words:>8,} words" for words in WORDS) + "   tenfold text takes")
    for name, medians in config.stash[TIMES].items():
        cells = "".join(f"{1_000 * medians[words]:11.3f} ms" if words in medians else " " * 14 for words in WORDS)
        pairs = [pair for pair in pairwise(WORDS) if set(pair) <= set(medians)]
        steps = [f"x{medians[more] / medians[less]:.1f}" for less, more in pairs]
        terminalreporter.write_line(f"{name:34}{cells}   " + ", ".join(steps))
