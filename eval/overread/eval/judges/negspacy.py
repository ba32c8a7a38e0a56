"""negspaCy as a judge: NegEx over a list of finding words, present against absent."""

from __future__ import annotations

from overread.eval.judges import Judge, judge
from overread.eval.judges.profiles import Profile, comparing
from overread.eval.vocabulary import vocabulary


@judge("negspacy")
def negspacy() -> Judge:
    """Return negspaCy's judge; ImportError names the package when it is not installed."""
    import spacy
    from negspacy import negation

    findings = vocabulary().findings
    pipe = spacy.blank("en")
    pipe.add_pipe("sentencizer")
    ruler = pipe.add_pipe("entity_ruler")
    words = [{"label": entry.name, "pattern": [{"LOWER": {"REGEX": f"^(?:{entry.pattern})$"}}]} for entry in findings]
    ruler.add_patterns(words)  # type: ignore[attr-defined]
    negex = negation.Negex.__name__.lower()
    pipe.add_pipe(negex, config={"ent_types": [entry.name for entry in findings]})

    def read(text: str) -> list[Profile]:
        return [Profile(ent.label_, (ent.start_char, ent.end_char), not ent._.negex) for ent in pipe(text).ents]

    return comparing(read)
