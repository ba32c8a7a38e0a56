"""Findings in text: what a report states, with spans; the same for the source, the draft and the measurement rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from overread.finding import Finding, Source
from overread.language.extraction.clauses.respective import TOLD_IN_TURN, by_level, each_of_several
from overread.language.extraction.context import (
    EXAMINED,
    Context,
    after_sentence,
    introduced,
    named_in,
    sides_of,
    title_lines,
    title_over,
    under_heading,
)
from overread.language.extraction.continuations import dated, of_rest, rated, resumed, taken_up, with_leading_sizes
from overread.language.extraction.corrected import corrected
from overread.language.extraction.exceptions import with_exceptions
from overread.language.extraction.explained_away import without_explained_away
from overread.language.extraction.graded_in_turn import graded_in_turn
from overread.language.extraction.headings import (
    headed,
    in_course,
    in_its_item,
    is_title_line,
    is_weighed,
    is_within_line,
    under_its_label,
    with_heading_finding,
    without_titles,
)
from overread.language.extraction.hosts import with_hosts
from overread.language.extraction.level_of_heading import is_of_another_organ
from overread.language.extraction.listings import Listing, titled_lists
from overread.language.extraction.lumen_shares import with_shares
from overread.language.extraction.named_by_measure import by_its_measure
from overread.language.extraction.naming.named_findings import without_contrary
from overread.language.extraction.other_sides import beside_the_other
from overread.language.extraction.parts import BARE_PARTS, with_parts
from overread.language.extraction.regions import region_of, sides_examined
from overread.language.extraction.restated import with_the_device
from overread.language.extraction.risen_measures import as_risen
from overread.language.extraction.stand_ins import further_ones, of_its_kind, of_the_other_part
from overread.language.extraction.statements import is_title
from overread.language.extraction.states_of_organs import with_states
from overread.language.extraction.taken_out import taken_out
from overread.language.extraction.taken_over import (
    ONE_SIDE,
    at_its_place,
    following,
    is_of_nothing_new,
    of_that,
    refers_back,
    with_the_same,
)
from overread.language.extraction.told_again import told as told_again
from overread.language.extraction.told_in_clauses import told_in_clauses
from overread.language.extraction.turned_out import as_turned_out
from overread.language.extraction.without_changes import called_normal
from overread.language.figures.disc_ranges import DISC
from overread.language.figures.rows import finding_of_row
from overread.language.lexicon import lexicon
from overread.language.places import usual_places
from overread.language.words.case_headings import is_of_case
from overread.language.words.reading import Item, Reading, items_between, read, resolved, resolved_within, token_at
from overread.language.words.recent import LONGEST_REMEMBERED
from overread.language.words.section_titles import section_titles
from overread.language.words.sentences import Sentence, sentences
from overread.study import Study

_SECTIONS: tuple[Source, ...] = ("indication", "technique", "comparison")
_OFTEN_READ_CHARACTERS = 1000
_SHORT = 3
_OPENING = 3
_ASKING = re.compile(r"\?|\b(?:screen|surveillance|risk|exclu|rule|r/o|quer|question|famil|gene|suspe)", re.IGNORECASE)
_EARLIER = re.compile(
    r"(?:prior|previous(?:ly)?|earlier|last)"
    r"(?: (?:study|exam|examination|scan|ct|mri?|us|ultrasound|duplex|mammogram|report|findings?|measurements?|values?))?",
    re.IGNORECASE,
)


def facts_of(study: Study) -> tuple[Finding, ...]:
    """Return what the source says: its findings text first, then indication, technique, comparison, prior and rows."""
    region = region_of(study)
    facts = [*_found(study.findings, "findings", region)]
    if sides := sides_examined(study):
        examined = frozenset(f"{EXAMINED}{side}" for side in sides)
        facts = [replace(fact, nearby=fact.nearby | sides | examined) for fact in facts]
    for section in _SECTIONS:
        facts += _found(getattr(study, section), section, region)
    facts += _titled_tumors(study.exam.description or "", region)
    if study.prior and study.prior.impression:
        facts += _found(study.prior.impression, "prior", region)
    facts += [finding_of_row(row) for row in study.measurements]
    return tuple(facts)


def _titled_tumors(title: str, region: frozenset[str]) -> list[Finding]:
    """Return the tumours that the title of an examination says are known ("PET-CT, Hodgkin lymphoma")."""
    if not title or _ASKING.search(title):
        return []
    told = (fact for fact in _found(title, "indication", region) if (fact.presence, fact.certainty) == ("present", "definite"))
    known = (fact for fact in told if "malignancy" in lexicon().kinds(fact.concept))
    return [replace(fact, span=(0, 0), anatomy=frozenset(), marks={}) for fact in known]


def claims_of(impression: str, region: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Return the statements of an impression; one from which nothing can be read is of kind `other`."""
    return with_exceptions(_found(impression, "impression", region), impression)


