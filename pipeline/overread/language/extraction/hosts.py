"""What is read of "the mass" some sentences after it was told: its nature is on its side and of its size, what surrounds it is
where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from overread.finding import Finding
from overread.language.extraction.naming.references import LESIONS
from overread.language.lexicon import lexicon

_THE_LESION = re.compile(
    r"(?:the|this) (?:[\w-]+ ){0,2}?(?:mass|lesion|nodule|tumou?r|cyst|formation|process|finding)\b(?! effect)", re.IGNORECASE
)
_AROUND = re.compile(r"(?:there (?:is|are) )?(?:\w+ )?(?:surrounding|perilesional|peritumou?ral)\b", re.IGNORECASE)
_LESIONS = LESIONS | {"malignancy"}
_REACH = 6
"""Sentences within which "the lesion" is still the one that was told of."""
_OPENING = 40


def with_hosts(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings of a section with the side, and as observed the size, of the only lesion told of in the sentences
    before, for what is later said of it ("A left mass of 4 cm. It indents the brain. The mass is most likely a meningioma.").
    """
    hosts: list[Finding] = []
    told: list[Finding] = []
    for one in found:
        hosts = [host for host in hosts if one.sentence - host.sentence <= _REACH]
        lesion = one.kind == "finding" and one.presence == "present" and _is_lesion(one)
        refers = lesion and one.source == "findings" and _THE_LESION.match(one.text) is not None
        if refers and len(hosts) == 1 and hosts[0].sentence < one.sentence:
            one = _as_of(one, hosts[0])
        elif lesion and not refers and (one.sizes or one.laterality) and not one.historical:
            hosts.append(one)
        elif hosts and hosts[-1].sentence == one.sentence - 1 and _is_around(one):
            one = replace(one, anatomy=hosts[-1].anatomy, laterality=hosts[-1].laterality)
        told.append(one)
    return told


def _is_around(one: Finding) -> bool:
    """Say whether a finding without a place opens its sentence as what surrounds the lesion told of before ("Surrounding
    edema.").
    """
    placeless = not (one.anatomy or one.laterality or one.levels) and one.source == "findings" and one.presence == "present"
    return placeless and _AROUND.match(one.text) is not None and one.text.find(one.words_of()) < _OPENING


def _is_lesion(one: Finding) -> bool:
    return not lexicon().kinds(one.concept).isdisjoint(_LESIONS)


def _as_of(one: Finding, host: Finding) -> Finding:
    """Return a finding with the side and the size of the lesion that it is, as far as it has none of its own."""
    observed = one.observed if one.sizes or one.observed else host.sizes
    return replace(one, laterality=one.laterality or host.laterality, observed=observed)
