from __future__ import annotations

from collections.abc import Sequence

import pytest

from overread.eval.judges import JUDGES
from overread.eval.judges.overlap import share_covered
from overread.eval.judges.profiles import Profile, comparing
from overread.study import Study

STUDY = Study("s", "Small left pleural effusion. No pneumothorax. 8 mm nodule in the right upper lobe.")


@pytest.mark.parametrize(
    ("statement", "share"),
    [("Small left pleural effusion", 1.0), ("Large left pleural effusion", 0.75), ("Hiatal hernia", 0.0), ("", 1.0)],
)
def test_overlap_is_the_share_of_words_that_one_sentence_holds(statement: str, share: float) -> None:
    assert share_covered(statement, STUDY) == share


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (Profile("effusion", (0, 4), True, "left"), None),
        (Profile("effusion", (0, 4), True, "right"), "laterality"),
        (Profile("effusion", (0, 4), False), "negation"),
        (Profile("effusion", (0, 4), True, None, (9.0,)), "measurement"),
        (Profile("hernia", (0, 4)), "invented_finding"),
    ],
)
def test_a_peers_findings_are_compared_in_the_plainest_way(claim: Profile, expected: str | None) -> None:
    def read(text: str) -> Sequence[Profile]:
        return [claim] if text == "draft" else [Profile("effusion", (0, 4), True, "left", (8.0,))]

    review = comparing(read)(Study("s", "source", impression="draft"))
    assert [flag.type for flag in review.flags] == ([expected] if expected else [])
    assert review.claims[0].status == ("contradicted" if expected else "supported")


@pytest.mark.parametrize(
    ("judge", "draft", "expected"),
    [
        ("word_overlap", "Small left pleural effusion.", set()),
        ("word_overlap", "Hiatal hernia.", {"invented_finding"}),
        ("negspacy", "No effusion.", {"negation"}),
        ("negspacy", "Left effusion.", set()),
        ("openmed", "Right pleural effusion.", {"laterality"}),
        ("openmed", "Left pleural effusion.", set()),
        ("radreport", "Pneumothorax.", {"negation"}),
        ("radreport", "9 mm nodule.", {"measurement"}),
        ("overread", "Right pleural effusion.", {"laterality"}),
    ],
)
@pytest.mark.filterwarnings("default::DeprecationWarning", "default::UserWarning", "default::FutureWarning")
def test_every_judge_reviews_in_the_same_terms(judge: str, draft: str, expected: set[str]) -> None:
    review = JUDGES[judge]()(Study("s", STUDY.findings, impression=draft))
    said = {flag.type for flag in review.flags if flag.span is not None}
    assert said == expected
    assert all(draft[slice(*flag.span)] == flag.text for flag in review.flags if flag.span)
