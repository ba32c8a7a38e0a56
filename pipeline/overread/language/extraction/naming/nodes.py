"""Lymph nodes that a clause calls suspicious, or denies, without a word for what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from overread.finding import Finding, Quantity
from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.context import Context
from overread.language.extraction.elements.elements import CALLED, Clause, Element, is_node, is_plain_negation
from overread.language.extraction.statements import content_words
from overread.language.lexicon import lexicon
from overread.language.words.reading import Reading

_NODE = "lymph_node"
_LARGE = 10
_THICK = 3
_AVID = 2.5
_LOOKS = frozenset({"loss_of_fatty_hilum", "necrotic", "irregular", "heterogeneous", "ill_defined", "spiculated", "matted"})
_OF_OTHERS = frozenset({"parenchyma", "background", "echotexture", "gland", "tissue", "fat", "muscle"})
_REACTIVE = ("reactive", "hyperplastic", "prominent")
_SPREAD = ("metastatic", "malignant")
_SIGNALS = frozenset(
    {"restricted_diffusion", "enhancement", "hyperintensity", "hypodensity", "necrosis", "cortical_thickening"}
)


def node_finding(reading: Reading, clause: Clause, merged: Attributes, context: Context) -> Finding | None:
    """Return the lymphadenopathy of "suspicious left axillary nodes", its denial in "no suspicious nodes are seen in the neck".

    A size alone says nothing of a node; it must be called suspicious, or have lost what a normal one has.
    """
    under = frozenset(context.anatomy) if is_of_nodes(context) else frozenset()
    places = _nodes_of(clause, under)
    if not places:
        return None
    start = next((place for place, element in enumerate(clause) if _is_node(element)), 0)
    denied = any(is_plain_negation(element) for element in clause[:start])
    large = _is_enlarged(clause, merged, bool(under) and (places != {_NODE} or bool(merged.levels)))
    if under and not _OF_OTHERS.isdisjoint(element.word for element in clause):
        return None
    gone = merged.change == "resolved" and not denied
    grave = _is_called(clause) or merged.descriptors & _LOOKS or large
    denied = denied or gone
    if not denied and (_is_qualified(clause) or not (grave or _is_called(clause, _REACTIVE[:1]))):
        return None
    concept = "lymphadenopathy" if denied or grave else "reactive_node"
    concept = "nodal_metastasis" if not denied and _is_called(clause, _SPREAD) else concept
    elements = [element for element in clause if element.role not in "KX"] or clause
    span = reading.tokens[elements[0].first].start, reading.tokens[elements[-1].last - 1].end
    return Finding(
        concept,
        span,
        reading.text[slice(*span)],
        name=lexicon().name(concept),
        presence="absent" if denied else "present",
        anatomy=_in_region(places, context),
        levels=merged.levels or context.levels,
        laterality=merged.side or context.side,
        sizes=tuple(replace(size, role="limit") for size in merged.sizes) if denied else merged.sizes,
        change=None if _is_grown(clause, merged) else merged.change,
        count=merged.count or _listed(merged),
        descriptors=merged.descriptors,
        words=content_words(reading, clause[0].first, clause[-1].last),
        source=context.source,
        sentence=context.sentence,
        nearby=context.nearby,
        marks=merged.marks,
    )


def without_looks(clause: Clause, context: Context) -> Clause:
    """Return a clause under a heading of nodes with what only says how a node looks ("round with restricted diffusion") as
    plain words.
    """
    if not is_of_nodes(context):
        return clause
    named = [element for element in clause if element.role == "C" and element.item]
    if not named or any(element.item and element.item.value("concept") not in _SIGNALS for element in named):
        return clause
    return [element._replace(role="W", item=None) if element.role == "C" else element for element in clause]


def _listed(merged: Attributes) -> int | None:
    """Return the number of nodes whose sizes are given one by one, None for fewer than two."""
    sizes = [size for size in merged.sizes if size.quantity == "size" and size.role == "current"]
    return len(sizes) if len(sizes) > 1 else None


def is_of_nodes(context: Context) -> bool:
    """Say whether a clause stands under a heading of lymph nodes alone."""
    return bool(context.anatomy) and all(_NODE in lexicon().wholes(place) for place in context.anatomy)


def _nodes_of(clause: Clause, under: frozenset[str]) -> frozenset[str]:
    """Return the nodes of a clause about nodes, by their vessels where those stand beside ("node left external iliac"); under a
    heading of nodes the vessels alone name them. Nodes without a name of their own are those of the places beside them.
    """
    placed = [element for element in clause if element.item and element.item.value("anatomy")]
    if not under and not any(map(_is_node, placed)):
        return frozenset()
    found: set[str] = set()
    beside: set[str] = set()
    for element in placed:
        names = [entry.value for entry in element.item.entries if entry.category == "anatomy"] if element.item else []
        of_vessel = lexicon().phrases.get(f"{element.word} node", ())
        found.update(names if _is_node(element) else [entry.value for entry in of_vessel if entry.category == "anatomy"])
        beside.update([] if _is_node(element) else names)
    return frozenset(found - {_NODE}) or under or frozenset(beside - {_NODE}) or frozenset({_NODE})


def _is_enlarged(clause: Clause, merged: Attributes, headed: bool) -> bool:
    """Say whether sizes make a node more than one; `headed` that it stands under a heading of nodes of some place."""
    by_size = headed and any(is_large(size) or _is_avid(size) for size in merged.sizes)
    reactive = _is_called(clause, _REACTIVE) and any(_is_long(size) for size in merged.sizes)
    grown = _is_grown(clause, merged) and any(_is_long(size) for size in merged.sizes)
    return _is_thick(clause, merged) or by_size or reactive or grown


def _is_grown(clause: Clause, merged: Attributes) -> bool:
    """Say whether a clause without a former size calls nodes enlarged by what they measure ("some enlarged to 12 mm")."""
    former = any(size.role == "prior" for size in merged.sizes)
    return not former and any(element.word == "enlarged to" for element in clause)


def _is_thick(clause: Clause, merged: Attributes) -> bool:
    """Say whether a clause gives a node a cortex of 3 mm or more.

    Ecanow JS et al. Axillary staging of breast cancer: what the radiologist should know. Radiographics 2013;33:1589-1612
    """
    cortex = any(part in ("cortex", "cortical") for element in clause for part in element.word.split())
    return cortex and any(size.unit == "mm" and _THICK <= min(size.values) < _LARGE for size in merged.sizes)


def is_large(size: Quantity) -> bool:
    """Say whether a node is enlarged by its short axis, the least of its diameters: 10 mm or more.

    Eisenhauer EA et al. New response evaluation criteria in solid tumours: RECIST 1.1. Eur J Cancer 2009;45:228-247
    """
    length = size.role == "current" and size.quantity == "size"
    return length and min(size.values) * (10 if size.unit == "cm" else 1) >= _LARGE


def _is_avid(size: Quantity) -> bool:
    """Say whether an uptake is above that of the blood, a SUV of 2.5 or more, as it is given of nodes that are told one by one.

    Boellaard R et al. FDG PET/CT: EANM procedure guidelines for tumour imaging: version 2.0. EJNMMI 2015;42:328-354
    """
    return size.role == "current" and size.quantity == "uptake" and max(size.values) >= _AVID


def _is_long(size: Quantity) -> bool:
    """Say whether a node that is called reactive is as large as an enlarged one, or up to so large."""
    return (size.role == "limit" and is_large(replace(size, role="current"))) or is_large(size)


def _in_region(places: frozenset[str], context: Context) -> frozenset[str]:
    """Return the nodes of the place that stands over a clause, where it only says "node" ("Left axilla: one node ...")."""
    if places != {_NODE}:
        return places
    found = _nodes_in(frozenset(context.anatomy) - {_NODE})
    return found if len(found) == 1 else places


@lru_cache(maxsize=1024)
def _nodes_in(places: frozenset[str]) -> frozenset[str]:
    """Return the nodes that belong to any of some places: the axillary ones for the axilla."""
    wholes = lexicon().wholes
    return frozenset(name for name in lexicon().places if _NODE in wholes(name) and not places.isdisjoint(wholes(name)))


def _is_node(element: Element) -> bool:
    return element.item is not None and is_node(element.item)


def _is_called(clause: Clause, words: tuple[str, ...] = CALLED) -> bool:
    return any(part.startswith(words) for element in clause for part in element.word.split())


def _is_qualified(clause: Clause) -> bool:
    """Say whether what a clause calls its nodes is denied or doubted ("not suspicious", "may be metastatic")."""
    return any(element.role == "N" or element.says("certainty") or element.says("normality") for element in clause)
