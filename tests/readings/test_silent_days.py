"""A store with one file of another year owes no thousands of days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lishui_dash.intake.receive import Desk
from lishui_dash.readings.reporting import SILENT_DAYS, opened_days
from tests.intake.cases import HEAD, MASKS, arrival, lines


def test_days_are_owed_for_a_while_after_the_last_report_and_no_longer(desk: Desk) -> None:
    desk.receive(arrival(lines(HEAD, MASKS), at=datetime(2026, 11, 25, 9)))
    days = opened_days(desk.engine)
    assert days[0] == date(2020, 2, 5)
    assert days[-1] == date(2020, 2, 5) + timedelta(days=SILENT_DAYS)


def test_reporting_again_owes_again(desk: Desk) -> None:
    later = MASKS.replace("2020-02-05", "2020-06-05")
    desk.receive(arrival(lines(HEAD, MASKS), at=datetime(2020, 2, 6, 7)))
    desk.receive(arrival(lines(HEAD, later), at=datetime(2020, 6, 6, 7)))
    assert opened_days(desk.engine)[-1] == date(2020, 6, 5)
