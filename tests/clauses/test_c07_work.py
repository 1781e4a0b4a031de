"""七、工作保障, on figures that fit on a page."""

from __future__ import annotations

import pytest

from lishui_dash.readings.reading import Status
from tests.tables import given, reading, readings


def test_a_post_is_in_order_when_all_four_are(engine):
    given(
        engine,
        "checkpoint_logistics",
        """
        post_id      | meals_s | heating | night | transport_n | transport_s | min_temp_c
        -------------+---------+---------+-------+-------------+-------------+-----------
        CP-331121-01 | 12      | true    | true  | 4           | 4           | 3
        CP-331121-02 | 11      | true    | true  | 4           | 4           | 3
        CP-331121-03 | 12      | false   | true  | 4           | 4           | 8
        CP-331121-04 | 12      | false   | false | 4           | 3           |
        CP-331121-05 | 13      | true    | true  | 0           | 0           | -2
        """,
        county_code="青田",
        report_date="02-07",
        meals_required_n="12",
    )
    seen = reading(engine, "M07_LOGISTICS", "02-07", "青田")
    assert seen.value == 2 / 5
    assert seen.extras == {
        "meals_short": 1,
        "cold": 2,
        "freezing": 0,
        "no_shelter": 1,
        "transport_short": 1,
    }


def test_a_freezing_post_without_heating_is_red_at_once(engine):
    table = "post_id | heating\nCP-331121-01 | {}\nA1..A29 | true"
    same = {
        "county_code": "青田",
        "report_date": "02-07",
        "meals_required_n": "6",
        "meals_served_n": "6",
        "night_shelter_ok": "true",
        "transport_need_n": "0",
        "transport_served_n": "0",
        "min_temp_c": "4.9",
    }
    given(engine, "checkpoint_logistics", table.format("false"), **same)
    seen = reading(engine, "M07_LOGISTICS", "02-07", "青田")
    assert seen.value == 29 / 30
    assert seen.extras["freezing"] == 1
    assert seen.status is Status.RED


MONEY = """
    txn_id | txn_date | county | direction | amount | purpose_code | reversal_of
    -------+----------+--------+-----------+--------+--------------+------------
    T1     | 02-08    | 松阳   | received  | 50000  |              |
    T2     | 02-09    | 松阳   | passed_on | 20000  |              |
    T3     | 02-10    | 松阳   | spent     | 12000  | P1           |
    T4     | 02-11    | 松阳   | spent     | 3000   | P3           |
    T5     | 02-20    | 松阳   | spent     | 3860   | X2           |
    T6     | 02-24    | 松阳   | refunded  | 3860   |              | T5
    T7     | 02-09    | 云和   | received  | 10000  |              |
    T8     | 02-12    | 云和   | spent     | 9000   | P2           |
    T9     | 02-25    | 云和   | spent     | 100.50 |              |
"""


def test_care_money_is_spent_net_of_what_came_back_and_what_was_passed_on(engine):
    given(engine, "care_funds", MONEY)
    spent = 12000 + 3000 + 3860
    assert reading(engine, "M07_FUND_USE", "02-20", "松阳").value == spent / (50000 - 20000)
    seen = readings(engine, "M07_FUND_USE", "02-24")
    assert seen["331124", ""].value == pytest.approx((spent - 3860) / 30000)
    assert seen["331125", ""].value == 9000 / 10000
    assert reading(engine, "M07_FUND_USE", "02-08", "云和").value is None, "no money yet"


def test_off_purpose_spending_stands_until_it_is_paid_back(engine):
    given(engine, "care_funds", MONEY)
    days = ("02-19", "02-20", "02-23", "02-24")
    found = [reading(engine, "M07_OFF_PURPOSE", d, "松阳").value for d in days]
    assert found == [0, 3860, 3860, 0]
    assert reading(engine, "M07_OFF_PURPOSE", "02-24", "松阳").denominator == 1
    no_purpose = reading(engine, "M07_OFF_PURPOSE", "02-25", "云和")
    assert (no_purpose.value, no_purpose.extras["payments"]) == (100.50, 1)


def test_mainly_for_the_front_line_means_medics_and_grassroots_cadres(engine):
    given(engine, "care_funds", MONEY)
    seen = readings(engine, "M07_FRONT_USE", "02-20")
    assert seen["331124", ""].value == 12000 / (12000 + 3000 + 3860)
    assert seen["331125", ""].value == 9000 / 9000
