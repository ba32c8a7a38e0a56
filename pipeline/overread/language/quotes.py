"""Stretches of the draft that are copied from the source, word for word but for words of grammar and removed words."""

from __future__ import annotations

from dataclasses import dataclass, field

from overread.finding import Span
from overread.language.lexicon import lexicon
from overread.language.sentences import sentences
from overread.language.tokens import Token, tokenize

_SHORTEST = 2
_SIDES = frozenset({"left", "right", "bilateral", "no", "not", "without", "may", "might", "could", "can", "more", "less"})


@dataclass(slots=True)
class Quotes:
    """The content words of a source text, by sentence and as one run, made when first asked for."""

    text: str = ""
    _words: list[Token] | None = field(default=None, repr=False)

    def find(self, claim: str, whole: bool = False) -> Span | None:
        """Return the span of the source that holds the words of a claim side by side, None where there is none.

        Words may be left out between them only when they say neither side nor denial nor doubt, and no more than two in a row;
        with `whole`, the claim must be the whole of a source sentence.
        """
        words = [token.norm for token in _content(tokenize(claim))]
        if len(words) < _SHORTEST:
            return None
        return self._sentence(words) if whole else _run(words, self._all())

    def _all(self) -> list[Token]:
        if self._words is None:
            self._words = _content(tokenize(self.text))
        return self._words

    def _sentence(self, words: list[str]) -> Span | None:
        tokens = self._all()
        position = 0
        for sentence in sentences(self.text):
            start = position
            while position < len(tokens) and tokens[position].start < sentence.span[1]:
                start += tokens[position].start < sentence.span[0]
                position += 1
            if [token.norm for token in tokens[start:position]] == words:
                return sentence.span
        return None


def _content(tokens: list[Token]) -> list[Token]:
    """Return the tokens that carry meaning; denials and doubts count, removed words do not."""
    function = lexicon().function_words
    return [token for token in tokens if token.norm[0].isalnum() and (token.norm not in function or token.norm in _SIDES)]


def _run(words: list[str], sentence: list[Token]) -> Span | None:
    norms = [token.norm for token in sentence]
    for start, word in enumerate(norms):
        if word != words[0]:
            continue
        place = start
        for wanted in words[1:]:
            following = next((step for step in (1, 2, 3) if place + step < len(norms) and norms[place + step] == wanted), None)
            if following is None or any(skipped in _SIDES for skipped in norms[place + 1 : place + following]):
                break
            place += following
        else:
            if start == 0 or norms[start - 1] not in _SIDES:
                return sentence[start].start, sentence[place].end
    return None
