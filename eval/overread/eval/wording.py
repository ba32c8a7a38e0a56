"""A plain reading of report text for injection and rewording: sentences, the findings they mention, and what is denied.

It shares nothing with the engine under test, so that a blind spot of the engine is not a blind spot of its yardstick.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from overread.eval.vocabulary import vocabulary
from overread.finding import Span
from overread.study import Study

_BREAK = re.compile(
    r"(?<!\bDr)(?<!\bvs)(?<!\bMr)(?<!\bSt)(?<!\bapprox)(?<!(?<!\d)\d)[.!?]+(?=\s+[A-Z0-9\"(]|\s*$|[A-Z][a-z])"
    r"|(?<=[a-zA-Z%)]\s\d)[.!?](?=\s+[A-Z])|(?<=[A-Za-z-]\d)[.](?=\s+[A-Z\d]|\s*$)"
    r"|\n\s*\n|(?<=[.:;,])\s*\n|\n(?=\s*(?:\d{1,2}[.)]\s|[A-Z][A-Za-z/ ]{2,30}:|[-*•]\s))"
)
_LEAD = re.compile(
    r"[\s.;]*(?:\(?\d{1,2}[.)](?!\d)\s*|[-*•]\s+)?"
    r"(?:(?P<label>(?![^:]*\b(?:is|are|was|were)\b)[A-Z][A-Za-z/,& ]{2,45}):\s+(?=\S))?"
)
_SECTION = re.compile(  # a heading alone: "Abdomen:", "### Lungs and airways"
    r"(?!The\b)(?!.*\b(?:includ\w+|follow\w*|as|shows?|measur\w+|with|is|are|of)\b)"
    r"(?:#+\s*|(?=.*:))\**(?P<words>[A-Z][A-Za-z/,& ]{2,45}?)[*:\s]*"
)
_NO_SUBJECT = frozenset(
    ("findings", "finding", "impression", "interpretation", "report", "result", "results", "conclusion", "comment")
)
_OF_CASE = re.compile(r"\b(?:referral|request|information|history|indication|query|question|data|description)\b", re.IGNORECASE)
_EXAMINED = re.compile(  # what ends the telling of the case in a text that runs on
    r"[^.]*\b(?:CTA?|MRI?|PET|X-?ray|ultrasound|examination|stud(?:y|ies)|scans?|tomography|mammography|radiographs?)\b[^.]*\b"
    r"(?:performed|obtained|acquired|carried out|taken|shows?|showed|reveal\w*|demonstrat\w+)\b"
    r"|(?:\w+ ){0,2}(?:CT|MRI?|X-?ray|ultrasound|radiograph)\b(?! (?:of|for)\b)",
    re.IGNORECASE,
)
_NO_CHANGE = re.compile(r"\s*(?:longer|(?:significant |definite |interval )*change)\b")
_LONGEST_ACRONYM = 5
_CLAUSE = re.compile(r"\b(?:but|however|although|though|except|aside from|other than|which|while)\b|[;:]")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a finding: its name and family, where it stands, and whether the sentence states or denies it."""

    finding: str
    family: str
    importance: str
    start: int
    end: int
    asserted: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence without its list number or label; offsets are those of the whole text.

    `label` is the heading that the sentence stands under ("KIDNEYS"), which may be all that tells what it is about; `mark` is
    the question mark of what is only asked, and otherwise a full stop; `of_case` says that it tells of the case.
    """

    start: int
    end: int
    text: str
    mentions: tuple[Mention, ...]
    label: str | None = None
    mark: str = "."
    of_case: bool = False

    @property
    def span(self) -> Span:
        """The half-open offsets of the sentence."""
        return self.start, self.end

    @property
    def asserted(self) -> frozenset[str]:
        """The findings that the sentence states."""
        return frozenset(mention.finding for mention in self.mentions if mention.asserted)

    @property
    def denied(self) -> frozenset[str]:
        """The findings that the sentence denies."""
        return frozenset(mention.finding for mention in self.mentions if not mention.asserted)

    @property
    def families(self) -> frozenset[str]:
        """The families of every finding that the sentence mentions."""
        return frozenset(mention.family for mention in self.mentions)


def pattern(words: str) -> re.Pattern[str]:
    """Return a case-insensitive pattern that finds `words` as whole words, whatever whitespace stands between them."""
    return _pattern(r"(?<![\w-])" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)")


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


@cache
def _finding_pattern() -> re.Pattern[str]:
    parts = (f"(?P<{entry.name}>{entry.pattern})" for entry in vocabulary().findings)
    return re.compile(r"(?<![\w-])(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


@cache
def families() -> dict[str, str]:
    """Return the family of every finding by its name."""
    return {entry.name: entry.family for entry in vocabulary().findings}


@cache
def importances() -> dict[str, str]:
    """Return the importance of every finding by its name: critical, major or minor."""
    return {entry.name: entry.importance for entry in vocabulary().findings}


def _denied(sentence: str, start: int, end: int) -> bool:
    if _pattern(vocabulary().negation_before).search(sentence, start, end):  # "heart is not enlarged"
        return True
    opening = max((match.end() for match in _CLAUSE.finditer(sentence, 0, start)), default=0)
    closing = next((match.start() for match in _CLAUSE.finditer(sentence, end)), len(sentence))
    for cue in _pattern(vocabulary().negation_before).finditer(sentence, opening, start):
        if not _NO_CHANGE.match(sentence, cue.end()):
            return True
    return bool(_pattern(vocabulary().negation_after).search(sentence[end:closing]))


def _mentions(sentence: str, offset: int) -> tuple[Mention, ...]:
    found = []
    for match in _finding_pattern().finditer(sentence):
        name = match.lastgroup or ""
        denied = _denied(sentence, *match.span())
        start, end = match.start() + offset, match.end() + offset
        found.append(Mention(name, families()[name], importances()[name], start, end, not denied))
    return tuple(found)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Split report text into sentences, leaving out list numbers, section labels and final stops."""
    cuts = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    found = []
    label: str | None = None
    section: str | None = None
    case = False
    for opening, closing in itertools.pairwise(cuts):
        lead = _LEAD.match(text, opening, closing)
        start = lead.end() if lead else opening
        words = text[start:closing].rstrip(" \n\t.;!?")
        if lead and (lead["label"] or "\n" in text[max(0, opening - 1) : start]):
            label = _subject(lead["label"])
            case = bool(lead["label"] and _OF_CASE.search(lead["label"]))
        case = case and not _EXAMINED.match(words)
        if heading := _SECTION.fullmatch(words):
            section = _subject(heading["words"])
        elif len(words) > 2:
            section = None if words.startswith("**") else section
            mark = "?" if "?" in text[start + len(words) : closing] else "."
            found.append(Sentence(start, start + len(words), words, _mentions(words, start), label or section, mark, case))
    return tuple(found)


