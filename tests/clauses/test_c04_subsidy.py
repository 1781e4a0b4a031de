"""四、待遇保障, on figures that fit on a page."""

from __future__ import annotations

from lishui_dash.readings.reading import Status
from tests.tables import given, reading


def test_a_subsidy_is_due_thirty_days_after_its_period(engine):
    given(
        engine,
        "subsidies",
        """
        subsidy_id | person_id | subsidy_type     | period_end | paid_at | pay_status
        -----------+-----------+------------------+------------+---------+-----------
        S1..S7     | A1        | temp_work        | 02-10      | 03-05   | paid
        S8         | A8        | temp_work        | 02-10      | 03-15   | paid
        S9         | A9        | grassroots       | 02-10      |         | approved
        S10        | A9        | grassroots       | 01-31      | 02-20   | paid
        S11        | A1        | temp_work        | 02-11      |         | draft
        S12        | A1        | in_lieu_of_rest  | 02-01      |         | draft
        """,
        county_code="青田",
    )
    seen = reading(engine, "M04_SUBSIDY_PAID", "03-11", "青田")
    assert (seen.numerator, seen.denominator) == (7 + 1, 7 + 1 + 1 + 1)
    assert seen.extras["grassroots_n"] == 1, "A9, once"
    assert reading(engine, "M04_SUBSIDY_PAID", "03-12", "青田").value == 8 / 11
    assert reading(engine, "M04_SUBSIDY_PAID", "03-15", "青田").value == 9 / 11


def test_before_any_period_ended_nothing_is_owed(engine):
    given(
        engine,
        "subsidies",
        "subsidy_id | period_end | pay_status\nS1 | 02-10 | draft",
        county_code="青田",
        subsidy_type="temp_work",
    )
    seen = reading(engine, "M04_SUBSIDY_PAID", "03-10", "青田")
    assert (seen.value, seen.status) == (None, Status.GREEN)
    assert seen.reason.hans == "无应办事项"
