"""Devices that are broken, which are no broken bones: "the lateral screw is fractured", "fracture of the tibial nail"."""

from __future__ import annotations

from overread.language.extraction.elements import Element
from overread.language.lexicon import lexicon

_BROKEN = frozenset({"fractured", "fracture"})
_BREAKAGE = {
    "orthopedic_hardware": "hardware fracture",
    "spinal_hardware": "hardware fracture",
    "arthroplasty": "hardware fracture",
    "sternal_wire": "fractured sternal wire",
    "pacing_lead": "lead fracture",
    "catheter": "catheter fracture",
}


def with_broken_devices(elements: list[Element]) -> list[Element]:
    """Return the elements of a sentence with a break that is told of a device as the breakage of that device."""
    if not any(element.word in _BROKEN for element in elements):
        return elements
    return [_of_its_device(elements, place) if element.word in _BROKEN else element for place, element in enumerate(elements)]


def _of_its_device(elements: list[Element], place: int) -> Element:
    device = _told_of(elements, place) or _named_behind(elements, place)
    element = elements[place]
    if device is None or element.item is None:
        return element
    return element._replace(item=element.item._replace(entries=lexicon().phrases[_BREAKAGE[_device(device)]]))


def _told_of(elements: list[Element], place: int) -> Element | None:
    """Return the device of which a predicate says that it is broken ("the screw of the fixation is fractured")."""
    if place < 2 or elements[place - 1].role != "V" or elements[place].word == "fracture":
        return None
    at = next((at for at in range(place - 2, -1, -1) if elements[at].role not in "PDMW"), 0)
    led = at == place - 2 or elements[at + 1].word == "of"
    return elements[at] if led and _device(elements[at]) else None


def _named_behind(elements: list[Element], place: int) -> Element | None:
    """Return the device that "fractured" or "fracture of" leads to with nothing but places and modifiers between."""
    rest = elements[place + 1 :]
    if elements[place].word == "fracture":
        rest = rest[1:] if rest and rest[0].word == "of" else []
    named = next((part for part in rest if part.role not in "DMW"), None)
    return named if named and _device(named) else None


def _device(element: Element) -> str:
    concept = element.item.value("concept") if element.item else None
    return concept if concept in _BREAKAGE else ""
