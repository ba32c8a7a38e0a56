"""Source text that tries to instruct the model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Source
from overread.review import Evidence, Flag, Review
from overread.validators import validator

_SECTIONS: tuple[Source, ...] = ("findings", "indication", "technique", "comparison")
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|skip)\b[^.\n]{0,30}\b(?:previous|prior|above|earlier|preceding|all|any|the|your|these|those|following)\b"
    r"[^.\n]{0,30}\b(?:instructions?|prompts?|rules?|guidelines?|directions?|system|text|findings|context|commands?)\b[^.\n]*"
    r"|\b(?:system|developer|assistant|user)\s*(?:prompt|message|note|instruction)?\s*:[^.\n]*"
    r"|\byou (?:are|must|should|will|shall|have to|need to)\b[^.\n]*\b(?:now|act|pretend|respond|reply|"
r"answer|write|report|say|output|state|conclude|ignore|include|omit)\b[^.\n]*"
    r"|\b(?:new|updated|additional|important|hidden|special) (?:instructions?|task|directive|command)s?\b[^.\n]*"
    r"|\b(?:as|you are|acting as) an? (?:ai|language model|assistant|chatbot|llm)\b[^.\n]*"
    r"|<\|[^|>]{1,40}\|>[^.\n]*|\[/?INST\][^.\n]*|<</?SYS>>[^.\n]*|^\s*#{2,}\s*(?:system|instruction|user|assistant)[^\n]*"
    r"|\b(?:do not|don't|never) (?:mention|report|include|flag|summari[sz]e|tell|disclose|describe|output|write)\b[^.\n]*"
    r"|\b(?:write|output|print|respond|reply|return|say|state|answer|repeat|"
r"generate)\b[^.\n]{0,25}\b(?:only|exactly|with|that|the word|the phrase|impression|\"|'|“)[^.\n]*"
    r"|\b(?:your (?:task|job|role|instructions?)|the (?:model|assistant|ai|llm|summari[sz]er) (?:must|"
r"should|shall|will|is to))\b[^.\n]*"
    r"|\breveal\b[^.\n]{0,30}\b(?:prompt|instructions?|system)\b[^.\n]*",
    re.IGNORECASE | re.MULTILINE,
)  # fmt: skip


@validator("instruction")
def instruction(review: Review) -> Iterator[Flag]:
    """Flag sentences of the source that are addressed to a language model rather than to a reader of the report."""
    for section in _SECTIONS:
        text = getattr(review.study, section)
        for match in _ORDER.finditer(text):
            evidence = Evidence(section, match.span(), match[0])
            message = "The source text carries an instruction to the model; do not trust this draft."
            yield Flag("instruction", "critical", message, evidence=(evidence,))
