"""Words of doubt before and behind a finding, and what they leave of it."""

from __future__ import annotations

import pytest

from overread.checking import over_read
from overread.study import Study

_BEFORE = {
    "possible": (
        "possible, questionable, equivocal, doubtful, dubious, uncertain, conceivable, debatable, potential, putative, "
        "queried, unproven, unconfirmed, inconclusive, tentative, hypothetical, perhaps, maybe, possibly, conceivably, "
        "questionably, suspicion of, possibility of, question of, doubt about, hint of, cannot exclude, may be, "
        "might represent, DD, D/D"
    ),
    "probable": (
        "probable, suspected, presumed, presumptive, likely, most likely, apparently, seemingly, "
        "suggestive of, suspicious for, concern for, evocative of, pointing to, speaking for, believed to be, thought to be, "
        "appears to be, seems to be"
    ),
}
_BEHIND = {
    "possible": (
        "is possible, questionable, is doubtful, doubtful, is dubious, is uncertain, uncertain, is conceivable, is unclear, "
        "remains open, unproven, is unconfirmed, cannot be excluded, not reliably excluded, "
        "can neither be confirmed nor excluded, "
        "neither confirmed nor ruled out, cannot be confirmed, cannot be established, cannot be diagnosed with certainty, "
        "is not certain, not assured, cannot be verified, not reliably identified, cannot be assessed, is in doubt, "
        "diagnosis uncertain, with low confidence, is a remote possibility"
    ),
    "probable": "is probable, suspected, is very likely, is presumed",
}
_UNLIKELY = "unlikely, is improbable, is rather unlikely"


def _rows(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(word, certainty) for certainty, words in table.items() for word in words.split(", ")]


def _read(impression: str) -> tuple[str, str]:
    claims = over_read(Study(id="1", findings="No fracture.", impression=impression)).claims
    return next((one.finding.presence, one.finding.certainty) for one in claims if one.finding.concept == "splenic_infarct")


@pytest.mark.parametrize(("word", "certainty"), _rows(_BEFORE))
def test_a_word_of_doubt_before_a_finding(word: str, certainty: str) -> None:
    assert _read(f"Wedge-shaped lesion, {word} splenic infarct.") == ("present", certainty)


@pytest.mark.parametrize(("word", "certainty"), _rows(_BEHIND))
def test_a_word_of_doubt_behind_a_finding(word: str, certainty: str) -> None:
    assert _read(f"Splenic infarct {word}.") == ("present", certainty)


@pytest.mark.parametrize("word", _UNLIKELY.split(", "))
def test_what_is_unlikely_is_doubtfully_absent(word: str) -> None:
    assert _read(f"Splenic infarct {word}.") == ("absent", "probable")


@pytest.mark.parametrize(
    "impression",
    [
        "Splenic infarct of uncertain significance.",
        "The cause of the splenic infarct is unclear.",
        "Splenic infarct, source most likely the heart.",
        "Splenic infarct of doubtful clinical relevance.",
    ],
)
def test_a_doubt_of_what_it_comes_from_leaves_the_finding_sure(impression: str) -> None:
    assert _read(impression) == ("present", "definite")
