"""What belongs together: each claim and flag, the words it stands on in the impression, and its evidence in the source."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from overread.app.marking import Mark
from overread.app.wording import FLAGS, SEVERITIES, STATUSES
from overread.finding import Finding, Source, Span
from overread.flagging import evidence_of
from overread.language.comparison.denials.denials import is_same_side
from overread.language.figures.agreement import agrees, size_words
from overread.review import SEVERITIES as SEVERITY_ORDER
from overread.review import Claim, Evidence, Flag, Review

Place = tuple[Source, str]
"""A measurement row, by its id, or a field of the study, by its name."""


@dataclass(frozen=True, slots=True)
class Links:
    """The marks of every text section, the keys of every row and field, and where each key leads in the source."""

    sections: Mapping[Source, tuple[Mark, ...]] = field(default_factory=dict)
    places: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Owner:
    """A claim or a flag as the source sees it: its keys, its own first, and the evidence it stands on."""

    keys: tuple[str, ...]
    title: str
    tone: str
    evidence: tuple[Evidence, ...]


def ranked_flags(review: Review) -> tuple[tuple[str, Flag], ...]:
    """Return the flags with their keys, gravest first, and within one severity in the order of the impression."""
    keyed = [(f"f{number}", flag) for number, flag in enumerate(review.flags, 1)]
    last = len(review.impression) + 1
    return tuple(sorted(keyed, key=lambda it: (SEVERITY_ORDER.index(it[1].severity), it[1].span[0] if it[1].span else last)))


def claim_keys(review: Review) -> Mapping[str, str]:
    """Return the page's key of each claim by the claim's id."""
    return {claim.id: f"c{number}" for number, claim in enumerate(review.claims, 1)}


def classes(*keys: str) -> tuple[str, ...]:
    """Return the classes that make an element light its counterparts when pointed at, and be lit by them."""
    return tuple(f"or-on-{key}" for key in keys) + tuple(f"or-lit-{key}" for key in keys)


def links_of(review: Review) -> Links:
    """Return what the page must mark in the source, and what lights what."""
    sections: dict[Source, list[Mark]] = defaultdict(list)
    places: dict[Place, list[str]] = defaultdict(list)
    targets: dict[str, str] = {}
    for owner in _owners(review):
        key = owner.keys[0]
        for number, item in enumerate(owner.evidence):
            anchor = f"or-{key}-{number}"
            name = item.id or item.field
            if item.span is not None:
                names = (*classes(*owner.keys), "or-evidence", owner.tone)
                sections[item.source].append(Mark(item.span, names, owner.title, f"or-{key}", anchor))
            elif name:
                place = (item.source, name)
                places[place] += owner.keys
                anchor = place_anchor(place)
            targets.setdefault(key, anchor)
    keys = (*claim_keys(review).values(), *(key for key, _ in ranked_flags(review)))
    return Links(
        {source: tuple(marks) for source, marks in sections.items()},
        {place: tuple(dict.fromkeys(found)) for place, found in places.items()},
        targets,
        keys,
    )


def _owners(review: Review) -> Iterable[_Owner]:
    keys = claim_keys(review)
    for claim in review.claims:
        title = f"{STATUSES[claim.status].name}: {claim.finding.text}"
        evidence = tuple(dict.fromkeys((*claim.evidence, *_rows(claim, review))))
        yield _Owner((keys[claim.id],), title, f"or-{claim.status}", evidence)
    for key, flag in ranked_flags(review):
        claim_key = keys.get(flag.claim or "")
        title = f"{SEVERITIES[flag.severity].name}: {flag.message}"
        yield _Owner((key, claim_key) if claim_key else (key,), title, f"or-{flag.severity}", flag.evidence)


def _rows(claim: Claim, review: Review) -> Iterable[Evidence]:
    """Yield the measurement rows that measure what a claim's evidence in the text states: the same finding, the same size."""
    spans = {item.span for item in claim.evidence if item.source == "findings"}
    stated = [fact for fact in review.facts if fact.source == "findings" and fact.span in spans and fact.sizes]
    for row in (fact for fact in review.facts if fact.row is not None):
        sizes = [size for fact in stated if fact.concept == row.concept and is_same_side(fact, row) for size in fact.sizes]
        if any(agrees(size, other) for size in sizes for other in row.sizes):
            yield evidence_of(row)


def place_anchor(place: Place) -> str:
    """Return a fragment for a row or field that gives away nothing of its name."""
    return f"or-at-{hashlib.sha256(repr(place).encode()).hexdigest()[:12]}"


def claim_mark(claim: Claim, key: str, target: str) -> Mark:
    """Return the mark of a claim in the impression: its status, its reading as a tooltip, and the way to its evidence."""
    status = STATUSES[claim.status]
    title = f"{status.name}: {status.meaning}.\nRead as: {reading(claim.finding)}"
    names = (*classes(key), "or-claim", f"or-{claim.status}")
    return Mark(claim.finding.span, names, title, target or f"or-{key}", f"or-{key}")


def flag_mark(span: Span, key: str, flag: Flag, target: str) -> Mark:
    """Return the mark of the words a flag is about."""
    title = f"{SEVERITIES[flag.severity].name}: {FLAGS.get(flag.type, flag.type)}. {flag.message}"
    return Mark(span, (*classes(key), "or-wrong", f"or-{flag.severity}"), title, target or f"or-{key}")


def reading(finding: Finding) -> str:
    """Return in words what was read from a statement, so that a misreading shows."""
    sizes = (size_words(size).replace(" x ", " × ") for size in finding.sizes)
    parts = [
        (finding.name or finding.concept).lstrip("~"),
        finding.presence if finding.kind in ("finding", "normal") else finding.kind,
        finding.certainty if finding.certainty != "definite" else None,
        finding.laterality,
        *(name.replace("_", " ") for name in sorted(finding.anatomy | finding.levels)),
        *sizes,
        finding.severity,
        f"count {finding.count}" if finding.count is not None else None,
        finding.change,
        *sorted(finding.descriptors),
    ]
    return " · ".join(part for part in parts if part)


def style_of(links: Links) -> str:
    """Return the style rules by which pointing at or focusing one end of a link lights the other ends."""
    rules = (
        f".stApp:has(.or-on-{key}:is(:hover,:focus)) .or-lit-{key}"
        "{--or-ground:var(--or-lit);--or-ink:var(--or-lit-text);--or-edge:var(--or-lit-line)}"
        for key in links.keys
    )
    return "".join(rules)
