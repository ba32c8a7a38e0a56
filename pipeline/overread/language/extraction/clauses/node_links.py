"""Links that part lymph nodes of which something is told from another finding: "13 mm hilar node and a 4 mm nodule"."""

from __future__ import annotations

import re

from overread.language.extraction.elements.elements import Element, gives_size, is_node, tells_size
from overread.language.extraction.naming.references import LESIONS
from overread.language.lexicon import lexicon

_NODES = frozenset({"node", "nodes", "lymph node", "lymph nodes"})
_MEASURING = frozenset({"up", "to", "measuring", "of", "at"})
_REACH = 60
_TELLING = frozenset({"change", "severity"})


def is_told(element: Element) -> bool:
    """Say whether an element tells how large something is, or how it has changed."""
    item = element.item
    if item is None or item.quantity is not None:
        return item is not None
    return not _TELLING.isdisjoint([entry.category for entry in item.entries])


def leads_from_nodes(elements: list[Element], index: int) -> bool:
    """Say whether the link at `index` goes on from nodes to a finding ("unchanged 13 mm hilar node and a 4 mm nodule");
    what a comma adds with no words of its own reads the nodes ("node, metastatic").
    """
    if any(part.role == "C" and not tells_size(part) for part in elements[:index]):
        return False
    end = _end(elements, index)
    named = next((place for place in range(index + 1, end) if elements[place].role == "C"), end)
    lead = elements[index + 1 : named]
    if named == end or not all(part.role in "MD" and not part.says("certainty") for part in lead):
        return False
    stands_alone = elements[index].word == "and" or any(part.role == "D" or is_told(part) for part in lead)
    return stands_alone and _is_other_finding(elements[named])


def leads_to_nodes(elements: list[Element], index: int) -> bool:
    """Say whether the link at `index` goes on from a finding to no more than nodes ("nodule and unchanged hilar node"); where
    the finding has a place already, so must both have a size.
    """
    end = _end(elements, index)
    chunk = elements[index + 1 : end]
    if _are_counted(chunk):
        return True
    named = _without_size(chunk)
    nodes = named[-1].item if named else None
    if nodes is None or not is_node(nodes) or not all(part.role in "MDWN" for part in named):
        return False
    if not any(map(is_told, chunk)):
        return _is_beside_finding(elements, index) and chunk[0].says("side")
    last = next((place for place in range(index - 1, -1, -1) if elements[place].role == "C"), index)
    if not any(part.role == "P" for part in elements[last:index]):
        return True
    return all(any(part.item and part.item.quantity for part in stretch) for stretch in (elements[:index], chunk))


def _is_beside_finding(elements: list[Element], index: int) -> bool:
    """Say whether "and" stands right behind the noun of another finding ("left renal mass and bilateral hilar nodes")."""
    before = elements[index - 1]
    return elements[index].word == "and" and before.role == "C" and not _ADJECTIVE.search(before.word)


_ADJECTIVE = re.compile(r"(?:ed|ic|ous|al|ing|ar)$")


def leads_to_called_nodes(elements: list[Element], index: int) -> bool:
    """Say whether a "with" leads from what is only measured to no more than nodes ("lower pole, 12 mm, with a large node")."""
    chunk = elements[index + 1 : _end(elements, index)]
    nodes = chunk[-1].item if chunk else None
    return nodes is not None and is_node(nodes) and len(chunk) > 1 and all(part.role in "MDW" for part in chunk)


def leads_to_sized_nodes(elements: list[Element], index: int) -> bool:
    """Say whether a "with" leads to no more than nodes and their size ("a mass with pericolonic nodes up to 11 mm")."""
    chunk = elements[index + 1 : _end(elements, index)]
    named = _without_size(chunk)
    nodes = named[-1].item if named and len(named) < len(chunk) else None
    return nodes is not None and is_node(nodes) and all(part.role in "MDW" for part in named)


def _without_size(chunk: list[Element]) -> list[Element]:
    """Return a stretch without the size that it ends with ("nodes up to 2 cm")."""
    end = len(chunk)
    while end and (chunk[end - 1].word in _MEASURING or gives_size(chunk[end - 1])):
        end -= 1
    return chunk[:end]


def _are_counted(chunk: list[Element]) -> bool:
    """Say whether a stretch counts nodes and goes on to what is found in them ("three axillary nodes with thick cortices")."""
    led = next((place for place, part in enumerate(chunk) if part.role == "S"), 0)
    nodes = chunk[led - 1].item if led else None
    counted = any(part.says("count") for part in chunk[:led])
    return nodes is not None and is_node(nodes) and counted and all(part.role in "MDW" for part in chunk[:led])


def _end(elements: list[Element], index: int) -> int:
    """Return where the stretch behind a link ends."""
    return next((place for place in range(index + 1, len(elements)) if elements[place].role in "KX"), len(elements))


def _is_other_finding(element: Element) -> bool:
    """Say whether a finding has a name of its own, or is a lesion, and tells nothing of nodes."""
    concept = element.item.value("concept") if element.item else None
    known = lexicon().concepts.get(concept or "")
    return known is not None and (not known.generic or bool(LESIONS & lexicon().kinds(concept or "")))


def is_measured_node(elements: list[Element], index: int) -> bool:
    """Say whether a measured node follows a link without a verb ("... and right hilar node, 18 mm")."""
    rest = elements[index + 1 : index + 1 + _REACH]
    end = next((place for place, part in enumerate(rest) if part.role == "K"), len(rest))
    if end == 0 or end + 1 >= len(rest) or any(part.role not in "MDW" for part in rest[:end]):
        return False
    node = rest[end - 1]
    size = rest[end + 1].item
    return node.says("anatomy") and node.word.split()[-1] in _NODES and size is not None and size.quantity is not None
