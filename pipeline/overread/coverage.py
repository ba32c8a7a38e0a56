"""Which source findings worth reporting a draft speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from overread.finding import Finding, Span
from overread.kinship import NAMED_ALWAYS, TOO_WIDE, are_concluded, are_kin
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, organs, places_of, touches
from overread.language.words.reading import read
from overread.left_unsaid import may_stay_unsaid
from overread.review import Comparison, Review
from overread.told_places import is_at_other_vertebra, is_in_its_place, is_listed_with_kin
from overread.worth_reporting import (
    is_benign,
    is_critical,
    is_interpreted,
    is_lasting,
    is_lesser,
    is_worth_reporting,
    weight_of,
)

_MISPLACED = "malposition"  # of a device, of which a statement may tell where it lies
REGIONS = BODY_REGIONS | {"spine"}
_WHOLE = frozenset({"examination", "exam", "study", "appearance", "radiograph", "ct", "mri"})
_SAME = frozenset({"stable", "unchanged", "similar"})
_REFERS = re.compile(
    r"\b(?:(?:as|findings?) (?:\w+ ){0,2}(?:above|described|detailed)|(?:described|detailed|noted|see) above)\b", re.IGNORECASE
)

_TOLD_BY_QUALITY = {
    **dict.fromkeys(
        ("hemorrhage", "intracranial_hemorrhage", "intraparenchymal_hemorrhage", "hemorrhagic_transformation"), "hemorrhagic"
    ),
    "necrosis": "necro",
    "calcification": "calcif",
}
"""Findings that a draft may tell as a quality of another: a hemorrhagic infarct, a necrotic mass."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the statements of a draft speak of, and what its summaries take in.

    `matched` are the facts they were matched with, `spoken` the statements by concept; `calm` are statements such as "No acute
    cardiopulmonary abnormality", `unchanged` says whether the whole examination is called stable, `referring` are
    statements that point back to the findings ("Kyphosis as described above"), `borne` the identities of those that hold, and
    `stated` gives for those that the source has as such the sentences that have them: they speak of nothing told elsewhere.
    """

    matched: frozenset[tuple[str, Span]]
    spoken: dict[str, list[Finding]]
    words: frozenset[str]
    calm: tuple[Finding, ...]
    unchanged: bool
    referring: tuple[Finding, ...] = ()
    borne: frozenset[int] = frozenset()
    stated: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def holds(self, fact: Finding) -> bool:
        """Say whether a statement speaks of a fact: matched with it, of its kind and place, or concluded from it."""
        if (fact.concept, fact.span) in self.matched or fact.concept in self.words:
            return True
        if "enhancement" in lexicon().kinds(fact.concept) and self._has_quality(fact, "enhanc"):
            return True
        if (stem := _TOLD_BY_QUALITY.get(fact.concept)) and self._has_quality(fact, stem):
            return True
        if "lymphadenopathy" in lexicon().kinds(fact.concept) and self._names_nodes(fact):
            return True
        near = (claim for concept, claims in self.spoken.items() for claim in claims if self._speaks_of(claim, concept, fact))
        here = (claim for claim in near if is_in_its_place(claim, fact) or self._is_concluded_beside(claim, fact))
        if any(id(claim) not in self.borne or not is_at_other_vertebra(claim, fact) for claim in here):
            return True
        return any(is_listed_with_kin(claim, fact) for claims in self.spoken.values() for claim in claims)

    def _is_concluded_beside(self, claim: Finding, fact: Finding) -> bool:
        """Say whether the source tells a fact beside that of a statement which follows from it: a wide ureter and kidney."""
        if not are_concluded(claim.concept, fact.concept):
            return False
        return fact.sentence in self.stated.get(id(claim), ()) and {claim.laterality, fact.laterality} != {"left", "right"}

    def _speaks_of(self, claim: Finding, concept: str, fact: Finding) -> bool:
        """Say whether a statement is of the kind of a fact or concluded from it, and not of what another sentence tells."""
        if concept == fact.concept or _is_grave_reading(fact, claim):
            return concept == fact.concept
        elsewhere = fact.sentence not in self.stated.get(id(claim), (fact.sentence,))
        free = not elsewhere or _is_slight(fact) or fact.concept == _MISPLACED
        kinds, general = lexicon().kinds, not _has_place(claim) and not claim.sizes
        wider = concept in kinds(fact.concept) or fact.concept in kinds(concept)
        if are_kin(concept, fact.concept) and (free or (general and wider)):
            return True
        return free and are_concluded(concept, fact.concept)

    def _has_quality(self, fact: Finding, stem: str) -> bool:
        """Say whether a statement in the place of a fact gives another finding the quality that the fact is ("hemorrhagic")."""
        claims = (claim for claims in self.spoken.values() for claim in claims)
        told = (claim for claim in claims if any(stem in name and not name.startswith("non") for name in claim.descriptors))
        return any(is_in_its_place(claim, fact) for claim in told)

    def _names_nodes(self, fact: Finding) -> bool:
        """Say whether a statement about something else names the nodes of a fact ("cancer with axillary nodes")."""
        claims = (claim for claims in self.spoken.values() for claim in claims if not claim.words.isdisjoint(_NODES))
        return any(touches(claim.anatomy, fact.anatomy) for claim in claims if claim.anatomy and fact.anatomy)

    def sums_up(self, fact: Finding) -> bool:
        """Say whether a summary takes in a fact: what is old or slight under "no acute", what is stable under "stable"."""
        if any(_is_spoken_of(claim, fact) for claim in self.referring):
            return True
        if (lexicon().kinds(fact.concept) & NAMED_ALWAYS and not is_benign(fact)) or (
            is_critical(fact) and not is_lasting(fact)
        ):
            return False
        if self.unchanged and fact.change in ("stable", "persistent"):
            return True
        return is_lesser(fact) and any(not claim.anatomy or _regions_of(claim) & _regions_of(fact) for claim in self.calm)


def _is_slight(fact: Finding) -> bool:
    return fact.severity in ("trace", "minimal") or fact.certainty == "possible"


def coverage_of(review: Review) -> Coverage:
    """Return what the statements of a draft speak of; one that names a finding twice, of its place ("nodules in a tree-in-bud
    pattern in the right lung").
    """
    matched: set[tuple[str, Span]] = set()
    spoken: dict[str, dict[object, Finding]] = {}
    words: set[str] = set()
    claims = [comparison.claim for comparison in review.comparisons]
    placed = {(claim.concept, claim.span) for claim in claims if _has_place(claim)}
    for comparison in review.comparisons:
        claim = comparison.claim
        if claim.kind == "normal" or claim.presence == "absent":
            continue
        matched |= {(fact.concept, fact.span) for fact in comparison.facts if not _is_vague(comparison, fact)}
        if claim.kind != "finding":
            words |= claim.words
            for concept in _passed_on(claim):
                spoken.setdefault(concept, {}).setdefault((claim.anatomy, claim.levels, claim.laterality), claim)
        elif claim.concept in lexicon().concepts and (_has_place(claim) or (claim.concept, claim.span) not in placed):
            spoken.setdefault(claim.concept, {}).setdefault((claim.anatomy, claim.levels, claim.laterality), claim)
    listed = {concept: [*found.values()] for concept, found in spoken.items()}
    calm = tuple(
        claim
        for claim in claims
        if claim.concept == "abnormality" and claim.presence == "absent" and "acute" in claim.descriptors
    )
    referring = tuple(claim for claim in claims if claim.presence == "present" and _REFERS.search(claim.text))
    borne = frozenset(id(one.claim) for one in review.comparisons if one.relation in ("supported", "inferred"))
    stated = {
        id(one.claim): tuple(fact.sentence for fact in one.facts) for one in review.comparisons if one.relation == "supported"
    }
    return Coverage(
        frozenset(matched), listed, frozenset(words), calm, any(map(is_said_of_all, claims)), referring, borne, stated
    )


def _has_place(claim: Finding) -> bool:
    return bool(claim.anatomy or claim.laterality or claim.levels)


def _is_vague(comparison: Comparison, fact: Finding) -> bool:
    """Say whether a statement only speaks of changes, and not in the organ of a fact that lets it do so ("abnormal study")."""
    claim = comparison.claim
    vague = comparison.relation == "inferred" and claim.concept == "abnormality"
    return vague and not touches(organs(claim.anatomy), places_of(fact))


def _passed_on(claim: Finding) -> list[str]:
    """Return the findings that a draft says were told to somebody ("the team was phoned regarding the pneumothorax")."""
    if claim.kind != "communication":
        return []
    return [concept for item in read(claim.text).items if (concept := item.value("concept")) and concept not in TOO_WIDE]


def _is_spoken_of(claim: Finding, fact: Finding) -> bool:
    """Say whether a statement that points back to the findings takes in a fact: one of its region, if it names one."""
    return not _regions_of(claim) or bool(_regions_of(claim) & _regions_of(fact))


def _regions_of(finding: Finding) -> frozenset[str]:
    """Return the regions of the body that the places of a finding lie in."""
    return frozenset(whole for place in places_of(finding) for whole in lexicon().wholes(place) if whole in REGIONS)


def is_said_of_all(claim: Finding) -> bool:
    """Say whether a statement compares the whole examination: "No interval change", "Stable examination"."""
    if claim.kind == "other":
        return {"interval", "change"} <= claim.words or bool(claim.words & _WHOLE and claim.words & _SAME)
    if not claim.anatomy <= REGIONS:
        return False
    return claim.kind == "comparison" or (claim.change == "stable" and claim.concept == "abnormality" and not claim.anatomy)


def uncovered(review: Review) -> Iterator[Finding]:
    """Yield the present source findings worth reporting that the draft leaves out, the weightiest of each statement."""
    coverage = coverage_of(review)
    present = [
        fact for fact in review.facts if fact.source == "findings" and fact.kind == "finding" and fact.presence == "present"
    ]
    missing = [fact for fact in present if is_worth_reporting(fact) and not coverage.holds(fact) and not coverage.sums_up(fact)]
    missing = [fact for fact in missing if not _is_told_again(fact, present) and not may_stay_unsaid(fact, review)]
    missing = [fact for fact in missing if fact.anatomy or fact.concept != "fracture" or not _is_of_device(fact, present)]
    if not missing:
        return
    spans = {fact.span for fact in missing}
    told = {fact.span: fact for fact in sorted(present, key=is_critical) if fact.span in spans and coverage.holds(fact)}
    best: dict[Span, Finding] = {}
    for fact in missing:
        reading = told.get(fact.span)
        explained = (
            reading is not None and (is_critical(reading) or not is_critical(fact)) and not _is_grave_reading(fact, reading)
        )
        if not (explained and is_interpreted(fact)):
            best[fact.span] = max(best.get(fact.span, fact), fact, key=weight_of)
    seen: set[tuple[str, frozenset[str], str | None]] = set()
    for fact in best.values():
        key = (fact.concept, fact.anatomy, fact.laterality)
        if key not in seen:
            seen.add(key)
            yield fact


def _is_grave_reading(fact: Finding, sign: Finding) -> bool:
    """Say whether a fact is the grave and acute disease that its sentence reads a sign as, which by itself says less."""
    known = lexicon().concepts.get(fact.concept)
    acute = known is not None and bool(known.acute) and is_critical(fact)
    read = fact.certainty != "definite" or is_interpreted(fact)
    kinds = lexicon().kinds
    alike = fact.concept in kinds(sign.concept) or sign.concept in kinds(fact.concept)
    shared = (lexicon().concepts.get(kind) for kind in kinds(sign.concept) & kinds(fact.concept))
    alike = alike or any(kind is not None and kind.importance == "critical" for kind in shared)  # two bleeds
    return acute and read and sign.certainty == "definite" and not alike


_NODES = frozenset({"node", "nodal", "nodes"})
_AGAIN = re.compile(
    r"\b(?:of|in|to|around|near|behind|beyond|above|below|beneath|within|inside) the "
    r"(?:(?:same|known|described|inflammatory|above)\s+)?$",
    re.IGNORECASE,
)

_ARTICLE = re.compile(r"\s*(?:(?:the|this) )?", re.IGNORECASE)
_EXTENDS = re.compile(r"\s*(?:lines? )?(?:extends|continues|reaches)\b", re.IGNORECASE)


def _is_told_again(fact: Finding, present: list[Finding]) -> bool:
    """Say whether a statement only tells more of what the source has named before ("extension of the mass to ...", "deep to the
    fracture").
    """
    if fact.sizes or not (_AGAIN.search(fact.words_before()) or _is_said_to_extend(fact)):
        return False
    kinds, named = lexicon().kinds, lexicon().kinds(fact.concept) & NAMED_ALWAYS
    before = (other.concept for other in present if other.span[1] <= fact.span[0])
    return any(kinds(concept) & named or fact.concept in kinds(concept) for concept in before)


def _is_said_to_extend(fact: Finding) -> bool:
    """Say whether a statement only follows a finding further on ("The fracture extends to ...")."""
    end = fact.marks.get("concept", fact.span)[1] - fact.span[0]
    return _ARTICLE.fullmatch(fact.words_before()) is not None and _EXTENDS.match(fact.text, end) is not None


def _is_of_device(fact: Finding, present: list[Finding]) -> bool:
    """Say whether a statement about a finding names a device of no weight, which is what is broken ("a fractured wire")."""
    known = (lexicon().concepts.get(other.concept) for other in present if other.span == fact.span)
    return any(concept is not None and concept.device and concept.importance == "routine" for concept in known)
