"""What a sentence takes otherwise than the lexicon has it, by the words beside it."""

from __future__ import annotations

from collections.abc import Callable

from overread.language.extraction.binding.between import kinds_of
from overread.language.extraction.elements.elements import Element, is_of_organ, is_plain_negation
from overread.language.extraction.elements.reductions import LOCATED, REDUCED, take_as_located, take_as_reduced
from overread.language.lexicon import lexicon
from overread.language.words.reading import Item, Reading

_HANDLED = ("exchange", "remov", "reposition", "adjust", "advance", "withdraw", "revis", "retract")
_MOVING = ("increas", "decreas", "enlarg", "widen", "progress", "grow", "reduc", "wors", "improv")
_NAUGHT = frozenset({"nothing", "none", "else"})
_HEADS = frozenset({"disease", "change", "process", "pathology", "disorder"})
_ADJECTIVAL = ("ive", "ic", "ous", "ory")
_NEARLY = frozenset({"near", "nearly", "almost"})
_DOUBTING = frozenset({"possibly", "probably", "likely", "perhaps", "presumably", "potentially"})
_PRIORS = frozenset({"prior", "previous"})
_READ_AS = frozenset(
    {"consistent with", "in keeping with", "compatible with", "suggestive of", "suggesting", "indicating", "indicative of"}
)
_AGENTS = frozenset({"glue", "stenting", "coiling", "embolization", "clipping", "endograft", "graft", "coil", "clip"})
_NOT_ENHANCING = frozenset({"doe not enhance", "do not enhance", "did not enhance", "fail to enhance", "failed to enhance"})
_CONCEDING = frozenset({"though", "although", "but", "if", "albeit"})
_DASHES = "-–—"


def take_otherwise(reading: Reading, elements: list[Element]) -> None:
    """Change the elements of a sentence that mean something else by the words beside them."""
    said = {element.word for element in elements}
    for needed, take in _TAKING:
        if not needed.isdisjoint(said):
            take(reading, elements)


def _take_as_of_quality(_: Reading, elements: list[Element]) -> None:
    """Make a doubt among the adjectives before a finding say nothing of it ("small, possibly loculated pneumothorax")."""
    for index in range(1, len(elements) - 2):
        if elements[index].word not in _DOUBTING or elements[index + 1].role != "M":
            continue
        before, rest = elements[index - 1], elements[index + 1 :]
        before = elements[index - 2] if before.word == "," and index > 1 else before
        named = next((place for place, part in enumerate(rest) if part.role not in "MW"), len(rest) - 1)
        sized = before.role == "M" and (before.says("severity") or before.says("descriptor") or before.says("quantity"))
        if sized and rest[named].role == "C" and rest[0].says("descriptor"):
            elements[index] = elements[index]._replace(role="W", item=None)


def _take_as_new(reading: Reading, elements: list[Element]) -> None:
    """Make an "interval" before a finding whose course is not told say that it is new ("interval left pneumothorax"), or grown
    where its name says so ("interval enlargement of the heart").
    """
    for index, element in enumerate(elements):
        if element.word != "interval" or element.item is not None or (index and elements[index - 1].role not in "DKX"):
            continue
        rest = elements[index + 1 :]
        end = next((place for place, part in enumerate(rest) if part.role == "C"), -1)
        led = rest[: end + 1]
        handled = any(part.word.startswith(_HANDLED) for part in rest[len(led) : len(led) + 1])
        plain = not handled and all(part.role in "MC" or part.word in _NEARLY for part in led)
        moved = any(part.says("change") or part.says("trend") or part.word.startswith(_MOVING) for part in led)
        grown = end == 0 and rest[0].word.startswith("enlarge")
        if led and plain and (grown or not moved):
            token, meant = reading.tokens[element.first], lexicon().phrases["increased" if grown else "new"]
            elements[index] = element._replace(role="M", item=Item(element.first, element.last, meant, token.start, token.end))


