"""What a reader must know before signing, and how they did at the training cases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from overread.app.marking import inert
from overread.records.training import ProbeScore

_BUNDLED = Path(__file__).with_name("training.md")


def training_text(home: Path) -> str:
    """Return the training as Markdown: the site's own `training.md` in the folder of the record, else the bundled one."""
    own = home / "training.md"
    return (own if own.is_file() else _BUNDLED).read_text("utf-8")


def score_html(scores: Sequence[ProbeScore]) -> str:
    """Return the scores: of the seeded errors that the checks pointed out, and of those that only eyes could find."""
    head = '<h2 class="or-title">Seeded errors found</h2>'
    if not scores:
        return f'{head}<p class="or-quiet">No training case has been finished yet.</p>'
    lines = "".join(
        f"<tr><td>{inert(score.name)}</td><td>{score.caught - score.withheld_caught} of {score.probes - score.withheld}</td>"
        f"<td>{score.withheld_caught} of {score.withheld}</td></tr>"
        for score in scores
    )
    return (
        f'{head}<table class="or-rows or-scores"><thead><tr><th>Reader</th><th>pointed out by the checks</th>'
        f"<th>left to the eyes alone</th></tr></thead><tbody>{lines}</tbody></table>"
    )
