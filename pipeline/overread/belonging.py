"""Whether a finding that no statement names is a part or a sign of one that the draft tells: its swelling, its blood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from overread.finding import Finding
from overread.language.comparison.vicinity.unread import content, sayings
from overread.language.figures.agreement import agrees
from overread.language.inference.descriptions import DESCRIBED
from overread.language.inference.evidence import meets
from overread.language.lexicon import Condition, lexicon
from overread.language.places import BODY_REGIONS, places_of, touches, usual_places
from overread.language.words.reading import read
from overread.review import Review

_WIDE = BODY_REGIONS | frozenset(
    "body solid_organ upper_abdomen retroperitoneum peritoneum urinary_tract vessel artery vein bone joint soft_tissue muscle "
    "trunk lymph_node supratentorial".split()
)
_KNOWN_CAUSE = re.compile(r"\b(?:patient|woman|man|male|female|he|she) (?:has|had|with|is known)\b", re.IGNORECASE)
_TREATED = re.compile(
    r"\b(?:stent\w*|coil\w*|plugs?|glue|emboli[sz]\w*|clips?|clipping|(?:endo|stent[- ])?grafts?|balloon\w*|angioplast\w+)\b"
    r"[^.;]{0,80}\bfor (?:an? |the )?(?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:for|regarding|in terms of|to (?:exclude|assess|confirm|rule out)|suspicion of|suspected)\b", re.IGNORECASE
)
_FEWEST = 2
_OF_ITS_CAUSE = frozenset({"hematoma", "hemorrhage"})  # no more than named beside it, "with surrounding haematoma"
_SPREADING = frozenset({"thrombus", "occlusion", "dissection", "pulmonary_embolism", "deep_vein_thrombosis", "vasculitis"})
_GRADED = frozenset({"spinal_stenosis"})
_PUSHED = frozenset({"mediastinal_shift", "tracheal_deviation", "midline_shift"})


def is_part_of_told(fact: Finding, review: Review) -> bool:
    """Say whether a fact is a sign of a diagnosis that the draft makes, told by its size and place, or a mate of what it tells.

    What a diagnosis takes in stands in the lexicon. Crowded roots belong to a stenosis only where that is told as severe.
    """
    told = [one.claim for one in review.comparisons if one.claim.kind == "finding" and one.claim.presence == "present"]
    if any(_takes_in(claim, fact) or _has_size_of(claim, fact) or _rests_on(claim, fact) for claim in told):
        return True
    if any(_takes_in(claim, fact) for claim in _asked_about(review)):
        return True
    if _is_in_description(fact, review) or _is_narrowed(fact, review) or _is_worded(fact, review.impression):
        return True
    if any(_is_known_cause(fact, claim) for claim in told) or _is_treated(fact, review):
        return True
    bare = fact.concept in _OF_ITS_CAUSE and not fact.sizes and not fact.anatomy
    return (bare or fact.concept in lexicon().signs_by_nature) and has_told_mate(fact, review)


def is_told_by_size(fact: Finding, review: Review) -> bool:
    """Say whether the draft gives the very size of a fact in its place, whatever it calls it."""
    told = (one.claim for one in review.comparisons if one.claim.kind == "finding" and one.claim.presence == "present")
    return bool(fact.sizes) and any(_is_wider_name(claim, fact) or _has_size_of(claim, fact) for claim in told)


def _asked_about(review: Review) -> Iterator[Finding]:
    """Yield the diagnoses that the advice of the draft asks to look for ("should be evaluated for perforated appendicitis")."""
    for one in review.comparisons:
        if one.claim.kind == "recommendation" and (asked := _FOR.search(one.claim.text)):
            for item in read(one.claim.text[asked.start() :]).items:
                if concept := item.value("concept"):
                    yield replace(one.claim, concept=concept, laterality=None, anatomy=frozenset())


def _is_treated(fact: Finding, review: Review) -> bool:
    """Say whether a fact is what a device was put in for that the draft tells: the dissection under a stent."""
    malignant = "malignancy" in lexicon().kinds(fact.concept) or "malignant" in fact.words
    return (
        not malignant
        and _TREATED.search(fact.words_before()) is not None
        and any(
            other.sentence == fact.sentence and other.source == fact.source and _is_device(other)
            for one in review.comparisons
            if one.claim.presence == "present" and one.claim.kind == "finding"
            for other in one.facts
        )
    )


def _is_device(fact: Finding) -> bool:
    known = lexicon().concepts.get(fact.concept)
    return known is not None and known.device


def _is_known_cause(fact: Finding, claim: Finding) -> bool:
    """Say whether a fact is the tumour that the patient is known to have, and a statement tells its spread."""
    kinds = lexicon().kinds
    known = "malignancy" in kinds(fact.concept) and not fact.sizes and _KNOWN_CAUSE.search(fact.text) is not None
    return known and "metastasis" in kinds(claim.concept)


def _is_in_description(fact: Finding, review: Review) -> bool:
    """Say whether a fact is one of the signs in a sentence that describes a diagnosis of the draft, and no emergency itself."""
    known = lexicon().concepts.get(fact.concept)
    if known is None or (known.acute and not known.generic and "gas" not in lexicon().kinds(fact.concept)):
        return False
    described = (one.facts[0].span for one in review.comparisons if one.reason == DESCRIBED and one.facts)
    return any(start <= fact.span[0] < end for start, end in described)


def _takes_in(claim: Finding, fact: Finding) -> bool:
    sided = fact.concept in _PUSHED or claim.laterality in (None, "bilateral", fact.laterality) or fact.laterality is None
    own = sided and fact.concept in lexicon().taken_in.get(claim.concept, ())
    if _is_wider_name(claim, fact) or _is_further_stretch(claim, fact):
        return True
    if not own and (fact.concept not in _signs_of(claim.concept) or is_apart(claim, fact)):
        return False
    graded = bool(lexicon().kinds(claim.concept) & _GRADED)
    return not graded or claim.severity in ("severe", "moderate_severe")


def _is_narrowed(fact: Finding, review: Review) -> bool:
    """Say whether a statement that rests on the sentence of a fact gives it a narrower name ("flap": carotid dissection)."""
    return "lesion" not in lexicon().kinds(fact.concept) and any(
        fact.concept in lexicon().kinds(one.claim.concept)
        and one.claim.presence == "present"
        and any(sign.sentence == fact.sentence and sign.source == fact.source for sign in one.facts)
        and {one.claim.laterality, fact.laterality} != {"left", "right"}
        for one in review.comparisons
    )


def _rests_on(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact is what a rule concludes a statement of: the collection that is read as an arachnoid cyst."""
    return not is_apart(claim, fact) and any(meets(fact, sign) for sign in _seen_as(claim.concept).get(fact.concept, ()))


