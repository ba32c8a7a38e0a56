"""What a comma or a "with" in a sentence links: adjectives, values, places that were only seen, company that is normal."""

from __future__ import annotations

from overread.language.extraction.binding.modifiers import gives_value
from overread.language.extraction.elements.elements import Element, is_plain_negation

_LOOKING = frozenset({"benign", "nonspecific", "non specific", "indeterminate"})
_LOOKS = frozenset("appearance appearances feature features character characteristic characteristics look morphology".split())
_EDGES = frozenset(
    "boundary boundaries border borders margin margins demarcation separation edge edges delineation interface outline".split()
)
_FORMER = frozenset("previous previously prior formerly prev before was".split())
PARTICIPLES = frozenset({"seen", "noted", "identified", "visualized", "present"})


_BEING = frozenset({"being", "remaining"})


def is_only_seen(elements: list[Element], start: int) -> bool:
    """Say whether what follows a comma only says that a place was seen, or not ("a focus in the ventricle, RVOT seen")."""
    end = start
    while end < len(elements) and elements[end].role == "M" and (elements[end].says("anatomy") or elements[end].says("side")):
        end += 1
    told = elements[end] if start < end < len(elements) else None
    if told is None or not (told.word in PARTICIPLES or told.says("limitation")):
        return False
    return told.says("limitation") or end + 1 == len(elements) or elements[end + 1].role in "KX"


def is_amid_adjectives(elements: list[Element], index: int) -> bool:
    """Say whether a comma stands among the adjectives of what "there is" names ("there is a smooth, short stricture")."""
    start = next((place for place in range(index - 1, -1, -1) if elements[place].word in ("there is", "there are")), index)
    told = range(start + 1, index)
    plain = (elements[place].role in "DM" or elements[place].word == "," or elements[place - 1].word == "," for place in told)
    return len(told) > 1 and all(plain) and not any(elements[place].says("anatomy") for place in told)


def is_in_value(elements: list[Element], index: int) -> bool:
    """Say whether a semicolon parts two values of one finding in brackets ("mass (19 mm on CT; 22 mm on MRI)"), or leads to the
    former one ("12 mm (series 3; previous: 15 mm)").
    """
    start = next((place for place in range(index - 1, -1, -1) if elements[place].word in ("(", ")")), 0)
    end = next((place for place in range(index + 1, len(elements)) if elements[place].word == ")"), 0)
    if not end or elements[start].word != "(":
        return False
    told = [[part.item for part in elements[one:other]] for one, other in ((start, index), (index, end))]
    former = elements[index + 1].word in _FORMER
    valued = all(any(item is not None and item.quantity is not None for item in items) for items in told[former:])
    named = any(item is not None and any(map(item.value, ("concept", "side", "level"))) for items in told for item in items)
    placed = all(any(item is not None and item.value("anatomy") for item in items) for items in told)
    return valued and not named and not placed


def is_normal_company(elements: list[Element], index: int) -> bool:
    """Say whether what follows "with", up to a link, is only called normal ("tear with intact attachments, and a cyst")."""
    rest = elements[index + 1 :]
    end = next((place for place, part in enumerate(rest) if part.role in "KXSBV"), len(rest))
    chunk = rest[:end]
    return any(part.says("normality") for part in chunk) and not any(part.role in "CNP" for part in chunk)


def opens_elsewhere(elements: list[Element], index: int) -> bool:
    """Say whether what follows a link is a place and what there is in it ("and in the right kidney, there is a stone", "and in
    the right kidney, a stone").
    """
    if index + 1 >= len(elements) or elements[index + 1].role != "P":
        return False
    place = next((later for later in range(index + 1, len(elements)) if elements[later].role not in "PDM"), index)
    if place < len(elements) and elements[place].word == "," and place > index:
        placed = any(part.says("anatomy") or part.says("side") for part in elements[index + 1 : place])
        place += 1
        if placed and elements[index].word == "and" and _is_named_next(elements[place:]):
            return True
    return place < len(elements) and elements[place].role == "V" and elements[place].word.startswith("there ")


def _is_named_next(elements: list[Element]) -> bool:
    """Say whether a stretch begins with an article and the finding that it is of ("a small cyst")."""
    named = next((place for place, part in enumerate(elements) if part.role not in "DMW"), len(elements))
    return 0 < named < len(elements) and elements[0].role == "D" and elements[named].role == "C"


