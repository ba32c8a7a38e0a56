"""The findings of one clause that the lexicon names, each with its attributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from overread.finding import Finding
from overread.language.extraction.assertion.assertion import Assertion, assertions
from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.binding.binding import bind
from overread.language.extraction.binding.courses import coursed
from overread.language.extraction.context import Context
from overread.language.extraction.elements.elements import Clause, Element
from overread.language.extraction.naming.named_findings import named
from overread.language.extraction.naming.nodes import without_looks
from overread.language.extraction.naming.plain_findings import normal_findings, unnamed_findings
from overread.language.extraction.naming.references import LESIONS, is_container, is_whole_sac
from overread.language.extraction.statements import content_words
from overread.language.lexicon import lexicon
from overread.language.places import is_inside, touches, usual_places
from overread.language.words.reading import Reading

_DESCRIBING = frozenset({"lesion", "enlargement", "density", "elevation"})
_DENSITIES = frozenset({"density", "bone_mineral_density"})
_ACUTE = "acute"
_AFTER_SURGERY = "postoperative_change"
_SHARED = frozenset({"significant", _ACUTE})
_FUNCTIONS = frozenset({"blood_flow", "gland_activity"})
_OF_ORGANS = _FUNCTIONS | _DENSITIES
_ACTING = frozenset("causes causing exerts exerting produces producing cause exert produce".split())
_ASIDE = frozenset({"underlying", "associated", "adjacent"})
_QUALITIES = frozenset(
    "size shape form contour contours position volume height thickness morphology structure appearance location caliber "
    "calibre outline".split()
)


def findings_of(reading: Reading, clause: Clause, context: Context) -> Iterator[Finding]:
    """Yield what one clause states."""
    clause = without_looks(_of_function(clause), context)
    said = assertions(clause, context.scope)
    before = context.source != "impression"
    concepts = [index for index in said if clause[index].role == "C" and not is_container(clause, index, before)]
    concepts = [index for index in concepts if not is_whole_sac(clause, index)]
    if targets := [index for index in concepts if not _stands_for_another(clause, index, said, concepts)]:
        bound = coursed(clause, targets, bind(clause, targets))
        found = _told_once(_all_named(reading, clause, targets, said, bound, context))
        yield from _rated(_told_singly(reading, found))
        yield from _still_patent(reading, clause, targets[-1], bound, context)
        return
    normal = next((index for index in said if clause[index].role != "C" and not _is_landmark(clause, index)), None)
    if normal is not None:
        yield from normal_findings(reading, clause, said[normal], context)
    else:
        yield from unnamed_findings(reading, clause, context)


def _told_once(found: list[tuple[Finding, ...]]) -> list[Finding]:
    """Return the findings of every target, of a sign and its reading only the reading, or the sign where that is seen, and none
    that only names another once more.
    """
    named = [one for each in found for one in each]
    told = [*found]
    for place, (sign, read) in enumerate(pairwise(found)):
        if _is_sign_of(sign, read):
            told[place + _is_seen(sign)] = ()
    return [one for each in told for one in each if not any(_repeats(one, other) for other in named)]


def _told_singly(reading: Reading, found: list[Finding]) -> list[Finding]:
    """Return findings without a number of them of which each is told by itself ("two cysts, a simple one in the upper pole and
    a complex one in the lower pole").
    """
    first = next((one for one in found if isinstance(one.count, int) and one.count > 1), None)
    if first is None or first.sizes or first.change:
        return found
    ones = [one for one in found if one.concept == first.concept and _is_pronoun(reading, one)]
    return [one for one in found if one is not first] if len(ones) == first.count else found


def _is_pronoun(reading: Reading, finding: Finding) -> bool:
    return reading.text[slice(*finding.marks.get("concept", (0, 0)))] == "one"


def _is_landmark(clause: Clause, index: int) -> bool:
    """Say whether the midline only tells where something lies or was opened ("2 cm to the right of the midline", "fused across
    the midline", "midline laparotomy").
    """
    if clause[index].word != "midline":
        return False
    lengths = any(element.item is not None and element.item.quantity is not None for element in clause)
    led = any(element.word in _LEADING_TO for element in clause[max(0, index - 2) : index])
    opened = any(element.word in _OPENED for element in clause[index + 1 : index + 2])
    return lengths or led or opened


_LEADING_TO = frozenset({"of", "across", "past", "beyond", "over", "toward", "towards", "from"})
_OPENED = frozenset("laparotomy incision sternotomy scar surgery approach wound thoracotomy craniotomy".split())


def _still_patent(
    reading: Reading, clause: Clause, last: int, bound: dict[int, tuple[Attributes, ...]], context: Context
) -> Iterator[Finding]:
    """Yield that a vessel is open where a clause says so behind what it finds there ("narrowed over 18 mm, still patent")."""
    if clause[-1].word not in ("patent", "open"):
        return
    start = next((place for place in range(last + 1, len(clause)) if clause[place].word in (",", "but", ";")), len(clause))
    rest = clause[start + 1 :]
    if not rest or any(part.role in "CN" or part.says("negation") for part in rest):
        return
    places = tuple(place for each in bound[last] for place in each.anatomy) or context.anatomy
    vessels = tuple(place for place in places if "vessel" in lexicon().wholes(place))
    if vessels:
        yield from normal_findings(reading, rest, Assertion(), context._replace(anatomy=vessels))


def _of_function(clause: Clause) -> Clause:
    """Return a clause that only calls a function or quality normal ("flow is preserved", "normal in shape and density") without
    a finding in it.
    """
    named = [element for element in clause if element.role == "C"]
    if not named or any(element.item and element.item.value("concept") not in _OF_ORGANS for element in named):
        return clause
    called = next((place for place, element in enumerate(clause) if element.item and element.item.value("normality")), None)
    if called is None or any(
        element.item and element.item.value("concept") not in _FUNCTIONS and not _is_quality(clause, called, element)
        for element in named
    ):
        return clause
    return [element._replace(role="W", item=None) if element.role == "C" else element for element in clause]


def _is_quality(clause: Clause, called: int, named: Element) -> bool:
    """Say whether "density" is only what is called normal of an organ ("normal in size and density", "uniform density", "the
    density of the liver is normal").
    """
    if named.item is None or named.item.value("concept") not in _DENSITIES or named.word.split()[-1] != "density":
        return False
    place = clause.index(named)
    if called > place:
        return clause[called - 1].role == "V" and not any(part.role in "SBX" for part in clause[place:called])
    before = next((element for element in reversed(clause[:place]) if element.word not in ("and", ",", "or")), None)
    even = before is not None and before.item is not None and before.item.value("descriptor") == "homogeneous"
    return even or (before is not None and before.word.split()[-1] in _QUALITIES)


def _rated(found: list[Finding]) -> Iterator[Finding]:
    """Yield findings with a category behind a feature ("lesion with washout, LI-RADS 5") given to the one lesion among them."""
    given = [one for one in found if one.descriptors and _categories(one)]
    lesions = [one for one in found if one.presence == "present" and lexicon().kinds(one.concept) & LESIONS] if given else []
    if len(lesions) != 1 or len(given) != 1 or given[0] is lesions[0]:
        yield from found
        return
    names, mark = _categories(given[0]), {"score": given[0].marks["score"]}
    for one in found:
        if one is lesions[0]:
            yield replace(one, descriptors=one.descriptors | names, marks={**one.marks, **mark})
        else:
            yield replace(one, descriptors=one.descriptors - names) if one is given[0] else one


def _categories(finding: Finding) -> frozenset[str]:
    return frozenset(name for name in finding.descriptors if name.partition(":")[0].endswith("rads"))


def _is_sign_of(sign: tuple[Finding, ...], reading: tuple[Finding, ...]) -> bool:
    """Say whether a finding only got its name from its place, which the next states with a doubt ("filling defect in the
    artery, suspicious for embolism").
    """
    if len(sign) != 1 or len(reading) != 1 or sign[0].concept != reading[0].concept or sign[0].sizes:
        return False
    if {sign[0].laterality, reading[0].laterality} == {"left", "right"} or (
        sign[0].anatomy and reading[0].anatomy and not touches(sign[0].anatomy, reading[0].anatomy)
    ):
        return False
    return sign[0].certainty == "definite" != reading[0].certainty and sign[0].presence == reading[0].presence == "present"


def _is_seen(findings: tuple[Finding, ...]) -> bool:
    """Say whether the first of some findings is seen, whatever it may turn out to be ("mass, suspicious for neoplasm")."""
    return any(lexicon().kinds(finding.concept) & LESIONS for finding in findings[:1])


def _all_named(
    reading: Reading,
    clause: Clause,
    targets: list[int],
    said: dict[int, Assertion],
    bound: dict[int, tuple[Attributes, ...]],
    context: Context,
) -> list[tuple[Finding, ...]]:
    """Return the findings of every target; what is denied beside a present one is of its place ("stones, no thickening")."""
    found: list[tuple[Finding, ...]] = []
    words = content_words(reading, clause[0].first, clause[-1].last)
    lacking = None
    for number, target in enumerate(targets):
        denied = said[target].presence == "absent"
        here = _beside(context, found[-1]) if denied and found else context
        if number and denied and _is_without(clause, targets[number - 1], target):
            lacking = _of_subject(context, here)
        lacking = lacking if denied else None
        here = lacking or here
        if said[target].granted:
            here = here._replace(anatomy=(), side=None, subject=())
        found.append(tuple(named(reading, clause, target, said[target], bound[target], here, words)))
    return _denied_alike(found) if context.source == "impression" else found


def _denied_alike(found: list[tuple[Finding, ...]]) -> list[tuple[Finding, ...]]:
    """Return the findings of a draft's clause, those denied behind one that is denied as significant or acute denied so too
    ("no significant carotid or renal stenosis", "no acute hemorrhage or infarct").
    """
    shared: frozenset[str] = frozenset()
    told = [*found]
    for place, each in enumerate(found):
        denied = bool(each) and all(one.presence == "absent" and one.kind == "finding" for one in each)
        shared = shared.union(*(one.descriptors & _SHARED for one in each)) if denied else frozenset()
        if shared:
            told[place] = tuple(replace(one, descriptors=one.descriptors | _fitting(shared, one)) for one in each)
    return told


def _fitting(shared: frozenset[str], finding: Finding) -> frozenset[str]:
    """Return what a list of denials says before its first, without "acute" where the lexicon knows no acute one ("mass")."""
    words = lexicon()
    kinds = (words.concepts.get(kind) for kind in words.kinds(finding.concept))
    return shared if any(known is not None and known.acute for known in kinds) else shared - {_ACUTE}


def _is_without(clause: Clause, before: int, target: int) -> bool:
    """Say whether a finding is denied of the one before it ("degeneration without tear", "fatty liver without lesion")."""
    words = [element.word for element in clause[before + 1 : target]]
    if not _ASIDE.isdisjoint(words):
        return False
    return not _ACTING.isdisjoint(words) or any(word.startswith("without") for word in words)


def _of_subject(context: Context, beside: Context) -> Context:
    """Return the context with the place of the finding before, where that lies in the place that stands over it."""
    if context.anatomy and not is_inside(frozenset(beside.subject), frozenset(context.anatomy)):
        return beside
    return beside._replace(anatomy=beside.subject, side=beside.near)


def _beside(context: Context, found: tuple[Finding, ...]) -> Context:
    if not found or found[-1].presence == "absent" or _AFTER_SURGERY in lexicon().kinds(found[-1].concept):
        return context  # an organ that was taken out holds nothing
    places = frozenset().union(*(one.anatomy for one in found)) or usual_places(found[-1].concept)
    levels = found[-1].levels or context.levels
    sides = {one.laterality for one in found}  # "large on the right and small on the left, without pneumothorax"
    side = (found[-1].laterality if len(sides) == 1 else None) or context.side
    return context._replace(subject=tuple(sorted(places)) or context.subject, levels=levels, near=side)


def _repeats(finding: Finding, other: Finding) -> bool:
    """Say whether a finding without attributes only names once more what its clause has said with them ("low ADC signal")."""
    if finding is other or finding.concept != other.concept or finding.presence != other.presence:
        return False
    bare = not (finding.anatomy or finding.laterality or finding.sizes or finding.severity or finding.change or finding.count)
    bare = bare and finding.levels <= other.levels
    return bare and finding.descriptors <= other.descriptors and bool(other.anatomy or other.laterality)


def _stands_for_another(clause: Clause, index: int, said: dict[int, Assertion], targets: list[int]) -> bool:
    """Say whether a word such as "findings", "focus" or "prominent" only stands for, or describes, the finding beside it."""
    item = clause[index].item
    if item is None or len(targets) < 2:
        return False
    concept = item.value("concept")
    if concept == "abnormality":
        if clause[index].word == "abnormal" and index + 1 in targets:
            return True
        before = clause[index - 1].item if index > 0 else None
        return said[index].presence == "present" and not (before and before.value("anatomy"))
    if concept == "enlargement" and _tells_of(clause, index, targets):
        return True
    following = next((target for target in targets if target > index), None)
    if concept not in _DESCRIBING or following is None:
        return False
    between = clause[index + 1 : following]
    if concept == "lesion" and (not between or between[0].word != "of"):
        return False
    return all(element.role in "MWD" or element.word == "of" for element in between)


def _tells_of(clause: Clause, index: int, targets: list[int]) -> bool:
    """Say whether "prominent" is only what a clause says of the finding before it ("the markings appear prominent")."""
    before = [target for target in targets if target < index]
    between = clause[before[-1] + 1 : index] if before else []
    return any(part.role == "V" for part in between) and all(part.role in "VMW" for part in between)
