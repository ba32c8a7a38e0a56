"""Claims against facts: what supports a claim, what contradicts it, and the one attribute in which it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from overread.finding import Finding, Span
from overread.language.differences import ORDER, WEIGHT, differences, place_words
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, is_inside, location_of, places_of, touches
from overread.language.quotes import Quotes
from overread.language.summaries import compare_course, compare_normal, is_of_aspect
from overread.review import Comparison, Difference, Status

_EVIDENCE = 3
_BORDERLINE = re.compile(r"\b(?:top|upper|high|borderline|limits? of normal|near(?:ly)? normal)\b", re.IGNORECASE)
_OTHERWISE = re.compile(r"\b(?:other|additional|further|another|remaining|remainder|otherwise|else)\b", re.IGNORECASE)
_QUALIFIERS = frozenset({"significant", "suspicious", "dominant", "focal", "acute", "obvious", "definite"})


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one study, with those about each concept and its ancestors at hand."""

    all: tuple[Finding, ...]
    of: dict[str, list[Finding]] = field(default_factory=dict)
    quotes: Quotes = field(default_factory=Quotes)
    region: frozenset[str] = frozenset()


def indexed(facts: Iterable[Finding], text: str = "", region: frozenset[str] = frozenset()) -> Facts:
    """Return facts, the findings text they come from and the places examined, ready for comparison."""
    known = tuple(facts)
    table: dict[str, list[Finding]] = {}
    for fact in known:
        if fact.kind in ("finding", "normal") and fact.source in ("findings", "measurements"):
            for kind in lexicon().kinds(fact.concept):
                table.setdefault(kind, []).append(fact)
    return Facts(known, table, Quotes(text), region)


def compare_claim(claim: Finding, facts: Facts) -> Comparison:
    """Return how one claim stands to the facts; a statement copied from the source holds, whatever its parts seem to say."""
    comparison = _compared(claim, facts)
    if comparison.relation in ("supported", "inferred"):
        return comparison
    attribute = comparison.difference.attribute if comparison.difference else None
    quote = facts.quotes.find(claim.text, whole=attribute in ("negation", "certainty") or claim.presence == "absent")
    if quote is None:
        return comparison
    return Comparison(claim, "supported", (_fact_at(quote, claim, facts),))


def _fact_at(quote: Span, claim: Finding, facts: Facts) -> Finding:
    """Return the fact that stands at a quoted span, or the span itself as one."""
    inside = [fact for fact in facts.all if fact.source == "findings" and fact.span[0] < quote[1] and quote[0] < fact.span[1]]
    same = [fact for fact in inside if fact.concept == claim.concept] or inside
    return same[0] if same else replace(claim, span=quote, source="findings", text=facts.quotes.text[slice(*quote)])


def _compared(claim: Finding, facts: Facts) -> Comparison:
    if claim.kind == "comparison" and claim.change:
        return compare_course(claim, facts.all)
    if claim.kind in ("recommendation", "communication", "comparison"):
        return _statement(claim, facts)
    if claim.kind == "other":
        return _unread(claim, facts)
    if claim.kind == "normal" or (claim.concept == "abnormality" and claim.presence == "absent"):
        return compare_normal(claim, facts.all)
    if claim.presence == "absent":
        return _absent(claim, facts)
    if claim.concept == "abnormality":
        return _abnormal(claim, facts)
    return _present(claim, facts)


def _statement(claim: Finding, facts: Facts) -> Comparison:
    """Compare a recommendation, communication or comparison by its words; their own validators judge what differs."""
    same = [fact for fact in facts.all if fact.kind == claim.kind and _overlap(claim, fact) >= 0.5]
    if same:
        return Comparison(claim, "supported", tuple(sorted(same, key=lambda fact: -_overlap(claim, fact))[:1]))
    return Comparison(claim, "unsupported", reason=claim.kind)


def _overlap(claim: Finding, fact: Finding) -> float:
    return len(claim.words & fact.words) / len(claim.words) if claim.words else 0.0


def _unread(claim: Finding, facts: Facts) -> Comparison:
    covered = [fact for fact in facts.all if claim.words and _overlap(claim, fact) >= 0.8]
    if covered:
        return Comparison(claim, "supported", tuple(covered[:1]))
    return Comparison(claim, "unchecked", reason="nothing could be read")


