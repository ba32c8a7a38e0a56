"""Features that change what a reader makes of a finding, and the words and findings that tell of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from overread.finding import Finding
from overread.language.lexicon import lexicon


class Feature(NamedTuple):
    """How words begin that tell of a feature, that of its noun first, and what findings are that noun."""

    stems: tuple[str, ...]
    nouns: tuple[str, ...] = ()


_FEATURES = {
    "calcified": Feature(("calcif",), ("calcification",)),
    "cavitary": Feature(("cavit",), ("cavity",)),
    "displaced": Feature(
        tuple("displac flip slip migrat deviat depress offset overrid translat distract diastas step".split()),
    ),
    "ground_glass": Feature(("ground", "ggo", "subsolid", "part", "semisolid", "hazy")),
    "hemorrhagic": Feature(("hemorrhag",), ("hemorrhage", "intracranial_hemorrhage", "intraparenchymal_hemorrhage")),
    "loculated": Feature(tuple("loculat encaps encyst sept lenti biconvex split walled".split())),
    "necrotic": Feature(("necro", "liquef", "colliqu"), ("necrosis",)),
    "ruptured": Feature(("ruptur",)),
    "septated": Feature(("sept",), ("septation",)),
    "saddle": Feature(("saddl", "bifurcat", "straddl", "confluence", "trunk")),
}
STRIKING = frozenset({*_FEATURES, "comminuted", "noncalcified", "spiculated"}) - {"septated"}
"""What a draft may not add to a finding of the source."""


def nouns_of(quality: str) -> tuple[str, ...]:
    """Return the findings that are a quality by themselves: a hemorrhage of what is hemorrhagic."""
    return _FEATURES[quality].nouns if quality in _FEATURES else ()


_NOUNS_OF_LOOKS = {"enhancing": ("enhancement",)}


def lacks(fact: Finding, concept: str) -> bool:
    """Say whether a finding is called by what it lacks: a noncalcified nodule has no calcification."""
    wanting = (quality for quality in fact.descriptors if quality.startswith("non"))
    opposed = (other for quality in wanting for other in lexicon().opposes.get(quality, ()))
    nouns = {noun for quality in opposed for noun in (*nouns_of(quality), *_NOUNS_OF_LOOKS.get(quality, ()))}
    return not nouns.isdisjoint(lexicon().kinds(concept))


def is_denied_by_noun(fact: Finding, quality: str) -> bool:
    """Say whether the statement of a fact denies a feature by its noun ("no displacement", "without calcification")."""
    if quality not in _FEATURES:
        return False
    return (
        re.search(rf"\b(?:no|without|not|lacks|lacking)\s(?:\w+\s)?{_FEATURES[quality].stems[0]}", fact.text, re.IGNORECASE)
        is not None
    )


def is_told(fact: Finding, quality: str) -> bool:
    """Say whether the words of a fact tell of a feature in any form."""
    stems = _FEATURES[quality].stems if quality in _FEATURES else (quality,)
    return any(word.startswith(stems) for word in fact.words)
