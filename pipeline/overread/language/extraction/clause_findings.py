"""The findings of one clause that the lexicon names, each with its attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from overread.finding import Change, Finding, Quantity
from overread.language.extraction.assertion import Assertion, assertions
from overread.language.extraction.attributes import Attributes
from overread.language.extraction.binding import bind
from overread.language.extraction.context import Context
from overread.language.extraction.courses import coursed
from overread.language.extraction.elements import Clause, is_plain_negation
from overread.language.extraction.naming import identified, parted
from overread.language.extraction.nodes import without_looks
from overread.language.extraction.occasions import is_occasion
from overread.language.extraction.plain_findings import aspects, levels_of, normal_findings, span_of, unnamed_findings
from overread.language.extraction.references import LESIONS, is_container, is_referred_to
from overread.language.extraction.sharing import DIRECTED
from overread.language.extraction.statements import content_words
from overread.language.figures.degrees import DEGREE
from overread.language.lexicon import lexicon
from overread.language.places import is_inside, touches, usual_places
from overread.language.words.reading import Reading

_QUALITIES = frozenset(
    {"benign", "nonspecific", "symmetric", "symmetrical", "smooth", "sharp", "homogeneous", "midline", "regular"}
)
_DESCRIBING = frozenset({"lesion", "enlargement", "density", "elevation"})
_UNTAKEN = re.compile(r"^(?:was |is )?not (?:calculated|measured|quantified|computed|obtained)\b")
_FUNCTIONS = frozenset({"blood_flow", "gland_activity"})


def findings_of(reading: Reading, clause: Clause, context: Context) -> Iterator[Finding]:
    """Yield what one clause states."""
    clause = without_looks(_of_function(clause), context)
    said = assertions(clause, context.scope)
    concepts = [index for index in said if clause[index].role == "C"]
    concepts = [index for index in concepts if not is_container(clause, index)]
    targets = [index for index in concepts if not _stands_for_another(clause, index, said, concepts)]
    normal = [
        index
        for index in said
        if clause[index].role != "C" and not (clause[index].role == "M" and any(target > index for target in targets))
    ]
    if targets:
        bound = coursed(clause, targets, bind(clause, targets))
        found = _all_named(reading, clause, targets, said, bound, context)
        yield from _rated(
            [
                each
                for place, findings in enumerate(found)
                if place + 1 == len(found) or not _is_sign_of(findings, found[place + 1])
                for each in findings
                if not any(_repeats(each, other) for others in found for other in others)
            ]
        )
        yield from _still_patent(reading, clause, targets[-1], bound, context)
    elif normal:
        yield from normal_findings(reading, clause, said[normal[0]], context)
    else:
        yield from unnamed_findings(reading, clause, context)


def _is_left_out(clause: Clause, target: int) -> bool:
    """Say whether a measure was not taken at all ("ejection fraction not calculated")."""
    after = [element.word for element in clause[target + 1 :] if element.role != "V"]
    if _UNTAKEN.search(" ".join(after[:2])) is None:
        return False
    return all(element.item is None or element.item.quantity is None for element in clause)


def _still_patent(
    reading: Reading, clause: Clause, last: int, bound: dict[int, tuple[Attributes, ...]], context: Context
) -> Iterator[Finding]:
    """Yield that a vessel is open where a clause says so behind what it finds there ("narrowed over 18 mm, still patent")."""
    start = next((place for place in range(last + 1, len(clause)) if clause[place].word in (",", "but", ";")), None)
    rest = clause[start + 1 :] if start is not None else []
    if not rest or rest[-1].word not in ("patent", "open") or any(part.role in "CN" or part.says("negation") for part in rest):
        return
    places = tuple(place for each in bound[last] for place in each.anatomy) or context.anatomy
    vessels = tuple(place for place in places if "vessel" in lexicon().wholes(place))
    if vessels:
        yield from normal_findings(reading, rest, Assertion(), context._replace(anatomy=vessels))


def _of_function(clause: Clause) -> Clause:
    """Return a clause that only calls a normal function normal ("flow is preserved") without a finding in it."""
    named = [element for element in clause if element.role == "C"]
    if not named:
        return clause
    called = any(element.item and element.item.value("normality") for element in clause)
    if not called or any(element.item and element.item.value("concept") not in _FUNCTIONS for element in named):
        return clause
    return [element._replace(role="W", item=None) if element.role == "C" else element for element in clause]


def _rated(found: list[Finding]) -> Iterator[Finding]:
    """Yield findings with a category behind a feature ("lesion with washout, LI-RADS 5") given to the one lesion among them."""
    lesions = [one for one in found if one.presence == "present" and lexicon().kinds(one.concept) & LESIONS]
    given = [one for one in found if _categories(one)]
    if len(lesions) != 1 or len(given) != 1 or given[0] is lesions[0]:
        yield from found
        return
    names, mark = _categories(given[0]), {"score": given[0].marks["score"]}
    for one in found:
        if one is lesions[0]:
            yield replace(one, descriptors=one.descriptors | names, marks={**one.marks, **mark})
        else:
            yield replace(one, descriptors=one.descriptors - names) if one is given[0] else one


def _categories(finding: Finding) -> frozenset[str]:
    return frozenset(name for name in finding.descriptors if name.partition(":")[0].endswith("rads"))


def _is_sign_of(sign: tuple[Finding, ...], reading: tuple[Finding, ...]) -> bool:
    """Say whether a finding only got its name from its place, which the next states with a doubt ("filling defect in the
    artery, suspicious for embolism").
    """
    if len(sign) != 1 or len(reading) != 1 or sign[0].concept != reading[0].concept or sign[0].sizes:
        return False
    if {sign[0].laterality, reading[0].laterality} == {"left", "right"} or (
        sign[0].anatomy and reading[0].anatomy and not touches(sign[0].anatomy, reading[0].anatomy)
    ):
        return False
    return sign[0].certainty == "definite" != reading[0].certainty and sign[0].presence == reading[0].presence == "present"


def _all_named(
    reading: Reading,
    clause: Clause,
    targets: list[int],
    said: dict[int, Assertion],
    bound: dict[int, tuple[Attributes, ...]],
    context: Context,
) -> list[tuple[Finding, ...]]:
    """Return the findings of every target; what is denied beside a present one is of its place ("stones, no thickening")."""
    found: list[tuple[Finding, ...]] = []
    beside, lacking = context, None
    for number, target in enumerate(targets):
        denied = said[target].presence == "absent"
        here = beside if denied else context
        if number and denied and _is_without(clause, targets[number - 1], target):
            lacking = _of_subject(context, beside)
        lacking = lacking if denied else None
        here = lacking or here
        if said[target].granted:
            here = here._replace(anatomy=(), side=None, subject=())
        found.append(tuple(_named(reading, clause, target, said[target], bound[target], here)))
        beside = _beside(context, found[-1])
    return found


def _is_without(clause: Clause, before: int, target: int) -> bool:
    """Say whether a finding is denied of the one before it ("degeneration without tear", "fatty liver without lesion")."""
    between = clause[before + 1 : target]
    beneath = any(element.word in ("underlying", "associated", "adjacent") for element in between)
    return not beneath and any(element.word.startswith("without") for element in between)


def _of_subject(context: Context, beside: Context) -> Context:
    """Return the context with the place of the finding before, where that lies in the place that stands over it."""
    if context.anatomy and not is_inside(frozenset(beside.subject), frozenset(context.anatomy)):
        return beside
    return beside._replace(anatomy=beside.subject, side=beside.near)


def _beside(context: Context, found: tuple[Finding, ...]) -> Context:
    if not found or found[-1].presence == "absent":
        return context
    places = found[-1].anatomy or usual_places(found[-1].concept)
    levels = found[-1].levels or context.levels
    side = found[-1].laterality or context.side
    return context._replace(subject=tuple(sorted(places)) or context.subject, levels=levels, near=side)


def _repeats(finding: Finding, other: Finding) -> bool:
    """Say whether a finding without attributes only names once more what its clause has said with them ("low ADC signal")."""
    same = finding is not other and (finding.concept, finding.presence) == (other.concept, other.presence)
    bare = not (finding.anatomy or finding.laterality or finding.sizes or finding.severity or finding.change or finding.count)
    return same and bare and finding.descriptors <= other.descriptors and bool(other.anatomy or other.laterality)


def _stands_for_another(clause: Clause, index: int, said: dict[int, Assertion], targets: list[int]) -> bool:
    """Say whether a word such as "findings", "focus" or "prominent" only stands for, or describes, the finding beside it."""
    item = clause[index].item
    if item is None or len(targets) < 2:
        return False
    concept = item.value("concept")
    if concept == "abnormality":
        before = clause[index - 1].item if index > 0 else None
        return said[index].presence == "present" and not (before and before.value("anatomy"))
    if concept == "enlargement" and _tells_of(clause, index, targets):
        return True
    following = next((target for target in targets if target > index), None)
    if concept not in _DESCRIBING or following is None:
        return False
    between = clause[index + 1 : following]
    if concept == "lesion" and (not between or between[0].word != "of"):
        return False
    return all(element.role in "MWD" or element.word == "of" for element in between)


def _tells_of(clause: Clause, index: int, targets: list[int]) -> bool:
    """Say whether "prominent" is only what a clause says of the finding before it ("the markings appear prominent")."""
    before = [target for target in targets if target < index]
    between = clause[before[-1] + 1 : index] if before else []
    return any(part.role == "V" for part in between) and all(part.role in "VMW" for part in between)


def _named(
    reading: Reading, clause: Clause, target: int, said: Assertion, bound: tuple[Attributes, ...], context: Context
) -> Iterator[Finding]:
    """Yield a finding of the lexicon, once for each set of attributes; "normal enhancement" states that all is normal there."""
    item = clause[target].item
    if said.scope != "patient" or item is None or _is_left_out(clause, target):
        return
    normal = said.presence == "present" and _is_called_normal(clause, target)
    if referred := is_referred_to(clause, target, context) or is_occasion(clause):
        context = context._replace(anatomy=(), side=None, subject=())
    entries = [entry for entry in item.entries if entry.category == "concept"]
    for attributes in (part for each in bound for part in parted(entries, each, context, reading.text)):
        if normal and not attributes.anatomy:
            attributes = replace(attributes, anatomy=_topic(clause))
        concept, anatomy, side = identified(entries, attributes, context)
        side = None if concept in DIRECTED and "side" not in attributes.marks else side
        span = span_of(reading, clause)
        if said.presence == "absent" and (own := _sizes_before(reading, clause, attributes)):
            yield _measured_place(reading, clause, own, frozenset(anatomy), side, context)
            attributes = replace(attributes, sizes=tuple(size for size in attributes.sizes if size not in own))
        yield Finding(
            "abnormality" if normal else concept,
            span,
            reading.text[slice(*span)],
            "normal" if normal else "finding",
            lexicon().name(concept),
            "absent" if normal else said.presence,
            said.certainty,
            frozenset(anatomy) or (usual_places(concept) if normal else frozenset()),
            levels_of(attributes.levels, context.levels, frozenset(anatomy) or usual_places(concept)),
            side or next((entry.side for entry in item.entries if entry.side), None),
            attributes.sizes,
            attributes.severity,
            _course(attributes),
            attributes.count,
            attributes.descriptors | ({f"aspect-of-{concept}", *aspects(clause)} if normal else frozenset()),
            content_words(reading, clause[0].first, clause[-1].last),
            context.source,
            historical=said.historical or attributes.historical,
            observed=attributes.observed,
            sentence=context.sentence,
            nearby=context.nearby,
            marks={**attributes.marks, "concept": (item.start, item.end), **({"referred": span} if referred else {})},
        )


def _course(attributes: Attributes) -> Change | None:
    """Return the change that a finding is told to show, of itself or by what its degree was before: what was is not new."""
    if attributes.change is None and attributes.severity and attributes.former:
        step = DEGREE[attributes.severity] - DEGREE[attributes.former]
        return "increased" if step > 0 else "decreased" if step < 0 else "stable"
    return None if attributes.change == "new" and any(map(_is_former, attributes.sizes)) else attributes.change


def _is_former(size: Quantity) -> bool:
    """Say whether a size is one from before: what has one is not new, whatever else in its list is."""
    return size.role == "prior"


def _sizes_before(reading: Reading, clause: Clause, attributes: Attributes) -> tuple[Quantity, ...]:
    """Return the sizes of a denied finding that stand before the denial and behind a place: they are those of the place."""
    start = next((reading.tokens[element.first].start for element in clause if is_plain_negation(element)), None)
    place = next((reading.tokens[element.last - 1].end for element in clause if element.says("anatomy")), None)
    if start is None or place is None:
        return ()
    return tuple(size for size in attributes.sizes if size.role == "current" and place <= size.span[0] < start)


def _measured_place(
    reading: Reading, clause: Clause, sizes: tuple[Quantity, ...], places: frozenset[str], side: str | None, context: Context
) -> Finding:
    """Return the size of a place in which something is denied: "pancreatic duct 2 mm, no filling defect"."""
    span = span_of(reading, clause)
    return Finding(
        "organ_size",
        span,
        reading.text[slice(*span)],
        name="size",
        anatomy=places,
        laterality=side,
        sizes=sizes,
        words=content_words(reading, clause[0].first, clause[-1].last),
        source=context.source,
        sentence=context.sentence,
        nearby=context.nearby,
        marks={f"size:{size.span[0]}": size.span for size in sizes},
    )


def _topic(clause: Clause) -> tuple[str, ...]:
    """Return the place that a clause opens with before an aside ("The spleen, previously enlarged, is normal in uptake")."""
    opening = [element for element in clause[:3] if element.role != "D"][:2]
    aside = len(opening) == 2 and opening[1].word == ","
    return (
        tuple(entry.value for entry in opening[0].item.entries if entry.category == "anatomy")
        if aside and opening[0].item
        else ()
    )


def _is_called_normal(clause: Clause, target: int) -> bool:
    """Say whether "normal" or the like stands in the noun phrase before a finding."""
    for element in reversed(clause[:target]):
        if element.role not in "MWD" and not (element.word == "in" and element is clause[target - 1]):
            return False
        if element.item and element.item.value("normality") and element.word not in _QUALITIES:
            return True
    return False
