"""spaCy's vocabulary, documents and phrase matcher, without the pipelines and the training around them.

Running the top of spaCy's package, which brings those in, takes longer than loading the parts that are needed. So a bare
module stands for the package meanwhile. Whoever imports spaCy afterwards gets all of it, with the same parts in it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import find_spec, spec_from_file_location
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_PACKAGE = "spacy"
_PARTS = (f"{_PACKAGE}.tokens", f"{_PACKAGE}.vocab", f"{_PACKAGE}.matcher")
_LEFT_OUT = ("torch", "tensorflow", "mxnet", "jax")


def make_vocab() -> Vocab:
    """Return an empty spaCy vocabulary; the first one loads spaCy."""
    if sys.modules.keys().isdisjoint((_PACKAGE, *_PARTS)):
        _load()
    from spacy.vocab import Vocab

    return Vocab()


def make_matcher(vocab: Vocab) -> PhraseMatcher:
    """Return a phrase matcher without phrases, which goes by the words as they are written."""
    from spacy.matcher import PhraseMatcher

    return PhraseMatcher(vocab, attr="ORTH")


def make_doc(vocab: Vocab, words: Iterable[str]) -> Doc:
    """Return a spaCy document of normal forms."""
    from spacy.tokens import Doc

    return Doc(vocab, words=list(words))


def _load() -> None:
    """Load the parts; where they do not load by themselves, leave no trace, so that they load with the whole package."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return
    top = ModuleType(_PACKAGE)
    top.__path__ = list(spec.submodule_search_locations or ())
    with _standing_in({_PACKAGE: top, **dict.fromkeys(_LEFT_OUT)}):
        try:
            for part in _PARTS:
                import_module(part)
        except ImportError:
            for name in [name for name in sys.modules if name.startswith(f"{_PACKAGE}.")]:
                del sys.modules[name]
        else:
            sys.meta_path.insert(0, _Top(spec.origin, top))


@contextmanager
def _standing_in(modules: dict[str, Any]) -> Iterator[None]:
    """Let modules, or None for one that is not to be found, stand for those of their names that are not loaded."""
    added = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(added)
    try:
        yield
    finally:
        for name in added:
            del sys.modules[name]


class _Top(SourceFileLoader):
    """Runs the top of the package, when it is asked for, in the module that holds the parts already loaded."""

    def __init__(self, file: str, parts: ModuleType) -> None:
        super().__init__(_PACKAGE, file)
        self.parts = parts

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Find the package, once."""
        if name != _PACKAGE:
            return None
        sys.meta_path.remove(self)
        return spec_from_file_location(name, self.path, loader=self, submodule_search_locations=[*self.parts.__path__])

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module with the parts."""
        return self.parts
