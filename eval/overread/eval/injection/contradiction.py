"""A draft that contradicts itself."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

from overread.eval.edits import added
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import matches, sentences, stated_within
from overread.study import Study

_DENIALS = {
    "pneumothorax": "No pneumothorax.", "effusion": "No pleural effusion.", "opacity": "No focal airspace opacity.",
    "consolidation": "No consolidation.", "atelectasis": "No atelectasis.", "cardiomegaly": "The heart is normal in size.",
    "nodule": "No pulmonary nodule.", "mass": "No mass.", "fracture": "No fracture.", "adenopathy": "No lymphadenopathy.",
    "hydronephrosis": "No hydronephrosis.", "ascites": "No ascites.", "stone": "No calculus.", "tear": "No tear.",
    "granuloma": "No granuloma.", "hernia": "No hernia.", "degenerative": "No degenerative changes.", "scar": "No scarring.",
    "hemorrhage": "No hemorrhage.", "infarct": "No infarct.", "emphysema": "No emphysema.", "edema": "No edema.",
    "cyst": "No cyst.",
}  # fmt: skip
_OF_LUNG = r"(?=.*\b(?:lung|pulmonary|pleural|subpleural|fissur\w+|lingula\w*|(?:upper|middle|lower) lobe))"
_SAME_THING = {
    "emphysema": r"(?<!subcutaneous )\bemphysema", "opacity": r"\bair ?-?space|\bfocal\b|\binfiltrat",
    "nodule": rf"{_OF_LUNG}.*\bnodules?\b", "adenopathy": r"adenopathy|\benlarged", "scar": r"\bscar",
    "degenerative": r"\bdegenerative change|\bosteophyt|\bspondylo",
    "granuloma": r"\bgranuloma(?:s|ta)?\b", "mass": r"\bmass",
    "edema": r"edema", "cyst": r"\bcysts?\b|\bcystic (?:lesion|formation|mass)", "atelectasis": r"atelect",
}  # fmt: skip
_NARROW = re.compile(
    r"\b(?:joint|pericardial|knee|soft tissues?|bone|marrow|prepatellar|status post|old|healed|chronic|thyroid|breasts?|"
    r"pituitary|follow[- ]?up|aspiration)\b",
    re.IGNORECASE,
)


@error_type("contradiction", ("internal_contradiction", "negation"))
def contradict(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts that state a finding outright and deny it in one more statement; both statements are marked.

    The sentence must name what is denied, not only kin of it, and no heading may make the denial one of another organ.
    """
    stated = sentences(draft)
    for sentence in stated if stated and stated[-1].label is None else ():
        if matches(vocabulary().hedge, sentence.text) or _NARROW.search(sentence.text):
            continue
        for finding in sorted(sentence.asserted & _DENIALS.keys()):
            if finding in _SAME_THING and not matches(_SAME_THING[finding], sentence.text):
                continue
            if not stated_within(draft, finding, asserted=False) and stated_within(study.findings, finding):
                edit = added(draft, _DENIALS[finding])
                yield replace(edit, spans=(sentence.span, *edit.spans))
