"""Diagnoses that a source describes without a name: the words by which a sign is told, in whatever form and order.

"Blind-ending tubular structure with a thick wall" is an appendicitis in no phrase of the lexicon; a row of words is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from overread.finding import Finding, Span
from overread.language.comparison.denials.limits import is_measured_of, limits_of, speaks_against
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.positions.told_directions import AGAINST
from overread.language.comparison.vicinity.unread import content, named
from overread.language.extraction.context import EXAMINED
from overread.language.extraction.exceptions import EXCEPTING
from overread.language.figures.agreement import agrees
from overread.language.figures.quantities import quantities
from overread.language.inference.fitting import is_sound
from overread.language.inference.named_there import named_in, places_in
from overread.language.inference.stated import Line, has_all, lines_of
from overread.language.inference.undecided import is_read_as_benign, is_read_otherwise
from overread.language.lexicon import Description, Need, lexicon
from overread.language.places import relation, touches, usual_places
from overread.language.words.tokens import norms
from overread.review import Comparison, Difference

DESCRIBED = "described"
_SIDES = frozenset({"left", "right"})


def described(claim: Finding, facts: Facts, across: bool = True) -> Comparison | None:
    """Return the conclusion from sentences that describe a claimed finding at the claimed place, None where there are none.

    What practice concludes only with a hedge is inferred where the claim has one, and else lacks it. `across` lets a sentence
    that goes on about the same thing complete the description.
    """
    if claim.source != "impression" or claim.historical:
        return None
    told = [row for row in _describing(claim, facts.quotes.text, across) if _is_there(claim, *row, facts)]
    spans = [line.span for row, lines in told for part, line in zip(row.parts, lines, strict=True) if _asks_for_health(part)]
    normals = [facts.all[group[0]] for group in facts.normals]
    told = [row for row in told if not any(_is_sound_beside(claim, one, row[1], facts) for one in normals)]
    told = [row for row in told if not _is_measured_otherwise(claim, row[1], facts)]
    if not told or any(is_sound(claim, one) for one in normals if not any(s <= one.span[0] < e for s, e in spans)):
        return None
    evidence = _evidence(told, facts)
    if claim.laterality in _SIDES and not any(_sides_of(lines, facts) for _, lines in told):
        side = Difference("laterality", f"the {claim.laterality}", "no side", added=True)
        return Comparison(claim, "unsupported", evidence, side)
    here = [fact for _, lines in told for line in lines for fact in facts.at(line.span)]
    if claim.certainty != "possible" and any(is_read_as_benign(claim, fact, facts) for fact in here):
        benign = Difference("overinterpretation", claim.name, evidence[0].name)
        return Comparison(claim, "unsupported", evidence, benign, reason=DESCRIBED)
    if is_read_otherwise(claim, here):
        other = Difference("overinterpretation", claim.name, evidence[0].name)
        return Comparison(claim, "unsupported", evidence, other, reason=DESCRIBED)
    licensed = [lines for row, lines in told if row.strength == "licensed" or claim.concept in _WIDEST]
    if claim.certainty != "definite" or any(_is_of_class(claim, lines, facts.quotes.text) for lines in licensed):
        return Comparison(claim, "inferred", evidence, reason=DESCRIBED)
    difference = Difference("overinterpretation", claim.name, evidence[0].name, added=True)
    return Comparison(claim, "unsupported", evidence, difference, reason=DESCRIBED)


def _is_sound_beside(claim: Finding, normal: Finding, lines: Sequence[Line], facts: Facts) -> bool:
    """Say whether a sentence calls normal the very organ of a claim, and what describes it is of another ("the liver is
    enlarged, the spleen is normal").
    """
    if normal.descriptors or normal.laterality or not usual_places(claim.concept) & normal.anatomy:
        return False
    spans = [line.span for line in lines if line.span[0] <= normal.span[0] < line.span[1]]
    return bool(spans) and not any(EXCEPTING.search(facts.quotes.text, *span) for span in spans)


def _is_measured_otherwise(claim: Finding, lines: Sequence[Line], facts: Facts) -> bool:
    """Say whether sentences that have the words of a finding give a measure that is far from it ("iliac artery of 10 mm")."""
    limits = limits_of(claim.concept)
    here = (fact for line in lines for fact in facts.at(line.span)) if limits else ()
    return any(is_measured_of(claim, fact, limit) and speaks_against(fact, limit) for fact in here for limit in limits)


_WIDEST = frozenset({"lesion"})
"""A name that says no more than that something is there, whatever it is likely to be."""


def _is_of_class(claim: Finding, lines: Sequence[Line], text: str) -> bool:
    """Say whether sentences that describe a finding also describe each class that a claim gives it: an endoleak of type II is
    fed by lumbar arteries.
    """
    classes = [name.partition(":") for name in claim.descriptors if ":" in name]
    named = ((system, name) for system, _, name in classes if system not in _RATINGS and not system.endswith("rads"))
    return all(any(_shows_class(system, name, line, text) for line in lines) for system, name in named)


_RATINGS = frozenset("u m p r".split())
"""Categories by which readers rate what they find, which describe no finding."""


def _shows_class(system: str, name: str, line: Line, text: str) -> bool:
    """Say whether a sentence describes a class of a system, or gives a value that is within its limits."""
    schemes = [scheme for scheme in lexicon().schemes if system in scheme.systems]
    portraits = (one for scheme in schemes for one in scheme.portraits if one.classes == {name} and one.needs)
    if any(all(line.holds(need, True, False) for need in one.needs) for one in portraits):
        return True
    limits = ((limit.unit, row) for scheme in schemes for limit in scheme.limits for row in limit.classes if row[0] == name)
    given = quantities(text[slice(*line.span)])
    return any(size.unit == unit and least <= max(size.values) <= most for unit, (_, least, most) in limits for size in given)


def _sides_of(lines: Sequence[Line], facts: Facts) -> bool:
    """Say whether sentences give a side, or speak of a part of the body of which one was examined."""
    here = [fact for line in lines for fact in facts.at(line.span)]
    sided = any(fact.laterality or any(name.startswith(EXAMINED) for name in fact.nearby) for fact in here)
    return sided or not here or any(not _SIDES.isdisjoint(line.sure) for line in lines)


def described_somewhere(claim: Finding, text: str) -> Span | None:
    """Return where a text describes a claimed finding on no other side, and in no other of the parts that may bear it."""
    return next((lines[0].span for _, lines in _describing(claim, text) if not _is_elsewhere(claim, lines, text)), None)


def _is_elsewhere(claim: Finding, lines: Sequence[Line], text: str) -> bool:
    """Say whether sentences describe what any part may have, as a tear or a fracture, in parts other than the claimed one."""
    if not claim.anatomy or not lexicon().concepts[claim.concept].generic:
        return False
    named = places_in(text, lines)
    return bool(named) and not touches(claim.anatomy, named)


def _is_contrary(claim: Finding, lines: Sequence[Line], text: str) -> bool:
    """Say whether sentences have a quality that excludes one of a claim, and not that one: "partial" for "full thickness"."""
    said = named_in(text, [line.span for line in lines], "descriptor")
    opposes = lexicon().opposes
    words = frozenset(word.removesuffix("ly") for line in lines for word in line.sure)
    if any(name not in words and words & AGAINST.get(name, frozenset()) - claim.descriptors for name in claim.descriptors):
        return True
    return any(name not in said and not said.isdisjoint(opposes.get(name, ())) for name in claim.descriptors)


def _describing(claim: Finding, text: str, across: bool = True) -> Iterator[tuple[Description, list[Line]]]:
    """Yield the descriptions of a finding that a text has, each with a sentence for each of its parts.

    Only the first must be about the claimed side: a lung that is collapsed pulls or pushes what lies on the other.
    """
    sure = claim.certainty == "definite"
    own = "simple" in claim.descriptors
    for name, row in _rows().get(claim.concept, ()):
        seat = frozenset({row.place}) if row.place else usual_places(name) if name != claim.concept else frozenset()
        if (own and name != claim.concept) or (seat and claim.anatomy and not touches(claim.anatomy, seat)):
            continue
        found: list[Line] = []
        for part in row.parts:
            having = [line for line in lines_of(text).holding(part, sure, across) if found or is_on_side(claim, line)]
            if not having:
                break
            if claim.anatomy and len(having) > 1:
                having.sort(key=lambda line: not touches(claim.anatomy, places_in(text, [line])))
            found.append(having[0])
        else:
            places = places_in(text, found) - lexicon().loose
            if claim.anatomy or not (seat and places) or touches(places, seat):
                yield row, found


@cache
def _rows() -> dict[str, list[tuple[str, Description]]]:
    """Return what describes a finding or a kind of it, with its name: what describes a renal cancer describes a malignancy."""
    words = lexicon()
    found: dict[str, list[tuple[str, Description]]] = {}
    for name, rows in words.descriptions.items():
        for kind in words.kinds(name):
            if kind in words.concepts:
                found.setdefault(kind, []).extend((name, row) for row in rows)
    return found


def is_on_side(claim: Finding, line: Line) -> bool:
    """Say whether a sentence may be of the side that a claim names."""
    sides = _SIDES.intersection(line.sure)
    return claim.laterality not in _SIDES or not sides or claim.laterality in sides


def _is_there(claim: Finding, row: Description, lines: Sequence[Line], facts: Facts) -> bool:
    """Say whether sentences may be about the side, the place, the level and the size that a claim names."""
    text = facts.quotes.text
    if _is_contrary(claim, lines, text):
        return False
    asked = zip(row.parts, lines, strict=True)
    if any(_is_all_well(line, facts) and not _asks_for_health(part) for part, line in asked):
        return False
    here = [fact for line in lines for fact in facts.at(line.span)]
    sides = {fact.laterality for fact in facts.at(lines[0].span)} & _SIDES
    if claim.laterality in _SIDES and sides and claim.laterality not in sides:
        return False
    everywhere = not _EVERYWHERE.isdisjoint(lines[0].sure)
    if not everywhere and not _are_levels_of(claim, frozenset(level for fact in here for level in fact.levels)):
        return False
    given = [size for line in lines for size in quantities(text[line.span[0] : _end_of_sizes(text, line.span[1])])]
    if not all(any(agrees(size, other) for other in given) for size in claim.sizes if size.role != "prior"):
        return False
    named = places_in(text, lines) | {row.place} - {""}
    organ = usual_places(claim.concept)
    own = named if touches(named, organ) else named | organ
    words = [word for line in lines for word in line.sure]
    return all(_is_at(claim, place, own, words) for place in claim.anatomy)


_SIZES_ALONE = re.compile(
    r"[.;]\s+(?:measur\w+ )?\d[\d.,]*(?:\s*(?:mm|cm)?\s*(?:x|×|by)\s*\d[\d.,]*){0,2}\s*(?:mm|cm)\b(?=\s*[.;\n])"
)
"""A sentence that is no more than the size of what was told before."""


def _end_of_sizes(text: str, end: int) -> int:
    told = _SIZES_ALONE.match(text, end)
    return told.end() if told else end


_EVERYWHERE = frozenset({"generalized", "diffuse", "diffusely", "throughout"})
_OF_RAY = frozenset({"metatarsophalangeal_joint", "metacarpophalangeal_joint"})


def _are_levels_of(claim: Finding, told: frozenset[str]) -> bool:
    """Say whether sentences name all levels of a claim, both ends of an interspace ("L4 on L5"), or the bone of the same ray
    for a joint at its end.
    """
    rays = {level.rpartition("-")[2] for level in told if level.startswith("meta")} if claim.anatomy & _OF_RAY else set()
    ends = (level for level in claim.levels if not (level.startswith("digit-") and level[6:] in rays))
    return all(level in told or told.issuperset(level.split("-")) for level in ends)


def _asks_for_health(part: Sequence[Need]) -> bool:
    """Say whether a part of a description is that something is as it should be: defects where the ventilation is normal."""
    return any(not _HEALTHY.isdisjoint(wording.words) for need in part for wording in need)


_HEALTHY = frozenset({"normal", "preserved", "intact", "homogeneous", "patent"})


def _is_all_well(line: Line, facts: Facts) -> bool:
    """Say whether a sentence only calls something normal, without a denial ("normal filling of the sinuses"), and does not lead
    to that with a clause of its own ("contrast in the sac, in continuity with a patent artery").
    """
    here = facts.at(line.span)
    if not here or line.denied or not all(fact.kind == "normal" or fact.concept == _USUAL for fact in here):
        return False
    led = facts.quotes.text[line.span[0] : min(fact.span[0] for fact in here)]
    return len(content(led)) < _CLAUSE


_USUAL = "usual_distention"
_CLAUSE = 4


def _is_at(claim: Finding, place: str, named: frozenset[str], words: Sequence[str]) -> bool:
    if any(relation(place, other) in ("same", "vaguer") for other in named):
        return True
    if place in lexicon().loose:
        return True
    said = norms(claim.words_of(f"anatomy:{place}"))
    return bool(said) and has_all(words, said)


def _evidence(told: Sequence[tuple[Description, Sequence[Line]]], facts: Facts) -> tuple[Finding, ...]:
    """Return the sentences that describe a finding, then what of their findings they tell with it."""
    text = facts.quotes.text
    lines = [*dict.fromkeys(line for _, own in told for line in own)]
    needs = [need for row, _ in told for part in row.parts for need in part]
    needed = tuple({word for need in needs for wording in need for word in wording.words})
    signs = [
        fact
        for line in lines
        for fact in facts.at(line.span)
        if fact.kind == "finding" and fact.presence == "present" and _is_among(fact, needed)
    ]
    return (*(Finding("~", line.span, text[slice(*line.span)], "other") for line in lines), *signs)


def _is_among(fact: Finding, needed: tuple[str, ...]) -> bool:
    """Say whether a finding is told by the words of a description, or is a mere state without a size beside them."""
    known = lexicon().concepts.get(fact.concept)
    if known is not None and known.generic and known.importance != "critical" and not fact.sizes:
        return True
    own = named(fact.words_of())
    return bool(own) and has_all(needed, [*own])
