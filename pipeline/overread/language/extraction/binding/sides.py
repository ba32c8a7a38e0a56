"""What a side in a stretch of a clause is about: what a finding is compared with, two things on one side, where more is."""

from __future__ import annotations

from overread.language.extraction.elements.elements import Element
from overread.language.lexicon import lexicon

COMPARING = frozenset({"from", "since", "than", "to", "with", "compared"})
_LEADING_TO = frozenset("to with than compared the that those of on in one".split())
_OTHER_SIDE = frozenset({"contralateral", "opposite", "unaffected", "uninvolved", "other side", "other"})
_EARLIER = frozenset("prior previous previously earlier before last preceding former since".split())
_DURING = frozenset({"on", "with", "during", "at", "upon", "under", "in"})
_STRAINS = ("valsalva", "strain", "standing", "cough", "voiding", "micturition", "expiration", "inspiration", "upright")
_OF_THE_OTHER = frozenset("that those one the on of in seen at".split())
_LEADS = ("to", "with", "versus", "than", "on", "of", "in", "at")
"""How what leads to the other side of a comparison ends."""
_THAN_ON = tuple(f"than {one} {where}" for one in ("that", "those", "one") for where in ("on", "of", "in", "seen on", "at"))


def is_beside_other_side(elements: list[Element], position: int) -> bool:
    """Say whether what a change leads to is the other side, and no earlier time ("larger than the contralateral one")."""
    after = elements[position + 1 : position + 7]
    place = next((index for index, part in enumerate(after) if part.word not in _LEADING_TO), len(after))
    if place == len(after) or not (after[place].word in _OTHER_SIDE or (after[place].says("side") and place > 0)):
        return False
    led = any(word in COMPARING for part in (elements[position], *after[:place]) for word in part.word.split())
    return led and not any(word in _EARLIER for part in elements[position:] for word in part.word.split())


def is_comparand(elements: list[Element], position: int) -> bool:
    """Say whether a side is what the finding is compared with ("smaller than the left", "reduced compared to the right")."""
    lead = next((element.word for element in reversed(elements[:position]) if element.role != "D"), "")
    if not lead.endswith(_LEADS):
        return False
    before = " ".join([element.word for element in elements[:position] if element.role != "D"])
    if before.endswith(("compared to", "compared with", "relative to", "versus")):
        return True
    both = any(element.item and element.item.value("side") for element in elements[:position])
    ended = not both or _ends_predicate(elements, position)
    return before.endswith(_THAN_ON) or (ended and before.endswith(("than", "than on")))


def _ends_predicate(elements: list[Element], position: int) -> bool:
    """Say whether a side ends what a verb tells of the other one ("the right is larger than the left and contains a cyst")."""
    told = any(part.role == "V" for part in elements[:position])
    return told and any(part.role in "KSV" for part in elements[position + 1 : position + 2])


def is_pair_of_one_side(elements: list[Element], position: int) -> bool:
    """Say whether "both" speaks of two things on one side ("both left lower lobe nodules", "both menisci" of a knee, "both
    sides of the left joint"), or of two qualities ("both solid and cystic parts").
    """
    word = elements[position].word
    if "both" not in word and "either side" not in word:
        return False
    if "both side" in word or "either side" in word:
        after = [element for element in elements[position + 1 : position + 4] if element.word not in ("of", "the")]
        return bool(after) and after[0].item is not None and after[0].item.value("side") in ("left", "right")
    if word == "both" and _is_of_two_things(elements[position + 1 : position + 4]):
        return True
    following = elements[position + 1].item if position + 1 < len(elements) else None
    if following is None:
        return False
    if word.startswith("both") and following.value("anatomy") in _TWO_OF_ONE:
        return True
    sides = {entry.side or entry.value for entry in following.entries if entry.side or entry.category == "side"}
    return word in ("both", "both of the") and ("left" in sides) != ("right" in sides)


def _is_of_two_things(after: list[Element]) -> bool:
    """Say whether "and" links two words that name neither sides nor places, but for the two places of one joint."""
    if len(after) < 3 or after[1].word != "and" or any(word.says("side") or word.says("level") for word in after):
        return False
    one, other = (word.item.value("anatomy") if word.item else None for word in (after[0], after[2]))
    if one is None or other is None:
        return one is other and all(after[place].role in "MRCW" for place in (0, 2))
    return all(not _TWO_OF_ONE.isdisjoint(lexicon().wholes(place)) for place in (one, other))


_TWO_OF_ONE = frozenset(
    "meniscus cruciate_ligament collateral_ligament patellar_retinaculum femoral_condyle tibial_plateau malleolus endplate "
    "meniscus_posterior_horn meniscus_anterior_horn posterior_tibial_vein anterior_tibial_vein peroneal_vein".split()
)
"""Parts of which one joint, vertebra or leg has two."""


def weighs_sides(elements: list[Element], position: int) -> bool:
    """Say whether "larger" and the like set one side or organ against the other ("right larger than left", "more avid than the
    liver"), or rest against strain ("increases on Valsalva"), and tell no change.
    """
    rest = elements[position + 1 : position + 7]
    if len(rest) > 1 and rest[0].word in _DURING and rest[1].word.startswith(_STRAINS):
        return True
    side = next((place for place, part in enumerate(rest) if part.says("side") or part.says("anatomy")), 0)
    return side > 0 and rest[0].word == "than" and all(part.word in _OF_THE_OTHER for part in rest[1:side])


def weighed_side(elements: list[Element]) -> str | None:
    """Return the side of which there is more than of the other ("more severe in the left knee than in the right")."""
    than = next((place for place, part in enumerate(elements) if part.word == "than"), 0)
    start = next((place for place, part in enumerate(elements) if part.says("extent")), len(elements))
    more, less = (
        [part.item.value("side") for part in stretch if part.item] for stretch in (elements[start:than], elements[than:])
    )
    sides = [next((side for side in told if side in ("left", "right")), None) for told in (more, less)]
    return sides[0] if None not in sides and sides[0] != sides[1] else None
