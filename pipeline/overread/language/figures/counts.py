"""How many lesions a statement speaks of: as it says, as it lists them, or one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from overread.finding import Finding, Span
from overread.language.lexicon import lexicon
from overread.review import Difference

_SEVERAL = 2
_AND_IN = re.compile(r"(?:,| and) (?:in|at|of|on|the|left|right|one)\b", re.IGNORECASE)
_NEXT_TO = 5  # characters: " in ", " at "
_ONE = re.compile(r"\b(?:a|an|one|single|solitary|focal)\s+(?:(?!of\b)[\w.-]+,?\s+){0,11}$", re.IGNORECASE)
_FOCUS = re.compile(
    r"\bfocal (?:\w+ )?(?:uptake|activity|accumulation|retention)\b(?![^.]* and )|\b(?:a|one|new|single) (?:\w+ )?focus\b",
    re.IGNORECASE,
)
_NEW = re.compile(r"\bnew\s+(?:[\w.-]+\s+){0,4}$", re.IGNORECASE)
_NUMBERED = re.compile(r"\W*(?:nodule|lesion|mass|cyst|fibroid|myoma|observation|target)\s*#?\d{1,2}\s*[:.)]", re.IGNORECASE)
_THROUGH = re.compile(r"\b(?:by|via|from|through)\s+(?:(?:a|an|the)\s+)?$", re.IGNORECASE)
_FURTHER = re.compile(r"\b(?:second|third|fourth|another|additional|further|other|separate|adjacent(?! to))\b", re.IGNORECASE)
_MASSED = tuple("ion ing ness ity osis itis edema oedema fluid gas air disease change pathy uptake ed ment".split())
_STONES = re.compile(r"(?:nephro|uretero|uro|cysto|sialo)lithiasis", re.IGNORECASE)
_SPREAD = re.compile(r"\b(?:diffuse|patchy|extensive|hetero\w+|widespread|streaky|hazy|ill-defined|increased)\b", re.IGNORECASE)
_OF_ALL = re.compile(
    r"\b(?:all|each|every|both|throughout|various|several|up to|lobes|segments|levels|regions)\b", re.IGNORECASE
)
_BEFORE = re.compile(r"\b(?:two|three|four|five|six|several|multiple|numerous)\b", re.IGNORECASE)
_EACH = re.compile(r"\ban? \d+(?:\.\d+)? ?(?:mm|cm)\b", re.IGNORECASE)
_ONE_EACH = re.compile(
    r"\b(?:one|a single)(?! of\b) (?=(?:[\w-]+ ){0,4}(?:node|nodule|lesion|focus|cyst|mass|calculus|stone|metastasis)\b)",
    re.IGNORECASE,
)
"""One of each of several places ("one left iliac node and one obturator node")."""
_PARTLY = re.compile(r"\b(?:area|focus|region|patch) of (?:\w+ ){0,3}$", re.IGNORECASE)
_AGAIN = re.compile(
    r"\b(?:the|this|that)\s+(?:(?!(?:an?|one|is|are|has|shows?|with|and|of|in|at|on|to|contains?|other|second)\s)[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\s+(?:in|of|at|within|on)\b")
_IN_THE = 12  # characters: " within the "
_LINKED = re.compile(
    r"\s+(?:in|of|at|within|on|involving)\s+(?!(?:both|the two|all|several)\b)(?!.*\b(?:and|to|as well|plus)\b)", re.IGNORECASE
)
_LENGTH = re.compile(r"\d\s?(?:mm|cm)\b(?! (?:thick )?(?:neck|wall|septum|margin|capsule))")
_LATIN = ("foci", "calculi", "thrombi", "emboli", "diverticula", "bullae", "metastases", "vertebrae", "hernias", "bronchi")
_SINGULAR = ("ss", "sis", "us")
_COUNTABLE = frozenset(
    "lesion collection erosion infarction contusion laceration calcification perforation extrusion protrusion cavity opacity "
    "density bleed microbleed".split()
)
_OF_VERTEBRA = frozenset(
    {"bone_marrow", "vertebra", "vertebral_body", "spine", "cervical_spine", "thoracic_spine", "lumbar_spine"}
)
_WITH_MANY_NAMES = frozenset({"injury", "abnormality"})
_VERTEBRA = re.compile(r"[CTL]\d")
_COUNTED = ("rib-", "tooth-", "metatarsal-", "metacarpal-", "digit-", "phalanx-")


def count_differences(claim: Finding, fact: Finding, numbers: Sequence[int | None]) -> Iterator[Difference]:
    """Yield where the number that a claim gives is not that of the fact, nor the sum of the `numbers` of all facts about it."""
    if claim.count is None or claim.count == fact.count or claim.concept in _WITH_MANY_NAMES or _is_of_supply(claim):
        return
    total = None if None in numbers else sum(number for number in numbers if number)
    if _is_entry(fact) and (total is None or (isinstance(claim.count, int) and claim.count <= total)):
        return
    if isinstance(claim.count, int):
        stated = fact.count if isinstance(fact.count, int) else _listed(fact)
        stated = total if total and _is_item(fact) else stated
        if stated and not _is_of_listed(claim):
            listed = sum(1 if number is None else number for number in numbers)
            listed -= stated if fact.count and stated >= _SEVERAL and None in numbers else 0
            open_list = None in numbers and 0 in numbers and stated == 1  # the items of "some nodules, located at:"
            if claim.count not in (stated, total, listed, number_of(fact)) and not open_list:
                yield Difference("count", str(claim.count), str(stated))
        elif fact.count == "multiple" and claim.count <= 2:
            yield Difference("count", str(claim.count), "several", added=claim.count == _SEVERAL and len(numbers) > 1)
        elif fact.count is None and total and claim.count > total:
            yield Difference("count", str(claim.count), "one" if total == 1 else str(total))
        elif claim.count >= _SEVERAL and _is_only_one(fact, numbers):
            yield Difference("count", str(claim.count), "one")
        elif claim.count > _SEVERAL and numbers == (None,) and _is_uncounted(fact):
            yield Difference("count", str(claim.count), "several", added=True)
    elif fact.source == "findings" and (total == 1 or _is_only_one(fact, numbers)):
        yield Difference("count", "several", "one")


def counted_at(claim: Finding) -> frozenset[str]:
    """Return the levels right behind the name of what a claim counts ("four lesions in segment 5"), none where they are those
    of one of them ("three lesions, the largest in segment 5") or the first of several places ("two foci, at T10 and in the
    ilium").
    """
    name, level = claim.marks.get("concept", (0, 0))[1], claim.marks.get("level", (0, 0))[0]
    start, end = (claim.marks.get(mark, (0, 0))[at] - claim.span[0] for mark, at in (("level", 1), ("anatomy", 0)))
    listed = " and " in claim.text[max(0, start) : max(0, end)] or counts_elsewhere(claim)
    return claim.levels if 0 < level - name <= _NEXT_TO and not listed else frozenset()


def counts_elsewhere(claim: Finding) -> bool:
    """Say whether a number also counts what is in a place behind the level of a claim ("two foci, at L3 and in the ilium")."""
    count, level = (claim.marks.get(mark, (0, 0))[1] for mark in ("count", "level"))
    return 0 < count < level and _AND_IN.match(claim.text, max(0, level - claim.span[0])) is not None


def _is_of_one_vertebra(fact: Finding) -> bool:
    one = len(fact.levels) == 1 and all(level[0] in "CTL" and level[1:].isdigit() for level in fact.levels)
    return one and fact.anatomy <= _OF_VERTEBRA and "fracture" in lexicon().kinds(fact.concept)


def is_counted_there(claim: Finding) -> bool:
    """Say whether the place or side of a claim stands beside the name of what it counts ("two hepatic cysts", "two nodules in
    the left lobe"), and is not that of one of them ("two nodules, the larger in the left lobe") or the first of several.
    """
    begin, end = claim.marks.get("concept", (0, 0))
    start = min((claim.marks[mark][0] for mark in ("side", "anatomy") if mark in claim.marks), default=0)
    if claim.marks.get("count", (end, end))[1] <= start < begin:
        return True
    return 0 < start - end <= _IN_THE and _LINKED.match(claim.text, max(0, end - claim.span[0])) is not None


def rating_of(claim: Finding) -> str | None:
    """Return the reporting category of the lesions that a claim counts, if it stands before their name ("two LR-5 lesions")."""
    first, score, name = (claim.marks.get(mark, (0, 0))[0] for mark in ("count", "score", "concept"))
    ratings = [each for each in claim.descriptors if each.partition(":")[0].endswith("rads")]
    return ratings[0] if len(ratings) == 1 and first < score < name else None


def _is_of_supply(claim: Finding) -> bool:
    """Say whether a number counts what a finding comes from or through ("an endoleak by a pair of lumbar arteries")."""
    start = claim.marks.get("count", claim.span)[0] - claim.span[0]
    return _THROUGH.search(claim.text[: max(0, start)]) is not None


def _is_of_listed(claim: Finding) -> bool:
    """Say whether the number of a claim is that of some among the bones it lists before ("fractures of ribs 4 to 8, two
    segmental").
    """
    listed, number, level = _listed(claim), claim.marks.get("count"), claim.marks.get("level")
    behind = number is not None and level is not None and level[1] <= number[0]
    return behind and listed is not None and isinstance(claim.count, int) and claim.count < listed


def number_of(fact: Finding) -> int | None:
    """Return how many lesions a fact speaks of: as it says or lists, or one for "a nodule"; None where it leaves that open, and
    0 for the item of a list whose lesions were counted before.
    """
    if fact.count in (None, 1) and (ones := len(_ONE_EACH.findall(fact.text))) >= _SEVERAL:
        return ones
    if _is_item(fact):
        return 0
    if fact.count is not None:
        return fact.count if isinstance(fact.count, int) else _listed(fact)
    if (listed := _listed(fact)) is not None:
        return listed
    if _is_of_one_vertebra(fact) or _is_focus(fact) or _NUMBERED.match(fact.text):
        return 1
    before = fact.text[: _start(fact)]
    if (each := len(_EACH.findall(before))) >= _SEVERAL and _is_singular(fact):
        return each  # "a 4 mm and a 6 mm nodule"
    told_once = _is_singular(fact) and (_ONE.search(before) or (_NEW.search(before) and not _is_massed(fact)))
    told_once = told_once or (_is_single(fact) and _AGAIN.search(before))
    return 1 if told_once or (_is_single(fact) and _is_measured(fact)) else None


class ToldBefore:
    """What the facts before one in the text tell, put together, to see whether it only goes on about one of them."""

    def __init__(self) -> None:
        self._names: set[Span] = set()
        self._concepts: dict[Span, set[str]] = {}
        self._sides: set[str | None] = set()
        self._places: set[str] = set()
        self._sure = False

    def has(self, fact: Finding) -> bool:
        """Say whether a fact only tells more of one lesion ("an adrenal nodule ... the nodule loses signal")."""
        if fact.count is not None or not self._sides:
            return False
        if fact.marks.get("concept") in self._names:
            return self._places.issuperset(fact.levels)
        if fact.laterality is not None and fact.laterality not in self._sides:
            return False
        doubtful = fact.certainty != "definite" and not fact.sizes
        if told := self._concepts.get(fact.span):
            return fact.concept not in told and doubtful
        elsewhere = not self._places.issuperset(fact.anatomy | fact.levels)
        if "referred" in fact.marks or (doubtful and self._sure and not elsewhere and not _FURTHER.search(fact.text)):
            return True
        if not _is_singular(fact) or not _AGAIN.search(fact.words_before()):
            return False
        return not elsewhere or not (fact.sizes or _PLACED.match(fact.text, max(0, fact.marks["concept"][1] - fact.span[0])))

    def add(self, fact: Finding) -> None:
        """Take a fact in."""
        if "concept" in fact.marks:
            self._names.add(fact.marks["concept"])
        self._concepts.setdefault(fact.span, set()).add(fact.concept)
        self._sides.add(fact.laterality)
        self._places |= fact.anatomy | fact.levels
        self._sure = self._sure or fact.certainty == "definite"


def names_stones(fact: Finding) -> bool:
    """Say whether a fact only names the disease of which its sentence tells the stone ("urolithiasis with a stone")."""
    return fact.count is None and _STONES.fullmatch(fact.words_of()) is not None


def _is_measured(fact: Finding) -> bool:
    """Say whether a fact gives the size of its lesion, and not how large the largest of several is."""
    return [size.role for size in fact.sizes if size.quantity == "size" and size.role != "prior"] == ["current"]


def lengths_of(fact: Finding) -> int:
    """Return how many lengths the sizes of a fact are given with: those along named axes are given one by one."""
    return sum(len(size.values) if len(size.axes) > 1 else 1 for size in fact.sizes)


def tells_more(fact: Finding, measured: int) -> bool:
    """Say whether the statement of a fact gives more lengths than those `measured`: it may tell of a further lesion by another
    name ("a polyp of 6 mm and another polypoid lesion of 4 mm").
    """
    return fact.count is None and len(_LENGTH.findall(fact.text)) > max(measured, 1)


def _is_focus(fact: Finding) -> bool:
    """Say whether a fact is an uptake in one place ("a new focus of intense uptake in the ilium", "focal activity at T10")."""
    uptake = "tracer_uptake" in lexicon().kinds(fact.concept) and fact.source == "findings"
    return uptake and len(fact.levels) < 2 and fact.laterality != "bilateral" and _FOCUS.search(fact.text) is not None


def _is_item(fact: Finding) -> bool:
    """Say whether a fact has its name from the head of its list ("Four metastases. Segment II 2.1 cm.")."""
    return fact.count == 1 and "concept" not in fact.marks and fact.source == "findings"


def _is_entry(fact: Finding) -> bool:
    """Say whether a fact has its name from the title of its list ("Nodules:"), of whose items the draft may count some."""
    return fact.count == 1 and fact.marks.get("concept", fact.span)[0] < fact.span[0]


def _start(fact: Finding) -> int:
    return max(0, fact.marks.get("concept", (0, 0))[0] - fact.span[0])


def _is_singular(fact: Finding) -> bool:
    start, end = fact.marks.get("concept", (0, 0))
    word = fact.text[_start(fact) : max(0, end - fact.span[0])].split()[-1:]
    return bool(word) and end > start and not is_plural(word[0])


def is_plural(word: str) -> bool:
    """Say whether a noun is told to be of several, as in "single cysts", which are a few."""
    return word.endswith(_LATIN) or (word.endswith("s") and not word.endswith(_SINGULAR))


def _is_single(fact: Finding) -> bool:
    """Say whether a fact names one lesion, with an article or without ("old lacune in the thalamus"), and no mass noun nor a
    further one.
    """
    if (
        fact.count is not None
        or len(fact.levels) > 1
        or (len(fact.anatomy) > 1 and " and " in fact.text)
        or fact.laterality == "bilateral"
    ):
        return False
    if _FURTHER.search(fact.text):
        return False
    counted = not _is_massed(fact) or _PARTLY.search(fact.words_before()) is not None
    return _is_singular(fact) and counted and fact.source == "findings"


def _is_only_one(fact: Finding, numbers: Sequence[int | None]) -> bool:
    """Say whether a fact names one lesion, and is all that the source tells of it."""
    spread = fact.words_of().lower().endswith(("opacity", "density")) and _SPREAD.search(fact.words_before())
    many = _OF_ALL.search(fact.text) or _BEFORE.search(fact.text[: _start(fact)])
    one = len(numbers) == 1 and numbers[0] in (None, 1) and not spread and not many
    return one and _is_single(fact) and not tells_more(fact, lengths_of(fact))


def _is_uncounted(fact: Finding) -> bool:
    """Say whether a fact tells of several in the plural, one place and no length that would count them."""
    words = fact.words_of().split()[-1:]
    one_place = len(fact.anatomy) < _SEVERAL and len(fact.levels) < _SEVERAL and fact.laterality != "bilateral"
    return bool(words) and is_plural(words[0].lower()) and one_place and not fact.sizes and not _LENGTH.search(fact.text)


def _is_massed(fact: Finding) -> bool:
    """Say whether the name of a fact is no noun of which there are several ("edema", "opacification")."""
    words = fact.text[: max(0, fact.marks.get("concept", (0, 0))[1] - fact.span[0])].lower().split()
    return not words or (words[-1].endswith(_MASSED) and words[-1] not in _COUNTABLE)


def _listed(fact: Finding) -> int | None:
    """Return the number of bones or discs that a fact lists one by one ("ribs 9 to 11" are three), None where it lists none."""
    bones = [level for level in fact.levels if level.startswith(_COUNTED) or _VERTEBRA.match(level)]
    others = fact.anatomy - {"rib", "vertebra", "spine", "bone", "metatarsal", "metacarpal", "intervertebral_disc"}
    return len(bones) if len(bones) == len(fact.levels) > 1 and not others else None
