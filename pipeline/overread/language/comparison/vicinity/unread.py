"""Findings by their bare words: what a source sentence affirms, though its grammar was not read as that finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from overread.finding import Finding, Span
from overread.language.comparison.changes import change_differences
from overread.language.comparison.facts.facts import STEM, Facts
from overread.language.extraction.explained_away import explains_away
from overread.language.figures.agreement import agrees
from overread.language.figures.quantities import quantities
from overread.language.lexicon import lexicon
from overread.language.lexicon.conditions import joined
from overread.language.words.recent import remembered
from overread.language.words.sentences import sentences
from overread.language.words.tokens import norms, norms_between
from overread.review import Comparison, Difference

_ENDINGS = frozenset(
    "a al ally ar ary ation c cation cy d e ed ement ence ent es fication fied ia iac ic ical ied ing ion is ity ive ly med "
    "mation ment nce nt osis otic ous s sis t tic tion tous ty um us y".split()
) | {""}
_LETTERED = re.compile(r"\b(?:type|category|grade|class) (?:[a-d]|\d)\b|\s(?:[a-z]|\d|i{1,3}|iv)$", re.IGNORECASE)
_LONGEST_HEADING = 60
_DENYING = frozenset("no not without negative absent neither nor free never nil resolved excluded".split())
_DENIALS = _DENYING | {"non", "lack", "loss"}
DOUBTING = frozenset(
    "possible possibly probable probably likely may might could suspicious suspected suspicion concern concerning question "
    "questionable equivocal versus vs cannot exclude presumed perhaps differential suggest suggesting suggestive".split()
)
_EMPTY = frozenset("sign pattern appearance appearing feature change finding type disease process physiology".split())
_SIDES = frozenset({"left", "right"})
_BOTH = frozenset({"bilateral", "bilaterally", "both"})


class Said(NamedTuple):
    """The words that one sentence affirms, those of its heading first, and how many of them it states without a doubt."""

    span: Span
    words: tuple[str, ...]
    sure: int

    def holds(self, wanted: frozenset[str], sure: bool) -> bool:
        """Say whether the sentence affirms all of some words, in whatever form and order."""
        words = self.words[: self.sure] if sure else self.words
        return all(any(is_one_word(word, other) for other in words) for word in wanted)


@dataclass(frozen=True)
class Sayings:
    """What the sentences of a text affirm, each up to its first denial, and the sentences that have a stem."""

    all: tuple[Said, ...]

    @cached_property
    def _having(self) -> dict[str, frozenset[int]]:
        found: dict[str, set[int]] = {}
        for number, said in enumerate(self.all):
            for word in said.words:
                found.setdefault(word[:STEM], set()).add(number)
        return {stem: frozenset(numbers) for stem, numbers in found.items()}

    def holding(self, words: frozenset[str], sure: bool) -> list[Said]:
        """Return the sentences that affirm all of some words, in their order."""
        near = [self._having.get(word[:STEM], frozenset()) for word in words]
        if not near or not all(near):
            return []
        numbers = near[0].intersection(*near[1:])
        return [self.all[number] for number in sorted(numbers) if self.all[number].holds(words, sure)]

    def with_figures(self, figures: frozenset[str]) -> list[Said]:
        """Return the sentences that have any of some figures; none unless every figure stands somewhere."""
        numbers: set[int] = set()
        for figure in figures:
            having = [number for number in self._having.get(figure[:STEM], ()) if figure in self.all[number].words]
            if not having:
                return []
            numbers.update(having)
        return [self.all[number] for number in sorted(numbers)]


@remembered
def sayings(text: str) -> Sayings:
    """Return what the sentences of a text affirm."""
    return Sayings(tuple(_sayings(text)))


def _sayings(text: str) -> Iterator[Said]:
    for sentence in sentences(text):
        words = joined([*norms(_headings(text, sentence.heading)), *norms_between(text, *sentence.span)])
        end = next((place for place, word in enumerate(words) if word in _DENYING or _is_clear_of(words, place)), len(words))
        sure = next((place for place, word in enumerate(words[:end]) if word in DOUBTING), end)
        if end:
            yield Said(sentence.span, tuple(words[:end]), 0 if explains_away(text, sentence.span) else sure)


def _is_clear_of(words: Sequence[str], place: int) -> bool:
    return words[place] == "clear" and [*words[place + 1 : place + 2]] in (["of"], ["from"])


def _headings(text: str, heading: Span | None) -> str:
    """Return the words of a heading with those of the heading that stands before it on its line ("Cartilage: Patella:")."""
    if heading is None:
        return ""
    start = max(text.rfind("\n", 0, heading[0]) + 1, heading[0] - _LONGEST_HEADING)
    before = text[start : heading[0]]
    return text[start if before.rstrip().endswith(":") and "." not in before else heading[0] : heading[1]]


@lru_cache(maxsize=65536)
def is_one_word(one: str, other: str) -> bool:
    """Say whether two normal forms are one word with two endings: "dilated" and "dilatation", "reversed" and "reversal"."""
    if one == other:
        return True
    if one[:STEM] != other[:STEM]:
        return False
    shared = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if shared < STEM:
        return False
    return all(
        end in _ENDINGS or (end[:1] == one[shared - 1] and end[1:] in _ENDINGS) for end in (one[shared:], other[shared:])
    )


@lru_cache(maxsize=4096)
def names_of(concept: str) -> tuple[frozenset[str], ...]:
    """Return the words of every term of a concept, without grammar; a term that denies something says nothing by its words."""
    known = lexicon().concepts.get(concept)
    plain = [term for term in known.terms if _DENIALS.isdisjoint(term.split()) and not _is_bare_place(term)] if known else []
    found = [*map(named, plain), *(frozenset({look}) for term in plain for look in _looks_meant(term))]
    return tuple(dict.fromkeys(words for words in found if words))


def _looks_meant(term: str) -> list[str]:
    """Return the words for the look that a term tells by an amount and its degree: "hyperechoic" of increased echogenicity."""
    words = lexicon()
    amounts = [words.look_amounts[norm] for norm in norms(term) if norm in words.look_amounts]
    poles = [words.look_degrees[norm] for norm in norms(term) if norm in words.look_degrees]
    if len(amounts) != 1 or len(poles) != 1 or poles == ["same"]:
        return []
    return _words_for_looks().get((amounts[0], poles[0]), [])


@cache
def _words_for_looks() -> dict[tuple[str, str], list[str]]:
    """Return the single words for each look."""
    found: dict[tuple[str, str], list[str]] = {}
    for look, meant in lexicon().looks.items():
        for one in dict.fromkeys(meant) if " " not in look else ():
            found.setdefault(one, []).append(look)
    return found


def _is_bare_place(term: str) -> bool:
    """Say whether a term is only a place but for grammar ("overlying the internal os")."""
    words = " ".join(norm for norm in norms(term) if norm not in lexicon().function_words)
    return any(entry.category == "anatomy" for entry in lexicon().phrases.get(words, ()))


def named(phrase: str) -> frozenset[str]:
    """Return the words of a phrase that name a finding: without "sign" and the like, unless only a place would be left; none
    where a letter or a figure tells it from others ("type A").
    """
    words = frozenset[str]() if _LETTERED.search(phrase) else content(phrase)
    rest = words - _EMPTY
    return rest if any(not is_place(word) for word in rest) else words


def is_place(word: str) -> bool:
    """Say whether a word names a place."""
    return any(entry.category == "anatomy" for entry in lexicon().phrases.get(word, ()))


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """Return the normal forms of the words of a phrase, without grammar and sides."""
    grammar = lexicon().function_words
    return frozenset(norm for norm in joined(norms(text)) if norm not in grammar and norm not in _SIDES and norm[0].isalnum())


def affirmed(claim: Finding, text: str) -> Said | None:
    """Return the source sentence that affirms, on no other side, a name of the claimed finding, None where there is none."""
    own = named(claim.words_of())
    return _first(claim, text, (own, *names_of(claim.concept)) if own else names_of(claim.concept))


def affirmed_there(claim: Finding, text: str) -> Said | None:
    """Return the source sentence that affirms the words of a claim, those of its places, degree and figures among them."""
    line = affirmed(claim, text)
    return line if line and _is_all_there(claim, line, text) else None


def _first(claim: Finding, text: str, names: Sequence[frozenset[str]]) -> Said | None:
    sure = claim.certainty == "definite"
    said = sayings(text)
    for words in names:
        for line in said.holding(words, sure and words.isdisjoint(DOUBTING)):
            if _is_on_side(claim, line):
                return line
    return None


def _is_on_side(claim: Finding, line: Said) -> bool:
    sides = _SIDES.intersection(line.words)
    return claim.laterality not in _SIDES or not sides or claim.laterality in sides or not _BOTH.isdisjoint(line.words)


def signalled(claim: Finding, text: str) -> Said | None:
    """Return the source sentence that affirms the words of a finding which alone licenses a claim, None where there is none."""
    names = _names_of_signs(claim.concept)
    return _first(claim, text, names) if names else None


@lru_cache(maxsize=4096)
def _names_of_signs(concept: str) -> tuple[frozenset[str], ...]:
    """Return the words of every finding, but for the generic ones, which alone licenses a concept."""
    names: list[frozenset[str]] = []
    for rule in lexicon().rules_for(concept):
        for group in rule.groups if rule.strength == "licensed" else ():
            sign = group[0]
            known = lexicon().concepts.get(sign.concept)
            plain = not (sign.absent or sign.place or sign.quality or sign.unit)
            if len(group) == 1 and plain and known is not None and not known.generic:
                names += names_of(sign.concept)
    return tuple(names)


def in_words(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the support of a source sentence that affirms a claim, or what licenses it, word for word in another grammar."""
    known = lexicon().concepts.get(claim.concept)
    placed = any(mark.startswith(("anatomy:", "level")) for mark in claim.marks)
    if known is None or (known.generic and not placed) or claim.source != "impression":
        return None
    if not _REVERSING.isdisjoint(norms(claim.words_of())):
        return None  # "not low-lying", of which the words left are those of the opposite
    text = facts.quotes.text
    line = affirmed(claim, text) or signalled(claim, text)
    if line is None or _calls_well(claim, line, facts):
        return None
    if not _is_all_there(claim, line, text) or _moves_otherwise(claim, line, facts):
        return None
    if wrong := _looks_otherwise(claim, line, facts):
        return wrong
    start, end = line.span
    fact = Finding("~", line.span, text[start:end], "other")
    if claim.certainty == "possible" and line.holds(named(claim.words_of()), True):
        return Comparison(claim, "unsupported", (fact,), Difference("certainty", claim.certainty, "definite"))
    return Comparison(claim, "inferred", (fact,))


