"""六、生活保障, on figures that fit on a page."""

from __future__ import annotations

import pytest

from lishui_dash.readings.reading import Status
from tests.tables import given, reading, readings

BY = {"county_code": "青田", "reporting_unit_code": "331121-ZHB"}
CREW = {"post_id": "CP-331121-02", "duty_status": "on_duty", "duty_hours": "12", **BY}


def on_duty(engine, days: str, people: str = "P1..P6", **other: str) -> None:
    table = f"duty_date | person_id\n{days} | {people}"
    given(engine, "personnel_deployment", table, **(CREW | other))


def somebody_else_reports(engine, days: str) -> None:
    on_duty(engine, days, "P99", duty_status="rest")


def test_fourteen_days_in_a_row_are_red_and_eight_are_amber(engine):
    on_duty(engine, "01-31..02-13")
    seven, eight = (reading(engine, "M06_LONG_DUTY", d, "青田") for d in ("02-06", "02-07"))
    assert (seven.extras["amber_n"], seven.status) == (0, Status.GREEN)
    assert (eight.extras["amber_n"], eight.status) == (6, Status.AMBER)
    red = reading(engine, "M06_LONG_DUTY", "02-13", "青田")
    assert (red.value, red.extras["longest"], red.status) == (6, 14, Status.RED)


def test_a_missing_file_neither_breaks_nor_lengthens_a_run(engine):
    on_duty(engine, "01-31..02-08")
    on_duty(engine, "02-10..02-12")
    assert reading(engine, "M06_LONG_DUTY", "02-09", "青田").extras["longest"] == 9
    assert reading(engine, "M06_LONG_DUTY", "02-12", "青田").extras["longest"] == 9 + 3
    on_duty(engine, "02-09")
    assert reading(engine, "M06_LONG_DUTY", "02-12", "青田").extras["longest"] == 13


def test_a_day_off_ends_a_run(engine):
    on_duty(engine, "02-01..02-08")
    somebody_else_reports(engine, "02-09")
    on_duty(engine, "02-10..02-11")
    seen = reading(engine, "M06_LONG_DUTY", "02-11", "青田")
    assert (seen.value, seen.extras["longest"]) == (0, 2)
    off = reading(engine, "M06_LONG_DUTY", "02-09", "青田")
    assert (off.value, off.denominator) == (0, None), "nobody is on duty"


def test_a_run_is_the_persons_whatever_unit_reports_it(engine):
    on_duty(engine, "02-01..02-07", "P1")
    somebody_else_reports(engine, "02-08..02-14")
    moved = {"county_code": "云和", "reporting_unit_code": "331125-ZHB"}
    on_duty(engine, "02-08..02-14", "P1", **moved)
    seen = readings(engine, "M06_LONG_DUTY", "02-14")
    assert seen["331125", ""].value == 1
    assert seen["331121", ""].value == 0
    assert seen["3311", ""].value == 1


def test_hours_of_the_week_are_a_persons_wherever_they_were_worked(engine):
    on_duty(engine, "02-07..02-13", "A1..A2")
    on_duty(engine, "02-06..02-11", "B1", duty_hours="11")
    on_duty(engine, "02-09..02-12", "C1", duty_hours="10")
    elsewhere = {"county_code": "云和", "reporting_unit_code": "331125-ZHB"}
    on_duty(engine, "02-07..02-08", "C1", duty_hours="14", **elsewhere)
    seen = readings(engine, "M06_WEEK_HOURS", "02-13")
    hours = {"A1": 7 * 12, "A2": 7 * 12, "B1": 5 * 11, "C1": 4 * 10 + 2 * 14}
    assert [person for person, n in hours.items() if n > 66] == ["A1", "A2", "C1"]
    assert seen["331121", ""].value == 3, "C1 worked mostly here"
    assert seen["331121", ""].extras["amber_n"] == 1
    assert seen["331121", ""].extras["most_hours"] == 84
    assert seen["331125", ""].value == 0


def test_hours_are_a_lower_bound_while_a_day_is_missing(engine):
    on_duty(engine, "02-07..02-08")
    on_duty(engine, "02-10..02-13")
    seen = reading(engine, "M06_WEEK_HOURS", "02-13", "青田")
    assert (seen.value, seen.extras["most_hours"]) == (6, 6 * 12)


def test_sixty_six_hours_are_not_over_sixty_six(engine):
    on_duty(engine, "02-08..02-13", "A1", duty_hours="11")
    seen = reading(engine, "M06_WEEK_HOURS", "02-13", "青田")
    assert (seen.value, seen.extras["amber_n"], seen.status) == (0, 1, Status.AMBER)


