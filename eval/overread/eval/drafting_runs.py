"""Letting a model draft the impressions of studies and over-reading what it wrote, several times over where asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from overread.eval.case import Case
from overread.eval.digests import case_key
from overread.eval.outcome import Outcome, line_of, outcome_of, read_outcomes
from overread.eval.running import Progress, timed
from overread.finding import Finding
from overread.review import Draft, Review
from overread.study import Study

Drafter = Callable[[Study, int], Draft]


def drafter_of(model: str, prompt: str) -> Drafter:
    """Return a drafter from a model's specification and a prompt's name; ValueError says what cannot be had."""
    from overread import drafting, models, prompts

    loaded, asked = models.load(model), prompts.load(prompt)

    def drafted(study: Study, seed: int) -> Draft:
        return drafting.draft(study, loaded, asked, seed)

    return drafted


def run_drafts(
    studies: Iterable[tuple[str, Study]], model: str, draft: Drafter, seeds: Sequence[int], results: Path, progress: Progress
) -> list[Outcome]:
    """Return the outcome of one draft for each study, given with the id of its dataset, and seed.

    Drafts that `results` holds already, made by the same code, are not made again; new ones are appended to it.
    """
    known = {outcome.key: outcome for outcome in read_outcomes(results)} if results.exists() else {}
    found = []
    with results.open("a", encoding="utf-8") as lines:
        for dataset, study in studies:
            for seed in seeds:
                case = Case(f"{study.id}/drafted/{seed}", replace(study, impression=None), "drafted", style=model)
                key = case_key(case, f"{model}:{seed}")
                if key not in known:
                    known[key] = _outcome(case, study, draft, (model, seed), dataset, key)
                    lines.write(line_of(known[key]) + "\n")
                    lines.flush()
                found.append(known[key])
                progress(1)
    return found


def _outcome(case: Case, study: Study, draft: Drafter, named: tuple[str, int], dataset: str, key: str) -> Outcome:
    from overread.checking import over_read

    model, seed = named
    try:
        written = draft(study, seed)
    except ValueError as error:
        failed = Review(study, error=f"{type(error).__name__}: the model did not answer")
        return outcome_of(case, failed, None, model, dataset, key)
    review = timed(lambda given: over_read(given, written), study)
    numbers: dict[str, float] = {"words": float(len(written.text.split())), "seed": float(seed)}
    measured = {"seconds": written.seconds, "confidence": written.confidence}
    numbers |= {name: value for name, value in measured.items() if value is not None}
    digests = {"model": written.model_digest, "prompt": written.prompt_digest, "text": _digest(written.text)}
    said = tuple(sorted({claim_name(claim.finding) for claim in review.claims}))
    outcome = outcome_of(case, review, None, model, dataset, key)
    return replace(outcome, drafted=numbers, digests=digests, said=said)


def claim_name(finding: Finding) -> str:
    """Return what a claim says, plainly enough to compare two drafts: concept, presence, side and change."""
    return "|".join((finding.concept, finding.presence, finding.laterality or "", finding.change or ""))


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
