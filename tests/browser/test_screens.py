"""Every page in a real browser: by its own address first, and the wall on its screens."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lishui_dash.catalogue import CLAUSES
from lishui_dash.views.languages import LANGS, Lang, say, text
from tests.browser.conftest import Server, screen, serving
from tests.kept import Kept

PAGES = sorted(p.stem for p in (Path(__file__).parents[2] / "pages").glob("*.py"))
SCREENS = [(1920, 1080), (3840, 2160), (5760, 1080)]


def title_of(stem: str, lang: Lang) -> str:
    if stem == "wall":
        return text("wall.title", lang)
    if stem in CLAUSES:
        return say(CLAUSES[stem].words, lang)
    return text(f"page.{stem}", lang)


@pytest.mark.parametrize("stem", PAGES)
def test_a_page_opened_first_in_a_fresh_process_comes_with_its_frame(
    stem: str, page: Page, tmp_path: Path
) -> None:
    with serving(Kept(tmp_path)) as server:
        page.goto(f"{server.address}/{stem}")
        expect(page.locator("h1").first).to_contain_text(title_of(stem, "hans"))
        if stem != "wall":
            menu = page.locator("[data-testid=stSidebarNavLink]")
            expect(menu).to_have_count(len(PAGES))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stem", ["wall", "overview", "c08_safety"])
def test_a_page_speaks_the_language_of_its_address(
    stem: str, lang: Lang, page: Page, demo_server: Server
) -> None:
    page.goto(f"{demo_server.address}/{stem}?lang={lang}")
    expect(page.locator("h1").first).to_contain_text(title_of(stem, lang))


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_wall_fills_its_screen_without_a_scroll_bar(
    width: int, height: int, browser: Browser, demo_server: Server
) -> None:
    with screen(browser, width, height) as page:
        page.goto(f"{demo_server.address}/wall")
        expect(page.locator(".wall [data-indicator]").first).to_be_visible()
        overflowing = page.evaluate(
            """() => [document.scrollingElement, ...document.querySelectorAll("*")]
                .filter((e) => /auto|scroll/.test(getComputedStyle(e).overflowY)
                    || e === document.scrollingElement)
                .filter((e) => e.scrollHeight > e.clientHeight + 1 && e.clientHeight > 0)
                .map((e) => e.tagName + "." + e.className)"""
        )
        assert overflowing == []
        box = page.locator(".wall").bounding_box()
        assert box is not None
        assert (round(box["width"]), round(box["height"])) == (width, height)