def calls_rest_normal(elements: list[Element], index: int) -> bool:
    """Say whether what follows a link is no more than a place that is otherwise normal ("a tear, otherwise normal hips")."""
    rest = elements[index + 1 :]
    end = next((place for place, part in enumerate(rest) if part.role in "KXSBV"), len(rest))
    chunk = [part for part in rest[:end] if part.role != "D"]
    plain = all(part.role in "MW" for part in chunk)
    return (
        plain
        and bool(chunk)
        and chunk[0].word.startswith("otherwise")
        and any(part.says("normality") for part in chunk)
        and any(part.says("anatomy") for part in chunk)
    )


def tells_its_looks(elements: list[Element], index: int) -> bool:
    """Say whether what follows "with" only tells how the finding before it looks ("a nodule with a nonspecific appearance")."""
    told = next((place for place in range(index + 1, len(elements)) if elements[place].role not in "DM"), len(elements))
    chunk = elements[index + 1 : told]
    last = elements[told].word if told < len(elements) else elements[-1].word
    looks = any(part.word in _LOOKING for part in chunk) and last in _LOOKS
    looks = looks or (any(part.word == "clear" for part in chunk) and (last in _EDGES or chunk[-1].word in _EDGES))
    return looks and not any(part.says("anatomy") for part in chunk)


def parts_courses(elements: list[Element], index: int) -> bool:
    """Say whether a link stands before a finding that begins with its own course, where that or the one before has resolved
    ("resolved right effusion, increased left effusion", "left effusion, resolved right effusion", "the right effusion has
    resolved, small left effusion").
    """
    start = next((place + 1 for place in range(index - 1, -1, -1) if elements[place].role in "KXBSV"), 0)
    gone = elements[index - 1].item
    if gone and gone.value("change") == _GONE and elements[index - 1].word.startswith(("has ", "have ", "is ", "are ")):
        rest = elements[index + 1 :]
        named = next((place for place, part in enumerate(rest) if part.role not in "DMW"), 0)
        return named > 0 and rest[named].role == "C"
    before, after = _course_of(elements[start:index]), _course_of(elements[index + 1 :])
    return after is not None and _GONE in (before, after) and before != after


def affirms_only(elements: list[Element], index: int) -> bool:
    """Say whether a link goes on with what alone is found after a denial ("no fracture, only swelling")."""
    after = elements[index + 1 : index + 2]
    return bool(after) and after[0].word in _ONLY


def leaves_predicate(elements: list[Element], index: int) -> bool:
    """Say whether a link goes on with another subject after what a verb denied of the first ("the heart is not enlarged, and
    the tube ends above the carina").
    """
    denial = next((place for place in range(index - 1, 0, -1) if elements[place].role in "NKXB"), 0)
    while denial and elements[denial].word == ",":
        denial = next((place for place in range(denial - 1, 0, -1) if elements[place].role in "NKXB"), 0)
    denied = elements[denial].word == "not" and denial > 0
    if denied and elements[denial - 1].role == "M" and elements[index].word == ",":
        return _is_of_another_place(elements, index)
    predicate = denied and elements[denial - 1].role == "V"
    after = elements[index + 1 : index + 3]
    after = after[1:] if after[:1] and after[0].role == "K" else after
    return predicate and bool(after) and after[0].word == "the"


def _is_of_another_place(elements: list[Element], index: int) -> bool:
    """Say whether what follows a comma names a place, and no "or" goes on with what is not ("ventricles not dilated, echogenic
    white matter").
    """
    own = elements[index + 1 :]
    chunk = own[: next((place for place, part in enumerate(own) if part.role in "KXS"), len(own))]
    return any(part.says("anatomy") for part in chunk) and all(part.word not in ("or", "nor") for part in own)


def _course_of(elements: list[Element]) -> str | None:
    """Return the course that a stretch begins with and gives to the finding that it names next, None where there is none."""
    words = [part for part in elements[:_BEFORE_FINDING] if part.role != "D"]
    named = next((place for place, part in enumerate(words) if part.role not in "MW"), 0)
    first = words[0].item if named and words[named].role == "C" else None
    return (first.value("change") or first.value("trend")) if first else None


_GONE = "resolved"


