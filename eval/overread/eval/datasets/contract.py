"""JSON Lines in the shape of the contract: one study a line, in a file or in the files of a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from overread.eval.datasets import layout
from overread.readers import Failure, read_studies
from overread.study import Study


@layout("contract")
def read_contract(path: Path) -> Iterator[Study]:
    """Yield the studies of a JSON Lines file or a folder of such files; ValueError names the file, line and field."""
    for record in read_studies(path):
        if isinstance(record, Failure):
            raise ValueError(record.message)
        yield record
