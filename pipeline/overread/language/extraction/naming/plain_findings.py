"""What a clause states without naming a finding of the lexicon: that all is normal, a size, or a finding it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from overread.finding import Finding, Span
from overread.language.extraction.assertion.assertion import Assertion, assertion_of
from overread.language.extraction.binding.attributes import Attributes, joined
from overread.language.extraction.binding.binding import bind
from overread.language.extraction.binding.courses import coursed
from overread.language.extraction.binding.places_of_sizes import sizes_apart
from overread.language.extraction.clauses.involvement import reached
from overread.language.extraction.clauses.organ_sizes import TRENDS, grown_or_shrunken
from overread.language.extraction.context import Context
from overread.language.extraction.elements.elements import Clause, Element, is_plain_negation
from overread.language.extraction.level_of_heading import levels_of
from overread.language.extraction.naming.aspects_told import aspects
from overread.language.extraction.naming.naming import renamed
from overread.language.extraction.naming.nodes import is_of_nodes, node_finding
from overread.language.extraction.naming.rated_names import measured_name
from overread.language.extraction.naming.whereabouts import placed
from overread.language.extraction.statements import content_words
from overread.language.lexicon import lexicon
from overread.language.words.reading import Reading

_SHORT = 8
_FEW = 4
_DENYING = frozenset({"no", "without"})
_INVASION = "invasion"
_CLOTS = {
    "lobar_pulmonary_artery": "pulmonary_embolism",
    "segmental_pulmonary_artery": "pulmonary_embolism",
    "lower_extremity_vein": "deep_vein_thrombosis",
}
"""What a vessel is involved by where no tumour is likely to have reached it."""
_MOVED = {"protrud": "disc_protrusion", "herniat": "disc_herniation", "extrude": "disc_extrusion", "bulges": "disc_bulge"}
"""What a disc is said to do, by the stem of the verb."""
_PLAIN = frozenset(
    "anterior posterior medial lateral superior inferior proximal distal central peripheral focal diffuse significant "
    "acute chronic subacute".split()
)
_DIMENSIONS = frozenset({"thickness", "diameter", "caliber", "width", "height", "length", "axis"})
_RANKS = frozenset("age gender sex percentile centile risk category placing matched adjusted peers".split())


def normal_findings(reading: Reading, clause: Clause, said: Assertion, context: Context) -> Iterator[Finding]:
    """Yield, for every place a clause names, that it is normal, or abnormal where that is denied."""
    merged = _attributes(_without_ends(clause))[0]
    anatomy, side = placed(merged, context)
    if not merged.anatomy and (_has_own_subject(clause) or any(element.word in _AROUND for element in clause)):
        anatomy = ()
    span = span_of(reading, clause)
    abnormal = said.presence == "absent"
    descriptors = merged.descriptors | aspects(clause)
    words = content_words(reading, clause[0].first, clause[-1].last) | (context.strange if not anatomy else frozenset())
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
            levels_of(merged.levels, context.levels, frozenset({place} - {""})),
            side,
            merged.sizes,
            change=merged.change,
            descriptors=descriptors,
            words=words,
            source=context.source,
            sentence=context.sentence,
            nearby=context.nearby,
            marks=merged.marks,
        )


def _without_ends(clause: Clause) -> Clause:
    """Return a clause without the places to which something is normal ("tibial arteries patent to the ankle")."""
    if _ENDS.isdisjoint([part.word for part in clause]):
        return clause
    called = next((index for index, part in enumerate(clause) if part.says("normality")), len(clause))
    if not any(part.word in _ENDS for part in clause[called:]) or not any(part.says("anatomy") for part in clause[:called]):
        return clause
    kept: list[Element] = []
    ending = False
    for index, element in enumerate(clause):
        ending = index > called and (element.word in _ENDS or (ending and element.role in "MD"))
        kept.extend([] if ending and element.says("anatomy") else [element])
    return kept


_ENDS = frozenset({"to", "from", "until"})
_AROUND = frozenset({"surrounding", "adjacent", "neighboring", "adjoining"})
_GOING_ON = frozenset({"still", "otherwise", "again", "overall", "largely"})


def _has_own_subject(clause: Clause) -> bool:
    """Say whether a normal opens with something that the lexicon lacks, and so speaks of no organ of its heading."""
    opening = clause[0]
    if opening.item is not None or not opening.word[:1].isalpha() or opening.word in _GOING_ON:
        return False
    unknown = opening.word not in lexicon().ordinary
    return unknown and len(opening.word) > len("duct") and opening.role == "W" and reached(clause, placed=True) is None


def _attributes(clause: Clause) -> tuple[Attributes, ...]:
    """Return the attributes of a clause that names no finding, bound to the clause itself: once for each that it lists."""
    whole = Element("X", clause[-1].last, clause[-1].last)
    marked = [*clause, whole]
    return coursed(marked, [], bind(marked, [len(clause)]))[len(clause)]


def _of_all(listed: tuple[Attributes, ...]) -> Attributes:
    """Return the attributes of all that a clause lists side by side ("right iliac 12 mm and right obturator 9 mm")."""
    total = joined([*listed])
    return replace(total, sizes=tuple(dict.fromkeys(total.sizes))) if len(total.sizes) > 1 else total


def unnamed_findings(reading: Reading, clause: Clause, context: Context) -> Iterator[Finding]:
    """Yield what a clause says that names no known finding: the size of an organ, or a finding the lexicon lacks."""
    bare = len(clause) < _FEW and bool(context.anatomy) and not any(element.says("anatomy") for element in clause)
    if (state := reached(clause, placed=bare)) is not None:
        yield from _of_involvement(reading, clause, state, context)
        return
    if (cut := _where_denied(clause)) is not None:
        for part in (clause[:cut], clause[cut:]):
            yield from unnamed_findings(reading, part, context)
        return
    if is_of_nodes(context) and len(nodes_told := _node_by_node(clause)) > 1:
        for part in nodes_told:
            yield from unnamed_findings(reading, part, context)
        return
    listed = _attributes(clause)
    if (nodes := node_finding(reading, clause, _of_all(listed), context)) is not None:
        yield nodes
        return
    for merged in sizes_apart(clause) or listed[:1]:
        yield from _unnamed_one(reading, clause, merged, context)


def _node_by_node(clause: Clause) -> list[Clause]:
    """Return the stretches of a clause that each give a place and a size ("right paratracheal 14 mm, subcarinal 12 mm"), none
    where it tells more.
    """
    parts: list[Clause] = [[]]
    for element in clause:
        if element.role == "K":
            parts.append([])
        else:
            parts[-1].append(element)
    sized = [any(part.item and part.item.quantity for part in stretch) for stretch in parts]
    placed = [any(part.says("anatomy") or part.says("level") for part in stretch) for stretch in parts]
    return parts if all(sized) and all(placed) else []


def _where_denied(clause: Clause) -> int | None:
    """Return where a clause goes on to deny something else than it tells of ("ventricular asymmetry without periventricular
    change"), None where it does not.
    """
    for index, element in enumerate(clause):
        if is_plain_negation(element) and element.word.split()[0] in _DENYING:
            told, denied = clause[:index], clause[index:]
            apart = any(part.item is None and part.role == "W" for part in told) and bool(_unknown_words(told))
            return index if apart and _unknown_words(denied) else None
    return None


def _of_involvement(reading: Reading, clause: Clause, reached: bool, context: Context) -> Iterator[Finding]:
    """Yield that disease has reached the places of a clause, or that it has left them free."""
    told = [*normal_findings(reading, clause, Assertion("present"), context)]
    wholes = {whole for normal in told for place in normal.anatomy for whole in lexicon().wholes(place)}
    for normal in told:
        if reached:
            concept = next((name for place, name in _CLOTS.items() if place in wholes), _INVASION)
            name = lexicon().name(concept)
            yield replace(normal, concept=concept, kind="finding", name=name, presence="present", descriptors=frozenset())
        else:
            yield normal


_HOLLOW = "ventricular_system"
"""What is not atrophic where it is smaller."""


def _unnamed_one(reading: Reading, clause: Clause, merged: Attributes, context: Context) -> Iterator[Finding]:
    anatomy, side = placed(merged, context)
    heads = _unknown_words(clause) or _descriptions(merged)
    said = assertion_of(clause, heads[-1], context.scope) if heads else Assertion()
    if said.granted:  # "no protrusion of the canals into the cells"
        heads = [next((head for head in heads if assertion_of(clause, head).presence == "absent"), heads[-1])]
        said = assertion_of(clause, heads[-1], context.scope)
    if _is_broken(merged, anatomy):
        heads, grown = [], "fracture"
    else:
        grown = grown_or_shrunken(clause, (merged.change, *merged.descriptors)) if merged.anatomy and not heads else ""
        grown = "" if grown == "atrophy" and any(_HOLLOW in lexicon().wholes(place) for place in anatomy) else grown
    sized = bool(merged.sizes or grown) and (bool(merged.anatomy) or not heads)
    if said.scope != "patient" or not (sized or (heads and _is_finding_like(clause, merged, said))):
        return
    measured = renamed(grown, anatomy, context) if grown else measured_name(merged, anatomy, context)
    merged = replace(merged, change=None, descriptors=merged.descriptors - TRENDS) if grown else merged
    span = span_of(reading, clause)
    moved = _MOVED.get(heads[-1][:7]) if heads and "intervertebral_disc" in anatomy else None
    heads = [] if moved else heads
    measured = moved or measured
    yield Finding(
        f"~{heads[-1]}" if heads else measured,
        span,
        reading.text[slice(*span)],
        "finding",
        " ".join(heads) or (lexicon().name(measured) if measured != "organ_size" else "size"),
        said.presence,
        said.certainty,
        frozenset(anatomy),
        levels_of(merged.levels, context.levels, frozenset(anatomy)),
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


def _is_broken(merged: Attributes, anatomy: tuple[str, ...]) -> bool:
    """Say whether a bone is described as only a broken one can be ("Calcaneus: comminuted, Sanders III")."""
    told = {name.partition(":")[0] for name in merged.descriptors}
    return bool(anatomy) and not told.isdisjoint(_OF_FRACTURES) and all("bone" in lexicon().wholes(place) for place in anatomy)


_OF_FRACTURES = frozenset(
    "comminuted salterharris schatzker sanders weber danisweber garden neer mason gartland pauwels frykman gustilo".split()
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
    if not unknown:
        return []
    scored = any(element.says("score") for element in clause)
    return [] if (_DIMENSIONS | _RANKS if scored else _DIMENSIONS).issuperset(unknown) else unknown


def span_of(reading: Reading, clause: Clause) -> Span:
    """Return the offsets of a clause in its text, without the links and marks at its ends."""
    elements = [element for element in clause if element.role not in "KXB"] or clause
    return reading.tokens[elements[0].first].start, reading.tokens[elements[-1].last - 1].end
