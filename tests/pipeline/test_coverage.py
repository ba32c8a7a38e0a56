"""What the statements of a draft speak of."""

from __future__ import annotations

from overread.coverage import Coverage
from overread.language.extraction.findings import claims_of, facts_of
from overread.language.lexicon import lexicon
from overread.study import Study


def test_a_size_without_a_finding_is_set_against_every_finding_that_sizes_tell() -> None:
    size = next(fact for fact in facts_of(Study(id="1", findings="The spleen measures 14 cm.")) if fact.sizes)
    claim = next(iter(claims_of("Splenomegaly.")))
    told = [name for name in lexicon().concepts if lexicon().rules_for(name)]
    held = {name for name in told if Coverage(frozenset(), {name: [claim]}, frozenset(), (), unchanged=False).holds(size)}
    assert "splenomegaly" in held
    assert "pneumothorax" not in held
