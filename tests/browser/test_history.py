"""From a number to the history of a row behind it, clicked by hand."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from lishui_dash.views.languages import text
from tests.browser.conftest import Server


def test_a_click_on_a_row_behind_a_number_shows_its_history(
    page: Page, demo_server: Server
) -> None:
    page.goto(f"{demo_server.address}/c08_safety")
    page.get_by_text(text("rows.title", "hans")).first.click()
    expect(page.get_by_text(text("history.hint", "hans"))).to_be_visible()
    table = page.locator("[data-testid=stDataFrame]").first
    # The first row: its box stands at the left below the headings, on a canvas.
    table.click(position={"x": 18, "y": 53})
    title = page.get_by_text(text("history.title", "hans"), exact=True)
    expect(title).to_be_visible()
    expect(page.locator("[data-testid=stDataFrame]")).to_have_count(2)
