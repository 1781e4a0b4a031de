"""A delivery taken back by its reversal, and what comes back with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.receive import Desk, How, Receipt
from lishui_dash.readings.coverage import reports_of
from lishui_dash.readings.deliveries import delivery_of
from lishui_dash.readings.recall import recall
from lishui_dash.readings.reporting import owed
from tests.intake.cases import HEAD, MASKS, MORNING, SUITS, arrival, lines, stored

DAY = date(2020, 2, 5)
FEWER = MASKS.replace("180,1020", "200,1000")
NOON, EVENING = MORNING + timedelta(hours=5), MORNING + timedelta(hours=11)


def report(
    desk: Desk, *rows: str, at: datetime = MORNING, how: How | None = None
) -> Receipt:
    return desk.receive(replace(arrival(lines(HEAD, *rows), at=at), how=how))


def undo(desk: Desk, number: int, at: datetime = EVENING) -> Receipt:
    return desk.undo(number, reason="报错了单位", sender="331121", at=at)


def refusal(desk: Desk, number: int) -> str:
    with pytest.raises(DeliveryRejected) as refused:
        undo(desk, number)
    [problem] = refused.value.problems
    return problem.rule


def standing(desk: Desk) -> list[tuple[str, float, int]]:
    return desk.engine.query(
        """
        SELECT item_code, closing_qty, delivery_no
        FROM supplies_daily
        ORDER BY item_code DESC
        """
    )


def received_at(desk: Desk, known_at: datetime | None = None) -> datetime | None:
    """Return when the store's report of the day came, as far as known."""
    [came] = [
        one.received_at
        for one in owed(desk.engine, DAY, known_at=known_at)
        if (one.feed, one.unit_code) == ("supplies_daily", "331121-S01")
    ]
    return came


def reported_n(desk: Desk) -> int:
    reports = reports_of(desk.engine, desk.engine.catalogue, DAY)
    return reports.of(
        desk.engine.catalogue.feeds["supplies_daily"], "331121"
    ).coverage.reported


def test_the_rows_before_a_correction_come_back(desk: Desk) -> None:
    report(desk, MASKS, SUITS)
    report(desk, FEWER, at=NOON)
    receipt = undo(desk, 2)
    assert (receipt.delivery_no, receipt.mode) == (3, "undo")
    assert (receipt.rows_n, receipt.replaced_n) == (2, 1)
    assert standing(desk) == [("n95_medical", 1020.0, 3), ("coverall", 88.0, 3)]


def test_nothing_is_deleted(desk: Desk) -> None:
    report(desk, MASKS)
    report(desk, FEWER, at=NOON)
    undo(desk, 2)
    assert desk.engine.query(
        """
        SELECT closing_qty, delivery_no, superseded_by, superseded_at
        FROM supplies_daily_superseded
        ORDER BY delivery_no
        """
    ) == [(1020.0, 1, 2, NOON), (1000.0, 2, 3, EVENING)]
    undone = delivery_of(desk.engine, 2)
    assert (undone.verdict, undone.undone_by) == ("accepted", 3)
    assert desk.original(2) == lines(HEAD, FEWER).encode()


def test_the_ledger_says_who_took_back_what_and_why(desk: Desk) -> None:
    report(desk, MASKS)
    undo(desk, 1)
    line = delivery_of(desk.engine, 2)
    assert (line.mode, line.supersedes, line.reason) == ("undo", 1, "报错了单位")
    assert (line.unit_code, line.day_from, line.received_at) == ("331121-S01", DAY, EVENING)


def test_a_unit_whose_only_report_was_undone_has_not_reported(desk: Desk) -> None:
    report(desk, MASKS)
    assert (received_at(desk), reported_n(desk)) == (MORNING, 1)
    undo(desk, 1)
    assert (received_at(desk), reported_n(desk)) == (None, 0)
    assert stored(desk, "supplies_daily") == 0


def test_what_was_known_before_the_undo_stays_known_then(desk: Desk) -> None:
    report(desk, MASKS)
    then = recall(desk.engine, DAY, known_at=NOON, place="331121")
    undo(desk, 1)
    assert received_at(desk, known_at=NOON) == MORNING
    assert received_at(desk, known_at=EVENING) is None
    assert recall(desk.engine, DAY, known_at=NOON, place="331121") == then
    assert recall(desk.engine, DAY, place="331121") != then


def test_a_report_that_comes_back_counts_from_when_it_first_came(desk: Desk) -> None:
    report(desk, MASKS)
    report(desk, FEWER, at=NOON)
    undo(desk, 2)
    assert (received_at(desk), reported_n(desk)) == (MORNING, 1)


def test_readings_follow_an_undo(desk: Desk) -> None:
    report(desk, MASKS)
    before = recall(desk.engine, DAY, place="331121")
    report(desk, FEWER, at=NOON)
    undo(desk, 2)
    figures = [(one.indicator, one.item, one.value, one.status) for one in before]
    after = recall(desk.engine, DAY, place="331121")
    assert [(one.indicator, one.item, one.value, one.status) for one in after] == figures


def test_an_undo_can_be_undone(desk: Desk) -> None:
    report(desk, MASKS)
    report(desk, FEWER, at=NOON)
    undo(desk, 2)
    undo(desk, 3)
    assert standing(desk) == [("n95_medical", 1000.0, 4)]
    assert received_at(desk) == MORNING


