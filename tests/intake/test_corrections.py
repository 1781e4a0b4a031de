"""Corrections of a whole day, of single rows, and rows taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from lishui_dash.intake.receive import Arrival, Desk, How
from tests.intake.cases import (
    HEAD,
    MASKS,
    MORNING,
    SUITS,
    arrival,
    example,
    lines,
    refused,
)

GOGGLES = "2020-02-05,青田县,331121-S01,护目镜,副,40,0,4,36"
GLOVES = "2020-02-05,青田县,331121-S01,医用手套,双,500,0,50,450"
WARD = "2020-02-05,青田县,331121-S01,医用外科口罩,只,5000,0,600,4400"
DAY = (MASKS, SUITS, GOGGLES, GLOVES, WARD)
FEWER = MASKS.replace("180,1020", "200,1000")
LATER = MORNING + timedelta(hours=2)


def sent(*rows: str, name: str = "更正.csv", how: How | None = None) -> Arrival:
    return replace(arrival(lines(HEAD, *rows), name=name, at=LATER), how=how)


def standing(desk: Desk) -> dict[str, float]:
    return dict(desk.engine.query("SELECT item_code, closing_qty FROM supplies_daily"))


@pytest.fixture
def reported(desk: Desk) -> Desk:
    """The five rows of a store's day, handed in."""
    desk.receive(arrival(lines(HEAD, *DAY)))
    return desk


def test_rows_alone_are_corrected_and_the_others_of_the_day_stay(reported: Desk) -> None:
    before = standing(reported)
    receipt = reported.receive(sent(FEWER, how=How.ROWS))
    assert (receipt.mode, receipt.replaced_n) == ("correction", 1)
    assert standing(reported) == before | {"n95_medical": 1000.0}


def test_a_correction_with_few_of_the_rows_is_one_of_rows(reported: Desk) -> None:
    reported.receive(sent(FEWER, SUITS, name="物资日报（更正）.csv"))
    assert len(standing(reported)) == len(DAY)
    assert reported.engine.query("SELECT how FROM delivery WHERE delivery_no = 2") == [
        ("rows",)
    ]


def test_a_correction_with_most_of_the_rows_is_the_whole_day(reported: Desk) -> None:
    reported.receive(sent(FEWER, SUITS, GOGGLES, name="物资日报（更正）.csv"))
    assert len(standing(reported)) == 3


def test_few_rows_in_a_file_of_another_name_are_the_whole_day(reported: Desk) -> None:
    reported.receive(sent(FEWER, name="物资日报.csv"))
    assert standing(reported) == {"n95_medical": 1000.0}


def test_what_the_clerk_says_counts_before_the_name_of_the_file(reported: Desk) -> None:
    reported.receive(sent(FEWER, name="物资日报（更正）.csv", how=How.WHOLE))
    assert standing(reported) == {"n95_medical": 1000.0}


def test_rows_taken_back_stay_readable(reported: Desk) -> None:
    receipt = reported.receive(sent(SUITS, name="作废.csv"))
    assert (receipt.mode, receipt.replaced_n) == ("void", 1)
    assert "coverall" not in standing(reported)
    assert reported.engine.query(
        """
        SELECT item_code, closing_qty, delivery_no, superseded_by, superseded_at
        FROM supplies_daily_superseded
        """
    ) == [("coverall", 88.0, 1, 2, LATER)]


def test_taking_back_what_is_not_there_is_refused(desk: Desk) -> None:
    [problem] = refused(desk, sent(SUITS, how=How.VOID))
    assert problem.rule == "nothing_to_take_back"
    assert desk.engine.query("SELECT verdict FROM delivery") == [("rejected",)]


def test_taking_back_twice_changes_nothing_and_says_so(reported: Desk) -> None:
    first = reported.receive(sent(SUITS, how=How.VOID))
    again = reported.receive(sent(SUITS, how=How.VOID))
    assert again.unchanged
    assert again.delivery_no == first.delivery_no


def test_the_file_that_was_reported_can_be_taken_back_with_its_own_bytes(
    reported: Desk,
) -> None:
    receipt = reported.receive(sent(*DAY, how=How.VOID))
    assert (receipt.unchanged, receipt.replaced_n) == (False, 5)
    assert standing(reported) == {}
    again = reported.receive(sent(*DAY, how=How.WHOLE))
    assert not again.unchanged
    assert len(standing(reported)) == 5


