"""What a sentence adds to the finding of the sentence before it: its category, its change, its size."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Finding, Span
from overread.language.extraction.binding.tips import with_tip
from overread.language.extraction.continued_looks import as_told, described, looks_of, with_look
from overread.language.extraction.earlier import with_former
from overread.language.extraction.naming.references import LESIONS
from overread.language.extraction.restated import restated
from overread.language.extraction.told_of_it import with_its_degree
from overread.language.figures.agreement import DEGREES
from overread.language.figures.portions import is_of_portion
from overread.language.lexicon import lexicon
from overread.language.places import location_of, touches
from overread.language.words.reading import Item

_OF_ALL = re.compile(
    r"\b(?:(?P<beside>from|since|compared|than|on|at|to)|exam\w*|stud(?:y|ies)|appearances?|radiographs?|findings?|otherwise|"
    r"scans?)\b",
    re.IGNORECASE,
)

_OF_REST = re.compile(
    r"\W*(?:(?:the )?(?:remaining|other|third|fourth|fifth|sixth|last)(?: (?:one|two|three|four))?s?|"
    r"(?:one|two|three|four|the rest))(?=,| (?:is|are|has|have|was|were|remains?|shows?)\b)",
    re.IGNORECASE,
)
_INJURIES = frozenset({"injury", "laceration", "fracture", "anterolisthesis", "osteoarthritis", "tear", "hemorrhage"})
_NUMBERED = re.compile(r"\d(?:,[\w ]+)?$")
_DENYING = frozenset({"no", "not", "without", "non"})


def rated(previous: list[Finding], found: list[Finding]) -> list[Finding]:
    """Return findings whose lesion has the category that a sentence of its own gives it ("... foci. TI-RADS 5.")."""
    if len(found) != 1 or found[0].concept != "assessment_category":
        return previous
    lesions = [one for one in previous if one.presence == "present" and lexicon().kinds(one.concept) & LESIONS]
    lesions = lesions or [one for one in previous if one.presence == "present" and _is_graded(one, found[0])]
    lesions = [one for one in lesions if found[0].laterality in (None, one.laterality)]
    if not lesions or any(":" in name for name in lesions[0].descriptors):
        return previous
    lesion = replace(lesions[0], descriptors=lesions[0].descriptors | found[0].descriptors)
    return [lesion if one is lesions[0] else one for one in previous]


def _is_rating(previous: list[Finding], category: Finding) -> bool:
    """Say whether a category in a sentence of its own has been given to a lesion, which the next sentence may go on about."""
    return any(category.descriptors <= one.descriptors for one in previous)


def _is_graded(finding: Finding, category: Finding) -> bool:
    """Say whether a category is a grade and a finding an injury, which is graded ("3 cm laceration. AAST grade III.")."""
    graded = any(name.partition(":")[0] in DEGREES for name in category.descriptors)
    return graded and not _INJURIES.isdisjoint(lexicon().kinds(finding.concept))


def dated(previous: list[Finding], found: list[Finding]) -> list[Finding]:
    """Return findings with the change that a sentence of its own gives them ("... a 3 cm cyst. Not seen previously.")."""
    told = _dated_by(previous, found)
    return [replace(one, change=found[0].change) if one in told else one for one in previous] if told else previous


def resumed(previous: list[Finding], found: list[Finding]) -> list[Finding]:
    """Return the course that a sentence of its own tells ("Unchanged.") as that of the one finding it can be of."""
    told = _dated_by(previous, found)
    if len(told) != 1:
        return found
    return [replace(told[0], span=found[0].span, text=found[0].text, change=found[0].change, marks={"change": found[0].span})]


def of_rest(previous: list[Finding], found: list[Finding]) -> list[Finding]:
    """Return what a sentence tells of the rest of several findings as of their kind and place ("...; the remaining one is
    stable").
    """
    told = found[0] if len(found) == 1 and found[0].concept.startswith(("~", "organ_size")) else None
    if told is None or told.change is None or told.anatomy or not _OF_REST.match(told.text):
        return found
    hosts = [one for one in previous if one.kind == "finding" and one.presence == "present" and one.count not in (None, 1)]
    return [_of_kind(told, hosts[-1])] if hosts else found


def _of_kind(told: Finding, host: Finding) -> Finding:
    """Return what is told of one more of a kind with the name and the place of that kind."""
    side = told.laterality or host.laterality
    named = replace(told, kind="finding", concept=host.concept, name=host.name)
    return replace(named, anatomy=host.anatomy, laterality=side, levels=host.levels)


def _dated_by(previous: list[Finding], found: list[Finding]) -> list[Finding]:
    """Return the findings whose course a sentence tells that names nothing: those of the last of several labelled ones."""
    if len(found) != 1 or found[0].kind != "comparison" or found[0].anatomy or found[0].levels or _is_of_all(found[0].text):
        return []
    lesions = [one.sentence for one in previous if lexicon().kinds(one.concept) & LESIONS and one.presence == "present"]
    since = max(lesions, default=0)
    return [
        one
        for one in previous
        if one.sentence >= since
        and one.kind == "finding"
        and one.presence == "present"
        and one.change is None
        and not one.historical
    ]


def _is_of_all(text: str) -> bool:
    """Say whether words are about the whole examination, and do not only set something beside it ("compared to the study")."""
    named = _OF_ALL.search(text)
    return named is not None and named["beside"] is None


def continued_by(previous: Finding, found: list[Finding], placed: bool = False) -> Finding | None:
    """Return the previous finding with the sizes of words that only go on about it ("It measures 3 cm."), else None.

    With `placed`, they may name a place, which is taken where the finding has none.
    """
    if (
        len(found) != 1
        or not (
            found[0].concept in ("organ_size", "~")
            or (placed and found[0].kind == "finding" and found[0].concept.startswith("~"))
        )
        or previous.kind != "finding"
        or previous.presence == "absent"
    ):
        return None
    new = found[0]
    if not new.sizes or (new.marks.get("anatomy") and not placed):
        return None
    portion = is_of_portion(found)
    moved = new.change not in (None, previous.change) and previous.change is not None and portion
    if portion and "part_solid" in new.descriptors:
        previous = replace(previous, descriptors=(previous.descriptors - {"ground_glass"}) | {"part_solid"})
    return replace(
        previous,
        sizes=previous.sizes + new.sizes,
        change=None if moved else previous.change or new.change,
        anatomy=previous.anatomy or (new.anatomy if placed else previous.anatomy),
        laterality=previous.laterality or (new.laterality if placed else None),
        descriptors=previous.descriptors | (new.descriptors - {"dominant"} if placed or _is_affirmed(new) else frozenset()),
        marks={**new.marks, **previous.marks},
    )


def _is_affirmed(told: Finding) -> bool:
    """Say whether words that go on about a finding tell how it is and deny nothing ("It is spiculated and measures 9 mm.")."""
    return not is_of_portion([told]) and told.words.isdisjoint(_DENYING) and " not " not in told.text


def others_of(previous: Finding, found: list[Finding], counted: bool, alike: bool = False) -> list[Finding]:
    """Return more findings of the kind before that words put elsewhere, none where they tell of something else.

    On the other side ("two on the left and one in the right kidney measuring 3 mm") or, where they are `counted` off, in a
    place of their own ("three new lesions, one in the left frontal lobe measuring 8 mm, one in the pons 5 mm"), or, where they
    are told `alike`, with a place and a size each ("cysts at the dome measuring 6 mm and at the hilum measuring 8 mm").
    """
    if previous.kind != "finding" or previous.presence == "absent" or not found:
        return []
    for new in found:
        if new.presence == "absent" or not (new.concept == "organ_size" or new.concept.startswith("~")):
            return []
        opposite = len(found) == 1 and {new.laterality, previous.laterality} == {"left", "right"}
        apart = bool(new.anatomy) and location_of(new, previous) == "apart"
        own = counted and bool(new.anatomy) and (not previous.sizes or apart)
        own = own or (alike and bool(new.sizes and previous.sizes) and bool(previous.anatomy) and apart)
        if not (opposite or own):
            return []
    return [_another(previous, new, new.count or 1 if not previous.count or not counted else None) for new in found]


def _another(previous: Finding, new: Finding, count: int | str | None) -> Finding:
    host = previous.marks.get("concept")
    marks = {**new.marks, "concept": host} if host else new.marks
    named = replace(new, concept=previous.concept, name=previous.name, count=count, marks=marks)
    return replace(named, change=new.change or previous.change, descriptors=new.descriptors | previous.descriptors)


def taken_up(
    previous: list[Finding],
    found: list[Finding],
    refers: bool,
    heading: Span | None,
    items: list[Item],
    opening: list[str],
) -> tuple[list[Finding], list[Finding]]:
    """Return which findings of the sentences before are complete, and those that the next sentence may go on about.

    `refers` says that the sentence opens with a word for what was just told, `opening` are its first words.
    """
    if not previous:
        return [], found
    if complete := with_former(previous, found):
        return [], complete
    angled = _is_angulation(previous[-1], found)
    if heading and heading[0] >= previous[-1].span[1] and any(one.laterality for one in found):
        refers = False
    if (refers or angled or is_of_portion(found)) and (continued := continued_by(previous[-1], found, placed=angled)):
        return [], [*previous[:-1], continued]
    apart = refers and len(found) > 1 and found[1].span[0] > found[0].span[1]
    if apart and (continued := continued_by(previous[-1], found[:1])):
        return [], [*previous[:-1], continued, *found[1:]]
    if told := with_tip(previous, found, items, opening):
        return [], told
    if refers and (degree := with_its_degree(previous, found, items)):
        return [], degree
    if again := restated(previous, found, heading):
        return [], again
    if lesion := _labelled(previous, heading):
        return [], _of_label(previous, lesion, found, items)
    if looks := described(previous, opening, items):
        return [], looks
    if len(found) == 1 and found[0].concept == "assessment_category" and _is_rating(previous, found[0]):
        return [], [*found, *previous]
    return ([*previous[:-1], with_look(as_told(previous[-1], opening, items), found)] if refers else previous), found


def _is_angulation(previous: Finding, found: list[Finding]) -> bool:
    """Say whether a sentence only gives the angle of the fracture before it ("Dorsal angulation 22 degrees.")."""
    if len(found) != 1 or not found[0].concept.startswith(("organ_size", "~")):
        return False
    of_angle = any(size.quantity == "angle" for size in found[0].sizes)
    here = not found[0].anatomy or touches(found[0].anatomy, previous.anatomy)
    fractured = "fracture" in lexicon().kinds(previous.concept) and found[0].laterality in (None, previous.laterality)
    return of_angle and here and fractured


def _labelled(previous: list[Finding], heading: Span | None) -> Finding | None:
    """Return the lesion that the heading over a sentence has numbered ("Nodule 2: left lower pole. 2.1 cm. Solid."), if any."""
    kinds = lexicon().kinds
    lesions = (one for one in previous if heading is not None and one.span[0] == heading[0] and one.presence == "present")
    return next((one for one in lesions if kinds(one.concept) & LESIONS), None)


def _of_label(previous: list[Finding], lesion: Finding, found: list[Finding], items: list[Item]) -> list[Finding]:
    """Return the findings so far with what a sentence under the label of a lesion says of it: its sizes, place and look."""
    whole = continued_by(lesion, found, placed=True)
    looks = replace(whole or lesion, descriptors=(whole or lesion).descriptors | looks_of(items))
    place = found[0] if len(found) == 1 and found[0].kind == "other" else None
    if place is not None and not looks.anatomy:
        looks = replace(looks, anatomy=place.anatomy, marks={**place.marks, **looks.marks})
    denied = [one for one in found if one.concept == lesion.concept and one.presence == "absent"]
    more = [] if whole or place is not None else [one for one in found if one not in denied]
    return [*(looks if one is lesion else one for one in previous), *more]


def with_leading_sizes(found: list[Finding]) -> list[Finding]:
    """Return the findings of a numbered lesion with the sizes that stand before its first feature given to the lesion itself
    ("Nodule 1, mid: 2 cm solid, echogenic foci").
    """
    if len(found) < 2 or found[0].sizes or not _NUMBERED.search(found[0].text):
        return found
    lesion, feature = found[:2]
    start = feature.marks.get("concept", (0, 0))[0]
    led = all(size.quantity == "size" and size.span[0] < start for size in feature.sizes)
    if not led or not lexicon().kinds(lesion.concept) & LESIONS or lexicon().kinds(feature.concept) & LESIONS:
        return found
    looks = feature.descriptors if feature.concept != "organ_size" else frozenset()
    marks = {**feature.marks, **lesion.marks}
    whole = replace(lesion, sizes=feature.sizes, descriptors=lesion.descriptors | looks, marks=marks)
    return [whole, replace(feature, sizes=()), *found[2:]]
