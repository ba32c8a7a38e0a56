"""Words that make sure of a statement, or leave it open, beyond what the source says of it ("proven", "unproven")."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.certainties import ANSWERED
from overread.language.comparison.echoes.redacted import follows_redacted
from overread.review import Comparison, Difference

_ASSURED = re.compile(
    r"\b(?:definite(?:ly)?|definitive(?:ly)?|certain(?:ly)?|(?<!-)prove[ns]|proof of|unequivocal(?:ly)?|(?:is|are) established|"
    r"confirm(?:ed|s|ing|ation of)|verified|undeniabl[ey]|indisputabl[ey]|unmistakabl[ey]|doubtless|no doubt|beyond question|"
    r"undoubted(?:ly)?|unquestionabl[ey]|conclusive(?:ly)?|diagnostic of|pathognomonic|reliably|with certainty|beyond doubt|"
    r"without (?:any )?doubt|unambiguous(?:ly)?|clearly (?:identified|due|caused|of)|"
    r"(?:fully|completely) (?:assess|evaluat)\w+)\b",
    re.IGNORECASE,
)
_OF_SIGNS = re.compile(r"\b(?:diagnostic of|pathognomonic)\b", re.IGNORECASE)
_NOT_ASSURED = re.compile(
    r"\b(?:no|not|nor|neither|without|cannot|never|less|un|non|if|to be|biops\w*|histolog\w*|patholog\w*|surg\w*)[\s-]+"
    r"(?:\w+[\s-]+){0,3}$",
    re.IGNORECASE,
)
_DOUBTED = re.compile(
    r"\b(?:questionabl[ey]|doubtful(?:ly)?|dubious(?:ly)?|equivocal|uncertain|unconfirmed|unproven|unverified|inconclusive|"
    r"conceivabl[ey]|debatable|arguabl[ey]|hypothetical|(?:merely|only|at best|remotely) (?:a )?(?:remote )?possib\w+|"
    r"remote possibility|(?:in|open to) (?:doubt|question)|low confidence|"
    r"(?:cannot|can not|can't|could not|not|neither) (?:\w+ ){0,2}(?:excluded|ruled out|confirmed|proven|established|verified|"
    r"diagnosed|certain|sure|assured|definite|assessed|determined)|cannot (?:\w+ )?(?:exclude|rule out|confirm))\b",
    re.IGNORECASE,
)
"""Words that leave a finding more open than what is described but not yet named is by "possible" or "suspected"."""
_CHOICE = re.compile(r"\b(?:or|vs|versus)\b|/", re.IGNORECASE)
_EXPRESS = re.compile(
    r"\b(?:possib|may\b|might\b|could\b|question|suspect|doubt|perhaps|conceiv|uncertain|equivocal|cannot|not\b|unclear)|\?",
    re.IGNORECASE,
)
"""Words of doubt, without which what is left open is only which of two things it is ("scarring or atelectasis")."""
_OPEN = re.compile(
    r"\b(?:unproven|uncertain|(?:in|open to) doubt|doubtful|unconfirmed|not (?:assured|established|certain|proven|confirmed)|"
    r"cannot be (?:stated|confirmed|established)(?: \w+)?)\b"
    r"(?!\s+(?:\w+\s+)?(?:significance|etiology|aetiology|origin|cause|nature|clinical|duration|age|importance|relevance))",
    re.IGNORECASE,
)
_HALF_DENIED = re.compile(
    r"\bunlikely\b|\bimprobable\b|\b(?:not|less) (?:very )?likely\b|\b(?:possibly|probably) no\b|"
    r"\bnot (?:clearly|definitely|reliably|certainly|confidently|unequivocally|convincingly|proven|established|certain|sure)\b",
    re.IGNORECASE,
)
_HINTS = (
    "defin", "certain", "prove", "proof", "equivocal", "establish", "confirm", "verif", "undenia", "indisputa", "unmistaka",
    "doubt", "question", "conclusive", "diagnostic of", "pathognomonic", "reliably", "unambiguous", "clearly", "assess",
    "evaluat", "not ", "cannot be",
)  # fmt: skip
"""What all words have one of that make sure of a statement or leave it open."""
_EXCLUDED = re.compile(r"\b(?:excluded|ruled out|no suspicion)\b", re.IGNORECASE)
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
    low = claim.text.lower()
    if not any(map(low.__contains__, _HINTS)):
        return None
    facts = [fact for fact in told.facts if fact.source == "findings"]
    if not facts or follows_redacted(claim) or claim.kind not in ("finding", "normal"):
        return None
    assured = is_assured(claim.text) and not any(_ASSURED.search(fact.text) for fact in facts)
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


def needlessly_doubted(claim: Finding, told: Comparison, sure: Callable[[Finding], Comparison]) -> Comparison | None:
    """Return the wrong certainty of a claim that expressly doubts what its evidence, which leaves nothing open, would let it
    say outright; `sure` compares it without its doubt.
    """
    if (
        claim.kind != "finding"
        or not is_doubted(claim)
        or told.relation != "inferred"
        or any(_is_left_open(fact) for fact in told.facts)
    ):
        return None
    firm = sure(replace(claim, certainty="definite"))
    if firm.relation not in ("supported", "inferred") or firm.difference is not None:
        return None
    return _wrong(claim, told.facts[0], "possible", "definite")


def is_of_certainty(comparison: Comparison) -> bool:
    """Say whether a statement that the source denies is only too doubtful, or excludes outright what the source holds possible:
    "possible fracture", "fracture unlikely", "fracture not clearly seen", "fracture excluded" of a suspected one.
    """
    claim, fact = comparison.claim, comparison.facts[0] if comparison.facts else None
    if claim.kind != "finding" or fact is None:
        return False
    if claim.presence == "present":
        mere_choice = _CHOICE.search(claim.text) is not None and not _EXPRESS.search(claim.text)
        return claim.certainty == "possible" and not mere_choice
    if _HALF_DENIED.search(claim.text):
        return True
    return fact.presence == "present" and fact.certainty != "definite" and _EXCLUDED.search(claim.text) is not None


def is_doubted(claim: Finding) -> bool:
    """Say whether a statement expressly doubts that a finding is there ("doubtful", "cannot be excluded")."""
    return claim.presence == "present" and claim.certainty == "possible" and _DOUBTED.search(claim.text) is not None


def is_assured(text: str) -> bool:
    """Say whether a text makes sure of what it says, in so many words ("proven", "definite")."""
    said = _ASSURED.search(text)
    return said is not None and not ANSWERED.search(text) and not _NOT_ASSURED.search(text[: said.start()])


def is_called_proven(claim: Finding) -> bool:
    """Say whether a statement calls a finding proven, and not only the signs typical of it ("diagnostic of tuberculosis")."""
    return claim.certainty == "definite" and is_assured(claim.text) and not _OF_SIGNS.search(claim.text)


def _is_left_open(fact: Finding) -> bool:
    return fact.certainty != "definite" or _LEFT_OPEN.search(fact.text) is not None


def _wrong(claim: Finding, fact: Finding, said: str, stated: str) -> Comparison:
    return Comparison(claim, "unsupported", (fact,), Difference("certainty", said, stated))
