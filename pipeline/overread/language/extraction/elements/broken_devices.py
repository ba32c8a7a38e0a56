"""Devices that are broken or blocked, which are no broken bones and no blocked vessels: "the lateral screw is fractured",
"fracture of the tibial nail", "the stent in the iliac artery is occluded".
"""

from __future__ import annotations

from overread.language.extraction.elements.elements import Element
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
_BLOCKED = frozenset({"occluded", "thrombosed", "occlusion", "thrombosis"})
_BLOCKAGE = {"vascular_stent": "stent occlusion", "bypass_graft": "graft occlusion", "dialysis_graft": "graft occlusion"}
_STATES = frozenset({"hardware_failure", "in_stent_stenosis", "bypass_graft_occlusion"})
_NOUNS = frozenset({"fracture", "occlusion", "thrombosis"})


def with_broken_devices(elements: list[Element]) -> list[Element]:
    """Return the elements of a sentence with a break or a clot that is told of a device as that of the device."""
    if not any(element.word in _BROKEN or element.word in _BLOCKED for element in elements):
        return elements
    return [_of_its_device(elements, place) for place in range(len(elements))]


def is_state_of_device(clause: list[Element], first: int, second: int) -> bool:
    """Say whether a verb tells of a device before it that it is broken or blocked, so that this is where the device is."""
    between = clause[first + 1 : second]
    verbal = between[-1:] != [] and between[-1].role == "V" and all(part.role in "VPDMW" for part in between)
    return verbal and is_state(clause[second])


def is_state(element: Element) -> bool:
    """Say whether a finding is that a device is broken or blocked."""
    return element.item is not None and element.item.value("concept") in _STATES


def _of_its_device(elements: list[Element], place: int) -> Element:
    element = elements[place]
    names = _BREAKAGE if element.word in _BROKEN else _BLOCKAGE if element.word in _BLOCKED else {}
    device = _told_of(elements, place, names) or _named_behind(elements, place, names) if names else None
    if device is None or element.item is None:
        return element
    meant = lexicon().phrases[names[_device(device, names)]]
    return element._replace(role="C", item=element.item._replace(entries=meant))


def _told_of(elements: list[Element], place: int, names: dict[str, str]) -> Element | None:
    """Return the device of which a predicate says that it is broken ("the screw of the fixation is fractured")."""
    if place and elements[place].word in _NOUNS and _device(elements[place - 1], names):
        return elements[place - 1]
    if place < 2 or elements[place - 1].role != "V" or elements[place].word in _NOUNS:
        return None
    at = next((at for at in range(place - 2, -1, -1) if elements[at].role not in "PDMW"), 0)
    led = at == place - 2 or elements[at + 1].role == "P"
    return elements[at] if led and _device(elements[at], names) else None


def _named_behind(elements: list[Element], place: int, names: dict[str, str]) -> Element | None:
    """Return the device that "fractured" or "fracture of" leads to with nothing but places and modifiers between."""
    rest = elements[place + 1 :]
    if elements[place].word in _NOUNS:
        rest = rest[1:] if rest and rest[0].word == "of" else []
    named = next((part for part in rest if part.role not in "DMW"), None)
    return named if named and _device(named, names) else None


def _device(element: Element, names: dict[str, str]) -> str:
    concept = element.item.value("concept") if element.item else None
    return concept if concept in names else ""
