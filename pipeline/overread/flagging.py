"""From a comparison to a flag: what went wrong, where, how grave, in words a radiologist accepts at a glance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from overread.finding import Finding, Span
from overread.language.figures.agreement import size_words
from overread.language.figures.disc_ranges import VERTEBRA
from overread.language.lexicon import lexicon
from overread.language.places import usual_places
from overread.review import Claim, Comparison, Difference, Evidence, Flag, Review, Severity

MARKS = {
    "laterality": ("side",), "location": ("anatomy", "level"), "measurement": ("size",), "severity": ("severity", "score"),
    "count": ("count",), "descriptor": ("score", "descriptor"), "change": ("change",), "certainty": ("certainty",),
}  # fmt: skip
SECTIONS = {
    "findings": "Findings", "indication": "Indication", "technique": "Technique", "comparison": "Comparison", "prior": "Prior",
}  # fmt: skip
_LONGEST_QUOTE = 90
_UNNAMED = frozenset({"abnormality", "organ_size", "lesion"})
_SCORES = {
    "birads": "BI-RADS", "lungrads": "Lung-RADS", "lirads": "LI-RADS", "tirads": "TI-RADS", "pirads": "PI-RADS",
    "orads": "O-RADS", "cadrads": "CAD-RADS", "nirads": "NI-RADS", "crads": "C-RADS", "aspects": "ASPECTS",
}  # fmt: skip
_LESS: dict[Severity, Severity] = {"critical": "major", "major": "minor", "minor": "minor"}
_GIVEN = {"no side": "no side given", "no degree": "no degree given", "no change": "no change mentioned"}


def evidence_of(fact: Finding) -> Evidence:
    """Return where a fact stands in the source: its row or its span."""
    if fact.row is not None:
        return Evidence("measurements", id=fact.row)
    return Evidence(fact.source, fact.span, fact.text)


def importance(finding: Finding) -> str:
    """Return the clinical weight of a finding: `critical`, `notable` or `routine`; one the lexicon lacks is notable."""
    known = lexicon().concepts.get(finding.concept)
    return known.importance if known else "notable"


def by_importance(finding: Finding, critical: Severity, notable: Severity, routine: Severity) -> Severity:
    """Return the severity that fits the weight of a finding."""
    weights: dict[str, Severity] = {"critical": critical, "notable": notable, "routine": routine}
    return weights[importance(finding)]


def less(severity: Severity) -> Severity:
    """Return the next lower severity, `minor` for the lowest."""
    return _LESS[severity]


def differing(review: Review, attribute: str) -> Iterator[tuple[Claim, Comparison, Difference]]:
    """Yield the claims whose primary difference from the source is in one attribute."""
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        if comparison.difference and comparison.difference.attribute == attribute:
            yield claim, comparison, comparison.difference


_OF_WORDS = frozenset({"descriptor", "landmark"})


def mark_of(claim: Claim, attribute: str, mark: str = "") -> Span:
    """Return the span of the words that carry an attribute of a claim, the whole statement where none are known."""
    marks = claim.finding.marks
    if mark in marks:
        return marks[mark]
    if named := _named_by(claim.finding, mark):
        return named
    for name in MARKS.get(attribute, ()):
        for key, span in marks.items():
            if key == name or key.startswith(name + ":"):
                return span
    return claim.finding.span


def _named_by(finding: Finding, mark: str) -> Span | None:
    """Return where the word of a mark stands in a statement ("posterior"), None where it is no mark of a word or not there."""
    kind, _, word = mark.partition(":")
    found = re.search(rf"\b{re.escape(word)}\b", finding.text, re.IGNORECASE) if word and kind in _OF_WORDS else None
    return (found.start() + finding.span[0], found.end() + finding.span[0]) if found else None


def flag(
    review: Review, claim: Claim, comparison: Comparison, type: str, severity: Severity, message: str, span: Span | None = None
) -> Flag:
    """Return a flag on a claim, with the facts it was compared with as evidence."""
    span = span or mark_of(claim, type, comparison.difference.mark if comparison.difference else "")
    if type in _OF_HEADING and span == claim.finding.span:
        span = (_headed(review.impression, span[0]), span[1])
    evidence = tuple(evidence_of(fact) for fact in comparison.facts)
    return Flag(type, severity, message, span, review.impression[slice(*span)], claim.id, evidence=evidence)


def _headed(draft: str, start: int) -> int:
    """Return where the heading begins that stands right before a statement and gives its level or side ("L2-L3: bulge")."""
    heading = _HEADING.search(draft, max(0, start - _LONGEST_HEADING), start)
    return heading.start("heading") if heading else start


_OF_HEADING = frozenset({"location", "laterality"})
_HEADING = re.compile(
    rf"(?:^|[\n.;]\s*|\d[.)]\s)[\s*•-]*(?P<heading>(?:{VERTEBRA}\b|left\b|right\b)[^:.;\n]{{0,40}}:[\s*]*)\Z", re.IGNORECASE
)
_LONGEST_HEADING = 60


def difference_flags(review: Review, type: str, severity: Callable[[Finding, Difference], Severity]) -> Iterator[Flag]:
    """Yield a flag for every claim whose primary difference is of the given type: the draft's value against the source."""
    for claim, comparison, difference in differing(review, type):
        message = against(difference.claim_value, difference.source_value, comparison.facts)
        yield flag(review, claim, comparison, type, severity(claim.finding, difference), message)


