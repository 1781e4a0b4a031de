"""What the clerk answers about odd figures is kept beside them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lishui_dash.intake.receive import Desk
from tests.intake.cases import HEAD, arrival, lines

DAY = date(2020, 2, 20)


def row(day: date, used: float, came: float) -> str:
    return f"{day},青田县,331121-S01,N95口罩,只,1000,{came},{used},{1000 + came - used}"


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7) + timedelta(days=1)


def test_each_column_that_is_asked_about_keeps_its_own_answer(desk: Desk) -> None:
    before = [DAY - timedelta(days=number) for number in range(1, 9)]
    past = [row(day, 150, 150) for day in before]
    desk.receive(arrival(lines(HEAD, *past), at=at(DAY)))
    preview = desk.preview(arrival(lines(HEAD, row(DAY, 620, 4620)), at=at(DAY)))
    asked = {(doubt.rule, doubt.column) for doubt in preview.doubts}
    assert asked == {("unusual_figure", "今日消耗"), ("unusual_figure", "今日结存")}
    [receipt] = desk.confirm(
        [preview],
        at=at(DAY),
        answers={
            ("unusual_figure", "今日消耗"): "高速卡口增援，联系13812345678",
            ("unusual_figure", "今日结存"): "省里调拨到货",
        },
    )
    assert len(receipt.flagged) == 2
    assert desk.engine.query(
        """
        SELECT column_name, "value", rejects, needs_reason, answer
        FROM delivery_problem
        ORDER BY column_name
        """
    ) == [
        ("今日消耗", "620", False, True, "高速卡口增援，联系138****5678"),
        ("今日结存", "5000", False, True, "省里调拨到货"),
    ]


def test_nobody_is_asked_at_a_door_without_a_page(desk: Desk) -> None:
    before = [DAY - timedelta(days=number) for number in range(1, 9)]
    desk.receive(arrival(lines(HEAD, *(row(d, 150, 150) for d in before)), at=at(DAY)))
    receipt = desk.receive(arrival(lines(HEAD, row(DAY, 620, 4620)), at=at(DAY)))
    assert receipt.flagged == ()