@lru_cache(maxsize=4096)
def _seen_as(concept: str) -> dict[str, tuple[Condition, ...]]:
    """Return what the rules conclude a finding of, by concept: the first of each group, which is what the finding is about."""
    rules = [rule for rule in lexicon().rules_for(concept) if rule.strength != "suggestive"]
    first = [group[0] for rule in rules for group in rule.groups if not group[0].absent]
    return {sign.concept: tuple(one for one in first if one.concept == sign.concept) for sign in first}


def _is_further_stretch(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact is what a statement tells of a vessel, further on in that system ("to the tibial veins")."""
    spreading = claim.concept == fact.concept and not lexicon().kinds(fact.concept).isdisjoint(_SPREADING)
    return spreading and bool(claim.anatomy and fact.anatomy) and not is_apart(claim, fact)


def _is_wider_name(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact is a lesion of a wider name and of the very size that a statement gives to a narrower one."""
    if fact.concept not in lexicon().kinds(claim.concept) or {claim.laterality, fact.laterality} == {"left", "right"}:
        return False
    return any(max(own.values) == max(size.values) and own.unit == size.unit for own in claim.sizes for size in fact.sizes)


def _has_size_of(claim: Finding, fact: Finding) -> bool:
    """Say whether a statement gives a size of a fact in its place, whatever it calls it ("the airway is down to 8 mm")."""
    sizes = [size for size in fact.sizes if size.role == "current"]
    if not any(agrees(own, size) for own in claim.sizes for size in sizes):
        return False
    masses = {"mass", "nodule"} & lexicon().kinds(claim.concept) & lexicon().kinds(fact.concept)
    if masses and {claim.laterality, fact.laterality} != {"left", "right"}:
        return True
    named = not fact.anatomy or touches(places_of(claim), fact.anatomy | usual_places(fact.concept))
    return named and not is_apart(claim, fact)


def _is_worded(fact: Finding, draft: str) -> bool:
    """Say whether a sentence of the draft has the words for a finding and for each of its places, though bound otherwise."""
    marks = [mark for mark in fact.marks if mark == "concept" or mark.startswith(("anatomy:", "level"))]
    words = frozenset(word for mark in marks for word in content(fact.words_of(mark)) if not _is_quality(word))
    sides = {"left", "right"}
    return (
        len(words) >= _FEWEST
        and any(len(mark) > len("concept") for mark in marks)
        and any(fact.laterality not in sides or fact.laterality in line.words for line in sayings(draft).holding(words, False))
    )


@lru_cache(maxsize=4096)
def _is_quality(word: str) -> bool:
    """Say whether a word only describes ("central" necrosis)."""
    entries = lexicon().phrases.get(word, ())
    return bool(entries) and all(entry.category in ("direction", "descriptor", "extent", "severity") for entry in entries)


def has_told_mate(fact: Finding, review: Review) -> bool:
    """Say whether the sentence of a sign holds another finding of some weight that the draft tells."""
    return any(
        other.sentence == fact.sentence and other.source == fact.source and other.concept != fact.concept and _is_weighty(other)
        for one in review.comparisons
        if one.claim.presence == "present" and one.claim.kind == "finding"
        for other in one.facts
    )


def _is_weighty(fact: Finding) -> bool:
    known = lexicon().concepts.get(fact.concept)
    return fact.presence == "present" and known is not None and known.importance != "routine" and not known.device


def is_apart(claim: Finding, fact: Finding) -> bool:
    """Say whether a sign lies on the other side, at another level or in another organ than a statement."""
    if {claim.laterality, fact.laterality} == {"left", "right"}:
        return True
    if claim.levels and fact.levels:
        return claim.levels.isdisjoint(fact.levels)
    mine, theirs = places_of(claim), places_of(fact)
    if not mine or not theirs or touches(mine, theirs):
        return False
    wholes = organs_of(mine), organs_of(theirs)
    return all(wholes) and wholes[0].isdisjoint(wholes[1])


def organs_of(places: frozenset[str]) -> frozenset[str]:
    """Return what places are parts of, up to the organ."""
    return frozenset(whole for place in places for whole in lexicon().wholes(place)) - _WIDE


@lru_cache(maxsize=4096)
def _signs_of(concept: str) -> frozenset[str]:
    taken_in = lexicon().taken_in
    return frozenset().union(*(taken_in[kind] for kind in lexicon().kinds(concept) if kind in taken_in))


def is_explained_away(fact: Finding, facts: Iterable[Finding]) -> bool:
    """Say whether its own sentence reads a finding as an artifact ("fixed defect, diaphragmatic attenuation"), or an occlusion
    as made on purpose ("occluded by coils").
    """
    kinds = lexicon().kinds
    reasons = _ARTIFACTS | _OCCLUDING if "occlusion" in kinds(fact.concept) else _ARTIFACTS
    return any(
        other.sentence == fact.sentence
        and other.source == fact.source
        and other.presence == "present"
        and not kinds(other.concept).isdisjoint(reasons)
        for other in facts
        if other is not fact
    )


_OCCLUDING = frozenset({"embolization_coil", "vascular_plug"})
_ARTIFACTS = frozenset({"attenuation_artifact", "imaging_artifact", "summation_artifact", "skin_fold"})
