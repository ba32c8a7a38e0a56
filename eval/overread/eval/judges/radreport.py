"""radreport as a judge: its critical terms, present or negated, and its measurements."""

from __future__ import annotations

import re

from overread.eval.judges import Judge, judge
from overread.eval.judges.profiles import Profile, comparing


@judge("radreport")
def radreport() -> Judge:
    """Return radreport's judge; ImportError names the package when it is not installed."""
    from radreport import CriticalFindingsDetector, ReportParser

    parser, detector = ReportParser(), CriticalFindingsDetector()

    def read(text: str) -> list[Profile]:
        report = detector.detect(parser.parse(f"FINDINGS: {text}"))
        found = [Profile(item.term, _place(text, item.term), not item.negated) for item in report.critical_findings]
        for size in report.all_measurements:
            lengths = tuple(round(length, 2) for length in size.dimensions_mm)
            found.append(Profile("measurement", _place(text, size.raw), lengths=lengths))
        return found

    return comparing(read)


def _place(text: str, words: str) -> tuple[int, int]:
    match = re.search(re.escape(words), text, re.IGNORECASE)
    return match.span() if match else (0, len(text))
