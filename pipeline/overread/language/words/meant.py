"""Words that mean another thing beside what they are said of: a "dislocated" fracture is a displaced one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from overread.language.lexicon import lexicon

if TYPE_CHECKING:
    from overread.language.words.ellipsis import Match
    from overread.language.words.reading import Item
    from overread.language.words.tokens import Token

FIGURE = "\N{NUMBER SIGN}"
"""The word that stands for a figure."""
ENDING_NOUN = frozenset(", . ; ) ( with along over measuring measure up of causing is has are now and".split())
"""The words before which a noun phrase has ended."""
_BEFORE_VALUES = {
    **dict.fromkeys(("post void", "post micturition", "post voiding", "post mic", "post mict"), "post void residual"),
    **dict.fromkeys(("pre void", "pre micturition", "pre voiding", "pre mic", "pre mict"), "pre void volume"),
}
_DISPLACED = {
    "dislocated": "displaced", "dislocation": "displacement", "undislocated": "undisplaced", "nondislocated": "nondisplaced",
}  # fmt: skip
_CANCERS = frozenset("malignancy tumor cancer neoplasm carcinoma".split())
_DOUBTED = frozenset("for of . , )".split())
_READ_ANEW = frozenset({*_DISPLACED, "met", "suspect", "suspicious"})
_PIECES = frozenset("fracture fragment tear flap lesion osteotomy avulsion fractured piece splinter segment rupture".split())
_JOINED = frozenset(
    "joint shoulder elbow wrist hip knee ankle head patella lunate condyle mandible lens incus ossicle facet implant "
    "prosthesis arthroplasty cup liner talus hemipelvis finger toe jaw thumb vertebra".split()
)
_ENDS = frozenset(". ; : and or with without from at as is are no / due after also".split())
_SENTENCE_ENDS = frozenset(". ;".split())
_SLIGHT = frozenset("slight minimal mild minor marked discrete considerable significant moderate severe relevant".split())
_OF = frozenset("of the a an its main large small free medial lateral cranial caudal bony osseous".split())
_NAMING = frozenset({"sign", "ratio"})
_MEASURES = frozenset({"diameter", "volume", "uptake", "signal", ")"})
_PER = frozenset({"/", ":", "to", "-"})
_OF_SIGN = frozenset({"of", "for"})
_ASKED = frozenset("criterion criteria threshold requirement definition condition".split())
_ORGANS = frozenset("spleen liver kidney prostate thyroid uterus heart pancreas thymus pituitary ovary testis tonsil".split())
_VESSELS = frozenset(
    "femoral radial iliac tibial ulnar brachial popliteal subclavian axillary renal peroneal basilic cephalic".split()
)
_VESSEL_OF = {
    **dict.fromkeys(
        "pseudoaneurysm aneurysm stent occlusion stenosis dissection endarterectomy angioplasty embolus".split(), "artery"
    ),
    **dict.fromkeys(("dvt", "phlebitis", "thrombophlebitis"), "vein"),
}
"""Which of the vessels of its name a word means before a finding."""
_WALLS = {
    "anterior": "anterior wall of the left ventricle",
    "inferior": "inferior wall of left ventricle",
    "lateral": "lateral wall of left ventricle",
}
_BETWEEN_WALLS = frozenset("and , / mid basal apical septal wall anteroseptal inferoseptal inferolateral anterolateral".split())
_OF_WALLS = frozenset(
    "akinesis akinesia akinetic hypokinesis hypokinesia hypokinetic dyskinesis dyskinetic infarct infarction myocardial "
    "stemi".split()
)
_LOWERED = frozenset("reduced decreased impaired depressed diminished compromised lowered".split())
_HOW_FAR = frozenset("not to mild moderate severe now also still at least more".split())
_COPULAS = frozenset("is are was were remain remains appear appears".split())
_OF_HEART = frozenset("lv rv ventricular ventricle ventricles biventricular systolic diastolic heart cardiac".split())
_UNDERSTOOD = frozenset({"primary", FIGURE, "increased", "small"}) | _LOWERED | _VESSELS | frozenset(_WALLS)
"""The words that may mean something else in their company."""
_ENDING_SIZE = frozenset({"for", "to", "in", "amount"})
_BEFORE_ORGAN = frozenset({"the", "left", "right", "both"})
_COMPARING = frozenset("since compared comparison interval previous previously prior before now than from".split())
_AHEAD = 7
_BACK = 12


def as_meant(words: list[str]) -> list[str]:
    """Return the words of a text with those that mean another thing where they stand as the words for that thing."""
    meant = [place for place, word in enumerate(words) if word in _READ_ANEW]
    if not meant:
        return words
    found = [*words]
    for place in meant:
        if words[place] == "met":
            found[place] = "fulfilled" if _ASKED.intersection(_before(words, place)) else "met"
        elif words[place] in _DISPLACED:
            found[place] = _DISPLACED[words[place]] if _is_of_piece(words, place) else words[place]
        elif place and words[place - 1] in _CANCERS and _after(words, place) not in _DOUBTED:
            found[place - 1 : place + 1] = ["suspicious", "suspicious"]
    return found


def understood(words: Sequence[str]) -> list[Match]:
    """Return what words mean only in their company: a tumour that is "the left upper lobe primary", a volume "pre-void 480 ml",
    an organ "of increased size" or one that "is small".
    """
    found: list[Match] = []
    if _UNDERSTOOD.isdisjoint(words):
        return found
    phrases = lexicon().phrases
    for place, word in enumerate(words):
        if word not in _UNDERSTOOD:
            continue
        if word == "primary" and place and _after(words, place) in ENDING_NOUN:
            found.append((place, place + 1, phrases["primary tumor"]))
        elif word == FIGURE and place > 1 and (name := _BEFORE_VALUES.get(f"{words[place - 2]} {words[place - 1]}")):
            found.append((place - 2, place, phrases[name]))
        elif word == "increased" and _is_large(words, place):
            found.append((place, place + 3, phrases["enlargement"]))
        elif word == "small" and _is_of_organ(words, place):
            found.append((place, place + 1, phrases["atrophy"]))
        elif word in _VESSELS and (kind := _VESSEL_OF.get(_after(words, place))) and f"{word} {kind}" in phrases:
            found.append((place, place + 1, phrases[f"{word} {kind}"]))
        elif word in _WALLS and _is_wall(words, place):
            found.append((place, place + 1, phrases[_WALLS[word]]))
        elif word in _LOWERED and (name := _lowered_function(words, place)):
            found.append((place, place + 1, phrases[name]))
    return found


def _is_wall(words: Sequence[str], place: int) -> bool:
    """Say whether a direction is of the wall of the heart that does not move or is scarred ("anterior and apical akinesis")."""
    end = place + 1
    while end < len(words) and (words[end] in _WALLS or words[end] in _BETWEEN_WALLS):
        end += 1
    if end < len(words) and words[end] in ("infarct", "infarction"):
        return words[place] != "lateral"  # which the brain has too
    return end < len(words) and words[end] in _OF_WALLS


def _lowered_function(words: Sequence[str], place: int) -> str:
    """Return what a ventricle has whose function a verb calls reduced ("LV systolic function is mildly reduced"), "" where none
    is told of.
    """
    before = _before(words, place)
    verb = next((at for at, word in enumerate(before) if not word.endswith("ly") and word not in _HOW_FAR), len(before))
    subject = before[verb + 1 :]
    subject = subject[: subject.index(",")] if "," in subject and "its" not in subject[:3] else subject
    if before[verb : verb + 1] == [] or before[verb] not in _COPULAS or "function" not in subject:
        return ""
    if _OF_HEART.isdisjoint(subject):
        return ""
    return "diastolic dysfunction" if "diastolic" in subject else "systolic dysfunction"


def _is_of_organ(words: Sequence[str], place: int) -> bool:
    """Say whether "small" tells how large an organ is ("the left kidney is small", "a small spleen, normal liver")."""
    organ = next((word for word in words[place + 1 : place + 3] if word not in _BEFORE_ORGAN), "")
    if organ in _ORGANS:
        return _after(words, words.index(organ, place)) in ENDING_NOUN
    before = _before(words, place)
    if (
        before[:1] not in (["is"], ["are"])
        or before[1:2] == []
        or before[1] not in _ORGANS
        or _after(words, place) in _ENDING_SIZE
    ):
        return False
    outer = next((word for word in before[2:] if word not in _BEFORE_ORGAN), ",")
    return outer in (",", "and", "but", "while")


def _is_large(words: Sequence[str], place: int) -> bool:
    """Say whether "increased size of" an organ tells how large it is, and not that it has grown."""
    if words[place + 1 : place + 3] not in (["size", "of"], ["volume", "of"]):
        return False
    around = words[max(0, place - _AHEAD) : place + _BACK]
    organ = next((word for word in words[place + 3 : place + _AHEAD] if word not in _BEFORE_ORGAN), "")
    return organ in _ORGANS and _COMPARING.isdisjoint(around)


def _after(words: Sequence[str], place: int) -> str:
    return words[place + 1] if place + 1 < len(words) else "."


def _before(words: Sequence[str], place: int) -> list[str]:
    """Return the words before a place within its sentence, the nearest first."""
    before: list[str] = []
    for word in reversed(words[max(0, place - _BACK) : place]):
        if word in _SENTENCE_ENDS:
            break
        before.append(word)
    return before


def _is_of_piece(words: Sequence[str], place: int) -> bool:
    """Say whether a fracture, a fragment or a flap is what is dislocated, and not a joint."""
    word, after = words[place], words[place + 1 : place + 1 + _AHEAD]
    before = _before(words, place)
    if word == "dislocation":
        if after[:1] == ["of"]:
            return _is_first(_PIECES, _within([part for part in after[1:] if part not in _OF]))
        if before[:1] in (["fracture"], ["and"], ["or"], ["/"], ["joint"]) or not _PIECES.intersection(before):
            return False
        measured = before[0] == FIGURE or after[:2] in (["by", FIGURE], ["of", FIGURE])
        return measured or (before[0] in _SLIGHT and _is_first(_PIECES, before))
    if word in ("undislocated", "nondislocated"):
        return True
    named = _within(after)
    if not _PIECES.isdisjoint(named):
        return True
    return _JOINED.isdisjoint(named) and before[:1] != ["and"] and _is_first(_PIECES, before)


def _within(words: Sequence[str]) -> list[str]:
    """Return the words up to the first that ends a noun phrase."""
    end = next((place for place, word in enumerate(words) if word in _ENDS or word == ","), len(words))
    return [*words[:end]]


def _is_first(wanted: frozenset[str], words: Sequence[str]) -> bool:
    """Say whether one of some words stands before any joint or bone that can be dislocated itself."""
    return next((word in wanted for word in words if word in wanted or word in _JOINED), False)


def without_signs(items: list[Item], tokens: list[Token]) -> list[Item]:
    """Return items without the places that only name a sign or a ratio ("double PCL sign", "RV/LV ratio 1.4"), which say
    nothing of the place.
    """
    named = (place for place, token in enumerate(tokens) if token.norm in _NAMING and place)
    signs = [place for place in named if tokens[place].norm == "ratio" or not _is_of(tokens, place)]
    if not signs:
        return items
    parts = {part for place in signs for part in _names_of(tokens, place)}
    return [item for item in items if item.last - 1 not in parts or not _is_place(item)]


def _is_of(tokens: Sequence[Token], place: int) -> bool:
    return place + 1 < len(tokens) and tokens[place + 1].norm in _OF_SIGN


def _names_of(tokens: Sequence[Token], place: int) -> list[int]:
    """Return where the last words of what a sign or a ratio is named by stand: the ratio by two ("RV/LV diameter ratio")."""
    last = place - 1
    if tokens[place].norm == "sign":
        return [last]
    while last > 0 and tokens[last].norm in _MEASURES:
        last -= 1
    return [last, last - 2] if last > 1 and tokens[last - 1].norm in _PER else []


def _is_place(item: Item) -> bool:
    return all(entry.category == "anatomy" for entry in item.entries)
