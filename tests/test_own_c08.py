"""When each item runs out at each place, and what a move would change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from lishui_dash.readings.reading import Status
from lishui_dash.store.engine import Engine
from lishui_dash.views.moment import Moment
from lishui_dash.views.own.stock import Projection, out_after, projections, stock_view
from tests import oracle
from tests.storylines import the, told

N95 = "n95_medical"
S01_THEN = Moment(
    datetime(2020, 3, 4, 9), date(2020, 3, 3), datetime(2020, 3, 4, 9), is_replay=True
)


@pytest.fixture(scope="module")
def s01() -> Iterator[Engine]:
    with told("S01") as engine:
        yield engine


def of(found: list[Projection], place: str) -> Projection:
    [one] = [one for one in found if (one.place, one.item) == (place, N95)]
    return one


def test_s01_masks_of_qingtian_run_out_on_6_march(s01: Engine) -> None:
    found = projections(s01, S01_THEN)
    worst = found[0]
    assert (worst.place, worst.item) == ("331121", N95)
    assert worst.days == pytest.approx(1590 / (1600 / 3))
    assert worst.out_on == date(2020, 3, 6)
    assert worst.is_critical


def test_s01_a_move_from_the_city_store_puts_it_off_to_11_march(s01: Engine) -> None:
    worst = projections(s01, S01_THEN)[0]
    [move] = worst.moves
    assert (move.donor, move.quantity) == ("331100", 2160)
    assert worst.days_with_moves == pytest.approx((1590 + 2160) / (1600 / 3))
    assert worst.out_with_moves == date(2020, 3, 3) + timedelta(days=7 + 1)


def test_s01_the_page_says_it_in_a_sentence(s01: Engine) -> None:
    section = stock_view(s01, S01_THEN, "hans")
    assert section.leads[0].status is Status.RED
    assert section.leads[0].said == (
        "青田 N95：可用 2.98 天，03-06 断供。市本级可调 2,160 只，可用天数升至 7.03 天，"
        "断供推迟到 03-11。"
    )


def test_s01_every_figure_is_that_of_the_readings(s01: Engine) -> None:
    for one in projections(s01, S01_THEN):
        known = {"as_of": "2020-03-03", "item": N95, "known_at": "2020-03-04T09:00"}
        days = the(s01, "M08_DAYS_SUPPLY", one.place, **known)
        out = the(s01, "M08_STOCKOUT", one.place, **known)
        assert (one.stock, one.burn, one.days) == (
            days.numerator,
            days.denominator,
            days.value,
        )
        assert out.value is not None
        assert one.out_on == date(2020, 3, 3) + timedelta(days=round(out.value))


def test_s01_stock_eaten_up_day_by_day_runs_out_on_the_same_day(s01: Engine) -> None:
    names = ("report_date", "county_code", "unit_code", "item_code", "consumed_qty")
    names += ("closing_qty", "in_transit_qty", "expected_arrival")
    rows = s01.query(
        f"SELECT {', '.join(names)} FROM supplies_daily WHERE report_date <= $day",
        {"day": date(2020, 3, 3)},
    )
    told_rows = [dict(zip(names, row, strict=True)) for row in rows]
    covers = oracle.covers(told_rows, date(2020, 3, 3))
    for one in projections(s01, S01_THEN):
        cover = covers[one.place, one.item]
        stock, day = cover.stock, cover.oldest
        while stock >= 0:
            day += timedelta(days=1)
            stock -= cover.burn
        assert one.out_on == day


@pytest.mark.parametrize(
    ("stock", "burn", "lag"),
    [(30, 10, 0), (29, 10, 0), (0, 3, 0), (12, "6/7", 0), (30, 10, 2)],
)
def test_what_is_left_after_a_move_runs_out_on_the_first_day_it_cannot_serve(
    stock: int, burn: int | str, lag: int
) -> None:
    left, passed = Fraction(stock), -lag
    while left >= 0:
        left -= Fraction(burn)
        passed += 1
    assert out_after(stock / float(Fraction(burn)), lag) == passed


def test_no_move_means_nothing_is_told_of_after_it() -> None:
    assert out_after(None, 0) is None


def test_s04_a_place_that_has_not_reported_is_named_and_not_out_of_stock() -> None:
    at = datetime(2020, 2, 18, 9)
    with told("S04") as engine:
        section = stock_view(engine, Moment(at, date(2020, 2, 16), at), "hans")
        assert any(
            lead.status is Status.MISSING and "庆元" in lead.said for lead in section.leads
        )
        assert not [row for row in section.rows if row.cells[0].shown == "庆元"]
