"""A sentence that comes again tells the same, at its own place in the text."""

from __future__ import annotations

import pytest

from overread.finding import Finding
from overread.language.extraction import told_again
from overread.language.extraction.findings import findings_in

CHEST = frozenset({"chest"})
TEXTS = (
    "The heart is normal in size. No pleural effusion on the left. Mild scoliosis.",
    "Nodule in the right upper lobe. No pleural effusion on the left. Mild scoliosis. The heart is normal in size.",
    "PLEURA: No pleural effusion on the left.\nBONES: Mild scoliosis, unchanged. Mild scoliosis.",
    "Small left effusion. It is unchanged. Large cardiac silhouette. It is unchanged.",
)


def for_the_first_time(text: str) -> tuple[Finding, ...]:
    """The findings of a text of which no sentence was read before."""
    told_again._remembered.cache_clear()
    return findings_in(text, "findings", CHEST)


def test_what_was_read_before_changes_nothing() -> None:
    alone = [for_the_first_time(text) for text in TEXTS]
    assert [findings_in(text, "findings", CHEST) for text in (*TEXTS, *TEXTS)] == alone + alone


@pytest.mark.parametrize("text", TEXTS)
def test_spans_are_those_of_the_text(text: str) -> None:
    for finding in findings_in(text, "findings", CHEST):
        assert text[slice(*finding.span)] == finding.text
        assert all(finding.span[0] <= start <= end <= finding.span[1] for start, end in finding.marks.values())


def test_a_sentence_takes_over_from_the_one_before_it() -> None:
    found = [finding for finding in findings_in(TEXTS[3], "findings", CHEST) if finding.text == "It is unchanged"]
    assert len({finding.sentence for finding in found}) == len(found)


def test_a_term_may_run_on_into_the_next_line() -> None:
    text = "Valve morphology: Tricuspid\nAortic valve area: 1.1 cm2 (moderate stenosis)"
    assert for_the_first_time(text) == findings_in(text, "findings", CHEST)
    assert any(one.severity == "moderate" for one in findings_in(text, "findings", CHEST))