def test_other_bytes_with_the_same_rows_rewrite_nothing(reported: Desk) -> None:
    receipt = reported.receive(sent(*reversed(DAY), name="再报.csv"))
    assert (receipt.delivery_no, receipt.mode, receipt.replaced_n) == (2, "repeat", 0)
    assert reported.engine.query(
        "SELECT delivery_no, count(*) FROM supplies_daily GROUP BY ALL"
    ) == [(1, 5)]
    assert reported.engine.query("SELECT count(*) FROM supplies_daily_superseded") == [(0,)]


def test_the_reason_is_kept_without_numbers_of_persons(reported: Desk) -> None:
    told = replace(sent(FEWER, how=How.ROWS), reason="盘点有误，电话13812345678核实")
    reported.receive(told)
    assert reported.engine.query("SELECT reason FROM delivery WHERE delivery_no = 2") == [
        ("盘点有误，电话138****5678核实",)
    ]


def test_the_name_of_a_file_is_kept_without_numbers_of_persons(desk: Desk) -> None:
    desk.receive(sent(MASKS, name="王33252219800101123X_13812345678.csv"))
    assert desk.engine.query("SELECT file_name FROM delivery") == [
        ("王332***3X_138****5678.csv",)
    ]


def test_a_correction_of_a_late_report_is_a_correction(desk: Desk) -> None:
    late = MORNING + timedelta(days=1)
    first = desk.receive(replace(sent(*DAY, name="补报.csv"), received_at=late))
    second = desk.receive(replace(sent(FEWER, how=How.ROWS), received_at=late))
    assert (first.mode, second.mode) == ("late", "correction")
    assert first.day_from == second.day_from


def test_a_row_that_alone_comes_late_is_late(desk: Desk) -> None:
    added = replace(sent(SUITS, how=How.ROWS), received_at=MORNING + timedelta(days=1))
    assert desk.receive(added).mode == "late"


def test_a_row_added_to_a_day_that_was_reported_is_a_correction(reported: Desk) -> None:
    added = MASKS.replace("N95口罩,只,1200,0,180,1020", "隔离衣,件,9,0,1,8")
    receipt = reported.receive(sent(added, how=How.ROWS))
    assert (receipt.mode, receipt.replaced_n) == ("correction", 0)
    assert len(standing(reported)) == 6


def test_a_row_that_the_file_itself_takes_back_is_withdrawn(reported: Desk) -> None:
    head, row = f"{HEAD},备注", f"{SUITS},此行作废"
    found = reported.receive(arrival(lines(head, f"{FEWER},", row), at=LATER))
    assert found.mode == "correction"
    assert standing(reported) == {"n95_medical": 1000.0}


def test_a_file_with_nothing_but_rows_taken_back_leaves_the_others(reported: Desk) -> None:
    head, row = f"{HEAD},备注", f"{SUITS},此行作废"
    preview = reported.preview(arrival(lines(head, row)))
    assert preview.changes is not None
    assert (preview.changes.withdrawn_n, preview.changes.unchanged_n) == (1, 0)
    reported.confirm([preview], at=LATER, reason="重复填报")
    assert len(standing(reported)) == 4


def test_the_same_bytes_are_news_once_their_day_has_gained_a_row(desk: Desk) -> None:
    desk.receive(sent(MASKS, name="日报.csv"))
    desk.receive(sent(SUITS, how=How.ROWS))
    again = desk.receive(sent(MASKS, name="日报.csv"))
    assert (again.unchanged, again.mode) == (False, "correction")
    assert standing(desk) == {"n95_medical": 1020.0}


def test_a_file_that_takes_rows_back_is_news_once_they_are_there_again(
    reported: Desk,
) -> None:
    head, row = f"{HEAD},备注", f"{SUITS},此行作废"
    withdrawal = arrival(lines(head, row), at=LATER)
    reported.receive(withdrawal)
    assert reported.receive(withdrawal).unchanged
    reported.receive(sent(SUITS, how=How.ROWS))
    assert not reported.receive(withdrawal).unchanged
    assert "coverall" not in standing(reported)


def test_who_repeats_what_another_sent_has_reported_as_well(desk: Desk) -> None:
    rows = example("checkpoint_logistics", {"post_id": "CP-331121001-03"})
    desk.receive(arrival(rows, unit="331121001"))
    assert reporters(desk) == ["331121001"]
    receipt = desk.receive(arrival(rows + b"\n", unit="331121-ZHB"))
    assert (receipt.mode, receipt.replaced_n) == ("repeat", 0)
    assert reporters(desk) == ["331121-ZHB", "331121001"]


def reporters(desk: Desk) -> list[str]:
    """Return the units that have reported anything."""
    rows = desk.engine.query("SELECT unit_code FROM delivery_slice ORDER BY unit_code")
    return [code for (code,) in rows]
