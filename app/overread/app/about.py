"""What the program runs on, for those who must know: models, prompts, evaluations, and the texts that come with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Literal

from overread import prompts
from overread.app.desk import per_cent, table_html
from overread.app.marking import inert
from overread.eval.digests import lexicon_digest, program_version
from overread.eval.summary import HEADLINES, ScoreRecord, SummaryRecord, read_summary
from overread.models import DEFAULT
from overread.models.catalogue import CATALOGUE, CatalogueEntry

Text = Literal["intended_use", "model_card"]
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation found in the folder of records, or why its file cannot be read."""

    name: str
    at: datetime
    summary: SummaryRecord | None
    fault: str = ""


def text(name: Text) -> str:
    """Return a text that comes with the program, as Markdown."""
    return (files("overread.app") / "texts" / f"{name}.md").read_text("utf-8")


def models_html(verified: Mapping[str, bool]) -> str:
    """Return the models that are known to work: size, licence, source, whether they are here and what digest they must have."""
    head = [("Model", ""), ("Size", ""), ("Licence", ""), ("Source", ""), ("Here", ""), ("SHA-256 it must have", "")]
    return table_html("Models", head, (_model(entry, verified.get(entry.id)) for entry in CATALOGUE.values()))


def _model(entry: CatalogueEntry, verified: bool | None) -> list[str]:
    here = "no"
    if entry.path.is_file():
        here = {None: "yes", True: "yes, digest verified", False: "✖ another file"}[verified]
        here = f'<span class="{"or-here" if verified is not False else "or-bad"}">{here}</span>'
    name = f"{inert(entry.id)}{' <small>default</small>' if entry.id == DEFAULT else ''}<small>{inert(entry.title)}</small>"
    sources = "<br>".join(inert(str(source)) for source in entry.sources)
    size = f"{entry.bytes / 1e9:.1f} GB" if entry.bytes >= 1e9 else f"{entry.bytes / 1e6:.0f} MB"
    return [
        name,
        f'<span class="or-one">{size}</span>',
        f'<span class="or-one">{inert(entry.licence)}</span>',
        sources,
        here,
        f'<code class="or-digest">{entry.sha256}</code>',
    ]


def _digest(digest: str) -> str:
    return f'<code class="or-digest">{inert(digest)}</code>'


def verify(entry: CatalogueEntry) -> bool:
    """Tell whether the file of a model that is here has the digest it must have."""
    found = hashlib.sha256()
    with entry.path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            found.update(block)
    return found.hexdigest() == entry.sha256


def prompts_html() -> str:
    """Return the prompts that come with the program, with version, digest and number of examples."""
    head = [("Prompt", ""), ("Version", ""), ("Examples", ""), ("Digest", "")]
    loaded = (prompts.load(name) for name in prompts.names())
    body = ([inert(p.id), inert(p.version), f"{len(p.shots)}", _digest(p.digest)] for p in loaded)
    return table_html("Prompts", head, body)


def engine_html() -> str:
    """Return the version of the program and the digest of its lexicon, which are in every result."""
    rows = [["Overread", inert(program_version())], ["Lexicon", _digest(lexicon_digest())]]
    return table_html("Versions", [("Part", ""), ("Version or digest", "")], rows)


def evaluations(home: Path) -> tuple[Evaluation, ...]:
    """Return the evaluations in `evaluations/*/summary.json` of the folder of records, the newest first."""
    found = (_evaluation(path) for path in (home / "evaluations").glob("*/summary.json"))
    return tuple(sorted(found, key=lambda each: (each.at, each.name), reverse=True))


def _evaluation(path: Path) -> Evaluation:
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    try:
        return Evaluation(path.parent.name, at, read_summary(path))
    except ValueError as error:
        return Evaluation(path.parent.name, at, None, str(error))


def headlines_html(summary: SummaryRecord) -> str:
    """Return the headline figures of each judge or model with their intervals and the number of observations."""
    head = [("Figure", ""), *((inert(judge), "") for judge in summary.scores)]
    shown = [(name, said) for name, said in HEADLINES if any(name in own for own in summary.scores.values())]
    body = ([inert(said), *(score_html(own.get(name)) for own in summary.scores.values())] for name, said in shown)
    return table_html("Headline figures", head, body)


def errors_html(summary: SummaryRecord) -> str:
    """Return the share of planted errors of each type that each judge flagged at the right place."""
    known = {name for own in summary.scores.values() for name in own if name.startswith("caught/")}
    names = sorted(known - {"caught/all"})
    head = [("Planted error", ""), *((inert(judge), "") for judge in summary.scores)]
    body = (
        [inert(name.removeprefix("caught/").replace("_", " ")), *(score_html(own.get(name)) for own in summary.scores.values())]
        for name in names
    )
    return table_html("Planted errors flagged, by type", head, body)


def score_html(score: ScoreRecord | None) -> str:
    """Return a score with its 95 % interval and the number behind it, a dash where there is none."""
    if score is None or score.value is None:
        return "–"
    said = [_number(number, score.unit) for number in (score.value, score.low, score.high)]
    interval = "" if score.low is None else f"{said[1]} to {said[2]}, "
    return f"<b>{said[0]}</b><small>{interval}n = {score.n:,}</small>"


def datasets_html(summary: SummaryRecord) -> str:
    """Return the data sets that an evaluation was run on, with size, digest and what they cannot tell."""
    head = [("Data set", ""), ("Studies", ""), ("Licence", ""), ("What it cannot tell", ""), ("Digest", "")]
    body = (
        [
            inert(str(card.get("title", card.get("id", "")))),
            f"{card.get('records', 0):,}",
            inert(str(card.get("licence", ""))),
            "<br>".join(inert(limit) for limit in _words(card.get("limits"))),
            _digest(str(card.get("digest", ""))),
        ]
        for card in summary.datasets
    )
    return table_html("Data sets", head, body)


def digests_html(summary: SummaryRecord) -> str:
    """Return what exactly was evaluated: versions and digests."""
    rows = ([inert(name), _digest(_said(value))] for name, value in summary.digests.items())
    return table_html("What was evaluated", [("Part", ""), ("Version or digest", "")], rows)


def _said(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def _words(value: object) -> Iterator[str]:
    yield from (str(item) for item in value) if isinstance(value, list) else ()


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return per_cent(value) if unit == "rate" else f"{value:,.3g}" if abs(value) < 100 else f"{value:,.0f}"


def titles(found: Sequence[Evaluation]) -> dict[str, Evaluation]:
    """Return the evaluations by the name they are chosen by: folder and day."""
    return {f"{each.name} · {each.at.astimezone():%Y-%m-%d}": each for each in found}
