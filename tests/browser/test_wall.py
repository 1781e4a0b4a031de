"""The wall in a real browser: it fills the screen, it is alive, it asks nobody outside."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES
from tests.browser.conftest import ROOT, served

Screen = Callable[..., Page]
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
PATIENCE = 30_000

_CUT_OFF = """() => [...document.querySelectorAll('.wall, .wall *')]
    .filter(e => e.clientWidth && (
        e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX != 'visible' ||
        e.scrollHeight > e.clientHeight + 2 && getComputedStyle(e).overflowY != 'visible'))
    .map(e => e.className + ': ' + e.textContent.slice(0, 60))"""
_OVERLAPS = """() => [...document.querySelectorAll('.figure')].filter(e => {
    const box = e.parentElement.getBoundingClientRect(), own = e.getBoundingClientRect();
    return [...e.children].some(c => c.getBoundingClientRect().bottom > box.bottom + 2 ||
        c.scrollWidth > own.width + 12);
}).map(e => e.textContent.slice(0, 60))"""
_SCROLLS = """() => [document.documentElement, document.querySelector('.stMain')]
    .some(e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight)"""


def wall(screen: Screen, address: str, *size: int) -> Page:
    page = screen(address, *size)
    page.wait_for_selector(".wall", timeout=PATIENCE)
    page.wait_for_selector(".heart b", timeout=PATIENCE)
    return page


@pytest.mark.parametrize("lang", ["hans", "hant"])
@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)])
def test_the_wall_fills_the_screen_and_cuts_nothing_off(
    screen: Screen, site: str, size: tuple[int, int], lang: str
) -> None:
    page = wall(screen, f"{site}/wall?lang={lang}", *size)
    box = page.locator(".wall").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == size
    assert not page.evaluate(_SCROLLS)
    assert page.evaluate(_CUT_OFF) == []
    assert page.evaluate(_OVERLAPS) == []


def test_the_wall_shows_every_figure_and_place_declared_for_it(
    screen: Screen, site: str
) -> None:
    page = wall(screen, f"{site}/wall")
    for indicator in CATALOGUE.indicators.values():
        if indicator.wall is not None:
            expect(page.locator(f'[data-indicator="{indicator.name}"]')).to_have_count(1)
    for place in PLACES:
        expect(page.locator(f'[data-place="{place.code}"]')).to_have_count(1)


def test_the_wall_is_chinese_throughout(screen: Screen, site: str) -> None:
    page = wall(screen, f"{site}/wall")
    words = re.findall(r"[A-Za-z]{2,}", page.locator(".stApp").inner_text())
    assert words == []


def test_the_clock_runs_without_drawing_the_wall_anew(screen: Screen, site: str) -> None:
    page = wall(screen, f"{site}/wall")
    page.evaluate("document.querySelector('.wall').dataset.same = 'yes'")
    before = page.locator(".heart b").inner_text()
    expect(page.locator(".heart b")).not_to_have_text(before, timeout=10_000)
    assert page.locator(".wall").get_attribute("data-same") == "yes"


def test_nothing_is_fetched_from_outside(screen: Screen, site: str) -> None:
    for stem in PAGES:
        page = screen("about:blank")
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(f"{site}/{stem}")
        page.wait_for_selector(".stApp h1", timeout=PATIENCE)
        page.wait_for_timeout(500)
        own = (site, "data:", "blob:")
        assert [url for url in asked if not url.startswith(own)] == [], stem


@pytest.mark.parametrize("stem", PAGES)
def test_a_page_opened_first_in_a_fresh_process_goes_through_the_frame(
    screen: Screen, demo_store: Path, tmp_path: Path, stem: str
) -> None:
    shutil.copytree(demo_store, tmp_path, dirs_exist_ok=True)
    with served(tmp_path) as address:
        page = screen(f"{address}/{stem}")
        page.wait_for_selector(".stApp h1", timeout=PATIENCE)
        expect(page.locator('[data-testid="stSidebarNav"]')).to_be_attached(
            timeout=PATIENCE
        )
        expect(page.locator('[data-testid="stException"]')).to_have_count(0)
        expect(page.locator('[role="dialog"]')).to_have_count(0)
        expect(page).to_have_title(
            re.compile("大屏") if stem == "wall" else re.compile(".")
        )
