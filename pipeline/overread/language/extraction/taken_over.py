"""What a sentence takes over from the one before it: the place of "it", the side of the organ told of, "the same lobe"."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.extraction.binding.seats import has_name_in, usual_of
from overread.language.extraction.context import PRONOUNS, Context
from overread.language.extraction.elements.elements import Clause, Element, is_plain_negation
from overread.language.extraction.naming.references import LESIONS
from overread.language.lexicon import lexicon
from overread.language.places import CHAMBER, is_inside, relation, touches, usual_places
from overread.language.words.reading import Item, Reading
from overread.language.words.sentences import Sentence

ONE_OF = frozenset({"largest", "smallest", "larger", "smaller", "dominant", "each", "measuring", "one"})
COUNTED_OFF = frozenset(
    {"one", "the one", "first", "second", "third", "other", "another", "the other", "the first", "the second"}
)
ONE_SIDE = frozenset({"left", "right"})
_SHORT = 3
_SIDES = ONE_SIDE | {"bilateral"}
_OF_BOTH = frozenset({"lung", "brain"})  # what is told of these alone is seldom of one side
_SAME_PLACE = re.compile(
    r"\b(?:the|that) same (?:lobe|segment|organ|lobule|quadrant|bone|muscle|kidney|breast|ovary|joint|vessel)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\W*(?:the |all |all the |(?:a few|many|multiple|several|some|numerous|few) )?(?:other|remaining|additional)\b", re.I
)
_SAME_LEVEL = re.compile(
    r"\b(?:at (?:this|that) level\b|"
    r"(?:the|that) same (?:(?:vertebral |spinal |disc )?level|segment|vertebra|disc|rib|(?:inter)?space)\b)",
    re.IGNORECASE,
)
_OUTWARDS = re.compile(r"\b(?:towards?|extend\w*|reach\w*|into|up to)\b", re.IGNORECASE)
_TO_ITS = frozenset({"in", "within", "at", "along", "there"})
_IN_ITS_PART = re.compile(
    r"(?:in|within|at|along) its\b|"
    r"there (?:is|are) (?:(?!with\b|containing\b)[^\s,;.]+ )+?(?:in|within|at|along) its (?:\w+ ){0,2}"
    r"(?:third|part|portion|segment|half|end|course|wall|pole|lobe|head|neck|body|tail|apex|base|aspect)\b",
    re.IGNORECASE,
)
_THE_OTHER = re.compile(
    r"the (left|right)(?: one)? (?:is|was|has|shows?|contains?|measures?|appears?|demonstrates?|remains?|exhibits?)\b",
    re.IGNORECASE,
)
_SAME_SIDE = re.compile(r"\b(?:this|that|the same) side\b", re.IGNORECASE)


def with_the_same(context: Context, before: Context, items: list[Item], named: frozenset[str], words: str) -> Context:
    """Return the context of a sentence with the side of the organ it goes on about, or the place it calls the same; `named`
    are the places and sides of its items.
    """
    low = words.lower()
    same = " same " in low
    if low.startswith("the ") and not context.anatomy and (organ := _organ_of_the_other(before, words)):
        context = context._replace(anatomy=organ)
    if context.side is None and (("side" in low and _SAME_SIDE.search(words)) or _goes_on(before, items, named, words)):
        context = context._replace(side=before.side)
    if (same or "t level" in low or "s level" in low) and not context.levels and _SAME_LEVEL.search(words):
        context = context._replace(levels=_levels_of(before))
    if context.anatomy or not same or not _SAME_PLACE.search(words):
        return context
    return context._replace(anatomy=before.anatomy, side=context.side or before.side)


def _organ_of_the_other(before: Context, words: str) -> tuple[str, ...]:
    """Return the paired organ that a sentence about "the right" goes on about behind one about the left, none where there is
    none ("The left ovary contains a cyst. The right is normal.").
    """
    side = _THE_OTHER.match(words)
    other = ONE_SIDE - {side[1].lower()} if side else frozenset[str]()
    known = lexicon().places
    paired = bool(before.anatomy) and all(place in known and known[place].paired for place in before.anatomy)
    return before.anatomy if other and paired and (other <= before.nearby or before.side in other) else ()


def _levels_of(before: Context) -> frozenset[str]:
    """Return the level that a sentence and its heading named, none where there were several."""
    places = lexicon().places
    named = frozenset(name for name in before.nearby | before.levels if name not in places and name not in _SIDES)
    return named if len(named) == 1 else frozenset()


def refers_back(reading: Reading, first: int, last: int) -> bool:
    """Say whether a sentence opens with a word for what was just told ("it", "this", "the largest"), or tells of a part of it
    ("in its distal third there is", "there is a stone in its lower pole").
    """
    opening = [token.norm for token in reading.tokens[first : min(last, first + 2)]]
    if opening[0] == "lesion" and opening[-1] in _TO_ITS:
        return False  # "Lesion in segment 4a" is one more
    if opening[0] in PRONOUNS or (opening[0] == "the" and opening[-1] in ONE_OF):
        return True
    if opening[0] not in _TO_ITS:
        return False
    return _IN_ITS_PART.match(reading.text[reading.tokens[first].start : reading.tokens[last - 1].end]) is not None


def following(context: Context, before: Context, named: frozenset[str], number: int, refers: Sentence | None) -> Context:
    """Return the context of a sentence with what it takes over from the one before; the place of that, where it `refers` to it
    and opens with "it", and the side, but for one right behind a heading that gives its own ("- Left: measuring 2 cm").
    """
    near = named | frozenset(context.anatomy) | (before.nearby if refers else frozenset())
    context = context._replace(sentence=number, nearby=near, subject=context.anatomy or before.anatomy)
    if refers is None or context.anatomy:
        return context
    headed = refers.heading is not None and 0 <= refers.span[0] - refers.heading[1] <= _SHORT
    return context._replace(anatomy=before.anatomy, side=(context.side if headed else None) or before.side)


def of_that(context: Context, told: Finding) -> Context:
    """Return the context of "it" with the place where the finding meant always is, beside that which its sentence names: the
    subdural space of a "frontal subdural collection".
    """
    own = usual_places(told.concept) if told.presence == "present" else frozenset()
    if len(own) == 1 and not context.anatomy and not told.anatomy and not LESIONS & lexicon().kinds(told.concept):
        return context._replace(anatomy=(*own,), side=context.side or told.laterality)
    apart = len(own) == 1 and bool(context.anatomy) and not touches(own, frozenset(context.anatomy))
    return context._replace(anatomy=(*own, *context.anatomy)) if apart else context


def _goes_on(before: Context, items: list[Item], named: frozenset[str], words: str) -> bool:
    """Say whether a sentence that affirms a finding and names no place goes on about the one paired organ just named.

    "The right kidney measures 12 cm. There is moderate hydronephrosis. 9 mm stone in the lower pole." What is listed behind a
    colon names its places itself.
    """
    if not before.anatomy or len(before.nearby & ONE_SIDE) != 1 or _OTHERS.match(words):
        return False
    if (named and ":" in words) or not (_is_within(named, before.anatomy) or _reaches_out(named, before.anatomy, words)):
        return False
    concepts = [concept for item in items if (concept := item.value("concept"))]
    denied = any(item.value("negation") or item.value("normality") for item in items)
    organ = frozenset(before.anatomy)
    if any(CHAMBER in lexicon().wholes(place) for place in organ):
        return False
    paired = any(place in lexicon().places and lexicon().places[place].paired for place in organ)
    nameless = paired and any(lexicon().kinds(concept) & LESIONS and not usual_places(concept) for concept in concepts[:1])
    return not denied and (nameless or any(touches(organ, usual_places(concept) - _OF_BOTH) for concept in concepts))


def _is_within(names: frozenset[str], organ: tuple[str, ...]) -> bool:
    """Say whether a sentence names nothing but parts of the organ just named ("lower pole")."""
    return all(name in lexicon().places and is_inside(frozenset({name}), frozenset(organ)) for name in names)


def _reaches_out(names: frozenset[str], organ: tuple[str, ...], words: str) -> bool:
    """Say whether a sentence names a part of the organ just named and a place to which a finding there reaches ("in the upper
    outer quadrant towards the axilla").
    """
    inside = [name for name in names if _is_within(frozenset({name}), organ)]
    return bool(inside) and _OUTWARDS.search(words) is not None


def denies_in_general(clause: Clause) -> bool:
    """Say whether a clause denies what may be in any organ ("and no masses"), so that it speaks of that of its sentence."""
    opening = next((element for element in clause if element.role not in "KXDV"), clause[0])
    names = [element.item.value("concept") for element in clause if element.role == "C" and element.item]
    denied = is_plain_negation(opening) or opening.word.startswith("free of")
    return denied and bool(names) and LESIONS.issuperset(filter(None, names))


def opened_by(clause: Clause, after: Context, found: list[Finding]) -> Context | None:
    """Return the context with the place that a clause opens with, be it in the name of its finding ("the gallbladder is
    distended"), None where it opens otherwise; `after` is the context that it leaves.
    """
    first = next((element for element in clause[:_SHORT] if element.role != "D" and not element.says("side")), clause[0])
    if first.role == "M" and first.says("anatomy"):
        return after
    seat = usual_of(first) if first.role == "C" and found and found[0].presence == "present" else frozenset()
    return after._replace(anatomy=tuple(seat), side=found[0].laterality) if len(seat) == 1 else None


def denies_in_place(clause: Clause, places: tuple[str, ...]) -> bool:
    """Say whether a clause denies no more than what is always in some places, or has a name of its own there ("the lateral
    meniscus is discoid, no tear").
    """
    opening = next((element for element in clause if element.role not in "KXDV"), clause[0])
    names = [element for element in clause if element.role == "C"]
    if not places or not names or not is_plain_negation(opening):
        return False
    if any(name.item is not None and name.item.value("concept") in _OF_REGION for name in names):
        return False
    return denies_in_general(clause) or all(
        has_name_in(name, frozenset(places)) or _is_always_in(name, places) for name in names
    )


_OF_REGION = frozenset({"effusion"})  # a bare "no effusion" is of the region examined


def _is_always_in(element: Element, places: tuple[str, ...]) -> bool:
    usual = usual_of(element)
    return bool(usual) and all(any(relation(own, place) in ("same", "narrower") for place in places) for own in usual)


def at_its_place(before: Context, found: list[Finding]) -> Context:
    """Return what a sentence leaves to be understood with the place of its only finding, where it names another one first, that
    which the finding is close to ("a mass adjacent to the aorta in the left upper lobe").
    """
    places = found[0].anatomy if len(found) == 1 and found[0].kind == "finding" and found[0].presence == "present" else None
    if not places or not before.anatomy or not places.isdisjoint(before.anatomy):
        return before
    return before._replace(anatomy=tuple(sorted(places)))


def is_of_nothing_new(items: list[Item]) -> bool:
    """Say whether a sentence denies what is new, wherever that would be ("No new lesion.")."""
    return {"before", "new"} <= {item.value("negation") or item.value("change") for item in items}


def keeps_subject(clause: Clause, before: Context) -> bool:
    """Say whether a clause names no finding of another organ than its sentence speaks of ("homogeneously contrasted")."""
    seats = [usual_places(element.item.value("concept") or "") for element in clause if element.role == "C" and element.item]
    return all(not seat or touches(seat, frozenset(before.anatomy)) for seat in seats)
