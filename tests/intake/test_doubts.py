"""Figures that are odd beside their own past are asked about, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.errors import Problem
from lishui_dash.intake.doubts import doubts_of
from lishui_dash.intake.keep import keep_rows
from lishui_dash.intake.receive import Desk
from lishui_dash.intake.template import csv_of, example_row, headings
from lishui_dash.spec import Feed
from tests.intake.cases import HEAD, arrival, lines

DAY = date(2020, 2, 20)


def row(day: date, opening: float, used: float, came: float = 0) -> str:
    closing = opening + came - used
    return f"{day},青田县,331121-S01,N95口罩,只,{opening:g},{came:g},{used:g},{closing:g}"


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7) + timedelta(days=1)


def hand_in(desk: Desk, *rows: str) -> None:
    """Store rows, without the readings that nobody looks at here."""
    judged = desk.check(arrival(lines(HEAD, *rows), at=at(DAY)))
    assert judged.feed is not None
    assert judged.rows is not None
    with desk.engine.writing() as transaction:
        keep_rows(transaction, judged.feed, judged.rows, 1, at(DAY))


def used_daily(desk: Desk, used: Sequence[float], until: date = DAY) -> float:
    """Hand in days before `until` on which so much was used; return the last closing."""
    stock, rows = 10_000.0, []
    for number, quantity in enumerate(used):
        rows.append(row(until - timedelta(days=len(used) - number), stock, quantity))
        stock -= quantity
    hand_in(desk, *rows)
    return stock


def doubts(desk: Desk, *rows: str) -> tuple[Problem, ...]:
    judged = desk.check(arrival(lines(HEAD, *rows), at=at(DAY)))
    assert judged.feed is not None
    assert judged.rows is not None
    with desk.engine.joining() as joiner:
        return doubts_of(joiner, judged.feed, judged.rows, {"consumed_qty": "领用"})


def rules(found: Sequence[Problem]) -> list[tuple[int | None, str]]:
    return [(doubt.row, doubt.rule) for doubt in found]


STEADY = (150, 140, 160, 150, 145, 155, 150, 148)
"""Median 150; the distances 0 0 0 2 5 5 10 10 have the median 3.5."""


def test_a_figure_far_from_its_median_is_asked_about(desk: Desk) -> None:
    stock = used_daily(desk, STEADY)
    [doubt] = doubts(desk, row(DAY, stock, 620))
    assert (doubt.row, doubt.column, doubt.value) == (2, "领用", "620")
    assert doubt.reason.hans == "今日消耗 620，近 28 日中位数 150，与往常相差很大"
    assert doubt.needs_reason
    assert not doubt.rejects


@pytest.mark.parametrize(("used", "is_odd"), [(176, False), (177, True), (123, True)])
def test_the_bound_is_three_and_a_half_spreads(
    desk: Desk, used: float, is_odd: bool
) -> None:
    # A twentieth of the median is 7.5, more than 3.5 / 0.6745 = 5.2: 3.5 x 7.5 = 26.25.
    stock = used_daily(desk, STEADY)
    assert bool(doubts(desk, row(DAY, stock, used))) is is_odd


def test_six_days_are_no_custom(desk: Desk) -> None:
    stock = used_daily(desk, (150,) * 6)
    assert doubts(desk, row(DAY, stock, 620)) == ()


def test_one_figure_day_after_day_still_has_a_spread(desk: Desk) -> None:
    stock = used_daily(desk, (150,) * 7)
    assert doubts(desk, row(DAY, stock, 170)) == ()
    assert rules(doubts(desk, row(DAY, stock, 180))) == [(2, "unusual_figure")]


def test_what_is_used_now_and_then_is_used_now_and_then(desk: Desk) -> None:
    # Median and median distance are 0; the mean distance is 60 / 9 = 6.7, so 29 is the
    # bound, where a median of nothing alone would ask about anything above 3.
    stock = used_daily(desk, (0, 0, 30, 0, 0, 0, 30, 0, 0))
    assert doubts(desk, row(DAY, stock, 29)) == ()
    assert rules(doubts(desk, row(DAY, stock, 60))) == [(2, "unusual_figure")]


def test_what_is_older_than_four_weeks_does_not_count(desk: Desk) -> None:
    # Of eight days in a row six are within four weeks of the day.
    stock = used_daily(desk, STEADY, until=DAY - timedelta(days=22))
    assert doubts(desk, row(DAY, stock, 620)) == ()
    assert doubts(desk, row(DAY - timedelta(days=1), stock, 620)) != ()


def test_an_opening_that_is_not_the_last_closing_is_asked_about(desk: Desk) -> None:
    hand_in(desk, row(DAY - timedelta(days=1), 1000, 100))
    [doubt] = doubts(desk, row(DAY, 850, 100))
    assert (doubt.rule, doubt.column) == ("chain_broken", "昨日结存")
    assert doubt.reason.hans == "昨日结存 850，与 02-19 所报今日结存 900 不一致"


def test_over_a_day_that_nobody_reported_the_chain_is_not_asked_about(desk: Desk) -> None:
    hand_in(desk, row(DAY - timedelta(days=2), 1000, 100))
    assert doubts(desk, row(DAY, 850, 100)) == ()


def test_a_stock_that_jumps_with_nothing_come_in_is_asked_about_once(desk: Desk) -> None:
    hand_in(desk, row(DAY - timedelta(days=2), 1000, 100))
    assert rules(doubts(desk, row(DAY, 9000, 100))) == [(2, "stock_jump")]
    hand_in(desk, row(DAY - timedelta(days=1), 900, 0))
    [doubt] = doubts(desk, row(DAY, 9000, 100))
    assert doubt.reason.hans == (
        "今日结存 8900，02-19 所报为 900，相差 3 倍以上，且没有相应的入库或出库"
    )


def test_a_stock_that_grows_by_what_came_in_is_not_asked_about(desk: Desk) -> None:
    hand_in(desk, row(DAY - timedelta(days=1), 1000, 100))
    assert doubts(desk, row(DAY, 900, 100, came=9000)) == ()


def test_a_handful_is_no_jump(desk: Desk) -> None:
    hand_in(desk, row(DAY - timedelta(days=2), 3, 1))
    assert doubts(desk, row(DAY, 8, 1)) == ()


def test_days_in_the_same_file_are_past_in_place_of_the_stored_ones(desk: Desk) -> None:
    before = DAY - timedelta(days=1)
    hand_in(desk, row(before, 1000, 100))
    assert doubts(desk, row(before, 1000, 150), row(DAY, 850, 100)) == ()
    assert rules(doubts(desk, row(before, 1000, 150), row(DAY, 900, 100))) == [
        (3, "chain_broken")
    ]


def test_a_row_that_is_stored_just_so_is_not_asked_about_again(desk: Desk) -> None:
    stock = used_daily(desk, STEADY)
    odd = row(DAY, stock, 620)
    hand_in(desk, odd)
    assert doubts(desk, odd) == ()


def test_another_item_has_another_past(desk: Desk) -> None:
    stock = used_daily(desk, STEADY)
    assert doubts(desk, row(DAY, stock, 620).replace("N95口罩", "护目镜")) == ()


def test_a_feed_without_watched_figures_has_no_doubts(desk: Desk) -> None:
    feed = desk.engine.catalogue.feeds["grievances"]
    rows = desk.check(arrival(lines(HEAD, row(DAY, 10, 1)), at=at(DAY))).rows
    assert rows is not None
    with desk.engine.joining() as joiner:
        assert doubts_of(joiner, feed, rows, {}) == ()


@pytest.mark.parametrize("feed", [f for f in CATALOGUE.feeds.values() if f.compared])
def test_the_example_of_every_watched_feed_is_no_reason_to_ask(
    desk: Desk, feed: Feed
) -> None:
    sent = arrival(csv_of([headings(feed), example_row(feed)]), at=datetime(2020, 2, 9, 8))
    assert desk.preview(sent).doubts == ()


def test_a_preview_asks_under_the_headings_of_the_file(desk: Desk) -> None:
    stock = used_daily(desk, STEADY)
    told = lines(HEAD.replace("今日消耗", "领用"), row(DAY, stock, 620))
    [doubt] = desk.preview(arrival(told, at=at(DAY))).doubts
    assert (doubt.row, doubt.column) == (2, "领用")


def test_what_is_taken_back_needs_no_explanation(desk: Desk) -> None:
    stock = used_daily(desk, STEADY)
    sent = arrival(lines(HEAD, row(DAY, stock, 620)), name="作废.csv", at=at(DAY))
    assert desk.preview(sent).doubts == ()
