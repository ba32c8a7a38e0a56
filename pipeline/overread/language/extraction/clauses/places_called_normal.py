"""What follows a comma or "and" and is no more than a place, a list of places or the other side, told to be normal."""

from __future__ import annotations

from overread.language.extraction.binding.modifiers import gives_value
from overread.language.extraction.context import sides_of
from overread.language.extraction.elements.elements import Element
from overread.language.extraction.naming.aspects_told import ASPECTS

SUBSTANCE = frozenset(
    {"fiber", "bundle", "substance", "margin", "attachment", "cortex", "mucosa", "serosa", "submucosa", "muscularis"}
)
"""Parts of an organ that stand for it."""
COPULAS = frozenset({"is", "are", "was", "were", "appear", "remain"})
_WAYS = frozenset({"up", "down", "all", "way", "throughout"})
_REACH = 60


def is_place_called_normal(elements: list[Element], index: int) -> bool:
    """Say whether what follows is no more than places and that they are normal ("pleural plaques, lungs clear", "tear of the
    ACL, PCL and menisci intact").
    """
    own = elements[index + 1 :]
    end = next((place for place, part in enumerate(own) if part.role in "XSB" or part.word == ","), len(own))
    return _are_called_normal([part for part in own[:end] if part.role not in "D" and part.word != "and"])


def is_list_called_normal(elements: list[Element], index: int) -> bool:
    """Say whether a comma leads to a list of places at the end that are called normal ("cyst of the liver, spleen, pancreas and
    kidneys normal").
    """
    if elements[index].word != ",":
        return False
    own = elements[index + 1 :]
    end = next((place for place, part in enumerate(own) if part.role == "X"), len(own))
    linked = [part.word for part in own[:end] if part.role == "K"]
    listed = linked[-1:] == ["and"] and set(linked[:-1]) <= {","}
    return listed and _are_called_normal([part for part in own[:end] if part.role not in "DKV"])


_OF_FLOW = frozenset({"pi", "ri", "psv", "waveform", "doppler"})


def _are_called_normal(chunk: list[Element]) -> bool:
    called = next((place for place, part in enumerate(chunk) if part.says("normality")), len(chunk))
    if not all(map(_is_of_normal, chunk[called + 1 :])):
        return False
    chunk = chunk[: called + 1]
    placed = any(part.says("anatomy") or part.says("level") or part.word in SUBSTANCE for part in chunk[:-1])
    plain = all((part.role == "M" or part.word in SUBSTANCE | _OF_FLOW) and not part.says("concept") for part in chunk)
    return placed and plain and chunk[-1].says("normality")


def _is_of_normal(element: Element) -> bool:
    """Say whether an element only adds to a normal what it is of, where, or the value ("normal in size and shape", "patent to
    the ankle", "at 3.4 cm").
    """
    adds = element.role == "P" or element.word in _WAYS or element.word in ASPECTS or gives_value(element)
    return adds or (element.role == "M" and (element.says("normality") or element.tells_place()))


def is_normal_place(elements: list[Element], index: int) -> bool:
    """Say whether what follows is no more than a place after the word that it is normal ("enlarged spleen, normal liver")."""
    chunk = list(elements[index + 1 : index + 1 + _REACH])
    chunk = chunk[: next((place for place, part in enumerate(chunk) if part.role == "K"), len(chunk))]
    placed = any(part.says("anatomy") or part.says("level") for part in chunk[1:])
    return placed and chunk[0].says("normality") and all(part.tells_place() for part in chunk[1:])


def is_side_called_normal(elements: list[Element], index: int) -> bool:
    """Say whether what follows a comma is no more than the other side and that it is normal ("left blocked, right patent")."""
    chunk = [part for part in elements[index + 1 : index + 4] if part.role not in "DVX" and part.word != "one"]
    ends = len(chunk) == 2 and index + 4 >= len(elements) - 1
    if not ends or not (chunk[0].says("side") and chunk[1].says("normality")):
        return False
    return bool(sides_of([part.item for part in elements[:index] if part.item]))


def ends_in_normal(elements: list[Element], index: int) -> bool:
    """Say whether an "and" goes on to the end with no more than that the place spoken of is normal ("the lungs are
    hyperinflated and clear").
    """
    if elements[index].word != "and" or elements[index - 1].role != "C":
        return False
    own = elements[index + 1 :]
    chunk = own[: next((place for place, part in enumerate(own) if part.role == "X"), len(own))]
    chunk = chunk[1:] if chunk and chunk[0].word == "otherwise" else chunk
    if not chunk or not all(map(_is_of_normal, chunk)) or not chunk[0].says("normality"):
        return False
    named = next((place for place, part in enumerate(elements[:index]) if part.role == "C"), 0)
    placed = any(part.says("anatomy") for part in elements[:named])
    return placed and not any(part.tells_place() for part in chunk)
