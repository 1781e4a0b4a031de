"""报送质量, on figures that fit on a page."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.readings.reading import Status
from lishui_dash.readings.reporting import open_days
from tests.tables import day, given, reading

FEED = "supplies_daily"
DUE_UNITS_AND_FEEDS = 1 + 1 + 1 + 10 + 24
"""Of 云和: three feeds of its command, burden of ten townships, stock of 24 holders."""


def owe(engine, *days: str) -> None:
    with engine.writing() as transaction:
        for one in days:
            open_days(transaction, CATALOGUE, day(one))


def stock(engine, on: str, units: str, received: str = "") -> None:
    given(
        engine,
        FEED,
        f"unit_code\n{units}",
        received=received,
        report_date=on,
        county_code="云和",
        item_code="cap",
        consumed_qty="1",
        closing_qty="9",
    )


def test_every_report_owed_counts_once_however_often_it_came(engine):
    owe(engine, "02-05")
    stock(engine, "02-05", "331125-S01")
    stock(engine, "02-05", "331125-S01")
    seen = reading(engine, "D_COMPLETE", "02-05", "云和")
    assert (seen.numerator, seen.denominator) == (1, DUE_UNITS_AND_FEEDS)
    assert seen.status is Status.RED


def test_what_came_an_hour_late_is_complete_and_not_in_time(engine):
    owe(engine, "02-05")
    stock(engine, "02-05", "331125-S01", received="02-06 09:00")
    stock(engine, "02-05", "331125-H01", received="02-06 07:59")
    assert reading(engine, "D_COMPLETE", "02-05", "云和").numerator == 2
    assert reading(engine, "D_ONTIME", "02-05", "云和").numerator == 1


def test_two_days_late_is_red_whatever_the_share(engine):
    owe(engine, "02-05")
    stock(engine, "02-05", "331125-S01", received="02-08 08:01")
    late = datetime(2020, 2, 8, 8, 1) - datetime(2020, 2, 6, 8, 0)
    seen = reading(engine, "D_ONTIME", "02-05", "云和")
    assert seen.extras["max_delay_days"] == pytest.approx(late / timedelta(days=1))
    assert seen.status is Status.RED


def test_rows_of_a_refused_file_are_not_valid(engine):
    stock(engine, "02-05", "331125-S01\n331125-H01\n331125-H02")
    with engine.writing() as transaction:
        transaction.execute(
            """
            INSERT INTO delivery (delivery_no, feed, place, day_to, rows_n, verdict)
            VALUES (99, 'supplies_daily', '331125', DATE '2020-02-05', 2, 'rejected')
            """
        )
    seen = reading(engine, "D_VALID", "02-05", "云和")
    assert (seen.numerator, seen.denominator) == (3, 3 + 2)


def test_figures_about_reporting_are_never_missing_for_want_of_reports(engine):
    owe(engine, "02-05")
    assert reading(engine, "D_COMPLETE", "02-05", "云和").value == 0
