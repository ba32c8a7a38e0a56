"""How a peer that only reads findings out of text is made a judge: its findings of the source and of the draft are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from overread.decision import decide
from overread.eval.judges import Judge
from overread.eval.wording import source_text
from overread.finding import Finding, Span
from overread.review import Claim, Flag, Review, Severity
from overread.study import Study


@dataclass(frozen=True, slots=True)
class Profile:
    """One finding as a peer reads it; `lengths` are in millimetres, `side` is None where the peer gives none."""

    finding: str
    span: Span
    present: bool = True
    side: str | None = None
    lengths: tuple[float, ...] = ()


Reader = Callable[[str], Sequence[Profile]]


def comparing(read: Reader) -> Judge:
    """Return a judge that compares what `read` finds in the draft with what it finds in the source, in the plainest way."""

    def judge(study: Study) -> Review:
        text = study.impression or ""
        source = read(source_text(study))
        claims, flags = [], []
        for number, profile in enumerate(read(text), 1):
            flag = _difference(profile, [other for other in source if other.finding == profile.finding])
            said = text[slice(*profile.span)]
            finding = Finding(profile.finding, profile.span, said, source="impression")
            claims.append(Claim(f"c{number}", finding, "contradicted" if flag else "supported"))
            flags += [replace(flag, span=profile.span, text=said, claim=f"c{number}")] if flag else []
        return decide(replace(Review(study), claims=tuple(claims), flags=tuple(flags)))

    return judge


def _difference(claim: Profile, facts: Sequence[Profile]) -> Flag | None:
    return next(_differences(claim, facts), None)


def _differences(claim: Profile, facts: Sequence[Profile]) -> Iterator[Flag]:
    if not facts:
        yield _flag("invented_finding", "major" if claim.present else "minor")
    elif all(fact.present != claim.present for fact in facts):
        yield _flag("negation", "critical")
    elif claim.side and all(fact.side not in (None, claim.side) for fact in facts):
        yield _flag("laterality", "critical")
    elif claim.lengths and not any(set(claim.lengths) <= set(fact.lengths) for fact in facts):
        yield _flag("measurement", "major")


def _flag(kind: str, severity: Severity) -> Flag:
    return Flag(kind, severity, "The source reads otherwise.")
