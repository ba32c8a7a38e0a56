"""The findings of one clause: those the lexicon names, statements of normality, sizes, and findings it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from overread.finding import Finding, Span
from overread.language.assertion import Assertion, assertion_of, assertions
from overread.language.attributes import Attributes, sizes_apart
from overread.language.binding import bind
from overread.language.clauses import Clause, Element
from overread.language.context import Context
from overread.language.courses import coursed
from overread.language.lexicon import lexicon
from overread.language.naming import identified, parted, placed, renamed
from overread.language.places import usual_places
from overread.language.reading import Reading
from overread.language.statements import content_words

_SHORT = 8
_PLAIN = frozenset(
    "anterior posterior medial lateral superior inferior proximal distal central peripheral focal diffuse significant "
    "acute chronic subacute".split()
)
_QUALITIES = frozenset(
    {"benign", "nonspecific", "symmetric", "symmetrical", "smooth", "sharp", "homogeneous", "midline", "regular"}
)
LESIONS = frozenset({"nodule", "mass", "lesion", "cyst"})
_DESCRIBING = frozenset({"lesion", "enlargement", "density"})
_DIMENSIONS = frozenset({"thickness", "diameter", "caliber", "width", "height", "length", "axis"})
_FUNCTIONS = frozenset({"blood_flow", "gland_activity"})
_ASPECTS = {
    **dict.fromkeys(("size", "caliber", "contour", "silhouette", "configuration", "shadow"), "size"),
    **dict.fromkeys(("position", "alignment"), "position"),
    **dict.fromkeys(("volume", "inflated", "inflation", "expanded", "expansion"), "volume"),
    **dict.fromkeys(("flow", "perfusion", "vascularity", "waveform", "patent", "widely", "patency", "compressible"), "flow"),
    **dict.fromkeys(("function", "motion", "contractility"), "function"),
    **dict.fromkeys(("ejection", "ef"), "ejection"),
    **dict.fromkeys(("attenuation", "density", "echogenicity", "echotexture", "texture", "signal"), "texture"),
    **dict.fromkeys(("otherwise", "remainder", "remaining", "rest"), "rest"),
}
_INTACT = frozenset({"intact", "grossly intact"})


def findings_of(reading: Reading, clause: Clause, context: Context) -> Iterator[Finding]:
    """Yield what one clause states."""
    clause = _of_function(clause)
    said = assertions(clause, context.scope)
    concepts = [index for index in said if clause[index].role == "C"]
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
    elif normal:
        yield from _normal(reading, clause, said[normal[0]], context)
    else:
        yield from _unnamed(reading, clause, context)


def _of_function(clause: Clause) -> Clause:
    """Return a clause that only calls a normal function normal ("flow is preserved") without a finding in it."""
    named = [element for element in clause if element.role == "C"]
    called = any(element.item and element.item.value("normality") for element in clause)
    if not named or not called or any(element.item and element.item.value("concept") not in _FUNCTIONS for element in named):
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
    beside = context
    for target in targets:
        here = beside if said[target].presence == "absent" else context
        found.append(tuple(_named(reading, clause, target, said[target], bound[target], here)))
        beside = _beside(context, found[-1])
    return found


def _beside(context: Context, found: tuple[Finding, ...]) -> Context:
    if not found or found[-1].presence == "absent":
        return context
    places = found[-1].anatomy or usual_places(found[-1].concept)
    levels = found[-1].levels or context.levels
    return context._replace(subject=tuple(sorted(places)) or context.subject, levels=levels)


def _repeats(finding: Finding, other: Finding) -> bool:
    """Say whether a finding without attributes only names once more what its clause has said with them ("low ADC signal")."""
    same = finding is not other and (finding.concept, finding.presence) == (other.concept, other.presence)
    bare = not (finding.anatomy or finding.laterality or finding.sizes or finding.severity or finding.change or finding.count)
    return same and bare and bool(other.anatomy or other.laterality)


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
    if said.scope != "patient" or item is None:
        return
    normal = said.presence == "present" and _is_called_normal(clause, target)
    entries = [entry for entry in item.entries if entry.category == "concept"]
    for attributes in (part for each in bound for part in parted(entries, each, context, reading.text)):
        concept, anatomy, side = identified(entries, attributes, context)
        span = _span(reading, clause)
        yield Finding(
            "abnormality" if normal else concept,
            span,
            reading.text[slice(*span)],
            "normal" if normal else "finding",
            lexicon().name(concept),
            "absent" if normal else said.presence,
            said.certainty,
            frozenset(anatomy) or (usual_places(concept) if normal else frozenset()),
            _levels(attributes.levels, context.levels),
            side or next((entry.side for entry in item.entries if entry.side), None),
            attributes.sizes,
            attributes.severity,
            attributes.change,
            attributes.count,
            attributes.descriptors | ({f"aspect-of-{concept}", *_aspects(clause)} if normal else frozenset()),
            content_words(reading, clause[0].first, clause[-1].last),
            context.source,
            historical=said.historical or attributes.historical,
            observed=attributes.observed,
            sentence=context.sentence,
            nearby=context.nearby,
            marks={**attributes.marks, "concept": (item.start, item.end)},
        )


def _levels(own: frozenset[str], above: frozenset[str]) -> frozenset[str]:
    """Return the levels of a finding; a root named under the heading of a disc ("L5-S1: ... S1 root") adds to it."""
    discs = frozenset(level for level in above if "-" in level)
    return own | discs if own and not any("-" in level for level in own) else own or above


def _is_called_normal(clause: Clause, target: int) -> bool:
    """Say whether "normal" or the like stands in the noun phrase before a finding."""
    for element in reversed(clause[:target]):
        if element.role not in "MWD":
            return False
        if element.item and element.item.value("normality") and element.word not in _QUALITIES:
            return True
    return False


def _normal(reading: Reading, clause: Clause, said: Assertion, context: Context) -> Iterator[Finding]:
    """Yield, for every place a clause names, that it is normal, or abnormal where that is denied."""
    merged = _all_attributes(clause)
    anatomy, side = placed(merged, context)
    span = _span(reading, clause)
    abnormal = said.presence == "absent"
    for place in anatomy or ("",):
        yield Finding(
            "abnormality",
            span,
            reading.text[slice(*span)],
            "finding" if abnormal else "normal",
            "abnormality",
            "present" if abnormal else "absent",
            said.certainty,
            frozenset({place} - {""}),
            merged.levels or context.levels,
            side,
            merged.sizes,
            change=merged.change,
            descriptors=merged.descriptors | _aspects(clause),
            words=content_words(reading, clause[0].first, clause[-1].last),
            source=context.source,
            sentence=context.sentence,
            nearby=context.nearby,
            marks=merged.marks,
        )


def _aspects(clause: Clause) -> frozenset[str]:
    """Return what of an organ a statement of normality speaks of.

    `aspect-size`, `aspect-position` and `aspect-volume` for those alone, `aspect-rest` for "otherwise normal",
    `aspect-clear` for "clear", `aspect-intact`, `aspect-flow`, `aspect-function` and `aspect-texture` likewise.
    """
    words = {word for element in clause for word in element.word.split()}
    called = [element for element in clause if element.item and element.item.value("normality")]
    clear = any(element.item and element.item.value("normality") == "clear" for element in called)
    intact = bool(called) and all(element.word in _INTACT for element in called)
    named = [_ASPECTS[word] for word in words & _ASPECTS.keys()]
    return frozenset(f"aspect-{name}" for name in [*named, *(["clear"] if clear else []), *(["intact"] if intact else [])])


def _all_attributes(clause: Clause) -> Attributes:
    """Return the attributes of a clause that names no finding, all bound to the clause itself."""
    whole = Element("X", clause[-1].last, clause[-1].last)
    marked = [*clause, whole]
    return coursed(marked, [], bind(marked, [len(clause)]))[len(clause)][0]


def _unnamed(reading: Reading, clause: Clause, context: Context) -> Iterator[Finding]:
    """Yield what a clause says that names no known finding: the size of an organ, or a finding the lexicon lacks."""
    apart = sizes_apart(clause)
    for merged in apart or [_all_attributes(clause)]:
        yield from _unnamed_one(reading, clause, merged, context)


def _unnamed_one(reading: Reading, clause: Clause, merged: Attributes, context: Context) -> Iterator[Finding]:
    anatomy, side = placed(merged, context)
    heads = _unknown_words(clause) or _descriptions(merged)
    said = assertion_of(clause, heads[-1], context.scope) if heads else Assertion()
    sized = bool(merged.sizes) and (bool(merged.anatomy) or not heads)
    if said.scope != "patient" or not (sized or (heads and _is_finding_like(clause, merged, said))):
        return
    taken_up = any(size.quantity == "uptake" for size in merged.sizes)
    avid = renamed("fdg_uptake", anatomy, context) if taken_up and anatomy else "fdg_uptake"
    measured = context.concept or (avid if avid != "fdg_uptake" else "organ_size")
    span = _span(reading, clause)
    yield Finding(
        f"~{heads[-1]}" if heads else measured,
        span,
        reading.text[slice(*span)],
        "finding",
        " ".join(heads) or (lexicon().name(measured) if measured != "organ_size" else "size"),
        said.presence,
        said.certainty,
        frozenset(anatomy),
        merged.levels or context.levels,
        side,
        merged.sizes,
        merged.severity,
        merged.change,
        merged.count,
        merged.descriptors,
        content_words(reading, clause[0].first, clause[-1].last),
        context.source,
        historical=merged.historical or said.historical,
        sentence=context.sentence,
        nearby=context.nearby,
        marks=merged.marks,
    )


def _descriptions(merged: Attributes) -> list[str]:
    """Return what a clause calls a place without naming a finding ("a nodular appearance of the left base")."""
    described = [mark for mark in merged.marks if mark.startswith("descriptor:")]
    return (
        [mark.partition(":")[2] for mark in described if mark.partition(":")[2] not in _PLAIN]
        if merged.anatomy and not merged.sizes
        else []
    )


def _is_finding_like(clause: Clause, merged: Attributes, said: Assertion) -> bool:
    """Say whether unknown words are spoken of as a finding is: with a place, degree, change, count, denial, doubt, as seen."""
    described = (
        merged.severity or merged.change or merged.count or merged.descriptors or merged.sizes or merged.side or merged.levels
    )
    seen = any(element.role == "V" or element.word in ("seen", "noted", "identified", "present") for element in clause)
    return bool(
        described
        or said.presence == "absent"
        or said.certainty != "definite"
        or (merged.anatomy and (seen or len(clause) < _SHORT))
    )


def _unknown_words(clause: Clause) -> list[str]:
    ordinary = lexicon().ordinary
    words = [
        element.word for element in clause if element.item is None and element.word[:1].isalpha() and len(element.word) > 2
    ]
    unknown = [word for word in words if word not in ordinary and not word.endswith("ly")]
    return [] if _DIMENSIONS.issuperset(unknown) else unknown


def _span(reading: Reading, clause: Clause) -> Span:
    elements = [element for element in clause if element.role not in ("K", "X")] or clause
    return reading.tokens[elements[0].first].start, reading.tokens[elements[-1].last - 1].end
