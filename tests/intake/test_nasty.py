"""Files as offices send them, each with what a correct reader makes of it.

Rows are told by their place among the rows of data, from 0. Names of units, posts and
stores in them are made up: they are taken as newly registered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from lishui_dash.intake.receive import Arrival, Desk, Judged
from lishui_dash.intake.told import mode_told
from lishui_dash.store.spelling import fold

NASTY = Path(__file__).parent / "nasty"
AT = datetime(2020, 3, 31, 12)
DAY = date(2020, 2, 5)


@dataclass(frozen=True)
class Case:
    """`accepted` and `refused` are rows of data; `first` is the number of row 0."""

    file: str
    feed: str
    accepted: Iterable[int]
    refused: Iterable[int] = ()
    first: int = 2
    values: Mapping[str, list[Any]] = field(default_factory=dict)


CASES = (
    Case(
        "01_gb18030_无BOM.csv", "supplies_daily", (0, 1), values={"closing_qty": [1020, 88]}
    ),
    Case(
        "02_utf8bom_繁體表頭.csv",
        "supplies_daily",
        (0,),
        values={"county_code": ["331125"], "uom": ["只"], "closing_qty": [4400]},
    ),
    Case(
        "03_utf16_制表符.csv", "supplies_daily", (0, 1), values={"closing_qty": [1020, 88]}
    ),
    Case(
        "04_标题行_双层表头_合计_落款.xlsx",
        "supplies_daily",
        (0, 1, 2),
        first=5,
        values={
            "report_date": [date(2020, 3, 1)] * 3,
            "closing_qty": [1860, 264, 21800],
            "donated_qty": [0, 50, 0],
            "purchased_qty": [0, 0, 5000],
        },
    ),
    Case(
        "06_日期写法.csv",
        "form_burden_daily",
        (*range(12), 16),
        (12, 13, 14, 15),
        values={"report_date": [DAY] * 13},
    ),
    Case(
        "07_数字写法.csv",
        "supplies_daily",
        (*range(14), 18),
        (14, 15, 16, 17, 19, 20, 21, 22),
        values={"closing_qty": [*[1200] * 14, 0]},
    ),
    Case(
        "08_身份证号.csv", "personnel_deployment", (0, 1, 2, 3, 4, 8, 9), (5, 6, 7, 10, 11)
    ),
    Case(
        "10_计量单位混用.xlsx",
        "supplies_daily",
        (0, 1, 2, 3),
        (4, 5, 6),
        values={"closing_qty": [4600, 1200, 275, 35], "uom": ["只", "只", "升", "升"]},
    ),
    Case(
        "11_一县一表_隐藏旧表_2020年3月1日.xlsx",
        "supplies_daily",
        (0, 0),
        values={
            "county_code": ["331102", "331121"],
            "report_date": [date(2020, 3, 1)] * 2,
            "closing_qty": [810, 1860],
        },
    ),
    Case("13_公式无缓存值_错误值.xlsx", "supplies_daily", (2,), (0, 1)),
    Case("15a_其实是xlsx.csv", "supplies_daily", (0,), values={"closing_qty": [90]}),
    Case("15b_其实是网页.xls", "supplies_daily", (0,), values={"closing_qty": [90]}),
    Case(
        "16_遂昌县物资日报0212（更正）.xlsx",
        "supplies_daily",
        (0,),
        values={"closing_qty": [420]},
    ),
    Case(
        "18_物资横排_透视表.xlsx",
        "supplies_daily",
        (0, 0, 0, 1, 1, 1),
        first=3,
        values={
            "closing_qty": [810, 150, 22000, 1860, 264, 21800],
            "opening_qty": [900, 162, 23500, 2480, 360, 26000],
        },
    ),
    Case(
        "20_是否列_公式注入.csv",
        "personnel_roster",
        (*range(9), *range(10, 15)),
        (9, 15, 16, 17, 18, 19),
        values={
            "is_party_member": [
                *(True, False, True, False, True, False, True, True, False),
                *(True, True, False, False, True),
            ]
        },
    ),
)
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)


def judged(desk: Desk, file: str) -> Judged:
    content = (NASTY / file).read_bytes()
    return desk.check(Arrival(content, file, AT, register=True))


@each_case
def test_rows_are_taken_or_refused_one_by_one(desk: Desk, case: Case) -> None:
    answer = judged(desk, case.file)
    assert answer.feed is not None
    assert answer.feed.name == case.feed
    assert answer.good_rows is not None
    refused = {p.row for p in answer.problems if p.rejects}
    good = answer.good_rows["source_row"].to_pylist()
    assert refused == {place + case.first for place in case.refused}
    assert good == [place + case.first for place in case.accepted]
    assert answer.is_accepted == (not refused)


@each_case
def test_values_are_what_the_clerk_meant(desk: Desk, case: Case) -> None:
    rows = judged(desk, case.file).good_rows
    assert rows is not None
    for name, values in case.values.items():
        assert rows[name].to_pylist() == values, name


@each_case
def test_every_refusal_says_why_and_what_to_do(desk: Desk, case: Case) -> None:
    for problem in judged(desk, case.file).problems:
        for told in (problem.reason, problem.remedy):
            assert told.hans
            assert told.en


def test_a_workbook_that_cannot_be_opened_is_refused_politely(desk: Desk) -> None:
    answer = judged(desk, "15c_加密或旧格式.xlsx")
    assert not answer.is_accepted
    assert "另存为" in answer.problems[0].remedy.hans


def test_the_handler_is_not_kept(desk: Desk) -> None:
    rows = judged(desk, "01_gb18030_无BOM.csv").rows
    assert rows is not None
    assert "䶮" not in str(rows["remark"].to_pylist())


def test_a_correction_takes_a_row_back(desk: Desk) -> None:
    answer = judged(desk, "16_遂昌县物资日报0212（更正）.xlsx")
    assert answer.voided is not None
    assert answer.voided["item_code"].to_pylist() == ["goggles"]


@pytest.mark.parametrize(
    ("file", "mode"),
    [
        ("16_遂昌县物资日报0212（更正）.xlsx", "correction"),
        ("物资日报（补报）.csv", "late"),
        ("物资日报_作废.csv", "void"),
        ("物资日报.csv", "first"),
    ],
)
def test_a_file_says_in_its_name_what_it_is(file: str, mode: str) -> None:
    assert mode_told(file) == mode


def test_numbers_told_about_are_flagged(desk: Desk) -> None:
    answer = judged(desk, "07_数字写法.csv")
    flagged = {(p.row, p.rule) for p in answer.flagged}
    assert {(8, "approximate"), (9, "approximate"), (20, "stock_balances")} <= flagged


def test_dates_without_a_year_are_flagged(desk: Desk) -> None:
    answer = judged(desk, "06_日期写法.csv")
    assert {6, 12, 13} <= {p.row for p in answer.flagged}


def test_no_number_of_a_person_is_shown(desk: Desk) -> None:
    problems = judged(desk, "08_身份证号.csv").problems
    shown = fold(" ".join(p.value + p.reason.hans for p in problems))
    for raw in ("331199198801011", "199002150450", "880101123", "12345678"):
        assert raw not in shown
