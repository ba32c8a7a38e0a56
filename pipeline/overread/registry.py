"""A register of named things, each added by the file that defines it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Mapping[str, T], Generic[T]):
    """A mapping from name to thing that imports every module of `package` the first time it is read as a whole.

    One thing alone is looked for in the module of its name first.
    A duplicate name and an unknown name raise ValueError that says what was known.
    """

    def __init__(self, what: str, package: str) -> None:
        self.what = what
        self.package = package
        self._things: dict[str, T] = {}
        self._loaded = False

    def register(self, name: str) -> Callable[[T], T]:
        """Return a decorator that adds a thing under `name`."""

        def add(thing: T) -> T:
            if name in self._things:
                raise ValueError(f"{self.what} {name!r} is registered twice")
            self._things[name] = thing
            return thing

        return add

    def _load(self) -> dict[str, T]:
        if not self._loaded:
            package = importlib.import_module(self.package)
            for module in pkgutil.iter_modules(package.__path__, self.package + "."):
                importlib.import_module(module.name)
            self._loaded = True
        return self._things

    def __getitem__(self, name: str) -> T:
        if name in self._things:
            return self._things[name]
        if name.isidentifier() and find_spec(f"{self.package}.{name}"):
            importlib.import_module(f"{self.package}.{name}")
        things = self._things if name in self._things else self._load()
        if name not in things:
            raise ValueError(f"unknown {self.what} {name!r}; known: {', '.join(sorted(things)) or 'none'}")
        return things[name]

    def __contains__(self, name: object) -> bool:
        return name in self._load()

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._load()))

    def __len__(self) -> int:
        return len(self._load())
