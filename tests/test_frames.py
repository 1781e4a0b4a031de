"""A wall is drawn once for all its viewers, and a fault leaves the last good frame."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest

from lishui_dash.catalogue.places import WHOLE
from lishui_dash.errors import StoreUnavailable
from lishui_dash.readings.reading import Status
from lishui_dash.spec import Indicator
from lishui_dash.ui.session import Asked, Mark
from lishui_dash.ui.wall import frames, scenes
from lishui_dash.ui.wall.address import Address
from lishui_dash.ui.wall.drawing import wall_html
from lishui_dash.ui.wall.frames import Frames
from lishui_dash.views import wall as wall_views
from lishui_dash.views.languages import Lang, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.tile import Tile, tile_of
from lishui_dash.views.tour import worst_county
from lishui_dash.views.wall import Known, wall_of
from tests.test_wall import DAY, FIRST, INDICATORS, SECOND, board_with, reading

ADDRESS = Address("hans", WHOLE, 0, Asked())
NOON = datetime(2020, 3, 4, 12)


class World:
    """A store of which only the version and the clock are asked."""

    def __init__(self) -> None:
        self.version, self.now, self.drawn = 1, NOON, 0
        self.fault: Exception | None = None

    def mark(self, _asked: Asked) -> Mark:
        return self.version, date(2020, 3, 3), None

    def draw(self, _address: Address) -> str:
        self.drawn += 1
        if self.fault:
            raise self.fault
        return f"drawn {self.version}"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    made = World()
    monkeypatch.setattr(frames.session, "mark_of", made.mark)
    monkeypatch.setattr(frames, "clock", lambda: made.now)
    return made


def test_a_version_is_drawn_once_whoever_asks(world: World) -> None:
    shown = Frames(world.draw)
    assert {shown.frame(ADDRESS).html for _ in range(5)} == {"drawn 1"}
    world.version = 2
    assert shown.frame(ADDRESS).html == "drawn 2"
    assert world.drawn == 2


@pytest.mark.parametrize("newer", [1, 2])
@pytest.mark.parametrize("fault", [ZeroDivisionError("x"), StoreUnavailable("x", "x")])
def test_the_last_good_frame_stands_with_its_moment_while_no_newer_can_be_drawn(
    world: World, fault: Exception, newer: int
) -> None:
    shown = Frames(world.draw)
    shown.frame(ADDRESS)
    world.version, world.fault = 2, fault
    failed = shown.frame(ADDRESS)
    assert (failed.html, failed.failed_at) == ("drawn 1", NOON)
    assert "03-04 12:00" in scenes.stands_since(failed.failed_at, ADDRESS)
    tried = world.drawn
    assert shown.frame(ADDRESS) == failed
    assert world.drawn == tried
    world.now += timedelta(seconds=5)
    world.version, world.fault = newer, None
    healed = shown.frame(ADDRESS)
    assert (healed.html, healed.failed_at) == (f"drawn {newer}", None)
    assert scenes.stands_since(None, ADDRESS) == ""


def test_a_wall_that_was_never_drawn_says_so(world: World) -> None:
    world.fault = StoreUnavailable("x", "x")
    frame = Frames(world.draw).frame(ADDRESS)
    assert frame.mark is None
    assert text("wall.nothing_yet", "hans") in frame.html


def known(status: Status = Status.GREEN, bad: str = "") -> Known:
    """Readings of every figure at the city and two counties; one is red at the second."""
    board = board_with(
        reading(
            indicator,
            0.5,
            Status.RED if indicator.name == bad and place == SECOND else status,
            place=place,
        )
        for indicator in INDICATORS
        for place in (WHOLE, FIRST, SECOND)
    )
    return Known(board, (), {}, Moment(NOON, DAY, NOON), {})


def test_what_is_drawn_green_is_green_in_the_view() -> None:
    for status in Status:
        view = wall_of(known(status), "hans")
        panels = (*view.guarantees, *view.reductions, *view.incentives)
        tiles = [tile for panel in panels for tile in panel.tiles] + list(view.reporting)
        drawn = dict(
            reversed(pair)
            for pair in re.findall(
                r'class="(?:figure|small|part) is-(\w+)[^"]*" data-indicator="(\w+)"',
                wall_html(view, ADDRESS),
            )
        )
        assert drawn == {tile.indicator: tile.status.value for tile in tiles}


def test_a_figure_that_cannot_be_built_blanks_itself_with_a_word_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    faulty = next(i.name for i in INDICATORS if i.wall is not None)

    def build(shown: object, indicator: Indicator, place: str, lang: Lang) -> Tile:
        if indicator.name == faulty:
            raise ZeroDivisionError
        return tile_of(shown, indicator, place, lang)  # type: ignore[arg-type]

    monkeypatch.setattr(wall_views, "tile_of", build)
    view = wall_of(known(), "hans")
    panels = (*view.guarantees, *view.reductions, *view.incentives)
    for panel in panels:
        for tile in panel.tiles:
            is_faulty = tile.indicator == faulty
            assert (tile.value == "—") == is_faulty
            assert ("数据异常" in tile.reason) == is_faulty
        if any(tile.indicator == faulty for tile in panel.tiles):
            assert panel.status is Status.MISSING


def test_the_worst_county_is_the_one_with_most_red_figures() -> None:
    bad = next(i.name for i in INDICATORS if i.wall is not None)
    assert worst_county(known(bad=bad).board) == SECOND
    assert worst_county(known().board) is None
