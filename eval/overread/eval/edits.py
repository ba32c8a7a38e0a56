"""The common shapes of an edit: replace words in a draft, add a statement to it, and the rules that keep an edit honest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from overread.eval.injection import Edit
from overread.eval.wording import Mention, Sentence, has, like, pattern, sentences, source_sentences, support
from overread.finding import Span
from overread.study import Study

_OF_THE_IMAGES = re.compile(
    r"\W+(?:\w+\W+|\([^)]*\)\s*)?(?:views?|projections?|exam\w*|images?|films?|radiographs?|x-?rays?|lateral|XXXX|dimension|"
    r"diameter|junction|process)\b",
    re.IGNORECASE,
)
_OF_BONE = re.compile(
    r"\b(?:femoral|humeral|radial|metatarsal|metacarpal|fibular|ulnar|condylar|phalangeal|fem|hum)\s+(?:heads?|bases?)\b"
    r"|\b(?:heads?|bases?)\s+of\s+(?:the\s+)?(?:\w+\s+){0,2}?(?:femur|humerus|radius|fibula|ulna|metatarsals?|metacarpals?|"
    r"phalan\w+|dens|odontoid|skull|biceps|thumb)\b|\bskull base\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:^|(?<=[.\s]))(\d{1,2})[.)]\s+(?=[A-Z])")


def replaced(draft: str, span: Span, new: str, note: str = "", marked: Span | None = None) -> Edit:
    """Return the edit that puts `new` in place of `span`; `marked` is the reported span, counted from it."""
    start, end = span
    inner = marked or (0, len(new))
    text = draft[:start] + new + draft[end:]
    return Edit(text, ((start + inner[0], start + inner[1]),), note=note or f"{draft[start:end]} -> {new}")


def removed(draft: str, span: Span, sentence: Sentence, note: str = "") -> Edit:
    """Return the edit that deletes `span`, marking what is left of its sentence."""
    start, end = span
    while end < sentence.end and draft[end] == " " and (start == sentence.start or draft[start - 1] == " "):
        end += 1
    rest = draft[sentence.start : start] + draft[end : sentence.end]
    rest = rest[:1].upper() + rest[1:]
    text = draft[: sentence.start] + rest + draft[sentence.end :]
    return Edit(text, ((sentence.start, sentence.start + len(rest)),), note=note or f"{draft[start:end].strip()} removed")


def added(draft: str, statement: str, note: str = "", front: bool = False) -> Edit:
    """Return the edit that adds one statement to the draft, numbered as the draft is, last or, with `front`, first."""
    if front and not _ITEM.search(draft):
        text = f"{statement} {draft}"
        return Edit(text, ((0, len(statement)),), note=note or f"added: {statement}")
    numbers = [int(number) for number in _ITEM.findall(draft)]
    body = draft.rstrip()
    stop = "" if body.endswith((".", "!", "?", ":")) else "."
    joint = "\n" if "\n" in body else " "
    lead = f"{body}{stop}{joint}{numbers[-1] + 1}. " if numbers else f"{body}{stop} "
    return Edit(lead + statement, ((len(lead), len(lead) + len(statement)),), note=note or f"added: {statement}")


def twins(study: Study, sentence: Sentence, word: str) -> tuple[Sentence, ...]:
    """Return the source sentences about the same finding that hold `word` too: the ground on which an edit of it is wrong."""
    return tuple(other for other in support(study, sentence) if sentence.asserted & other.asserted and has(word, other.text))


def occurrences(draft: str, sentence: Sentence, table: Mapping[str, Sequence[str]]) -> Iterator[tuple[Span, str]]:
    """Yield each span of the sentence that is a key of `table`, with the key; the longest key wins where two overlap."""
    taken: list[Span] = []
    for key in sorted(table, key=len, reverse=True):
        for match in pattern(key).finditer(draft, sentence.start, sentence.end):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                yield match.span(), key


def nearest(sentence: Sentence, span: Span) -> Mention:
    """Return the mention of a finding that stands nearest to the span; the sentence must mention one."""
    return min(sentence.mentions, key=lambda mention: max(mention.start - span[1], span[0] - mention.end))


def swaps(study: Study, draft: str, table: Mapping[str, Sequence[str]]) -> Iterator[Edit]:
    """Yield every swap of a word by the table that the source rules out.

    The sentence must state the finding nearest to the word, a source sentence about the same finding must hold the word, and
    no source sentence about that family of findings may hold the word that replaces it.
    """
    for sentence in sentences(draft):
        if not sentence.asserted:
            continue
        for span, key in occurrences(draft, sentence, table):
            about = support(study, sentence)
            if not nearest(sentence, span).asserted or not twins(study, sentence, key):
                continue
            for new in table[key]:
                if not any(has(new, other.text) for other in about) and not has(new, sentence.text):
                    yield replaced(draft, span, like(draft[span[0] : span[1]], new))


def is_of_the_images(edit: Edit) -> bool:
    """Return whether the words exchanged tell how images were taken ("frontal and lateral views"), or are part of a name."""
    ((_, end),) = edit.spans
    return bool(_OF_THE_IMAGES.match(edit.text, end))


def is_of_bone(draft: str, edit: Edit) -> bool:
    """Return whether the words exchanged are a head or a base of a bone, which has no tail and no apex."""
    start = edit.spans[0][0]
    return any(match.start() <= start < match.end() for match in _OF_BONE.finditer(draft))


def silent(study: Study, family: str) -> bool:
    """Return whether no source sentence mentions the family of findings."""
    return not any(family in sentence.families for sentence in source_sentences(study))


def stated_anywhere(study: Study, findings: frozenset[str]) -> bool:
    """Return whether some source sentence states one of the findings."""
    return any(findings & sentence.asserted for sentence in source_sentences(study))
