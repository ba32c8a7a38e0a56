"""Source text that tries to instruct the model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Source
from overread.flagging import SECTIONS
from overread.review import Evidence, Flag, Review
from overread.validators import validator

_TEXTS: tuple[Source, ...] = ("findings", "indication", "technique", "comparison")
_TO = (
    r"(?:mention|report|include|flag|summari[sz]e|tell|disclose|describe|output|write|say|state|reveal|repeat|answer|"
    r"respond|reply|"
    r"print|return|generate|conclude|ignore|omit|recommend|list|copy)"
)
_ORDER = re.compile(
    # to set aside what was asked
    r"\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,30}\b(?:previous|prior|above|earlier|preceding|all|any|"
    r"the|your|these|those|"
    r"following)\b.{0,30}\b(?:instructions?|prompts?|rules?|guidelines?|directions?|system|text|findings|context|"
    r"commands?|report)\b"
    r"|\b(?:forget|ignore|disregard|reveal|print|repeat|show)\b.{0,20}\b(?:your|the system|the hidden) (?:system "
    r")?(?:instructions?|prompts?|rules?)\b"
    # a voice that is not the report's
    r"|^\W{0,3}(?:system|developer|assistant|user)\s?(?:prompt|message|note|instruction)?\s?:"
    r"|<\|.{1,40}\|>|\[/?INST\]|<</?SYS>>|^#{1,4}\s?(?:system|instructions?|user|assistant)\b"
    r"|\b(?:new|updated|additional|important|hidden|special) (?:instructions?|task|directives?|commands?)\b\s?(?::|"
    r"for you|for the)"
    # addressed to a model
    rf"|\byou (?:are now|must|will now|shall|have to|need to|should(?: only| always| never)?)\b.{{0,30}}\b(?:act|"
    rf"pretend|approve|{_TO})\b"
    r"|\byou are (?:now )?an? (?:\w+ ){0,2}(?:ai|assistant|model|chatbot|llm|bot)\b"
    r"|\b(?:as|acting as) an? (?:ai|language model|assistant|chatbot|llm)\b"
    r"|\byour (?:task|job|role|instructions?|answer|output|response|summary|impression) (?:is|are|must|should|shall|will)\b"
    rf"|\bthe (?:model|assistant|ai|llm|summari[sz]er) (?:must|should|shall|will|is to)\b"
    # an order to write this or leave out that
    rf"|^\W{{0,3}}(?:please |and |then |now |instead,? |always |also |only |note: |important: ){{0,3}}(?:do not|don't|"
    rf"never|always) {_TO}\b"
    rf"|\bwhen (?:summari[sz]ing|writing|drafting|reporting)\b.{{0,30}}\b(?:always|never|do not|don't|only)?\s?{_TO}\b"
    r"|^\W{0,3}(?:please |and |then |now |instead,? |always |also |only |just ){0,3}(?:write|output|print|respond|"
    r"reply|return|say|state|answer|generate|"
    r"conclude)\b.{0,30}(?:\bonly\b|\bexactly\b|\bthat\b|\bwith\b|\bthe words?\b|\bthe phrase\b|\bimpression\b|"
    r"\bnormal\b|[\"'“:])"
    r"|\bin the impression,? (?:write|say|state|put)\b|\boutput only\b",
    re.IGNORECASE,
)
_HINTS = (
    "ignore", "disregard", "forget", "overrid", "bypass", "skip", "reveal", "print", "repeat", "show", "system",
    "developer", "assistant",
    "user", "<|", "[inst", "[/inst", "<<", "instruction", "task", "directive", "command", "you ", "your ", "an ai",
    "model", "chatbot", "llm",
    "summari", "do not", "don't", "never", "always", "write", "output", "respond", "reply", "return", "say", "state ",
    "answer", "generate",
    "conclude", "when ", "in the impression", "the ai",
)  # fmt: skip
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_LONGEST = 400


@validator("instruction")
def instruction(review: Review) -> Iterator[Flag]:
    """Flag sentences of the source that are addressed to a language model rather than to a reader of the report."""
    for section in _TEXTS:
        text = getattr(review.study, section)
        low = text.lower()
        hints = [*filter(low.__contains__, _HINTS)] if low else []
        for sentence in _SENTENCE.finditer(text) if hints else ():
            start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
            words = text[start : sentence.end()].rstrip()
            if words and any(map(low[start : sentence.end()].__contains__, hints)) and _ORDER.search(words[:_LONGEST]):
                evidence = Evidence(section, (start, start + len(words)), words)
                message = f"{SECTIONS[section]}: text addressed to the model, not to a reader. Do not trust this draft."
                yield Flag("instruction", "critical", message, evidence=(evidence,))
