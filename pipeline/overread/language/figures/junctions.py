"""Discs that reports call by the junction of two parts of the spine: the lumbosacral disc is that of L5 and S1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.language.figures.categories import Level

_DISCS = {"lumbosacral": "L5-S1", "thoracolumbar": "T12-L1", "cervicothoracic": "C7-T1"}
_JUNCTION = re.compile(
    rf"\b(?P<name>{'|'.join(_DISCS)})(?= (?:intervertebral )?(?:dis[ck]|interspace|motion segment)\b)", re.IGNORECASE
)


def junction_discs(text: str, lower: str) -> Iterator[Level]:
    """Yield the level of every disc that is called by its junction."""
    for match in _JUNCTION.finditer(text) if any(map(lower.__contains__, _DISCS)) else ():
        yield Level("level", frozenset({_DISCS[match["name"].lower()]}), match.span("name"))
