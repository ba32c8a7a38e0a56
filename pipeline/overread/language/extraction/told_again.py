"""What a short sentence states, kept for when it comes again: template normals, and what every second report denies.

The sentence is read by itself, with the word on either side of it, so that what it is taken to say cannot rest on the report in
which it stood first.
"""

from __future__ import annotations

from functools import lru_cache

from overread.finding import Finding, Span
from overread.language.extraction.context import Context
from overread.language.extraction.told_in_clauses import told_by_sentence
from overread.language.lexicon import Entry
from overread.language.words.reading import Item, Reading
from overread.language.words.sentences import Sentence
from overread.language.words.tokens import Token

_LONGEST = 80
_MOST = 4096


def told(reading: Reading, sentence: Sentence, first: int, last: int, items: list[Item], context: Context) -> list[Finding]:
    """Return what a sentence of the tokens [first, last) states; values, and what is long, hardly ever come again.

    A term may run on into the next line ("Morphology: tricuspid", "Aortic valve ...").
    """
    start, end = sentence.span
    if first == last or end - start > _LONGEST or any(item.quantity is not None for item in items):
        return list(told_by_sentence(reading, sentence, first, last, items, context))
    lead = first - 1 if first else 0
    tokens = reading.tokens[lead : max([last + 1, *[item.last for item in items]])]
    base = min(start, tokens[0].start)
    found = _remembered(
        reading.text[base : max(end, tokens[-1].end)],
        tuple([(norm, begin - base, stop - base) for norm, begin, stop in tokens]),
        _counted_from(items, lead, base),
        (start - base, end - base),
        (first - lead, last - lead),
        context._replace(sentence=0),
    )
    return [_moved(one, base, context.sentence) for one in found]


Counted = tuple[int, int, tuple[Entry, ...], int, int, None, frozenset[str]]
"""An item of which the tokens and the text count from the word before its sentence."""


def _counted_from(items: list[Item], token: int, place: int) -> tuple[Counted, ...]:
    return tuple(
        [
            (first - token, last - token, entries, start - place, end - place, None, names)
            for first, last, entries, start, end, _, names, _ in items
        ]
    )


@lru_cache(maxsize=_MOST)
def _remembered(
    text: str, tokens: tuple[tuple[str, int, int], ...], items: tuple[Counted, ...], span: Span, within: Span, context: Context
) -> tuple[Finding, ...]:
    reading = Reading(text, [Token(*token) for token in tokens], [Item(*item) for item in items])
    return tuple(told_by_sentence(reading, Sentence(span), *within, reading.items, context))


def _moved(one: Finding, by: int, sentence: int) -> Finding:
    """Return a finding as it is further on in a text, in the sentence of a number."""
    marks = {name: (start + by, end + by) for name, (start, end) in one.marks.items()}
    span = one.span[0] + by, one.span[1] + by
    return Finding(
        one.concept, span, one.text, one.kind, one.name, one.presence, one.certainty, one.anatomy, one.levels, one.laterality,
        one.sizes, one.severity, one.change, one.count, one.descriptors, one.words, one.source, one.row, one.historical,
        one.observed, sentence, one.nearby, marks,
    )  # fmt: skip
