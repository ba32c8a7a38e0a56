"""Hostile text stays inert, no report text reaches the address or the browser's storage, and everybody can use the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from overread.records.tables import ReviewRow

if TYPE_CHECKING:
    from tests.app.browser.conftest import NewReader, Served

SCRIPT = "<script>window.hurt=1</script><img src=x onerror='window.hurt=1'><svg onload='window.hurt=1'>"
MARKDOWN = "[a](javascript:window.hurt=1) ![b](http://elsewhere.invalid/x.png) $\\alpha$ :red[c] :material/home: **d**"
HOSTILE = f"Nodule {SCRIPT} {MARKDOWN} \u202eleft\u202c \u200b\x00 lobe.\n"
WIDE = "x" * 90_000


def test_hostile_text_is_shown_and_does_nothing(new_reader: NewReader, served: Served) -> None:
    served.load("H1", f"1. {HOSTILE}2. {WIDE}", findings=HOSTILE + WIDE)
    served.load("H2 ![b](http://elsewhere.invalid/x.png)", "Emphysema.")
    reader = new_reader("quentin")
    page = reader.page
    expect(page.get_by_role("button", name="![b](http://elsewhere.invalid/x.png)")).to_have_count(1)
    reader.open("H1")
    expect(page.locator(".or-findings")).to_contain_text("<script>window.hurt=1</script>")
    expect(page.locator(".or-findings")).to_contain_text("⟨U+202E⟩left⟨U+202C⟩ ⟨U+200B⟩⟨U+0000⟩")
    expect(page.locator(".or-impression")).to_contain_text("onerror='window.hurt=1'")
    assert page.evaluate("window.hurt") is None
    assert page.locator("[data-testid='stHtml'] > div :is(script, img, svg, iframe, form, input), .or-card img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_nothing_is_left_behind(page, "H1", ("window.hurt", "Nodule"))


def test_a_line_of_200_kilobytes_is_refused_in_words(new_reader: NewReader, served: Served) -> None:
    name = "K-wide-2"
    served.load(name)
    reader = new_reader("anna")
    reader.open(name)
    page = reader.page
    box = page.locator("textarea").first
    box.evaluate("(box, text) => { box.focus(); document.execCommand('insertText', false, text) }", "x" * 200_000)
    page.keyboard.press("Alt+g")
    expect(page.locator(".or-notice, .or-error").first).to_contain_text("expected at most 100,000", timeout=20_000)


def test_hostile_text_in_the_editor_is_kept_to_the_character(new_reader: NewReader, served: Served) -> None:
    served.load("H3", f"1. {HOSTILE}2. Moderate emphysema.")
    reader = new_reader("tina")
    page = reader.page
    reader.open("H3")
    own = page.get_by_label("Your impression")
    if own.count():
        own.fill(HOSTILE)
        page.keyboard.press("Alt+g")
    editor = page.locator(".st-key-editor textarea").first
    expect(editor).to_have_value(f"1. {HOSTILE}2. Moderate emphysema.")
    editor.press("Control+End")
    page.keyboard.type(" No <i>effusion</i>.")
    editor.blur()
    expect(page.locator(".or-changes")).to_contain_text("<i>effusion</i>")
    expect(page.locator(".or-title").filter(has_text="not kept yet")).to_have_count(0)
    assert page.evaluate("window.hurt") is None
    with served.store.read() as session:
        kept = session.scalars(select(ReviewRow.text).where(ReviewRow.study_id == "H3")).one()
    assert kept == f"1. {HOSTILE}2. Moderate emphysema. No <i>effusion</i>."
    assert_nothing_is_left_behind(page, "H3", ("window.hurt", "emphysema"))


def assert_nothing_is_left_behind(page: Page, study: str, words: tuple[str, ...]) -> None:
    """No report text in the address, the history's titles, cookies or storage."""
    kept = page.evaluate(
        "location.href + document.title + document.cookie + JSON.stringify({...localStorage, ...sessionStorage})"
    )
    assert page.url.endswith(f"/study?study={study}")
    assert [word for word in words if word in kept] == []
    assert page.evaluate("indexedDB.databases().then(all => all.map(each => each.name))") == []


def serious(page: Page) -> list[str]:
    """Return the findings of axe-core that are serious or critical, with where they are."""
    found = Axe().run(page).response["violations"]
    grave = [item for item in found if item["impact"] in ("serious", "critical")]
    return [f"{item['id']}: {node['target']} {node['html'][:160]}" for item in grave for node in item["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_page(new_reader: NewReader, served: Served, scheme: str) -> None:
    name = f"Axe-{scheme}"
    served.load(name, "1. 4 mm nodule in the right upper lobe.\n2. Pneumothorax.\n3. Mild emphysema.")
    reader = new_reader(scheme=scheme)
    page = reader.page
    page.goto(served.address)
    page.get_by_label("User name").wait_for(timeout=60_000)
    found = {"sign in": serious(page)}
    reader.sign_in("anna")
    page.locator(".or-line").first.wait_for()
    found["worklist"] = serious(page)
    reader.open(name)
    own = page.get_by_label("Your impression")
    if own.count():
        found["own first"] = serious(page)
        own.fill("4 mm nodule in the left upper lobe.")
        page.keyboard.press("Alt+g")
    page.locator(".or-card").first.wait_for()
    found["study"] = serious(page)
    page.keyboard.press("Alt+m")
    page.locator(".st-key-answer").wait_for()
    found["answering"] = serious(page)
    page.keyboard.press("Escape")
    for link in ("Training", "Try"):
        page.get_by_role("link", name=link).click()
        page.locator(".or-title").first.wait_for()
        page.wait_for_timeout(800)
        found[link] = serious(page)
    assert {name: items for name, items in found.items() if items} == {}
