"""A degree alone under the next heading of a row, that of the finding before it: "L3-L4: mild stenosis. L4-L5: moderate."."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.extraction.context import Context
from overread.language.lexicon import lexicon

_NONE = frozenset({"none", "nil"})


def graded_in_turn(previous: list[Finding], found: list[Finding], context: Context) -> list[Finding]:
    """Return what a sentence tells that is no more than a degree or "none" under the heading of another level as the finding
    that the sentence before tells under its own.
    """
    if len(found) != 1 or len(previous) != 1 or found[0].kind != "other" or len(found[0].words) != 1:
        return found
    told, finding = found[0], previous[0]
    word = told.text.lower().strip()
    degree = next((entry.value for entry in lexicon().phrases.get(word, ()) if entry.category == "severity"), None)
    if not (degree or word in _NONE) or not _is_of_row(finding, context):
        return found
    placed = replace(finding, anatomy=frozenset(context.anatomy), levels=context.levels, laterality=context.side)
    graded = replace(placed, span=told.span, text=told.text, sentence=told.sentence, nearby=told.nearby, change=None, sizes=())
    graded = replace(graded, words=finding.words | told.words, severity=degree, descriptors=frozenset())
    if not degree:
        return [replace(graded, marks={}, presence="absent")]
    return [replace(graded, marks={"severity": told.span}, presence="present")]


def _is_of_row(finding: Finding, context: Context) -> bool:
    """Say whether a finding has its level from its own heading, and the next heading is another one."""
    headed = finding.kind == "finding" and finding.count is None and "level" not in finding.marks
    return headed and bool(finding.levels) and bool(context.levels) and finding.levels.isdisjoint(context.levels)
