"""What a sentence tells aside: in whom or when it is so, an exception, what brackets add."""

from __future__ import annotations

from overread.language.extraction.clauses.occasions import occasion
from overread.language.extraction.elements.elements import Clause, Element, is_plain_negation
from overread.language.lexicon import lexicon
from overread.language.words.reading import Reading

EXCEPTING = frozenset(
    {
        "aside from",
        "apart from",
        "except",
        "except for",
        "other than",
        "with the exception of",
        "with exception of",
        "besides",
        "save for",
        "excepting",
        "with the sole exception of",
    }
)


def without_occasions(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements without what only says in whom, or after what, something is found, and each of those."""
    kept: list[Element] = []
    found: list[Clause] = []
    index = 0
    while index < len(elements):
        end = occasion(elements, index)
        if end > index and end - index < len(elements):
            found.append(elements[index:end])
        else:
            kept.append(elements[index])
        index = max(end, index + 1)
    return kept, found


_REJECTING = frozenset({"rather than", "instead of", "as opposed to", "not"})
_TURNING = frozenset({"however", "though"})
REJECTING_OR_TURNING = _REJECTING | _TURNING
_PREDICATES = frozenset({"is", "are", "was", "were", "has", "have", "had", "show", "remain", "persist", "measure"})


def without_rejected(_: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements without a degree or value that is named only to be rejected for another ("small rather than moderate
    effusion", "mild, not severe"), and without a "however" between commas that turns to no other finding.
    """
    found: list[Element] = []
    skip = 0
    for place, element in enumerate(elements):
        if place < skip:
            continue
        skip = _end_of_rejected(elements, place) or _end_of_turn(elements, place)
        if not skip:
            found.append(element)
    return found


def _end_of_rejected(elements: list[Element], place: int) -> int:
    """Return where a rejected degree or value ends behind the one that is so, 0 where none stands at a place."""
    start = place + (elements[place].word == ",")
    if not place or start >= len(elements) or elements[start].word not in _REJECTING:
        return 0
    end = start + 1
    while end < len(elements) and elements[end].role == "D":
        end += 1
    if end >= len(elements) or (elements[start].word == "not" and start == place):
        return 0
    held, rejected = elements[place - 1], elements[end]
    degrees = held.says("severity") and rejected.says("severity")
    return end + 1 if degrees or (_has_unit(held) is not None and _has_unit(held) == _has_unit(rejected)) else 0


def _has_unit(element: Element) -> str | None:
    return element.item.quantity.unit if element.item and element.item.quantity else None


def _end_of_turn(elements: list[Element], place: int) -> int:
    """Return where a "however" between commas ends before the predicate of the finding that it turns to, 0 where none does."""
    first, turn, last, after = [*(part.word for part in elements[place : place + 4]), *[""] * 4][:4]
    if (first, last) != (",", ",") or turn not in _TURNING:
        return 0
    return place + 3 if after.partition(" ")[0] in _PREDICATES else 0


def without_asides(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements without what brackets tell of organs in which nothing is found, or else without another aside, and
    those.
    """
    if "(" not in [element.word for element in elements]:
        rest, aside = without_aside(elements)
        return rest, [aside]
    kept: list[Element] = []
    told: list[Clause] = []
    index, denied = 0, False
    while index < len(elements):
        denied = denied or is_plain_negation(elements[index])
        bracket = denied and elements[index].word == "("
        end = next((place for place in range(index, len(elements)) if elements[place].word == ")"), -1) if bracket else -1
        if end > index and _is_told_of_organ(elements[index - 1], elements[index + 1 : end]):
            inside = map(_as_size, elements[index + 1 : end])
            told.append([elements[index - 1], elements[index]._replace(role="V", word="is"), *inside])
            index = end + 1
            continue
        kept.append(elements[index])
        index += 1
    rest, aside = without_aside(kept)
    return rest, [*told, aside]


def without_aside(elements: list[Element]) -> tuple[list[Element], list[Element]]:
    """Return the elements without an exception between commas or before one, and that ("the liver, apart from a cyst, is
    normal", "apart from a cyst, the liver is normal"), without one to a denial ("no fluid except a trace in the pelvis"), or
    without what is told in brackets of a denial, of one level of a list or as a sign of its own, and that ("no extension (8 mm
    abutment)", "stroke (evidence of trauma on the left)").
    """
    elements, denied = _with_subjects_joined(elements), False
    for index, element in enumerate(elements):
        denied = denied or is_plain_negation(element) or _has_gone(element)
        if element.word == "(" and index:
            end = next((place for place in range(index, len(elements)) if elements[place].word == ")"), len(elements))
            inside = elements[index + 1 : end]
            told = any(part.role == "C" for part in inside) and any(part.item and part.item.quantity for part in inside)
            if any(part.says("limitation") for part in inside):
                return elements[:index] + elements[end + 1 :], []
            own = any(part.word in _SHOWN for part in inside[:1])
            if (denied and told) or own or _is_of_one_level(elements, index, end):
                return elements[:index] + elements[end + 1 :], inside
        if element.word not in EXCEPTING:
            continue
        end = next((place for place in range(index, len(elements)) if elements[place].word == ","), len(elements))
        named = next((part for part in reversed(elements[:index]) if part.role == "C"), None)
        if denied and named is not None and _is_one_of_them(elements[index + 1 : end]):
            return elements[:index] + elements[end:], [named, *elements[index + 1 : end]]
        after = elements[end + 1 : end + 2]
        if not index and any(part.says("normality") or is_plain_negation(part) for part in elements[end + 1 :]):
            return elements[end + 1 :], _with_subject(elements[:end], elements[end + 1 :])
        if after and (after[0].role == "V" or after[0].says("normality")):
            start = index - 1 if elements[index - 1].word == "," else index
            found = any(part.role == "C" for part in elements[index:end])
            return elements[:start] + elements[end + 1 :], elements[index:end] if found else []
    return elements, []


_SHOWN = frozenset({"evidence", "evidence of", "sign", "sign of", "signs of", "trace of", "trauma"})
_ALONG = frozenset({"as well as", "together with", "along with", "in addition to"})
OPENING_ASIDES = EXCEPTING | _ALONG | {"("}


def _with_subjects_joined(elements: list[Element]) -> list[Element]:
    """Return the elements with the places that are told along with a subject as further subjects ("the liver, as well as the
    spleen, is normal", "the liver is normal, as well as the spleen").
    """
    index = next((place for place, part in enumerate(elements) if part.word in _ALONG), 0)
    if not index:
        return elements
    verb = next((place for place, part in enumerate(elements) if part.role == "V"), len(elements))
    if any(part.role in "CN" for part in elements) or not any(part.says("normality") for part in elements[verb:]):
        return elements
    link = elements[index]._replace(role="K", word="and", item=None)
    before = elements[: index - 1] if elements[index - 1].word == "," else elements[:index]
    after = elements[index + 1 :]
    if index < verb:
        closing = next((place for place, part in enumerate(after) if part.word == ","), None)
        listed = closing is not None and closing + 1 < len(after) and after[closing + 1].role == "V"
        return [*before, link, *(after[:closing] + after[closing + 1 :] if listed and closing is not None else after)]
    if all(part.role in "DMK" for part in after) and any(part.says("anatomy") for part in after):
        return [*before[:verb], link, *after, *before[verb:]]
    return elements


def _is_one_of_them(exception: list[Element]) -> bool:
    """Say whether an exception to a denial tells the place of one of those denied ("no fluid except a trace in the pelvis", "no
    nodule other than the 5 mm one in the lingula", "no compression except at C5-C6").
    """
    placed = any(part.says("anatomy") or part.says("side") or part.says("level") for part in exception)
    return placed and all(part.role in "MDP" or part.word == "one" for part in exception)


def _has_gone(element: Element) -> bool:
    return element.item is not None and element.item.value("change") == "resolved"


def _with_subject(exception: list[Element], rest: list[Element]) -> list[Element]:
    """Return an exception with the place of the normal subject behind it, where it has none of its own."""
    if any(part.says("anatomy") for part in exception):
        return exception
    end = next((place for place, part in enumerate(rest) if part.role == "V" or part.says("normality")), len(rest))
    return exception + [part for part in rest[:end] if part.says("anatomy") or part.says("side")]


_MEASURED = (" in size", " in volume", " in dimension", " in bulk")


def _is_of_size(element: Element) -> bool:
    """Say whether an element tells that an organ is larger or smaller than usual ("increased in volume")."""
    return element.item is not None and element.word.endswith(_MEASURED) and element.role in "CM"


def _as_size(element: Element) -> Element:
    """Return what tells the size of an organ as the finding that it is, whatever course it might tell of another one."""
    if not _is_of_size(element) or element.item is None:
        return element
    meant = {"increased": "enlargement", "decreased": "atrophy"}.get(element.item.value("change") or "")
    if meant is None:
        return element
    return element._replace(role="C", item=element.item._replace(entries=lexicon().phrases[meant]))


def _is_told_of_organ(organ: Element, inside: list[Element]) -> bool:
    """Say whether brackets behind an organ in which nothing is found tell what is there all the same, by its side, number,
    degree or what it is read as ("nothing of note in the liver, the kidneys (bilateral cortical cysts) and the spleen").
    """
    if not organ.says("anatomy") or any(part.role == "N" or part.word in ("or", "nor") for part in inside):
        return False
    sure = any(part.says(kind) for part in inside for kind in ("side", "count", "certainty", "severity"))
    return any(map(_is_of_size, inside[:1])) or (sure and any(part.role == "C" for part in inside))


def _is_of_one_level(elements: list[Element], start: int, end: int) -> bool:
    """Say whether brackets place what is at one level of a list further ("at T5 (left epidural extension), L2 and L4")."""
    inside, after = elements[start + 1 : end], elements[end + 1 : end + 3]
    listed = len(after) == 2 and after[0].role == "K" and (after[1].says("level") or after[1].says("anatomy"))
    placing = any(part.says("anatomy") for part in inside) and not any(part.role in "CN" for part in inside)
    return listed and placing and elements[start - 1].says("level")
