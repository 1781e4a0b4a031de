"""A tile says how old its data are, who has reported, and that something is broken."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.catalogue.registers import DECLARED
from lishui_dash.readings.judge import BROKEN
from lishui_dash.readings.reading import Coverage, Reading, Status
from lishui_dash.spec import Words
from lishui_dash.views import tile as tiles
from lishui_dash.views.board import board_of
from lishui_dash.views.tile import Tile, broken_tile, tile_of

DAY = date(2020, 2, 17)
SUPPLY = CATALOGUE.indicators["M08_DAYS_SUPPLY"]
GOOD = Reading(
    indicator=SUPPLY.name,
    as_of=DAY,
    place=WHOLE,
    item="",
    numerator=None,
    denominator=None,
    value=15.0,
    extras={},
    coverage=Coverage(437, 437),
    data_day=DAY,
    received_at=None,
    status=Status.GREEN,
    reason=Words("因", "why"),
)
STALE = replace(
    GOOD,
    status=Status.MISSING,
    coverage=Coverage(0, 437),
    data_day=DAY - timedelta(days=3),
)
SPOILT = replace(GOOD, value=None, status=Status.MISSING, reason=BROKEN)


def shown(*readings: Reading) -> Tile:
    board = board_of(CATALOGUE, DECLARED, DAY, readings, {})
    return tile_of(board, SUPPLY, WHOLE, "hans")


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    tiles._log_once.cache_clear()
    with caplog.at_level(logging.ERROR, logger="lishui_dash"):
        yield caplog


def test_a_figure_past_its_time_says_the_age_of_its_data() -> None:
    tile = shown(STALE)
    assert (tile.value, tile.last) == ("—", "上次 15.0 天")
    assert (tile.data_day, tile.age) == ("截至 02-14", "滞后 3 天")


def test_a_figure_of_the_day_has_no_age() -> None:
    tile = shown(GOOD)
    assert (tile.data_day, tile.age) == ("截至 02-17", "")


def test_where_nothing_ever_came_nothing_is_old() -> None:
    tile = shown(replace(STALE, data_day=None))
    assert (tile.data_day, tile.age) == ("尚无数据", "")


def test_coverage_is_said_in_full() -> None:
    assert shown(GOOD).covered == "437/437 已报"
    assert shown(replace(GOOD, coverage=Coverage(0, 0))).covered == "按事项"


def test_a_broken_figure_is_blank_and_says_so(log: pytest.LogCaptureFixture) -> None:
    tile = shown(SPOILT)
    assert (tile.value, tile.unit, tile.status) == ("—", "", Status.MISSING)
    assert (tile.status_text, tile.reason, tile.absent) == ("数据异常",) * 3


def test_a_broken_figure_is_logged_once(log: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        shown(SPOILT)
    assert [record.getMessage() for record in log.records] == [
        f"{SUPPLY.name} {WHOLE}：数据异常"
    ]


def test_a_broken_place_has_not_failed_to_report(log: pytest.LogCaptureFixture) -> None:
    spoilt = replace(SPOILT, place="331121")
    silent = replace(STALE, place="331125")
    assert shown(GOOD, spoilt, silent).absent == "青田数据异常、云和未报"


def test_a_tile_that_could_not_be_made_looks_like_a_broken_figure() -> None:
    made, own = broken_tile(SUPPLY, WHOLE, "hans"), shown(SPOILT)
    for name in ("title", "value", "unit", "status", "shape", "status_text", "reason"):
        assert getattr(made, name) == getattr(own, name)
    assert made.absent == "数据异常"
    assert len(made.trend.values) == len(own.trend.values)
