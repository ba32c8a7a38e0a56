"""Findings in text: what a report states, with spans; the same for the source, the draft and the measurement rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from overread.finding import Finding, Kind, Source, Span
from overread.language.assertion import Assertion, Scope, assertion_of, assertions, scope_of_heading
from overread.language.binding import Attributes, bind
from overread.language.clauses import Clause, Element, clauses
from overread.language.lexicon import lexicon
from overread.language.reading import Item, Reading, read, resolved
from overread.language.rows import finding_of_row
from overread.language.sentences import Sentence, sentences
from overread.study import Study

_SECTIONS: tuple[Source, ...] = ("indication", "technique", "comparison")
_REGION_CHARACTERS = 1000
_PRONOUNS = frozenset({"it", "this", "these", "they", "which", "lesion", "measuring", "measure", "measures", "measured", "largest", "one"})


class Context(NamedTuple):
    """What stands over a sentence: the field it comes from, the places its heading names, and all that it names nearby."""

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


def facts_of(study: Study) -> tuple[Finding, ...]:
    """Return what the source says: its findings text first, then indication, technique, comparison, prior and rows."""
    region = region_of(study)
    facts = [*findings_in(study.findings, "findings", region)]
    for section in _SECTIONS:
        facts += findings_in(getattr(study, section), section, region)
    if study.prior and study.prior.impression:
        facts += findings_in(study.prior.impression, "prior", region)
    facts += [finding_of_row(row) for row in study.measurements]
    return tuple(facts)


def claims_of(impression: str, region: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Return the statements of an impression; one from which nothing can be read is of kind `other` with no words."""
    return tuple(findings_in(impression, "impression", region))


def region_of(study: Study) -> frozenset[str]:
    """Return the places named by the examination, else by the findings, with all they are part of."""
    text = " ".join(part for part in (study.exam.body_part, study.exam.description) if part)
    return _wholes(text) or _wholes(study.findings[:_REGION_CHARACTERS])


def _wholes(text: str) -> frozenset[str]:
    names = {entry.value for item in read(text).items for entry in item.entries if entry.category == "anatomy" and not entry.region}
    return frozenset(whole for name in names for whole in lexicon().wholes(name))


