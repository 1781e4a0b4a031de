"""The wall: what it says of readings, and that it says nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from html.parser import HTMLParser

import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.registers import DECLARED
from lishui_dash.readings.reading import Coverage, Reading, Status
from lishui_dash.readings.reporting import Owed
from lishui_dash.spec import Audience, Better, Format, Group, Indicator, Kind, Words
from lishui_dash.ui import tiles as drawn
from lishui_dash.ui.theme import COLOURS
from lishui_dash.views import figures
from lishui_dash.views.board import DAYS, Board, board_of
from lishui_dash.views.languages import LANGS, Lang
from lishui_dash.views.strip import Cell, strip_of
from lishui_dash.views.tile import Trend, tile_of
from lishui_dash.views.wall import clause_status, map_tiles, wall_indicators

DAY = date(2020, 3, 3)
INDICATORS = list(CATALOGUE.indicators.values())
FIRST, SECOND = PLACES[0].code, PLACES[1].code


def reading(
    indicator: Indicator,
    value: float | None,
    status: Status,
    *,
    place: str = WHOLE,
    item: str = "",
    day: date = DAY,
    data_day: date | None = DAY,
    coverage: Coverage = Coverage(10, 10),  # noqa: B008 - frozen
    denominator: float | None = None,
) -> Reading:
    return Reading(
        indicator=indicator.name,
        as_of=day,
        place=place,
        item=item,
        numerator=None,
        denominator=denominator,
        value=value,
        extras={},
        coverage=coverage,
        data_day=data_day,
        received_at=datetime(2020, 3, 4, 8),
        status=status,
        reason=Words("因", "why"),
    )


def board_with(readings: Iterable[Reading]) -> Board:
    today, past = [], dict[tuple[str, str], list[Reading]]()
    for each in sorted(readings, key=lambda r: r.as_of):
        if each.as_of == DAY:
            today.append(each)
        if not each.item:
            past.setdefault((each.indicator, each.place), []).append(each)
    return board_of(CATALOGUE, DECLARED, DAY, today, past)


def some(**wanted: object) -> Indicator:
    """Return the first indicator with these attributes."""
    return next(
        i
        for i in INDICATORS
        if all(getattr(i, name) == value for name, value in wanted.items())
    )


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.name)
def test_a_missing_figure_is_a_dash_and_never_its_last_value(indicator: Indicator) -> None:
    stale = reading(indicator, 0.0, Status.MISSING, data_day=DAY - timedelta(days=4))
    tile = tile_of(board_with([stale]), indicator, WHOLE, "hans")
    assert (tile.value, tile.unit) == ("—", "")
    assert tile.status is Status.MISSING
    assert tile.shape == "◌"
    assert tile.trend.values == (None,) * DAYS
    assert "02-28" in tile.data_as_of


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.name)
def test_a_figure_without_any_reading_is_missing(indicator: Indicator) -> None:
    tile = tile_of(board_with([]), indicator, WHOLE, "hans")
    assert (tile.value, tile.status) == ("—", Status.MISSING)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.name)
def test_every_figure_says_its_day_and_its_coverage(
    indicator: Indicator, lang: Lang
) -> None:
    known = reading(indicator, 0.5, Status.GREEN)
    tile = tile_of(board_with([known]), indicator, WHOLE, lang)
    assert "03-03" in tile.data_as_of
    assert "10/10" in tile.coverage
    assert tile.value != "—"


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ("green green green", "green"),
        ("green missing green", "missing"),
        ("amber missing green", "amber"),
        ("red missing amber", "red"),
        ("reference reference reference", "reference"),
        ("green reference reference", "green"),
    ],
)
def test_a_clause_is_as_its_worst_figure_and_missing_beats_green(
    statuses: str, expected: str
) -> None:
    stem = next(s for s in CATALOGUE.clauses if len(wall_indicators(CATALOGUE, s)) >= 3)
    shown = wall_indicators(CATALOGUE, stem)
    given = [Status(word) for word in statuses.split()]
    given += [given[-1]] * (len(shown) - len(given))
    board = board_with(
        reading(indicator, 0.5, status)
        for indicator, status in zip(shown, given, strict=True)
    )
    assert clause_status(board, stem) is Status(expected)


def test_every_clause_of_the_policy_has_figures_on_the_wall() -> None:
    for stem, clause in CATALOGUE.clauses.items():
        if clause.group is not Group.DATA:
            assert 1 <= len(wall_indicators(CATALOGUE, stem)) <= 3, stem
        if clause.group is Group.GUARANTEE:
            assert len(wall_indicators(CATALOGUE, stem)) == 3, stem


def test_what_stands_on_the_wall_is_meant_for_the_wall() -> None:
    shown = [i for i in INDICATORS if i.wall is not None]
    assert [i.name for i in shown if Audience.WALL not in i.audience] == []


def test_the_worst_place_is_named_with_its_value() -> None:
    indicator = some(format=Format.PERCENT, better=Better.HIGHER, suppress_small=False)
    board = board_with(
        [
            reading(indicator, 0.95, Status.GREEN),
            reading(indicator, 0.97, Status.GREEN, place=FIRST),
            reading(indicator, 0.81, Status.RED, place=SECOND),
        ]
    )
    name = PLACES[1].short.hans
    assert tile_of(board, indicator, WHOLE, "hans").worst == f"最低 {name} 81.0%"


def test_the_change_is_against_the_day_before() -> None:
    indicator = some(format=Format.PERCENT, better=Better.HIGHER, suppress_small=False)
    before = reading(indicator, 0.95, Status.GREEN, day=DAY - timedelta(days=1))
    board = board_with([before, reading(indicator, 0.958, Status.GREEN)])
    assert tile_of(board, indicator, WHOLE, "hans").change == "较前日 +0.8"


@pytest.mark.parametrize(
    ("format_", "value", "shown"),
    [
        (Format.PERCENT, 0.9744, "97.4"),
        (Format.PERCENT, 1.0, "100.0"),
        (Format.PERCENT, 0.9997, "99.9"),
        (Format.PER_MILLE, 0.0055, "5.5"),
        (Format.DECIMAL, 1590 / 533.3, "2.98"),
        (Format.DECIMAL, 7.0, "7.0"),
        (Format.DECIMAL, 123.4, "123"),
        (Format.MONEY, 3860.0, "3,860"),
        (Format.MONEY, 418.5, "418.50"),
    ],
)
def test_a_value_is_written_as_its_format_says(
    format_: Format, value: float, shown: str
) -> None:
    for indicator in INDICATORS:
        if indicator.format is format_:
            assert figures.figure(indicator, value) == shown


def test_a_place_with_something_missing_is_never_all_on_target() -> None:
    shown = [i for s in CATALOGUE.clauses for i in wall_indicators(CATALOGUE, s)]
    board = board_with(
        [
            reading(
                shown[0], None, Status.MISSING, place=FIRST, data_day=date(2020, 2, 14)
            ),
            *(reading(i, 0.5, Status.GREEN, place=FIRST) for i in shown[1:]),
            *(reading(i, 0.5, Status.GREEN, place=SECOND) for i in shown),
        ]
    )
    first, second, *rest = map_tiles(board, "hans")
    assert (first.status, first.worst) == (Status.MISSING, "迟报 18 天 截至 02-14")
    assert (second.status, second.worst) == (Status.GREEN, "全部达标")
    assert {tile.status for tile in rest} == {Status.MISSING}


def test_the_strip_counts_what_was_due_and_what_came() -> None:
    due = datetime(2020, 3, 4, 8)
    feed = next(iter(CATALOGUE.feeds.values()))
    reports = [
        Owed(feed.name, "a", FIRST, DAY, due, due - timedelta(hours=1)),
        Owed(feed.name, "b", FIRST, DAY, due, due + timedelta(hours=1)),
        Owed(feed.name, "c", FIRST, DAY, due, None),
        Owed(feed.name, "d", SECOND, DAY, due, None),
    ]
    strip = strip_of(CATALOGUE, DECLARED, reports, "hans")
    [row] = strip.rows
    first, second, *rest = row.cells
    assert first == Cell(reported=2, due=3, late=1)
    assert first is not None
    assert second is not None
    assert (first.status, second.status) == (Status.AMBER, Status.MISSING)
    assert set(rest) == {None}
    assert strip.total == Cell(reported=2, due=4, late=1)


def test_a_run_of_a_status_begins_where_it_was_better_or_unknown() -> None:
    indicator = some(format=Format.PERCENT, better=Better.HIGHER)
    run = "green amber red red"
    board = board_with(
        reading(indicator, 0.5, Status(word), day=DAY - timedelta(days=3 - at))
        for at, word in enumerate(run.split())
    )
    assert board.since(indicator) == DAY - timedelta(days=1)


def test_days_not_known_break_the_line_of_a_trend() -> None:
    days = tuple(DAY - timedelta(days=4 - at) for at in range(5))
    trend = Trend(days, (1.0, 2.0, None, 3.0, 4.0), ())
    image = drawn.sparkline(trend, Status.GREEN, COLOURS)
    assert image.count("stroke-width%3D%222.6") == 2


def test_text_from_data_is_escaped() -> None:
    indicator = some(format=Format.PERCENT, better=Better.HIGHER, suppress_small=False)
    tile = tile_of(
        board_with([reading(indicator, 0.5, Status.RED)]), indicator, WHOLE, "hans"
    )
    evil = type(tile)(**{**vars(tile), "worst": "<script>alert(1)</script>"})
    html = drawn.tile_html(evil)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_tile_is_well_formed_html() -> None:
    class Depth(HTMLParser):
        depth = 0

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.depth += tag != "img"

        def handle_endtag(self, tag: str) -> None:
            self.depth -= 1

    for indicator in INDICATORS:
        parser = Depth()
        parser.feed(drawn.tile_html(tile_of(board_with([]), indicator, WHOLE, "hans")))
        assert parser.depth == 0, indicator.name


def test_every_kind_of_threshold_is_drawn_and_said() -> None:
    for indicator in INDICATORS:
        said = figures.target_text(indicator, "hans")
        assert said, indicator.name
        if indicator.threshold.kind is Kind.ZERO:
            assert said == "应为 0"
