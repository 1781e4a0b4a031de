"""The wall in a real browser: nothing is cut off, nothing is missing, and it is alive."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES
from lishui_dash.views.languages import LANGS, Lang
from tests.browser.conftest import Server, screen

SCREENS = [(1920, 1080), (3840, 2160), (5760, 1080)]
NAMES_OF_THINGS = {"N95"}
"""What Chinese officials write in Latin letters."""

CUT_OFF = """() => [...document.querySelectorAll('.wall, .wall *')]
    .filter(e => e.clientWidth && (
        e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX != 'visible' ||
        e.scrollHeight > e.clientHeight + 2 && getComputedStyle(e).overflowY != 'visible'))
    .map(e => e.className + ': ' + e.textContent.slice(0, 60))"""
OVERLAPPING = """() => [...document.querySelectorAll('.wall [data-indicator]')]
    .filter(e => {
        const box = e.parentElement.getBoundingClientRect();
        return [...e.children].some(c => c.getBoundingClientRect().bottom > box.bottom + 2);
    })
    .map(e => e.textContent.slice(0, 60))"""


def open_wall(page: Page, server: Server, lang: Lang = "hans") -> None:
    page.goto(f"{server.address}/wall?lang={lang}")
    expect(page.locator(".wall [data-indicator]").first).to_be_visible()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_wall_cuts_nothing_off_and_lays_nothing_over_another(
    width: int, height: int, lang: Lang, browser: Browser, demo_server: Server
) -> None:
    with screen(browser, width, height) as page:
        open_wall(page, demo_server, lang)
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate(OVERLAPPING) == []


def test_the_wall_shows_every_figure_and_place_declared_for_it_once(
    page: Page, demo_server: Server
) -> None:
    open_wall(page, demo_server)
    declared = [i.name for i in CATALOGUE.indicators.values() if i.wall is not None]
    assert declared
    for name in declared:
        expect(page.locator(f'.wall [data-indicator="{name}"]')).to_have_count(1)
    for place in PLACES:
        expect(page.locator(f'.wall [data-place="{place.code}"]')).to_have_count(1)


def test_the_wall_is_chinese_throughout(page: Page, demo_server: Server) -> None:
    open_wall(page, demo_server)
    shown = page.locator(".wall").inner_text()
    assert set(re.findall(r"[A-Za-z][A-Za-z0-9]+", shown)) <= NAMES_OF_THINGS


def test_the_clock_runs_without_drawing_the_wall_anew(
    page: Page, demo_server: Server
) -> None:
    open_wall(page, demo_server)
    page.evaluate("document.querySelector('.wall').dataset.same = 'yes'")
    clock = page.locator("body > .clock b")
    before = clock.inner_text()
    expect(clock).not_to_have_text(before, timeout=10_000)
    assert page.locator(".wall").get_attribute("data-same") == "yes"
