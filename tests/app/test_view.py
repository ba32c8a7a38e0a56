"""What the page shows of a review, without a browser."""

from __future__ import annotations

import html
import re
from importlib.resources import files

import pytest

from overread.app.links import classes, links_of, ranked_flags, reading
from overread.app.view import banner_html, draft_html, error_html, legend_html, statement_spans, view_of, waiting_banner
from overread.app.wording import STATUSES
from overread.decision import decide
from overread.finding import Finding, Quantity, Span
from overread.review import Claim, Draft, Evidence, Flag, Review, Status
from overread.study import Exam, Measurement, Patient, Prior, Study

FINDINGS = "There is an 8 mm nodule in the right upper lobe. Mild emphysema. No effusion."
IMPRESSION = "1. 8 mm nodule in the left upper lobe.\n2. No effusion. Edema is new."
STUDY = Study(
    "S1",
    FINDINGS,
    exam=Exam("CT", "chest", "CT chest", date="2026-01-02"),
    patient=Patient("F", 63),
    comparison="CT of 2025",
    measurements=(Measurement("m1", "long axis", 8, "mm", "nodule", "right upper lobe", "right"),),
    prior=Prior(
        "2025-01-03", "6 mm nodule.", (Measurement("p1", "long axis", 6, "mm", "nodule", "right upper lobe", "right"),)
    ),
    impression=IMPRESSION,
)


def span_of(text: str, part: str) -> Span:
    return (text.index(part), text.index(part) + len(part))


def claim(number: int, part: str, status: Status, *evidence: Evidence, text: str = IMPRESSION) -> Claim:
    return Claim(f"c{number}", Finding("x", span_of(text, part), part, name="x"), status, evidence)


def found(part: str) -> Evidence:
    return Evidence("findings", span_of(FINDINGS, part), part)


NODULE = claim(1, "8 mm nodule in the left upper lobe", "contradicted", found("8 mm nodule in the right upper lobe"))
EFFUSION = claim(2, "No effusion", "supported", found("No effusion"))
EDEMA = claim(3, "Edema is new", "unsupported")
SIDE = Flag(
    "laterality", "critical", "The findings place it on the right.", span_of(IMPRESSION, "left"), "left", "c1", "laterality",
    (found("right"), Evidence("measurements", id="m1")),
)  # fmt: skip
OMISSION = Flag("omission", "minor", "Emphysema is left out.", evidence=(found("Mild emphysema"),))
INVENTED = Flag("invented_finding", "major", "The source is silent.", span_of(IMPRESSION, "Edema is new"), "Edema is new", "c3")
BLOCKED = decide(Review(STUDY, claims=(NODULE, EFFUSION, EDEMA), flags=(OMISSION, INVENTED, SIDE)))