def tells_gone(element: Element) -> bool:
    """Say whether an element tells that a finding has resolved."""
    return element.item is not None and element.item.value("change") == _GONE


_ONLY = frozenset({"only", "just", "merely", "simply", "solely", "rather", "instead"})
_BEFORE_FINDING = 6


def is_after_almost_none(elements: list[Element], index: int) -> bool:
    """Say whether an "and" goes on with what is there after what is nearly absent ("almost no flow and a whirlpool sign")."""
    before = elements[:index]
    none = next((place for place in range(index - 1, -1, -1) if is_plain_negation(before[place])), 0)
    return none > 0 and before[none].word == "no" and before[none - 1].word in _ALMOST


_ALMOST = frozenset({"almost", "nearly", "virtually", "practically"})


def is_table(elements: list[Element]) -> bool:
    """Say whether a sentence is a row of values told one behind the other without a mark between them ("LVIDd 5.4 cm LVIDs
    3.5 cm"), as machines print them.
    """
    if len(elements) < 2 * _TABLE:
        return False
    values = sum(gives_value(element) for element in elements)
    parted = sum(element.role in "KVX" for element in elements)
    return values >= _TABLE and parted <= values // 2


def leads_to_measure(elements: list[Element], index: int, sized: bool) -> bool:
    """Say whether a link leads to the name of another measure and its value ("radial inclination 15 degrees, radial height 6
    mm"); `sized` that a value stands before it.
    """
    rest = elements[index + 1 :]
    end = next((place for place, part in enumerate(rest) if part.role not in "CDMW" or gives_value(part)), len(rest))
    led = end < len(rest) and (rest[end].role in "MVP" or rest[end].word == "+") and any(map(gives_value, rest[end : end + 2]))
    named = [part for part in rest[:end] if part.role != "D" and not (part.says("change") or part.says("trend"))]
    return led and len(named) + sized > 1 and named[-1].word.split()[-1] in _MEASURES


_MEASURES = frozenset("angle index ratio distance interval height inclination variance slope tilt offset".split())


def is_measure_of_it(elements: list[Element], index: int) -> bool:
    """Say whether an "and" goes on with another verb after how large "it" is ("it measures 15 mm and is retracted")."""
    following = elements[index + 1 : index + 2]
    told = elements[1:index]
    plain = all(part.role in "VPDM" for part in told) and any(map(gives_value, told))
    return elements[0].word == "it" and plain and bool(following) and following[0].role == "V"


def denies_reach(elements: list[Element], index: int) -> bool:
    """Say whether a comma goes on with a denial that names a place and no finding ("no fracture, no involvement of the joint",
    "calcification of the infraspinatus, no shadowing in the supraspinatus").
    """
    rest = elements[index + 1 :]
    end = next((place for place, part in enumerate(rest) if part.role in "KXB"), len(rest))
    denied = rest[1:end]
    if elements[index].word != "," or not denied or not is_plain_negation(rest[0]) or any(part.role == "C" for part in denied):
        return False
    noun = next((place for place, part in enumerate(denied) if part.role not in "MD"), 0)
    unknown = denied[noun].role == "W" and denied[noun].word.isalpha()
    look = denied[noun].role == "P" and noun > 0 and denied[noun - 1].says("descriptor")
    return (unknown or look) and any(part.says("anatomy") for part in denied[0 if unknown else noun :])


def begins_entry(elements: list[Element], index: int) -> bool:
    """Say whether a name begins right behind a value of a table."""
    return gives_value(elements[index - 1]) and elements[index].role in "CMW" and not gives_value(elements[index])


_TABLE = 5


def is_the_other_sound(elements: list[Element], index: int) -> bool:
    """Say whether a comma leads to another place that is called sound or not seen ("effusion on the right, the left side being
    clear").
    """
    rest = elements[index + 1 :]
    being = next((place for place, part in enumerate(rest) if part.word in _BEING), 0)
    denied = being > 0 and rest[being - 1].role == "N"
    subject, said = rest[: being - denied], rest[being + 1 : being + 3]
    placed = any(part.says(category) for part in subject for category in ("anatomy", "side", "level", "direction"))
    plain = all(part.role in "DMPW" or part.word == "and" for part in subject)
    sound = any(part.says("normality") or part.role == "N" or part.word == "spared" for part in said)
    return placed and plain and (denied or sound)
