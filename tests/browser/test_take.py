"""What is taken along really comes, and says what the page shows."""

from __future__ import annotations

import csv
import io
import struct
from pathlib import Path
from xml.etree import ElementTree

from playwright.sync_api import Locator, Page, expect
from python_calamine import CalamineWorkbook

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.views.languages import text
from tests.browser.conftest import Server

SVG = "{http://www.w3.org/2000/svg}"
DAYS_OF_SUPPLY = CATALOGUE.indicators["M08_DAYS_SUPPLY"].words.hans


def taken(page: Page, button: Locator, *, by_keyboard: bool = False) -> tuple[str, bytes]:
    """Press a button; return the name and the content of the file that comes."""
    with page.expect_download() as coming:
        if by_keyboard:
            button.focus()
            page.keyboard.press("Enter")
        else:
            button.click()
    found = coming.value
    return found.suggested_filename, Path(found.path()).read_bytes()


def test_the_overview_comes_as_csv_and_as_a_workbook(
    page: Page, demo_server: Server
) -> None:
    page.goto(f"{demo_server.address}/overview")
    shown = page.locator(f"tr[data-indicator={'M08_DAYS_SUPPLY'}] td.v b")
    expect(shown).to_be_visible()
    box = page.locator(".st-key-take-overview-list")
    name, content = taken(page, box.get_by_text(text("take.csv", "hans")))
    assert name == "指标清单_全市_20200303.csv"
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) - 1 == page.locator("tr[data-indicator]").count()
    [row] = [row for row in rows if row[1] == DAYS_OF_SUPPLY]
    assert row[rows[0].index("当前值")] == shown.inner_text()
    name, content = taken(
        page, box.get_by_role("button", name=text("take.xlsx", "hans")), by_keyboard=True
    )
    assert name == "指标清单_全市_20200303.xlsx"
    book = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    told = book.to_python()
    assert told[0] == rows[0]
    [of_book] = [row for row in told if row[1] == DAYS_OF_SUPPLY]
    assert of_book[rows[0].index("当前值")] == float(shown.inner_text())


def test_a_chart_comes_as_the_browser_has_drawn_it(page: Page, demo_server: Server) -> None:
    page.goto(f"{demo_server.address}/c08_safety")
    button = page.locator('[data-take="svg"]').first
    expect(button).to_be_visible()
    chart, stem, title = (
        button.get_attribute(f"data-{name}") or "" for name in ("chart", "name", "title")
    )
    texts = page.locator(f".st-key-{chart} .main-svg text")
    expect(texts.first).to_be_visible()
    name, content = taken(page, button)
    assert name == f"{stem}.svg"
    assert name.endswith("_全市_20200303.svg")
    drawn = ElementTree.fromstring(content)
    said = {"".join(one.itertext()) for one in drawn.iter(f"{SVG}text")}
    assert drawn.findtext(f"{SVG}title") == title
    assert any(title.startswith(line) for line in said if line)
    assert any("数据截至 2020-03-03" in line for line in said)
    assert set(texts.all_text_contents()) <= said
    assert b"http://127" not in content
    width, height = int(drawn.attrib["width"]), int(drawn.attrib["height"])
    button = page.locator(f'[data-chart="{chart}"][data-take="png"]')
    name, content = taken(page, button, by_keyboard=True)
    assert name == f"{stem}.png"
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == (2 * width, 2 * height)


def test_the_link_leads_to_what_was_seen(page: Page, demo_server: Server) -> None:
    page.goto(f"{demo_server.address}/c08_safety?place=331121")
    page.locator('[data-take="link"]').click()
    shown = page.locator(".lp-take output").first
    expect(shown).to_contain_text("as_of=2020-03-03")
    address = shown.inner_text()
    assert address.startswith(f"{demo_server.address}/c08_safety?")
    assert "place=331121" in address
    assert "lang=hans" in address
