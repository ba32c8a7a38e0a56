"""Statements without a verb behind a comma: a place and how it is, or how large ("no effusion, heart enlarged, CBD 4 mm")."""

from __future__ import annotations

from overread.language.extraction.assertion.grammar import PERCEIVED
from overread.language.extraction.binding.largest import LARGEST
from overread.language.extraction.binding.modifiers import gives_value
from overread.language.extraction.clauses.content import Seen
from overread.language.extraction.clauses.organ_sizes import is_measured
from overread.language.extraction.elements.elements import Element, is_node, is_plain_negation
from overread.language.extraction.naming.aspects_told import ASPECTS

_SIDE_AND_ORGAN = 5


def is_place_and_state(following: list[Element], seen: Seen) -> bool:
    """Say whether what follows a comma is no more than a place and its state or size, or a finding that is "present", and what
    stands before is complete.
    """
    end = next(
        (place for place, part in enumerate(following) if part.role in "KXBS" or is_plain_negation(part)), len(following)
    )
    chunk = [part for part in following[:end] if part.role != "D"]
    led = next((place for place, part in enumerate(chunk) if not part.tells_place()), len(chunk))
    places, rest = chunk[:led], chunk[led:]
    if not rest or not (seen.normal or seen.concept or seen.negated or seen.sized):
        return False
    if _is_present(chunk):
        return seen.negated
    if not any(part.says("anatomy") for part in places):
        if following[0].word == "the" and places and seen.normal and not seen.concept:
            return is_state(rest[0]) and all(map(_adds, rest[1:]))  # "the right kidney is normal and the left atrophic"
        return rest[0].role == "C" and is_state(rest[0]) and " " in rest[0].word and all(map(_adds, rest[1:]))
    if any(map(is_measured, places)) and _is_size(rest):
        return (seen.normal and not seen.concept) or seen.negated or seen.led == "S"
    told = rest[1:] if rest[0].word == "not" or rest[0].says("severity") else rest
    return bool(told) and is_state(told[0]) and all(map(_adds, told[1:]))


def is_place_with_company(elements: list[Element], index: int, seen: Seen) -> bool:
    """Say whether what follows a link is another place than the one told of, and what it has ("liver normal, spleen with a
    cyst"; "mass in the right breast, left breast with calcifications").
    """
    following = elements[index + 1 :]
    led = next((place for place, part in enumerate(following) if part.role != "D" and not part.tells_place()), len(following))
    if not 0 < led < len(following) or following[led].role != "S":
        return False
    if not seen.concept:
        return seen.normal
    sides = [{_side(part) for part in stretch} - {None} for stretch in (elements[:index], following[:led])]
    opposed = all(sides) and sides[0].isdisjoint(sides[1] | {"bilateral"})
    return elements[index].word == "," and (opposed or seen.negated)


def is_side_without(elements: list[Element], index: int) -> bool:
    """Say whether what follows a comma is the other side, which lacks it ("left hydrosalpinx, right not dilated")."""
    following = [part for part in elements[index + 1 : index + 1 + _SIDE_AND_ORGAN] if part.role != "D"]
    led = next((place for place, part in enumerate(following) if not part.tells_place()), 0)
    if elements[index].word != "," or not led or following[led].word != "not":
        return False
    here = {_side(part) for part in following[:led]} - {None}
    return bool(here) and here.isdisjoint({_side(part) for part in elements[:index]} | {"bilateral"})


def _side(element: Element) -> str | None:
    return element.item.value("side") if element.item is not None else None


def tells_of_place(elements: list[Element], index: int) -> bool:
    """Say whether what follows a link is a place, or the other side, and what a verb says of it, but that it is no more than
    seen ("stone with hydronephrosis, right kidney is atrophic", "torn right ACL, the left is intact").
    """
    link, following = elements[index].word, elements[index + 1 : index + _REACH]
    verb = next((place for place, part in enumerate(following) if part.role not in "DMW" and part.word not in ("of", "and")), 0)
    subject, predicate = following[:verb], following[verb + 1 : verb + 3]
    if not (subject and predicate) or following[verb].role != "V" or any(map(_is_of_several, subject)):
        return False
    if any(part.word in PERCEIVED for part in predicate):
        return False
    linked = next((place for place, part in enumerate(subject) if part.word == "and"), verb)
    normal = predicate[0].says("normality")
    other = not gives_value(predicate[0]) and subject[0].word == "the" and subject[-1].says("side")
    if not (_is_placed(subject) or other) or (
        linked < verb and not (_is_placed(subject[:linked]) and (normal or (link == "," and subject[0].word == "the")))
    ):
        return False
    one = following[verb].word in _OF_ONE
    if link == "and":
        of_both = any(
            part.word.split()[-1] in _QUALITIES for part in elements[:index]
        )  # "the density of the liver and spleen is"
        plain = all(part.role == "D" or part.tells_place() for part in subject)
        return (one and subject[0].word == "the" and _is_placed(subject)) or (normal and plain and not of_both)
    return link == "," and (one or not (predicate[0].says("change") or predicate[0].says("trend")))


