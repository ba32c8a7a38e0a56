"""Interval change: what a statement says of it, and where two statements cannot both hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from overread.finding import Change, Finding, Quantity, Span
from overread.language.figures.portions import PORTION
from overread.language.figures.scales import same_value
from overread.language.figures.value_roles import GROWING
from overread.language.lexicon import lexicon
from overread.review import Comparison, Difference

MOVES = {
    "new": frozenset({"stable", "decreased", "increased", "resolved", "persistent"}),
    "increased": frozenset({"stable", "decreased", "resolved"}),
    "decreased": frozenset({"stable", "increased", "new"}),
    "stable": frozenset({"new", "increased", "decreased", "resolved", "changed"}),
    "persistent": frozenset({"new", "resolved"}),
    "resolved": frozenset({"new", "stable", "increased", "persistent"}),
    "changed": frozenset({"stable"}),
}
_MOVING = r"(?:progress|increas|enlarg|grow|worsen|larger|bigger|decreas|reduc|regress|improv|shr[aiu]nk|smaller|diminish)\w*"
_SLIGHT = r"(?:mild|slight|minimal|subtle|minor|marginal|modest)(?:ly)?"
_MARKED = r"(?:marked|significant|substantial|considerabl[ey]|dramatic(?:al)?|pronounced|massive|rapid|vast)(?:ly)?"
_PACE = re.compile(
    rf"\b(?:(?:(?P<slight>{_SLIGHT})|(?P<marked>{_MARKED}))\s(?:(?:overall|further|interval|continued)\s)?{_MOVING}"
    rf"|{_MOVING}\s(?:(?P<slight_after>{_SLIGHT})|(?P<marked_after>{_MARKED})))\b",
    re.IGNORECASE,
)
_MULTIPLIED = re.compile(r"\b(doubl|tripl|halv)(?:ed|ing|e)\b", re.IGNORECASE)
_MULTIPLES = {"doubl": (1.5, 2.6), "tripl": (2.4, 3.7), "halv": (0.35, 0.65)}
"""Between how many times its earlier size one is that is said to be a multiple of it."""
_GROWING = re.compile(
    r"\bincreas(?:e|ed|ing) (?:in|of) (?:the )?(?:size|volume|bulk|diameter)\b|"
    r"\benlargement of [^.;]+ (?:since|compared|in comparison|from prior)\b",
    re.IGNORECASE,
)
_LEAST_GROWTH = 0.2
_TRENDS = ("increased", "decreased")
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "m": 1000.0}
_ALL = frozenset({"prior", "current", "range"})
_LEAST_POINTS, _LEAST_LENGTH = 5.0, 5.0  # percentage points, millimetres
_CHANGING = GROWING | {"fraction", "velocity"}
_LEAST_STEP = 2.0  # millimetres
_LEAST_STEP_OF_SAC = 3.0 - 1e-6  # millimetres
_LEAST_SHARE = 0.1
_NOW = ("current", "range")


def change_differences(claim: Finding, fact: Finding) -> Iterator[Difference]:
    """Yield where the change that a claim gives cannot be that of a fact, or is one the fact does not give."""
    own = fact.change if fact.change != "persistent" else None  # "again seen" leaves it to the sizes
    stated: str | None = own or measured_change(fact) or fact.change
    tended, trend = trend_of(fact), trend_of(claim)
    said = claim.change
    if said is None and trend is None and stated == "decreased" and _GROWING.search(claim.text):
        trend = "increased"
    parted = said is not None and "part_solid" in fact.descriptors
    if parted and (portion := _portion_change(fact)) is not None and not _is_of_whole(claim):
        stated = said if said == portion else portion
    if said is not None:
        if stated is None and tended is None:
            if said not in ("persistent", "resolved"):
                yield Difference("change", said, "no change", "change", added=True)
            return
        against = stated if stated in MOVES[said] and said != tended else None
        if against is not None and own is None and said in ("stable", "persistent") and is_within_error(fact):
            return
        if against is None and own is None and said in _TRENDS and is_within_error(fact):
            yield Difference("change", said, "too small a step", "change", added=True)
            return
        if stated is None and {said, tended} == set(_TRENDS):
            against = tended
        if against is not None:
            yield Difference("change", said, against, "change")
            return
    if trend is not None and trend != tended:
        against = tended or (stated if stated in MOVES[trend] else None)
        if against is not None:
            yield Difference("change", trend, against, "trend")


def _pace_of(finding: Finding) -> tuple[str, Span] | None:
    """Return whether what moves in the words of a finding moves slightly or markedly, and the word that says so; None where
    they say neither or both.
    """
    paces = [(match.lastgroup or "", match.span(match.lastgroup or 0)) for match in _PACE.finditer(finding.text)]
    told = {name.removesuffix("_after"): span for name, span in reversed(paces)}
    return next(iter(told.items())) if len(told) == 1 else None


def paced_otherwise(claim: Finding, facts: Sequence[Finding]) -> Comparison | None:
    """Return the contradiction where a claim says that a finding has moved slightly, and all facts that it rests on that it
    has markedly, or the reverse.
    """
    if claim.change not in _TRENDS or (pace := _pace_of(claim)) is None:
        return None
    told = {other[0] for fact in facts if fact.change in (None, claim.change) and (other := _pace_of(fact))}
    if len(told) != 1 or pace[0] in told:
        return None
    start = claim.span[0]
    marked = replace(claim, marks={**claim.marks, "pace": (start + pace[1][0], start + pace[1][1])})
    return Comparison(marked, "contradicted", tuple(facts[:1]), Difference("severity", pace[0], told.pop(), "pace"))


def multiplied_otherwise(claim: Finding, facts: Sequence[Finding]) -> Comparison | None:
    """Return the contradiction where a claim says that a finding has doubled, tripled or halved in size, and its two sizes are
    far from that.
    """
    said = _MULTIPLIED.search(claim.text) if claim.change in _TRENDS else None
    if said is None or "volume" in claim.text.lower():
        return None
    least, most = _MULTIPLES[said[1].lower()]
    for fact in facts:
        now, then = _longest(fact, _NOW), _longest(fact, ("prior",))
        if now and then and then[0] and not least <= now[0] / then[0] <= most:
            words = f"{now[0] / then[0]:.1f} times"
            return Comparison(claim, "contradicted", (fact,), Difference("measurement", said[0], words, "change"))
    return None


def _portion_change(fact: Finding) -> Change | None:
    """Return how the portion of a lesion that a fact measures now and before has changed, its solid component say."""
    portions = tuple(size for size in fact.sizes if size.quantity == PORTION)
    if not portions:
        return None
    return measured_change(replace(fact, sizes=tuple(replace(size, quantity="size") for size in portions)))


def _is_of_whole(claim: Finding) -> bool:
    """Say whether a claim of no change measures the whole of its lesion ("1.5 cm, unchanged")."""
    return claim.change in ("stable", "persistent") and any(size.quantity == "size" for size in claim.sizes)


def moved_against(claim: Finding, facts: Sequence[Finding]) -> Comparison | None:
    """Return the wrong course of disease in a place where all that moves moves the other way ("progressive disease")."""
    courses = [(fact, course) for fact in facts if (course := fact.change or measured_change(fact))]
    against = MOVES.get(claim.change or "", frozenset())
    if not courses or not all(course in against for _, course in courses):
        return None
    return Comparison(
        claim, "contradicted", (courses[0][0],), Difference("change", claim.change or "", courses[0][1], "change")
    )


def trend_of(finding: Finding) -> str | None:
    """Return the direction that a bare "increased" or "decreased" gives, None where there is none.

    Alone it may as well describe a quality ("increased markings") as a change since a prior examination.
    """
    return next((trend for trend in _TRENDS if f"trend-{trend}" in finding.descriptors), None)


def measured_change(fact: Finding) -> Change | None:
    """Return the change that a current and a prior size of one fact show, None where there are not both."""
    current = [size for size in fact.sizes if size.role in _NOW and size.quantity in _CHANGING]
    current = current or [size for size in fact.sizes if size.role == "limit" and size.quantity in _CHANGING]
    prior = [size for size in fact.sizes if size.role == "prior" and size.quantity in _CHANGING]
    if not current or not prior:
        return None
    now = next((size for size in reversed(current) if size.span[1] <= prior[0].span[0]), current[0])
    if _agree(now, prior[0]):
        return "stable"
    scale = _MILLIMETRES.get(now.unit, 1.0) / _MILLIMETRES.get(prior[0].unit, 1.0)
    return "increased" if max(now.values) * scale > max(prior[0].values) else "decreased"


def by_much(fact: Finding) -> bool:
    """Say whether a current size differs from the prior one by a fifth or by 5 mm, or a share by five points, or more.

    Eisenhauer EA et al. RECIST 1.1. Eur J Cancer 2009;45:228-247, calls a fifth and 5 mm progression; two readings of an
    ejection fraction differ by up to five points: Lang RM et al. J Am Soc Echocardiogr 2015;28:1-39.
    """
    now, then = _longest(fact, _NOW), _longest(fact, ("prior",))
    if not now or not then:
        return False
    kinds = {size.quantity for size in fact.sizes if size.role in _ALL} - {"distance"}
    step = abs(now[0] - then[0])
    if kinds == {"fraction"}:
        return step >= _LEAST_POINTS
    return step >= _LEAST_GROWTH * then[0] or (kinds == {"size"} and step >= _LEAST_LENGTH)


def _longest(fact: Finding, roles: tuple[str, ...]) -> list[float]:
    told = [size for size in fact.sizes if size.role in roles and size.quantity != "distance"]
    return [max(size.values) * _MILLIMETRES.get(size.unit, 1.0) for size in told]


def is_within_error(fact: Finding) -> bool:
    """Say whether two lengths differ by less than two millimetres, or a tenth, as two readings of one lesion may.

    Of an aneurysm or the aorta, by less than three millimetres, which a small aneurysm grows by in a year. Bankier AA et al.
    Recommendations for measuring pulmonary nodules at CT: a statement from the Fleischner Society. Radiology 2017;285:584-600;
    Sweeting MJ et al. Meta-analysis of individual patient data to examine factors affecting growth and rupture of small
    abdominal aortic aneurysms. Br J Surg 2012;99:655-665
    """
    now, then = _longest(fact, _NOW), _longest(fact, ("prior",))
    length = all(size.quantity in ("size", "distance", "uptake") for size in fact.sizes if size.role in _ALL)
    step = max(_LEAST_STEP, _LEAST_SHARE * then[0]) if then else 0.0
    aortic = fact.concept == "organ_size" and any("aorta" in lexicon().wholes(place) for place in fact.anatomy)
    step = _LEAST_STEP_OF_SAC if aortic or "aneurysm" in lexicon().kinds(fact.concept) else step
    return length and bool(now and then) and abs(now[0] - then[0]) < step and not by_much(fact)


def _agree(now: Quantity, then: Quantity) -> bool:
    """Say whether the longest dimensions are the same at the printed precision."""
    one, other = (max(range(len(size.values)), key=size.values.__getitem__) for size in (now, then))
    decimals = [size.decimals[at] if at < len(size.decimals) else 0 for size, at in ((now, one), (then, other))]
    return same_value(now.values[one], now.unit, decimals[0], then.values[other], then.unit, decimals[1])