def _present(claim: Finding, facts: Facts) -> Comparison:
    candidates = [fact for fact in _same(claim, facts) if fact.presence == "present"]
    if candidates:
        best, difference = _best(claim, candidates, facts)
        if difference is None or _is_in_view(difference, claim, best, facts):
            return Comparison(claim, "supported", (best,))
        wrong_place = difference.attribute in ("laterality", "location") and difference.mark != "concept"
        if wrong_place and (elsewhere := _concluded_here(claim, facts)):
            return elsewhere
        if not _is_another(claim, best, difference):
            return Comparison(claim, _status_of(difference), (best,), difference)
    quoted = _quoted(claim, facts)
    if quoted:
        return Comparison(claim, "supported", (quoted,))
    denied = _denials(claim, facts)
    if denied:
        broad = claim.certainty != "definite" and denied[0].concept != claim.concept
        reading = _concluded(claim, facts) if broad else None
        if reading and reading.relation == "inferred":
            return reading
        borderline = _borderline(claim, denied)
        if borderline:
            return borderline
        return Comparison(
            claim, "contradicted", tuple(denied[:_EVIDENCE]), Difference("negation", "present", "absent", added=broad)
        )
    if candidates:
        best, difference = _best(claim, candidates, facts)
        return Comparison(claim, _status_of(difference) if difference else "supported", (best,), difference)
    return (
        _concluded(claim, facts)
        or _broader(claim, facts)
        or _by_words(claim, facts)
        or _known_before(claim, facts)
        or Comparison(claim, "unsupported", reason="silent")
    )


