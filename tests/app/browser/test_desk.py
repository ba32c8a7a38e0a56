"""The quality desk, the models page, the users page and one's own account in Chromium: for everybody, and closed."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from overread.records import (
    Challenge,
    answer_challenge,
    disposition_flag,
    open_review,
    record_scroll,
    reveal_draft,
    sign,
    sign_in,
    write_own_impression,
)

if TYPE_CHECKING:
    from tests.app.browser.conftest import NewReader, Served

PASSWORD = "a long enough password"  # noqa: S105


@pytest.fixture(scope="module")
def signed(served: Served) -> Served:
    """Sign two studies, one of them over a dismissed flag."""
    with served.store.begin() as session:
        anna = sign_in(session, "anna", PASSWORD)
    for study in ("Desk-1", "Desk-2"):
        served.load(study)
        with served.store.begin() as session:
            view = open_review(session, anna, study)
            if not view.revealed:
                write_own_impression(session, anna, view.review_id, "Nodule on the left.")
                view = reveal_draft(session, anna, view.review_id)
        for flag in view.flags:
            with served.store.begin() as session:
                view = disposition_flag(
                    session, anna, view.review_id, view.version, flag.key, "dismiss", "checker_misread", "looked again"
                )
        with served.store.begin() as session:
            view = record_scroll(session, anna, view.review_id, view.text_sha256)
        with served.store.begin() as session:
            challenge = sign(session, anna, view.review_id, view.version)
        assert isinstance(challenge, Challenge)
        with served.store.begin() as session:
            answer_challenge(session, anna, challenge.id, "Compared with the findings")
        with served.store.begin() as session:
            sign(session, anna, view.review_id, view.version)
    return served


def serious(page: Page) -> list[str]:
    """Return the findings of axe-core that are serious or critical, with where they are."""
    page.wait_for_timeout(600)
    found = Axe().run(page).response["violations"]
    grave = [item for item in found if item["impact"] in ("serious", "critical")]
    return [f"{item['id']}: {node['target']} {node['html'][:160]}" for item in grave for node in item["nodes"]]


def go(page: Page, place: str) -> None:
    """Choose a page in the navigation."""
    page.get_by_role("link", name=place, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)


PLACES: dict[str, tuple[str, ...]] = {
    "Quality": ("By reader", "Flags", "Over time", "Seeded errors", "Audit and export"),
    "Models": ("Models", "Prompts", "Evaluations", "Model card", "Intended use"),
    "Users": ("Change an account", "New account"),
    "Account": (),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_nothing_runs_off_the_page(new_reader: NewReader, signed: Served, scheme: str) -> None:
    page = new_reader("adele", scheme).page
    found: dict[str, list[str]] = {}
    for place, tabs in PLACES.items():
        go(page, place)
        for tab in tabs or ("",):
            if tab:
                page.get_by_role("tab", name=tab).click()
            found[f"{place} {tab}"] = serious(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{place} {tab}"
    assert {name: items for name, items in found.items() if items} == {}


def test_the_charts_are_drawn_by_what_the_page_itself_serves(new_reader: NewReader, signed: Served) -> None:
    page = new_reader("quentin").page
    go(page, "Quality")
    for tab in ("By reader", "Flags", "Over time"):
        page.get_by_role("tab", name=tab).click()
        drawn = page.locator("[data-testid='stVegaLiteChart'] :is(canvas, svg.marks)").locator("visible=true").first
        expect(drawn).to_be_visible(timeout=30_000)
    assert signed.elsewhere == []


def test_the_figures_are_taken_away_as_csv_and_json_lines(new_reader: NewReader, signed: Served) -> None:
    page = new_reader("quentin").page
    go(page, "Quality")
    page.get_by_role("tab", name="Audit and export").click()
    page.get_by_role("combobox", name="Table").click()
    page.get_by_role("option", name="Signed studies").click()
    texts = []
    for kind in ("CSV", "JSON Lines"):
        button = page.get_by_role("button", name=re.compile(rf"^([2-9]|\d\d+) rows as {kind}$"))
        expect(button).to_be_enabled(timeout=30_000)
        with page.expect_download() as download:
            button.click()
        texts.append(download.value.path().read_text("utf-8"))
    rows = {row["study_id"]: row for row in csv.DictReader(io.StringIO(texts[0]))}
    lines = {line["study_id"]: line for line in map(json.loads, texts[1].splitlines())}
    assert rows["Desk-1"]["reader"] == lines["Desk-1"]["reader"] == "anna"
    assert "nodule" not in "".join(texts).lower()
    assert "looked again" not in "".join(texts)


def test_the_audit_is_verified_by_keyboard(new_reader: NewReader, signed: Served) -> None:
    page = new_reader("quentin").page
    go(page, "Quality")
    page.get_by_role("tab", name="By reader").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Verify the audit now")
    expect(button).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Every entry and every signature is as it was written")).to_be_visible(timeout=30_000)


def test_a_new_account_is_passed_on_and_its_password_changed(new_reader: NewReader, signed: Served) -> None:
    page = new_reader("adele").page
    go(page, "Users")
    page.get_by_role("tab", name="New account").click()
    page.get_by_role("textbox", name="User name").fill("nina")
    page.get_by_role("textbox", name="Name", exact=True).fill("Nina Newman")
    page.get_by_role("button", name="Make the account").click()
    given = page.locator(".or-once").inner_text(timeout=30_000)
    guest = new_reader().page
    guest.goto(signed.address)
    guest.get_by_label("User name").fill("nina", timeout=60_000)
    guest.get_by_role("textbox", name="Password").fill(given)
    guest.keyboard.press("Enter")
    expect(guest.get_by_role("heading", name="Choose a password of your own")).to_be_visible(timeout=30_000)
    assert serious(guest) == []
    for name, said in (("Temporary password", given), ("New password", PASSWORD), ("New password, again", PASSWORD)):
        guest.get_by_role("textbox", name=name, exact=True).fill(said)
    guest.get_by_role("button", name="Change the password").click()
    expect(guest.get_by_role("heading", name="Worklist")).to_be_visible(timeout=30_000)


def test_another_site_cannot_talk_to_the_page(new_reader: NewReader, served: Served) -> None:
    page = new_reader().page
    page.goto(served.address)
    page.get_by_label("User name").wait_for(timeout=60_000)
    port = served.address.rsplit(":", 1)[1]
    assert statuses(port, {"Host": f"evil.example:{port}", "Origin": f"http://evil.example:{port}"}) == 403
    assert statuses(port, {"Host": f"127.0.0.1:{port}", "Origin": "http://evil.example"}) == 403
    assert statuses(port, {"Host": f"127.0.0.1:{port}", "Origin": f"http://127.0.0.1:{port}"}) == 101


def statuses(port: str, headers: dict[str, str]) -> int:
    """Return the status with which the server answers a WebSocket that is asked for under these headers."""
    said = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "A" * 22 + "==",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in (said | headers).items())
    with socket.create_connection(("127.0.0.1", int(port)), timeout=10) as connection:
        connection.sendall(f"GET /_stcore/stream HTTP/1.1\r\n{lines}\r\n".encode())
        return int(connection.recv(64).split()[1])
