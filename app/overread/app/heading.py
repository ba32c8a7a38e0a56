"""The headings of the study page: whose text it is, what it is, who signed it, and what the reader must be told."""

from __future__ import annotations

from collections.abc import Sequence

from overread.app.comparing import Apart, apart
from overread.app.links import Links
from overread.app.listing import badges_html
from overread.app.marking import inert
from overread.app.sitting import Notice, Sitting
from overread.app.source import exam_html
from overread.app.view import statement_spans
from overread.app.wording import FLAGS, STATUSES
from overread.records import ReviewView, SignatureView
from overread.records.training import ProbeAnswer
from overread.review import Review

_ORIGINS = {"draft": "Unsigned", "edited": "Edited, unsigned", "signed": "Signed"}


def study_heading(sitting: Sitting, links: Links) -> str:
    """Return the one line over the study: what was examined, of whom, and what must be known of the study."""
    view = sitting.view
    what = exam_html(view.study, links)
    badges = badges_html(view.demonstration, view.training)
    return f'<h1 class="or-study"><span class="or-exam">{what}</span>{badges} <small>{inert(view.study.id)}</small></h1>'


def text_heading(sitting: Sitting) -> str:
    """Return the heading over the impression: draft, edited or signed, who wrote it, and whether what is typed is kept."""
    shown = sitting.shown
    origin = shown.origin if shown.state != "answered" else "edited"
    state = "Finished" if shown.state == "answered" else _ORIGINS[origin]
    writer = "Came with the study"
    if shown.draft is not None:
        sure = "" if shown.draft.confidence is None else f", confidence {shown.draft.confidence:.2f}"
        writer = f"Machine draft, {inert(shown.draft.model)}{sure}"
    kept = " · not kept yet" if sitting.typed is not None else ""
    mark = f'<span class="or-origin or-is-{origin}">{state}</span>'
    return f'<h2 class="or-title">Impression {mark}<small>{writer}{kept}</small></h2>'


def changes_title(shown: ReviewView) -> str:
    """Return the heading over the difference between the text that came and the text as it is."""
    first = "draft" if shown.draft is not None else "text that came"
    last = "signed" if shown.state == "signed" else "edited"
    return f'<h2 class="or-title">Changes <small>from the {first} to the {last} text</small></h2>'


def notice_html(notice: Notice) -> str:
    """Return what the reader must be told."""
    words = notice.words[:1].upper() + notice.words[1:]
    before = {"said": "", "refused": "Not done: ", "conflict": "Changed by somebody else. "}[notice.tone]
    role = "status" if notice.tone == "said" else "alert"
    return f'<p class="or-notice or-{notice.tone}" role="{role}">{inert(before)}{inert(words)}</p>'


def obstacles_html(shown: ReviewView) -> str:
    """Return what stands between the text and the signature, in plain words, and how long it was read."""
    act = "finish" if shown.training else "sign"
    items = "".join(f"<li>{inert(obstacle.words)}</li>" for obstacle in shown.obstacles)
    body = f"<b>Before you {act}</b><ul>{items}</ul>" if items else f"<b>✓ Ready to {act}</b>"
    time = f"takes {shown.seconds_needed:.0f} s to read"
    return f'<div class="or-obstacles" role="status">{body}<small>{time}</small></div>'


def done_banner(view: ReviewView) -> str:
    """Return the banner of a study that can no longer be changed here: signed, finished, or only looked at."""
    if view.signatures:
        by = view.signatures[0]
        what, more = "✓ Signed", f"by {by.name} on {by.at:%Y-%m-%d at %H:%M} UTC; what comes later is an addendum."
    elif view.state == "answered":
        what, more = "✓ Finished", "A training case: nothing was signed."
    else:
        what, more = "Not signed", "You see this study, and do not read it."
    tone = "clear" if view.signatures or view.state == "answered" else "waiting"
    return (
        f'<div class="or-banner or-{tone}" role="status"><span class="or-decision">{what}</span>'
        f'<span class="or-reason">{inert(more)}</span></div>'
    )


def signatures_html(signatures: Sequence[SignatureView], demonstration: bool) -> str:
    """Return who signed what and when, with the hash of the exact text; addenda with their words."""
    found = []
    for each in signatures:
        text = f'<div class="or-text">{inert(each.text)}</div>' if each.number else ""
        kind = "Signed" if not each.number else f"Addendum {each.number}, signed"
        when = f"{each.at:%Y-%m-%d %H:%M} UTC" + (" · demonstration, not a patient" if demonstration else "")
        found.append(
            f'<div class="or-signature">{text}<b>{kind} by {inert(each.name)}</b> <span>{when}</span>'
            f"<small>SHA-256 {each.text_sha256}</small></div>"
        )
    return "".join(found)


def answers_html(answers: Sequence[ProbeAnswer]) -> str:
    """Return which seeded errors of a finished training case were found."""
    rows = []
    for each in answers:
        mark = "✓ found" if each.caught else "✖ missed"
        words = each.wrong or each.missing or ""
        alone = "left to your eyes alone" if each.withheld else "pointed out by the checks"
        name = FLAGS.get(each.flag_type, each.flag_type)
        rows.append(f"<tr><td><b>{mark}</b></td><td>{inert(name)}</td><td>{inert(words)}</td><td>{alone}</td></tr>")
    head = '<h2 class="or-title">The errors put into this case</h2>'
    return f'{head}<table class="or-rows">{"".join(rows)}</table>'


def own_html(shown: ReviewView) -> str:
    """Return the reader's own impression, checked the same way, and what sets it and the draft apart."""
    own = shown.own_impression or ""
    body = _checked(shown.own_review) if shown.own_review is not None else f'<div class="or-text">{inert(own)}</div>'
    found = apart(shown.study, own, shown.original)
    items = "".join(_apart(each) for each in found) or '<p class="or-quiet">Your impression and the draft say the same.</p>'
    return (
        f'<h2 class="or-title">Your own impression <small>written before the draft was shown</small></h2>{body}'
        f'<h2 class="or-title">You and the draft</h2>{items}'
    )


def _checked(review: Review) -> str:
    rows = []
    for start, end in statement_spans(review.impression, review.claims):
        here = [claim.status for claim in review.claims if start <= claim.finding.span[0] < end]
        worst = next((status for status in STATUSES if status in here), None)
        label = STATUSES[worst] if worst else None
        symbol = f'<span class="or-gutter" title="{label.name}">{label.symbol}</span>' if label else ""
        spoken = f'<span class="or-spoken">{label.name}</span>' if label else ""
        body = inert(review.impression[start:end].rstrip())
        rows.append(f'<div class="or-row or-{worst or "plain"}">{symbol}<div class="or-text">{body}{spoken}</div></div>')
    return f'<div class="or-impression" dir="ltr">{"".join(rows)}</div>'


def _apart(each: Apart) -> str:
    names = {"mine": "Only you", "draft": "Only the draft", "differ": "You differ", "unread": "Could not be compared"}
    return f'<p class="or-apart or-{each.kind}"><b>{names[each.kind]}</b> {inert(each.text)}</p>'
