"""What verifying the audit found, as the quality desk shows it."""

from __future__ import annotations

from datetime import datetime

from overread.app.marking import inert
from overread.records import Verdict

_SHOWN = 50


def verdict_html(found: Verdict, at: datetime) -> str:
    """Return the verdict: that all is as it was written, or every fault by name."""
    when = f"Verified {at.astimezone():%Y-%m-%d %H:%M:%S}"
    end = f'<br><small>{found.entries:,} entries; the last hash is <code class="or-hash">{inert(found.head)}</code></small>'
    if not found.faults:
        said = "✓ Every entry and every signature is as it was written."
        pending = " A transaction ended while it was being kept; nothing of it is half there." if found.interrupted else ""
        return f'<div class="or-notice" role="status"><b>{said}</b>{pending}<br>{when}{end}</div>'
    lines = "".join(f"<li>{inert(fault)}</li>" for fault in found.faults[:_SHOWN])
    more = len(found.faults) - _SHOWN
    rest = f"<li>and {more:,} more; overread audit verify lists them all</li>" if more > 0 else ""
    count = f"{len(found.faults):,} {'fault' if len(found.faults) == 1 else 'faults'}"
    return f'<div class="or-error" role="alert"><b>✖ {count} in the record</b><ul>{lines}{rest}</ul>{when}{end}</div>'
