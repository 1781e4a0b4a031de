"""A screen that nobody touches: it comes by its own address and lives with its server."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from time import sleep

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from lishui_dash.access.screens import Screens
from lishui_dash.catalogue import CLAUSES
from lishui_dash.spec import Group
from lishui_dash.views.languages import text
from tests.browser.chromium import wait_until
from tests.browser.conftest import PATIENCE, Server, screen, serving
from tests.browser.test_wall import CUT_OFF, OVERLAPPING
from tests.kept import Kept

AT = datetime(2020, 3, 4, 9)
COUNTY = "331181"
GUARANTEES = [s for s, clause in CLAUSES.items() if clause.group is Group.GUARANTEE]
SIZES = [(1920, 1080), (3840, 2160), (5760, 1080)]
COMES_BACK = 60_000
"""Milliseconds; the last frame may be no older once the cause of a cut is gone."""


def open_screen(page: Page, server: Server, path: str = "") -> FrameLocator:
    """Open the holder and return the wall in it, once it is there."""
    page.goto(f"{server.address}/screen{path}")
    expect(page.locator("#live.is-on")).to_be_attached()
    return page.frame_locator("#live")


def scene_of(wall: FrameLocator) -> str | None:
    return wall.locator(".wall.scene:visible").get_attribute("data-scene")


def test_a_tour_goes_round_by_itself_and_obeys_the_keys(
    page: Page, demo_server: Server
) -> None:
    wall = open_screen(page, demo_server, "?tour=5")
    scenes = wall.locator(".wall.scene")
    names = [scenes.nth(i).get_attribute("data-scene") for i in range(scenes.count())]
    assert names == ["wall", *GUARANTEES, "place", "alerts"]
    expect(wall.locator(f".scene[data-scene={GUARANTEES[0]}]")).to_be_visible()
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    assert scene_of(wall) == "wall"
    sleep(6)
    assert scene_of(wall) == "wall"
    expect(wall.locator("body > .steps")).to_contain_text(text("wall.tour.paused", "hans"))
    page.keyboard.press("ArrowLeft")
    assert scene_of(wall) == "alerts"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageDown")
    assert scene_of(wall) == GUARANTEES[0]
    page.keyboard.press("Enter")
    expect(wall.locator("body > .steps")).not_to_contain_text(
        text("wall.tour.paused", "hans")
    )


def test_a_tour_stays_longer_where_something_is_red(
    page: Page, demo_server: Server
) -> None:
    wall = open_screen(page, demo_server, "?tour=5")
    page.keyboard.press(str(2 + GUARANTEES.index("c08_safety")))
    assert scene_of(wall) == "c08_safety"
    sleep(7)
    assert scene_of(wall) == "c08_safety"
    expect(wall.locator("body > .steps")).to_contain_text(text("wall.tour.held", "hans"))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_scene_fills_its_screen_and_cuts_nothing_off(
    width: int, height: int, browser: Browser, demo_server: Server
) -> None:
    with screen(browser, width, height) as page:
        page.goto(f"{demo_server.address}/wall?tour=3600")
        expect(page.locator(".wall [data-indicator]").first).to_be_visible()
        for _ in range(page.locator(".wall.scene").count()):
            shown = page.locator(".wall.scene:visible")
            assert shown.bounding_box() == {
                "x": 0,
                "y": 0,
                "width": width,
                "height": height,
            }
            name = shown.get_attribute("data-scene")
            assert (name, page.evaluate(CUT_OFF)) == (name, [])
            assert (name, page.evaluate(OVERLAPPING)) == (name, [])
            page.keyboard.press("ArrowRight")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_county_has_a_wall_of_its_own(
    width: int, height: int, browser: Browser, demo_server: Server
) -> None:
    with screen(browser, width, height) as page:
        page.goto(f"{demo_server.address}/wall?place={COUNTY}")
        expect(page.locator("h1")).to_contain_text("龙泉市")
        expect(page.locator(".strip .absent")).to_contain_text("未报")
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate(OVERLAPPING) == []


def test_a_replay_says_that_it_is_one(page: Page, demo_server: Server) -> None:
    wall = open_screen(page, demo_server, "?as_of=2020-03-01")
    expect(wall.locator(".walls")).to_have_attribute("data-as-of", "2020-03-01")
    expect(wall.locator(".told em")).to_have_text(text("wall.replay", "hans"))


def test_a_screen_opens_with_its_token_and_is_shut_out_when_it_is_revoked(
    page: Page, own_server: Server, own_kept: Kept
) -> None:
    screens = Screens(own_kept.screens)
    token = screens.add("指挥大厅", AT)
    turned_away = text("wall.turned_away", "hans")
    answer = page.goto(f"{own_server.address}/screen/{token}x")
    assert answer is not None
    assert answer.status == 403
    expect(page.locator(".notice")).to_have_text(turned_away)
    sleep(1.1)  # the register is looked at once a second
    wall = open_screen(page, own_server, f"/{token}")
    expect(wall.locator(".wall [data-indicator]").first).to_be_visible()
    screens.revoke("指挥大厅", AT)
    expect(wall.locator(".notice")).to_have_text(turned_away, timeout=10_000)
    expect(wall.locator(".wall [data-indicator]")).to_have_count(0)


@pytest.mark.parametrize("path", ["/screen", "/wall"])
def test_the_last_frame_stays_when_the_server_is_gone_and_is_followed_by_a_new_one(
    path: str, page: Page, own_kept: Kept
) -> None:
    with ExitStack() as first:
        server = first.enter_context(serving(own_kept))
        page.goto(f"{server.address}{path}")
        wall = page.frame_locator("#live") if path == "/screen" else page
        expect(wall.locator(".wall [data-indicator]").first).to_be_visible()
    cut = wall.locator("body > .cut")
    expect(cut).to_contain_text(text("wall.cut.lost", "hans"))
    expect(cut).to_contain_text("00:1")
    expect(wall.locator(".wall [data-indicator]").first).to_be_visible()
    grey = wall.locator(".wall.scene").first.evaluate("e => getComputedStyle(e).filter")
    assert "grayscale(1)" in grey
    with serving(own_kept, port=server.port):
        expect(wall.locator("body > .cut")).to_be_hidden(timeout=COMES_BACK)
        expect(wall.locator(".wall [data-indicator]").first).to_be_visible()


def test_a_screen_switched_on_while_the_server_is_away_shows_its_last_frame(
    page: Page, own_kept: Kept
) -> None:
    with ExitStack() as first:
        server = first.enter_context(serving(own_kept))
        open_screen(page, server)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.reload()
        beat = "Object.keys(localStorage).some(k => k.endsWith('beat'))"
        wait_until(page, beat, PATIENCE * 1000)
    page.reload()
    still = page.locator("#still")
    expect(still.locator(".wall [data-indicator]").first).to_be_visible()
    expect(page.locator("body > .cut")).to_contain_text(text("wall.cut.lost", "hans"))
    with serving(own_kept, port=server.port):
        expect(page.locator("#live.is-on")).to_be_attached(timeout=COMES_BACK)
        expect(still.locator(".wall")).to_have_count(0)


@pytest.mark.parametrize(
    ("clock", "shown"), [("2020-03-03T23:59:45", "03-04"), ("2020-03-04T08:59:45", "03-04")]
)
def test_a_wall_rolls_over_midnight_and_over_the_hour_at_which_reports_are_due(
    clock: str, shown: str, page: Page, own_kept: Kept
) -> None:
    with serving(own_kept, clock) as server:
        page.goto(f"{server.address}/wall")
        walls = page.locator(".walls")
        expect(walls).to_have_attribute("data-as-of", "2020-03-02")
        page.evaluate("document.body.dataset.same = 1")
        expect(page.locator("body > .clock span")).to_contain_text(shown)
        if clock.endswith("08:59:45"):
            expect(walls).to_have_attribute("data-as-of", "2020-03-03")
        assert page.locator("body").get_attribute("data-same") == "1"
