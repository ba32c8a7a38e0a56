"""Words for positions that exclude each other: where one stands in place of another in a copied sentence, the place is another.

They hold for any organ, known or not ("the apical field", "the base of the condylar process", "the ascending part").
"""

from __future__ import annotations

from itertools import permutations

from overread.review import Difference

_AXES = (
    ("apex apical", "base basal basilar"),
    ("head", "body", "tail", "neck"),
    ("ascending", "descending", "transverse"),
    ("upper uppermost", "middle", "lower lowermost"),
    ("anterior", "posterior"),
    ("medial", "lateral"),
    ("superior", "inferior"),
    ("proximal", "mid", "distal"),
    ("central", "peripheral"),
    ("inner", "outer"),
    ("internal", "external"),
    ("ventral", "dorsal"),
    ("volar palmar", "dorsal"),
    ("plantar", "dorsal"),
    ("cranial", "caudal"),
    ("radial", "ulnar"),
    ("tibial", "fibular peroneal"),
    ("frontal", "parietal", "temporal", "occipital"),
    ("cervical", "thoracic dorsal", "lumbar", "sacral"),
)
OPPOSED_POSITIONS: frozenset[tuple[str, str]] = frozenset(
    (one, other) for axis in _AXES for own, others in permutations(axis, 2) for one in own.split() for other in others.split()
)


def is_exchange(difference: Difference) -> bool:
    """Say whether what differs is one word for a position in place of another."""
    return (difference.claim_value, difference.source_value) in OPPOSED_POSITIONS