def _take_as_exception(_: Reading, elements: list[Element]) -> None:
    """Make a "beyond" behind what is denied in general lead to an exception ("no abnormality beyond diverticulosis")."""
    for index, element in enumerate(elements):
        if element.word != "beyond" or not index:
            continue
        denied, led = elements[index - 1], any(is_plain_negation(part) for part in elements[:index])
        general = denied.item is not None and denied.item.value("concept") == "abnormality"
        whole = denied.says("normality") and denied.word.startswith(("no ", "nothing "))
        if whole or (led and general) or denied.word in _NAUGHT:
            elements[index] = Element("B", element.first, element.last, None, "besides")


def _take_as_list(_: Reading, elements: list[Element]) -> None:
    """Make an "as well as" between two places link them ("in the right upper lobe, as well as in both lower lobes")."""
    for index, element in enumerate(elements):
        if element.word != "as well as" or not index:
            continue
        before = elements[index - 1] if elements[index - 1].word != "," else elements[max(0, index - 2)]
        after = elements[index + 1 : index + 6]
        end = next((place for place, part in enumerate(after) if part.says("anatomy")), -1)
        if before.role == "M" and before.says("anatomy") and all(part.role in "MDP" for part in after[: end + 1]) and end >= 0:
            elements[index] = Element("K", element.first, element.last, None, "and")


def _take_as_shared(_: Reading, elements: list[Element]) -> None:
    """Make a "but" between the sides that one finding has link them ("large right but only small left effusion")."""
    for index, element in enumerate(elements):
        if element.word != "but" or not index:
            continue
        start = next((place + 1 for place in range(index - 1, -1, -1) if elements[place].role in "KXBCNV"), 0)
        rest = elements[index + 1 :]
        named = next((place for place, part in enumerate(rest) if part.role not in "MW"), len(rest))
        sided = all(any(part.says("side") for part in stretch) for stretch in (elements[start:index], rest[:named]))
        if sided and named < len(rest) and rest[named].role == "C" and all(part.role in "MD" for part in elements[start:index]):
            elements[index] = Element("K", element.first, element.last, None, "and")
            del elements[index + 1 : index + 1 + (rest[0].role == "W")]


def _take_as_two(_: Reading, elements: list[Element]) -> None:
    """Make a "both the" before two places that "and" links say no side of them ("both the liver and the spleen are large")."""
    for index, element in enumerate(elements):
        link = next((place for place in range(index, len(elements)) if elements[place].role not in "DMW"), len(elements))
        if element.word != "both" or [part.word for part in elements[link : link + 1]] != ["and"]:
            continue
        first, second = elements[index + 1 : link], elements[link + 1 : link + 4]
        named = [next((part.word for part in stretch if part.says("anatomy")), "") for stretch in (first, second)]
        sided = any(part.says("side") for part in first + second)
        if first[:1] and first[0].role == "D" and all(named) and named[0] != named[1] and not sided:
            elements[index] = element._replace(role="D", item=None)


def _take_as_conceded(_: Reading, elements: list[Element]) -> None:
    """Leave out what a doubt or a degree before a finding concedes in between ("suspected, though not certain, cavity", "mild,
    but not significant, stenosis").
    """
    for index in range(2, len(elements)):
        if elements[index].word not in _CONCEDING or elements[index - 1].word != ",":
            continue
        end = next((place for place in range(index, len(elements)) if elements[place].role == "K"), 0)
        aside = elements[index + 1 : end]
        bare = all(part.role in "NW" or part.says("extent") for part in aside) and any(part.role == "N" for part in aside)
        if bare and (elements[index - 2].says("certainty") or elements[index - 2].says("severity")):
            del elements[index - 1 : end + 1]
            return


def _take_as_site(_: Reading, elements: list[Element]) -> None:
    """Make a finding before "site" behind another finding only a place ("edema surrounding the fracture site")."""
    for index in range(1, len(elements)):
        named = elements[index - 1]
        if elements[index].word == "site" and named.role == "C" and any(part.role == "C" for part in elements[: index - 1]):
            elements[index - 1] = named._replace(role="W", item=None)


def _take_as_parenthesis(_: Reading, elements: list[Element]) -> None:
    """Leave out a "however" between commas right behind a denial ("diverticulosis without, however, diverticulitis")."""
    for index in range(len(elements) - 3, 1, -1):
        between = [part.word for part in elements[index - 1 : index + 2]] == [",", "however", ","]
        if between and is_plain_negation(elements[index - 2]):
            del elements[index - 1 : index + 2]