def _found(text: str, source: Source, region: frozenset[str]) -> tuple[Finding, ...]:
    """Return the findings of one text; those that come again ("No acute disease.", a source whose draft is edited) are kept."""
    if len(text) > LONGEST_REMEMBERED:
        return findings_in(text, source, region)
    return (_often_read if len(text) <= _OFTEN_READ_CHARACTERS else _lately_read)(text, source, region)


@lru_cache(maxsize=2048)
def _often_read(text: str, source: Source, region: frozenset[str]) -> tuple[Finding, ...]:
    return findings_in(text, source, region)


@lru_cache(maxsize=64)
def _lately_read(text: str, source: Source, region: frozenset[str]) -> tuple[Finding, ...]:
    return findings_in(text, source, region)


def findings_in(text: str, source: Source, region: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Return the findings of one text in order of their sentences."""
    told = further_ones(without_titles(list(_by_sentence(text, source, region)), text))
    told = without_explained_away(as_turned_out(told, text), text)
    told = beside_the_other(with_hosts(corrected(told, text)))
    return tuple(by_its_measure(as_risen(without_contrary(one))) for one in told)


def _by_sentence(text: str, source: Source, region: frozenset[str]) -> Iterator[Finding]:
    """Yield the findings of a text, each when no later sentence can add to it any more."""
    if not text.strip():
        return
    reading = read(text)
    previous: list[Finding] = []
    before = Context(source)
    heading, answered, left = None, None, False
    listing, titles = Listing(titled_lists(text)), title_lines(text)
    for number, sentence in enumerate(_stating(reading)):
        over = under_its_label(text, listing.within(reading, sentence))
        sentence = with_heading_finding(reading, over)
        answered = over.heading if sentence.heading != over.heading else answered
        sentence = in_its_item(reading, sentence)
        title = title_over(text, titles, sentence.span[0]) if titles else None
        context = under_heading(reading, sentence.heading, source, region, title)
        if sentence.heading and sentence.heading == heading and is_within_line(text, heading):
            context, left = _within_line(items_between(reading, *sentence.span), context, left)
        if source == "impression" and _is_spent(reading, sentence):
            context = Context(source, region=context.region)
        if sentence.heading and sentence.heading != heading:
            heading, left = sentence.heading, False
            yield from _stated_by(reading, heading, context, number) if heading != answered else ()
        first, last = token_at(reading, sentence.span[0]), token_at(reading, sentence.span[1])
        items = resolved_within(items_between(reading, *sentence.span), context.region)
        items = with_parts(reading, items, (first, last), context.anatomy or _organ_of(reading, first, before, previous))
        items = with_states(reading, items, (first, last), context.anatomy)
        refers, named = first < last and refers_back(reading, first, last), named_in(items)
        if named or not is_of_nothing_new(items):
            context = following(context, before, named, number, sentence if refers else None)
        if refers and previous and source != "impression" and not named:
            context = of_that(context, previous[-1])
        placed = bool(context.anatomy or context.side or named)
        context = with_the_same(context, before, items, named, text[slice(*sentence.span)])
        found = _told_in(reading, sentence, (first, last), items, context)
        found = listing.read(reading, sentence, with_leading_sizes(found), context)
        now = at_its_place(after_sentence(items, context), found)
        before = now if placed else now._replace(nearby=now.nearby | before.nearby & ONE_SIDE, side=before.side)
        found = of_its_kind(previous, of_rest(previous, of_the_other_part(previous, found)))
        found = graded_in_turn(previous, found, context) if sentence.heading else found
        course = resumed(previous, found) if source == "impression" else found
        previous, found = dated(rated(previous, found), found), course
        opening = [token.norm for token in reading.tokens[first : min(last, first + _OPENING)]]
        done, previous = taken_up(previous, found, refers, sentence.heading, items, opening)
        yield from done
    yield from previous


def _organ_of(reading: Reading, first: int, before: Context, previous: list[Finding]) -> tuple[str, ...]:
    """Return the organ of which a sentence tells that opens with "its" or with the bare part, that of the one before ("The
    gallbladder is distended. Its wall is thick.", "..; wall 5 mm").
    """
    if not previous:
        return ()
    opening = [token.norm for token in reading.tokens[first : first + 2]]
    if opening[:1] not in (["its"], ["wall"]) and not (opening[:1] == ["the"] and opening[-1] in BARE_PARTS):
        return ()
    seats = usual_places(previous[-1].concept)
    return before.anatomy or (tuple(seats) if len(seats) == 1 else ())


def _within_line(items: list[Item], context: Context, left: bool) -> tuple[Context, bool]:
    """Return the context of a sentence in the line of its heading, and whether the line has left what the heading is of: from
    where a sentence is of another side or organ, the heading says nothing more.
    """
    placed, sides = any(item.value("anatomy") for item in items), sides_of(items)
    discs = all("-" in level and level[0].isupper() for level in context.levels)
    left = left or (context.side is not None and bool(sides) and context.side not in sides)
    left = left or is_of_another_organ(named_in(items), context.levels)
    if left:
        return Context(context.source, region=context.region, inline=True), True
    return context._replace(inline=True, levels=frozenset() if placed and not discs else context.levels), False


def _told_in(
    reading: Reading, sentence: Sentence, tokens: tuple[int, int], items: list[Item], context: Context
) -> list[Finding]:
    """Return what a sentence of the given tokens tells, under its heading and with each of several levels given its own."""
    told = taken_out(reading, items, told_again(reading, sentence, *tokens, items, context), context)
    found = each_of_several(
        [called_normal(one) for one in with_shares(with_the_device(_under(reading, sentence, told, context)), context)]
    )
    return by_level(found, context.levels) if TOLD_IN_TURN in reading.text[slice(*sentence.span)] else found


def _is_spent(reading: Reading, sentence: Sentence) -> bool:
    """Say whether the heading over a statement of a draft is itself a finding that only the first one after it enlarges on
    ("Lateral ligament injury: torn ATFL. Joint effusion."), the level that an earlier statement opens with, or of the case
    ("History: cough. Effusion."): a draft tells of what was found.
    """
    if sentence.heading is None or 0 <= sentence.span[0] - sentence.heading[1] <= _SHORT:
        return False
    if is_of_case(reading.text, sentence.heading):
        return True
    if DISC.fullmatch(reading.text, *sentence.heading) and ":" not in reading.text[sentence.heading[1] :][:2]:
        return True
    return any(item.value("concept") for item in items_between(reading, *sentence.heading))


def _under(reading: Reading, sentence: Sentence, found: list[Finding], context: Context) -> list[Finding]:
    """Return the findings of a sentence with what its heading makes of them."""
    if sentence.heading is None:
        return found
    if context.source != "impression":
        found = [*found, *headed(reading, sentence.heading, found, context)]
    found = in_course(reading, sentence.heading, found)
    if is_weighed(reading.text, sentence):
        return [
            replace(one, certainty="possible") if one.kind == "finding" and one.presence == "present" else one for one in found
        ]
    return [_of_before(one) for one in found] if _EARLIER.fullmatch(reading.text, *sentence.heading) else found


def _of_before(finding: Finding) -> Finding:
    """Return what stands under the heading "Prior" as told of the past, its values as former ones."""
    return replace(finding, sizes=tuple(replace(size, role="prior") for size in finding.sizes), historical=True)


def _stating(reading: Reading) -> Iterator[Sentence]:
    """Yield the sentences that state something; a title among them ("Left knee.") becomes the heading of those that follow."""
    title, ended = None, None
    sections = section_titles(reading.text)
    for sentence in sentences(reading.text):
        if sentence.span[0] in sections.starts:
            continue
        if sentence.heading is None and (over := sections.over(sentence.span[0])):
            yield sentence._replace(heading=over)
            continue
        first, last = token_at(reading, sentence.span[0]), token_at(reading, sentence.span[1])
        items = items_between(reading, *sentence.span)
        under = items_between(reading, *sentence.heading) if sentence.heading else []
        if not any(item.value("concept") for item in under) and is_title(reading, first, last, items):
            title = sentence.span if named_in(items) else title
            ended = sentence.heading if is_title_line(reading.text, sentence.span) else ended
            continue
        if ended and sentence.heading == ended:
            sentence = sentence._replace(heading=None)
        title = None if sentence.heading else title
        yield sentence._replace(heading=title) if title else sentence


def _stated_by(reading: Reading, heading: tuple[int, int], context: Context, number: int) -> Iterator[Finding]:
    """Yield what a heading over a list states itself ("Stable pulmonary nodules, for example:")."""
    inside = resolved(items_between(reading, *heading), context.region)
    if introduced(inside):
        plain = Context(context.source, region=context.region, sentence=number, nearby=named_in(inside))
        yield from told_in_clauses(reading, token_at(reading, heading[0]), token_at(reading, heading[1]), inside, plain)
