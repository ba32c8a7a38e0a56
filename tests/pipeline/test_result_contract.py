"""A result keeps to the contract: how claims, flags, sizes and sites are printed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from overread.contract import ReviewRecord, schemas
from overread.conversion import blocked_record, record_of, result_json, site_name
from overread.finding import Finding, Quantity
from overread.review import Claim, Draft, Evidence, Flag, Review
from overread.study import Study

STUDY = Study(
    id="S1", findings="There is an 8 mm nodule in the right upper lobe.", meta={"reader": 3, "tags": ["a", {"b": None}]}
)

NODULE = Finding(
    concept="nodule",
    span=(3, 38),
    text="8 mm nodule in the right upper lobe",
    name="nodule",
    anatomy=frozenset({"upper_lobe", "lung", "chest"}),
    laterality="right",
    sizes=(Quantity((8.0,), "mm", (3, 7)),),
)


def test_a_result_reads_as_the_contract_prints_it() -> None:
    evidence = Evidence("findings", (12, 47), "8 mm nodule in the right upper lobe")
    review = Review(
        study=STUDY,
        draft=Draft("1. 8 mm nodule in the right upper lobe.", "m", "sha256:a", "impression", "sha256:b", 0, confidence=0.93),
        claims=(Claim("c1", NODULE, "supported", (evidence, Evidence("measurements", id="m1"))),),
        flags=(Flag("laterality", "critical", "On the left.", (20, 25), "right", "c1", "laterality", (evidence,)),),
        decision="blocked",
        seconds=0.0041234567,
    )
    result = result_json(record_of(review))
    assert list(result) == [
        "id", "decision", "impression", "claims", "flags", "draft", "versions", "seconds", "meta", "error",
    ]  # fmt: skip
    assert result["claims"] == [
        {
            "id": "c1",
            "span": [3, 38],
            "text": "8 mm nodule in the right upper lobe",
            "finding": "nodule",
            "status": "supported",
            "attributes": {
                "presence": "present",
                "certainty": "definite",
                "site": "right upper lobe",
                "laterality": "right",
                "size": [{"value": 8, "unit": "mm"}],
                "severity": None,
                "change": None,
                "count": None,
            },
            "evidence": [
                {"source": "findings", "span": [12, 47], "text": "8 mm nodule in the right upper lobe"},
                {"source": "measurements", "id": "m1"},
            ],
        }
    ]
    assert result["flags"] == [
        {
            "type": "laterality",
            "severity": "critical",
            "span": [20, 25],
            "text": "right",
            "claim": "c1",
            "validator": "laterality",
            "message": "On the left.",
            "evidence": [{"source": "findings", "span": [12, 47], "text": "8 mm nodule in the right upper lobe"}],
        }
    ]
    assert result["draft"] == {
        "model": "m", "model_digest": "sha256:a", "prompt": "impression", "prompt_digest": "sha256:b", "seed": 0,
        "confidence": 0.93, "prompt_tokens": None, "completion_tokens": None, "seconds": None,
    }  # fmt: skip
    assert (result["id"], result["seconds"], result["error"]) == ("S1", 0.004123, None)
    assert result["versions"]["lexicon"].startswith("sha256:")


@pytest.mark.parametrize(
    ("sizes", "rendered"),
    [
        ((Quantity((8.0,), "mm", (0, 4)),), [{"value": 8, "unit": "mm"}]),
        ((Quantity((2.5, 3.0), "cm", (0, 4)),), [{"values": [2.5, 3], "unit": "cm"}]),
        ((Quantity((6.0,), "mm", (0, 4), role="prior"),), [{"value": 6, "unit": "mm", "role": "prior"}]),
        ((), []),
    ],
)
def test_sizes_are_rendered(sizes: tuple[Quantity, ...], rendered: list[dict[str, Any]]) -> None:
    finding = Finding("nodule", (0, 4), "text", sizes=sizes)
    result = result_json(record_of(Review(STUDY, claims=(Claim("c1", finding),))))
    assert json.dumps(result["claims"][0]["attributes"]["size"]) == json.dumps(rendered)


@pytest.mark.parametrize(
    ("finding", "site"),
    [
        (NODULE, "right upper lobe"),
        (Finding("cyst", (0, 4), "text", anatomy=frozenset({"liver"})), "liver"),
        (Finding("cyst", (0, 4), "text", anatomy=frozenset({"no_such_place"})), "no such place"),
        (Finding("disc_herniation", (0, 4), "text", levels=frozenset({"L4-L5"})), "L4-L5"),
        (Finding("cyst", (0, 4), "text", laterality="left"), None),
    ],
)
def test_sites_are_words(finding: Finding, site: str | None) -> None:
    assert site_name(finding) == site


@pytest.mark.parametrize(
    ("concept", "name", "printed"), [("~blue halo", "", "blue halo"), ("nodule", "lung nodule", "lung nodule")]
)
def test_a_claim_names_its_finding(concept: str, name: str, printed: str) -> None:
    review = Review(STUDY, claims=(Claim("c1", Finding(concept, (0, 4), "text", name=name)),))
    assert record_of(review).claims[0].finding == printed


def test_a_review_nobody_decided_is_blocked() -> None:
    assert record_of(Review(STUDY)).decision == "blocked"


RESULTS = [
    record_of(
        Review(STUDY, claims=(Claim("c1", NODULE, "supported", (Evidence("measurements", id="m1"),)),), decision="clear")
    ),
    record_of(Review(STUDY, Draft("x", "m", None, "p", "d", 0), decision="review", seconds=0.1)),
    blocked_record(None, "studies.jsonl line 3: not JSON"),
]


@pytest.mark.parametrize("record", RESULTS)
def test_results_validate_against_their_schema(record: ReviewRecord) -> None:
    Draft202012Validator(schemas()["result"]).validate(result_json(record))