def _take_as_treated(_: Reading, elements: list[Element]) -> None:
    """Make an "excluded" that a device or an agent brought about deny nothing ("aneurysm excluded by coils")."""
    for index, element in enumerate(elements):
        led = [part.word for part in elements[index + 1 : index + 2]] in (["by"], ["with"])
        if element.word.endswith("excluded") and led and any(map(_is_agent, elements[index + 2 : index + 5])):
            elements[index] = Element("W", element.first, element.last, None, element.word)


def _is_agent(element: Element) -> bool:
    known = lexicon().concepts.get((element.item.value("concept") or "") if element.item else "")
    return element.word in _AGENTS or (known is not None and known.device)


def _take_as_reading(reading: Reading, elements: list[Element]) -> None:
    """Make a dash between a finding and one without a place of its own say what it is read as ("foci in segment 7 - cysts")."""
    named = False
    for index, element in enumerate(elements):
        named = named or element.role == "C"
        if element.word != "," or not named or reading.text[reading.tokens[element.first].start] not in _DASHES:
            continue
        rest = elements[index + 1 :]
        end = next((place for place, part in enumerate(rest) if part.role in "KX"), len(rest))
        told = next((place for place, part in enumerate(rest[:end]) if part.role == "C"), end)
        plain = told < end and all(part.role == "M" for part in rest[:told])
        if plain and not any(part.says("anatomy") or part.says("side") or part.says("level") for part in rest[:end]):
            token = reading.tokens[element.first]
            item = Item(element.first, element.last, lexicon().phrases["representing"], token.start, token.end)
            elements[index] = element._replace(role="M", item=item, word="representing")


def _take_as_head(_: Reading, elements: list[Element]) -> None:
    """Make a "disease" or "change" behind an adjective that is a finding and its place no finding of its own ("degenerative
    lumbar spine disease").
    """
    for index in range(2, len(elements)):
        if elements[index].word not in _HEADS or elements[index].role != "C":
            continue
        start = index - 1
        while start > 0 and elements[start].role == "M" and elements[start].says("anatomy"):
            start -= 1
        if start < index - 1 and elements[start].role == "C" and elements[start].word.endswith(_ADJECTIVAL):
            elements[index] = elements[index]._replace(role="W", item=None)


def _take_as_of_subject(_: Reading, elements: list[Element]) -> None:
    """Make a course before a reading say nothing of what is read into it, where it tells of a mere quality ("echogenicity is
    increased, consistent with steatosis").
    """
    for index, element in enumerate(elements):
        if element.word not in _READ_AS or any(part.role == "C" for part in elements[:index]):
            continue
        place = index - 2 if index and elements[index - 1].word == "," else index - 1
        told = elements[max(0, place)]
        if told.says("trend") and not any(part.says("comparing") for part in elements[:index]):
            elements[max(0, place)] = told._replace(role="W", item=None)


def _take_as_examination(_: Reading, elements: list[Element]) -> None:
    """Make a "prior" with nothing behind it mean the examination before, and no past of what follows ("larger compared to
    prior, suggesting pneumonia").
    """
    for index, element in enumerate(elements):
        alone = not elements[index + 1 : index + 2] or elements[index + 1].role in "KPVX"
        if element.word in _PRIORS and alone and element.says("history"):
            elements[index] = element._replace(role="W", item=None)


def _take_as_attachment(_: Reading, elements: list[Element]) -> None:
    """Make the bone in "its femoral attachment" no place of its own, where none is broken: it is a part of the ligament."""
    if any("fracture" in kinds_of(part) for part in elements):
        return
    for index in range(1, len(elements)):
        bone = elements[index - 1]
        if elements[index].word in _ATTACHED and elements[index].item is None and is_of_organ(bone):
            entries = bone.item.entries if bone.item else ()
            if all("bone" in lexicon().wholes(entry.value) for entry in entries if entry.category == "anatomy"):
                elements[index - 1] = bone._replace(role="W", item=None)


