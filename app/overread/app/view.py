"""A Review turned into what is shown: every panel of the page as inert HTML, made without a browser."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from overread.app.links import Links, claim_keys, claim_mark, classes, flag_mark, links_of, ranked_flags, style_of
from overread.app.marking import Mark, attribute, inert, marked
from overread.app.source import source_html
from overread.app.wording import DECISIONS, FLAGS, INSERTABLE, SEVERITIES, SOURCES, STATUSES
from overread.finding import Span
from overread.review import Claim, Draft, Evidence, Flag, Review, Status

_BREAK = re.compile(r"\n\s*|(?<=[^\s\d][.;!?])\s+|(?<=\w\d[.;!?])\s+")


@dataclass(frozen=True, slots=True)
class Card:
    """One flag as shown, and the statement its insert button would add, if it has one."""

    key: str
    html: str
    insert: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """Everything the page shows of one review, as HTML."""

    banner: str
    source: str
    impression: str
    legend: str
    cards: tuple[Card, ...]
    style: str
    links: Links
    report: str


def view_of(review: Review) -> View:
    """Return the page's content for a review; nothing in it depends on a browser or on earlier views."""
    links = links_of(review)
    return View(
        banner_html(review),
        source_html(review.study, links),
        impression_html(review, links),
        legend_html(),
        tuple(_card(key, flag, review, links) for key, flag in ranked_flags(review)),
        style_of(links),
        links,
        source_html(review.study, links, headed=False),
    )


def banner_html(review: Review) -> str:
    """Return the decision in one line: the symbol, the word, the gravest reason, and the count of what holds."""
    decision = review.decision or "blocked"
    label = DECISIONS[decision]
    held = sum(claim.status in ("supported", "inferred") for claim in review.claims)
    counts = [f"{held} of {len(review.claims)} statements hold"] if review.claims else []
    for severity, name in SEVERITIES.items():
        number = sum(flag.severity == severity for flag in review.flags)
        counts += [f"{name.symbol} {number} {name.name.lower()}"] if number else []
    return (
        f'<div class="or-banner or-{decision}" role="status"><span class="or-decision">{label.symbol} {label.name}</span>'
        f'<span class="or-reason">{inert(_reason(review))}</span>'
        f'<span class="or-counts">{" &nbsp; ".join(counts)}</span></div>'
    )


def _reason(review: Review) -> str:
    if review.error:
        return review.error
    flags = ranked_flags(review)
    unread = sum(claim.status == "unchecked" for claim in review.claims)
    if flags and (flags[0][1].severity == "critical" or not unread):
        return flags[0][1].message
    if unread:
        statements = "statement" if unread == 1 else "statements"
        return f"{unread} {statements} could not be checked; read against the source yourself."
    if not review.claims:
        return "No statement was found in the impression."
    if review.decision == "clear":
        return "Every statement stands in the source. The decision is still yours."
    return "Some statements do not stand in the source."


def impression_html(review: Review, links: Links) -> str:
    """Return the impression, one statement a row, each with its status as symbol, colour and, where it does not hold, words."""
    text, keys = review.impression, claim_keys(review)
    marks = [claim_mark(claim, keys[claim.id], links.targets.get(keys[claim.id], "")) for claim in review.claims]
    for key, flag in ranked_flags(review):
        if flag.span is not None:
            marks.append(flag_mark(flag.span, key, flag, links.targets.get(key, "")))
    rows = [_row(text, span, review, marks) for span in statement_spans(text, review.claims)]
    return f'<div class="or-impression" dir="ltr">{"".join(rows)}</div>'


def statement_spans(text: str, claims: Sequence[Claim]) -> tuple[Span, ...]:
    """Return where each row of the impression begins and ends: at every line, and between the claims of one line."""
    inside = [claim.finding.span for claim in claims]
    cuts = {0, len(text)}
    for found in _BREAK.finditer(text):
        new_line = "\n" in found[0]
        between = any(end <= found.end() for _, end in inside) and any(start >= found.start() for start, _ in inside)
        if not any(start < found.end() and found.start() < end for start, end in inside) and (new_line or between):
            cuts.add(found.end())
    ordered = sorted(cuts)
    return tuple((a, b) for a, b in itertools.pairwise(ordered) if text[a:b].strip())


def _row(text: str, span: Span, review: Review, marks: Sequence[Mark]) -> str:
    here = [claim for claim in review.claims if span[0] <= claim.finding.span[0] < span[1]]
    flags = [flag for _, flag in ranked_flags(review) if flag.span and flag.span[0] < span[1] and span[0] < flag.span[1]]
    worst = next((status for status in STATUSES if any(claim.status == status for claim in here)), None)
    body = marked(text, marks, span).rstrip()
    holds = worst in (None, "supported", "inferred")
    symbol = SEVERITIES[flags[0].severity].symbol if flags and holds else STATUSES[worst].symbol if worst else ""
    tone = f"or-{worst}" if worst else "or-plain"
    grave = f" or-flagged or-{flags[0].severity}" if flags else ""
    return (
        f'<div class="or-row {tone}{grave}"><span class="or-gutter" aria-hidden="true">{symbol}</span>'
        f'<div class="or-text">{body}{_verdict(worst, here, flags)}</div></div>'
    )


