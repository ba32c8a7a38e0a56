"""Reading in a real browser: by keyboard alone, with the evidence lit, checked while typing, and two at one study."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect
from sqlalchemy import select

from overread.records.accounts import end_sign_ins
from overread.records.tables import UserRow

if TYPE_CHECKING:
    from tests.app.browser.conftest import NewReader, Served

RIGHT = "1. 4 mm nodule in the left upper lobe.\n2. Moderate emphysema."
WRONG = "1. 4 mm nodule in the right upper lobe.\n2. Moderate emphysema."
EDITOR = ".st-key-editor textarea"
_NUMBERS = count()


def study_for(username: str, first: bool = False) -> str:
    """Return an id for which a reader writes their own impression first, or does not, at a share of one half."""
    for number in _NUMBERS:
        name = f"K{number}"
        drawn = int(hashlib.sha256(f"{name}\0{username}".encode()).hexdigest(), 16) % 1_000_000 < 500_000
        if drawn is first:
            return name
    raise ValueError("no id was left")


def focused(page: Page) -> str:
    return str(page.evaluate("(document.activeElement.getAttribute('aria-label') || '') + document.activeElement.textContent"))


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until what is focused fits."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def test_from_the_worklist_to_the_signature_by_keyboard_alone(new_reader: NewReader, served: Served) -> None:
    name = study_for("anna")
    served.load(name)
    reader = new_reader("anna")
    page = reader.page
    page.get_by_role("button", name=re.compile(rf"· {name}$")).first.wait_for()
    page.evaluate("document.activeElement.blur()")
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page).endswith(f"· {name}"):
            break
    page.keyboard.press("Enter")
    page.locator(".st-key-sign").wait_for()
    reader.rest()
    page.keyboard.press("Alt+m")
    expect(page.get_by_role("radio", name="I see it on the images")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-answer")).to_have_count(0)
    reader.rest()
    page.keyboard.press("Alt+a")
    expect(page.get_by_role("radio", name="I see it on the images")).to_be_focused()
    reader.rest()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("right on image 40")
    page.keyboard.press("Enter")
    expect(page.locator(".or-settled")).to_contain_text("I see it on the images “right on image 40”")
    tab_to(page, ".or-findings")
    page.keyboard.press("End")
    expect(page.locator(".or-obstacles").last).to_contain_text("Ready to sign", timeout=15_000)
    page.keyboard.press("Alt+g")
    challenge = page.get_by_label("Your answer, which is kept")
    expect(challenge.or_(page.locator(".or-signature"))).to_be_visible(timeout=15_000)
    if challenge.count():
        expect(challenge).to_be_focused()
        page.keyboard.type("I compared side, size and lobe with the findings.")
        page.keyboard.press("Alt+g")
    expect(page.locator(".or-signature")).to_contain_text("Signed by Anna Berg", timeout=15_000)
    page.keyboard.press("Alt+l")
    expect(page.get_by_role("heading", name="Worklist")).to_be_visible()


def test_what_is_typed_is_checked_at_once(
    new_reader: NewReader, served: Served, record_property: Callable[[str, object], None]
) -> None:
    name = study_for("anna")
    served.load(name)
    reader = new_reader("anna")
    reader.open(name)
    page = reader.page
    editor = page.locator(EDITOR).first
    expect(page.locator(".or-card")).to_have_count(1)
    times = []
    for text, cards in ((RIGHT, 0), (WRONG, 1)) * 3:
        editor.fill(text)
        page.evaluate(WATCH, [cards])
        times.append(float(page.evaluate("window.checkedAfter")))
    record_property("recheck_ms", sorted(times)[len(times) // 2])
    print(f"re-check: {', '.join(f'{each:.0f}' for each in times)} ms")
    editor.fill(RIGHT)
    expect(page.locator(".or-changes")).to_contain_text("right left")
    expect(page.locator(".or-title").filter(has_text="not kept yet")).to_have_count(1)
    editor.blur()
    expect(page.locator(".or-title").filter(has_text="not kept yet")).to_have_count(0)
    page.keyboard.press("Alt+z")
    expect(editor).to_have_value(WRONG)
    expect(page.locator(".or-card")).to_have_count(1)
    assert sorted(times)[len(times) // 2] < 2000


WATCH = """async ([cards]) => {
  const editor = document.querySelector(".st-key-editor textarea");
  const started = performance.now();
  editor.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
  while (document.querySelectorAll(".or-card").length !== cards && performance.now() - started < 10000)
    await new Promise(requestAnimationFrame);
  window.checkedAfter = performance.now() - started;
}"""
"""Sends what stands in the editor and waits, frame by frame, until the flags of the new text are there."""


def test_claims_light_their_evidence_and_evidence_its_claims(new_reader: NewReader, served: Served) -> None:
    name = study_for("anna")
    served.load(name, RIGHT)
    reader = new_reader("anna")
    reader.open(name)
    page = reader.page
    claim = page.locator(".or-claim", has_text="4 mm nodule").first
    found = page.locator(".or-findings .or-evidence", has_text="4 mm nodule").first
    row = page.locator(".or-rows .or-evidence").first
    plain = found.evaluate(GROUND)
    claim.hover()
    assert found.evaluate(GROUND) != plain
    assert row.evaluate(GROUND) != plain
    found.hover()
    assert claim.evaluate(GROUND) != plain
    row.focus()
    page.mouse.move(0, 0)
    assert claim.evaluate(GROUND) != plain


GROUND = "element => getComputedStyle(element).backgroundColor"


def test_two_readers_cannot_overwrite_each_other(new_reader: NewReader, served: Served) -> None:
    name = next(each for each in iter(lambda: study_for("anna"), None) if each and not drawn_for("ben", each))
    served.load(name)
    anna, ben = new_reader("anna"), new_reader("ben")
    anna.open(name)
    ben.open(name)
    anna.page.locator(EDITOR).first.fill(RIGHT)
    anna.page.locator(EDITOR).first.blur()
    expect(anna.page.locator(".or-card")).to_have_count(0)
    expect(anna.page.locator(".or-title").filter(has_text="not kept yet")).to_have_count(0)
    ben.page.locator(EDITOR).first.fill("Emphysema alone.")
    ben.page.locator(EDITOR).first.blur()
    expect(ben.page.locator(".or-notice")).to_contain_text("Changed by somebody else.")
    expect(ben.page.locator(EDITOR).first).to_have_value(RIGHT)
    expect(ben.page.get_by_text("Your text, laid aside")).to_be_visible()


def drawn_for(username: str, name: str) -> bool:
    return int(hashlib.sha256(f"{name}\0{username}".encode()).hexdigest(), 16) % 1_000_000 < 500_000


def test_an_early_signature_is_refused_in_words(new_reader: NewReader, served: Served) -> None:
    name = study_for("anna")
    served.load(name, findings=FINDINGS_LONG)
    reader = new_reader("anna")
    reader.open(name)
    page = reader.page
    page.locator(".st-key-sign button").click()
    expect(page.locator(".or-notice")).to_contain_text(re.compile(r"Not done: \d flags? must be settled first"))
    page.get_by_role("button", name="Delete").first.click()
    expect(page.locator(".or-obstacles").last).not_to_contain_text("must be settled")
    page.locator(".st-key-sign button").click()
    expect(page.locator(".or-notice")).to_contain_text("Not done: Scroll through the whole text first")
    reader.scroll_through()
    page.locator(".st-key-sign button").click()
    expect(page.locator(".or-challenge")).to_contain_text("the findings and this text take at least")
    assert page.locator(".or-signature").count() == 0


FINDINGS_LONG = "There is a 4 mm nodule in the left upper lobe. Moderate emphysema. No pleural effusion. " + " ".join(
    f"Rib {number} is intact." for number in range(1, 150)
)


def test_one_s_own_impression_comes_before_the_draft(new_reader: NewReader, served: Served) -> None:
    name = study_for("anna", first=True)
    served.load(name)
    reader = new_reader("anna")
    reader.open(name)
    page = reader.page
    assert "right upper lobe" not in page.locator("body").inner_text()
    page.get_by_label("Your impression").fill("4 mm nodule in the left upper lobe.")
    page.keyboard.press("Alt+g")
    expect(page.locator(".or-apart").first).to_contain_text("You differ")
    expect(page.locator(EDITOR).first).to_have_value(WRONG)


def test_an_ended_sign_in_leads_to_the_way_in(new_reader: NewReader, served: Served) -> None:
    name = study_for("anna")
    served.load(name)
    reader = new_reader("anna")
    reader.open(name)
    with served.store.begin() as session:
        user = session.scalars(select(UserRow).where(UserRow.username == "anna")).one()
        end_sign_ins(session, user)
    reader.page.get_by_role("button", name="Dismiss").first.click()
    expect(reader.page.get_by_label("User name")).to_be_visible()
    expect(reader.page.locator("body")).not_to_contain_text("nodule")


def test_large_type_is_larger(new_reader: NewReader) -> None:
    reader = new_reader("anna")
    page = reader.page
    before = page.locator(".or-page").evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    page.get_by_role("button", name="Anna Berg").click()
    page.get_by_text("Large type").click()
    started = time.perf_counter()
    while time.perf_counter() - started < 10:
        after = page.locator(".or-page").evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
        if after > before * 1.2:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the heading stays {before} px")
