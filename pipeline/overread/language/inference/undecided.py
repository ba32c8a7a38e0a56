"""What a source leaves open of a finding, and what it reads it as itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.denials.belying import is_innocent
from overread.language.comparison.facts.facts import Facts
from overread.language.inference.whereabouts import licenses
from overread.language.lexicon import lexicon
from overread.review import Difference

_LOW = frozenset({"birads:1", "birads:2", "birads:3"})
_UNDECIDED = re.compile(
    r"(?<!age )\bindeterminate\b(?!\s+age)|too small to characteri[sz]e|not characteri[sz]ed|nonspecific", re.IGNORECASE
)
_BENIGN = re.compile(
    r"\b(?:benign(?!\s+prostat)|reactive|physiologic\w*|post-?inflammatory|fatty hil\w+|"
    r"inflammatory (?:appear\w+|morpholog\w+|look|natur\w*|aspect|character\w*|origin))\b",
    re.IGNORECASE,
)
_GRAVE = re.compile(r"\b(?:malignan|suspici|suspect|metasta|cancer|carcino|tumou?r|neoplas|lymphom|sarcom)", re.IGNORECASE)
_REACTIVE = re.compile(r"\b(?:reactive|sympathetic|sterile|aseptic|non-?infect\w+)\b", re.IGNORECASE)


def is_decided(fact: Finding) -> bool:
    """Say whether a source leaves nothing open of what a finding is ("indeterminate", "too small to characterise")."""
    return _UNDECIDED.search(fact.text) is None


def is_read_as_benign(claim: Finding, fact: Finding, facts: Facts) -> bool:
    """Say whether the sentence of a finding reads it as something else than the tumour that a claim makes of it, or as a mere
    reaction where the claim makes it an infection.
    """
    kinds = lexicon().kinds
    if "infection" in kinds(claim.concept) and _REACTIVE.search(fact.text):
        return True
    if "malignancy" not in kinds(claim.concept) or fact.source != "findings":
        return False
    if _is_rated_low(fact, facts) or is_called_benign(fact) or is_innocent(fact):
        return True
    mates = [mate for mate in facts.sentences.get(fact.sentence, ()) if mate.span == fact.span]
    if any("benign" in mate.descriptors and mate.presence == "present" for mate in mates):
        return True
    read = [mate for mate in mates if mate.certainty == "probable"]
    own = kinds(fact.concept)
    return any(
        mate.presence == "present"
        and mate.kind == "finding"
        and (mate is fact or mate.concept not in own)
        and "malignancy" not in kinds(mate.concept)
        for mate in read
    )


def is_called_benign(fact: Finding) -> bool:
    """Say whether the clause of a finding calls it benign, reactive or of inflammatory look, and nothing in it suspicious."""
    return _BENIGN.search(fact.text) is not None and _GRAVE.search(fact.text) is None


_SEEN = frozenset({"opacity", "lung_opacity", "lesion", "bone_lesion", "mass", "nodule"})
"""What may be read as one disease or another."""
_WIDE = frozenset({"abnormality", "opacity", "lung_opacity", "lesion", "device"})


def is_explained(claim: Finding, fact: Finding, facts: Facts) -> bool:
    """Say whether a source, in the same breath, reads a finding as another disease than the one a draft is sure of."""
    if claim.certainty != "definite" or fact.source != "findings":
        return False
    kinds = lexicon().kinds
    own = kinds(claim.concept) - _WIDE
    mates = (mate for mate in facts.sentences.get(fact.sentence, ()) if mate.span == fact.span and mate is not fact)
    read = [mate for mate in mates if mate.presence == "present" and mate.kind == "finding" and mate.certainty != "definite"]
    return bool(read) and fact.certainty == "definite" and all(own.isdisjoint(kinds(mate.concept)) for mate in read)


def is_read_otherwise(claim: Finding, told: Sequence[Finding]) -> bool:
    """Say whether a source reads what it tells as another disease than the one that a draft is sure of, and as none that means
    it ("opacity, likely atelectasis" for a pneumonia).
    """
    kinds = lexicon().kinds
    if claim.presence != "present" or claim.certainty != "definite":
        return False
    own = kinds(claim.concept) - _WIDE
    stated = [fact for fact in told if (fact.presence, fact.kind, fact.source) == ("present", "finding", "findings")]
    read = [fact.concept for fact in stated if fact.certainty != "definite"]
    rivals = any(_SEEN & kinds(name) & kinds(claim.concept) for name in read)
    return rivals and all(own.isdisjoint(kinds(name)) and not licenses(claim.concept, name) for name in read)


_WORRYING = frozenset({"malignant", "significant", "suspicious"})


def called_graver(claim: Finding, told: Sequence[Finding]) -> Difference | None:
    """Return the wrong look of a finding that a draft calls malignant where all that bears it out calls it benign."""
    grave = claim.descriptors & _WORRYING if claim.presence == "present" and claim.kind == "finding" else frozenset[str]()
    found = [fact for fact in told if fact.source == "findings" and fact.presence == "present"]
    if not grave or not found or any(grave & fact.descriptors or not is_called_benign(fact) for fact in found):
        return None
    return Difference("descriptor", min(grave), "benign", f"descriptor:{min(grave)}")


_LIVING = re.compile(r"\b(?:viable|recurr\w+|residual|active)\b(?:\s+[\w-]+){0,2}\s*$", re.IGNORECASE)
_CALLED_LIVING = re.compile(r"(?<!no )(?<!without )\b(?:viable|recurr\w+|residual|active)\b", re.IGNORECASE)
_TREATED = re.compile(
    r"\b(?:treated|ablat\w+|(?:chemo)?embolized|irradiated|"
    r"(?:post|after|following)[ -](?:treatment|therap\w+|radi\w+|chemo\w+))\b",
    re.IGNORECASE,
)
_SPENT = frozenset({"radiation_necrosis", "non_fdg_avid", "fibrosis", "scar"})
_LIFE = frozenset({"enhancement", "fdg_uptake", "tracer_uptake"})


def called_living(claim: Finding, told: Sequence[Finding], facts: Facts) -> Difference | None:
    """Return the overinterpretation of a tumour that a draft calls viable or recurrent, where the source only tells of the
    treated one, without enhancement or uptake, or as a scar or necrosis of the treatment (Llovet JM, Lencioni R. mRECIST for
    HCC. J Hepatol 2020;72:288-306).
    """
    if claim.presence != "present" or claim.kind != "finding" or not _LIVING.search(claim.words_before()):
        return None
    grown = {"malignancy", "metastasis"} & lexicon().kinds(claim.concept)
    if not grown or not told or not all(_is_spent(fact, facts) for fact in told):
        return None
    return Difference("overinterpretation", "viable", "treated")


def _is_spent(fact: Finding, facts: Facts) -> bool:
    """Say whether a sentence tells of a treated tumour that nothing in it calls alive."""
    mates = facts.sentences.get(fact.sentence, ()) if fact.source == "findings" else ()
    lifeless = any(
        (mate.presence == "absent" and not _LIFE.isdisjoint(lexicon().kinds(mate.concept)))
        or (mate.presence == "present" and mate.concept in _SPENT)
        for mate in mates
    )
    return lifeless and _TREATED.search(fact.text) is not None and not _CALLED_LIVING.search(fact.text)


def _is_rated_low(fact: Finding, facts: Facts) -> bool:
    """Say whether the side of a finding is rated no more than probably benign (ACR BI-RADS Atlas, 5th ed. 2013: up to 3)."""
    rated = [one for one in facts.rated(("birads",)) if one.laterality == fact.laterality and fact.laterality]
    return bool(rated) and all(one.descriptors & _LOW for one in rated)
