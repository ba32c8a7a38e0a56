"""What is told of some of several findings: "two of the three nodules have grown, the third is unchanged"."""

from __future__ import annotations

from overread.language.extraction.elements.elements import Clause, Element
from overread.language.words.reading import Reading

_DEFINITE = frozenset({"the", "these", "those", "its", "their", "all"})
_REST = frozenset("one two three four five third fourth fifth sixth other others remaining rest remainder last".split())
_THEM = frozenset({"them", "which", "these", "those"})
_GRADES = ("change", "trend", "severity", "descriptor")


def with_shares(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements of how many findings there are, and clauses for what is told of some of them and of the rest."""
    if of_them := _of_them(elements):
        return of_them
    of = next((place for place, part in enumerate(elements) if part.word == "of" and _is_counted(elements, place)), -1)
    if of < 0:
        return elements, []
    whole = of + 1 + (elements[of + 1].word in _DEFINITE)
    named = next((place for place in range(whole, len(elements)) if elements[place].role == "C"), -1)
    if named < 0 or sum(part.role in "CN" for part in elements) > 1:
        return elements, []
    end = next(
        (place for place in range(named, len(elements)) if elements[place].role in "VKBX" or _grades(elements[place])), -1
    )
    if end < 0:
        return elements, []
    several = elements[whole:end]
    if of:
        share, told = elements[of - 1], elements[end:]
    elif elements[end].role in "KX" and end + 1 < len(elements) and elements[end + 1].says("count"):
        share, told = elements[end + 1], elements[end + 2 :]
    else:
        return elements, []
    subject = [part for part in several if not part.says("count")]
    first, rest = _parted(told)
    if not any(map(_grades, first)):
        return elements, []
    others = [[*_number(rest), *subject, *_predicate(rest)]] if rest else []
    return several, [[share, *subject, *first], *others]


def _of_them(elements: list[Element]) -> tuple[list[Element], list[Clause]] | None:
    """Return the elements without what is told of some of several findings behind them ("five metastases, three of them
    smaller"), and that as a clause, None where nothing is.
    """
    of = next((place for place in range(3, len(elements) - 1) if elements[place + 1].word in _THEM), 0)
    if not of or elements[of].word != "of" or not elements[of - 1].says("count") or elements[of - 2].role not in "KX":
        return None
    several, told = elements[: of - 2], elements[of + 2 :]
    named = [part for part in several if part.role == "C"]
    counted = any(part.item is not None and (part.item.value("count") or "").isdigit() for part in several)
    if not counted or len(named) != 1 or any(part.role in "CN" for part in told) or not any(map(_grades, told)):
        return None
    subject = [part for part in several if part.role in "CMP" and not part.says("count") and not _grades(part)]
    first, rest = _parted(told)
    return several, [[elements[of - 1], *subject, *first], *([[*_number(rest), *subject, *_predicate(rest)]] if rest else [])]


def _is_counted(elements: list[Element], place: int) -> bool:
    """Say whether "of" stands between the number of some and that of all ("two of the three"), or opens with that of all."""
    after = elements[place + 1 : place + 3]
    counted = [part for part in after if part.word not in _DEFINITE][:1]
    whole = bool(counted) and counted[0].says("count")
    return whole and (place == 0 or (place == 1 and elements[0].says("count")))


def _grades(element: Element) -> bool:
    return element.role == "M" and any(element.says(kind) for kind in _GRADES)


def _parted(told: list[Element]) -> tuple[list[Element], list[Element]]:
    """Return what is told of some, and what behind a link is told of the rest, with the words for the rest before it."""
    for place, part in enumerate(told):
        if part.role not in "KBX":
            continue
        behind = [other for other in told[place + 1 :] if other.role not in "DK"]
        if behind and behind[0].word in _REST and any(map(_grades, behind)):
            return told[:place], told[place + 1 :]
    return told, []


def _number(rest: list[Element]) -> list[Element]:
    """Return the number of the rest, where it is told."""
    return [part for part in rest if part.says("count")][:1]


def _predicate(rest: list[Element]) -> list[Element]:
    """Return what is told of the rest, without the words for it."""
    return [part for part in rest if part.role in "VMP" and not part.says("count")]
