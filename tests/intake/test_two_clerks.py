"""Looked at, then confirmed; and two clerks who confirm the same unit and day at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.receive import Desk, How, Preview, Receipt
from tests.intake.cases import HEAD, MASKS, MORNING, SUITS, arrival, lines, stored

LATER = MORNING + timedelta(minutes=4)
FEWER = MASKS.replace("180,1020", "200,1000")
OTHER_STORE = "2020-02-05,缙云县,331122-S01,防护服,套,30,0,3,27"


def looked_at(desk: Desk, *rows: str, name: str = "上报.csv") -> Preview:
    return desk.preview(arrival(lines(HEAD, *rows), name=name))


def confirmed(desk: Desk, *previews: Preview) -> list[Receipt]:
    return desk.confirm(previews, at=LATER, reason="盘点更正")


def test_a_preview_stores_nothing(desk: Desk) -> None:
    version = desk.engine.version
    preview = looked_at(desk, MASKS, SUITS)
    assert preview.changes is not None
    assert (preview.changes.new_n, preview.stored_by) == (2, 0)
    assert stored(desk, "delivery") == 0
    assert desk.engine.version == version


def test_a_refused_file_is_previewed_with_its_problems(desk: Desk) -> None:
    preview = looked_at(desk, MASKS.replace("1200", "很多"))
    assert not preview.judged.is_accepted
    assert preview.changes is None


def test_what_was_confirmed_arrives_at_that_moment_with_its_reason(desk: Desk) -> None:
    desk.receive(arrival(lines(HEAD, MASKS, SUITS)))
    [receipt] = confirmed(desk, looked_at(desk, FEWER, SUITS))
    assert (receipt.delivery_no, receipt.mode) == (2, "correction")
    assert desk.engine.query(
        "SELECT received_at, reason FROM delivery WHERE delivery_no = 2"
    ) == [(LATER, "盘点更正")]


def test_the_clerk_may_say_otherwise_how_the_rows_are_meant(desk: Desk) -> None:
    desk.receive(arrival(lines(HEAD, MASKS, SUITS)))
    preview = looked_at(desk, FEWER)
    assert preview.how is How.WHOLE
    confirmed(desk, replace(preview, how=How.ROWS))
    assert stored(desk, "supplies_daily") == 2


def test_the_same_file_confirmed_twice_changes_nothing(desk: Desk) -> None:
    [first] = confirmed(desk, looked_at(desk, MASKS))
    preview = looked_at(desk, MASKS)
    assert preview.changes is not None
    assert (preview.changes.unchanged_n, preview.changes.replaces) == (1, False)
    [again] = confirmed(desk, preview)
    assert again.unchanged
    assert again.delivery_no == first.delivery_no
    assert stored(desk, "delivery") == 1


def test_a_press_that_comes_twice_is_one_delivery(desk: Desk) -> None:
    preview = looked_at(desk, MASKS)
    [first], [second] = confirmed(desk, preview), confirmed(desk, preview)
    assert second.unchanged
    assert second.delivery_no == first.delivery_no


def test_who_comes_second_is_told_who_was_first(desk: Desk) -> None:
    mine = looked_at(desk, MASKS, name="甲.csv")
    theirs = looked_at(desk, FEWER, name="乙.csv")
    confirmed(desk, mine)
    with pytest.raises(DeliveryRejected) as refused:
        confirmed(desk, theirs)
    [problem] = refused.value.problems
    assert problem.rule == "changed_meanwhile"
    assert "青田县防疫物资库" in problem.reason.hans
    assert "甲.csv" in problem.reason.hans
    assert stored(desk, "delivery") == 1
    assert desk.engine.query("SELECT closing_qty FROM supplies_daily") == [(1020.0,)]


def test_looked_at_anew_the_second_one_may_correct_the_first(desk: Desk) -> None:
    confirmed(desk, looked_at(desk, MASKS))
    [receipt] = confirmed(desk, looked_at(desk, FEWER))
    assert receipt.mode == "correction"


def test_rows_taken_back_meanwhile_are_told_as_well(desk: Desk) -> None:
    confirmed(desk, looked_at(desk, MASKS, SUITS))
    mine = looked_at(desk, FEWER, SUITS)
    desk.receive(replace(arrival(lines(HEAD, SUITS)), how=How.VOID))
    with pytest.raises(DeliveryRejected, match="supplies_daily"):
        confirmed(desk, mine)


def test_another_unit_does_not_stand_in_the_way(desk: Desk) -> None:
    mine = looked_at(desk, MASKS)
    confirmed(desk, looked_at(desk, OTHER_STORE))
    [receipt] = confirmed(desk, mine)
    assert receipt.mode == "first"


@pytest.mark.parametrize("number", range(5))
def test_of_two_at_once_one_wins_and_the_other_is_told(desk: Desk, number: int) -> None:
    previews = [looked_at(desk, MASKS), looked_at(desk, FEWER)]
    together = Barrier(2)

    def press(preview: Preview) -> str:
        together.wait()
        try:
            return confirmed(desk, preview)[0].mode
        except DeliveryRejected as refused:
            return refused.problems[0].rule

    with ThreadPoolExecutor(2) as clerks:
        told = sorted(clerks.map(press, previews))
    assert told == ["changed_meanwhile", "first"]
    assert stored(desk, "delivery") == 1
    assert stored(desk, "supplies_daily") == 1


def both_refused(hand_in: Callable[[], object]) -> DeliveryRejected:
    with pytest.raises(DeliveryRejected) as refused:
        hand_in()
    return refused.value


def test_reports_of_one_file_are_refused_together(desk: Desk) -> None:
    good = arrival(lines(HEAD, MASKS), name="合.csv")
    bad = arrival(lines(HEAD, OTHER_STORE.replace("30", "很多")), name="合.csv")
    refused = both_refused(lambda: desk.receive_together([good, bad]))
    assert refused.delivery_no == 2
    assert stored(desk, "supplies_daily") == 0
    assert desk.engine.query(
        """
        SELECT delivery_no, verdict, "rule"
        FROM delivery
        JOIN delivery_problem USING (delivery_no)
        ORDER BY delivery_no
        """
    ) == [(1, "rejected", "refused_together"), (2, "rejected", "unreadable")]


def test_one_that_takes_back_nothing_holds_up_the_others(desk: Desk) -> None:
    good = arrival(lines(HEAD, MASKS))
    void = replace(arrival(lines(HEAD, OTHER_STORE)), how=How.VOID)
    refused = both_refused(lambda: desk.receive_together([good, void]))
    assert [problem.rule for problem in refused.problems] == ["nothing_to_take_back"]
    assert stored(desk, "supplies_daily") == 0
    assert stored(desk, "delivery") == 2


def test_reports_of_one_file_come_in_together(desk: Desk) -> None:
    found = desk.receive_together(
        [arrival(lines(HEAD, MASKS)), arrival(lines(HEAD, OTHER_STORE))]
    )
    assert [receipt.delivery_no for receipt in found] == [1, 2]
    assert desk.engine.version == 2
