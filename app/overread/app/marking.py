"""Text made inert and marked: every character of a report reaches the page escaped, and no control character acts."""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from overread.finding import Span

SHOWN_CHARACTERS = 300_000
"""How much of one text the page shows; the check reads all of it."""

_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of a text: CSS `classes`, a tooltip, the fragment it leads to and the one it can be found under."""

    span: Span
    classes: tuple[str, ...] = ()
    title: str = ""
    href: str = ""
    anchor: str = ""


def visible(text: str) -> str:
    """Return the text with every control, direction and zero-width character named in place, such as ⟨U+202E⟩."""
    return _ACTING.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text.replace("\r\n", "\n"))


def attribute(text: str) -> str:
    """Return the text safe to stand between the double quotes of an HTML attribute."""
    return html.escape(visible(text))


def inert(text: str) -> str:
    """Return the text as HTML that shows it and does nothing; control characters are named, with their name as a tooltip."""
    pieces: list[str] = []
    at = 0
    for found in _ACTING.finditer(text):
        pieces.append(html.escape(text[at : found.start()]))
        at = found.end()
        if found[0] == "\r" and text[at : at + 1] == "\n":
            continue
        name = unicodedata.name(found[0], "control character").lower()
        pieces.append(f'<span class="or-control" title="{name}">⟨U+{ord(found[0]):04X}⟩</span>')
    return "".join(pieces) + html.escape(text[at:])


def label(text: str, longest: int = 120) -> str:
    """Return the text safe as the label of a Streamlit widget: on one line, shortened, with no Markdown that acts."""
    line = " ".join(visible(text).split())
    shown = line if len(line) <= longest else line[: longest - 1] + "…"
    return _MARKDOWN.sub(r"\\\1", shown)


def marked(text: str, marks: Sequence[Mark], window: Span | None = None) -> str:
    """Return the text (or its `window`) as HTML with the marks laid over it; marks may overlap and may lie outside."""
    start, end = window or (0, len(text))
    end = min(end, len(text), start + SHOWN_CHARACTERS)
    inside = [mark for mark in marks if max(mark.span[0], start) < min(mark.span[1], end)]
    cuts = sorted({start, end, *(min(max(cut, start), end) for mark in inside for cut in mark.span)})
    pieces = [_segment(text, (a, b), inside, start) for a, b in itertools.pairwise(cuts)]
    if window is None and end < len(text):
        pieces.append(f'<span class="or-note">… {len(text) - end:,} more characters were read and are not shown.</span>')
    return "".join(pieces)


def _segment(text: str, span: Span, marks: Sequence[Mark], start: int) -> str:
    """Return one stretch that no mark begins or ends within."""
    a, b = span
    over = sorted((mark for mark in marks if mark.span[0] <= a and b <= mark.span[1]), key=_narrowest_last)
    body = inert(text[a:b])
    if not over:
        return body
    begins = [mark for mark in over if max(mark.span[0], start) == a]
    anchors = "".join(f'<i class="or-at" id="{mark.anchor}"></i>' for mark in begins if mark.anchor)
    classes = " ".join(dict.fromkeys(name for mark in over for name in mark.classes))
    title = attribute("\n".join(dict.fromkeys(mark.title for mark in over if mark.title)))
    href = next((mark.href for mark in reversed(over) if mark.href), "")
    if not href:
        return f'{anchors}<span class="{classes}" title="{title}">{body}</span>'
    stop = "0" if begins else "-1"
    return f'{anchors}<a class="{classes}" href="#{href}" tabindex="{stop}" title="{title}">{body}</a>'


def _narrowest_last(mark: Mark) -> int:
    return mark.span[0] - mark.span[1]