def _take_as_way(_: Reading, elements: list[Element]) -> None:
    """Make a "radial" beside no tear and no meniscus say nothing of how a tear runs ("radial shortening")."""
    if any(not _OF_TEARS.isdisjoint(kinds_of(part)) or "menisc" in part.word or "labr" in part.word for part in elements):
        return
    for index, element in enumerate(elements):
        if element.word == "radial" and element.item is not None:
            kept = tuple(entry for entry in element.item.entries if entry.value != "radial_tear")
            role, item = ("M", element.item._replace(entries=kept)) if kept else ("W", None)
            elements[index] = element._replace(role=role, item=item)


_OF_TEARS = frozenset({"tear", "meniscal_tear", "degenerative_change"})
_ATTACHED = frozenset({"attachment", "insertion", "origin", "footprint"})


def _take_as_look(_: Reading, elements: list[Element]) -> None:
    """Make a "does not enhance" behind a finding say how that looks ("the mass in the kidney does not enhance")."""
    named = False
    for index, element in enumerate(elements):
        if element.word in _NOT_ENHANCING and named:
            item = element.item._replace(entries=lexicon().phrases["nonenhancing"]) if element.item else None
            elements[index] = element._replace(role="M", item=item, word="nonenhancing")
        named = element.role == "C" or (named and element.role not in "KXB")


def _take_as_firm(_: Reading, elements: list[Element]) -> None:
    """Make a "stable" behind an osteochondral lesion tell how firmly it sits, where nothing is compared."""
    lesions = (
        place
        for place, part in enumerate(elements)
        if part.item is not None and part.item.value("concept") == "osteochondral_lesion"
    )
    named = next(lesions, len(elements))
    if any(part.word in _SINCE or part.says("comparing") for part in elements):
        return
    for index, element in enumerate(elements[named:], named):
        if element.word == "stable" and element.item is not None:
            item = element.item._replace(entries=lexicon().phrases["mechanically stable"])
            elements[index] = element._replace(role="M", item=item)


def _take_as_reach(_: Reading, elements: list[Element]) -> None:
    """Make how far a finding, but for a device, reaches beyond something no size of it ("a tumor extends 6 mm beyond the
    muscularis").
    """
    concepts = lexicon().concepts
    told = (concepts.get(part.item.value("concept") or "") for part in elements if part.item is not None)
    if any(known is not None and known.device for known in told):
        return
    for index in range(1, len(elements) - 1):
        item, before = elements[index].item, elements[index - 1].word
        sized = item is not None and item.quantity is not None and item.quantity.quantity == "size"
        if sized and before.startswith(_EXTENDING) and elements[index + 1].word in _BEYOND:
            elements[index] = elements[index]._replace(role="W", item=None)


_EXTENDING = ("extend", "protrud", "reach", "project", "infiltrat")
_BEYOND = frozenset({"beyond", "past", "outside", "below", "above"})
_SINCE = frozenset("since compared from to prior previous interval unchanged".split())
_TAKING: tuple[tuple[frozenset[str], Callable[[Reading, list[Element]], None]], ...] = (
    (_DOUBTING, _take_as_of_quality), (frozenset({"interval"}), _take_as_new), (frozenset({"beyond"}), _take_as_exception),
    (frozenset({"as well as"}), _take_as_list), (frozenset({"but"}), _take_as_shared), (frozenset({"both"}), _take_as_two),
    (frozenset({"by", "with"}), _take_as_treated), (frozenset({"site"}), _take_as_site), (_HEADS, _take_as_head),
    (_READ_AS, _take_as_of_subject), (_PRIORS, _take_as_examination), (frozenset({","}), _take_as_reading),
    (frozenset({"however"}), _take_as_parenthesis), (_CONCEDING, _take_as_conceded), (_NOT_ENHANCING, _take_as_look),
    (frozenset({"stable"}), _take_as_firm), (_ATTACHED, _take_as_attachment), (REDUCED, take_as_reduced),
    (LOCATED, take_as_located), (_BEYOND, _take_as_reach),
    (frozenset({"radial"}), _take_as_way),
)  # fmt: skip
"""What is taken otherwise than the lexicon has it, by the words of which a sentence needs one."""
