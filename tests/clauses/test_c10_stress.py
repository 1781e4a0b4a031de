"""十、减轻精神压力, on figures that fit on a page."""

from __future__ import annotations

import pytest

from lishui_dash.readings.reading import Status
from tests.tables import given, reading, readings

CALLS = """
    session_id | requested_at | platform | started_at  | status
    -----------+--------------+----------+-------------+----------
    S1         | 03-04 08:00  | hotline  | 03-04 08:02 | done
    S2         | 03-03 08:00  | hotline  | 03-03 08:12 | done
    S3         | 03-02 08:00  | hotline  |             | abandoned
    S4         | 03-01 08:00  | online   | 03-01 09:00 | done
    S5         | 02-26 08:00  | hotline  | 02-26 09:00 | done
"""


def test_nine_of_ten_callers_of_the_week_are_answered_within_the_value(engine):
    given(engine, "counselling_sessions", CALLS, county_code="青田", risk_level="low")
    seen = reading(engine, "M10_COUNSEL_WAIT", "03-04", "青田")
    assert seen.value == pytest.approx(2 + 0.9 * (12 - 2)), "S1 and S2; S5 is too old"
    assert (seen.numerator, seen.denominator) == (4, 3)
    assert seen.extras["abandoned_share"] == 1 / 4
    assert seen.status is Status.RED, "more than one in ten gave up"


def test_high_risk_is_followed_up_within_a_day(engine):
    given(
        engine,
        "counselling_sessions",
        """
        session_id | requested_at | risk_level | follow_up_at
        -----------+--------------+------------+-------------
        S1         | 03-01 08:00  | high       | 03-01 20:00
        S2         | 03-01 08:00  | crisis     | 03-02 09:00
        S3         | 03-01 08:00  | high       |
        S4         | 03-01 08:00  | low        |
        S5         | 03-04 08:00  | high       |
        """,
        county_code="青田",
        status="done",
        platform="hotline",
    )
    seen = reading(engine, "M10_HIGH_RISK", "03-04", "青田")
    assert seen.value == 1 / 3, "S1; S2 an hour late; S5 still has time"
    assert seen.status is Status.RED


def test_a_grievance_is_due_after_72_hours_unless_another_time_was_set(engine):
    given(
        engine,
        "grievances",
        """
        grievance_id | opened_at   | due_at      | closed_at   | status | category
        -------------+-------------+-------------+-------------+--------+---------
        G1           | 03-01 08:00 |             | 03-03 08:00 | closed | work
        G2           | 03-01 08:00 |             | 03-04 09:00 | closed | life
        G3           | 03-01 08:00 | 03-02 08:00 | 03-02 10:00 | closed | pay
        G4           | 03-03 08:00 |             |             | open   | ideology
        G5           | 02-01 08:00 |             |             | open   | work
        """,
        county_code="青田",
    )
    seen = reading(engine, "M10_GRIEVANCE", "03-04", "青田")
    assert (seen.numerator, seen.denominator) == (1, 3), "G1 of G1 to G3; G4 is not due"
    assert seen.extras["voices_7d"] == 2, "G1 and G4"


def test_a_case_of_sixteen_days_is_amber_and_of_thirty_one_red(engine):
    given(
        engine,
        "fault_tolerance_cases",
        """
        case_id | county | applied_at | decided_at | decision
        --------+--------+------------+------------+----------
        C1      | 青田   | 02-01      | 02-10      | exempted
        C2      | 青田   | 02-01      |            |
        C3      | 云和   | 02-03      | 02-12      | refused
        """,
    )
    early = readings(engine, "M10_FAULT_TOL", "02-16")["331121", ""]
    assert (early.value, early.status) == (1 / 2, Status.REFERENCE)
    later = readings(engine, "M10_FAULT_TOL", "02-17")["331121", ""]
    assert later.status is Status.AMBER
    seen = readings(engine, "M10_FAULT_TOL", "03-04")
    assert seen["331121", ""].status is Status.RED
    assert seen["331121", ""].extras == {"tolerated": 1, "overdue": 1, "overdue_15": 1}
    assert seen["331125", ""].extras["tolerated"] == 0
    assert seen["3311", ""].value == (1 + 1) / 3
