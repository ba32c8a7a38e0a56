"""How a sentence that only goes on about a finding says that it looks ("It is oval.", "Margins are spiculated.")."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.extraction.naming.references import LESIONS
from overread.language.lexicon import lexicon
from overread.language.words.reading import Item

_LOOKS = {
    "hyperdensity": "hyperdense",
    "hypodensity": "hypodense",
    "hyperintensity": "hyperintense",
    "hypointensity": "hypointense",
    "enhancement": "enhancing",
    "nonenhancement": "nonenhancing",
    "calcification": "calcified",
    "necrosis": "necrotic",
    "loculation": "loculated",
}
_FEATURES = frozenset(
    "margin border edge contour outline shape wall attenuation density echogenicity echotexture signal composition".split()
)
_IT_IS = (["it", "is"], ["this", "is"], ["they", "are"], ["these", "are"])
_QUALITIES = frozenset({"descriptor", "chronicity"})


def with_look(previous: Finding, found: list[Finding]) -> Finding:
    """Return the previous finding with how the words that only go on about it say that it looks ("It is hyperdense.")."""
    if previous.kind != "finding" or previous.presence == "absent" or not found:
        return previous
    look = found[0]
    if look.presence == "absent" or any(mark.startswith("anatomy") for mark in look.marks):
        return previous
    own = {_LOOKS[look.concept]} if look.concept in _LOOKS and look.certainty == "definite" else set()
    return replace(previous, descriptors=previous.descriptors | own | look.descriptors.intersection(_LOOKS.values()))


def as_told(previous: Finding, opening: list[str], items: list[Item]) -> Finding:
    """Return a lesion with the looks that "it is" gives it before something else is told or denied of it ("It is oval and
    hypoechoic, without vascularity.").
    """
    if opening[:2] not in _IT_IS or previous.presence == "absent" or not lexicon().kinds(previous.concept) & LESIONS:
        return previous
    end = next((place for place, item in enumerate(items) if item.value("negation") or item.value("concept")), len(items))
    own = items[: end if end == len(items) or items[end].value("negation") else 0]
    plain = not any(item.value("anatomy") or item.value("side") for item in own)
    return replace(previous, descriptors=previous.descriptors | looks_of(own)) if plain else previous


def described(previous: list[Finding], words: list[str], items: list[Item]) -> list[Finding] | None:
    """Return the findings so far with the look of the last that a sentence about its margins or the like gives it.

    "Solid nodule in the upper lobe. Margins are spiculated." None where the sentence is about something else.
    """
    if _FEATURES.isdisjoint(words) or previous[-1].kind != "finding":
        return None
    looks = looks_of(items)
    if not looks or any(item.value("concept") or item.value("anatomy") for item in items):
        return None
    last = previous[-1]
    if last.presence == "absent" or not lexicon().kinds(last.concept) & LESIONS:
        return None
    return [*previous[:-1], replace(last, descriptors=last.descriptors | looks)]


def looks_of(items: list[Item]) -> frozenset[str]:
    """Return the qualities that items name before any denial."""
    end = next((place for place, item in enumerate(items) if item.value("negation")), len(items))
    return frozenset(entry.value for item in items[:end] for entry in item.entries if entry.category in _QUALITIES)
