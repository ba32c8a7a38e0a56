"""What stands over a sentence: its heading, the sentence before, and the places that its own words name."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from overread.finding import Source, Span
from overread.language.extraction.assertion.assertion import Scope, scope_of_heading
from overread.language.lexicon import lexicon
from overread.language.places import has_halves, is_inside, touches, usual_places
from overread.language.words.reading import Item, Reading, items_between, read, resolved
from overread.language.words.tokens import norms

EXAMINED = "examined-"
"""Leads the side of the examination in `nearby`: a finding of which the source tells no side is on it."""

PRONOUNS = frozenset(
    {
        "it",
        "its",
        "their",
        "this",
        "these",
        "they",
        "which",
        "lesion",
        "measuring",
        "measure",
        "measures",
        "measured",
        "largest",
        "one",
    }
)

_LESIONS = frozenset({"nodule", "mass", "lesion", "cyst", "metastasis"})
_LABEL = re.compile(
    r"(?:(?:index|target|second|dominant) )?(?:nodule|lesion|mass|node|cyst|finding|plaque|stone|area)s? ?#?\d{0,2}[a-d]?"
    r"(?:, [a-z]+(?: [a-z]+){0,3})?",
    re.IGNORECASE,
)
_PART = re.compile(
    r"medial|lateral|anterior|posterior|superior|inferior|proximal|distal|central|left|right|"
    r"(?P<of>head|neck|body|tail|fundus|apex|base|tip|root)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:^|\n|[.;]\s)\s*(?:\d+[.)]\s*)?([A-Za-z][A-Za-z /&,()'-]{1,60}?(?: \d{1,2})?)\s*:(?=\s|$)")
_TITLE_LINE = re.compile(r"^[ \t]*(?:(?i:(?:left|right)(?: [a-z]+){0,2})|[A-Z][A-Z /&,-]{2,50})[ \t]*:?[ \t]*$", re.MULTILINE)
_SIDE_LED = re.compile(
    r"[ \t]*(left|right)(?: (?:side|leg|arm|lower|upper|limb|extremity|veins?|arteries|arterial|venous))*[ \t]*:", re.IGNORECASE
)
_OTHER_SIDE = {"left": r"\bright\b", "right": r"\bleft\b"}


_HEART = frozenset({"heart"})
"""The organ of which each part has a name of its own ("Apex: hypokinetic" under "Inferior wall")."""
_COATED = {"pleura": "lung", "pericardium": "heart", "peritoneum": "abdomen"}
"""The organs that what lines them goes with: an effusion told after the lung leaves the lung the subject."""


class Context(NamedTuple):
    """The field a sentence comes from, the place and finding of its heading, and what was named before and beside it.

    `region` holds the places examined with all they are part of; `subject` is the place last spoken of; `nearby` has every
    place, level and side of the sentence; `concept` is the finding that a heading over a list introduces, `near`
    the side of the finding before; `inline` says that the heading stood within a line, before an earlier sentence; `over`
    is the side that a title line above ("LEFT LEG VEINS") gives to all that stands under it; `strange` are the words of a
    heading that the lexicon does not know.
    """

    source: Source
    anatomy: tuple[str, ...] = ()
    side: str | None = None
    region: frozenset[str] = frozenset()
    sentence: int = 0
    nearby: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    subject: tuple[str, ...] = ()
    concept: str = ""
    scope: Scope = "patient"
    near: str | None = None
    inline: bool = False
    over: str | None = None
    strange: frozenset[str] = frozenset()


def under_heading(
    reading: Reading, heading: Span | None, source: Source, region: frozenset[str], title: Span | None
) -> Context:
    """Return the context that a heading, and the title line above in the same block, give to a sentence under them.

    The number of a lesion ("Nodule 1:") leaves side and place to the heading that it stands under, and one that names no side
    has that of the title line ("LEFT").
    """
    region, over = _under_title(reading, title, region) if title else (region, None)
    if heading is None:
        return Context(source, side=over, region=region, over=over)
    own = _of_heading(reading, heading, source, region)._replace(over=over)
    own = own if own.side else own._replace(side=_side_of_line(reading.text, heading[0]) or over)
    if (part := _part_of(reading.text, heading)) and (of_part := _of_part(part, own)):
        return own if own.anatomy and is_inside(frozenset(own.anatomy), _HEART) else of_part
    label = _LABEL.fullmatch(reading.text, *heading) is not None and not (own.side or own.anatomy)
    above = heading_over(reading.text, heading[0]) if label else None
    if above is None:
        return own
    outer = _of_heading(reading, above, source, region)
    return own._replace(
        anatomy=outer.anatomy, side=outer.side, levels=own.levels or outer.levels, region=own.region | outer.region
    )


def _side_of_line(text: str, start: int) -> str | None:
    """Return the side that the heading of a line gives to one within it ("RIGHT: CFV patent. Peroneal vein: thrombus")."""
    led = _SIDE_LED.match(text, text.rfind("\n", 0, start) + 1, start)
    side = led[1].lower() if led else None
    return side if led and not re.search(_OTHER_SIDE[led[1].lower()], text[led.end() : start], re.IGNORECASE) else None


def _part_of(text: str, heading: Span) -> tuple[str, str] | None:
    """Return the name of the part that a heading gives of the organ it stands under, in the same line or above ("MENISCI:
    Medial:"), and that organ, None where it names a place of its own.
    """
    outer, colon, inner = text[slice(*heading)].rpartition(":")
    if not (part := _PART.fullmatch(inner.strip())):
        return None
    whole = None if colon else heading_over(text, heading[0], _PART)
    outer = text[slice(*whole)] if whole else outer
    return (f"{part[0]} {'of the ' if part['of'] else ''}{outer}", outer) if outer else None


def _of_part(part: tuple[str, str], own: Context) -> Context | None:
    """Return the context that the name of a part gives under the organ that it is of, None where there is no such part."""
    name, organ = part
    named = _of_heading(read(name), (0, len(name)), own.source, own.region)
    whole = _of_heading(read(organ), (0, len(organ)), own.source, own.region)
    known = named.side is not None or named.anatomy != whole.anatomy
    if own.side and not own.anatomy:  # a bare side, which all that is told under it is on
        halved = not whole.anatomy or any(map(has_halves, whole.anatomy))
        return (named if halved else own)._replace(side=own.side, over=own.side)
    return named._replace(side=named.side or own.side, over=own.over) if known else None


def heading_over(text: str, start: int, but: re.Pattern[str] = _LABEL) -> Span | None:
    """Return the last heading before a place in the text, in the same block, that is no mere number of a lesion."""
    found = [match.span(1) for match in _TITLE.finditer(text, max(text.rfind("\n\n", 0, start), 0), start)]
    return next((span for span in reversed(found) if not but.fullmatch(text, *span)), None)


def title_over(text: str, titles: list[Span], start: int) -> Span | None:
    """Return the last of the title lines of a text before a place in it, in the same block."""
    last = bisect_left(titles, (start, start)) - 1
    return titles[last] if last >= 0 and text.find("\n\n", titles[last][1], start) < 0 else None


def title_lines(text: str) -> list[Span]:
    """Return the lines of a text that are only a title: in capitals, or a side."""
    return [match.span() for match in _TITLE_LINE.finditer(text)]


def _under_title(reading: Reading, title: Span, region: frozenset[str]) -> tuple[frozenset[str], str | None]:
    """Return the places examined with those of a title line, and the side that it gives to what stands under it."""
    named = _of_heading(reading, title, "findings", region)
    chambers = any("heart" in lexicon().wholes(place) for place in named.anatomy)
    return named.region, None if chambers else named.side


def _of_heading(reading: Reading, heading: Span, source: Source, region: frozenset[str]) -> Context:
    inside = resolved(items_between(reading, *heading), region)
    places = tuple(dict.fromkeys(entry.value for item in inside for entry in item.entries if entry.category == "anatomy"))
    if ":" in reading.text[slice(*heading)]:
        wider = {whole for place in places for whole in lexicon().wholes(place) if whole != place}
        places = tuple(place for place in places if place not in wider)
    places = places or _of_lesions(inside)
    sides = sides_of(inside)
    wholes = frozenset(whole for place in places for whole in lexicon().wholes(place))
    return Context(
        source,
        places,
        next(iter(sides)) if len(sides) == 1 else None,
        wholes | region,
        levels=frozenset(name for item in inside if item.value("level") for name in item.names),
        concept=introduced(inside),
        scope=scope_of_heading(reading.text[slice(*heading)]),
        strange=frozenset() if inside else _strange(reading.text[slice(*heading)]),
    )


def _strange(heading: str) -> frozenset[str]:
    """Return the words of a heading of one or two, none of which the lexicon knows ("Prosthesopodium:")."""
    words, known = norms(heading), lexicon()
    fresh = [word for word in words if len(word) > _SHORT_WORD and word not in known.phrases and word not in known.ordinary]
    return frozenset(fresh) if fresh and len(words) <= _FEW else frozenset()


_SHORT_WORD = 4
_FEW = 2


def _of_lesions(items: list[Item]) -> tuple[str, ...]:
    """Return the organ of the lesions that a heading names ("Liver metastases: segment 7 34 mm")."""
    for concept in filter(None, (item.value("concept") for item in items)):
        known = lexicon().concepts.get(concept)
        if known is not None and len(known.anatomy) == 1 and not _LESIONS.isdisjoint(lexicon().kinds(concept)):
            return tuple(known.anatomy)
    return ()


def introduced(items: list[Item]) -> str:
    """Return the finding that a heading states of itself ("Stable pulmonary nodules, for example:"), empty where it states
    none.
    """
    concepts = [concept for item in items if (concept := item.value("concept")) and concept != "abnormality"]
    qualified = any(
        item.value(kind) for item in items for kind in ("change", "count", "severity", "side", "negation", "quantity")
    )
    return concepts[0] if concepts and qualified else ""


def sides_of(items: list[Item]) -> set[str]:
    """Return the sides that items name, of themselves or within a place ("RUL")."""
    found: set[str] = set()
    for item in items:
        for entry in item.entries:
            if entry.side:
                found.add(entry.side)
            elif entry.category == "side":
                found.add(entry.value)
    return found


def named_in(items: list[Item]) -> frozenset[str]:
    """Return the places, levels and sides that items name."""
    places = [entry.value for item in items for entry in item.entries if entry.category == "anatomy"]
    return frozenset(sides_of(items).union(places, *[item.names for item in items if item.names]))


def after(items: list[Item], context: Context) -> Context:
    """Return the context with the first place and side that a stretch of text names, which the next may leave unsaid."""
    for item in items:
        if item.value("anatomy"):
            places = tuple(entry.value for entry in item.entries if entry.category == "anatomy")
            own = next((entry.side for entry in item.entries if entry.side), None)
            told = own or next((side for other in items if (side := other.value("side"))), None)
            if told is None and context.side and not context.concept and are_paired(places):
                told = context.side
            return context._replace(anatomy=places, side=told)
    return context._replace(anatomy=context.subject) if context.subject and not context.anatomy else context


def are_paired(places: tuple[str, ...]) -> bool:
    """Say whether the body has two of each of some places."""
    known = lexicon().places
    return all(place in known and known[place].paired for place in places)


def after_sentence(items: list[Item], context: Context) -> Context:
    """Return the context that a sentence leaves: the place of the one before it only where it tells of nothing elsewhere."""
    if context.subject and not context.anatomy:
        seats = frozenset(place for item in items if (concept := item.value("concept")) for place in usual_places(concept))
        elsewhere = frozenset(_COATED.get(place, place) for place in seats)
        if elsewhere and not touches(elsewhere, frozenset(context.subject)):
            context = context._replace(subject=())
    return after(items, context)
