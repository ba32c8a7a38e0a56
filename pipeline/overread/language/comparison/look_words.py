"""Which words of a sentence tell how something looks, and of which kinds two texts tell another look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overread.language.lexicon import lexicon
from overread.language.lexicon.reach import look_reach
from overread.language.words.lines import lines
from overread.language.words.recent import remembered
from overread.language.words.tokens import Token

_LONGEST = 4
_APART = 3
OF = frozenset({"of", "in", "within", "at"})
IS = frozenset("is are was were appear appears remain remains".split())
ENDS = frozenset(",;:().")
STOPS = frozenset(
    "with without for from as on to apart except consistent compatible suggesting suggestive suspicious likely showing shown "
    "shows corresponding correspond measuring causing due but which".split()
)
DENYING = frozenset("no not without nor neither lack lacks lacking absence negative devoid free".split())
_MADE = frozenset(
    "loss lost reduction increase decrease absence exaggeration accentuation preservation flattening straightening "
    "rectification obliteration effacement".split()
)
"""Degrees that are nouns, whose amount stands behind "of"."""
_TOLD_AFTER = frozenset(
    "preserved maintained reduced lost decreased diminished increased exaggerated accentuated flattened straightened rectified "
    "absent normal".split()
)
"""Degrees that may stand right behind their amount ("lordosis preserved")."""
_COMPARING = frozenset("comparison since previous previously prior interval former formerly".split())


def told_otherwise(draft: str, source: str) -> frozenset[str]:
    """Return the kinds of look of which the source tells or denies another than the draft, the only ones to be compared."""
    claimed = [(kind, pole) for kind, pole, denied in _poles(draft) if not denied]
    given = _poles(source) if claimed else frozenset()
    return frozenset(kind for kind, pole in claimed if any(kind == own and (no or pole != told) for own, told, no in given))


def _poles(text: str) -> frozenset[tuple[str, str, bool]]:
    """Return the kind and pole of every look of a text, and whether it is denied."""
    told = zip(lines(text).all, found_in(text), strict=True)
    return frozenset(
        (kind, pole, is_denied(line.tokens, first, last)) for line, found in told for kind, pole, first, last in found
    )


@remembered
def found_in(text: str) -> list[list[tuple[str, str, int, int]]]:
    """Return what is found of looks in each sentence of a text."""
    return [list(_found(line.tokens)) for line in lines(text).all]


def _found(tokens: Sequence[Token]) -> Iterator[tuple[str, str, int, int]]:
    """Yield kind and pole of every look among the words of a sentence, with its first token and the one behind its last."""
    words, reach, norms = lexicon(), look_reach(), [token.norm for token in tokens]
    first = 0
    while first < len(norms):
        length = min(reach.get(norms[first], 0), _LONGEST, len(norms) - first)
        while length and " ".join(norms[first : first + length]) not in words.looks:
            length -= 1
        for kind, pole in words.looks[" ".join(norms[first : first + length])] if length else ():
            yield kind, pole, first, first + length
        at = _amount_near(norms, first) if norms[first] in words.look_degrees else None
        if at is not None and not _is_compared(norms, first):
            yield words.look_amounts[norms[at]], words.look_degrees[norms[first]], min(first, at), max(first, at) + 1
        first += max(length, 1)


def _is_compared(norms: Sequence[str], first: int) -> bool:
    """Say whether the clause of a degree compares it with an earlier examination."""
    until = next((at for at in range(first, len(norms)) if norms[at] in ENDS), len(norms))
    since = next((at for at in range(first, -1, -1) if norms[at] in ENDS), 0)
    return not _COMPARING.isdisjoint(norms[since:until])


def _amount_near(norms: Sequence[str], first: int) -> int | None:
    """Return where the amount stands whose degree a word is: shortly after it, or before it as the subject."""
    amounts = lexicon().look_amounts
    made = norms[first] in _MADE and first + 1 < len(norms) and norms[first + 1] in OF
    start = first + 1 + made
    for at in range(start, min(start + 1 + _APART + made, len(norms))):
        if norms[at] in ENDS or norms[at] in OF or norms[at] == "with":
            break
        if norms[at] in amounts:
            return at
    return _subject_before(norms, first)


def _subject_before(norms: Sequence[str], first: int) -> int | None:
    """Return where the amount stands that is the subject of a degree ("the sphericity of the heads is maintained")."""
    amounts = lexicon().look_amounts
    if norms[first] in _TOLD_AFTER and first and norms[first - 1] in amounts and not _goes_on(norms, first + 1):
        return first - 1
    verb = next((at for at in (first - 1, first - 2) if at > 0 and norms[at] in IS), None)
    for at in range(verb - 1, -1, -1) if verb else ():
        if norms[at] in ENDS or norms[at] in IS or norms[at] in STOPS:
            return None
        if norms[at] in amounts:
            return at if at == (verb or 0) - 1 or norms[at + 1] in OF else None
    return None


def _goes_on(norms: Sequence[str], at: int) -> bool:
    """Say whether a noun may follow at a place."""
    return at < len(norms) and norms[at] not in ENDS and norms[at] not in lexicon().function_words


def is_denied(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether a denial reaches a look, as it does not behind the "and" of "no flow and elastographically soft"."""
    alone = last == len(tokens) or tokens[last].norm in ENDS or tokens[last].norm in lexicon().function_words
    for place in range(first - 1, -1, -1):
        norm = tokens[place].norm
        if norm in ENDS or norm in DENYING or (alone and norm == "and" and tokens[place + 1].norm.endswith("ly")):
            return norm in DENYING
    return False
