"""Items that only look like what the lexicon has: a place before a removed word, the month of May, "HIV-negative"."""

from __future__ import annotations

from overread.language.words.reading import Item, Reading

_FIGURE = "#"  # the token of a quantity


def says_nothing(reading: Reading, item: Item, first: int) -> bool:
    """Say whether an item only looks like one: a place before a word that was removed, "the visualized bones",
    the month of May, "HIV-negative", what is yet to come ("pre-collapse"), a tube that "has been advanced", "both" for two that
    were listed, "against" or "versus" for what a value was before, diseases that "can look similar", "smaller" than a value,
    a disease after which a clinic or a protocol is called ("sarcoma MDT"), the blood of a laboratory ("blood glucose").
    """
    tokens = reading.tokens
    after = tokens[item.last].norm if item.last < len(tokens) else ""
    if after == "xxxx":
        return item.value("anatomy") is not None and item.value("concept") is None
    if after in _SHOWING and _is_pictured(reading, item) and item.value("anatomy") and item.value("concept") is None:
        return True
    if item.first > first and tokens[item.first - 1].norm in ("pre", "non") and follows_hyphen(reading, item.first):
        return item.value("concept") is not None or item.value("descriptor") is not None
    if after in _FORUMS_AND_CENTERS and item.value("concept") and _names_a_forum(reading, item, first):
        return True
    word = tokens[item.first].norm
    if word not in _LOOKING_ALIKE and after != "than":
        return False
    if word == "vascular" and item.last == item.first + 1:
        return _leads_to_lesion(reading, item.last)
    if word == "blood" and item.last == item.first + 1:
        return after in _LABORATORY
    if word == "visualized" and item.last == item.first + 1:
        return item.first == first or tokens[item.first - 1].norm in ("the", "all", "remaining")
    if word in ("however", "though"):
        return item.last == item.first + 1 and item.first > first and _is_aside(reading, item)
    if word == "may":
        return item.first > first and reading.text[item.start : item.end] == "May"
    if word == "clear" and item.value("normality"):  # a degree of it, "clear growth of the mass"
        return after in _COURSES
    if word in ("against", "versus", "vs"):
        return [token.norm for token in tokens[item.last : item.last + 2] if token.norm != "."][:1] == [_FIGURE]
    if word == "neck":  # of an aneurysm, "2 mm (neck)"
        return [token.norm for token in tokens[max(first, item.first - 1) : item.last + 1]] == ["(", "neck", ")"]
    if word == "similar":
        return item.first - first > 1 and tokens[item.first - 2].norm in ("can", "may", "might", "could")
    if after == "than" and item.last + 1 < len(tokens) and item.value("change"):
        return tokens[item.last + 1].norm == _FIGURE
    if word in ("advanced", "retracted"):
        return item.last == item.first + 1 and item.first > first and tokens[item.first - 1].norm in ("been", "be", "then")
    if word == "both":
        return item.last == item.first + 1 and item.first > first and _sums_up(reading, item.first)
    return word == "negative" and item.last == item.first + 1 and follows_hyphen(reading, item.first)


_LOOKING_ALIKE = frozenset(
    "blood vascular visualized however though may clear against versus vs neck similar advanced retracted both negative".split()
)
"""Words that may mean something else than they do in the lexicon."""
_LABORATORY = frozenset("glucose sugar pressure test count culture type urea sample work loss".split())
_FORUMS = frozenset("mdt mdm clinic board conference service specialist protocol pathway team nurse surgeon program".split())
_CENTERS = frozenset({"center", "unit"})
_FORUMS_AND_CENTERS = _FORUMS | _CENTERS
_REFERRED = frozenset("refer referral referred transfer planning delivery management discussion review treatment care".split())


def _names_a_forum(reading: Reading, item: Item, first: int) -> bool:
    """Say whether a disease only says which clinic, board or protocol is meant; a "center" may be that of a lesion."""
    behind = reading.tokens[item.last].norm
    before = {token.norm for token in reading.tokens[max(first, item.first - _PHRASE) : item.first]}
    return behind in _FORUMS or (behind in _CENTERS and not _REFERRED.isdisjoint(before))


def _is_aside(reading: Reading, item: Item) -> bool:
    """Say whether a word stands between commas before "there is", and so parts nothing ("At the bulb, however, there is")."""
    around = reading.tokens[item.first - 1].norm, *(token.norm for token in reading.tokens[item.last : item.last + 2])
    return around == (",", ",", "there")


def _leads_to_lesion(reading: Reading, place: int) -> bool:
    """Say whether a noun phrase that goes on at a place is about what may be of a vessel ("underlying vascular lesion")."""
    for token in reading.tokens[place : place + _PHRASE]:
        if token.norm in _LESIONS:
            return True
        if token.norm in _ENDS or not token.norm.isalpha():
            return False
    return False


def _sums_up(reading: Reading, index: int) -> bool:
    """Say whether "both" stands for the two just listed ("in the liver and spleen, both stable"), and not for the two sides."""
    before, after = reading.tokens[index - 1].norm, reading.tokens[index + 1 : index + 2]
    told = not after or after[0].norm in _SUMMED or after[0].norm.endswith(("ing", "ed"))
    return before == "," and (told or after[0].norm == _FIGURE)


_SUMMED = frozenset(
    "with are were new stable unchanged larger smaller likely probably measuring of in showing resolved up down more less now "
    "having appear appearing".split()
)

_COURSES = frozenset(
    "growth increase decrease progression progress enlargement regression improvement reduction worsening change".split()
)
_PHRASE = 4
_ENDS = frozenset({"in", "of", "and", "or", "with", "at", "is", "are"})
_LESIONS = frozenset({"lesion", "tumor", "focus", "malformation"})
_SHOWING = frozenset(
    "show shows showed demonstrate demonstrates demonstrated reveal reveals revealed with were are was is".split()
)


def _is_pictured(reading: Reading, item: Item) -> bool:
    """Say whether a place before a verb only tells what was pictured ("views of the chest show"), not where something is."""
    before = [token.norm for token in reading.tokens[max(0, item.first - 3) : item.first] if token.norm != "the"]
    return before[-1:] == ["of"] and before[-2:-1] in (["view"], ["image"], ["film"], ["projection"])


def follows_hyphen(reading: Reading, index: int) -> bool:
    """Say whether a word is the second half of one with a hyphen."""
    start = reading.tokens[index].start
    return start > 1 and reading.text[start - 1] == "-" and reading.text[start - 2].isalpha()
