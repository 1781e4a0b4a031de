"""What a clerk does on the page for handing in files."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MOST_QUESTIONS = 8


def hand_in(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def fill_in(box: Locator, text: str) -> None:
    box.fill(text)
    box.press("Enter")


def explain(page: Page, reason: str) -> None:
    """Give every reason the page asks for, so that the file can be confirmed."""
    confirm = page.get_by_role("button", name="确认入库")
    expect(confirm).to_be_visible()
    empty = page.locator('input[aria-label*="原因"][value=""]')
    for _ in range(MOST_QUESTIONS):
        expect(confirm.or_(empty.first).first).to_be_visible()
        if confirm.is_enabled():
            return
        if not empty.count():
            page.wait_for_timeout(1000)  # all are given, and the page is thinking
            continue
        label = empty.first.get_attribute("aria-label") or ""
        fill_in(page.get_by_role("textbox", name=label, exact=True), reason)
        page.wait_for_timeout(1000)
    expect(confirm).to_be_enabled()
