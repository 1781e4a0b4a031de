"""Figures that stand on so few people that they would name them are told nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import unquote

import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.spec import Format, Indicator
from lishui_dash.ui.session import Asked
from lishui_dash.ui.wall.address import Address
from lishui_dash.ui.wall.drawing import wall_html
from lishui_dash.views import figures
from lishui_dash.views.board import DAYS
from lishui_dash.views.card import drawn, told
from lishui_dash.views.languages import LANGS, Lang
from lishui_dash.views.moment import Moment
from lishui_dash.views.suppression import few_text
from lishui_dash.views.tile import Tile, tile_of
from lishui_dash.views.tour import tour_of
from lishui_dash.views.wall import Known, wall_of
from tests.test_wall import DAY, FIRST, SECOND, board_with, reading

NOON = datetime(2020, 3, 4, 12)
FEW = [i for i in CATALOGUE.indicators.values() if i.suppress_small]
SHARES = [i for i in FEW if i.format is not Format.COUNT]
NOMINEES = CATALOGUE.indicators["M02_BAD_NOMINATION"]
ILLNESS = CATALOGUE.indicators["M08_ILLNESS_TIME"]
WAIT = CATALOGUE.indicators["M10_COUNSEL_WAIT"]

each_share = pytest.mark.parametrize("indicator", SHARES, ids=lambda i: i.name)


def days_of(
    indicator: Indicator, *told: tuple[float, float], place: str = FIRST
) -> list[Reading]:
    """Return readings of the last days: the value of each, and what it stands on."""
    return [
        reading(
            indicator,
            value,
            Status.RED if value else Status.GREEN,
            place=place,
            denominator=of,
            day=DAY - timedelta(days=len(told) - 1 - at),
        )
        for at, (value, of) in enumerate(told)
    ]


def tile_at(place: str, readings: Sequence[Reading], lang: Lang = "hans") -> Tile:
    indicator = CATALOGUE.indicators[readings[0].indicator]
    return tile_of(board_with(readings), indicator, place, lang)


@each_share
def test_no_share_and_no_wait_of_few_is_told_or_drawn(indicator: Indicator) -> None:
    found = days_of(indicator, (0.75, 8), (1.0, 3), (0.667, 3), (0.75, 4))
    tile = tile_at(FIRST, found)
    assert (tile.value, tile.unit) == ("<5", "例")
    assert tile.trend.values == (*(None,) * (DAYS - 4), 0.75, None, None, None)
    assert tile.change == "人数少不显示变化"
    assert [drawn(indicator, each) is None for each in found] == [False, True, True, True]
    assert told(indicator, found[-1], "en") == "<5 cases"


@each_share
@pytest.mark.parametrize("place", [WHOLE, FIRST])
@pytest.mark.parametrize("of", [(3, 20), (20, 3)])
def test_no_change_is_told_from_or_to_a_figure_of_few(
    indicator: Indicator, place: str, of: tuple[float, float]
) -> None:
    before, now = of
    tile = tile_at(place, days_of(indicator, (0.5, before), (0.75, now), place=place))
    assert tile.change == "人数少不显示变化"


@each_share
def test_a_change_between_figures_of_many_is_told(indicator: Indicator) -> None:
    tile = tile_at(FIRST, days_of(indicator, (0.5, 20), (0.75, 20)))
    assert re.fullmatch(r"较前日 \+(25\.0|250\.0|0\.25)", tile.change)


@each_share
def test_a_figure_of_few_that_is_stale_is_a_dash_without_its_last_value(
    indicator: Indicator,
) -> None:
    stale = reading(indicator, 0.75, Status.MISSING, place=FIRST, denominator=4)
    tile = tile_at(FIRST, [stale])
    assert (tile.value, tile.unit, tile.last) == ("—", "", "")
    assert told(indicator, stale, "hans") == "因"


def test_the_city_does_not_lend_the_value_of_its_worst_county_of_few() -> None:
    waits = [
        *days_of(WAIT, (3, 40), (18, 2)),
        *days_of(WAIT, (3, 40), (18, 2), place=WHOLE),
        *days_of(WAIT, (2, 30), (2, 30), place=SECOND),
    ]
    tile = tile_at(WHOLE, waits)
    assert (tile.value, tile.unit) == ("<5", "例")
    assert tile.trend.values[-2:] == (3, None)
    assert tile.worst == f"最需关注 {PLACES[0].short.hans}"


def test_that_a_county_of_few_is_as_the_city_is_not_told() -> None:
    rates = [
        *days_of(ILLNESS, (0.75, 4)),
        *days_of(ILLNESS, (0.75, 40), place=WHOLE),
        *days_of(ILLNESS, (1, 36), place=SECOND),
    ]
    assert tile_at(WHOLE, rates).worst == f"最需关注 {PLACES[0].short.hans}"


def counts(first: int, second: int, back: int = 0) -> list[Reading]:
    """Return how many nominees there are in two counties, and in the city, of a day."""
    day = DAY - timedelta(days=back)
    return [
        reading(NOMINEES, n, Status.RED if n else Status.GREEN, place=place, day=day)
        for place, n in ((FIRST, first), (SECOND, second), (WHOLE, first + second))
    ]


@pytest.mark.parametrize(
    ("first", "second", "city", "county"),
    [
        (0, 0, "0 人", "0 人"),
        (1, 0, "<5 人", "<5 人"),
        (2, 2, "<5 人", "<5 人"),
        (4, 4, "≥5 人", "<5 人"),
        (2, 7, "≥8 人", "<5 人"),
        (6, 0, "6 人", "6 人"),
        (6, 7, "13 人", "6 人"),
    ],
)
def test_the_sum_of_the_city_does_not_tell_what_is_not_told_of_a_county(
    first: int, second: int, city: str, county: str
) -> None:
    found = counts(first, second)
    for place, said in ((WHOLE, city), (FIRST, county)):
        tile = tile_at(place, found)
        assert f"{tile.value} {tile.unit}" == said
    assert told(NOMINEES, found[2], "hans", found[:2]) == city
    drawn_today = tile_at(WHOLE, found).trend.values[-1]
    assert drawn_today == (first + second if city[0].isdigit() else None)


def test_the_change_of_a_sum_is_told_where_both_sums_are() -> None:
    assert tile_at(WHOLE, [*counts(6, 0, back=1), *counts(7, 0)]).change == "较前日 +1"
    hidden = tile_at(WHOLE, [*counts(6, 1, back=1), *counts(7, 0)])
    assert hidden.change == "人数少不显示变化"


@pytest.mark.parametrize("lang", LANGS)
def test_no_scene_of_the_wall_tells_a_value_of_few(lang: Lang) -> None:
    # 0.6137 would be 61.4 %, 614 per mille and 0.61 minutes.
    readings = [
        reading(
            indicator,
            0.6137 if indicator in SHARES else 3,
            Status.RED,
            place=place,
            denominator=3,
            day=DAY - timedelta(days=back),
        )
        for indicator in FEW
        for place in (FIRST, SECOND, WHOLE)
        for back in range(DAYS)
    ]
    known = Known(board_with(readings), (), {}, Moment(NOON, DAY, NOON), {})
    address = Address(lang, FIRST, 20, Asked(None))
    tour = tour_of(known, lang)
    walls = [wall_of(known, lang, place) for place in (WHOLE, FIRST)]
    said = "".join(unquote(wall_html(wall, address)) for wall in walls) + repr(tour)
    assert few_text(ILLNESS, lang) in said
    assert not re.search(r"61\.4|613\.7|0\.61|[^\d.<]3 (人|people)", said)
    lines = [line for scene in tour.clauses for line in scene.lines]
    cells = {cell.value for line in lines for cell in line.cells}
    assert few_text(ILLNESS, lang) in cells


def test_a_line_is_told_however_small() -> None:
    assert figures.line_text(NOMINEES, 3, "hans") == "3 人"
    assert figures.with_unit(NOMINEES, 3, "hans") == "<5 人"