def findings_in(text: str, source: Source, region: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Yield the findings of one text in order of their sentences."""
    if not text.strip():
        return
    reading = read(text)
    previous: list[Finding] = []
    cursor = token = 0
    nearby: frozenset[str] = frozenset()
    subject = Context(source)
    heading: Span | None = None
    for number, sentence in enumerate(sentences(text)):
        sentence = _with_heading_finding(reading, sentence)
        while cursor < len(reading.items) and reading.items[cursor].start < sentence.span[0]:
            cursor += 1
        stop = cursor
        while stop < len(reading.items) and reading.items[stop].start < sentence.span[1]:
            stop += 1
        while token < len(reading.tokens) and reading.tokens[token].start < sentence.span[0]:
            token += 1
        last = token
        while last < len(reading.tokens) and reading.tokens[last].start < sentence.span[1]:
            last += 1
        context = _context(reading, sentence, source, region)
        if sentence.heading and sentence.heading != heading:
            heading = sentence.heading
            yield from _introduced(reading, heading, context, number)
        items = resolved(reading.items[cursor:stop], context.region)
        refers = token < last and reading.tokens[token].norm in _PRONOUNS
        nearby = _named_in(items) | frozenset(context.anatomy) | (nearby if refers else frozenset())
        context = context._replace(sentence=number, nearby=nearby, subject=context.anatomy or subject.anatomy)
        if refers and not context.anatomy:
            context = context._replace(anatomy=subject.anatomy, side=subject.side)
        subject = _subject(items, context)
        found = list(_sentence(reading, sentence.span, token, last, items, context))
        if previous and (continued := _continued(previous[-1], found, reading, token)):
            previous[-1] = continued
            continue
        yield from previous
        previous = found
        cursor, token = stop, last
    yield from previous


def _subject(items: list[Item], context: Context) -> Context:
    """Return the context with the first place and side that a sentence names, which the next one may leave unsaid."""
    for item in items:
        places = tuple(entry.value for entry in item.entries if entry.category == "anatomy")
        if places:
            side = next((other.value("side") for other in items if other.value("side")), None)
            return context._replace(anatomy=places, side=next((e.side for e in item.entries if e.side), None) or side)
    return context._replace(anatomy=context.anatomy or context.subject)


def _named_in(items: list[Item]) -> frozenset[str]:
    """Return the places, levels and sides that the items of a sentence name."""
    places = {entry.value for item in items for entry in item.entries if entry.category in ("anatomy", "side")}
    return frozenset(places | {entry.side for item in items for entry in item.entries if entry.side} | {n for i in items for n in i.names})


def _introduced(reading: Reading, heading: Span, context: Context, number: int) -> Iterator[Finding]:
    """Yield what a heading over a list states itself ("Stable pulmonary nodules, for example:")."""
    inside = resolved([item for item in reading.items if heading[0] <= item.start and item.end <= heading[1]], context.region)
    if not any(item.value("concept") not in (None, "abnormality") for item in inside) or not any(_qualifies(item) for item in inside):
        return
    first = next(index for index, token in enumerate(reading.tokens) if token.start >= heading[0])
    last = next((index for index, token in enumerate(reading.tokens) if token.start >= heading[1]), len(reading.tokens))
    plain = Context(context.source, region=context.region, sentence=number, nearby=_named_in(inside))
    yield from _clauses(reading, first, last, inside, plain)


def _qualifies(item: Item) -> bool:
    return any(item.value(category) for category in ("change", "count", "severity", "side", "negation", "quantity"))


def _with_heading_finding(reading: Reading, sentence: Sentence) -> Sentence:
    """Take a heading that is itself a finding ("Effusion: none") into its sentence."""
    if sentence.heading is None or sentence.span[0] - sentence.heading[1] > 3:
        return sentence
    start, end = sentence.heading
    inside = [item for item in reading.items if start <= item.start and item.end <= end]
    if any(item.value("concept") not in (None, "abnormality") for item in inside) and sentence.span[1] - sentence.span[0] < 40:
        return Sentence((start, sentence.span[1]), None)
    return sentence


def _context(reading: Reading, sentence: Sentence, source: Source, region: frozenset[str]) -> Context:
    if sentence.heading is None:
        return Context(source, region=region)
    start, end = sentence.heading
    inside = [item for item in reading.items if start <= item.start and item.end <= end]
    inside = resolved(inside, region)
    places = tuple(dict.fromkeys(entry.value for item in inside for entry in item.entries if entry.category == "anatomy"))
    sides = {item.value("side") for item in inside if item.value("side")} | {e.side for item in inside for e in item.entries if e.side}
    wholes = frozenset(whole for place in places for whole in lexicon().wholes(place))
    levels = frozenset(name for item in inside if item.value("level") for name in item.names)
    scope = scope_of_heading(reading.text[start:end])
    return Context(source, places, sides.pop() if len(sides) == 1 else None, wholes | region, levels=levels, scope=scope)


def _sentence(reading: Reading, span: Span, first: int, last: int, items: list[Item], context: Context) -> Iterator[Finding]:
    cue = _statement_cue(items)
    if cue:
        kind, item = cue
        cut = _cut(reading, items, first, item) if kind == "recommendation" else None
        if cut is None:
            yield _whole(reading, span, first, last, items, kind, context)
            return
        yield from _clauses(reading, first, cut, [i for i in items if i.last <= cut], context)
        rest = [i for i in items if i.first >= cut]
        yield _whole(reading, (reading.tokens[cut].start, span[1]), cut, last, rest, kind, context)
        return
    found = list(_clauses(reading, first, last, items, context))
    if found:
        yield from found
    else:
        yield _whole(reading, span, first, last, items, _kind_without_finding(items), context)


def _statement_cue(items: list[Item]) -> tuple[Kind, Item] | None:
    for item in items:
        if item.value("communication"):
            return "communication", item
    if items and items[0].value("history") == "hypothetical" and items[0].end - items[0].start == 2:
        return "recommendation", items[0]
    for item in items:
        if item.value("recommendation") and not (item.value("certainty") and any(other.value("concept") for other in items)):
            return "recommendation", item
    return None


def _cut(reading: Reading, items: list[Item], first: int, cue: Item) -> int | None:
    """Return where a recommendation starts inside a sentence that states a finding before it, None when it is the whole."""
    if not any(item.value("concept") or item.value("normality") for item in items if item.last <= cue.first):
        return None
    for index in range(cue.first, first, -1):
        if reading.tokens[index - 1].norm in (",", "which", "and", ";", "for", "with") and reading.tokens[index - 1].norm != "for":
            head = [item for item in items if item.last <= index - 1]
            if any(item.value("concept") or item.value("normality") for item in head):
                return index
    return None


def _kind_without_finding(items: list[Item]) -> Kind:
    return "comparison" if any(item.value("comparing") for item in items) else "other"


def _whole(reading: Reading, span: Span, first: int, last: int, items: list[Item], kind: Kind, context: Context) -> Finding:
    words = _content_words(reading, first, last)
    sizes = tuple(item.quantity for item in items if item.quantity)
    places = frozenset(entry.value for item in items for entry in item.entries if entry.category == "anatomy")
    concept = f"~{' '.join(sorted(words))}" if words else "~"
    return Finding(concept, span, reading.text[slice(*span)], kind, anatomy=places, words=words, sizes=sizes, source=context.source, sentence=context.sentence, nearby=context.nearby,
                   presence="absent" if any(item.value("negation") == "before" for item in items) else "present")  # fmt: skip


def _content_words(reading: Reading, first: int, last: int) -> frozenset[str]:
    ordinary = lexicon().function_words
    return frozenset(
        token.norm for token in reading.tokens[first:last] if token.norm[0].isalpha() and len(token.norm) > 1 and token.norm not in ordinary
    )


def _clauses(reading: Reading, first: int, last: int, items: list[Item], context: Context) -> Iterator[Finding]:
    before = context
    for clause in clauses(reading, first, last, items):
        goes_on = clause[0].role in "VS" or clause[0].word in _PRONOUNS
        own = [element.item for element in clause if element.item]
        places = any(item.value("anatomy") for item in own)
        yield from _clause(reading, clause, before if goes_on and not places else context)
        before = _subject(own, context)


def _clause(reading: Reading, clause: Clause, context: Context) -> Iterator[Finding]:
    said = assertions(clause, context.scope)
    targets = [index for index in said if clause[index].role == "C"]
    targets = [index for index in targets if not _is_empty(clause, index, said, targets)]
    normal = [index for index in said if clause[index].role != "C" and not _is_premodifier(clause, index, targets)]
    if targets:
        bound = bind(clause, targets)
        for target in targets:
            inverted = any(clause[i].item.value("normality") for i in range(_phrase_start(clause, target), target) if clause[i].item)  # type: ignore[union-attr]
            yield from _findings(reading, clause, target, said[target], bound[target], inverted, context)
    elif normal:
        yield from _normal(reading, clause, said[normal[0]], context)
    else:
        yield from _unnamed(reading, clause, context)


def _is_empty(clause: Clause, index: int, said: dict[int, Assertion], targets: list[int]) -> bool:
    """Say whether a word such as "findings", "focus" or "prominent" only stands for, or describes, the finding beside it."""
    item = clause[index].item
    if item is None or len(targets) < 2:
        return False
    concept = item.value("concept")
    if concept == "abnormality":
        return said[index].presence == "present"
    following = next((target for target in targets if target > index), None)
    if concept not in ("lesion", "enlargement", "density") or following is None:
        return False
    between = clause[index + 1 : following]
    if concept == "lesion" and (not between or between[0].word != "of"):
        return False
    return all(element.role in "MWD" or element.word == "of" for element in between)


def _is_premodifier(clause: Clause, index: int, targets: list[int]) -> bool:
    return any(target > index for target in targets) and clause[index].role == "M"


def _phrase_start(clause: Clause, target: int) -> int:
    index = target
    while index > 0 and clause[index - 1].role in "MWD":
        index -= 1
    return index


def _findings(
    reading: Reading, clause: Clause, target: int, said: Assertion, bound: tuple[Attributes, ...], inverted: bool, context: Context
) -> Iterator[Finding]:
    if said.scope != "patient":
        return
    item = clause[target].item
    if item is None:
        return
    span = _span(reading, clause)
    concepts = [entry for entry in item.entries if entry.category == "concept"]
    for attributes in bound:
        anatomy, side = _places(attributes, context)
        concept = _named(_chosen(concepts, anatomy, context), anatomy or context.subject, context)
        if anatomy and anatomy is context.anatomy and not _fits(concept, anatomy):
            anatomy, side = (), attributes.side
        kind: Kind = "normal" if inverted and said.presence == "present" else "finding"
        yield Finding(
            concept if kind == "finding" else "abnormality",
            span,
            reading.text[slice(*span)],
            kind,
            lexicon().name(concept),
            "absent" if kind == "normal" else said.presence,
            said.certainty,
            frozenset(anatomy) or (frozenset(_default(concept)) if kind == "normal" else frozenset()),
            attributes.levels or context.levels,
            side or next((entry.side for entry in item.entries if entry.side), None),
            attributes.sizes,
            attributes.severity,
            attributes.change,  # type: ignore[arg-type]
            attributes.count,
            attributes.descriptors,
            _content_words(reading, clause[0].first, clause[-1].last),
            context.source,
            None,
            said.historical or attributes.historical,
            context.sentence,
            context.nearby,
            {**attributes.marks, "concept": (item.start, item.end)},
        )


def _fits(concept: str, anatomy: tuple[str, ...]) -> bool:
    """Say whether a finding can be in the place its heading names, so that a heading does not reach beyond its organ."""
    usual = _default(concept)
    return not usual or any(_related_places(place, other) for place in anatomy for other in usual)


def _related_places(one: str, other: str) -> bool:
    return one in lexicon().wholes(other) or other in lexicon().wholes(one)


def _default(concept: str) -> frozenset[str]:
    known = lexicon().concepts.get(concept)
    return known.anatomy if known else frozenset()


def _places(attributes: Attributes, context: Context) -> tuple[tuple[str, ...], str | None]:
    anatomy = attributes.anatomy
    if anatomy:
        side = attributes.side
        if side is None and context.side and any(_is_within(place, context.anatomy) for place in anatomy):
            side = context.side
        return anatomy, side
    return context.anatomy, attributes.side or context.side


def _is_within(place: str, wholes: tuple[str, ...]) -> bool:
    return bool(lexicon().wholes(place) & set(wholes))


def _chosen(concepts: list[object], anatomy: tuple[str, ...], context: Context) -> str:
    """Return the concept a term means here: one bound to the region first, then one without a region."""
    wholes = {whole for place in anatomy for whole in lexicon().wholes(place)} | context.region
    entries = sorted(concepts, key=lambda entry: entry.region is None)  # type: ignore[attr-defined]
    for entry in entries:
        if entry.region is None or entry.region in wholes:  # type: ignore[attr-defined]
            return str(entry.value)  # type: ignore[attr-defined]
    return str(entries[0].value)  # type: ignore[attr-defined]


def _named(concept: str, anatomy: tuple[str, ...], context: Context) -> str:
    """Return the name a generic concept takes in its place: an effusion of the pleura is a pleural effusion."""
    names = lexicon().within.get(concept)
    if not names:
        return concept
    for place in anatomy:
        for whole in (place, *sorted(lexicon().wholes(place) - {place}, key=lambda name: (-len(lexicon().wholes(name)), name))):
            if whole in names:
                return names[whole]
    if not anatomy:
        for place in sorted(context.region):
            if place in names:
                return names[place]
    return concept


def _normal(reading: Reading, clause: Clause, said: Assertion, context: Context) -> Iterator[Finding]:
    span = _span(reading, clause)
    words = _content_words(reading, clause[0].first, clause[-1].last)
    merged = _all_attributes(clause)
    anatomy, side = _places(merged, context)
    present = said.presence == "absent"
    for place in anatomy or ("",):
        yield Finding(
            "abnormality", span, reading.text[slice(*span)], "finding" if present else "normal", "abnormality", "present" if present else "absent",
            said.certainty, frozenset({place} if place else ()), merged.levels or context.levels, side, merged.sizes, None, merged.change,  # type: ignore[arg-type]
            None, merged.descriptors | _aspects(clause), words, context.source, None, False, context.sentence, context.nearby, merged.marks,
        )  # fmt: skip


_ASPECTS = {"size": "size", "caliber": "size", "contour": "size", "silhouette": "size", "configuration": "size", "shadow": "size",
            "position": "position", "alignment": "position", "volume": "volume", "otherwise": "rest", "remainder": "rest", "remaining": "rest",
            "rest": "rest"}  # fmt: skip


def _aspects(clause: Clause) -> frozenset[str]:
    """Return what of an organ a statement of normality speaks of (`size`, `position`, `volume`), `rest` for "otherwise normal",
    and `clear` where it says so."""
    words = {word for element in clause for word in element.word.split()}
    clear = any(element.item and element.item.value("normality") == "clear" for element in clause)
    return frozenset(f"aspect-{_ASPECTS[word]}" for word in words & _ASPECTS.keys()) | ({"aspect-clear"} if clear else frozenset())


def _all_attributes(clause: Clause) -> Attributes:
    whole = [Element("X", clause[-1].last, clause[-1].last)]
    return bind([*clause, *whole], [len(clause)])[len(clause)][0]


def _unnamed(reading: Reading, clause: Clause, context: Context) -> Iterator[Finding]:
    """Yield what a clause says that names no known finding: the size of an organ, or a finding the lexicon lacks."""
    merged = _all_attributes(clause)
    anatomy, side = _places(merged, context)
    span = _span(reading, clause)
    heads = _unknown_words(clause)
    said = assertion_of(clause, heads[-1], context.scope) if heads else Assertion()
    sized = bool(merged.sizes) and (bool(merged.anatomy) or not heads)
    if said.scope != "patient" or (not sized and not (heads and _is_finding_like(clause, merged, said))):
        return
    concept = (context.concept or "organ_size") if sized and not heads else f"~{heads[-1]}"
    yield Finding(
        concept, span, reading.text[slice(*span)], "finding" if sized or heads else "other",
        " ".join(heads) or (lexicon().name(context.concept) if context.concept else "size"),
        said.presence, said.certainty,
        frozenset(anatomy), merged.levels or context.levels, side, merged.sizes, merged.severity, merged.change, merged.count,  # type: ignore[arg-type]
        merged.descriptors, _content_words(reading, clause[0].first, clause[-1].last), context.source, None, merged.historical or said.historical, context.sentence,
        context.nearby, merged.marks,
    )  # fmt: skip


def _is_finding_like(clause: Clause, merged: Attributes, said: Assertion) -> bool:
    """Say whether unknown words are spoken of as a finding is: with a place, degree, change, count, denial, doubt, or as seen."""
    described = merged.severity or merged.change or merged.count or merged.descriptors or merged.sizes or merged.side or merged.levels
    seen = any(element.role == "V" or element.word in ("seen", "noted", "identified", "present") for element in clause)
    return bool(described or said.presence == "absent" or said.certainty != "definite" or (merged.anatomy and (seen or len(clause) < 8)))


def _unknown_words(clause: Clause) -> list[str]:
    ordinary = lexicon().ordinary
    return [
        element.word
        for element in clause
        if element.item is None and element.word[:1].isalpha() and len(element.word) > 2 and element.word not in ordinary and not element.word.endswith("ly")
    ]


def _span(reading: Reading, clause: Clause) -> Span:
    elements = [element for element in clause if element.role not in ("K", "X")] or clause
    return reading.tokens[elements[0].first].start, reading.tokens[elements[-1].last - 1].end


def _continued(previous: Finding, found: list[Finding], reading: Reading, first: int) -> Finding | None:
    """Return the previous finding with the sizes of a sentence that only goes on about it ("It measures 3 cm."), else None."""
    if len(found) != 1 or found[0].concept not in ("organ_size", "~") or previous.kind != "finding" or previous.presence == "absent":
        return None
    new = found[0]
    if not new.sizes or new.marks.get("anatomy") or reading.tokens[first].norm not in _PRONOUNS:
        return None
    return replace(previous, sizes=previous.sizes + new.sizes, change=previous.change or new.change, marks={**new.marks, **previous.marks})
