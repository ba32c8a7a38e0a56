"""The nearest fact, found by place and look, against the same found by setting a claim against every fact."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.finding import Finding
from overread.language.comparison.differences import differences
from overread.language.comparison.facts.company import Company
from overread.language.comparison.facts.facts import Facts, indexed
from overread.language.comparison.nearest import about, nearest, of_that_size, weight
from overread.language.extraction.findings import facts_of
from overread.study import Study

FRAMES = (
    "A {size} mm {look} nodule in the {side} {lobe} is {course}.",
    "{count} nodules in the {side} {lobe}, {size} mm and {other} mm.",
    "{count} nodules in the lungs:",
    "Nodule, {size} x {other} mm, in the {lobe}, previously {other} mm.",
    "Possible {look} mass in the {side} {lobe}, {course}.",
    "{degree} {side} pleural effusion, {course}.",
    "Bilateral pleural effusions, likely {degree}.",
    "At {level} there is a {degree} disc protrusion of {size} mm with narrowing of the {side} foramen.",
    "The {side} kidney contains a {size} mm cyst and the liver one of {other} mm.",
    "A {size} mm opacity in the {side} {lobe} may represent a nodule.",
)
REPORTS, SENTENCES = 25, 40


def sentences(chance: random.Random) -> str:
    """Return the text of a report with few values, so that much of it agrees and much of it differs in one thing."""
    return " ".join(
        chance.choice(FRAMES).format(
            size=chance.choice((4, 5, 9, 12)),
            other=chance.choice((5, 8, 12)),
            side=chance.choice(("left", "right")),
            lobe=chance.choice(("upper lobe", "lower lobe")),
            level=chance.choice(("L3-L4", "L4-L5")),
            look=chance.choice(("solid", "calcified", "spiculated")),
            degree=chance.choice(("mild", "moderate", "severe")),
            count=chance.choice(("Two", "Several")),
            course=chance.choice(("new", "unchanged", "decreased")),
        )
        for _ in range(SENTENCES)
    )


def cases() -> Iterator[tuple[Finding, Company, Facts]]:
    """Yield findings of one report with the facts of another that they may be about."""
    for number in range(REPORTS):
        source, draft = sentences(random.Random(number)), sentences(random.Random(-number - 1))
        facts = indexed(facts_of(Study(id="1", findings=source)), source)
        for claim in facts_of(Study(id="2", findings=draft)):
            company = about(claim, facts)
            if claim.kind == "finding" and claim.presence == "present" and len(company.facts) > 1:
                yield claim, company, facts


def test_nearest() -> None:
    found = list(cases())
    assert len(found) > REPORTS * SENTENCES / 2
    for claim, company, facts in found:
        rivals = of_that_size(claim, company)
        ranked = [
            (weight(claim, fact, list(differences(claim, fact, rivals))), fact.source == "measurements", number)
            for number, fact in enumerate(rivals.facts)
        ]
        assert nearest(claim, company, facts)[0] is rivals.facts[min(ranked)[2]], claim.text
