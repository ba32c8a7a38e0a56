"""Text on the page: nothing in it acts, nothing of it is lost, and marks may overlap."""

from __future__ import annotations

import html
import re
import time

import pytest

from overread.app.marking import SHOWN_CHARACTERS, Mark, attribute, inert, marked, visible

HOSTILE = (
    ("markup", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("quotes", "\"'&", "&quot;&#x27;&amp;"),
    ("image", "<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
    ("plain", "8 mm × 7 mm, 15 µL/°", "8 mm × 7 mm, 15 µL/°"),
    ("line ends", "a\nb\tc\r\nd", "a\nb\tc\nd"),
)
NAMED = (
    ("\x00", "0000"),
    ("\x07", "0007"),
    ("\x1b", "001B"),
    ("\x85", "0085"),
    ("\u200b", "200B"),
    ("\u200f", "200F"),
    ("\u202e", "202E"),
    ("\u2028", "2028"),
    ("\u2066", "2066"),
    ("\ufeff", "FEFF"),
    ("\ud800", "D800"),
    ("\U000e0041", "E0041"),
    ("\r", "000D"),
)


def shown(fragment: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", fragment))


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_markup_is_escaped(text: str, expected: str) -> None:
    assert inert(text) == expected


@pytest.mark.parametrize(("character", "code"), NAMED)
def test_a_control_character_is_named_instead_of_acting(character: str, code: str) -> None:
    text = f"left{character}right"
    assert visible(text) == f"left⟨U+{code}⟩right"
    assert shown(inert(text)) == f"left⟨U+{code}⟩right"
    assert character not in inert(text) + attribute(text)


def test_an_attribute_cannot_be_left() -> None:
    assert '"' not in attribute('" onmouseover="alert(1)')


MARKINGS = (
    ("none", (), '8 mm "nodule"'),
    ("one", (Mark((0, 4), ("x",)),), '<8 mm> "nodule"'),
    ("overlapping", (Mark((0, 4), ("x",)), Mark((2, 8), ("y",))), '<8 ><mm>< "no>dule"'),
    ("nested", (Mark((0, 13), ("x",)), Mark((2, 4), ("y",))), '<8 ><mm>< "nodule">'),
    ("beyond the end", (Mark((5, 99), ("x",)),), '8 mm <"nodule">'),
    ("outside", (Mark((50, 99), ("x",)),), '8 mm "nodule"'),
    ("empty", (Mark((3, 3), ("x",)),), '8 mm "nodule"'),
)


@pytest.mark.parametrize(("marks", "expected"), [row[1:] for row in MARKINGS], ids=[row[0] for row in MARKINGS])
def test_marks_cut_the_text_where_they_begin_and_end(marks: tuple[Mark, ...], expected: str) -> None:
    fragment = marked('8 mm "nodule"', marks)
    assert html.unescape(re.sub(r"<span[^>]*>", "<", fragment).replace("</span>", ">")) == expected


def test_a_stretch_carries_the_classes_of_every_mark_over_it_and_the_way_of_the_narrowest() -> None:
    outer = Mark((0, 10), ("claim",), "Supported", "far", "from")
    inner = Mark((2, 4), ("wrong",), "Wrong side", "near")
    fragment = marked("0123456789", (inner, outer))
    assert '<a class="claim wrong" href="#near" tabindex="0" title="Supported\nWrong side">23</a>' in fragment
    assert fragment.count('id="from"') == 1
    assert fragment.count('href="#far"') == 2
    assert fragment.count('tabindex="-1"') == 1


def test_a_window_shows_its_part_alone() -> None:
    assert shown(marked("0123456789", (Mark((0, 5), ("x",)),), (3, 7))) == "3456"


@pytest.mark.parametrize("line", ["a" * 200_000, "<&>" * 60_000, "\u202e" * 20_000])
def test_a_very_long_line_is_shown_whole_and_soon(line: str) -> None:
    started = time.perf_counter()
    assert shown(marked(line, (Mark((100, 300), ("x",)),))) == visible(line)
    assert time.perf_counter() - started < 2


def test_a_text_beyond_measure_is_cut_and_says_so() -> None:
    fragment = marked("a" * (SHOWN_CHARACTERS + 1234), ())
    assert "1,234 more characters were read and are not shown" in fragment
    assert fragment.count("a") < SHOWN_CHARACTERS + 100
