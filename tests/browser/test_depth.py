"""From a mark of a chart to the rows behind it, clicked by hand."""

from __future__ import annotations

from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from lishui_dash.views.languages import text
from tests.browser.conftest import Server

PAGE = "c08_safety?indicator=M08_DAYS_SUPPLY"
_TIMES_DRAWN = 5


def chart(page: Page, kind: str) -> str:
    return f"[class*=st-key-{kind}-M08_DAYS_SUPPLY]"


def click_mark(page: Page, kind: str, mark: str, number: int) -> None:
    """Click a mark of a chart in its middle; Plotly listens above its drawing."""
    drawn = page.locator(f"{chart(page, kind)} {mark}").nth(number)
    # Plotly draws a chart more than once while its place on the page is found.
    box = None
    for _ in range(_TIMES_DRAWN):
        expect(drawn).to_be_attached()
        with suppress(Error):
            drawn.scroll_into_view_if_needed()
            box = drawn.bounding_box()
        if box:
            break
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize(
    ("kind", "mark", "number", "said"),
    [
        ("places", ".bars .point path", 0, "青田"),
        ("trend", ".scatterlayer .points path", -2, "03-02"),
        ("spread", ".bars .point path", 4, "20–25"),
    ],
)
def test_a_click_on_a_mark_leaves_its_rows(
    page: Page, demo_server: Server, kind: str, mark: str, number: int, said: str
) -> None:
    page.goto(f"{demo_server.address}/{PAGE}")
    rows = page.get_by_text(text("history.hint", "hans"))
    expect(page.get_by_text(text("rows.title", "hans")).first).to_be_visible()
    expect(rows).to_have_count(0)
    click_mark(page, kind, mark, number)
    expect(rows).to_be_visible()
    behind = page.locator("[data-testid=stExpander]").filter(has=rows)
    expect(behind).to_contain_text(said)


def test_another_figure_is_looked_into_and_the_address_names_it(
    page: Page, demo_server: Server
) -> None:
    page.goto(f"{demo_server.address}/c08_safety")
    expect(page.locator(".lp-card-head#M08_DAYS_SUPPLY")).to_be_visible()
    page.locator("[data-testid=stButtonGroup]").get_by_text("一线医护参保率").click()
    expect(page.locator(".lp-card-head#M08_INSURED")).to_be_visible()
    assert "indicator=M08_INSURED" in page.url
    page.reload()
    expect(page.locator(".lp-card-head#M08_INSURED")).to_be_visible()
