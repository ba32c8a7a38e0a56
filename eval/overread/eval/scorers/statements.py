"""Agreement with readers on single statements: the macro-averaged F1 over the labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from overread.eval.estimates import Floats, Settings, bootstrapped, mean_of_known, sums_by, wilson
from overread.eval.outcome import Outcome
from overread.eval.scorers import Score, judged, scorer

_WHOLE = frozenset(("invented_finding", "negation"))
_ATTRIBUTES = frozenset(
    ("laterality", "location", "severity", "measurement", "count", "descriptor", "certainty", "overinterpretation", "change",
     "invented_prior")
)  # fmt: skip
_ENTAILMENT = {"supported": "entailment", "inferred": "entailment", "unsupported": "neutral", "contradicted": "contradiction"}


def answer(outcome: Outcome) -> str | None:
    """Return the reader's label that the judge's answer amounts to, in the scheme of the case's own label.

    Entailment sets ask for the status; reader labels ask whether a statement is correct, wrong in an attribute, or false.
    """
    if outcome.label in _ENTAILMENT.values():
        return _ENTAILMENT.get(outcome.status or "")
    raised = {flag.type for flag in outcome.flags if flag.span is not None}
    if raised & _WHOLE or (outcome.status == "contradicted" and not raised & _ATTRIBUTES):
        return "false"
    if raised & _ATTRIBUTES:
        return "attribute"
    return "false" if outcome.status == "unsupported" else "correct"


def macro_f1(draws: Floats, labels: int) -> Floats:
    """Return the mean F1 over the labels from the sums of hits, answers and truths, each one column a label.

    A label that a draw neither holds nor answers is left out of that draw's mean.
    """
    hits, answers, truths = draws[:, :labels], draws[:, labels : 2 * labels], draws[:, 2 * labels :]
    return mean_of_known(2 * hits / (answers + truths))


@scorer("statements")
def statements(outcomes: Sequence[Outcome], settings: Settings) -> Iterator[Score]:
    """Yield, for each labelled dataset, the macro-F1, the accuracy and the recall of each label."""
    labelled = judged(outcomes, "statement")
    for dataset in sorted({outcome.dataset for outcome in labelled}):
        cases = [outcome for outcome in labelled if outcome.dataset == dataset]
        labels = sorted({outcome.label or "" for outcome in cases})
        answers = [answer(outcome) for outcome in cases]
        hits = [[float(o.label == given == label) for o, given in zip(cases, answers, strict=True)] for label in labels]
        given = [[float(given == label) for given in answers] for label in labels]
        truths = [[float(o.label == label) for o in cases] for label in labels]
        sums = sums_by([o.cluster for o in cases], [*hits, *given, *truths])
        statistic = partial(macro_f1, labels=len(labels))
        yield Score(f"macro_f1/{dataset}", bootstrapped(sums, statistic, len(cases), settings))
        right = sum(o.label == given for o, given in zip(cases, answers, strict=True))
        yield Score(f"accuracy/{dataset}", wilson(right, len(cases)))
        for label, found, held in zip(labels, hits, truths, strict=True):
            yield Score(f"label_recall/{dataset}/{label}", wilson(round(sum(found)), round(sum(held))))
