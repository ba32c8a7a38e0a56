"""Findings that a report only suspected and names otherwise."""

from __future__ import annotations

import pytest

from overread.language.extraction.findings import findings_in


@pytest.mark.parametrize(
    ("text", "concept", "presence", "certainty"),
    [
        ("The suspected abscess turned out to be an endometrioma.", "abscess", "absent", "definite"),
        ("The suspected abscess turned out to be an endometrioma.", "endometrioma", "present", "definite"),
        ("The suspected abscess is probably an endometrioma.", "endometrioma", "present", "probable"),
        ("The mass initially thought to be a lymphoma proved to be thymic hyperplasia.", "mass", "present", "definite"),
        ("The mass initially thought to be a lymphoma proved to be thymic hyperplasia.", "lymphoma", "absent", "definite"),
        ("The area described as pneumonia is atelectasis.", "pneumonia", "absent", "definite"),
        ("The apparent mass at the left hilum is a pulmonary vein.", "hilar_mass", "absent", "definite"),
        ("The apparent nodule is a calcified granuloma.", "nodule", "present", "probable"),
        ("The suspected abscess is unchanged.", "abscess", "present", "probable"),
        ("The suspected abscess is adjacent to an endometrioma.", "abscess", "present", "probable"),
        ("The suspected abscess is not an endometrioma.", "abscess", "present", "probable"),
        ("The suspected ovarian torsion is confirmed by absent flow.", "ovarian_torsion", "present", "definite"),
        ("The suspected ovarian torsion is not confirmed.", "ovarian_torsion", "present", "possible"),
    ],
)
def test_turned_out(text: str, concept: str, presence: str, certainty: str) -> None:
    found = [one for one in findings_in(text, "findings") if one.concept == concept]
    assert [(one.presence, one.certainty) for one in found] == [(presence, certainty)]
