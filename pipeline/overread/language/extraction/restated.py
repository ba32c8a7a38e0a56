"""A sentence that names the finding before it anew, and goes on about that ("Thrombus is occlusive")."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Finding, Span
from overread.language.lexicon import lexicon
from overread.language.places import touches

_GOES_ON = re.compile(
    r"(?:,\s*(?:which|that)\b[^,.;:]*,)?\s+(?:lines? )?"
    r"(?:(?P<reach>(?:(?:is|are) )?(?:straddl|abutt|cross|reach|involv|invad|extend|travers)ing|"
    r"extend(?:s|ed)?|involve[sd]?|reache[sd]|abut(?:s|ted)|crosse[sd]|continue[sd]|traverse[sd]|occlude[sd]|invade[sd]|"
    r"straddle[sd])|is|are|was|were|appear(?:s|ed)?|measure[sd]?|contain(?:s|ed)?|ha[sd]|show(?:s|ed)|demonstrate[sd]|"
    r"remain(?:s|ed)?|displace[sd]|enhance[sd]|spare[sd]?|cause[sd]?)\b"
    r"(?!\s+(?:seen|noted|identified|present|again|visuali[sz]ed|demonstrated|also|evident|found|another)\b)",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(?<![usi])s$|i$|ae$")


def restated(previous: list[Finding], found: list[Finding], heading: Span | None) -> list[Finding] | None:
    """Return the findings so far with what a sentence that names the last one anew says of it.

    None where it may be another one: on the other side, at another level, in another place that it does not extend to.
    """
    again = found[0] if found else None
    if again is None or again.presence == "absent" or again.count:
        return None
    kinds = lexicon().kinds
    host = next((one for one in reversed(previous) if again.concept in kinds(one.concept)), None)
    if host is None or host.source == "impression" or (heading and heading[0] > host.span[0]):
        return None
    if host.presence == "absent" or (again.sizes and host.sizes):
        return None
    if again.laterality not in (None, host.laterality or again.laterality) or (again.levels and not again.levels & host.levels):
        return None
    start, end = again.marks.get("concept", again.span)
    opening = again.text[: start - again.span[0]].strip().lower()
    verb = _GOES_ON.match(again.text, end - again.span[0])
    several = _PLURAL.search(again.text[: end - again.span[0]]) is not None and not opening
    if opening not in ("", "the", "this") or several or verb is None:
        return None
    if not verb["reach"] and again.anatomy and host.anatomy and not touches(again.anatomy, host.anatomy):
        return None
    return [*(_with(one, again) if one is host else one for one in previous), *found[1:]]


def with_the_device(found: list[Finding]) -> list[Finding]:
    """Return the findings of a sentence with what it says of "the device" told of the one it names before ("a pacemaker, with
    the device on the left").
    """
    for place, again in enumerate(found):
        if again.concept != "device" or again.presence == "absent":
            continue
        start = again.marks.get("concept", again.span)[0] - again.span[0]
        if again.text[:start].lower().split()[-1:] not in (["the"], ["its"]):
            continue
        named = (one for one in found[:place] if one.concept != "device" and "device" in lexicon().kinds(one.concept))
        host = next((one for one in named if one.presence == "present" and one.laterality in (None, again.laterality)), None)
        if host is not None and again.laterality:
            return [_with(one, again) if one is host else one for one in found if one is not again]
    return found


def _with(host: Finding, again: Finding) -> Finding:
    return replace(
        host,
        anatomy=host.anatomy | again.anatomy,
        laterality=host.laterality or again.laterality,
        sizes=host.sizes + again.sizes,
        severity=host.severity or again.severity,
        change=host.change or again.change,
        descriptors=host.descriptors | again.descriptors,
        words=host.words | again.words,
        marks={**again.marks, **host.marks},
    )
