"""八、安全保障, on figures that fit on a page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lishui_dash.readings.reading import Status
from tests.tables import given, reading, readings

QINGTIAN_N95 = """
    report_date | county_code | unit_code  | item_code   | consumed_qty | closing_qty
    ------------+-------------+------------+-------------+--------------+------------
    02-26       | 青田        | 331121-S01 | n95_medical | 150          | 3640
    02-27       | 青田        | 331121-S01 | n95_medical | 150          | 3490
    02-28       | 青田        | 331121-S01 | n95_medical | 150          | 3340
    02-29       | 青田        | 331121-S01 | n95_medical | 150          | 3190
    03-01       | 青田        | 331121-S01 | n95_medical | 420          | 2770
    03-02       | 青田        | 331121-S01 | n95_medical | 560          | 2210
    03-03       | 青田        | 331121-S01 | n95_medical | 620          | 1590
"""
SURGE = (420 + 560 + 620) / 3


def test_days_of_supply_follow_the_surge_of_the_last_three_reports(engine):
    given(engine, "supplies_daily", QINGTIAN_N95)
    seen = reading(engine, "M08_DAYS_SUPPLY", "03-03", "青田", "n95_medical")
    assert seen.numerator == 1590
    assert seen.denominator == pytest.approx(SURGE)
    assert seen.value == pytest.approx(1590 / SURGE)
    assert round(seen.value, 2) == 2.98
    assert 1590 / ((150 * 4 + 420 + 560 + 620) / 7) > 5, "what a plain mean would say"


def test_a_calm_week_counts_by_its_mean_when_that_is_greater(engine):
    given(
        engine,
        "supplies_daily",
        """
        report_date  | consumed_qty
        -------------+-------------
        02-01..02-04 | 100
        02-05..02-07 | 30
        """,
        county_code="青田",
        unit_code="331121-S01",
        item_code="kn95",
        closing_qty="900",
    )
    seen = reading(engine, "M08_DAYS_SUPPLY", "02-07", "青田", "kn95")
    assert seen.value == pytest.approx(900 / ((4 * 100 + 3 * 30) / 7))


def test_a_place_sums_its_units_and_its_scarcest_item_speaks_for_it(engine):
    given(
        engine,
        "supplies_daily",
        """
        report_date  | county_code | unit_code  | item_code | consumed_qty | closing_qty
        -------------+-------------+------------+-----------+--------------+------------
        02-06..02-07 | 青田        | 331121-S01 | kn95      | 10           | 300
        02-06..02-07 | 青田        | 331121-H01 | kn95      | 40           | 100
        02-06..02-07 | 青田        | 331121-S01 | gown      | 10           | 900
        02-06..02-07 | 遂昌        | 331123-S01 | kn95      | 10           | 50
        """,
    )
    seen = readings(engine, "M08_DAYS_SUPPLY", "02-07")
    assert seen["331121", "kn95"].value == (300 + 100) / (10 + 40)
    assert seen["331121", ""].value == min(400 / 50, 900 / 10)
    assert seen["3311", "kn95"].value == min(400 / 50, 50 / 10)
    assert seen["3311", ""].value == 50 / 10


def test_days_of_supply_are_missing_when_nothing_was_used_or_one_day_is_known(engine):
    given(
        engine,
        "supplies_daily",
        """
        report_date  | county_code | unit_code  | consumed_qty | closing_qty
        -------------+-------------+------------+--------------+------------
        02-06..02-07 | 市本级      | LS-S01     | 0            | 3000
        02-07        | 青田        | 331121-S01 | 10           | 300
        """,
        item_code="kn95",
    )
    seen = readings(engine, "M08_DAYS_SUPPLY", "02-07")
    for key in (("331100", "kn95"), ("331121", "kn95")):
        assert seen[key].value is None
        assert seen[key].status is Status.MISSING
    assert seen["331100", "kn95"].numerator == 3000, "it can still be given away"


def test_thermometers_are_not_used_up(engine):
    given(
        engine,
        "supplies_daily",
        """
        report       | county | unit       | item            | consumed | closing
        -------------+--------+------------+---------------+----------+--------
        02-06..02-07 | 青田   | 331121-S01 | thermometer_gun | 1        | 3
        """,
    )
    assert ("331121", "thermometer_gun") not in readings(engine, "M08_DAYS_SUPPLY", "02-07")


def test_a_silent_unit_keeps_its_last_stock_for_six_days_and_its_age_shows(engine):
    given(
        engine,
        "supplies_daily",
        """
        report_date  | county_code | unit_code  | item_code | consumed_qty | closing_qty
        -------------+-------------+------------+-----------+--------------+------------
        02-01..02-02 | 青田        | 331121-S01 | kn95      | 10           | 300
        """,
    )
    kept = reading(engine, "M08_DAYS_SUPPLY", "02-07", "青田", "kn95")
    assert kept.value == 300 / 10
    assert kept.extras["stock_age_days"] == 7 - 2
    alone = reading(engine, "M08_DAYS_SUPPLY", "02-08", "青田", "kn95")
    assert alone.value is None, "one report is left in the window"
    assert ("331121", "kn95") not in readings(engine, "M08_DAYS_SUPPLY", "02-09")


def test_the_first_short_day_is_the_day_after_the_last_whole_one(engine):
    given(engine, "supplies_daily", QINGTIAN_N95)
    seen = reading(engine, "M08_STOCKOUT", "03-03", "青田", "n95_medical")
    assert seen.value == 1590 // SURGE + 1
    assert date(2020, 3, 3) + timedelta(days=seen.value) == date(2020, 3, 6)


def test_the_stock_out_counts_from_the_oldest_stock_and_knows_what_arrives(engine):
    given(
        engine,
        "supplies_daily",
        """
        report_date  | unit_code  | closing_qty | in_transit_qty | expected_arrival
        -------------+------------+-------------+----------------+-----------------
        02-05..02-06 | 331121-S01 | 80          | 35             | 02-10
        02-06..02-07 | 331121-H01 | 20          | 99             | 02-11
        """,
        county_code="青田",
        item_code="kn95",
        consumed_qty="10",
    )
    seen = reading(engine, "M08_STOCKOUT", "02-07", "青田", "kn95")
    assert seen.value == (80 + 20) // (10 + 10) + 1 - 1, "one day old"
    assert seen.extras["with_deliveries"] == (80 + 20 + 35) // 20 + 1 - 1


def test_redistribution_lifts_to_seven_days_and_keeps_fourteen(engine):
    given(
        engine,
        "supplies_daily",
        """
        report       | county | unit       | closing | in_transit | expected
        -------------+--------+------------+---------+-----+---------
        02-06..02-07 | 青田   | 331121-S01 | 300     | 150 | 02-10
        02-06..02-07 | 遂昌   | 331123-S01 | 2400    |     |
        """,
        item_code="kn95",
        consumed_qty="100",
    )
    given(
        engine,
        "supply_transfers",
        """
        transfer_no | qty | ordered_at  | received_at | status
        ------------+-----+-------------+-------------+-----------
        T1          | 200 | 02-06 10:00 |             | dispatched
        T2          | 40  | 02-07 10:00 | 02-08 09:00 | received
        T3          | 999 | 02-06 10:00 |             | cancelled
        """,
        item_code="kn95",
        from_county="遂昌",
        to_county="青田",
    )
    seen = readings(engine, "M08_REDISTRIB", "02-07")
    assert seen["331121", "kn95"].numerator == 7 * 100 - 300 - 150
    assert seen["331121", "kn95"].denominator == 0
    assert seen["331121", "kn95"].extras["incoming"] == 200 + 40
    assert seen["331121", "kn95"].extras["overdue"] == 1
    assert seen["331121", "kn95"].status is Status.AMBER
    assert seen["331123", "kn95"].numerator == 0
    assert seen["331123", "kn95"].denominator == 2400 - 14 * 100
    assert seen["331123", "kn95"].status is Status.REFERENCE
    later = reading(engine, "M08_REDISTRIB", "02-08", "青田", "kn95")
    assert later.extras["incoming"] == 200


def test_a_stock_row_must_balance_and_follow_from_the_day_before(engine):
    given(
        engine,
        "supplies_daily",
        """
        report | unit       | item | opening | purchased | transferred_o | consum | closing
        -------+------------+------+---------+-----------+---------------+----------+--------
        02-06  | 331121-S01 | kn95 | 100     |           |               | 10       | 90
        02-07  | 331121-S01 | kn95 | 90      | 50        | 20            | 10       | 110
        02-06  | 331121-H01 | kn95 | 100     |           |               | 10       | 90
        02-07  | 331121-H01 | kn95 | 95      |           |               | 5        | 90
        02-07  | 331121-S01 | gown | 50      |           |               | 5        | 40
        02-07  | 331121-H01 | gown | 50      |           |               | 5        | 45
        """,
        county_code="青田",
    )
    seen = reading(engine, "M08_BALANCE", "02-07", "青田")
    off_the_day_before, does_not_add_up, rows = 1, 1, 4
    assert seen.numerator == off_the_day_before + does_not_add_up
    assert seen.value == 2 / rows


def test_use_is_held_against_the_norm_of_those_on_duty(engine):
    given(
        engine,
        "personnel_deployment",
        """
        duty_date    | person_id | duty_status
        -------------+-----------+------------
        02-01..02-07 | P1..P2    | on_duty
        02-07        | P3        | rest
        """,
        county_code="青田",
        reporting_unit_code="331121-ZHB",
        post_id="CP-331121-02",
    )
    given(
        engine,
        "supplies_daily",
        """
        report_date
        ------------
        02-01..02-06
        02-07
        """,
        county_code="青田",
        unit_code="331121-S01",
        item_code="mask_surgical",
        consumed_qty="5",
        closing_qty="100",
    )
    seen = reading(engine, "M08_NORM", "02-07", "青田", "mask_surgical")
    assert seen.numerator == 7 * 5
    assert seen.denominator == 7 * 2 * 2.0, "two persons, two masks a shift at a checkpoint"
    assert seen.value == 35 / 28
    assert seen.status is Status.GREEN


def test_an_item_nobody_reports_is_missing_and_not_unused(engine):
    given(
        engine,
        "personnel_deployment",
        """
        duty_date | county | reporting  | post         | person_id | duty_status
        ----------+--------+------------+--------------+-----------+------------
        02-07     | 青田   | 331121-ZHB | CP-331121-02 | P1        | on_duty
        """,
    )
    assert reading(engine, "M08_NORM", "02-07", "青田", "mask_surgical").value is None


ROSTER = """
    person_id | unit       | personnel_category | participation | valid_from | valid_to
    ----------+------------+--------------------+---------------+------------+---------
    M1..M3    | 331127-H01 | medical            | took_part     | 03-01      |
    M4        | 331127-H01 | cdc                | took_part     | 03-04      |
    M5        | 331127-H01 | medical            | took_part     | 02-01      | 03-03
    V1        | 331127-ZHB | village            | took_part     | 03-01      |
