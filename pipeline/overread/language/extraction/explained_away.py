"""Findings that a report explains away: what it takes for an artifact, a nipple shadow, overlapping shadows, a nutrient canal
or shine-through is not there.
"""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Certainty, Finding, Span
from overread.language.lexicon import lexicon

_APPEARANCE = re.compile(
    r"\b(?:art[ei]fact\w*|nipple shadows?|skin ?folds?|projectional|summation\w*|volume averaging|partial volum\w+|"
    r"under-?disten[ts]ion|(?:overlying|overlapping|superimpos\w+)(?= (?:\w+ ){0,2}?(?:structure|shadow|tissue|bone|bony|rib|"
    r"silhouette|vessel|vascular|breast|line|lead|electrode|clothing|artifact|soft))|mach (?:effect|band|line|phenomen)\w*|"
    r"(?:un-?mixed|un-?opacified|mixing|poorly mixed) (?:of )?(?:blood|contrast)|mixing of contrast)",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(
    r"\b(?:nutrient (?:foram\w+|vessel|channel|canal)s?|vascular groove|growth plate|physis|apophys[ei]s|synchondros[ei]s|"
    r"nipple|(?:confluence|crossing|overlap) of (?:\w+ )?vessels|vessels?(?: seen)? (?:on end|end[ -]on)|"
    r"(?:ureteral|ureteric|urinary) jet|scapular (?:border|edge|margin)|normal dura)\b",
    re.IGNORECASE,
)
"""What is sound and looks like a finding, where that is said to be it."""
_TECHNIQUE = re.compile(
    r"\b(?:(?:AP|portable|supine|radiographic) (?:technique|projection|position\w*|view)|technique|rotation|positioning|"
    r"magnification|(?:low|lower|decreased|diminished|reduced|small|shallow|poor) (?:lung volumes?|inspirat\w+)|"
    r"hypoinflation|hypoventilation)\b",
    re.IGNORECASE,
)
_SHINE_THROUGH = re.compile(
    r"\bT2[ -]shine[ -]?through\b(?! (?:in|at|of|within)\b)|"
    r"\b(?:without|no|lack(?:s|ing)?(?: of)?) (?:(?:a|any|an|the|clear|convincing|definite|corresponding|associated|matching|"
    r"low|reduced|decreased|drop|loss|hypointensity|reduction|signal|in|on|of) ){0,4}(?:ADC|apparent diffusion coefficient)\b|"
    r"\b(?:high|elevated|increased|normal|facilitated|bright|raised) (?:\w+ ){0,2}?ADC\b|"
    r"\bADC (?:map |values? |signal )?(?:(?:is|are|was|were) )?(?:normal|high|elevated|increased|bright|raised)\b",
    re.IGNORECASE,
)
"""What tells that a high signal on diffusion-weighted images comes from T2 (Osborn AG, Hedlund GL, Salzman KL. Osborn's Brain:
Imaging, Pathology, and Anatomy, 2nd ed. Elsevier 2017).
"""
_SHADOWS = frozenset({"cardiomegaly", "widened_mediastinum", "hilar_prominence"})
"""What the way an image is made enlarges, without a word on whether it is enlarged."""
_DIFFUSION = frozenset({"restricted_diffusion"})
_READ = re.compile(
    r"(?:\b(?:is|are|was|were|be|likely|probabl[ye]|possibl[ye]|questionabl[ey]|perhaps|represents?|representing|reflects?|"
    r"reflecting|due to|secondary to|related to|attributed to|attributable to|caused by|explained by|from|consistent with|"
    r"compatible with|in keeping with|correspond(?:s|ing|ed)? to|suggest(?:ive of|ing|s)?|versus|vs|or)|\?)"
    r" ?(?:(?!(?:and|with|but|by|in|at|on|of)\b)[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:is|are|was|were|be|likely|probabl[ye]|possibl[ye]|perhaps|versus|vs|or|represents?|representing|reflects?|reflecting|"
    r"consistent with|compatible with|in keeping with|correspond(?:s|ing|ed)? to) (?:(?!(?:and|with|but|by|in|at|on|of|near|"
    r"from|to|above|below|within|through|along|into|across|past|adjacent|\w+ing)\b)[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:may|might|could|can|possibl[ye]|perhaps|questionabl[ey]|versus|vs|or|X{3,})\b|\?", re.IGNORECASE)
_LIKELY = re.compile(
    r"\b(?:likely|probabl[ye]|favou?red|felt|thought|believed|suggest\w*|consistent|compatible|keeping)\b", re.IGNORECASE
)
_OTHERWISE = re.compile(
    r"\b(?:not|no|without|unlikely|rather than|limit\w*|obscur\w*|degrad\w*|hampered|although)\b", re.IGNORECASE
)
_POINTING = re.compile(
    r"\s*(?:(?:and|but|although) )?(?:this|it|these|they|which|that|the (?:finding|appearance))\b", re.IGNORECASE
)
_APPEARANCES = frozenset({"opacity", "lung_opacity", "airspace_opacity", "density"})
_ARTIFACTS = frozenset(
    {"study_limitation", "nipple_shadow", "skin_fold", "summation_artifact", "attenuation_artifact", "twinkling_artifact"}
)


_BESIDE = re.compile("")
_CAUSES: tuple[tuple[re.Pattern[str], re.Pattern[str], frozenset[str] | None], ...] = (
    (_APPEARANCE, _READ, None),
    (_STRUCTURE, _NAMED, None),
    (_TECHNIQUE, _READ, _SHADOWS),
    (_SHINE_THROUGH, _BESIDE, _DIFFUSION),
)
"""What explains a finding away, how the words before it must lead to it, and which findings it does so to (all where none)."""


def without_explained_away(found: list[Finding], text: str) -> list[Finding]:
    """Return the findings of a text with each that it reads as an artifact of the images absent, as surely as it does so, and
    one that may be an artifact, or a large shadow by the way the image was made, as no more than possible.
    """
    seen = [one.concept for one in found if _is_seen(one)]
    for causes, led, concepts in _CAUSES if seen else ():
        if concepts is not None and all(concepts.isdisjoint(lexicon().kinds(name)) for name in seen):
            continue
        for mention in causes.finditer(text):
            place = _meant(found, text, mention.start(), led)
            if place is not None and (concepts is None or not concepts.isdisjoint(lexicon().kinds(found[place].concept))):
                told = _as_explained(found[place], text[_end(found[place]) : mention.start()])
                found = [*found[:place], told, *found[place + 1 :]]
    return found


def explains_away(text: str, span: Span) -> bool:
    """Say whether a sentence, or the next where it points at it, reads what it tells as an artifact or an innocent shadow
    ("lucency is likely artifactual", "lucency. This is a nutrient canal").
    """
    pointing = _POINTING.match(text, span[1] + 1)
    end = text.find(".", pointing.end()) if pointing else span[1]
    end = end if end >= 0 else len(text)
    return any(
        _is_read_so(text[span[0] : mention.start()], led)
        for causes, led in ((_APPEARANCE, _READ), (_STRUCTURE, _NAMED))
        for mention in causes.finditer(text, span[0], end)
    )


def _is_read_so(said: str, led: re.Pattern[str]) -> bool:
    return led.search(said) is not None and not _OTHERWISE.search(said)


def _meant(found: list[Finding], text: str, at: int, led: re.Pattern[str]) -> int | None:
    """Return the place of the finding that the words before an artifact read as one: the last one told in that sentence, or in
    the one before where the sentence opens with a word that points at it.
    """
    told = [place for place, one in enumerate(found) if _is_seen(one) and _end(one) <= at]
    if not told:
        return None
    between = text[_end(found[told[-1]]) : at]
    start = max(between.rfind(". "), between.rfind("\n"))
    said = between[start + 1 :]
    points = _POINTING.match(said) or (led is _BESIDE and said.isspace())
    if start >= 0 and (not points or between.count(". ", 0, start)):
        return None
    return told[-1] if _is_read_so(said, led) else None


def _is_seen(one: Finding) -> bool:
    known = lexicon().concepts.get(one.concept)
    read = one.kind == "finding" and one.presence == "present" and one.row is None and "concept" in one.marks
    return read and not (known and known.device) and _ARTIFACTS.isdisjoint(lexicon().kinds(one.concept))


def _end(one: Finding) -> int:
    return one.marks["concept"][1]


def _as_explained(one: Finding, said: str) -> Finding:
    if one.concept in _SHADOWS and (_OPEN.search(said) or _LIKELY.search(said)):
        return replace(one, certainty="possible")
    if _OPEN.search(said):
        return one if _is_appearance(one) else replace(one, certainty="possible")
    certainty: Certainty = "probable" if _LIKELY.search(said) else "definite"
    return replace(one, presence="absent", certainty=certainty)


def _is_appearance(one: Finding) -> bool:
    """Say whether a finding is no more than what is seen, which is there whatever it comes from ("opacity")."""
    known = lexicon().concepts.get(one.concept)
    return known is None or known.generic or one.concept in _APPEARANCES
