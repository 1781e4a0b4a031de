"""The wall says of an open item whether somebody has seen it, and not who."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from lishui_dash.access.scope import screen_scope
from lishui_dash.actions.duty import acknowledge, order, remark
from lishui_dash.actions.handling import State
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.store.duty import Of
from lishui_dash.store.engine import Engine
from lishui_dash.store.narrowing import narrowing_of
from lishui_dash.ui.session import Asked
from lishui_dash.ui.wall.address import Address
from lishui_dash.ui.wall.drawing import wall_html
from lishui_dash.views.handled import marked
from lishui_dash.views.items import OpenItem
from lishui_dash.views.moment import Moment
from lishui_dash.views.tour import tour_of
from lishui_dash.views.wall import Wall, known_at, wall_of
from tests.alerted import AT, FIGURE, tell
from tests.tables import day, moment

OF = Of(FIGURE, AT, "", day("03-01"))
NOW, NOON, LATER = (moment(f"03-02 {at}") for at in ("09:05", "12:00", "13:00"))
BY = "王值班"


@pytest.fixture
def alerted(engine: Engine) -> Engine:
    """One figure that the screen shows amber since nine."""
    tell(engine, "03-01 | 03-02 08:00 | amber")
    return engine


def wall(engine: Engine, at: datetime = NOW, place: str = WHOLE) -> Wall:
    """Return the wall as a screen with a token is shown it."""
    sight = screen_scope("hall").sight
    narrowing = narrowing_of(sight, engine.catalogue, engine.registers)
    seen = engine.narrowed(narrowing, sight, engine.catalogue)
    return wall_of(known_at(seen, Moment(at, day("03-01"))), "hans", place)


def item(engine: Engine, at: datetime = NOW, place: str = WHOLE) -> OpenItem:
    [found] = [one for one in wall(engine, at, place).items if one.indicator == FIGURE]
    return found


def test_an_item_says_that_it_was_seen_and_then_that_something_was_ordered(
    alerted: Engine,
) -> None:
    assert item(alerted).handled == ""
    remark(alerted, OF, "再看一次", BY, NOW)
    assert item(alerted).handled == ""
    acknowledge(alerted, OF, "已电话核实", BY, NOW)
    assert item(alerted).handled == item(alerted, place=AT).handled == "已确认"
    order(alerted, OF, "LS-S01", "向青田调拨口罩", NOON, BY, NOW)
    assert item(alerted).handled == "已交办"
    html = wall_html(wall(alerted), Address("hans", WHOLE, 0, Asked(None)))
    assert '<b class="done">已交办</b>' in html
    assert BY not in html
    assert "调拨口罩" not in html
    known = known_at(alerted, Moment(NOW, day("03-01")))
    assert [one.handled for one in tour_of(known, "en").alerts] == ["ordered"]


def test_what_turned_red_since_it_was_seen_has_to_be_seen_again(alerted: Engine) -> None:
    acknowledge(alerted, OF, "", BY, NOW)
    tell(alerted, "03-01 | 03-02 10:00 | red")
    assert item(alerted, LATER).handled == ""


def test_what_was_done_later_was_not_done_yet(alerted: Engine) -> None:
    acknowledge(alerted, OF, "", BY, NOW)
    assert item(alerted, moment("03-02 09:04")).handled == ""


def test_an_item_of_several_places_is_seen_when_all_of_them_are(alerted: Engine) -> None:
    here = (FIGURE, AT, "")
    there = (FIGURE, "331122", "")
    both = replace(item(alerted), figures=(here, there))
    seen, ordered = State.ACKNOWLEDGED, State.ORDERED
    told = [
        marked([both], states, "hans")[0].handled
        for states in (
            {here: ordered},
            {here: ordered, there: seen},
            {here: ordered, there: ordered},
        )
    ]
    assert told == ["", "已确认", "已交办"]
