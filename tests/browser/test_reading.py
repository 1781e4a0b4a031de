"""A page is read by everybody: in the dark, on a phone, with keys alone, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lishui_dash.catalogue import CLAUSES
from lishui_dash.ui.theme import DARK, LIGHT
from tests.browser.conftest import Server

ROOT = Path(__file__).parents[2]
CLAUSE, OWN = "c08_safety", ("c05_manpower", "c06_living", "c09_form_burden")
"""A page of a clause, and those that have something of their own; the others are alike."""
STEMS = sorted(
    {path.stem for path in (ROOT / "pages").glob("*.py")}.difference(CLAUSES, {"wall"})
    | {CLAUSE, *OWN}
)
SCRIPT = Path(__file__).with_name("reading.js").read_text("utf-8")

LEAST_CONTRAST = 4.5
LEAST_SIZE = 14
"""Pixels; the smallest text on a phone."""
LEAST_TARGET = 40
"""Pixels; the lowest control on a phone."""
MOST_TABS = 60
SETTLED = 1000
"""Milliseconds in which a page comes to rest after it was made other."""

every_page = pytest.mark.parametrize("stem", STEMS)


def open_page(page: Page, server: Server, stem: str) -> None:
    """Open a page and wait until it stands still."""
    page.add_init_script(SCRIPT)
    page.goto(f"{server.address}/{stem}")
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
    page.wait_for_timeout(SETTLED)


def found(page: Page, asked: str) -> object:
    return page.evaluate(f"reading.{asked}")


@every_page
def test_a_page_is_read_in_light_and_dark_by_keys_and_on_a_phone(
    page: Page, demo_server: Server, stem: str
) -> None:
    open_page(page, demo_server, stem)
    faint = f"faint({LEAST_CONTRAST})"
    asked = ("unnamed()", "jumped()", "ordered()", "stuck()", faint)
    wrong = {ask: found(page, ask) for ask in asked}
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".stApp")).to_have_css("background-color", _rgb(DARK.page))
    page.wait_for_timeout(SETTLED)
    wrong["dark"] = found(page, faint)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(SETTLED)
    for ask in ("aside()", f"small({LEAST_SIZE})", f"narrow({LEAST_TARGET})"):
        wrong[ask] = found(page, ask)
    assert {ask: told for ask, told in wrong.items() if told} == {}


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