def _subject(label: str | None) -> str | None:
    """Return a label if it tells of what the sentences after it are, and not of which section or of the case."""
    return None if label is None or label.lower() in _NO_SUBJECT or _OF_CASE.search(label) else label


def source_sentences(study: Study) -> tuple[Sentence, ...]:
    """Return the sentences of every text section that a draft may rely on; offsets count within each section."""
    prior = study.prior.impression if study.prior else None
    sections = (study.findings, study.indication, study.technique, study.comparison, prior or "")
    return tuple(sentence for section in sections for sentence in sentences(section))


def source_text(study: Study) -> str:
    """Return every text section that a draft may rely on, one after the other."""
    prior = study.prior.impression if study.prior else None
    return "\n".join(part for part in (study.findings, study.indication, study.technique, study.comparison, prior) if part)


def support(study: Study, sentence: Sentence) -> tuple[Sentence, ...]:
    """Return the source sentences that speak of a family of findings which the sentence speaks of."""
    return tuple(other for other in source_sentences(study) if other.families & sentence.families)


def is_plain_negative(sentence: Sentence) -> bool:
    """Return whether the sentence only says that things are normal or absent."""
    if sentence.asserted:
        return False
    cues = f"{vocabulary().normal}|{vocabulary().negation_before}|{vocabulary().negation_after}"
    return bool(sentence.denied or _pattern(cues).search(sentence.text))


def has(words: str, text: str) -> bool:
    """Return whether `text` holds `words` as whole words, ignoring case."""
    return bool(pattern(words).search(text))


def matches(expression: str, text: str) -> bool:
    """Return whether `text` matches one of the vocabulary's expressions, ignoring case."""
    return bool(_pattern(expression).search(text))


def like(old: str, new: str) -> str:
    """Return `new` with the capitals of `old`; an acronym lends none."""
    if old.isupper() and len(old) > 1:
        return new.upper() if len(old) > _LONGEST_ACRONYM else new
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def regions(study: Study) -> tuple[str, ...]:
    """Return the regions of the body that the examination shows, by its description or, failing that, by its findings."""
    table = vocabulary().regions
    description = f"{study.exam.description or ''} {study.exam.body_part or ''}"
    named = tuple(name for name, words in table.items() if matches(words, description))
    return named or tuple(name for name, words in table.items() if matches(words, study.findings))


def stated_within(text: str, finding: str, asserted: bool = True) -> bool:
    """Return whether some sentence of the text states the finding or, with `asserted` false, denies it."""
    return any(finding in (sentence.asserted if asserted else sentence.denied) for sentence in sentences(text))