def orders(engine) -> None:
    table = """
    rest_id | person_id | ordered_at  | start_date | status   | subsidy_id
    --------+-----------+-------------+------------+----------+-----------
    R1      | P1        | 02-14 18:00 | 02-15      | executed |
    R2      | P2        | 02-14 18:00 | 02-15      | executed |
    R3      | P3        | 02-14 18:00 | 02-15      | executed |
    R4      | P4        | 02-14 18:00 | 02-15      | executed |
    R5      | P5        | 02-14 18:00 |            | unable   | S5
    R6      | P6        | 02-14 18:00 |            | unable   |
    """
    given(engine, "rest_leave", table, county_code="青田", rest_type="forced")


def subsidies(engine, paid_at: str) -> None:
    table = """
    subsidy_id | person_id | rest_id
    -----------+-----------+--------
    S5         | P5        |
    S6         | P6        | R6
    """
    fixed = {"county_code": "青田", "period_end": "02-14", "pay_status": "paid"}
    given(engine, "subsidies", table, paid_at=paid_at, **fixed)


def test_forced_rest_is_due_from_fifteen_days_of_ten_hours(engine):
    on_duty(engine, "01-31..02-13")
    on_duty(engine, "01-31..02-14", "Q1", duty_hours="9.5")
    assert reading(engine, "M06_FORCED_REST", "02-13", "青田").value is None
    on_duty(engine, "02-14", "P1..P2")
    seen = reading(engine, "M06_FORCED_REST", "02-14", "青田")
    assert (seen.numerator, seen.denominator) == (0, 2), "not Q1 with 9.5 hours a day"


def test_forced_rest_is_answered_by_rest_or_by_pay(engine):
    on_duty(engine, "01-31..02-13")
    orders(engine)
    subsidies(engine, paid_at="02-20")
    values = [
        reading(engine, "M06_FORCED_REST", day, "青田").value
        for day in ("02-14", "02-15", "02-20")
    ]
    assert values == [0 / 6, 4 / 6, (4 + 2) / 6]


def test_an_order_is_looked_back_on_for_fourteen_days(engine):
    orders(engine)
    assert reading(engine, "M06_FORCED_REST", "02-27", "青田").denominator == 6
    seen = reading(engine, "M06_FORCED_REST", "02-28", "青田")
    assert (seen.value, seen.status) == (None, Status.GREEN), "nobody is due"


def test_who_cannot_rest_is_paid_within_fifteen_days(engine):
    orders(engine)
    subsidies(engine, paid_at="03-02")
    values = [
        reading(engine, "M06_UNPAID_NOREST", day, "青田").value
        for day in ("02-28", "02-29", "03-01", "03-02")
    ]
    assert values == [0, 2, 2, 0]


def test_every_family_is_contacted_within_the_week(engine):
    given(
        engine,
        "personnel_roster",
        """
        person_id | family_key | valid_from | valid_to
        ----------+------------+------------+---------
        M1..M3    | F1         | 02-09      |
        M4        | F2         | 02-09      |
        M5        | F3         | 02-13      |
        M6        | F4         | 02-01      | 02-20
        M7        |            | 02-01      |
        """,
        county_code="莲都",
    )
    given(
        engine,
        "family_visits",
        """
        visit_id | family_key | visit_date
        ---------+------------+-----------
        V1       | F1         | 02-15
        V2       | F1         | 02-16
        V3       | F2         | 02-14
        V4       | F4         | 02-16
        """,
        county_code="莲都",
        need_category="none",
    )
    seen = reading(engine, "M06_FAMILY_VISIT", "02-21", "莲都")
    assert seen.value == pytest.approx(1 / 3), "F1; not F2 of eight days ago, nor F3"
    assert reading(engine, "M06_FAMILY_VISIT", "02-20", "莲都").value == 3 / 4
    assert reading(engine, "M06_FAMILY_VISIT", "02-21", "云和").value is None


def test_needs_are_met_within_the_week_and_medical_ones_within_three_days(engine):
    given(
        engine,
        "family_visits",
        """
        visit_id | visit_date | need_category | need_status | need_closed_at
        ---------+------------+---------------+-------------+---------------
        V1       | 02-13      | eldercare     | open        |
        V2       | 02-14      | eldercare     | open        |
        V3       | 02-17      | medical       | closed      | 02-24
        V4       | 02-18      | medical       | open        |
        V5       | 02-01      | money         | closed      | 02-10
        V6       | 02-01      | none          | none        |
        """,
        county_code="莲都",
    )
    seen = reading(engine, "M06_FAMILY_NEED", "02-21", "莲都")
    assert seen.value == 1, "V1, open for 8 days; V2 for 7"
    assert seen.denominator == 5
    assert seen.extras["medical_overdue"] == 1, "V3 for 4 days, V4 for 3"
    assert seen.status is Status.RED
    assert reading(engine, "M06_FAMILY_NEED", "02-24", "莲都").value == 2