def against(claimed: str, stated: str, facts: tuple[Finding, ...]) -> str:
    """Return "Draft: left. Findings: right upper lobe nodule, 8 mm." for a claimed value and the facts that say otherwise."""
    claimed = claimed.removeprefix("the ")
    stated = _GIVEN.get(stated, stated.removeprefix("the "))
    if not facts:
        return f"Draft: {claimed}. Source: {stated}."
    words = described(facts[0])
    if stated and not all(part in words.lower() for part in stated.lower().replace(",", "").split()):
        words = f"{words} ({stated})"
    return f"Draft: {claimed}. {_section(facts[0])}: {words}."


def told(fact: Finding) -> str:
    """Return a fact with the section or row it stands in: "Findings: right upper lobe nodule, 8 mm"."""
    return f"{_section(fact)}: {described(fact)}"


def _section(fact: Finding) -> str:
    return f"Row {fact.row}" if fact.row is not None else SECTIONS.get(fact.source, "Source")


def described(finding: Finding) -> str:
    """Return a finding in a few words: number, degree, side, place, name, size, category, change; else its own words."""
    if finding.kind == "normal":
        return quoted(finding.text)
    if finding.kind != "finding" or finding.concept in _UNNAMED or finding.concept.startswith("~"):
        return quoted(finding.text)
    head = [str(finding.count)] if finding.count not in (None, 1) else []
    head += [finding.certainty] if finding.certainty != "definite" else []
    head += [_degree(finding)] if finding.severity else []
    head += [*_place(finding), said(finding)]
    tail = [size_words(size) if size.role != "prior" else f"previously {size_words(size)}" for size in finding.sizes]
    tail += [printed_score(name) for name in sorted(finding.descriptors) if ":" in name]
    tail += [finding.change] if finding.change else []
    words = ", ".join([" ".join(head), *tail])
    return f"no {words}" if finding.presence == "absent" else words


def _degree(finding: Finding) -> str:
    """Return the degree in the words of the statement ("small"), else its readable name ("mild")."""
    own = " ".join(finding.words_of("severity").lower().split())
    return own if own and not own.endswith("ly") else (finding.severity or "").replace("_", " to ")


def _place(finding: Finding) -> list[str]:
    """Return side and place in words, without what the name of the finding already says."""
    places = sorted(lexicon().name(place) for place in finding.anatomy - usual_places(finding.concept))
    side = finding.laterality or ""
    levels = sorted(level.replace("-", " ", 1) if level[0].islower() else level for level in finding.levels)
    named = [place for place in places if place not in said(finding) and not any(level.startswith(place) for level in levels)]
    if side and any(side in place for place in named):
        side = ""
    return [*([side] if side else []), *([", ".join(named)] if named else []), *([", ".join(levels)] if levels else [])]


def printed_score(descriptor: str) -> str:
    """Return a score or category as readers write it ("BI-RADS 4A")."""
    name, _, value = descriptor.partition(":")
    return f"{_SCORES.get(name, name.capitalize())} {value.upper()}"


def quoted(text: str) -> str:
    """Return the words of a statement on one line, cut at a word where they are many."""
    words = " ".join(text.split())
    if len(words) <= _LONGEST_QUOTE:
        return f"“{words}”"
    return f"“{words[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …”"


def said(finding: Finding) -> str:
    """Return the readable name of a finding."""
    return finding.name or lexicon().name(finding.concept)