def _verdict(worst: Status | None, claims: Sequence[Claim], flags: Sequence[Flag]) -> str:
    """Return the words under a statement: none where it simply holds."""
    if worst is None and not flags:
        return ""
    if worst in ("supported", "inferred") and not flags:
        return f'<span class="or-spoken">{STATUSES[worst].name}</span>'
    names = [] if worst in (None, "supported", "inferred") else [STATUSES[worst].name]
    if names and worst is not None and len(claims) > 1:
        names = [f"{sum(claim.status == worst for claim in claims)} of {len(claims)} {STATUSES[worst].name.lower()}"]
    names += list(dict.fromkeys(FLAGS.get(flag.type, flag.type) for flag in flags))
    return f'<span class="or-verdict">{" · ".join(inert(name) for name in names)}</span>'


def legend_html() -> str:
    """Return what each status symbol means; it reads without colour."""
    items = (
        f'<span class="or-key or-{status}" title="{label.meaning}"><b>{label.symbol}</b> {label.name}</span>'
        for status, label in STATUSES.items()
    )
    return f'<div class="or-legend" aria-label="Legend">{"".join(items)}</div>'


def _card(key: str, flag: Flag, review: Review, links: Links) -> Card:
    """Return one flag: severity, what is wrong, why, the draft's words and the source's words."""
    severity = SEVERITIES[flag.severity]
    owner = claim_keys(review).get(flag.claim or "")
    names = " ".join(classes(key)) + (f" or-lit-{owner}" if owner else "")
    words = inert(FLAGS.get(flag.type, flag.type.replace("_", " ")))
    target = links.targets.get(key) or (f"or-{owner}" if owner else f"or-{key}")
    said = _quote("Impression", _context(flag, review)) if flag.span else ""
    seen = "".join(_quote(SOURCES[item.source], _shown(item, review), "or-source") for item in flag.evidence[:4])
    return Card(
        key,
        f'<a id="or-{key}" href="#{target}" class="or-card or-{flag.severity} {names}" title="{attribute(severity.meaning)}">'
        f'<span class="or-head"><b>{severity.symbol} {severity.name}</b> {words}</span>'
        f'<span class="or-message">{inert(flag.message)}</span>{said}{seen}</a>',
        next((item.text for item in flag.evidence if item.text), None) if flag.type in INSERTABLE else None,
    )


def _quote(label: str, body: str, name: str = "") -> str:
    return f'<span class="or-quote {name}"><span class="or-label">{label}</span> <q>{body}</q></span>'


def _context(flag: Flag, review: Review) -> str:
    """Return the statement a flag is about with the flagged words marked."""
    if flag.span is None:
        return ""
    claim = next((claim for claim in review.claims if claim.id == flag.claim), None)
    start, end = claim.finding.span if claim else flag.span
    window = (min(start, flag.span[0]), min(max(end, flag.span[1]), start + 400))
    return marked(review.impression, [Mark(flag.span, ("or-said",))], window)


def _shown(evidence: Evidence, review: Review) -> str:
    if evidence.text:
        return inert(evidence.text[:400])
    if evidence.source == "measurements":
        rows = (*review.study.measurements, *(review.study.prior.measurements if review.study.prior else ()))
        row = next((row for row in rows if row.id == evidence.id), None)
        if row is not None:
            return inert(" ".join(filter(None, (row.finding, row.site, row.quantity, f"{row.value:g}", row.unit))))
    return inert(evidence.field or evidence.id or "")


def waiting_banner() -> str:
    """Return the banner of a study that has no impression yet."""
    return (
        '<div class="or-banner or-waiting" role="status"><span class="or-decision">No impression yet</span>'
        '<span class="or-reason">Draft one, or write or paste it; it is checked as you type.</span></div>'
    )


def drafting_banner(model: str) -> str:
    """Return the banner shown while a model writes."""
    return (
        f'<div class="or-banner or-waiting" role="status"><span class="or-decision">Drafting …</span><span class="or-reason">'
        f"{inert(model)} reads the findings and writes. The first draft takes longest: the model is loaded first.</span></div>"
    )


def error_html(what: str, error: Exception) -> str:
    """Return an error in the page's own inert HTML: Markdown in it would act."""
    return f'<div class="or-error" role="alert">{inert(what)}\n{inert(str(error))}</div>'


def draft_html(draft: Draft | None, edited: bool) -> str:
    """Return the heading over the impression: who wrote it, and whether it was edited."""
    writer = "from the study"
    if draft is not None:
        sure = "" if draft.confidence is None else f" · confidence {draft.confidence:.2f}"
        writer = f"machine draft, unsigned · {inert(draft.model)}{sure}"
    return f'<div class="or-title">Impression <small>{writer}{" · edited" if edited else ""}</small></div>'
