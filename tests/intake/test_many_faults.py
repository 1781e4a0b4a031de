"""Many faults in a long file are each named, at its row and column, and nothing else."""

from __future__ import annotations

import random

from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import UNITS
from lishui_dash.intake.receive import Desk
from lishui_dash.intake.template import csv_of
from lishui_dash.spec import UnitKind
from tests.intake.cases import HEAD, arrival

ROWS, FAULTS = 9500, 500
STOCKED = (UnitKind.STORE, UnitKind.HOSPITAL, UnitKind.TOWNSHIP, UnitKind.CLINIC)
SPOILED = (
    ("统计日期", "2020-02-31", "no_such_day"),
    ("县市区", "杭州市", "not_in_register"),
    ("物资名称", "宇航服", "not_in_register"),
    ("昨日结存", "很多", "unreadable"),
    ("今日消耗", "", "required"),
    ("今日结存", "1O20", "letter_in_number"),
)


def delivered() -> list[list[str]]:
    """Return rows of every item at unit after unit."""
    figures = ("1200", "0", "180", "1020")
    return [
        ["2020-02-05", unit.place, unit.code, item.code, item.unit_of_measure, *figures]
        for unit in UNITS.values()
        if unit.kind in STOCKED
        for item in ITEMS.values()
    ][:ROWS]


def test_five_hundred_faults_in_ten_thousand_rows_are_named_exactly(desk: Desk) -> None:
    heading, rows = HEAD.split(","), delivered()
    chance = random.Random(20200205)
    planted = set()
    for place in chance.sample(range(len(rows)), FAULTS):
        column, value, rule = chance.choice(SPOILED)
        rows[place][heading.index(column)] = value
        planted.add((place + 2, column, value, rule))
    judged = desk.check(arrival(csv_of([heading, *rows])))
    found = {(p.row, p.column, p.value, p.rule) for p in judged.problems}
    assert found == planted
    assert judged.rows_n == len(rows)
    assert judged.rejected_n == FAULTS


def test_a_clean_file_of_the_same_length_has_no_problem(desk: Desk) -> None:
    rows = delivered()
    judged = desk.check(arrival(csv_of([HEAD.split(","), *rows])))
    assert judged.problems == ()
    assert judged.rows is not None
    assert judged.rows.num_rows == len(rows)
