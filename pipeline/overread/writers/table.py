"""A table for people: every statement with its status, evidence and flags, under the study's decision."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from overread.contract import EvidenceRecord, FlagRecord, OpinionRecord, ReviewRecord
from overread.review import SEVERITIES
from overread.writers import writer

_STYLES = {
    "clear": "green", "review": "yellow", "blocked": "bold red", "supported": "green", "inferred": "cyan",
    "contradicted": "bold red", "unsupported": "yellow", "unchecked": "magenta", "critical": "bold red", "major": "yellow",
    "minor": "dim",
}  # fmt: skip
_ELSEWHERE = {"source_conflict": "(in the source)", "not_checked": "(the whole impression)"}
_PLAIN_WIDTH = 120
_MOST_EVIDENCE = 3
_LONGEST_QUOTE = 90


@writer("table")
def write(results: Iterable[ReviewRecord], stream: TextIO) -> None:
    """Write a table a study and a line of totals; in colour only if the stream is a terminal."""
    terminal = stream.isatty()
    console = Console(
        file=stream,
        force_terminal=terminal,
        color_system="auto" if terminal else None,
        width=None if terminal else _PLAIN_WIDTH,
        highlight=False,
        markup=False,
        emoji=False,
    )
    decisions: Counter[str] = Counter()
    severities: Counter[str] = Counter()
    for result in results:
        decisions[result.decision] += 1
        severities.update(flag.severity for flag in result.flags)
        console.print(_heading(result))
        if result.error:
            console.print(Text(f"  {neutral(result.error)}", "red"))
        if result.claims or result.flags:
            console.print(_table(result))
        console.print()
    console.print(_totals(decisions, severities))


def neutral(text: str) -> str:
    """Return the text on one line, every control, format and surrogate character spelt out so that no terminal obeys it."""
    line = " ".join(text.split())
    return "".join(character if _harmless(character) else f"\\u{ord(character):04x}" for character in line)


def _harmless(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")


def _heading(result: ReviewRecord) -> Text:
    heading = Text(neutral(result.id) if result.id else "(no id)", "bold")
    heading.append("  ").append(result.decision, _STYLES[result.decision])
    if result.draft:
        heading.append(f"  drafted by {neutral(result.draft.model)}", "dim")
        if result.draft.confidence is not None:
            heading.append(f", confidence {result.draft.confidence:.2f}", "dim")
    return heading


def _table(result: ReviewRecord) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("Statement", ratio=5)
    table.add_column("Status", no_wrap=True, width=max(map(len, ("contradicted", "unsupported"))))
    table.add_column("Evidence", ratio=5)
    table.add_column("Flags", ratio=6)
    for statement, status, evidence, flags in _rows(result):
        table.add_row(Text(statement), Text(status, _STYLES.get(status, "dim")), Text(evidence), _flags(flags))
    return table


def _rows(result: ReviewRecord) -> Iterator[tuple[str, str, str, list[FlagRecord]]]:
    claims = {claim.id for claim in result.claims}
    before = None
    for claim in result.claims:
        statement = f"  … {neutral(claim.finding)}" if claim.span == before else neutral(claim.text)
        before = claim.span
        lines = [_evidence(claim.evidence), _opinion(claim.opinion) if claim.opinion else ""]
        told = "\n".join(line for line in lines if line)
        yield statement, claim.status, told, [flag for flag in result.flags if flag.claim == claim.id]
    for flag in result.flags:
        if flag.claim not in claims:
            statement = neutral(flag.text) if flag.span and flag.text else _ELSEWHERE.get(flag.type, "(not in the impression)")
            yield statement, "", _evidence(flag.evidence), [flag]


def _evidence(evidence: list[EvidenceRecord]) -> str:
    lines = list(dict.fromkeys(map(_one_evidence, evidence)))
    more = [f"and {len(lines) - _MOST_EVIDENCE} more"] if len(lines) > _MOST_EVIDENCE else []
    return "\n".join(lines[:_MOST_EVIDENCE] + more)


def _opinion(opinion: OpinionRecord) -> str:
    return f"{neutral(opinion.model)}: {opinion.label or 'no answer'}. {neutral(opinion.explanation)}"


def _one_evidence(evidence: EvidenceRecord) -> str:
    if evidence.text is None:
        return f"{evidence.source} {neutral(evidence.id or evidence.field or '')}".rstrip()
    quote = neutral(evidence.text)
    quote = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"
    return f"{evidence.source}: “{quote}”"


def _flags(flags: list[FlagRecord]) -> Text:
    lines = [Text.assemble((flag.severity, _STYLES[flag.severity]), f" {flag.type}: {neutral(flag.message)}") for flag in flags]
    return Text("\n").join(lines)


def _totals(decisions: Counter[str], severities: Counter[str]) -> Text:
    studies = decisions.total()
    flags = ", ".join(f"{severities[severity]} {severity}" for severity in SEVERITIES)
    told = ", ".join(f"{decisions[decision]} {decision}" for decision in ("clear", "review", "blocked"))
    return Text(f"{studies} {'study' if studies == 1 else 'studies'}: {told}. Flags: {flags}.")
