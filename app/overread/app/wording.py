"""The page's own words: what each status, flag, severity and decision is called, and the symbol that stands for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from overread.finding import Source
from overread.review import Decision, Severity, Status


class Label(NamedTuple):
    """A symbol that can be told apart without colour, a name, and what it means in one line."""

    symbol: str
    name: str
    meaning: str = ""


STATUSES: Mapping[Status, Label] = {
    "contradicted": Label("✖", "Contradicted", "the source says otherwise"),
    "unsupported": Label("?", "Unsupported", "the source is silent"),
    "unchecked": Label("∅", "Not checked", "could not be read or checked; never approval"),
    "inferred": Label("≈", "Inferred", "follows from what the source states"),
    "supported": Label("✓", "Supported", "the source states it"),
}
"""Every status of a statement, worst first."""

SEVERITIES: Mapping[Severity, Label] = {
    "critical": Label("◆", "Critical", "could change acute management"),
    "major": Label("▲", "Major", "would change management or follow-up"),
    "minor": Label("●", "Minor", "wording, routine, or read with doubt"),
}

DECISIONS: Mapping[Decision, Label] = {
    "blocked": Label("✖", "Blocked"),
    "review": Label("▲", "Review"),
    "clear": Label("✓", "Clear"),
}

FLAGS: Mapping[str, str] = {
    "invented_finding": "Not in the source",
    "negation": "Present or absent reversed",
    "laterality": "Wrong side",
    "location": "Wrong location",
    "severity": "Wrong degree",
    "measurement": "Wrong measurement",
    "count": "Wrong number",
    "descriptor": "Wrong description",
    "certainty": "Certainty changed",
    "overinterpretation": "Goes beyond the source",
    "change": "Wrong interval change",
    "invented_prior": "Comparison without a prior",
    "recommendation": "Recommendation not in the source",
    "internal_contradiction": "Contradicts itself",
    "text_defect": "Damaged text",
    "sex": "Does not fit the patient's sex",
    "age": "Does not fit the patient's age",
    "exam": "Does not fit the examination",
    "identifier": "Patient identifier",
    "instruction": "Source text addresses the model",
    "omission": "Left out",
    "dropped_change": "Interval change left out",
    "missing_recommendation": "Recommendation left out",
    "uncommunicated_critical": "Critical finding not communicated",
    "source_conflict": "The source disagrees with itself",
    "not_checked": "Not checked",
}
"""What each flag type is called on the page."""

INSERTABLE = frozenset({"omission", "dropped_change", "missing_recommendation"})
"""The flags whose source text can be put into the impression as a statement."""

SOURCES: Mapping[Source, str] = {
    "impression": "Impression",
    "findings": "Findings",
    "measurements": "Measurements",
    "indication": "Indication",
    "technique": "Technique",
    "comparison": "Comparison",
    "prior": "Prior",
    "patient": "Patient",
    "exam": "Examination",
    "guideline": "Guideline",
}
