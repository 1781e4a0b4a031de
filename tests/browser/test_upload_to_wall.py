"""The main job, in a real browser: a clerk's file goes in and every screen follows."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from playwright.sync_api import Browser, Page, expect

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.demo.files import csv_file
from tests.browser.clerk import explain, hand_in
from tests.browser.conftest import Server, screen, serving
from tests.kept import Kept

FEED = CATALOGUE.feeds["supplies_daily"]
DAY = date(2020, 3, 3)
STORE = "331121-S01"
STOCK = "M08_DAYS_SUPPLY"
FOLLOWS = 30_000
"""Milliseconds in which a screen that nobody touches must show what was received. How soon
it does is measured by a benchmark."""


def rows_of_the_store(kept: Kept) -> pa.Table:
    """Return what 青田's store has reported for the day, as the demo left it."""
    engine = open_desk(kept.store, kept.key_file).engine
    names = ", ".join(FEED.column_names)
    rows = engine.arrow(
        f"""
        SELECT {names}
        FROM {FEED.name}
        WHERE unit_code = $unit AND report_date = $day
        ORDER BY item_code
        """,
        {"unit": STORE, "day": DAY},
    )
    engine.close()
    return rows


def changed(rows: pa.Table, item: str, **cells: float) -> pa.Table:
    """Return the rows with other cells in the row of one item."""
    lines = rows.to_pylist()
    [line] = [line for line in lines if line["item_code"] == item]
    line.update(cells)
    return pa.Table.from_pylist(lines, schema=rows.schema)


def figure(page: Page, indicator: str) -> str:
    return page.locator(f"[data-indicator={indicator}]").first.inner_text()


@pytest.fixture
def kept(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return small_demo.copied_to(tmp_path_factory.mktemp("main_job"))


def test_a_corrected_file_reaches_every_screen_by_itself(
    browser: Browser, kept: Kept
) -> None:
    rows = rows_of_the_store(kept)
    # A gift of 5,000 masks was left out: 1,590 + 5,000 = 6,590 last 12.36 days.
    corrected = changed(rows, "n95_medical", donated_qty=5000, closing_qty=6590)
    with (
        serving(kept) as server,
        screen(browser) as clerk,
        screen(browser) as wall,
        screen(browser) as overview,
        screen(browser) as measure,
    ):
        for page, address in ((wall, "wall"), (overview, "overview")):
            page.goto(f"{server.address}/{address}")
        measure.goto(f"{server.address}/c08_safety")
        screens = (wall, overview, measure)
        for page in screens:
            expect(page.locator(f"[data-indicator={STOCK}]").first).to_contain_text("2.98")
        clerk.goto(f"{server.address}/upload")
        hand_in(clerk, "防护物资日报_青田_更正.csv", csv_file(FEED, corrected, "gb18030"))
        explain(clerk, "漏报捐赠 5000 只")
        clerk.get_by_role("button", name="确认入库").click()
        expect(clerk.locator("[data-testid=stMain]")).to_contain_text("回执")
        for page in screens:
            expect(page.locator(f"[data-indicator={STOCK}]").first).not_to_contain_text(
                "2.98", timeout=FOLLOWS
            )


def test_a_file_sent_back_says_row_column_value_and_remedy(
    page: Page, own_server: Server, kept: Kept
) -> None:
    wrong = changed(rows_of_the_store(kept), "n95_medical", closing_qty=-1)
    page.goto(f"{own_server.address}/upload")
    hand_in(page, "防护物资日报.csv", csv_file(FEED, wrong))
    main = page.locator("[data-testid=stMain]")
    expect(main).to_contain_text("退回")
    for said in (FEED.column("closing_qty").words.hans, "-1"):
        expect(main).to_contain_text(said)
