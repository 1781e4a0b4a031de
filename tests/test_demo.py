"""The demo: the same every time, complete, accepted whole, and made from declarations."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date, time

import numpy as np
import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.demo import Morning, Scale, mornings
from lishui_dash.demo.files import csv_file
from lishui_dash.demo.generic import completed, generic_rows
from lishui_dash.demo.people import names, person_ids
from lishui_dash.demo.rows import rows, spread
from lishui_dash.demo.scale import END, OPENS_AT, START, Extent, extent_of
from lishui_dash.demo.staff import SENT_DOWN, staff
from lishui_dash.demo.stock import Stock
from lishui_dash.demo.stories import STORIES
from lishui_dash.demo.world import World
from lishui_dash.intake.receive import Desk
from lishui_dash.spec import Column, Feed, Rule, Type, Words
from lishui_dash.store.duckdb_engine import DuckDBEngine
from tests.kept import Kept

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@pytest.fixture(scope="module")
def small() -> list[Morning]:
    return list(mornings(Scale.SMALL))


@pytest.fixture
def world() -> World:
    return World(extent_of(Scale.SMALL))


def test_the_same_bytes_are_made_every_time(small: list[Morning]) -> None:
    assert list(mornings(Scale.SMALL)) == small


def test_every_feed_of_the_catalogue_is_there(small: list[Morning]) -> None:
    assert {a.feed for m in small for a in m.arrivals} == set(CATALOGUE.feeds)


def test_mornings_come_in_order_and_none_after_the_demo_opens(
    small: list[Morning],
) -> None:
    moments = [morning.at for morning in small]
    assert moments == sorted(moments)
    assert moments[-1] <= OPENS_AT
    assert all(a.received_at <= m.at for m in small for a in m.arrivals)
    assert all(time(7) <= a.received_at.time() for m in small for a in m.arrivals)


def test_some_files_are_gb18030_and_some_are_workbooks(small: list[Morning]) -> None:
    arrivals = [a for m in small for a in m.arrivals]
    endings = Counter(a.file_name.rsplit(".", 1)[1] for a in arrivals)
    assert endings["csv"] > endings["xlsx"] > 0
    texts = [a.content for a in arrivals if a.file_name.endswith("csv")]
    assert any(not _is_utf8(content) for content in texts)
    assert any(_is_utf8(content) for content in texts)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_the_small_demo_is_accepted_whole(small_demo: Kept, small: list[Morning]) -> None:
    engine = DuckDBEngine(small_demo.store)
    try:
        refused = engine.query(
            """
            SELECT file_name, column_name, "value", reason_hans
            FROM delivery_problem
            JOIN delivery USING (delivery_no)
            WHERE rejects
            LIMIT 5
            """
        )
        [(rows_n, accepted_n, rejected)] = engine.query(
            """
            SELECT
                sum(rows_n),
                sum(accepted_n),
                count(*) FILTER (WHERE verdict <> 'accepted')
            FROM delivery
            """
        )
    finally:
        engine.close()
    assert refused == []
    assert (rejected, rows_n) == (0, accepted_n)
    assert rows_n == sum(morning.rows for morning in small)


def test_on_the_opening_morning_one_report_of_the_city_is_missing(
    small_demo: Kept,
) -> None:
    engine = DuckDBEngine(small_demo.store)
    try:
        missing = engine.query(
            """
            SELECT o.feed, o.place
            FROM obligation AS o
            ANTI JOIN delivery_slice AS s
                ON s.feed = o.feed AND s.unit_code = o.unit_code AND s.day = o.day
            WHERE o.day = DATE '2020-03-03'
            """
        )
    finally:
        engine.close()
    assert missing == [("checkpoint_logistics", "331181")]


def test_ids_are_valid_and_belong_to_nobody() -> None:
    found = person_ids(np.arange(0, 400_000, 397)).to_pylist()
    assert len(set(found)) == len(found)
    for number in found:
        total = sum(w * int(d) for w, d in zip(_WEIGHTS, number[:17], strict=True))
        assert number[17] == "10X98765432"[total % 11]
        assert number.startswith("331199")
        assert not number.endswith("000")


def test_names_are_two_or_three_han_characters() -> None:
    assert {len(name) for name in names(np.arange(500)).to_pylist()} == {2, 3}


def test_nobody_on_the_rota_works_more_than_six_days_on_end() -> None:
    manned = staff(0.07)
    run = np.zeros(manned.people, dtype=int)
    for ordinal in range(START.toordinal(), END.toordinal() + 1):
        day = date.fromordinal(ordinal)
        people = manned.person_at(day)[manned.on_rota(day)]
        assert len(np.unique(people)) == len(people)
        works = np.isin(np.arange(manned.people), people)
        run = np.where(works, run + 1, 0)
        assert run.max() <= 6
        assert not works[manned.resting(day)].any()


def test_as_many_are_sent_down_as_the_province_reckons_for_the_city() -> None:
    assert staff(1.0).borrowed.sum() == SENT_DOWN


def test_stock_balances_and_opens_with_what_it_closed_with(world: World) -> None:
    stock = Stock(world.staff.needs, {})
    before = stock.on(date(2020, 2, 18)).closing
    for number in (19, 20, 21):
        day = stock.on(date(2020, 2, number))
        came = day.purchased + day.allocated_in + day.transferred_in
        assert (day.opening == before).all()
        assert (
            day.closing == day.opening + came - day.transferred_out - day.consumed
        ).all()
        assert (day.closing >= 0).all()
        before = day.closing


def test_asking_for_an_earlier_day_tells_the_same_story(world: World) -> None:
    stock = Stock(world.staff.needs, {})
    early = stock.on(date(2020, 1, 30)).closing
    stock.on(date(2020, 2, 10))
    assert (stock.on(date(2020, 1, 30)).closing == early).all()


def test_a_split_adds_up() -> None:
    assert spread(10, [1, 1, 1]) == [3, 4, 3]
    assert sum(spread(5_048_376, [0.3, 0.5, 7])) == 5_048_376


@pytest.mark.parametrize("feed", CATALOGUE.feeds.values(), ids=lambda feed: feed.name)
def test_any_feed_gets_rows_from_its_declaration_alone(feed: Feed, world: World) -> None:
    table = generic_rows(world, feed, date(2020, 3, 2))
    assert table.num_rows > 0
    heading = csv_file(feed, table).decode().splitlines()[0]
    assert feed.columns[0].words.hans in heading


def test_a_new_column_of_a_known_feed_is_filled(world: World) -> None:
    known = CATALOGUE.feeds["checkpoint_logistics"]
    rule = Rule("lamps_n", Words("", ""), Words("", ""), "lamps_n BETWEEN 3 AND 5")
    lamps = Column(
        "lamps_n", Words("灯具数", ""), Type.INTEGER, required=True, rules=(rule,)
    )
    feed = dataclasses.replace(known, columns=(*known.columns, lamps))
    table = rows(4, report_date=date(2020, 3, 2))
    filled = completed(world, feed, date(2020, 3, 2), table)
    assert set(filled.column("lamps_n").to_pylist()) <= {3, 4, 5}


def test_generic_rows_are_accepted_at_the_desk(desk: Desk, world: World) -> None:
    feed = CATALOGUE.feeds["fault_tolerance_cases"]
    assert generic_rows(world, feed, START).num_rows > 0
    assert desk.engine.catalogue.feeds[feed.name] is feed


def test_there_are_thirteen_storylines_each_within_the_demo() -> None:
    assert [story.number for story in STORIES] == [f"S{n:02d}" for n in range(1, 14)]
    for story in STORIES:
        assert START <= story.first <= story.last <= END
        assert set(story.feeds) <= set(CATALOGUE.feeds)


def test_a_smaller_share_keeps_every_place() -> None:
    found = World(Extent(START, START, 0.01)).staff
    assert len(set(found.place_of.tolist())) >= 10
