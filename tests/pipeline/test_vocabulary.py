"""The parts of spaCy that are loaded alone, and the whole of it for whoever asks afterwards."""

from __future__ import annotations

import subprocess
import sys

PARTS = """
import sys
from overread.language.words.vocabulary import make_doc, make_matcher, make_vocab
vocab = make_vocab()
matcher = make_matcher(vocab)
matcher.add("phrase", [make_doc(vocab, ["pleural", "effusion"])])
doc = make_doc(vocab, ["no", "pleural", "effusion"])
assert [match[1:] for match in matcher(doc)] == [(1, 3)]
assert "spacy" not in sys.modules and "torch" not in sys.modules
"""
WHOLE = """
import spacy
assert spacy.tokens.Doc is type(doc) and spacy.vocab.Vocab is type(vocab) and spacy.util
assert type(spacy.blank("en")("No effusion.")) is type(doc)
assert not [finder for finder in sys.meta_path if type(finder).__name__ == "_Top"]
"""
LANGUAGE = """
from spacy.language import Language
import spacy
assert Language is spacy.language.Language and isinstance(spacy.blank("en"), Language)
"""
BROKEN = """
import overread.language.words.vocabulary as parts
parts._PARTS = ("spacy.vocab",)
parts.make_doc(parts.make_vocab(), ["effusion"])
assert __import__("sys").modules["spacy"].blank("en")
"""


def run(code: str) -> None:
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr


def test_the_parts_match_phrases_without_the_rest() -> None:
    run(PARTS)


def test_spacy_imported_afterwards_is_whole_and_has_the_same_parts() -> None:
    run(PARTS + WHOLE)


def test_a_module_of_spacy_imported_afterwards_brings_the_package() -> None:
    run(PARTS + LANGUAGE)


def test_parts_that_do_not_load_alone_load_with_the_package() -> None:
    """`spacy.vocab` first is an order in which spaCy's modules miss each other."""
    run(BROKEN)
