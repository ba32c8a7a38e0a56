"""JSON Lines: one result a line, in input order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TextIO

from overread.contract import ReviewRecord
from overread.conversion import result_json
from overread.writers import writer

_UNSAFE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@writer("jsonl")
def write(results: Iterable[ReviewRecord], stream: TextIO) -> None:
    """Write each result as one line of UTF-8 JSON; controls, line separators and surrogates stay escaped."""
    for result in results:
        stream.write(line_of(result) + "\n")


def line_of(result: ReviewRecord) -> str:
    """Return one result as a line of JSON without its line end."""
    text = json.dumps(result_json(result), ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)
