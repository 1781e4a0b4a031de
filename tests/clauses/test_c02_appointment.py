"""二、选拔任用, on figures that fit on a page."""

from __future__ import annotations

from lishui_dash.readings.reading import Status
from tests.tables import given, reading

NOMINATED = """
    record_id | person_id | stage     | record_date
    ----------+-----------+-----------+------------
    R1        | A1        | proposed  | 03-26
    R2        | A1        | approved  | 03-27
    R3        | A2        | proposed  | 03-26
    R4        | A3        | publicised| 03-26
    R5        | A4        | proposed  | 03-26
    R6        | A5        | proposed  | 03-26
    R7        | A6        | revoked   | 03-26
"""
ROSTER = """
    person_id | participation_status | exemption_reason | performance_rating | valid_from
    ----------+----------------------+------------------+--------------------+-----------
    A1        | not_taken_part       |                  |                    | 02-01
    A2        | not_taken_part       | 住院             |                    | 02-01
    A3        | took_part            |                  | poor               | 02-01
    A4        | took_part            |                  | good               | 02-01
    A6        | not_taken_part       |                  |                    | 02-01
"""
BY = {"county_code": "云和"}


def test_nominees_without_part_reason_or_record_need_a_written_reason(engine):
    given(engine, "personnel_roster", ROSTER, **BY)
    given(engine, "incentive_records", NOMINATED, incentive_type="village_nomination", **BY)
    seen = reading(engine, "M02_BAD_NOMINATION", "03-27", "云和")
    no_part_and_no_reason, poor, on_no_roster = 1, 1, 1
    assert seen.value == no_part_and_no_reason + poor + on_no_roster
    assert seen.denominator == 5, "A1 to A5, each once; A6 was revoked"
    assert seen.status is Status.RED


def test_a_reason_written_later_settles_the_case_from_its_day(engine):
    given(engine, "personnel_roster", ROSTER, **BY)
    given(engine, "incentive_records", NOMINATED, incentive_type="village_nomination", **BY)
    given(
        engine,
        "personnel_roster",
        """
        person_id | participation_status | exemption_reason | valid_from
        ----------+----------------------+------------------+-----------
        A1        | not_taken_part       | 境外隔离         | 03-28
        """,
        **BY,
    )
    days = ("03-27", "03-28")
    assert [reading(engine, "M02_BAD_NOMINATION", d, "云和").value for d in days] == [3, 2]


def test_no_nomination_is_zero(engine):
    given(engine, "personnel_roster", ROSTER, **BY)
    assert reading(engine, "M02_BAD_NOMINATION", "03-27", "云和").value == 0
