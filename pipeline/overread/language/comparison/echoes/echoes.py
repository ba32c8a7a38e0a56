"""Where a draft repeats a sentence of the source but for a few words: a side, place, number or kind exchanged or left out.

It asks nothing of the grammar, so it also holds for sentences whose parts could not be bound to a finding.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from overread.finding import Span
from overread.language.comparison.amounts.measurements import are_kept
from overread.language.comparison.certainties import made_doubtful, made_sure
from overread.language.comparison.echoes.turned_round import DENIALS, denies_outright, turned_round
from overread.language.comparison.facts.postings import Others
from overread.language.comparison.looks.exchanged_meanings import COPY, ECHO, exchanged, has_too, other_places
from overread.language.comparison.looks.meanings import Meaning, meaning_of
from overread.language.comparison.positions.one_side_alone import is_alone_of_two, is_of_both
from overread.language.comparison.positions.opposed_positions import are_opposed
from overread.language.comparison.vicinity.unread import is_said_or_denied
from overread.language.lexicon import lexicon
from overread.language.places import OTHER_SIDE
from overread.language.words.lines import SIDES, Line, Lines, folded, lines, without_headings
from overread.review import Difference

_SHARED = 0.5
_MOSTLY = 0.6
_FEWEST = 2
_FEWEST_DENIED = 3
_LONGEST_EXCHANGE = 4
_LONGEST_PLACE = 2
_ONE_SIDE = frozenset({"left", "right"})
_TOWARDS = frozenset({"to", "toward", "towards"})
_ONE_SEGMENT = frozenset({"apical", "superior"})  # of a lower lobe of the lung


class Echo(NamedTuple):
    """A sentence of the draft that repeats one of the source with a difference.

    `span` are the words of the draft that differ, `line` is all of its sentence with its heading, `source` the other sentence;
    `whole` says that nothing else differs between the two.
    """

    difference: Difference
    span: Span
    line: Span
    source: Span
    whole: bool = False


def echoes(draft: str, source: str, region: frozenset[str]) -> Iterator[Echo]:
    """Yield the differences of draft sentences from the source sentences that they repeat; `region` is what was examined."""
    stated = lines(source)
    for line in lines(draft).all:
        known = stated.known.get(line.norms)
        model = known if known is not None or len(line.norms) < _FEWEST else _model(line, stated)
        if model is None:
            continue
        if (place := made_sure(line, draft, stated.all[model], source)) is not None:
            doubted = Difference("certainty", "definite", "in doubt", ECHO)
            yield Echo(doubted, _span(line, place, place + 1), _stretch(line), stated.all[model].span)
        elif (place := made_doubtful(line, draft, stated.all[model], source)) is not None:
            doubted = Difference("certainty", "in doubt", "definite", ECHO)
            yield Echo(doubted, _span(line, place, place + 1), _stretch(line), stated.all[model].span)
        elif known is None:
            yield from _compared(draft, folded(draft, line), source, stated, model, region)


def _model(line: Line, stated: Lines) -> int | None:
    """Return the number of the source sentence that shares most words with one of the draft, None where none has enough.

    The rarest words come first: a sentence that has none of those asked for so far shares no more than what is left.
    """
    words = frozenset(line.norms)
    least = max(_FEWEST, math.ceil(_SHARED * len(words)))
    seen: set[int] = set()
    best = (0, 0, 0)
    for asked, word in enumerate(stated.words.by_rarity(words)):
        if len(words) - asked < max(best[0], least):
            break
        found = stated.words.of.get(word, seen) - seen
        seen |= found
        best = max([best, *(_shared(words, stated.all[number].norms, number) for number in found)])
    shared, _, number = best
    if shared < least:
        return None
    return -number if shared >= _MOSTLY * len(words) or _named(words.intersection(stated.all[-number].norms)) else None


def _shared(words: frozenset[str], norms: tuple[str, ...], number: int) -> tuple[int, int, int]:
    """Return how many words a sentence shares with others; of several the shortest, and of those the first is the greatest."""
    return len(words.intersection(norms)), -len(norms), -number


def _compared(draft: str, line: Line, source: str, stated: Lines, number: int, region: frozenset[str]) -> Iterator[Echo]:
    """Yield what differs between a draft sentence and its model, which is the sentence of that number of the source.

    Where one denies and the other does not, they speak of different things (a stenosis on the left, none on the right), but for
    a denial of the very words.
    """
    line, model = without_headings(line, folded(source, stated.all[number]))
    if (turned := turned_round(line, model)) is not None:
        at, said, told = turned
        yield Echo(Difference("negation", said, told, ECHO), _span(line, at, at + 1), _stretch(line), model.span)
        return
    if DENIALS.isdisjoint(line.norms) != DENIALS.isdisjoint(model.norms):
        if (place := _denied_at(line, model)) is not None:
            denied = Difference("negation", "absent", "present", ECHO)
            yield Echo(denied, _span(line, place, len(line.content)), _stretch(line), model.span)
        return
    blocks = SequenceMatcher(None, line.norms, model.norms, autojunk=False).get_opcodes()
    shared = [word for tag, first, last, *_ in blocks if tag == "equal" for word in line.norms[first:last]]
    whole = len(shared) > _FEWEST_DENIED and sum(tag != "equal" for tag, *_ in blocks) == 1
    others = _others(stated, shared, number, whole)
    if swap := _swapped_side(line, model, others):
        yield swap
        return
    for tag, first, last, start, end in blocks:
        if tag == "equal" or max(last - first, end - start) > _LONGEST_EXCHANGE:
            continue
        if {*line.norms[first:last], *model.norms[start:end]} == _ONE_SEGMENT and "lower" in line.norms:
            continue
        if first == last and is_of_both(stated, number):
            continue
        if first == last:
            difference = _dropped_side(draft, line, model, range(start, end), others, region)
        elif position := _other_position(line, model, (first, last), (start, end)):
            difference = None if _speak_of(others, line.norms[first:last], set()) else position
        else:
            difference = _exchange(_Pair(draft, line, source, model, region), (first, last), (start, end), others, whole)
        if difference and whole and _is_of_copy(difference, max(last - first, end - start)):
            difference = replace(difference, mark=COPY)
        if difference:
            yield Echo(difference, _span(line, first, last), _stretch(line), model.span, whole)


def _is_of_copy(difference: Difference, words: int) -> bool:
    """Say whether a value, or a side or place of a word or two, is all that a sentence has otherwise."""
    added = difference.source_value == "no side"
    placed = difference.attribute in ("laterality", "location") and words <= _LONGEST_PLACE and not added
    return placed or difference.attribute == "measurement"


class _Pair(NamedTuple):
    """A sentence of the draft and the one of the source that it repeats, each with its text, and what was examined."""

    draft: str
    line: Line
    source: str
    model: Line
    region: frozenset[str]


def _exchange(pair: _Pair, own: Span, given: Span, others: Others, whole: bool) -> Difference | None:
    """Return the difference of words of a draft sentence from those of its model that no sentence of the source has too."""
    line, model = pair.line, pair.model
    words = line.norms[slice(*own)]
    claimed = meaning_of(pair.draft, line.tokens, line.content[slice(*own)], pair.region)
    meant = meaning_of(pair.source, model.tokens, model.content[slice(*given)], pair.region)
    difference = exchanged(claimed, meant) or (other_places(claimed, meant) if whole else None)
    difference = difference or _added_side(line, model, claimed, meant)
    if difference is None or _speak_of(others, words, claimed.sides):
        return None
    if difference.attribute == "measurement" and are_kept(claimed.sizes, pair.draft, meant.sizes):
        return None
    if difference.attribute == "overinterpretation" and is_said_or_denied(line.norms, *own, model.norms):
        return None
    said = difference.attribute == "location" and {*words} <= {*model.norms}  # "femoral" of the common femoral artery
    stated = meaning_of(pair.source, model.tokens, model.content, pair.region)
    return None if said or has_too(difference, claimed, stated) else difference


def _others(stated: Lines, shared: Sequence[str], number: int, whole: bool) -> Others:
    """Return the source sentences besides the model that speak of the same: that share a head, of a whole copy most words."""
    numbers = stated.words.having(_heads(shared)) - {number}
    if whole:
        words = frozenset(shared)
        numbers = {other for other in numbers if len(words.intersection(stated.all[other].norms)) >= _SHARED * len(words)}
    return Others(numbers, stated.words)


def _denied_at(line: Line, model: Line) -> int | None:
    """Return which word of a draft sentence denies, where all others are those of its model, which lacks only degrees then."""
    denials = [place for place, word in enumerate(line.norms) if word in DENIALS]
    own, given = frozenset(line.norms) - DENIALS, frozenset(model.norms)
    if len(denials) != 1 or len(own) < _FEWEST_DENIED or not own <= given:
        return None
    if not denies_outright(line, denials[0]):
        return None
    return denials[0] if all(_is_degree(word) for word in given - own) else None


def _is_degree(word: str) -> bool:
    return any(entry.category in ("severity", "count", "extent") for entry in lexicon().phrases.get(word, ()))


def _heads(words: Iterable[str]) -> frozenset[str]:
    """Return the words that name what is found among words that two sentences share; all of them where none does."""
    return _named(shared := frozenset(words)) or shared


def _named(words: frozenset[str]) -> frozenset[str]:
    """Return the words that name a finding, known or not."""
    phrases, ordinary = lexicon().phrases, lexicon().ordinary
    return frozenset(
        word for word in words - ordinary if word not in phrases or any(entry.category == "concept" for entry in phrases[word])
    )


def _speak_of(others: Others, words: Sequence[str], sides: set[str]) -> bool:
    """Say whether another source sentence has the words of the draft, or one of the sides where the draft speaks of both."""
    return others.any_with_all(words) or ("bilateral" in sides and others.any_with(_ONE_SIDE))


def _swapped_side(line: Line, model: Line, others: Others) -> Echo | None:
    """Return the one side of a draft sentence where its model has only the other one, wherever in the sentence it stands."""
    own, given = SIDES.intersection(line.norms), SIDES.intersection(model.norms)
    if len(own) == 1 and own <= _ONE_SIDE and not given & _ONE_SIDE and is_alone_of_two(line, min(own), model):
        alone = line.norms.index(min(own))
        difference = Difference("laterality", f"the {min(own)} alone", "both sides", ECHO)
        return Echo(difference, _span(line, alone, alone + 1), _stretch(line), model.span)
    if len(own) != 1 or len(given) != 1 or own == given or not own | given <= _ONE_SIDE:
        return None
    side = min(own)
    if "both" in line.norms or f"{side}ward" in model.norms or _speak_of(others, (side,), set()):
        return None
    place = line.norms.index(side)
    copied = tuple(OTHER_SIDE.get(word, word) for word in line.norms) == model.norms
    difference = Difference("laterality", f"the {side}", f"the {min(given)}", COPY if copied else ECHO)
    return Echo(difference, _span(line, place, place + 1), _stretch(line), model.span)


def _added_side(line: Line, model: Line, claimed: Meaning, stated: Meaning) -> Difference | None:
    """Return the difference of a side that the draft gives and the source sentence does not."""
    own = SIDES.intersection(line.norms)
    if len(own) != 1 or not own <= _ONE_SIDE or not SIDES.isdisjoint(model.norms) or not claimed.sides or stated.sides:
        return None
    return Difference("laterality", f"the {min(own)}", "no side", ECHO, added=True)


def _other_position(line: Line, model: Line, own: Span, given: Span) -> Difference | None:
    """Return the difference of a word for a position, the only word of a draft sentence that its model has otherwise."""
    if own[1] - own[0] != 1 or given[1] - given[0] != 1 or len(line.norms) != len(model.norms):
        return None
    word, other = line.norms[own[0]], model.norms[given[0]]
    if not are_opposed(word, other) or len(line.norms) <= _FEWEST_DENIED:
        return None
    alike = sum(one == two for one, two in zip(line.norms, model.norms, strict=True)) == len(line.norms) - 1
    return Difference("location", word, other, ECHO) if alike else None


def _dropped_side(
    draft: str, line: Line, model: Line, words: range, others: Others, region: frozenset[str]
) -> Difference | None:
    """Return the difference of a side among words of the source sentence that the draft, with its own sides, leaves out.

    A direction ("shift to the left") is no side, and where other sentences speak of other sides only a full copy counts. Where
    nothing else is left out, a side before a noun was told of this noun, whatever other sides and directions there are.
    """
    places = [place for place in words if model.norms[place] in _ONE_SIDE.difference(line.norms)]
    if not places:
        return None
    if len(words) == 1 and len(line.norms) == len(model.norms) - 1 and _is_cut_out(line, model, places[0]):
        return Difference("laterality", "no side", f"the {model.norms[places[0]]}", ECHO, added=True)
    own = meaning_of(draft, line.tokens, line.content, region).sides
    whole = len(line.norms) >= len(model.norms) - 1
    if "bilateral" in own or not (whole or places[-1] == words[-1] < len(model.norms) - 1):
        return None
    before = model.content[places[-1]]
    if any(token.norm in _TOWARDS for token in model.tokens[max(0, before - 2) : before]):
        return None
    given = SIDES.intersection(model.norms)
    if not whole and (own or len(given) != 1 or others.any_with(SIDES - given)):
        return None
    return Difference("laterality", "no side", f"the {model.norms[places[-1]]}", ECHO, added=True)


def _is_cut_out(line: Line, model: Line, place: int) -> bool:
    """Say whether a side of a sentence stands right before the noun that it is told of, or is all that another one lacks of it
    ("a shift to the of 10 mm").
    """
    at = model.content[place]
    after = model.tokens[at + 1].norm if at + 1 < len(model.tokens) else "."
    if after[0].isalpha() and after not in lexicon().function_words:
        return True
    return [token.norm for token in line.tokens] == [token.norm for token in model.tokens[:at] + model.tokens[at + 1 :]]


def _span(line: Line, first: int, last: int) -> Span:
    """Return the span of exchanged words, of the word that follows where words were left out."""
    if first == last:
        first, last = min(first, len(line.content) - 1), min(first, len(line.content) - 1) + 1
    return line.tokens[line.content[first]].start, line.tokens[line.content[last - 1]].end


def _stretch(line: Line) -> Span:
    return line.tokens[0].start, line.tokens[-1].end
