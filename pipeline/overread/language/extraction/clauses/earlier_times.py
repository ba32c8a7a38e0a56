"""What is told beside an earlier time is of then: "large in January, small now", "two in May", "last week 12 mm"."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Span
from overread.language.extraction.elements.elements import Element
from overread.language.lexicon import Entry
from overread.language.words.reading import Reading

MONTHS = frozenset(
    (
        "january february march april may june july august september october november december jan feb mar apr jun jul aug sep "
        "sept oct nov dec spring summer autumn winter"
    ).split()
)
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_YESTERDAY = frozenset({"yesterday"})
_THEN = frozenset({"then", "before", "previously", "formerly", "earlier", "originally", "initially"})
_AGO = frozenset({"ago", "earlier", "before", "prior", "previously"})
_SPANS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
_LAST = frozenset({"last", "previous"})
_UNITS = _SPANS | MONTHS | {"time", "night", "evening", "morning"}
_AT_THE_TIME = frozenset({"time", "occasion", "date"})
_EXAMINATIONS = ("study", "exam", "examination", "ct", "mr", "mri", "radiograph", "scan", "imaging", "image", "ultrasound")
_ONCE_WAS = (("having", "been"), ("used", "to", "be"), ("had", "been"))
_FILLING = frozenset(
    {"still", "only", "about", "approximately", "around", "it", "was", "were", "measured", "measuring", "at", ":"}
)
_NOW = frozenset({"is", "are", "has", "have", "now", "currently", "presently", "today", "remain", "meanwhile", "no longer"})
_RELATIVES = frozenset({"which", "where", "that"})
_PAST = frozenset({"was", "were"})
_RANGING = frozenset({"range", "ranging", "ranged", "vary", "varying", "varied", "measuring", "measure", "extending", "extend"})
_DEGREES = ("severity", "grade", "count", "descriptor", "chronicity", "extent")
_LONGEST_EVENT = 6
_NO_PLACE = ("anatomy", "side", "level", "concept")
_HINTS = MONTHS | _YESTERDAY | _THEN | _LAST | _PAST | {"ago", "time", "prior", "from", "been", "used", "morning", "this"}


def with_former_told(_: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with each degree, number, quality and size that is told of an earlier time as a former one."""
    if not any(part.word in _HINTS or _is_year(part) or part.says("comparing") for part in elements):
        return elements
    found = list(elements)
    place = 0
    while place < len(found):
        end = _end_of_told(found, place)
        then = _time_of(found, place, end) if end > place else None
        if then is not None:
            if place > 1 and found[place - 1].word == "from" and found[place - 2].word.endswith("gone"):
                found[place - 2] = found[place - 2]._replace(role="V", item=None)
            found[place:end] = [_as_former(part) for part in found[place:end]]
            found[slice(*then)] = [_as_time(part) for part in found[slice(*then)]]
        place = max(end, place + 1)
    return found