def _known_before(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the support of the indication or a prior report for what is lasting, past or hedged: "known cystic fibrosis"."""
    known = lexicon().concepts.get(claim.concept)
    lasting = claim.historical or claim.certainty != "definite" or (known is not None and known.acute is False)
    if not lasting:
        return None
    told = [fact for fact in facts.all if fact.source in ("indication", "prior") and fact.presence == "present" and fact.concept == claim.concept]
    return Comparison(claim, "inferred", tuple(told[:1])) if told else None


def _borderline(claim: Finding, denied: Sequence[Finding]) -> Comparison | None:
    """Return the comparison of a slight finding with a normal that the source calls borderline ("top normal in size")."""
    near = [fact for fact in denied if fact.kind == "normal" and _BORDERLINE.search(fact.text)]
    if not near or not (claim.severity in ("minimal", "mild", None) or _BORDERLINE.search(claim.text)):
        return None
    if claim.severity == "minimal" or _BORDERLINE.search(claim.text):
        return Comparison(claim, "inferred", tuple(near[:1]))
    return Comparison(claim, "unsupported", tuple(near[:1]), Difference("overinterpretation", claim.name, "borderline"))


def _abnormal(claim: Finding, facts: Facts) -> Comparison:
    """Compare a statement that something is abnormal: any present finding in its place bears it out."""
    found = [fact for fact in facts.all if fact.kind == "finding" and fact.presence == "present" and fact.source == "findings"]
    here = [fact for fact in found if not claim.anatomy or is_inside(places_of(fact), claim.anatomy)]
    if here and claim.levels and all(location_of(replace(claim, anatomy=frozenset()), fact) == "apart" for fact in here):
        return Comparison(
            claim, "contradicted", tuple(here[:1]), Difference("location", place_words(claim), place_words(here[0]), "level")
        )
    if here:
        return Comparison(claim, "inferred", tuple(here[:_EVIDENCE]))
    denied = _denials(claim, facts)
    if denied:
        return Comparison(claim, "contradicted", tuple(denied[:_EVIDENCE]), Difference("negation", "present", "absent"))
    return Comparison(claim, "unsupported", reason="silent")


def _same(claim: Finding, facts: Facts) -> list[Finding]:
    """Return the facts about the claimed finding or a kind of it."""
    found = facts.of.get(claim.concept, [])
    if claim.concept.startswith("~"):
        return found
    return [fact for fact in found if fact.kind == "finding"]


def _best(claim: Finding, candidates: Sequence[Finding], facts: Facts) -> tuple[Finding, Difference | None]:
    """Return the candidate that differs least, and the first of its differences in the order of the contract."""
    ranked = []
    for place, fact in enumerate(candidates):
        found = list(differences(claim, fact, candidates))
        ranked.append(
            (sum(WEIGHT[difference.attribute] for difference in found), fact.source == "measurements", place, fact, found)
        )
    _, _, _, best, found = min(ranked, key=lambda row: row[:3])
    found = [difference for difference in found if difference.attribute != "change" or not _is_said_elsewhere(claim, facts)]
    found.sort(key=lambda difference: ORDER.index(difference.attribute))
    return best, found[0] if found else None


def _is_said_elsewhere(claim: Finding, facts: Facts) -> bool:
    """Say whether the source gives the claimed change of a wider finding in the same place: "a new lesion" for a new metastasis."""
    wider = [fact for kind in lexicon().kinds(claim.concept) for fact in facts.of.get(kind, ()) if fact.concept == kind]
    return any(fact.change == claim.change and location_of(claim, fact) != "apart" for fact in wider if fact.presence == "present")


def _is_another(claim: Finding, fact: Finding, difference: Difference) -> bool:
    """Say whether the nearest fact is about a different finding: a generic one in an unrelated organ."""
    if difference.attribute != "location":
        return False
    known = lexicon().concepts.get(claim.concept)
    generic = known is None or known.generic
    return generic and not _shares_region(claim, fact)


def _shares_region(claim: Finding, fact: Finding) -> bool:
    """Say whether two findings lie in one organ or in parts of one organ."""
    words = lexicon()
    mine = {whole for place in places_of(claim) for whole in words.wholes(place)} - words.loose
    theirs = {whole for place in places_of(fact) for whole in words.wholes(place)} - words.loose
    return bool(mine & theirs) or not mine or not theirs


def _denials(claim: Finding, facts: Facts) -> list[Finding]:
    """Return the facts that say the claimed finding is not there."""
    kinds = lexicon().kinds(claim.concept)
    places = places_of(claim)
    found = []
    for fact in facts.all:
        if fact.presence != "absent" or fact.source != "findings" or fact.kind not in ("finding", "normal"):
            continue
        if fact.kind == "finding" and fact.concept != "abnormality":
            narrower = claim.presence == "absent" and claim.concept in lexicon().kinds(fact.concept)
            if (fact.concept in kinds or narrower) and _denial_reaches(claim, fact):
                found.append(fact)
        elif (
            places
            and fact.anatomy
            and is_inside(places, fact.anatomy)
            and _is_same_side(claim, fact)
            and _normal_denies(fact, claim)
        ):
            found.append(fact)
    for other in lexicon().excluded_by.get(claim.concept, ()):
        found += [fact for fact in facts.of.get(other, ()) if fact.presence == "present" and fact.certainty == "definite" and _is_same_side(claim, fact)]
    return sorted(found, key=lambda fact: fact.concept == "abnormality")


def _normal_denies(normal: Finding, claim: Finding) -> bool:
    known = lexicon().concepts.get(claim.concept)
    routine = known is not None and known.importance == "routine"
    spared = routine or _is_chronic(claim) and "acute" in normal.descriptors
    return not spared and "aspect-rest" not in normal.descriptors and is_of_aspect(normal, claim)


def _denial_reaches(claim: Finding, fact: Finding) -> bool:
    if (fact.change == "new" and claim.change != "new") or _OTHERWISE.search(fact.text):
        return False
    if (
        claim.presence == "present"
        and fact.severity in ("moderate", "moderate_severe", "severe")
        and claim.severity != fact.severity
    ):
        return False
    if fact.descriptors & {"acute"} and (claim.descriptors & {"chronic"} or claim.historical or claim.change == "stable"):
        return False
    places = places_of(claim)
    located = not fact.anatomy or (not places and claim.presence == "absent") or touches(places, fact.anatomy)
    return located and _is_same_side(claim, fact)


def _is_same_side(claim: Finding, fact: Finding) -> bool:
    return fact.laterality in (None, "bilateral", claim.laterality) or claim.laterality in (None, "bilateral")


def _is_chronic(finding: Finding) -> bool:
    known = lexicon().concepts.get(finding.concept)
    routine = known is not None and (known.acute is False or known.importance == "routine")
    return routine or finding.historical or bool(finding.descriptors & {"chronic"})


def _concluded(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the conclusion that the rules of the lexicon allow from the facts, or the overinterpretation they warn of."""
    weak: tuple[Finding, ...] = ()
    for rule in lexicon().rules:
        if rule.concludes != claim.concept:
            continue
        for group in rule.groups:
            evidence = [_first_present(concept, claim, facts) for concept in sorted(group)]
            if all(evidence):
                named = tuple(fact for fact in evidence if fact)
                if rule.strength == "licensed" or claim.certainty != "definite":
                    return _inferred(claim, named)
                weak = weak or named
    if weak:
        return Comparison(claim, "unsupported", weak, Difference("overinterpretation", claim.name, weak[0].name))
    return None


def _is_in_view(difference: Difference, claim: Finding, fact: Finding, facts: Facts) -> bool:
    """Say whether a claim only names the part of an organ that was examined: the thoracic spine, of the spine on a chest film."""
    if difference.attribute != "location" or not difference.added or claim.levels or not fact.anatomy:
        return False
    region = facts.region & BODY_REGIONS
    return is_inside(claim.anatomy, region) and not is_inside(fact.anatomy, region)


def _status_of(difference: Difference) -> Status:
    """Return the status a difference leaves: what the source lacks is unsupported, what it gives otherwise contradicted."""
    if difference.mark == "concept":
        return "supported"
    return "unsupported" if difference.added or difference.attribute == "certainty" else "contradicted"


def _concluded_here(claim: Finding, facts: Facts) -> Comparison | None:
    """Return a licensed conclusion from facts in the claimed place and on the claimed side, None where there is none."""
    concluded = _concluded(claim, facts)
    if concluded is None or concluded.relation != "inferred":
        return None
    fits = all(_is_same_side(claim, fact) and location_of(claim, fact) in ("same", "vaguer") for fact in concluded.facts)
    return concluded if fits and any(fact.anatomy or fact.laterality for fact in concluded.facts) else None


def _inferred(claim: Finding, named: tuple[Finding, ...]) -> Comparison:
    sided = [fact for fact in named if fact.laterality]
    if claim.laterality and sided:
        found = [d for d in differences(replace(claim, sizes=(), severity=None, change=None, count=None, certainty="definite"), sided[0], sided)
                 if d.attribute == "laterality"]  # fmt: skip
        if found:
            return Comparison(claim, "contradicted", tuple(sided[:1]), found[0])
    return Comparison(claim, "inferred", named)


def _first_present(concept: str, claim: Finding, facts: Facts) -> Finding | None:
    """Return the present fact of a kind nearest to the claimed place; of a wider kind than the claim, only one no narrower than that."""
    found = [fact for fact in facts.of.get(concept, ()) if fact.presence == "present" and fact.kind == "finding"]
    if concept in lexicon().kinds(claim.concept):
        found = [fact for fact in found if fact.concept == concept]
    placed = [fact for fact in found if location_of(claim, fact) != "apart"]
    sided = [fact for fact in placed if _is_same_side(claim, fact)]
    return next(iter(sided or placed or found), None)


def _broader(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the overinterpretation where the source names only a wider finding in the same place."""
    kinds = lexicon().kinds(claim.concept) - {claim.concept, "abnormality", "device"}
    wider = [
        fact for kind in sorted(kinds) for fact in facts.of.get(kind, ()) if fact.concept == kind and fact.presence == "present"
    ]
    wider = [fact for fact in wider if touches(places_of(claim), places_of(fact)) or not fact.anatomy]
    if not wider:
        return None
    if claim.certainty != "definite":
        return Comparison(claim, "inferred", tuple(wider[:1]))
    return Comparison(claim, "unsupported", tuple(wider[:1]), Difference("overinterpretation", claim.name, wider[0].name))


def _quoted(claim: Finding, facts: Facts) -> Finding | None:
    """Return the fact whose own words hold every word of the claim, said with the same presence."""
    if len(claim.words) < 2:
        return None
    for fact in facts.all:
        if (
            fact.source == "findings"
            and fact.presence == claim.presence
            and claim.words <= fact.words
            and fact.laterality == claim.laterality
        ):
            return fact
    return None


def _by_words(claim: Finding, facts: Facts) -> Comparison | None:
    """Compare a finding the lexicon lacks by its head word and the words beside it."""
    if not claim.concept.startswith("~"):
        return None
    head = claim.concept[1:]
    same = [fact for fact in facts.all if head in fact.words and fact.source == "findings"]
    for fact in sorted(same, key=lambda fact: -_overlap(claim, fact)):
        if fact.presence != claim.presence and _overlap(claim, fact) < 0.5:
            continue
        if fact.presence != claim.presence:
            return Comparison(claim, "contradicted", (fact,), Difference("negation", claim.presence, fact.presence))
        found = sorted(differences(claim, fact, [fact]), key=lambda difference: ORDER.index(difference.attribute))
        return Comparison(claim, "contradicted", (fact,), found[0]) if found else Comparison(claim, "supported", (fact,))
    near = [fact for fact in facts.all if _overlap(claim, fact) >= 0.6 and fact.presence == claim.presence]
    return Comparison(claim, "supported", tuple(near[:1])) if near else None


def _absent(claim: Finding, facts: Facts) -> Comparison:
    present = [fact for fact in _same(claim, facts) if fact.presence == "present" and _negates(claim, fact)]
    denied = _denials(claim, facts)
    exact = [fact for fact in denied if fact.concept != "abnormality" and fact.change == claim.change]
    if present and not (exact and _narrowed(present, exact)):
        strongest = sorted(present, key=lambda fact: fact.certainty != "definite")
        if not all(fact.certainty != "definite" for fact in present) or not exact:
            return Comparison(claim, "contradicted", tuple(strongest[:_EVIDENCE]), Difference("negation", "absent", "present"))
    if denied:
        return Comparison(claim, "supported" if exact else "inferred", tuple(denied[:_EVIDENCE]))
    quoted = _quoted(claim, facts)
    if quoted:
        return Comparison(claim, "supported", (quoted,))
    return _by_words(claim, facts) or Comparison(claim, "unsupported", reason="silent")


def _narrowed(present: Sequence[Finding], exact: Sequence[Finding]) -> bool:
    """Say whether the source itself denies the finding and states it, in other places, kinds or times."""
    return bool(present and exact)


def _negates(claim: Finding, fact: Finding) -> bool:
    """Say whether a denial in the draft is wrong given a present fact: the same place and side, not merely an older or milder one."""
    if fact.kind != "finding" or fact.historical or fact.change == "resolved":
        return False
    if claim.change == "new" and fact.change not in ("new", None):
        return False
    if claim.change == "new" and fact.change is None:
        return False
    if "acute" in claim.descriptors and (_is_chronic(fact) or fact.change in ("stable", "persistent")):
        return False
    if (claim.descriptors & _QUALIFIERS or claim.severity) and _is_slight(fact):
        return False
    if claim.severity in ("moderate", "severe", "moderate_severe") and fact.severity != claim.severity:
        return False
    if claim.descriptors - fact.descriptors - _QUALIFIERS:
        return False
    if claim.anatomy and not touches(claim.anatomy, places_of(fact)) and places_of(fact):
        return False
    if claim.levels and fact.levels and not claim.levels & fact.levels:
        return False
    return fact.laterality is None or claim.laterality in (None, "bilateral", fact.laterality) or fact.laterality == "bilateral"


def _is_slight(fact: Finding) -> bool:
    return fact.severity in ("trace", "minimal", "mild", "mild_moderate") or fact.certainty == "possible"


def anchored(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return the comparisons with every hedged reading of a finding that holds ("opacity, may be pneumonia") taken as inferred from it."""
    return tuple(_anchored(place, comparison, comparisons) for place, comparison in enumerate(comparisons))


def _anchored(place: int, comparison: Comparison, comparisons: Sequence[Comparison]) -> Comparison:
    claim = comparison.claim
    hedged = claim.kind == "finding" and claim.presence == "present" and claim.certainty != "definite"
    difference = comparison.difference
    open_ = difference is not None and (
        difference.attribute == "overinterpretation" or (difference.attribute == "negation" and difference.added)
    )
    if not hedged or (not open_ and comparison.reason != "silent"):
        return comparison
    for other in reversed(comparisons[:place]):
        if claim.sentence - other.claim.sentence > 1:
            break
        if other.relation in ("supported", "inferred") and other.claim.presence == "present" and other.claim.kind == "finding":
            return Comparison(claim, "inferred", other.facts)
    return comparison
