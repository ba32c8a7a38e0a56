"""Sentences that are the same word for word, but that one of them denies."""

from __future__ import annotations

from overread.language.words.lines import Line

DENIALS = frozenset({"no", "not", "without"})
_AT_MOST = (["more", "than"], ["worse", "than"], ["greater", "than"])
_COURSES = frozenset({"change", "interval"})  # what is denied of a course is that of the finding
_FEWEST = 3
_FEWEST_KNOWN = 2
_KNOWN = frozenset({"history", "known", "previous", "former", "after", "status"})  # which a sentence of the case does not ask
_OPEN = frozenset({"if", "or", "but", "though", "although"})  # "near-complete if not complete"


def turned_round(line: Line, other: Line) -> tuple[int, str, str] | None:
    """Return where a sentence has a denial too many or one too few, with what it says then and what the other one says."""
    longer, shorter = (line, other) if len(line.norms) > len(other.norms) else (other, line)
    fewest = _FEWEST if _KNOWN.isdisjoint(shorter.norms) else _FEWEST_KNOWN
    if len(longer.norms) != len(shorter.norms) + 1 or len(shorter.norms) < fewest:
        return None
    pairs = enumerate(zip(longer.norms, shorter.norms, strict=False))
    place = next((at for at, (one, two) in pairs if one != two), len(shorter.norms))
    if _is_denied_before(shorter, place):
        return None
    rest = shorter.norms[place:]
    if longer.norms[place + 1 :] != rest or not _COURSES.isdisjoint(rest[:2]) or not denies_outright(longer, place):
        return None
    return (place, "absent", "present") if longer is line else (min(place, len(line.norms) - 1), "present", "absent")


def _is_denied_before(line: Line, place: int) -> bool:
    """Say whether "or" gives a word the denial before it, which may as well be told twice ("no fracture or dislocation")."""
    if not 0 < place < len(line.norms) or DENIALS.isdisjoint(line.norms[:place]):
        return False
    said = line.content[place]
    return not {token.norm for token in line.tokens[max(0, said - 2) : said]}.isdisjoint(("or", "nor"))


def denies_outright(line: Line, place: int) -> bool:
    """Say whether a word of a sentence denies what follows, and not only more of it, or what is left open."""
    if line.norms[place] not in DENIALS:
        return False
    said = line.content[place]
    if {token.norm for token in line.tokens[max(0, said - 1) : said]} & _OPEN:
        return False
    return [token.norm for token in line.tokens[said + 1 : said + 3]] not in _AT_MOST
