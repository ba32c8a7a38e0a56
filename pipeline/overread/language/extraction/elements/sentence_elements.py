"""The elements of a sentence in order, each in the role that it has beside the others."""

from __future__ import annotations

from collections.abc import Sequence

from overread.language.extraction.elements.broken_devices import with_broken_devices
from overread.language.extraction.elements.denied_courses import with_denied_courses
from overread.language.extraction.elements.elements import CALLED, Element, is_node, is_plain_negation
from overread.language.extraction.elements.one_more import name_one_more
from overread.language.extraction.elements.roles import role_of, word_role
from overread.language.extraction.elements.taken_otherwise import take_otherwise
from overread.language.lexicon import Entry, lexicon
from overread.language.words.hollow import follows_hyphen, says_nothing
from overread.language.words.reading import Item, Reading
from overread.language.words.tokens import Token

_ENLARGED = frozenset({"enlarged", "enlargement", "prominent", "bulky", "abnormal"})
_GROWN = (
    *CALLED,
    "enlarg",
    "growing",
    "grown",
    "larger",
    "bulky",
    "progressive",
    "avid",
    "hypermetabolic",
    "necrotic",
    "increas",
)
_WIDER = frozenset({"enlarged", "widened", "thickened", "dilated", "lengthened"})
_THAN = frozenset({"since", "compared", "from", "to", "when", "relative"})
_HAVING = frozenset({"has", "have", "had", "interval", "further", "now"})
_EARLIER = frozenset({"from", "previously", "prior", "previous", "compared", "was", "formerly"})
_NEAR = 10
_WHERE = frozenset("in at on within along toward towards around especially particularly mainly predominantly".split())
_OF_ORGAN = frozenset({"size", "number", "caliber", "appearance", "width", "volume", "comparison", "interval", "contrast"})
_PLACING = frozenset({"location", "localization", "distribution", "predominance", "predilection"})
_WAS = frozenset({"was", "were"})
_BEING = frozenset({"is", "are", "was", "were"})
_POINTING = frozenset({"the", "that", "this"})
_COMPARING = frozenset(
    "since than compared prior previous previously interval now currently today before earlier comparison".split()
)


def elements_of(reading: Reading, first: int, last: int, items: list[Item]) -> list[Element]:
    """Return the elements of the tokens [first, last) in order."""
    elements: list[Element] = []
    tokens = reading.tokens
    starts = {item.first: item for item in items}
    named = False
    index = first
    while index < last:
        item = starts.get(index)
        if item and says_nothing(reading, item, first):
            item = None
        if item:
            if named and _tells_where(tokens, item, first, last):
                item = item._replace(entries=lexicon().phrases["most prominent"])
            role = role_of(item.entries)
            if role == "C":
                if named and _is_grown(tokens, item):
                    item = item._replace(entries=(*item.entries, Entry("change", "increased")))
                role = "M" if named and _is_predicate(item) else "C"
                named = True
            words = " ".join([token.norm for token in tokens[item.first : item.last]])
            elements.append(Element(role, item.first, item.last, item, words))
            index = item.last
        else:
            elements.append(_plain_word(reading, index, last))
            index += 1
    name_one_more(reading, elements)
    _take_as_pronouns(elements)
    _take_as_qualities(elements)
    _take_as_links(elements)
    _take_as_former(elements)
    take_otherwise(reading, elements)
    return _with_nodes(_with_answers(with_broken_devices(with_denied_courses(reading, elements))))


def _plain_word(reading: Reading, index: int, last: int) -> Element:
    """Return the element of a word that the lexicon gives no meaning, in a sentence that ends before the token `last`."""
    tokens = reading.tokens
    word = tokens[index].norm
    if word.isdigit() and _is_station(tokens, index):
        word = f"station {word}"
    role = "N" if word == "free" and follows_hyphen(reading, index) else word_role(word)
    if word == "adjacent" and index + 1 < last and tokens[index + 1].norm not in ("to", "the"):
        role = "W"  # an adjective, "three adjacent cysts"
    return Element(role, index, index + 1, None, word)


def _with_answers(elements: list[Element]) -> list[Element]:
    """Return the elements of a form with each "no" that answers what stands before it set before that ("calcification no,")."""
    for index in range(1, len(elements)):
        before, element, after = elements[index - 1], elements[index], elements[index + 1 : index + 2]
        if element.word != "no" or before.role not in "CM" or not all(part.word in (",", ";") for part in after):
            continue
        denial = element._replace(first=before.first, last=before.first)
        denied = [denial, before] if before.role == "C" else [part._replace(role="W", item=None) for part in (before, element)]
        elements[index - 1 : index + 2] = [*denied, *(part._replace(word=";") for part in after)]
    return elements


def _take_as_pronouns(elements: list[Element]) -> None:
    """Make a "one" that stands for a finding or an organ count nothing ("the left one", "a submucosal one")."""
    for index in range(1, len(elements)):
        before, following = elements[index - 1], elements[index + 1 : index + 2]
        if elements[index].word != "one" or before.role not in "MD" or any(part.role == "C" for part in following):
            continue
        if before.role == "M" or (before.word in _POINTING and not any(part.role == "M" for part in following)):
            elements[index] = elements[index]._replace(role="W", item=None)