def words(fragment: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", fragment)).split())


UNREAD = claim(1, "No effusion", "unchecked")
BANNERS = (
    (BLOCKED, "✖ Blocked The findings place it on the right. 1 of 3 statements hold ◆ 1 critical ▲ 1 major ● 1 minor"),
    (
        decide(Review(STUDY, claims=(EFFUSION,))),
        "✓ Clear Every statement stands in the source. The decision is still yours. 1 of 1 statements hold",
    ),
    (
        decide(Review(STUDY, claims=(EFFUSION,), flags=(OMISSION,))),
        "▲ Review Emphysema is left out. 1 of 1 statements hold ● 1 minor",
    ),
    (
        decide(Review(STUDY, claims=(UNREAD,), flags=(INVENTED,))),
        "✖ Blocked 1 statement could not be checked; read against the source yourself. 0 of 1 statements hold ▲ 1 major",
    ),
    (decide(Review(STUDY, error="It broke.")), "✖ Blocked It broke."),
    (decide(Review(STUDY)), "▲ Review No statement was found in the impression."),
    (decide(Review(STUDY, claims=(EDEMA,))), "▲ Review Some statements do not stand in the source. 0 of 1 statements hold"),
    (Review(STUDY, claims=(EFFUSION,)), "✖ Blocked Some statements do not stand in the source. 1 of 1 statements hold"),
)


@pytest.mark.parametrize(("review", "expected"), BANNERS)
def test_the_banner_says_the_decision_and_the_gravest_reason(review: Review, expected: str) -> None:
    assert words(banner_html(review)) == expected


def test_flags_come_gravest_first() -> None:
    assert [flag.type for _, flag in ranked_flags(BLOCKED)] == ["laterality", "invented_finding", "omission"]


def test_each_statement_is_a_row_with_symbol_tone_and_reason() -> None:
    rows = re.findall(
        r'<div class="or-row (.*?)"><span class="or-gutter" aria-hidden="true">(.?)</span>', view_of(BLOCKED).impression
    )
    assert rows == [
        ("or-contradicted or-flagged or-critical", "✖"),
        ("or-supported", "✓"),
        ("or-unsupported or-flagged or-major", "?"),
    ]
    text = words(view_of(BLOCKED).impression)
    assert "Contradicted · Wrong side" in text
    assert "Unsupported · Not in the source" in text


def test_a_statement_that_holds_but_is_flagged_shows_the_flag() -> None:
    flag = Flag("certainty", "major", "The hedge is gone.", EFFUSION.finding.span, "No effusion", "c2")
    page = view_of(decide(Review(STUDY, claims=(EFFUSION,), flags=(flag,))))
    assert (
        '<div class="or-row or-supported or-flagged or-major"><span class="or-gutter" aria-hidden="true">▲</span>'
        in page.impression
    )
    assert "Certainty changed" in words(page.impression)


def test_the_impression_is_shown_to_the_letter() -> None:
    page = re.sub(r'<span class="or-(verdict|spoken|gutter)"[^>]*>[^<]*</span>', "", view_of(BLOCKED).impression)
    assert "".join(words(page).split()) == "".join(IMPRESSION.split())


SPLITS = (
    ("A is here.", ("A is here",), ("A is here.",)),
    ("1. A.\n2. B.", ("A", "B"), ("1. A.", "2. B.")),
    ("1. A.\n\n2. B. C.", ("A", "B", "C"), ("1. A.", "2. B.", "C.")),
    ("A and B. C.", ("A", "B", "C"), ("A and B.", "C.")),
    ("Heading\nA.", ("A",), ("Heading", "A.")),
    ("A of 8.5 mm. B", ("A of 8.5 mm", "B"), ("A of 8.5 mm.", "B")),
    ("A\nover lines. B.", ("A\nover lines", "B"), ("A\nover lines.", "B.")),
    ("No statement. At all.", (), ("No statement. At all.",)),
    ("", (), ()),
)


@pytest.mark.parametrize(("text", "parts", "expected"), SPLITS)
def test_rows_break_at_lines_and_between_statements(text: str, parts: tuple[str, ...], expected: tuple[str, ...]) -> None:
    claims = [claim(number, part, "supported", text=text) for number, part in enumerate(parts, 1)]
    assert tuple(text[a:b].strip() for a, b in statement_spans(text, claims)) == expected


def lit(fragment: str, key: str) -> list[str]:
    """Return the texts that light up for a key."""
    return [words(text) for text in re.findall(rf"<(?:a|span|td)[^>]*\bor-lit-{key}\b[^>]*>(.*?)</(?:a|span|td)>", fragment)]


def test_a_claim_lights_its_evidence_and_the_evidence_of_its_flags() -> None:
    page = view_of(BLOCKED)
    assert lit(page.source, "c1") == ["8 mm nodule in the", "right", "upper lobe", "8 mm"]
    assert lit(page.source, "c2") == ["No effusion"]
    assert ".stApp:has(.or-on-c1:is(:hover,:focus)) .or-lit-c1{" in page.style
    assert set(classes("c1")) == {"or-on-c1", "or-lit-c1"}


def test_a_flag_lights_its_words_on_both_sides() -> None:
    page = view_of(BLOCKED)
    assert lit(page.source, "f3") == ["right", "8 mm"]
    assert lit(page.impression, "f3") == ["left"]
    assert lit(page.source, "f1") == ["Mild emphysema"]


def test_every_link_leads_somewhere() -> None:
    page = view_of(BLOCKED)
    whole = page.impression + page.source + "".join(card.html for card in page.cards)
    assert set(re.findall(r'href="#([^"]*)"', whole)) <= set(re.findall(r'id="([^"]*)"', whole))


def test_a_card_says_how_grave_what_why_and_shows_both_sides() -> None:
    first, second, third = view_of(BLOCKED).cards
    assert words(first.html) == (
        "◆ Critical Wrong side The findings place it on the right. Impression 8 mm nodule in the left upper lobe "
        "Findings right Measurements nodule right upper lobe long axis 8 mm"
    )
    assert '<span class="or-said" title="">left</span>' in first.html
    assert words(second.html) == "▲ Major Not in the source The source is silent. Impression Edema is new"
    assert (first.insert, second.insert, third.insert) == (None, None, "Mild emphysema")


def test_the_source_panel_shows_everything_there_is() -> None:
    text = words(view_of(BLOCKED).source)
    assert text.startswith("CT chest · female · 63 y · 2026-01-02 Findings There is an 8 mm nodule")
    assert "Measurements current prior nodule, right upper lobe long axis 8 mm 6 mm Prior of 2025-01-03 6 mm nodule." in text
    assert text.endswith("Comparison CT of 2025")


def test_evidence_in_the_prior_the_patient_and_another_section_is_marked() -> None:
    evidence = (
        Evidence("prior", (0, 4), "6 mm"),
        Evidence("patient", field="sex"),
        Evidence("comparison", (0, 2), "CT"),
        Evidence("measurements", id="p1"),
    )
    page = view_of(Review(STUDY, claims=(Claim("c9", EFFUSION.finding, "supported", evidence),)))
    assert lit(page.source, "c1") == ["female", "6 mm", "6 mm", "CT"]


def test_evidence_that_points_nowhere_is_harmless() -> None:
    evidence = (
        Evidence("measurements", id="gone"),
        Evidence("findings", (5000, 6000), "x"),
        Evidence("guideline", field="ACR"),
    )
    page = view_of(
        Review(
            STUDY,
            claims=(Claim("c1", EFFUSION.finding, "supported", evidence),),
            flags=(Flag("sex", "major", "", None, None, "c7"),),
        )
    )
    assert lit(page.source, "c1") == []


HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>\u202e\x00'


def test_hostile_text_is_inert_in_every_panel() -> None:
    study = Study(
        HOSTILE, HOSTILE, Exam(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE), Patient(HOSTILE), HOSTILE, HOSTILE, HOSTILE,
        (Measurement(HOSTILE, HOSTILE, 1, HOSTILE, HOSTILE, HOSTILE),), Prior(HOSTILE, HOSTILE), HOSTILE,
    )  # fmt: skip
    finding = Finding(HOSTILE, (0, len(HOSTILE)), HOSTILE, name=HOSTILE, severity=HOSTILE)
    evidence = (Evidence("findings", (0, 9), HOSTILE), Evidence("measurements", id=HOSTILE), Evidence("patient", field="sex"))
    flag = Flag(HOSTILE, "critical", HOSTILE, (0, 5), HOSTILE, "c1", HOSTILE, evidence)
    draft = Draft(HOSTILE, HOSTILE, None, "p", "d", 0)
    page = view_of(Review(study, draft, claims=(Claim("c1", finding, "supported", evidence),), flags=(flag,), error=HOSTILE))
    whole = "".join((page.banner, page.source, page.impression, page.style, *(card.html for card in page.cards)))
    whole += draft_html(draft, True) + error_html(HOSTILE, ValueError(HOSTILE))
    assert "\u202e" not in whole
    assert "\x00" not in whole
    tags = {tag.lower() for tag in re.findall(r"<\s*([a-zA-Z0-9]+)", whole)}
    assert tags <= {"a", "b", "div", "span", "p", "q", "i", "h2", "small", "table", "thead", "tbody", "tr", "td", "th"}
    for attributes in re.findall(r"<[a-z0-9]+((?:[^<>\"]|\"[^\"]*\")*)>", whole):
        assert set(re.findall(r'([a-z-]+)="', re.sub(r'"[^"]*"', '""', attributes))) <= {
            "class", "title", "href", "id", "tabindex", "dir", "role", "aria-label", "aria-hidden", "data-or-end",
        }  # fmt: skip


def test_what_was_read_from_a_statement_is_put_in_words() -> None:
    finding = Finding(
        "nodule", (0, 1), "…", name="nodule", certainty="probable", laterality="right", anatomy=frozenset({"right_upper_lobe"}),
        sizes=(Quantity((8, 7.5), "mm", (0, 1)),), severity="mild", change="new", count=2, descriptors=frozenset({"solid"}),
    )  # fmt: skip
    assert (
        reading(finding) == "nodule · present · probable · right · right upper lobe · 8 × 7.5 mm · mild · count 2 · new · solid"
    )
    assert reading(Finding("~odd shape", (0, 1), "…", kind="recommendation")) == "odd shape · recommendation"


def test_the_legend_reads_without_colour() -> None:
    assert words(legend_html()) == " ".join(f"{label.symbol} {label.name}" for label in STATUSES.values())


@pytest.mark.parametrize(
    ("draft", "edited", "expected"),
    [
        (None, False, "Impression from the study"),
        (None, True, "Impression from the study · edited"),
        (
            Draft("…", "m", None, "p", "d", 0, confidence=0.934),
            False,
            "Impression machine draft, unsigned · m · confidence 0.93",
        ),
        (Draft("…", "m", None, "p", "d", 0), True, "Impression machine draft, unsigned · m · edited"),
    ],
)
def test_the_heading_says_who_wrote_it(draft: Draft | None, edited: bool, expected: str) -> None:
    assert words(draft_html(draft, edited)) == expected


def test_without_an_impression_the_banner_says_what_to_do() -> None:
    assert words(waiting_banner()).startswith("No impression yet Draft one")


@pytest.mark.parametrize("what", ["wrong", "evidence"])
def test_where_flags_overlap_the_gravest_decides_the_look(what: str) -> None:
    style = files("overread.app").joinpath("style.css").read_text("utf-8")
    rules = re.findall(rf"\.or-{what}\.or-(minor|major|critical)\b", style)
    assert rules == sorted(rules, key=["minor", "major", "critical"].index)
    assert rules[-1] == "critical"


def test_links_name_no_report_text() -> None:
    links = links_of(BLOCKED)
    assert set(links.keys) == {"c1", "c2", "c3", "f1", "f2", "f3"}
    assert all(re.fullmatch(r"or-(at-[0-9a-f]{12}|[cf]\d+-\d+)", target) for target in links.targets.values())