def with_dates(_: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with each date as its month and year, without the day and the commas in it ("Monday, June 3")."""
    found: list[Element] = []
    place = 0
    while place < len(elements):
        words = [part.word for part in elements[place : place + 4]]
        if words[:1] == [","] and place and elements[place - 1].word in _WEEKDAYS and words[1:2] and words[1] in MONTHS:
            place += 1
        elif words[0] in MONTHS and words[1:2] and words[1].isdigit() and len(words[1]) < len("2024") - 1:
            found.append(elements[place])
            dated = words[2:3] == [","] and len(words) == len("2024") and words[3].isdigit() and len(words[3]) == len("2024")
            place += 3 if dated else 2
        else:
            found.append(elements[place])
            place += 1
    return found


def _end_of_told(elements: list[Element], start: int) -> int:
    """Return where a degree or quality, or a row of values, ends that starts at a place, the place itself where none does."""
    if _is_value(elements[start]):
        end = start + 1
        while end + 1 < len(elements) and elements[end].word == "and" and _is_value(elements[end + 1]):
            end += 2
        return end
    return start + 1 if _is_degree(elements[start]) else start


def _is_value(element: Element) -> bool:
    quantity = element.item.quantity if element.item else None
    return quantity is not None and quantity.quantity != "time"


def _is_degree(element: Element) -> bool:
    if element.role != "M" or any(element.says(category) for category in _NO_PLACE):
        return False
    return any(element.says(category) for category in _DEGREES)


def _as_former(element: Element) -> Element:
    """Return an element as what was so at an earlier time: a size or a degree of then, nothing of what else it says."""
    item = element.item
    if item is None:
        return element
    if item.quantity is not None:
        return element._replace(item=item._replace(quantity=replace(item.quantity, role="prior")))
    degree = item.value("severity")
    if degree is None:
        return element._replace(role="W", item=None)
    return element._replace(item=item._replace(entries=(Entry("former", degree),)))


def _as_time(element: Element) -> Element:
    """Return an element of an earlier time as a cue that says nothing of the finding, which is not past itself."""
    return element._replace(role="R", item=None) if element.role == "W" or element.says("history") else element


def _time_of(elements: list[Element], start: int, end: int) -> Span | None:
    """Return where the earlier time stands that what stands at [start, end) is told of, None where it is told of none."""
    ended, degree = _ends(elements, end), elements[start].says("severity")
    after = _end_of_time(elements, end)
    if after > end and _ends(elements, after):
        return end, after
    words = tuple(part.word for part in elements[max(0, start - 3) : start])
    once = any(words[-len(once) :] == once for once in _ONCE_WAS) and (ended or not degree)
    once = once and (words[-1] == "be" or any(part.role == "K" for part in elements[:start]))
    if once or ((degree or elements[start].says("grade")) and _is_left_behind(elements, start, end)):
        return start, start
    if not ended:
        return None
    lead = start
    while lead and elements[lead - 1].word in _FILLING:
        lead -= 1
    if lead and _is_past_relative(elements, lead, end):
        return lead, start
    now = _tells_now(elements[end:])
    opened = (place for place in range(max(0, lead - 5), lead) if _opens(elements, place) or (not place and now))
    return next(((place, lead) for place in opened if _end_of_time(elements, place) == lead), None)


def _ends(elements: list[Element], place: int) -> bool:
    """Say whether a stretch ends at a place: what follows is a mark, a link or a verb."""
    return place >= len(elements) or elements[place].role in "KVBX" or elements[place].word in ("now", ";", ")")


def _opens(elements: list[Element], place: int) -> bool:
    """Say whether a stretch starts at a place behind a mark or a link."""
    return place > 0 and (elements[place - 1].role in "KBX" or elements[place - 1].word in ("as", "against", "with", "than"))


def _tells_now(elements: list[Element]) -> bool:
    return any(part.word in _NOW or part.word.startswith(("is ", "has ", "are ", "have ")) for part in elements)


def _is_left_behind(elements: list[Element], start: int, end: int) -> bool:
    """Say whether a degree is the one that another is reached from ("has gone from severe to mild")."""
    led = start > 1 and elements[start - 1].word == "from" and elements[start - 2].word not in _RANGING
    to = [part.word for part in elements[end : end + 1]] == ["to"] and any(
        part.says("severity") or part.says("grade") for part in elements[end + 1 : end + 2]
    )
    return led and to


def _is_past_relative(elements: list[Element], lead: int, end: int) -> bool:
    """Say whether a relative clause in the past tells something of a finding that the sentence goes on about in the present
    ("the edema, which was extensive, is mild").
    """
    told = [part.word for part in elements[lead : lead + 2]]
    past = any(word in _PAST for word in told) and elements[lead - 1].word in _RELATIVES
    return past and end < len(elements) and elements[end].word in (",", ")") and _tells_now(elements[end + 1 :])


def _end_of_time(elements: list[Element], start: int) -> int:
    """Return where an earlier time that is named at a place ends, the place itself where none is."""
    place = start
    while place < len(elements) and (elements[place].word in ("in", "on", "of", "at", "back") or elements[place].role == "D"):
        place += 1
    led, part = place > start, elements[place : place + 1]
    if not part:
        return start
    word = part[0].word
    if word in _YESTERDAY or (word in _THEN and not led and not _leads_on(elements, place + 1)):
        return place + 1
    if word == "before" and not led and _is_told_again(elements, place):
        return _end_of_event(elements, place)
    if word in _LAST and elements[place + 1 : place + 2] and elements[place + 1].word in _UNITS:
        return place + 2
    if word in _AT_THE_TIME and led and elements[start].word == "at":
        return place + 1
    if word == "morning" and led:
        return place + 1
    if _is_span(part[0]) or word in _SPANS or word == "half":
        return _end_of_ago(elements, place, start)
    if led and _is_earlier_examination(part[0]) and elements[start].word in ("on", "in", "at"):
        return place + 1
    return _end_of_date(elements, place, start)


def _leads_on(elements: list[Element], place: int) -> bool:
    """Say whether "before" and the like lead to what came after ("before surgery")."""
    return place < len(elements) and elements[place].role in "DW" and elements[place - 1].word == "before"


def _is_told_again(elements: list[Element], place: int) -> bool:
    """Say whether what comes after an event is told of now ("severe before surgery, is now mild")."""
    end = _end_of_event(elements, place)
    return end - place <= _LONGEST_EVENT and any(part.word in ("now", "currently", "today") for part in elements[end : end + 4])


def _end_of_event(elements: list[Element], place: int) -> int:
    return next((end for end in range(place, len(elements)) if elements[end].role in "KXBV"), len(elements))


def _is_span(element: Element) -> bool:
    quantity = element.item.quantity if element.item else None
    return quantity is not None and quantity.quantity == "time"


def _end_of_ago(elements: list[Element], place: int, start: int) -> int:
    """Return where "two weeks ago", "a year before" or "half a year ago" ends, the start where it is none."""
    end = place
    while end < min(place + 3, len(elements)) and (_is_span(elements[end]) or elements[end].word in {*_SPANS, "half", "a"}):
        end += 1
    return end + 1 if end > place and end < len(elements) and elements[end].word in _AGO else start


def _is_earlier_examination(element: Element) -> bool:
    return element.word.startswith(("prior", "previous", "last", "earlier")) and (
        element.word in ("prior", "previous") or element.word.endswith(_EXAMINATIONS)
    )


def _end_of_date(elements: list[Element], place: int, start: int) -> int:
    """Return where a month, a year or a date ends ("12 March 2021"), the start where there is none."""
    end = place + (elements[place].word.isdigit() and not _is_year(elements[place]))
    named = end
    while named < len(elements) and (elements[named].word in MONTHS or _is_year(elements[named])):
        named += 1
    return named if named > end else start


def _is_year(element: Element) -> bool:
    return element.item is None and len(element.word) == 4 and element.word.isdigit() and element.word[:2] in ("19", "20")
