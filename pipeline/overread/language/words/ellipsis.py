"""Terms not written in one run: "femoral and popliteal veins" are two veins, "elevated left hemidiaphragm" is one term."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from operator import itemgetter

from overread.language.lexicon import Entry, lexicon
from overread.language.lexicon.reach import phrase_reach

_LINKS = frozenset({"and", "or", "/", "&", ",", "nor"})
_SHARED = frozenset({"anatomy", "concept"})
_PASSED_OVER = _LINKS | {"the", "a", "an", "left", "right", "both", "bilateral", "\N{NUMBER SIGN}"}
_PREPOSITIONS = frozenset({"in", "within", "at", "over", "overlying", "near", "throughout", "involving"})
_SIDES = frozenset({"left", "right", "bilateral"})
_NOT_INTERRUPTED = _SIDES | {"of", "in", "the", "to", "within", "on", "at", "from", "is", "are"}
_HEIGHTS = frozenset({"upper", "middle", "mid", "lower"})
_LONGEST = 3
_REACH = 4

_PARTS_OF_BONES = frozenset({"neck", "head", "base", "shaft", "styloid", "tuft", "wall", "zone", "third"})
_ASPECTS = frozenset({"anterior", "posterior", "lateral", "medial", "upper", "lower"})
_BEFORE_BONE = frozenset({"of", "the", "left", "right", "\N{NUMBER SIGN}"})
_OF_BONES = {
    "mc": "metacarpal", "mt": "metatarsal", "radius": "radial", "ulna": "ulnar", "fibula": "fibular", "humerus": "humeral",
    "femur": "femoral", "tibia": "tibial", "talus": "talar", "scapula": "scapular",
}  # fmt: skip

_TRUNKS = {"chest": "chest wall", "thorax": "chest wall", "hemithorax": "chest wall", "abdomen": "abdominal wall"}

_ZONES = {"upper": "renal upper pole", "middle": "mid kidney", "mid": "mid kidney", "lower": "renal lower pole"}

Match = tuple[int, int, tuple[Entry, ...]]
_END = itemgetter(1)


def completed(words: Sequence[str], matches: Sequence[Match]) -> list[Match]:
    """Return the terms before a link that lack the end of the term after it, with what they mean when that is added.

    A match is (first word, end, meanings); of several that start at one word the longest counts.
    """
    links = [place for place in range(len(words) - 2, 0, -1) if words[place] in _LINKS and not _opens_clause(words, place)]
    if not links:
        return []
    full: dict[int, tuple[list[str], tuple[Entry, ...]]] = {}
    for first, last, entries in sorted(matches, key=_END):
        if last - first > 1 and any(entry.category in _SHARED for entry in entries):
            full[first] = [*words[first:last]], entries
    found: list[Match] = []
    for place in links:
        after = place + 1
        while after not in full and after < len(words) - 1 and (words[after] in _PASSED_OVER or _is_degree(words[after])):
            after += 1
        if after in full and (match := _before(words, place, *full[after])):
            first, phrase, entries = match
            found.append((first, place, entries))
            full[first] = phrase, entries
    return found


def _opens_clause(words: Sequence[str], place: int) -> bool:
    """Say whether a link goes on with another subject (", and the tube ends in the stomach")."""
    after = place + 2 if words[place + 1] == "and" else place + 1
    comma = "," in (words[place], words[place - 1])
    return comma and words[after - 1] == "and" and words[after : after + 1] in (["the"], ["there"])


@lru_cache(maxsize=4096)
def _is_degree(word: str) -> bool:
    """Say whether a word tells a degree, which each of two linked findings can have ("moderate canal and mild ...")."""
    return any(entry.category == "severity" for entry in lexicon().phrases.get(word, ()))


def directed(words: Sequence[str], matches: Sequence[Match]) -> list[Match]:
    """Return the places with the direction before them that would else be taken for another place: a distal femoral vein."""
    found: list[Match] = []
    for first, last, entries in matches:
        if not first or last - first == 1 or words[first - 1] not in lexicon().phrases:
            continue
        if all(entry.category == "anatomy" for entry in entries):
            led = _direction_before(words, first, first + 1)
            if led and not any(start == first - 1 and end >= last for start, end, _ in matches):
                found.append((first - 1, last, entries + led))
    return found


def bracketed(words: Sequence[str]) -> list[Match]:
    """Return the places that a bracket parts from their last word, with what both together mean ("paratracheal (4R) node")."""
    found: list[Match] = []
    if "(" not in words:
        return found
    for place, word in enumerate(words):
        end = words.index(")", place) if word == "(" and ")" in words[place : place + _REACH] else 0
        if not end or end + 1 >= len(words):
            continue
        for size, more in product(range(_LONGEST, 0, -1), (2, 1)):
            phrase = " ".join([*words[max(0, place - size) : place], *words[end + 1 : end + 1 + more]])
            entries = tuple(entry for entry in lexicon().phrases.get(phrase, ()) if entry.category == "anatomy")
            if entries and place >= size:
                found.append((place - size, place, entries))
                break
    return found


def part_first(words: Sequence[str]) -> list[Match]:
    """Return the parts told before the numbered or sided bone that they are of, with what both mean ("neck of the 5th
    metacarpal", "head of left fibula"), the walls of the trunk ("lateral wall of the right chest") and
    zones of the kidney.
    """
    found: list[Match] = []
    if _PARTS_OF_BONES.isdisjoint(words):
        return found
    for place, word in enumerate(words):
        if word not in _PARTS_OF_BONES:
            continue
        end = place + 1
        while end < len(words) and words[end] in _BEFORE_BONE:
            end += 1
        bone = words[end : end + 1]
        if word in ("zone", "third"):
            zone = _ZONES.get(words[place - 1], "") if place and bone == ["kidney"] else ""
            found += [(place - 1, place + 1, lexicon().phrases[zone])] if zone else []
            continue
        if word == "wall":
            trunk = _TRUNKS.get(bone[0], "") if bone and end > place + 1 else ""
            start = place
            while start and (words[start - 1] in _ASPECTS or (words[start - 1] in _LINKS and words[start] in _ASPECTS)):
                start -= 1
            found += [(start + (words[start] in _LINKS), place + 1, lexicon().phrases[trunk])] if trunk else []
            continue
        entries = lexicon().phrases.get(f"{_OF_BONES.get(bone[0], bone[0])} {word}", ()) if bone and end > place + 1 else ()
        if entries and all(entry.category == "anatomy" for entry in entries):
            found.append((place, place + 1, entries))
    return found


def _is_after_preposition(words: Sequence[str], place: int) -> bool:
    """Say whether what stands before a link is a whole place ("a nodule in the left lung and ..."), not half a finding."""
    passed = _PASSED_OVER - {"\N{NUMBER SIGN}"}
    before = [word for word in words[max(0, place - 4) : place - 1] if word not in passed]
    return before[-1:] != [] and before[-1] in _PREPOSITIONS


_DIRECTED = frozenset({"outer", "inner", "lateral", "medial"})


def interrupted(words: Sequence[str]) -> list[Match]:
    """Return the findings whose name a word of side interrupts ("elevated left hemidiaphragm"), and the parts of a paired organ
    ("lower left lung"), with that side.
    """
    found: list[Match] = []
    if _SIDES.isdisjoint(words):
        return found
    phrases, reach = lexicon().phrases, phrase_reach()
    for place, word in enumerate(words):
        if word not in _SIDES or not 0 < place < len(words) - 1:
            continue
        start = max(0, place - _REACH)
        before, after = words[start:place], words[place + 1 : place + 1 + _REACH]
        if not _SIDES.isdisjoint(before[-1:]) or not _SIDES.isdisjoint(after[:1]):
            continue
        for first, opening in enumerate(before):
            longest = reach.get(opening, 0) - len(before) + first
            for last in range(1, min(len(after), longest) + 1):
                inside = [*before[first:], *after[:last]]
                entries = phrases.get(" ".join(inside), ())
                of_part = last == 1 and before[-1] in _HEIGHTS and _DIRECTED.issuperset(before[first:-1])
                wanted = "anatomy" if of_part else "concept"
                named = tuple(entry._replace(side=word) for entry in entries if entry.category == wanted)
                if named and _NOT_INTERRUPTED.isdisjoint(inside):
                    found.append((start + first, place + 1 + last, named))
    return found


def _before(
    words: Sequence[str], place: int, right: list[str], meant: tuple[Entry, ...]
) -> tuple[int, list[str], tuple[Entry, ...]] | None:
    """Return the term that ends before a link once it is given the last words of the term on the right."""
    kinds = {entry.category for entry in meant} & (_SHARED if not _is_after_preposition(words, place) else {"anatomy"})
    for size in range(min(_LONGEST, place), 0, -1):
        left = words[place - size : place]
        for shared in range(1, len(right)):
            phrase = [*left, *right[shared:]]
            entries = lexicon().phrases.get(" ".join(phrase))
            if entries and not kinds.isdisjoint(entry.category for entry in entries):
                led = _direction_before(words, place - size, place) if kinds == {"anatomy"} else ()
                return place - size - len(led[:1]), phrase, entries + led
    return None


def _direction_before(words: Sequence[str], start: int, end: int) -> tuple[Entry, ...]:
    """Return the direction that leads a shortened place where both would be taken for another one: "distal femoral, popliteal
    and peroneal veins" name no distal femur.
    """
    phrases = lexicon().phrases
    other = phrases.get(" ".join(words[start - 1 : end]), ()) if start else ()
    if not any(entry.category == "anatomy" for entry in other):
        return ()
    return tuple(entry for entry in phrases.get(words[start - 1], ()) if entry.category == "direction")


def of_each_organ(words: Sequence[str], matches: list[Match]) -> list[Match]:
    """Return the terms without each that names a finding of the first of two linked organs, where its parts mean the same: a
    "thrombosis of the portal vein and splenic vein" is one of both.
    """
    led = [match for match in matches if words[match[1] : match[1] + 1] == ["and"] and "of" in words[match[0] : match[1]]]
    if not led:
        return matches
    spans = {(first, last): entries for first, last, entries in matches}
    return [match for match in matches if match not in led or not _is_of_first_alone(words, match, spans)]


def _is_of_first_alone(words: Sequence[str], match: Match, spans: dict[tuple[int, int], tuple[Entry, ...]]) -> bool:
    first, last, entries = match
    of = words.index("of", first, last)
    after = last + 1
    while after < len(words) - 1 and words[after] in _PASSED_OVER:
        after += 1
    following = [entry for (start, end), told in spans.items() if start == after for entry in told]
    if not following or any(entry.category != "anatomy" for entry in following):
        return False
    heads = {entry.value for entry in spans.get((first, of), ()) if entry.category == "concept"}
    organs = {entry.value for (_, end), told in spans.items() if end == last for entry in told if entry.category == "anatomy"}
    known, meant = lexicon(), {entry.value for entry in entries if entry.category == "concept"}
    names = [known.within.get(head, {}) for head in heads]
    return any(name.get(whole) in meant for name in names for organ in organs for whole in known.wholes(organ))
