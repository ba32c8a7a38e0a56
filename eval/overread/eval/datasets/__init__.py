"""Datasets: one layout a file, each turning a path into studies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from overread.registry import Registry
from overread.study import Study

Layout = Callable[[Path], Iterator[Study]]

LAYOUTS: Registry[Layout] = Registry("dataset layout", __name__)
layout = LAYOUTS.register
