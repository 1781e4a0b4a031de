"""What lies behind a figure: events on its trend, its spread, its calendar, its rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.calendar import TIMELINE
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.readings.reading import Status
from lishui_dash.readings.recall import recall
from lishui_dash.readings.rows import rows_behind, values_behind
from lishui_dash.spec import Indicator
from lishui_dash.store.engine import Engine
from lishui_dash.views.card import TREND_DAYS, Card, card_view
from lishui_dash.views.depth import EventKind, histogram
from lishui_dash.views.languages import LANGS, Lang
from lishui_dash.views.moment import Moment
from lishui_dash.views.rows import rows_view
from tests.kept import Kept

DAY = date(2020, 3, 3)
MOMENT = Moment(datetime(2020, 3, 4, 9), DAY)
SPREAD = [i for i in CATALOGUE.indicators.values() if i.spread]
by_name = pytest.mark.parametrize("indicator", SPREAD, ids=lambda i: i.name)


@pytest.fixture(scope="module")
def demo(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    kept = small_demo.copied_to(tmp_path_factory.mktemp("depth"))
    opened = open_desk(kept.store, kept.key_file).engine
    yield opened
    opened.close()


def card(demo: Engine, name: str, place: str = WHOLE, lang: Lang = "hans") -> Card:
    return card_view(demo, MOMENT, lang, name, place)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CATALOGUE.indicators)
def test_every_figure_can_be_looked_into_anywhere(
    demo: Engine, name: str, lang: Lang
) -> None:
    for place in (WHOLE, PLACES[1].code):
        shown = card(demo, name, place, lang)
        assert shown.tile.indicator == name
        assert len(shown.trend.points) == TREND_DAYS


def test_a_report_that_came_late_is_marked_on_the_trend(demo: Engine) -> None:
    events = card(demo, "M08_DAYS_SUPPLY").depth.events
    late = [event for event in events if event.kind is EventKind.LATE]
    assert late
    assert all("迟报" in event.said and event.sign == "迟" for event in late)


def test_what_was_done_is_marked_where_it_was_done(demo: Engine) -> None:
    ordered = card(demo, "M06_FORCED_REST").depth.events
    done = [event for event in ordered if event.kind is EventKind.MEASURE]
    counted = demo.query(
        """
        SELECT CAST(ordered_at AS DATE) AS day, count(*)
        FROM rest_leave
        WHERE rest_type = 'forced' AND CAST(ordered_at AS DATE) BETWEEN $first AND $last
        GROUP BY day
        ORDER BY day DESC
        LIMIT 6
        """,
        {"first": date(2020, 2, 3), "last": DAY},
    )
    assert counted
    assert [(e.day, e.said) for e in done][::-1] == [
        (day, f"下达强制休息令 {number} 份") for day, number in counted
    ]


def test_the_situation_is_marked_on_the_figures_it_moved(demo: Engine) -> None:
    assert {s for happened in TIMELINE for s in happened.stems} <= set(CATALOGUE.clauses)
    told = [e.said for e in card(demo, "M10_COUNSEL_WAIT").depth.events]
    assert "青田报告首例境外输入病例" in told
    assert "青田报告首例境外输入病例" not in [
        e.said for e in card(demo, "M09_MEETINGS").depth.events
    ]


@by_name
def test_every_row_behind_a_value_is_in_one_bin(demo: Engine, indicator: Indicator) -> None:
    values = values_behind(demo, indicator, WHOLE, DAY)
    spread = card(demo, indicator.name).depth.spread
    if len(values) < (5 if indicator.suppress_small else 2):
        assert spread is None
        return
    assert spread
    if not indicator.suppress_small:
        assert sum(found.number for found in spread.bins) == len(values)
    for found in spread.bins:
        within = [value for value in values if found.low <= value < found.high]
        shown = len(rows_behind(demo, indicator, WHOLE, DAY, (found.low, found.high)).frame)
        assert shown == min(len(within), 500)
        few = indicator.suppress_small and 0 < len(within) < 5
        assert found.shown == ("<5" if few else f"{len(within):,}")


@given(some.lists(some.floats(-1e6, 1e6), min_size=2, max_size=60))
def test_bins_hold_every_value_once_and_begin_with_the_least(values: list[float]) -> None:
    values.sort()
    bins = histogram(values)
    assert sum(number for *_, number in bins) == len(values)
    assert bins[0][0] <= values[0]
    assert all(end == start for (_, end, _), (start, *_) in pairwise(bins))


def test_the_calendar_says_who_had_reported_which_day(demo: Engine) -> None:
    shown = card(demo, "M08_DAYS_SUPPLY").depth.calendar
    assert len(shown.days) == TREND_DAYS
    assert [name for name, _ in shown.lines] == [place.short.hans for place in PLACES]
    kept = {
        (r.place, r.as_of): r.coverage
        for r in recall(demo, DAY, indicator="M08_DAYS_SUPPLY", item="", days=TREND_DAYS)
    }
    for place, (_, told) in zip(PLACES, shown.lines, strict=True):
        for day, cell in zip(shown.days, told, strict=True):
            come = kept.get((place.code, day))
            if come is None or not come.due:
                assert cell is None
                continue
            assert cell
            full = come.reported == come.due
            assert (cell.status in (Status.GREEN, Status.REFERENCE)) == full


def test_what_is_reported_as_it_happens_has_no_calendar(demo: Engine) -> None:
    assert card(demo, "M10_GRIEVANCE").depth.calendar.lines == ()


def test_rows_of_another_day_and_of_a_range_are_those_of_the_mark(demo: Engine) -> None:
    earlier = date(2020, 3, 1)
    rows = rows_view(
        demo, MOMENT, "hans", "M08_DAYS_SUPPLY", "331121", earlier, (0.0, 10.0)
    )
    told = [dict(cells)["days_of_supply"] for cells in rows.cells]
    anew = rows_behind(
        demo, CATALOGUE.indicators["M08_DAYS_SUPPLY"], "331121", earlier
    ).frame
    assert told == [value for value in anew["days_of_supply"] if value < 10]