"""


def test_every_medic_on_the_front_line_needs_a_policy_in_force(engine):
    given(engine, "personnel_roster", ROSTER, county_code="景宁")
    given(
        engine,
        "insurance",
        """
        person_id | policy_hash | cover_start | cover_end | status
        ----------+-------------+-------------+-----------+--------
        M1..M2    | h1          | 02-20       | 12-31     | active
        M3        | h3          | 02-20       | 03-03     | expired
        M4        | h4          | 03-07       | 12-31     | active
        M5        | h5          | 02-20       | 12-31     | active
        """,
        county_code="景宁",
    )
    assert reading(engine, "M08_INSURED", "03-03", "景宁").value == 4 / 4, "M1 M2 M3 and M5"
    gap = reading(engine, "M08_INSURED", "03-04", "景宁")
    assert (gap.numerator, gap.denominator) == (2, 4), "M3 ran out, M4 has none yet"
    assert reading(engine, "M08_INSURED", "03-07", "景宁").value == 3 / 4


def test_a_place_without_medics_cannot_tell_whether_they_are_insured(engine):
    given(engine, "personnel_roster", ROSTER, county_code="景宁")
    assert reading(engine, "M08_INSURED", "03-04", "云和").status is Status.MISSING


def test_an_illness_is_reported_in_time_and_to_the_authority_that_manages_the_cadre(engine):
    given(
        engine,
        "illness_reports",
        """
        case | cadre_authority | illness   | detected    | reported_at | reported_to
        -----+-----------------+-----------+-------------+-------------+------------
        C1   | county_managed  | overwork  | 02-21 22:00 | 02-23 05:00 | unit_party
        C2   | non_cadre       | suspected | 02-22 08:00 | 02-22 09:05 | unit_party
        C3   | city_managed    | fever     | 02-22 08:00 | 02-23 08:00 | city_org
        C4   | county_managed  | accident  | 02-22 08:00 | 02-22 20:00 | county_org
        C5   | non_cadre       | fever     | 02-09 08:00 |             | unit_party
        """,
        county_code="缙云",
    )
    seen = reading(engine, "M08_ILLNESS_TIME", "02-23", "缙云")
    assert seen.value == 3 / 4, "C1: 31 hours, and to the unit; C5 is over 14 days old"
    assert seen.status is Status.RED
    assert reading(engine, "M08_ILLNESS_TIME", "02-22", "缙云").value == 3 / (4 + 1)


def test_the_ill_are_taken_to_hospital_the_same_day_and_visited_within_two(engine):
    given(
        engine,
        "illness_reports",
        """
        case | detected    | sent_hospital_at | condolence_at
        -----+-------------+------------------+--------------
        C1   | 02-22 08:00 | 02-22 09:00      | 02-24 07:00
        C2   | 02-22 08:00 | 02-23 09:00      | 02-23 12:00
        C3   | 02-22 08:00 | 02-22 09:00      | 02-25 09:00
        C4   | 02-22 08:00 |                  |
        """,
        county_code="缙云",
        illness_type="fever",
    )
    seen = reading(engine, "M08_ILLNESS_TIME", "02-25", "缙云")
    assert seen.extras["without_care"] == 3, "all but C1"


def test_no_illness_is_nothing_owed(engine):
    given(
        engine,
        "illness_reports",
        """
        case_no | county_code | cadre_authority | illness_type | detected_at
        --------+-------------+-----------------+--------------+------------
        C1      | 缙云        | non_cadre       | fever        | 02-21 22:00
        """,
    )
    seen = reading(engine, "M08_ILLNESS_TIME", "02-23", "云和")
    assert seen.value is None
    assert seen.status is Status.GREEN
