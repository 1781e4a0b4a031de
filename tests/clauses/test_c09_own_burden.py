"""九、减轻工作负担: what this product costs those who report, minute by minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.readings.reading import Status
from lishui_dash.store.engine import Engine
from tests.intake.cases import HEAD, MASKS, arrival
from tests.tables import day, given, moment, reading, readings

OWN = "M09_OWN_MINUTES"


def handed_in(
    engine: Engine,
    number: int,
    received: str,
    opened: str | None,
    *units: str,
    file: str = "",
    sender: str = "clerk",
    verdict: str = "accepted",
) -> None:
    """Write one delivery for 02-11 into the ledger, with the units it speaks for."""
    told = {
        "no": number,
        "unit": units[0] if len(units) == 1 else None,
        "place": units[0][:6] if len(units) == 1 else None,
        "day": day("02-11"),
        "sha": file or f"file {number}",
        "received": moment(f"02-12 {received}"),
        "opened": moment(f"02-12 {opened}") if opened else None,
        "sender": sender,
        "verdict": verdict,
    }
    with engine.writing() as transaction:
        transaction.execute(
            """
            INSERT INTO delivery
                (delivery_no, feed, unit_code, place, day_to, sha256, received_at,
                opened_at, sender, verdict)
            VALUES
                ($no, 'form_burden_daily', $unit, $place, $day, $sha, $received,
                $opened, $sender, $verdict)
            """,
            told,
        )
        for unit in units if verdict == "accepted" else ():
            transaction.execute(
                """
                INSERT INTO delivery_slice
                VALUES ($no, 'form_burden_daily', $unit, $place, $day, 1, $received)
                """,
                {**told, "unit": unit, "place": unit[:6]},
            )


def test_from_opening_the_page_to_the_receipt(engine: Engine) -> None:
    handed_in(engine, 1, "08:10", "08:00", "331121101", sender="温溪镇")
    handed_in(engine, 2, "08:34", "08:30", "331121102", sender="东源镇")
    seen = reading(engine, OWN, "02-11", "青田")
    assert (seen.numerator, seen.denominator) == (10 + 4, 2)
    assert seen.value == 7
    assert (seen.extras["middle"], seen.extras["longest"]) == (7, 10)
    assert seen.status is Status.GREEN


def test_a_workbook_with_three_reports_takes_its_time_once(engine: Engine) -> None:
    for number in (1, 2, 3):
        handed_in(engine, number, "08:12", "08:00", "331121101", file="one workbook")
    assert reading(engine, OWN, "02-11", "青田").value == 12


def test_files_handed_in_one_after_another_do_not_take_the_same_minute_twice(
    engine: Engine,
) -> None:
    handed_in(engine, 1, "08:05", "08:00", "331121101")
    handed_in(engine, 2, "08:09", "08:00", "331121101")
    assert reading(engine, OWN, "02-11", "青田").value == 5 + 4


def test_the_minutes_of_a_file_for_several_units_are_shared_among_them(
    engine: Engine,
) -> None:
    handed_in(engine, 1, "08:12", "08:00", "331121101", "331121102", "331125101")
    seen = readings(engine, OWN, "02-11")
    assert (seen["331121", ""].numerator, seen["331121", ""].denominator) == (4 + 4, 2)
    assert seen["331125", ""].value == 4
    assert seen["3311", ""].value == (4 + 4 + 4) / 3


def test_a_refusal_has_cost_as_much_as_a_receipt(engine: Engine) -> None:
    handed_in(engine, 1, "08:06", "08:00", "331121101", verdict="rejected")
    handed_in(engine, 2, "08:20", "08:10", "331121101")
    assert reading(engine, OWN, "02-11", "青田").value == 6 + 10


def test_a_page_left_open_over_night_counts_an_hour(engine: Engine) -> None:
    handed_in(engine, 1, "08:00", "00:00", "331121101")
    seen = reading(engine, OWN, "02-11", "青田")
    assert seen.value == 60
    assert seen.status is Status.RED


def test_what_came_through_no_page_is_missing_and_not_zero(engine: Engine) -> None:
    handed_in(engine, 1, "08:00", None, "331125101", sender="inbox")
    handed_in(engine, 2, "08:10", "08:00", "331121101")
    seen = readings(engine, OWN, "02-11")
    assert seen["331125", ""].value is None
    assert seen["331125", ""].status is Status.MISSING
    assert seen["331125", ""].extras["unmeasured"] == 1
    assert (seen["3311", ""].numerator, seen["3311", ""].denominator) == (10, 1)
    assert seen["3311", ""].extras["unmeasured"] == 1


REQUESTS = """
    request_i| issuing | target_l | target_c | issued_at   | recurrence | est_m | status
    ---------+---------+----------+----------+-------------+------------+-------+-----------
    YQ-BXT-W | LS-ZHB  | township | 331100   | 01-23 08:30 | daily      | 15    | in_force
    YQ-BXT-2 | LS-ZHB  | county   | 331100   | 01-23 08:30 | daily      | 5     | in_force
    Q1       | LS-MZJ  | township | 331100   | 02-01 09:00 | daily      | 30    | in_force
    Q2       | LS-MZJ  | township | 331121   | 02-11 09:00 | once       | 20    | expired
    Q3       | LS-MZJ  | township | 331121   | 02-10 09:00 | once       | 20    | expired
    Q4       | LS-MZJ  | township | 331121   | 02-10 09:00 | daily      | 20    | withdrawn
"""
FORM = {"target_unit_n": "10", "request_type": "form", "approval_status": "approved"}


def test_own_requests_are_counted_among_those_that_reach_the_grassroots(
    engine: Engine,
) -> None:
    given(engine, "form_requests", REQUESTS, **FORM)
    seen = readings(engine, "M09_OWN_SHARE", "02-11")
    qingtian, yunhe = seen["331121", ""], seen["331125", ""]
    assert (qingtian.numerator, qingtian.denominator) == (1, 3), "ours, Q1 and Q2"
    assert (yunhe.numerator, yunhe.denominator) == (1, 2), "ours and Q1"
    assert (qingtian.extras["own_minutes"], qingtian.extras["asked_minutes"]) == (15, 65)
    assert qingtian.status is Status.REFERENCE


def test_before_anything_is_asked_there_is_no_share(engine: Engine) -> None:
    given(engine, "form_requests", REQUESTS, **FORM)
    assert reading(engine, "M09_OWN_SHARE", "01-22", "青田").value is None


@pytest.mark.parametrize("opened", [None, "08:00"])
def test_the_ledger_keeps_when_the_page_was_opened(opened: str | None) -> None:
    desk = open_desk()
    at = datetime(2020, 2, 6, 8, 7)
    whole = arrival(f"{HEAD}\n{MASKS}\n", at=at)
    before = datetime(2020, 2, 6, 8, 0) if opened else None
    desk.receive(replace(whole, opened_at=before))
    assert desk.engine.query("SELECT opened_at FROM delivery") == [(before,)]