def test_the_undo_of_the_only_report_can_be_undone(desk: Desk) -> None:
    report(desk, MASKS)
    undo(desk, 1)
    undo(desk, 2)
    assert standing(desk) == [("n95_medical", 1020.0, 3)]
    assert (received_at(desk), reported_n(desk)) == (MORNING, 1)


def test_an_undone_file_is_news_when_it_is_sent_again(desk: Desk) -> None:
    report(desk, MASKS)
    undo(desk, 1)
    again = report(desk, MASKS)
    assert (again.delivery_no, again.unchanged, again.mode) == (3, False, "first")
    assert received_at(desk) == MORNING


def test_rows_taken_back_come_back_when_that_is_undone(desk: Desk) -> None:
    report(desk, MASKS, SUITS)
    report(desk, MASKS, SUITS, at=NOON, how=How.VOID)
    assert (received_at(desk), standing(desk)) == (None, [])
    undo(desk, 2)
    assert received_at(desk) == MORNING
    assert len(standing(desk)) == 2


def test_a_unit_still_reports_while_one_row_is_left(desk: Desk) -> None:
    report(desk, MASKS, SUITS)
    report(desk, SUITS, at=NOON, how=How.VOID)
    assert received_at(desk) == MORNING
    report(desk, MASKS, at=EVENING, how=How.VOID)
    assert received_at(desk) is None


def test_a_delivery_that_a_later_one_built_on_is_not_undone(desk: Desk) -> None:
    report(desk, MASKS)
    report(desk, FEWER, at=NOON)
    version = desk.engine.version
    assert refusal(desk, 1) == "built_on"
    assert desk.engine.version == version


def test_nor_one_whose_day_has_gained_a_row_since(desk: Desk) -> None:
    report(desk, MASKS)
    report(desk, SUITS, at=NOON, how=How.ROWS)
    assert refusal(desk, 1) == "built_on"


def test_nor_a_void_whose_rows_were_reported_anew(desk: Desk) -> None:
    report(desk, MASKS)
    report(desk, MASKS, at=NOON, how=How.VOID)
    report(desk, FEWER, at=NOON)
    assert refusal(desk, 2) == "built_on"


def test_other_units_and_days_do_not_stand_in_the_way(desk: Desk) -> None:
    report(desk, MASKS)
    report(desk, MASKS.replace("02-05", "02-04"), at=NOON)
    report(desk, "2020-02-05,缙云县,331122-S01,防护服,套,30,0,3,27", at=NOON)
    undo(desk, 1)
    assert stored(desk, "supplies_daily") == 2


def test_what_cannot_be_undone_is_told_apart(desk: Desk) -> None:
    report(desk, MASKS)
    report(desk, MASKS + " ", at=NOON)
    with pytest.raises(DeliveryRejected):
        report(desk, MASKS.replace("1200", "很多"))
    assert refusal(desk, 99) == "unknown_delivery"
    assert refusal(desk, 2) == "nothing_to_undo"
    assert refusal(desk, 3) == "nothing_to_undo"
    undo(desk, 1)
    assert refusal(desk, 1) == "undone_already"


def test_new_names_go_with_the_file_that_brought_them(desk: Desk) -> None:
    named = MASKS.replace("331121-S01", "青田县侨乡物资库")
    desk.receive(replace(arrival(lines(HEAD, named)), register=True))
    known = set(desk.engine.registers.units)
    undo(desk, 1)
    gone = known - set(desk.engine.registers.units)
    assert len(gone) == 1
    assert stored(desk, "unit_list") == 0
    undo(desk, 2)
    assert set(desk.engine.registers.units) == known


def test_a_unit_whose_last_row_goes_with_an_undo_has_not_reported(desk: Desk) -> None:
    report(desk, MASKS)
    report(desk, SUITS, at=NOON, how=How.ROWS)
    report(desk, MASKS, at=NOON, how=How.VOID)
    assert received_at(desk) == MORNING
    undo(desk, 2)
    assert standing(desk) == []
    assert received_at(desk) is None
    undo(desk, 4)
    assert received_at(desk) == MORNING


def test_files_of_one_transaction_are_taken_back_as_those_before(desk: Desk) -> None:
    sent = arrival(lines(HEAD, MASKS))
    desk.receive_many([sent, replace(sent, how=How.VOID)])
    assert standing(desk) == []
    assert received_at(desk) is None


def test_names_that_later_rows_need_are_not_undone(desk: Desk) -> None:
    head, named = HEAD, MASKS.replace("331121-S01", "青田县侨乡物资库")
    desk.receive(replace(arrival(lines(head, named)), register=True))
    desk.receive(arrival(lines(head, named.replace("02-05", "02-04"))))
    assert refusal(desk, 1) == "name_still_needed"
    assert stored(desk, "unit_list") == 1
    undo(desk, 2)
    undo(desk, 1)
    assert stored(desk, "unit_list") == 0


def test_a_unit_that_leaves_the_registers_owes_nothing(desk: Desk) -> None:
    named = MASKS.replace("331121-S01", "青田县侨乡物资库")
    desk.receive(replace(arrival(lines(HEAD, named)), register=True))
    next_day = DAY + timedelta(days=1)
    report(desk, MASKS.replace("02-05", "02-06"), at=MORNING + timedelta(days=1))
    assert "青田县侨乡物资库" in {one.unit_code for one in owed(desk.engine, next_day)}
    undo(desk, 1, at=EVENING + timedelta(days=1))
    assert "青田县侨乡物资库" not in {one.unit_code for one in owed(desk.engine, next_day)}
