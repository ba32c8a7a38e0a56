"""Claims that the source denies, by itself or by their signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.denials.reach_of_normals import borderline
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.vicinity.unread import content
from overread.language.inference.conclusions import broader, concluded
from overread.language.inference.ruling_out import ruled_out
from overread.language.lexicon import lexicon
from overread.language.places import is_inside, location_of, places_of, relation, touches, usual_places
from overread.review import Comparison, Difference

_EVIDENCE = 3
_IN_PART = re.compile(
    r"\b(?:although|though|but|however|while|within the limits?)\b[^.;]*\b(?:obscured|limited|incomplete\w*|not (?:\w+ )?"
    r"(?:seen|visuali[sz]ed|assess\w*|evaluat\w*|demonstrated|included)|degraded|suboptimal|partially)\b",
    re.IGNORECASE,
)
_OF_VIEW = re.compile(
    r"\b(?:lines?|visible|discernible|identified|seen|appreciated|evident|demonstrated|detected|apparent)\b", re.I
)
_EMPHATIC = re.compile(
    r"\b(?:confidently|definit(?:iv)?ely|reliably|certainly|conclusively|unequivocally|categorically|beyond (?:any )?doubt|"
    r"with (?:full |absolute |complete )?(?:certainty|confidence))\b",
    re.IGNORECASE,
)
_CERTAIN = re.compile(rf"\b(?:excluded|ruled out)\b|{_EMPHATIC.pattern}", re.IGNORECASE)
_LIMITED = re.compile(
    r"\b(?:obscured|limited|incomplete\w*|degraded|suboptimal\w*|partial(?:ly)? (?:seen|visuali[sz]ed|imaged)|insensitive|"
    r"not (?:fully|well|entirely|adequately|completely) (?:seen|visuali[sz]ed|assess\w*|evaluat\w*|imaged|excluded))\b",
    re.IGNORECASE,
)


def compare_denied(claim: Finding, denied: Sequence[Finding], facts: Facts) -> Comparison:
    """Return how a claim stands that the source denies: contradicted, unless it is another reading of what is there."""
    gone = claim.change == "resolved" or "healed" in claim.words
    if gone and denied[0].change == "resolved" and denied[0].concept == claim.concept:
        return Comparison(claim, "supported", tuple(denied[:1]))
    if named := _named_besides(claim, denied, facts):
        return named
    if met := _found_besides(claim, denied, facts):
        return met
    if claim.certainty != "definite" and _is_seen_in_part(denied[0], facts):
        return Comparison(claim, "inferred", tuple(denied[:1]))
    seen = any(fact.kind == "normal" and "aspect-flow" in fact.descriptors for fact in denied)
    broad = claim.certainty != "definite" and denied[0].concept != claim.concept and not seen
    unseen = claim.certainty != "definite" and _OF_VIEW.search(denied[0].text) is not None
    elsewhere = all(_is_elsewhere(claim, fact) or _is_of_part(claim, fact) for fact in denied)
    reading = concluded(claim, facts) if broad or unseen or elsewhere else None
    if reading and not broad and any(_is_of_very_place(claim, fact) for fact in denied):
        reading = reading if any(location_of(claim, fact) == "same" for fact in reading.facts) else None
    if (
        reading
        and reading.relation == "inferred"
        and (
            broad
            or unseen
            or all(_is_beside(claim, fact) for fact in reading.facts)
            or all(_is_of_part(claim, fact) or _is_beside_it(claim, fact) for fact in denied)
        )
    ):
        return reading
    if other_side := _on_the_other_side(claim, denied, facts):
        return other_side
    if _are_two_makes(claim, denied[0]):
        return Comparison(claim, "contradicted", (denied[0],), Difference("descriptor", claim.name, denied[0].name, "concept"))
    return borderline(claim, denied) or Comparison(
        claim, "contradicted", tuple(denied[:_EVIDENCE]), Difference("negation", "present", "absent", added=broad)
    )


def is_denied_there(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact denies the finding of a claim in the very place it names ("in the neck rather than in the head")."""
    there = bool(claim.anatomy & fact.anatomy) or bool(claim.levels & fact.levels)
    return fact.presence == "absent" and fact.concept == claim.concept and there and fact.laterality == claim.laterality


def _are_two_makes(claim: Finding, fact: Finding) -> bool:
    """Say whether a claim and a present finding exclude one another as two makes of an organ: a fatty breast, a dense one."""
    own, other = (lexicon().concepts.get(one.concept) for one in (claim, fact))
    if own is None or other is None or not (claim.presence == fact.presence == "present") or own.acute is not False:
        return False
    made = own.importance != "critical" != other.importance and not other.acute
    against = not own.opposites.isdisjoint(lexicon().kinds(fact.concept))
    return made and against and (own.generic or (other.acute is False and claim.concept in other.opposites))


