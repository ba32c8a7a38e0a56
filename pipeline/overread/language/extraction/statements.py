"""Statements that are not of one finding: recommendations, communications, comparisons, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from overread.advice.done import is_done, tells_of_done
from overread.advice.means import names_imaging, names_means
from overread.advice.plans import EXAMINATIONS, PAST, is_request, weighs
from overread.finding import Change, Finding, Kind, Span
from overread.language.extraction.context import Context, sides_of
from overread.language.lexicon import lexicon
from overread.language.words.reading import Item, Reading

_MOVING = frozenset({"lymph_node", "ventricular_system"})
"""Places of which a bare "increased" or "decreased" tells a course."""
_OPENERS = (",", "which", "and", ";", "with", ":", "(")
_LONGEST_TITLE = 14
_AGAIN = frozenset("repeat follow followup recheck rescan reassess reassessment".split())
_SHORT_TIMES = frozenset({"h", "min", "s"})
_LIMITS = frozenset(
    "rotated rotation motion artifact artefact degraded limited limitation suboptimal nondiagnostic habitus underpenetrated "
    "overpenetrated underexposed overexposed".split()
)
_UNSEEN = re.compile(r"\bnot (?:\w+ )?(?:seen|visuali[sz]ed|imaged|covered|shown|demonstrated)\b", re.IGNORECASE)
_SHUT = re.compile(
    r"\b(?:not|cannot|could not|unable to) (?:be )?(?:\w+ )?(?:assess|evaluat|visuali|seen|image|identif|examin)", re.IGNORECASE
)
"""What could not be looked at, which asks for nothing: "not assessable due to previous surgery"."""
_OF_KNOWN = re.compile(
    r"\bknown (?:\w+ ){0,3}(?:diseases?|diagnos[ie]s|history|condition|factors?|disorder|syndrome|malignancy)\b", re.I
)
"""What is known of a patient, which compares with nothing."""
_HAS_ENLARGED = re.compile(r"\b(?:has|have) (?:\w+ )?enlarged\b", re.IGNORECASE)
_PASSIVE = frozenset("required needed necessary adequate sufficient suffices suffice".split())
_NEEDLESS = frozenset("none not do doe does did".split())  # "nodules, none needing biopsy"
_DENYING = frozenset({"not", "no", "neither"})
_CUES = frozenset({"communication", "history", "caveat", "recommendation"})
_NAMING = frozenset({"anatomy", "side", "direction", "image"})
_TITLES = frozenset(
    "chest radiograph radiography film x ray cxr ct cta mr mri mra us ultrasound sonogram pet mammogram kub view two three "
    "four pa ap frontal lateral oblique decubitus portable upright supine lordotic exam examination study series scan image "
    "single dual contrast xxxx am pm hour hr".split()
)


def statement_cue(reading: Reading, items: list[Item], span: Span) -> tuple[Kind, Item] | None:
    """Return what kind of statement a sentence is and the cue that says so, None for a sentence of findings."""
    if _CUES.isdisjoint([entry.category for item in items for entry in item.entries]):
        return None
    for item in items:
        if item.value("communication"):
            return "communication", item
    if items and items[0].value("history") == "hypothetical" and items[0].end - items[0].start == len("if"):
        return "recommendation", items[0]
    for item in items:
        if item.value("caveat") == "caveat" or (item.value("caveat") and not any(other.value("concept") for other in items)):
            return "caveat", item
    for item in items:
        needed = _needed(reading, item, span) if item.value("recommendation") == "need" else ""
        asks = names_imaging if _is_passive(reading, item) or needed.lstrip().startswith("no ") else names_means
        if item.value("recommendation") == "need" and not asks(needed):
            continue
        if item.value("recommendation") and is_done(reading.text[slice(*span)]):
            return None
        if item.value("recommendation") and tells_of_done(reading.text, items, item, span):
            continue
        if item.value("recommendation") and not (item.value("certainty") and any(other.value("concept") for other in items)):
            return "recommendation", item
    return None


def _needed(reading: Reading, cue: Item, span: Span) -> str:
    """Return the words for what is needed, an examination or anything else: the clause before "is required", what stands after
    "requires".
    """
    if _is_passive(reading, cue):
        return reading.text[span[0] : cue.start].rpartition(",")[2]
    return reading.text[cue.end : span[1]]


def _is_passive(reading: Reading, cue: Item) -> bool:
    return reading.tokens[cue.last - 1].norm in _PASSIVE


def is_title(reading: Reading, first: int, last: int, items: list[Item]) -> bool:
    """Say whether a stretch of text only names what was examined, or has had its words removed: it states nothing.

    "Chest.", "Left knee, 3 views", "PA and lateral radiographs of the chest".
    """
    if last - first > _LONGEST_TITLE or any(map(_states, items)):
        return False
    named = {place for item in items for place in range(item.first, item.last)}
    words = [reading.tokens[place].norm for place in range(first, last) if place not in named]
    plain = lexicon().function_words
    return all(word in plain or word in _TITLES or not word[0].isalpha() for word in words)


def _states(item: Item) -> bool:
    """Say whether an item says more than a place, a side or a direction."""
    return item.quantity is not None or not _NAMING.issuperset([entry.category for entry in item.entries])


def start_of_advice(reading: Reading, items: list[Item], first: int, cue: Item) -> int | None:
    """Return the token where a recommendation starts after a finding in the same sentence, None when it is the whole of it."""
    if cue.value("recommendation") == "need" and not _is_passive(reading, cue):
        starts = cue.first
        while starts > first and reading.tokens[starts - 1].norm in _NEEDLESS:
            starts -= 1
        return starts if starts > first else None
    told = [item for item in items if item.last <= cue.first]
    ends = [item.last for item in told if item.value("concept") or item.value("normality")]
    ends = ends or [item.last for item in told if item.quantity is not None and any(other.value("anatomy") for other in told)]
    if not ends or _is_asked_of(reading.text[reading.tokens[first].start : reading.tokens[ends[0] - 1].end]):
        return None
    return next(
        (index for index in range(cue.first, max(first, ends[0]), -1) if reading.tokens[index - 1].norm in _OPENERS), None
    )


def _is_asked_of(text: str) -> bool:
    """Say whether words ask something of the finding they end with ("biopsy of the mass")."""
    before, of, _ = text.rpartition(" of ")
    return bool(of) and names_means(before)


def statement(
    reading: Reading, span: Span, first: int, last: int, items: list[Item], kind: Kind | None, context: Context
) -> Finding:
    """Return a stretch of text as one statement; where no kind is given it is a comparison, or unread."""
    words = content_words(reading, first, last)
    places = frozenset(entry.value for item in items for entry in item.entries if entry.category == "anatomy")
    nodes = any(not _MOVING.isdisjoint(lexicon().wholes(place)) for place in places)
    changes = [change for item in items if (change := _course(reading, item, nodes))]
    changes = [change for change in changes if change != "persistent"] or changes  # "previously seen nodes have resolved"
    text = reading.text[slice(*span)]
    changes = [] if changes == ["persistent"] and _OF_KNOWN.search(text) else changes
    beside = nodes and _SMALLER.search(text) is not None
    if kind is None and (
        _asks_for_imaging(items, words)
        or (not changes and not _SHUT.search(text) and is_request(text, words, context.source == "impression"))
    ):
        kind = "recommendation"
    limited = any(item.value("limitation") for item in items) or not words.isdisjoint(_LIMITS)
    unseen = any(item.value("anatomy") for item in items) and _UNSEEN.search(text)
    if kind is None and (limited or unseen or weighs(text)):
        kind = "caveat"
    if kind is None:
        kind = "comparison" if changes or any(item.value("comparing") for item in items) else "other"
    told = context.source != "impression" and kind == "comparison" and "increased" in changes
    grown = _enlarged(text, places) if told else None
    sides = sides_of(items) if grown else set[str]()
    return Finding(
        grown or f"~{' '.join(sorted(words))}",
        span,
        text,
        "finding" if grown else kind,
        laterality=next(iter(sides)) if len(sides) == 1 else None,
        presence="absent" if any(item.value("negation") == "before" for item in items) else "present",
        anatomy=places,
        levels=frozenset(name for item in items if item.value("level") for name in item.names),
        sizes=tuple(item.quantity for item in items if item.quantity),
        change=cast(Change, changes[0]) if changes and not beside else None,
        words=words,
        source=context.source,
        sentence=context.sentence,
        nearby=context.nearby,
    )


_SMALLER = re.compile(r"\b(?:smaller|larger)(?: [\w-]+){0,4} (?:lymph )?nodes?\b", re.IGNORECASE)
"""Nodes that are set beside others of now ("additional smaller nodes at level III")."""


def _enlarged(text: str, places: frozenset[str]) -> str | None:
    """Return the finding that an organ has by what tells it to have enlarged ("The spleen has enlarged"), else None."""
    if not _HAS_ENLARGED.search(text):
        return None
    names, wholes = lexicon().within["enlargement"], lexicon().wholes
    named = [whole for place in places for whole in wholes(place) if whole in names]
    return names[max(named, key=lambda whole: (len(wholes(whole)), whole))] if named else None


def _course(reading: Reading, item: Item, nodes: bool) -> str | None:
    """Return the course that an item tells, where that is denied that nothing has moved ("not wider than they were")."""
    course = item.value("change") or (item.value("trend") if nodes else None)
    denied = item.first > 0 and reading.tokens[item.first - 1].norm in _DENYING
    return "stable" if denied and course in ("increased", "decreased") else course


def category(
    reading: Reading, span: Span, first: int, last: int, items: list[Item], context: Context, found: Sequence[Finding]
) -> Finding | None:
    """Return the reporting category that a sentence assigns to no finding: it has none ("BI-RADS 4"), or `found` there are only
    denials ("calcium score of zero with no plaque").
    """
    scores = [item for item in items if item.names and any(":" in name for name in item.names)]
    if not scores or any(one.presence == "present" or one.kind != "finding" for one in found):
        return None
    if any(not one.descriptors.isdisjoint(name for item in scores for name in item.names) for one in found):
        return None
    sides = sides_of(items)
    names = frozenset(name for item in scores for name in item.names if ":" in name)
    return Finding(
        "assessment_category",
        span,
        reading.text[slice(*span)],
        name=reading.text[scores[0].start : scores[0].end],
        levels=context.levels,
        laterality=next(iter(sides)) if len(sides) == 1 else context.side,
        descriptors=names,
        words=content_words(reading, first, last),
        source=context.source,
        sentence=context.sentence,
        nearby=context.nearby,
        marks={"score": (scores[0].start, scores[0].end), "concept": (scores[0].start, scores[0].end)},
    )


def _asks_for_imaging(items: list[Item], words: frozenset[str]) -> bool:
    """Say whether words that state no finding name an examination and when it is due ("Pelvic ultrasound in 6 weeks").

    Hours or less after an injection are told of images that were made, unless they are to be made again.
    """
    again = not words.isdisjoint(_AGAIN)
    times = [item.quantity for item in items if item.quantity is not None and item.quantity.quantity == "time"]
    timed = any(again or time.unit not in _SHORT_TIMES for time in times)
    return timed and not words.isdisjoint(EXAMINATIONS) and words.isdisjoint(PAST)


def content_words(reading: Reading, first: int, last: int) -> frozenset[str]:
    """Return the normal forms of the words in [first, last) that are more than grammar."""
    grammar = lexicon().function_words
    tokens = reading.tokens[first:last]
    return frozenset({norm for norm, _, _ in tokens if norm not in grammar and norm[0].isalpha() and len(norm) > 1})