_REACH = 60
_QUALITIES = frozenset({*ASPECTS, "uptake", "activity", "appearance", "distribution"})


def _is_placed(elements: list[Element]) -> bool:
    return any(part.says("anatomy") or part.says("level") for part in elements)


def _is_of_several(element: Element) -> bool:
    """Say whether a word tells which of several findings is meant, or how large one is."""
    return (
        element.word in LARGEST
        or element.word in ("one", "which")
        or (element.item is not None and bool(element.item.quantity))
    )


_OF_ONE = frozenset("is was has shows demonstrates measures appears contains remains reveals".split())


def is_otherwise_elsewhere(elements: list[Element], index: int, seen: Seen) -> bool:
    """Say whether a link stands between what a place is like on one side or level and on another, normal on the one of them
    ("the artery is occluded on the right and patent on the left", "clear at L3-L4, narrowed at L4-L5").
    """
    rest = [part for part in elements[index + 1 : index + 1 + _FAR] if part.role not in "DV"]
    state = next((place for place, part in enumerate(rest) if not _tells_how_much(part)), 0)
    where = rest[state + 1 : state + 3]
    if len(where) < _FEWEST or where[0].role != "P" or not (where[1].says("side") or where[1].says("level")):
        return False
    kind = "side" if where[1].says("side") else "level"
    if not any(part.says(kind) for part in elements[:index]):
        return False
    sound = rest[state].role == "M" and rest[state].says("normality")
    return (sound and seen.concept and not seen.negated) or (rest[state].role == "C" and seen.normal and not seen.concept)


def _tells_how_much(element: Element) -> bool:
    """Say whether an element before a state tells how much it is so ("partially opacified")."""
    return element.role in "MW" and not element.tells_place() and not element.says("normality")


def is_graded_elsewhere(following: list[Element]) -> bool:
    """Say whether a place and the degree that something has there open what follows ("no stenosis, at L4-L5 mild stenosis")."""
    rest = [part for part in following if part.role != "D"]
    led = next((place for place, part in enumerate(rest) if not part.tells_place()), len(rest))
    return 0 < led < len(rest) and rest[led].says("severity")


def are_courses(elements: list[Element], index: int) -> bool:
    """Say whether a comma stands between findings that each end with their course or degree ("mass larger, effusion stable";
    "stenosis moderate, unchanged, bulge mild").
    """
    following = elements[index + 1 :]
    end = next((place for place, part in enumerate(following) if part.role in "KXBS"), len(following))
    chunk = following[:end]
    findings = [part for part in chunk if part.role == "C" or (part.item is not None and is_node(part.item))]
    named = len(findings) == 1 and all(part.role in "CDM" for part in chunk)
    if not named or index < _FEWEST:
        return False
    if _is_degree_behind(elements, index - 1):
        return any(_is_course(part) or part.says("severity") for part in chunk)
    return _is_course(elements[index - 1]) and (_is_course(chunk[-1]) or _is_degree_behind(chunk, len(chunk) - 1))


_FEWEST, _FAR = 2, 8


def _is_degree_behind(elements: list[Element], place: int) -> bool:
    """Say whether a degree stands behind the finding that it is of ("edema mild")."""
    return place > 0 and elements[place].role == "M" and elements[place].says("severity") and elements[place - 1].role == "C"


def _is_course(element: Element) -> bool:
    return element.role == "M" and (element.says("change") or element.says("trend"))


def is_state(element: Element) -> bool:
    """Say whether a participle or an adjective tells how a place is ("enlarged", "torn", "atrophic", "scarred")."""
    adjective = element.role == "C" and " " not in element.word and element.word.endswith(("ic", "al"))
    told = element.word.endswith(("ed", "ic")) or element.word in _STATES
    unknown = element.item is None and element.role == "W" and element.word.endswith("ed") and element.word not in PERCEIVED
    return adjective or unknown or (told and (element.role == "C" or element.says("descriptor")))


_STATES = frozenset({"torn", "swollen", "broken", "split", "shrunken"})


def _adds(element: Element) -> bool:
    """Say whether an element only adds how much or where to a state ("at 34 mm", "medially")."""
    quantity = element.item is not None and element.item.quantity is not None
    return (
        element.role == "P" or quantity or element.word.endswith("ly") or element.says("descriptor") or element.says("severity")
    )


def _is_size(rest: list[Element]) -> bool:
    return rest[0].item is not None and rest[0].item.quantity is not None and all(map(_adds, rest[1:]))


def _is_present(chunk: list[Element]) -> bool:
    """Say whether a stretch only says of a finding that it is there ("emphysema present")."""
    return (
        len(chunk) > 1
        and chunk[-1].word == "present"
        and chunk[-2].role == "C"
        and all(part.role in "MW" for part in chunk[:-2])
    )
