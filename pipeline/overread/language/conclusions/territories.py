"""The territory of an artery that is concluded, against that of the signs it rests on: "PCA infarct" of a swollen insula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from overread.finding import Finding
from overread.language.lexicon import lexicon
from overread.language.places import place_words
from overread.review import Difference

_SUPPLY = re.compile(r"\b(?:territor|distribution|supply|infarct|stroke|isch)", re.IGNORECASE)

_OF_ALL = frozenset({"cerebral_hemisphere", "cerebral_cortex", "cerebellum", "cerebellar_hemisphere"})


def in_another_territory(claim: Finding, told: Sequence[Finding]) -> Difference | None:
    """Return the wrong territory of a conclusion all of whose signs lie in those of other arteries."""
    mine = _named(claim.anatomy)
    if not mine or _SUPPLY.search(claim.text) is None:
        return None
    placed = [fact for fact in told if fact.anatomy and fact.presence == "present"]
    theirs = [_supplying(place) for fact in placed for place in fact.anatomy]
    if not theirs or not all(theirs) or any(not mine.isdisjoint(own) for own in theirs):
        return None
    place = min(claim.anatomy & mine)
    return Difference("location", place_words(claim), place_words(placed[0]), f"anatomy:{place}")


def _named(places: Iterable[str]) -> frozenset[str]:
    """Return the territories among some places, with the arteries that they are called by or branch from."""
    own = frozenset(place for place in places if place in _territories())
    return own.union(*(_around(place) for place in own))


@cache
def _supplying(place: str) -> frozenset[str]:
    """Return the territories that a place is one of or lies in, be it as a part of what does."""
    return _named([place]) or _around(place)


def _around(place: str) -> frozenset[str]:
    """Return the territories that overlap with a place or with what it is a part of, and that it is a part of."""
    wholes = lexicon().places[place].part_of if place in lexicon().places else ()
    near = {*_related(place), *wholes}.union(*(_related(whole) for whole in wholes if whole not in _OF_ALL))
    return frozenset(near) & _territories()


@cache
def _territories() -> frozenset[str]:
    words = lexicon()
    return frozenset(
        place
        for place in words.places
        if place.endswith("_territory") or ("intracranial_artery" in words.wholes(place) and _related(place))
    )


def _related(place: str) -> frozenset[str]:
    return frozenset(lexicon().overlaps.get(place, ()))
