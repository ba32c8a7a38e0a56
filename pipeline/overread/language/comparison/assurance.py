"""Words that make sure of a statement, or leave it open, beyond what the source says of it ("proven", "unproven")."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.comparison.certainties import ANSWERED
from overread.language.comparison.redacted import follows_redacted
from overread.review import Comparison, Difference

_ASSURED = re.compile(
    r"\b(?:definite(?:ly)?|definitive(?:ly)?|certain(?:ly)?|(?<!-)proven|unequivocal(?:ly)?|(?:is|are) established|confirmed|"
    r"undoubted(?:ly)?|unquestionabl[ey]|conclusive(?:ly)?|diagnostic of|pathognomonic|reliably|with certainty|beyond doubt|"
    r"without (?:any )?doubt|unambiguous(?:ly)?|clearly (?:identified|due|caused|of)|"
    r"(?:fully|completely) (?:assess|evaluat)\w+)\b",
    re.IGNORECASE,
)
_NOT_ASSURED = re.compile(
    r"\b(?:no|not|nor|neither|without|cannot|never|less|un|non|if|to be|biops\w*|histolog\w*|patholog\w*|surg\w*)[\s-]+"
    r"(?:\w+[\s-]+){0,3}$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:unproven|uncertain|(?:in|open to) doubt|doubtful|unconfirmed|not (?:assured|established|certain|proven|confirmed)|"
    r"cannot be (?:stated|confirmed|established)(?: \w+)?)\b"
    r"(?!\s+(?:\w+\s+)?(?:significance|etiology|aetiology|origin|cause|nature|clinical|duration|age|importance|relevance))",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(
    r"\b(?:possib\w+|probabl\w+|likely|may|might|could|can|suspici\w*|suspect\w*|suggest\w*|question\w*|equivocal|versus|vs|cannot|"
    r"presum\w+|perhaps|differential|appear(?!ance)\w*|seem\w*|apparent\w*|consistent|compatible|represent\w*|correspond\w*|favou?r\w*|"
    r"borderline|upper limits?|or|if|no (?:gross|obvious|definite|clear|convincing)|near|limit\w*|incomplete\w*|"
    r"not (?:reliabl|definit|certain|complete|full|clear|well)\w*|concern\w*|worrisome|indetermin\w*|unclear|uncertain|"
    r"doubt\w*|unproven|difficult)\b|\?|/",
    re.IGNORECASE,
)
"""What leaves the statement of a source open in any way."""


def assured_otherwise(claim: Finding, told: Comparison) -> Comparison | None:
    """Return the wrong certainty of a claim that calls certain what the source leaves open or does not say as such, or doubtful
    what all its evidence says plainly.
    """
    facts = [fact for fact in told.facts if fact.source == "findings"]
    if not facts or follows_redacted(claim) or claim.kind not in ("finding", "normal"):
        return None
    assured = _is_assured(claim.text) and not any(_ASSURED.search(fact.text) for fact in facts)
    doubted = _OPEN.search(claim.text) is not None
    if not assured and not doubted:
        return None
    open_facts = [fact for fact in facts if _is_left_open(fact)]
    if assured and (len(open_facts) == len(facts) or (told.relation == "inferred" and claim.kind == "finding")):
        return _wrong(claim, (open_facts or facts)[0], "definite", "possible")
    in_those_words = told.relation == "supported" or (told.reason is None and facts[0].concept == "~")
    if doubted and not open_facts and in_those_words:
        return _wrong(claim, facts[0], "possible", "definite")
    return None


def _is_assured(text: str) -> bool:
    said = None if ANSWERED.search(text) else _ASSURED.search(text)
    return said is not None and not _NOT_ASSURED.search(text[: said.start()])


def _is_left_open(fact: Finding) -> bool:
    return fact.certainty != "definite" or _LEFT_OPEN.search(fact.text) is not None


def _wrong(claim: Finding, fact: Finding, said: str, stated: str) -> Comparison:
    return Comparison(claim, "unsupported", (fact,), Difference("certainty", said, stated))