def possibly_hidden(claim: Finding, facts: Facts) -> Comparison | None:
    """Return what a draft only suspects to be occult as inferred where the source denies that it is seen."""
    if claim.certainty == "definite" or "occult" not in claim.words:
        return None
    kinds = sorted(lexicon().kinds(claim.concept) - {"abnormality"})
    unseen = [facts.all[group[0]] for name in kinds for group in facts.denied.get(name, ())]
    return Comparison(claim, "inferred", tuple(unseen[:1])) if unseen else None


def _is_of_very_place(claim: Finding, denial: Finding) -> bool:
    """Say whether a normal names the very level or place of a claim, which signs of no certain place do not outweigh."""
    here = claim.levels & denial.levels if claim.levels else claim.anatomy & denial.anatomy
    return denial.kind == "normal" and bool(here)


def _on_the_other_side(claim: Finding, denied: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong side of a conclusion that only normals of the claimed side deny, and the other side bears out."""
    other = {"left": "right", "right": "left"}.get(claim.laterality or "")
    if other is None or any(fact.kind != "normal" or fact.laterality != claim.laterality for fact in denied):
        return None
    reading = concluded(replace(claim, laterality=other), facts)
    if reading is None or reading.relation != "inferred" or reading.facts[0].laterality != other:
        return None
    difference = Difference("laterality", f"the {claim.laterality}", f"the {other}")
    return Comparison(claim, "contradicted", reading.facts, difference)


def _is_elsewhere(claim: Finding, denial: Finding) -> bool:
    """Say whether a denial is of something wider than a claim, or of the same in another place."""
    return denial.concept != claim.concept or (bool(denial.anatomy) and location_of(claim, denial) == "apart")


def _is_of_part(claim: Finding, denial: Finding) -> bool:
    """Say whether a denial is of one organ among those of a finding that is claimed without a place ("Bladder: no deposit")."""
    if claim.anatomy or not denial.anatomy or denial.concept != claim.concept:
        return False
    usual = usual_places(claim.concept)
    return bool(usual) and all(relation(place, own) == "narrower" for place in denial.anatomy for own in usual)


def _is_beside_it(claim: Finding, denial: Finding) -> bool:
    """Say whether a denial only calls normal what a claim does not name: the ovary for a finding in the tube."""
    wholes = {whole for place in claim.anatomy for whole in lexicon().wholes(place)}
    return denial.kind == "normal" and bool(wholes) and wholes.isdisjoint(denial.anatomy)


def _is_seen_in_part(denial: Finding, facts: Facts) -> bool:
    """Say whether the sentence of a denial owns that not all was seen ("no stone, although the mid ureter is obscured")."""
    start = denial.span[1]
    end = min((place for mark in ".;\n" if (place := facts.quotes.text.find(mark, start)) >= 0), default=len(facts.quotes.text))
    return denial.source == "findings" and _IN_PART.search(facts.quotes.text, start, end) is not None


def overstated(comparison: Comparison, facts: Facts) -> Comparison:
    """Return a denial that is called certain ("confidently excluded") as surer than its evidence, where the sentence of that
    owns that not all was seen, or the source is silent.
    """
    claim, named = comparison.claim, comparison.facts[:1]
    if comparison.relation == "contradicted" or claim.presence != "absent" or _CERTAIN.search(claim.text) is None:
        return comparison
    if not named:
        silent = comparison.reason == "silent" and _EMPHATIC.search(claim.text) is not None
        return (
            Comparison(claim, "unsupported", difference=Difference("certainty", "definite", "not told"))
            if silent
            else comparison
        )
    text, start = facts.quotes.text, named[0].span[0]
    end = min((place for mark in (". ", "\n") if (place := text.find(mark, start)) >= 0), default=len(text))
    if named[0].source != "findings" or _LIMITED.search(text, start, end) is None:
        return comparison
    return Comparison(claim, "unsupported", named, Difference("certainty", "definite", "seen in part"))


_KEPT_TO_SEEN = re.compile(
    r"\b(?:visuali[sz]ed|seen|imaged|rest|remaining|remainder|elsewhere|other|otherwise|limited)\b", re.IGNORECASE
)


def free_though_unseen(comparison: Comparison, facts: Facts) -> Comparison:
    """Return a denial or a normal of a place that the source could not see as surer than its evidence, unless the source itself
    tells of that place.
    """
    claim = comparison.claim
    if comparison.relation == "contradicted" or "anatomy" not in claim.marks or _KEPT_TO_SEEN.search(claim.text):
        return comparison
    for unseen in facts.unseen:
        here = frozenset(place for place in claim.anatomy if is_inside(frozenset({place}), unseen.anatomy))
        told = any(fact is not unseen and _tells_of(fact, claim, here) for fact in comparison.facts)
        if here and not told and is_same_side(claim, unseen):
            return Comparison(claim, "unsupported", (unseen,), Difference("certainty", "definite", "not seen"))
    return comparison


def _tells_of(fact: Finding, claim: Finding, places: frozenset[str]) -> bool:
    """Say whether a fact denies the claimed finding wherever it may be, or is of some of those places."""
    whole = fact.concept == claim.concept != "abnormality" and not _KEPT_TO_SEEN.search(fact.text)
    return whole or places <= fact.anatomy


def denied_by_signs(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of a sure finding all of whose signs the source denies ("thrombosis" in compressible veins)."""
    known = lexicon().concepts.get(claim.concept)
    if claim.certainty != "definite" or claim.historical or known is None or known.generic:
        return None
    denied = ruled_out(replace(claim, presence="absent"), facts)
    signs = {kind for group in lexicon().ruled_out.get(claim.concept, ()) for sign in group for kind in lexicon().kinds(sign)}
    if denied and any(fact.concept not in signs and fact.concept != "abnormality" for fact in denied.facts):
        return None
    if denied and any(_is_beside(claim, fact) for sign in signs - {"abnormality"} for fact in facts.present(sign).facts):
        return None
    return (
        replace(denied, claim=claim, relation="contradicted", difference=Difference("negation", "present", "absent"))
        if denied
        else None
    )


def _named_besides(claim: Finding, denied: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the reading of a finding that the source names in the claimed place beside a denial of something wider.

    That is a summary that all is well there, or, for what a rule licenses, the denial of anything focal.
    """
    summed = all(fact.concept == "abnormality" for fact in denied)
    if not summed and not all("focal" in fact.descriptors and not fact.anatomy for fact in denied):
        return None
    reading = concluded(claim, facts) or broader(claim, facts)
    if reading is not None and not summed and reading.relation != "inferred":
        return None
    if reading is None:
        return None
    grave = summed and not claim.anatomy and any(_is_grave(fact) for fact in reading.facts)
    return reading if grave or any(_is_beside(claim, fact) for fact in reading.facts) else None


def _is_grave(fact: Finding) -> bool:
    """Say whether a sure finding is so grave that no plain normal of an organ outweighs it (free gas)."""
    known = lexicon().concepts.get(fact.concept)
    sure = fact.presence == "present" and fact.certainty == "definite"
    return sure and known is not None and known.importance == "critical"


def _found_besides(claim: Finding, denied: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the reading of a claim of which the source denies only something wider, without a side, and finds just that on the
    claimed side: blood in a dilated tube where one tube is dilated and the other is not.
    """
    kinds = lexicon().kinds(claim.concept) - {claim.concept, "abnormality"}
    for denial in denied:
        if denial.concept not in kinds or denial.laterality or claim.laterality not in ("left", "right"):
            return None
    names = {denial.concept for denial in denied} | (kinds if all(_is_placeless(denial) for denial in denied) else set())
    found = any(
        fact.presence == "present" and fact.laterality == claim.laterality and location_of(claim, fact) in ("same", "vaguer")
        for name in sorted(names)
        for fact in facts.of.get(name, ())
    )
    return (concluded(claim, facts) or broader(claim, facts)) if found else None


def _is_placeless(denial: Finding) -> bool:
    return not (denial.anatomy or denial.levels or denial.laterality)


def denied_in_those_words(claim: Finding, denied: Sequence[Finding], present: Sequence[Finding]) -> Finding | None:
    """Return the denial whose words hold what tells a denied finding apart from those that are present, None where none does.

    "No suspicious sidewall nodes" beside suspicious nodes elsewhere: the source denies those of the sidewall.
    """
    named = content(claim.words_of())
    own = claim.words - named - lexicon().ordinary - _PLAIN
    own = frozenset(word for word in own if not any(word in fact.words for fact in present))
    beside = frozenset(place for place in claim.nearby if place in lexicon().places) if not claim.anatomy else frozenset()
    apart = [fact for fact in denied if beside and fact.anatomy and not touches(beside, fact.anatomy)]
    return next((fact for fact in denied if own and own <= fact.words and fact not in apart), None)


def denied_by_that_name(claim: Finding, denied: Sequence[Finding], present: Sequence[Finding]) -> Finding | None:
    """Return the denial that has a word by which a claim names what it denies, where all that is present is of another kind
    and name, and lies where the source denies it ("focal narrowing. No plaque").
    """
    named = content(claim.words_of()) - lexicon().ordinary - _PLAIN
    if any(fact.concept == claim.concept or not named.isdisjoint(fact.words) for fact in present):
        return None
    alike = (fact for fact in denied if not named.isdisjoint(fact.words) and fact.concept in lexicon().kinds(claim.concept))
    return next((fact for fact in alike if all(touches(places_of(fact), places_of(one)) for one in present)), None)


_PLAIN = frozenset("suspicious significant definite evidence acute new residual other further abnormal enlarged".split())


def _is_beside(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact lies in the claimed place and on its side, or names that side alone ("bilateral opacities")."""
    if fact.anatomy and places_of(claim) and not touches(places_of(claim), fact.anatomy):
        return False
    fits = ("same", "vaguer") if fact.anatomy else ("same", "vaguer", "narrower") if fact.laterality else ()
    return location_of(claim, fact) in fits and is_same_side(claim, fact)