def _calls_well(claim: Finding, line: Said, facts: Facts) -> bool:
    """Say whether a sentence does no more than call normal the thing of which a claim tells a disease."""
    here = facts.at(line.span)
    told = lexicon().concepts[claim.concept].device or claim.sizes or "normal" in claim.words
    return not told and bool(here) and all(fact.kind == "normal" and fact.words & claim.words for fact in here)


_REVERSING = frozenset({"no", "not", "without", "non"})
_WIDE = frozenset({"dilatation", "enlargement"})


def _moves_otherwise(claim: Finding, line: Said, facts: Facts) -> bool:
    """Say whether a sentence gives a change that cannot be the one a claim gives, or a width that is usual."""
    here = [fact for fact in facts.all if fact.source == "findings" and line.span[0] <= fact.span[0] < line.span[1]]
    if any(fact.concept == "usual_distention" for fact in here) and _WIDE & lexicon().kinds(claim.concept):
        return True
    return any(not difference.added for fact in here for difference in change_differences(claim, fact))


def _looks_otherwise(claim: Finding, line: Said, facts: Facts) -> Comparison | None:
    """Return the wrong look of a claim that a sentence bears out by its words, but for the opposite of it: a soft plaque."""
    here = [fact for fact in facts.at(line.span) if {claim.laterality, fact.laterality} != {"left", "right"}]
    looks = claim.descriptors.difference(*(fact.descriptors for fact in here))
    for fact in (one for one in here if one.presence == "present"):
        for look in sorted(looks):
            if against := lexicon().opposes.get(look, frozenset()) & fact.descriptors:
                return Comparison(
                    claim, "contradicted", (fact,), Difference("descriptor", look, min(against), f"descriptor:{look}")
                )
    return None


def _is_all_there(claim: Finding, line: Said, text: str) -> bool:
    """Say whether a sentence also has the places, the degree and the figures of a claim."""
    marks = [mark for mark in claim.marks if mark.startswith(("anatomy:", "level", "severity"))]
    words = frozenset(word for mark in marks for word in content(claim.words_of(mark)))
    given = quantities(text[line.span[0] : line.span[1]])
    sizes = [size for size in claim.sizes if size.role != "prior"]
    return line.holds(words, False) and all(any(agrees(size, other) for other in given) for size in sizes)


def is_said_or_denied(words: Sequence[str], first: int, last: int, model: Sequence[str]) -> bool:
    """Say whether a stretch of a draft sentence stands in the sentence it repeats in another form, or is denied."""
    own = all(any(is_one_word(word, other) for other in model) for word in words[first:last])
    return own or not _DENYING.isdisjoint(words[max(0, first - 2) : last])
