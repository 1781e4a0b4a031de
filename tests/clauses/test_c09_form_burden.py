"""九、减轻工作负担, on figures that fit on a page."""

from __future__ import annotations

import pytest

from lishui_dash.readings.reading import Status
from tests.tables import given, reading, readings

BURDEN = """
    unit_code | issuing_unit | forms_n | data_requests_n | materials_n | meetings_n | fill_h
    ----------+--------------+---------+-----------------+-------------+------------+-------
    331121101 | LS-MZJ       | 2       | 1               | 0           | 1          | 0.5
    331121101 | LS-WJW       | 1       | 0               | 1           | 0          | 1.0
    331121102 | LS-MZJ       | 9       | 1               | 0           | 2          | 3.0
    331121103 | NONE         | 0       | 0               | 0           | 0          | 0
"""
SAME = {"county_code": "青田", "unit_level": "township"}


def burden(engine, day: str = "02-11", table: str = BURDEN) -> None:
    given(engine, "form_burden_daily", table, report_date=day, **SAME)


def test_what_all_senders_ask_of_a_unit_is_added(engine):
    burden(engine)
    seen = reading(engine, "M09_FORMS_PER_UNIT", "02-11", "青田")
    assert (seen.numerator, seen.denominator) == ((2 + 1 + 1 + 1) + (9 + 1) + 0, 3)
    assert seen.value == 15 / 3
    assert seen.extras["most"] == 10


def test_a_tenth_of_the_units_with_ten_or_more_is_red_whatever_the_mean(engine):
    table = "unit_code | forms_n\n331121001..331121004 | 0\n331121101 | 11"
    given(
        engine,
        "form_burden_daily",
        table,
        report_date="02-11",
        issuing_unit_code="LS-MZJ",
        data_requests_n="0",
        materials_n="0",
        meetings_n="0",
        fill_hours="0",
        **SAME,
    )
    seen = reading(engine, "M09_FORMS_PER_UNIT", "02-11", "青田")
    assert seen.value == 11 / 5
    assert seen.extras["p90"] == pytest.approx(11 * 0.6), "between the fourth and the fifth"
    assert seen.status is Status.GREEN or seen.coverage.share < 1


def test_hours_are_a_mean_over_units_that_reported(engine):
    burden(engine)
    assert reading(engine, "M09_FILL_HOURS", "02-11", "青田").value == (1.5 + 3.0 + 0) / 3


def test_meetings_of_fewer_days_are_scaled_to_a_week(engine):
    for day in ("02-10", "02-11"):
        burden(engine, day)
    seen = reading(engine, "M09_MEETINGS", "02-11", "青田")
    per_week = [(1 + 1) * 7 / 2, (2 + 2) * 7 / 2, 0]
    assert seen.value == sum(per_week) / 3


REQUESTS = """
    request_id | issued_at   | issuing | target | approval_status | approved_at | status
    -----------+-------------+---------+--------+-----------------+-------------+----------
    Q1         | 02-11 09:00 | LS-DEMO | 青田   | approved        | 02-11 08:00 | in_force
    Q2         | 02-11 10:00 | LS-DEMO | 青田   | approved        | 02-11 12:00 | in_force
    Q3         | 02-11 10:00 | LS-MZJ  | 云和   | none            |             | in_force
    Q4         | 02-11 10:00 | LS-MZJ  | 云和   | none            |             | withdrawn
    Q5         | 02-10 10:00 | LS-MZJ  | 云和   | none            |             | in_force
    Q6         | 02-11 10:00 | LS-ZHB  | 云和   | none            |             | in_force
"""


def requests(engine, table: str = REQUESTS, **same: str) -> None:
    same = {"target_unit_n": "10", "est_minutes": "30", "recurrence": "once"} | same
    given(engine, "form_requests", table.replace("target ", "target_county "), **same)


def test_consent_after_sending_is_no_consent(engine):
    requests(engine)
    seen = readings(engine, "M09_UNAPPROVED", "02-11")
    assert (seen["331121", ""].numerator, seen["331121", ""].denominator) == (1, 2), "Q2"
    assert seen["331125", ""].value == 1, (
        "Q3 alone: withdrawn, of yesterday, of the command"
    )
    whole = seen["3311", ""]
    assert whole.value == 2 / 3
    assert whole.extras["hours_asked"] == 2 * 10 * 30 / 60


def test_three_of_one_unit_in_a_day_are_red_though_few_among_many(engine):
    rows = "\n".join(f"G{n} | 青田 | approved | 02-11 08:00" for n in range(97))
    bad = "\n".join(f"B{n} | 青田 | none |" for n in range(3))
    requests(
        engine,
        f"request_id | target | approval_status | approved_at\n{rows}\n{bad}",
        issuing_unit_code="LS-DEMO",
        issued_at="02-11 09:00",
        status="in_force",
    )
    seen = reading(engine, "M09_UNAPPROVED", "02-11", "青田")
    assert seen.value == 3 / 100
    assert seen.status is Status.RED


def test_what_arrives_below_must_be_registered_above(engine):
    burden(engine)
    requests(
        engine,
        "request_id | target | issued_at\nQ1 | 青田 | 02-11 09:00",
        issuing_unit_code="LS-MZJ",
        approval_status="approved",
        approved_at="02-11 08:00",
        status="in_force",
    )
    seen = reading(engine, "M09_UNREGISTERED", "02-11", "青田")
    assert (seen.numerator, seen.denominator) == (1, 2), (
        "LS-WJW asked and had not registered"
    )


def test_a_daily_request_for_the_whole_city_counts_on_later_days_too(engine):
    burden(engine)
    requests(
        engine,
        "request_id | target_county | issuing_unit_code\nQ1 | 331100 | LS-MZJ\n"
        "Q2 | 331100 | LS-WJW",
        issued_at="02-01 09:00",
        approval_status="approved",
        approved_at="02-01 08:00",
        status="in_force",
        recurrence="daily",
    )
    assert reading(engine, "M09_UNREGISTERED", "02-11", "青田").value == 0