def _is_station(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a number is that of a lymph node station ("4R"), and counts nothing."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or following.norm not in ("right", "left"):
        return False
    return tokens[index].end == following.start


def _take_as_qualities(elements: list[Element]) -> None:
    """Make an adjective that can be a finding ("calcified") a modifier where it stands before one ("calcified granuloma")."""
    named = linked = False
    for index in range(len(elements) - 1, -1, -1):
        element = elements[index]
        if element.role == "C":
            if named and not linked and element.item and element.item.value("descriptor"):
                elements[index] = element._replace(role="M")
            named, linked = True, False
        elif element.role == "K" and named and elements[index + 1].role == "M":
            linked = True
        else:
            named, linked = named and element.role == "M", False


def _take_as_links(elements: list[Element]) -> None:
    """Make a "but" a link that stands among the adjectives of a finding ("a small but stable left pneumothorax")."""
    for index, element in enumerate(elements):
        if element.word != "but":
            continue
        start = next((place for place in range(index - 1, -1, -1) if elements[place].role not in "DM"), -1)
        end = next((place for place in range(index + 1, len(elements)) if elements[place].role not in "MW"), index)
        told = elements[start + 1 : index]
        opens = bool(told) and (start < 0 or elements[start].role in "KXVS") and elements[start].word not in _BEING
        opens = opens and not any(part.says("anatomy") or part.says("normality") for part in told)
        if opens and elements[end].role == "C" and elements[index + 1].role == "M":
            elements[index] = element._replace(role="K", item=None, word=",")


def _take_as_former(elements: list[Element]) -> None:
    """Make a "was" that only leads to the former value behind the one of now no verb ("2.4 cm (was 2.1 cm)")."""
    for index in range(2, len(elements) - 1):
        element = elements[index]
        if element.word not in _WAS:
            continue
        value = elements[index + 1].item
        if elements[index - 1].word not in ("(", ",") or value is None or value.quantity is None:
            continue
        now = elements[index - 2].item
        if now is not None and now.quantity is not None:
            told = lexicon().phrases["previously"]
            first = value._replace(first=element.first, last=element.last, entries=told, quantity=None)
            elements[index] = element._replace(role="M", item=first, word="previously")


def _tells_where(tokens: Sequence[Token], item: Item, first: int, last: int) -> bool:
    """Say whether a word such as "prominent" behind a finding only leads to where there is most of it ("opacities more
    prominent in the bases", "with prominent peripheral location"), nothing being compared with an earlier time.
    """
    more = tokens[item.first].norm in ("more", "less") and item.value("change") is not None
    if not more and (tokens[item.first].norm != "prominent" or item.last != item.first + 1):
        return False
    after = [token.norm for token in tokens[item.last : min(item.last + 4, last)]]
    after = after[1:] if after[:1] == [","] else after
    leads = bool(after) and after[0] in _WHERE and _OF_ORGAN.isdisjoint(after[1:])
    if not leads and _PLACING.isdisjoint(after):
        return False
    return not (more and any(token.norm in _COMPARING for token in tokens[first:last]))


def _is_predicate(item: Item) -> bool:
    """Say whether a term for a finding only tells how the finding before it has changed ("has increased in size")."""
    return item.value("change") in ("increased", "decreased", "stable")


def _is_grown(tokens: Sequence[Token], item: Item) -> bool:
    """Say whether "enlarged" tells of growth since an earlier time ("mass, enlarged since the prior CT"; "has enlarged to 19
    mm"), and not of a size ("duct dilated to 11 mm").
    """
    following = tokens[item.last].norm if item.last < len(tokens) else ""
    earlier = any(token.norm in _EARLIER for token in tokens[item.last + 1 : item.last + _NEAR])
    if following == "to" and not earlier and tokens[item.first - 1].norm not in _HAVING:
        return False
    return tokens[item.first].norm in _WIDER and item.last == item.first + 1 and following in _THAN


def _with_nodes(elements: list[Element]) -> list[Element]:
    """Return the elements with a finding behind lymph nodes that are called suspicious beside another finding ("mass with two
    suspicious hilar nodes").
    """
    if "C" not in [element.role for element in elements]:
        return elements
    found: list[Element] = []
    for index, element in enumerate(elements):
        found.append(element)
        if element.role != "M" or "node" not in element.word:
            continue
        if element.item and is_node(element.item) and (start := _call_of(elements, index)) is not None:
            place = len(found) - 1 - index + start
            found[place:-1] = [part._replace(role="W", item=None) if part.role == "C" else part for part in found[place:-1]]
            meant = element.item._replace(entries=lexicon().phrases["lymphadenopathy"])
            found.append(element._replace(role="C", item=meant))
    return found


def _call_of(elements: list[Element], index: int) -> int | None:
    """Return where the noun phrase that ends at an index calls it suspicious or grown, None where it does not or goes on with a
    finding.
    """
    after = elements[index + 1 : index + 2]
    if after and after[0].role in "CM" and not (after[0].item and after[0].item.quantity):
        return None
    if not after or after[0].role in "KPVX":
        start = next((place for place in range(index - 1, -1, -1) if elements[place].role not in "MD"), 0)
        if is_plain_negation(elements[start]):
            return start + 1
    while index > 0 and (elements[index - 1].role in "MWD" or elements[index - 1].word in _ENLARGED):
        index -= 1
        if any(part.startswith(_GROWN) for part in elements[index].word.split()):
            return index
    return None
