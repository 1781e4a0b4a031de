"""A page is read by everybody: in the dark, on a phone, with keys alone, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lishui_dash.ui.theme import DARK, LIGHT
from tests.browser.conftest import Server, screen

ROOT = Path(__file__).parents[2]
STEMS = sorted({path.stem for path in (ROOT / "pages").glob("*.py")} - {"wall"})
CLAUSE = "c08_safety"
SCRIPT = Path(__file__).with_name("reading.js").read_text("utf-8")

LEAST_CONTRAST = 4.5
LEAST_SIZE = 14
"""Pixels; the smallest text on a phone."""
LEAST_TARGET = 40
"""Pixels; the lowest control on a phone."""
MOST_TABS = 60

every_page = pytest.mark.parametrize("stem", STEMS)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with screen(browser, 390, 844) as opened:
        yield opened


def open_page(page: Page, server: Server, stem: str) -> None:
    """Open a page and wait until it stands still."""
    page.add_init_script(SCRIPT)
    page.goto(f"{server.address}/{stem}")
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
    page.wait_for_timeout(1000)


def found(page: Page, asked: str) -> object:
    return page.evaluate(f"reading.{asked}")


@every_page
def test_a_page_can_be_read_in_the_light(
    page: Page, demo_server: Server, stem: str
) -> None:
    open_page(page, demo_server, stem)
    assert found(page, f"faint({LEAST_CONTRAST})") == []


@every_page
def test_a_page_can_be_read_in_the_dark(page: Page, demo_server: Server, stem: str) -> None:
    page.emulate_media(color_scheme="dark")
    open_page(page, demo_server, stem)
    expect(page.locator(".stApp")).to_have_css("background-color", _rgb(DARK.page))
    assert found(page, f"faint({LEAST_CONTRAST})") == []


@every_page
def test_everything_on_a_page_has_a_name_and_its_place(
    page: Page, demo_server: Server, stem: str
) -> None:
    open_page(page, demo_server, stem)
    assert found(page, "unnamed()") == []
    assert found(page, "jumped()") == []
    assert found(page, "ordered()") == []
    assert found(page, "stuck()") == []


@every_page
def test_a_page_fits_a_phone_in_portrait(
    phone: Page, demo_server: Server, stem: str
) -> None:
    open_page(phone, demo_server, stem)
    assert found(phone, "aside()") == []
    assert found(phone, f"small({LEAST_SIZE})") == []
    assert found(phone, f"narrow({LEAST_TARGET})") == []


@pytest.mark.parametrize(
    ("lang", "told"), [("hans", "zh-CN"), ("hant", "zh-TW"), ("en", "en")]
)
def test_a_page_tells_the_browser_its_language(
    page: Page, demo_server: Server, lang: str, told: str
) -> None:
    open_page(page, demo_server, f"{CLAUSE}?lang={lang}")
    expect(page.locator("html")).to_have_attribute("lang", told)


def test_whatever_has_the_focus_is_seen(page: Page, demo_server: Server) -> None:
    open_page(page, demo_server, "overview")
    seen = set()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        kind, ring = page.evaluate(
            """() => {
              const one = document.activeElement, style = getComputedStyle(one);
              const parent = getComputedStyle(one.parentElement);
              const ring = [style.boxShadow, parent.boxShadow].some((s) => s !== "none")
                || style.outlineStyle !== "none" || parent.outlineStyle !== "none";
              return [one.className || one.tagName, ring];
            }"""
        )
        assert ring, kind
        seen.add(kind)
    assert "lp-link" in seen
    assert "lp-scroll" in seen


def test_a_page_on_paper_is_the_page_alone(page: Page, demo_server: Server) -> None:
    page.emulate_media(color_scheme="dark")
    open_page(page, demo_server, CLAUSE)
    page.emulate_media(media="print", color_scheme="light")
    expect(page.locator("[data-testid=stSidebar]")).to_be_hidden()
    expect(page.locator("[data-testid=stHeader]")).to_be_hidden()
    expect(page.locator(".stDownloadButton:visible")).to_have_count(0)
    expect(page.locator(".ld-head")).to_be_visible()
    expect(page.locator(".stApp")).to_have_css("background-color", _rgb(LIGHT.page))
    expect(page.locator(".ld-head b").first).to_have_css("color", _rgb(LIGHT.ink))
    ink = page.locator(".js-plotly-plot .xtick text").first
    expect(ink).to_have_css("fill", _rgb(LIGHT.ink))


def _rgb(colour: str) -> str:
    red, green, blue = bytes.fromhex(colour[1:])
    return f"rgb({red}, {green}, {blue})"
