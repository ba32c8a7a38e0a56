"""openmed's rules-only radiology profile as a judge: findings with assertion, side and one length."""

from __future__ import annotations

from overread.eval.judges import Judge, judge
from overread.eval.judges.profiles import Profile, comparing
from overread.eval.measured import in_millimetres


@judge("openmed")
def openmed() -> Judge:
    """Return openmed's judge; ImportError names the package when it is not installed."""
    from openmed.clinical.radiology_profile import extract_radiology_profile

    heading = "FINDINGS: "

    def read(text: str) -> list[Profile]:
        found = []
        for item in extract_radiology_profile(heading + text):
            place = item["evidence"]["finding"]
            span = (place["start"] - len(heading), place["end"] - len(heading))
            length = item["size_value"]
            unit = item["size_unit"] or ""
            lengths = (in_millimetres(str(length), unit),) if length is not None and unit in ("mm", "cm") else ()
            side = item["laterality"] if item["laterality"] != "unknown" else None
            found.append(Profile(item["finding"], span, item["assertion"] != "negated", side, lengths))
        return found

    return comparing(read)
