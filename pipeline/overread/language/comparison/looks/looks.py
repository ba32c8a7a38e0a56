"""What a sentence says of how something looks, and the words by which it names that thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from overread.finding import Span
from overread.language.comparison.looks.look_words import DENYING, ENDS, IS, OF, STOPS, Told, found_in, is_denied
from overread.language.comparison.looks.meanings import meaning_of
from overread.language.lexicon import lexicon
from overread.language.places import organs, usual_places
from overread.language.words.lines import Line, Lines
from overread.language.words.tokens import Token

_LONGEST_NAME = 5
_FARTHEST_SUBJECT = 6
_PARTS = {
    **dict.fromkeys("outline contour margin border edge surface".split(), "outline"),
    **dict.fromkeys("wall".split(), "wall"),
    **dict.fromkeys("texture echotexture echogenicity echostructure structure pattern echo parenchyma".split(), "texture"),
    **dict.fromkeys("signal intensity".split(), "signal"),
    **dict.fromkeys("enhancement enhancing enhance uptake activity".split(), "enhancement"),
    **dict.fromkeys("density attenuation".split(), "density"),
}
"""Words for what of a thing is described, of which that of the wall is not that of the texture."""
_PLAIN = frozenset("area appearance type tissue region zone sequence image character nature formation".split())
_MERE = frozenset(
    "enhancement hyperintensity hypointensity density fdg_uptake tracer_uptake increased_uptake decreased_uptake "
    "restricted_diffusion blood_flow internal_flow hyperemia hypervascularity washout".split()
)
_SIZES = frozenset({"enlargement", "atrophy"})  # which are of the whole organ
_SEQUENCES = {"t1": "t1", "t2": "t2", "flair": "t2", "stir": "t2", "dwi": "dwi", "diffusion": "dwi", "adc": "adc", "swi": "swi"}
_LINKS = frozenset({",", "and", "or"})
_FIGURES = frozenset({"x", "cm", "mm"})


class Owner(NamedTuple):
    """What a look is told of: the findings and places that its name means, and nouns."""

    concepts: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


class Look(NamedTuple):
    """One word for a look: of which kind it is, where it stands, of what part or sequence it is told, who has it, and whether
    it is that of a thing there or wanting.
    """

    kind: str
    pole: str
    tokens: Span
    part: str
    sequences: frozenset[str]
    owner: Owner
    denied: bool
    thing: bool = False


def looks_of(text: str, stated: Lines, number: int, region: frozenset[str], only: frozenset[str]) -> list[Look]:
    """Return the looks of some kinds that one sentence of a text tells, each with what it is told of."""
    told = found_in(text)[number]
    starts = {one.first for one in told}
    wanted = (place for place, one in enumerate(told) if one.kind in only)
    return [_look(text, stated, number, region, told, place, starts) for place in wanted]


def _look(
    text: str, stated: Lines, number: int, region: frozenset[str], told: Sequence[Told], place: int, starts: set[int]
) -> Look:
    """Return one look of a sentence with what it is told of."""
    line, (kind, pole, first, last, thing) = stated.all[number], told[place]
    inner, words = [] if thing else _inner(line.tokens, first, last), list(_run(line.tokens, last, starts))
    words = [*inner, *words, *_behind(line.tokens, words[-1] + 1 if words else last, starts)]
    if kind in lexicon().look_types:
        owner = Owner()
    else:
        owner = _named(text, line, words, first, region) or _subject(text, stated, number, (first, last), region)
    part = next((_PARTS[line.tokens[at].norm] for at in (*range(first, last), *words) if line.tokens[at].norm in _PARTS), "")
    until = told[place + 1].first if place + 1 < len(told) else len(line.tokens)
    since = max((one.last for one in told[:place] if one.kind == kind), default=0)
    sequences = _sequences(line.tokens, since, (first, last), until)
    return Look(kind, pole, (first, last), part, sequences, owner, is_denied(line.tokens, first, last), thing)


def _inner(tokens: Sequence[Token], first: int, last: int) -> list[int]:
    """Return the places in a look that may name who has it ("low marrow signal", "hard plaque")."""
    phrase = " ".join(token.norm for token in tokens[first:last])
    named = lexicon().phrases if phrase in lexicon().looks else None
    return [at for at in range(first + 1, last) if named is None or tokens[at].norm in named]


def _sequences(tokens: Sequence[Token], since: int, look: Span, until: int) -> frozenset[str]:
    """Return the sequences that a look is told of: in it or right before it, else behind it, else before it."""
    first, last = look
    start, end = first, last
    while start > since and tokens[start - 1].norm in _SEQUENCES:
        start -= 1
    while end < until and not (tokens[end].norm in ENDS and tokens[min(end + 1, until - 1)].norm not in _SEQUENCES):
        end += 1
    stretches = (tokens[start:last], tokens[last:end], tokens[since:first])
    told = (frozenset(_SEQUENCES[token.norm] for token in part if token.norm in _SEQUENCES) for part in stretches)
    return next(filter(None, told), frozenset())


def _behind(tokens: Sequence[Token], at: int, starts: set[int]) -> Iterator[int]:
    """Yield the tokens of what the noun before a place is a part of ("low signal of the disc")."""
    if at < len(tokens) and tokens[at].norm in OF:
        at += 1
        while at < len(tokens) and tokens[at].norm in lexicon().function_words:
            at += 1
        yield from _run(tokens, at, starts)


def _run(tokens: Sequence[Token], first: int, starts: set[int]) -> Iterator[int]:
    """Yield the tokens up to the first word of grammar, but for what links one look to the next, and for figures."""
    words, linking, count = lexicon(), True, 0
    for at in range(first, len(tokens)):
        norm = tokens[at].norm
        if linking and (_is_link(tokens, at, starts) or norm[0].isdigit() or norm in _FIGURES):
            continue
        if norm in ENDS or norm in STOPS or norm in words.function_words or count == _LONGEST_NAME:
            return
        linking = linking and (norm in words.looks or norm in words.look_degrees or norm.endswith("ly"))
        count += not linking
        yield at


def _is_link(tokens: Sequence[Token], at: int, starts: set[int]) -> bool:
    """Say whether a comma or "and" links one look to the next, which an adverb may lead."""
    led = at + 2 if at + 1 < len(tokens) and tokens[at + 1].norm.endswith("ly") else at + 1
    return tokens[at].norm in _LINKS and led in starts


def _named(text: str, line: Line, words: Sequence[int], look: int | None, region: frozenset[str]) -> Owner | None:
    """Return what some words of a sentence name, None where they name nothing; a finding named by the look itself is none."""
    if not words:
        return None
    meaning = meaning_of(text, line.tokens, words, region)
    own = set(_MERE)
    if meaning.concepts and look is not None:
        own |= meaning_of(text, line.tokens, [look], region).concepts
    if meaning.concepts and _is_place(line.tokens[words[-1]].norm):
        own |= meaning_of(text, line.tokens, [words[-1]], region).concepts  # the state of an organ: "the enlarged prostate"
    states = {name for name in meaning.concepts - own if _is_state(name)}
    concepts = frozenset(meaning.concepts - own - states)
    places = organs({*meaning.places, *(place for name in states for place in usual_places(name))})
    nouns = frozenset(norm for norm in (line.tokens[at].norm for at in words) if _is_noun(norm))
    return Owner(concepts, places, nouns) if concepts or places or nouns else None


@lru_cache(maxsize=4096)
def _is_state(concept: str) -> bool:
    """Say whether a finding is the state of a whole organ: its size, or its look ("echogenic liver")."""
    words = lexicon()
    looks = [word for word in concept.split("_") if word in words.looks]
    rest = "_".join(word for word in concept.split("_") if word not in looks)
    return not _SIZES.isdisjoint(words.kinds(concept)) or (bool(looks) and rest in words.places)


@lru_cache(maxsize=4096)
def _is_noun(word: str) -> bool:
    """Say whether a word may name a thing: a finding, or what the lexicon knows neither as a quality nor as plain English."""
    words = lexicon()
    if (
        word in _PARTS
        or word in _PLAIN
        or word in _FIGURES
        or word in words.looks
        or word in words.ordinary
        or word in _SEQUENCES
    ):
        return False
    entries = words.phrases.get(word)
    return word.isalpha() and (not entries or any(entry.category == "concept" for entry in entries))


def _is_place(word: str) -> bool:
    """Say whether a word names a place and no finding."""
    categories = {entry.category for entry in lexicon().phrases.get(word, ())}
    return "anatomy" in categories and "concept" not in categories


def _subject(text: str, stated: Lines, number: int, look: Span, region: frozenset[str]) -> Owner:
    """Return what a sentence is about before a look in it, else behind it, else what the sentences before it are about."""
    line = stated.all[number]
    before = list(_runs(line.tokens, 0, look[0]))
    if line.tokens[look[0]].norm in DENYING and _PARTS.get(line.tokens[look[1] - 1].norm) != "enhancement":
        before.reverse()
    before = [*_clause_subject(line.tokens, look[0]), *before]
    carried = any(token.norm in _PARTS for token in line.tokens[: min(2, look[0])])  # "its texture is"
    for words in (*before, *(() if carried else _runs(line.tokens, look[1], len(line.tokens)))):
        owner = _named(text, line, words, look[0], region)
        if owner and (owner.concepts or owner.places):
            return owner
    for other in stated.all[max(0, number - _FARTHEST_SUBJECT) : number][::-1]:
        for words in _runs(other.tokens, 0, len(other.tokens)):
            owner = _named(text, other, words, None, region)
            if owner and (owner.concepts or owner.places):
                return owner
    return Owner()


def _clause_subject(tokens: Sequence[Token], look: int) -> Iterator[list[int]]:
    """Yield the words of the subject that a clause after a comma has of its own ("..., the spleen is hyperdense")."""
    end = look
    while end and (tokens[end - 1].norm in IS or tokens[end - 1].norm.endswith("ly")):
        end -= 1
    start = end
    while start and tokens[start - 1].norm not in ENDS and tokens[start - 1].norm not in lexicon().function_words:
        start -= 1
    opening = start - 1 if start and tokens[start - 1].norm == "the" else start
    if opening and start < end and tokens[opening - 1].norm in (",", ";", "while", "whereas"):
        yield list(range(start, end))


def _runs(tokens: Sequence[Token], since: int, until: int) -> Iterator[list[int]]:
    """Yield the stretches of words that no grammar parts, in their order."""
    run: list[int] = []
    for at in range(since, until):
        if tokens[at].norm in ENDS or tokens[at].norm in STOPS or tokens[at].norm in lexicon().function_words:
            if run:
                yield run
            run = []
        else:
            run.append(at)
    if run:
        yield run
