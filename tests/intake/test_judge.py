"""Whole rows: what they are read as, which are good, and what is said about others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.receive import Desk
from lishui_dash.intake.template import csv_of, example_row, headings
from tests.intake.cases import HEAD, MASKS, SUITS, arrival, lines

LATER = datetime(2020, 3, 1, 8)


def changed(feed_name: str, *rows: dict[str, str], without: tuple[str, ...] = ()) -> bytes:
    """Return the example row of a feed again and again, with some cells changed."""
    feed = CATALOGUE.feeds[feed_name]
    example = dict(zip(feed.column_names, example_row(feed), strict=True))
    kept = [name for name in feed.column_names if name not in without]
    titles = dict(zip(feed.column_names, headings(feed), strict=True))
    return csv_of(
        [
            [titles[name] for name in kept],
            *([(example | row)[name] for name in kept] for row in rows),
        ]
    )


def test_good_rows_are_those_without_a_fault_repetitions_included(desk: Desk) -> None:
    broken = SUITS.replace("90", "很多")
    judged = desk.check(arrival(lines(HEAD, MASKS, broken, MASKS)))
    assert judged.good_rows is not None
    assert judged.good_rows["source_row"].to_pylist() == [2, 4]
    assert (judged.rows, judged.rows_n, judged.rejected_n) == (None, 3, 1)


def test_a_time_alone_is_on_the_business_day_of_its_row(desk: Desk) -> None:
    content = changed(
        "volunteer_checkins",
        {"checkin_id": "1", "service_date": "2020-02-05", "check_in_at": "8:30"},
        {"checkin_id": "2", "service_date": "2020-02-06", "check_in_at": "上午9点"},
    )
    rows = desk.check(arrival(content, at=LATER)).good_rows
    assert rows is not None
    assert rows["check_in_at"].to_pylist()[0] == datetime(2020, 2, 5, 8, 30)


def test_a_time_alone_in_the_day_column_takes_the_day_of_the_file(desk: Desk) -> None:
    content = changed(
        "form_requests",
        {"request_id": "1", "issued_at": "2020-02-05 10:00"},
        {"request_id": "2", "issued_at": "10:00"},
    )
    judged = desk.check(arrival(content, at=LATER))
    assert judged.good_rows is not None
    assert judged.good_rows["issued_at"].to_pylist() == [datetime(2020, 2, 5, 10)] * 2
    assert (3, "day_from_file") in {(p.row, p.rule) for p in judged.flagged}


def test_days_outside_the_campaign_refuse_their_rows_and_no_others(desk: Desk) -> None:
    days = ("2020-02-05", "2019-02-05", "2020-02-07", "2020-01-20")
    rows = [MASKS.replace("2020-02-05", day) for day in days]
    judged = desk.check(arrival(lines(HEAD, *rows)))
    assert [(p.row, p.rule) for p in judged.problems if p.rejects] == [
        (3, "day_before_campaign"),
        (4, "day_in_future"),
    ]


def test_an_opening_that_the_sheet_lacks_is_worked_out_and_flagged_once(desk: Desk) -> None:
    content = lines(
        "统计日期,县市区,单位,物资名称,计量单位,今日采购入库,今日消耗,今日结存",
        "2020-02-05,青田县,331121-S01,N95口罩,只,30,180,1020",
        "2020-02-05,青田县,331121-S01,防护服,套,,12,88",
    )
    judged = desk.check(arrival(content))
    assert judged.good_rows is not None
    assert judged.good_rows["opening_qty"].to_pylist() == [1020 + 180 - 30, 88 + 12]
    assert [p.rule for p in judged.problems] == ["derived"]


def test_a_single_empty_opening_is_not_worked_out(desk: Desk) -> None:
    judged = desk.check(arrival(lines(HEAD, MASKS, SUITS.replace("90", ""))))
    assert [(p.row, p.rule) for p in judged.problems] == [(3, "required")]


def test_the_same_record_in_two_units_is_refused_twice(desk: Desk) -> None:
    gloves = "2020-02-05,青田县,331121-S01,医用手套,{unit},5000,0,300,4700"
    content = lines(HEAD, gloves.format(unit="双"), gloves.format(unit="只"))
    judged = desk.check(arrival(content))
    assert [(p.row, p.rule) for p in judged.problems if p.rejects] == [
        (2, "key_twice"),
        (3, "key_twice"),
    ]
    assert [(p.row, p.rule) for p in judged.flagged] == [(3, "converted")]


def test_nothing_else_is_said_about_a_cell_that_cannot_be_read(desk: Desk) -> None:
    content = changed("supplies_daily", {"closing_qty": "12OO"}, {"item_code": "不明"})
    judged = desk.check(arrival(content))
    told = [(p.row, p.column, p.rule) for p in judged.problems]
    assert told == [
        (2, "今日结存", "letter_in_number"),
        (3, "物资名称", "not_in_register"),
    ]


def test_a_broken_balance_is_let_in_and_asks_for_a_reason(desk: Desk) -> None:
    judged = desk.check(arrival(lines(HEAD, MASKS.replace("1020", "1000"))))
    [problem] = judged.problems
    assert (problem.rule, problem.rejects, problem.needs_reason) == (
        "stock_balances",
        False,
        True,
    )


@pytest.mark.parametrize("sign", ["—", "/", "无", "N/A", ""])
def test_nothing_in_an_optional_figure_is_its_default(desk: Desk, sign: str) -> None:
    judged = desk.check(arrival(lines(HEAD, MASKS.replace(",0,180", f",{sign},180"))))
    assert judged.rows is not None
    assert judged.rows["purchased_qty"].to_pylist() == [0]


def test_nothing_in_an_optional_figure_or_moment_is_an_empty_cell(desk: Desk) -> None:
    content = changed(
        "supply_transfers", {"received_qty": "—", "dispatched_at": "/", "received_at": "无"}
    )
    judged = desk.check(arrival(content))
    assert [str(p) for p in judged.problems if p.rejects] == []
    rows = judged.rows
    assert rows is not None
    for name in ("received_qty", "dispatched_at", "received_at"):
        assert rows[name].to_pylist() == [None]


def test_the_year_of_a_short_day_is_that_of_most_rows(desk: Desk) -> None:
    short = SUITS.replace("2020-02-05", "2月5日")
    judged = desk.check(arrival(lines(HEAD, MASKS, short)))
    assert judged.rows is not None
    assert set(judged.rows["report_date"].to_pylist()) == {date(2020, 2, 5)}
    assert [(p.row, p.rule) for p in judged.flagged] == [(3, "year_from_file")]


def test_no_problem_shows_the_number_of_a_person(desk: Desk) -> None:
    number = "331199199002150450"
    content = changed("personnel_roster", {"person_id": number, "name_masked": number})
    for problem in desk.check(arrival(content, at=LATER)).problems:
        assert number not in str(problem)


def test_nothing_in_an_optional_code_is_an_empty_cell(desk: Desk) -> None:
    content = changed("personnel_roster", {"exposure_level": "—", "village_code": "/"})
    rows = desk.check(arrival(content, at=LATER)).rows
    assert rows is not None
    assert rows["exposure_level"].to_pylist() == [None]
    assert rows["village_code"].to_pylist() == [None]


def test_a_name_in_a_wrong_column_is_quoted_masked_and_a_known_name_as_it_is(
    desk: Desk,
) -> None:
    shifted = {
        "unit_code": "欧阳锦绣",
        "county_code": "丽·古",
        "personnel_category": "青田县",
    }
    judged = desk.check(arrival(changed("personnel_roster", shifted), at=LATER))
    quoted = {p.value for p in judged.problems if p.rejects}
    assert quoted == {"欧***", "丽***", "青田县"}
    broken = HEAD, MASKS.replace("331121-S01", "欧阳锦绣")
    assert "欧阳锦绣" in {p.value for p in desk.check(arrival(lines(*broken))).problems}


def test_a_name_newly_registered_is_not_quoted_in_a_sentence(desk: Desk) -> None:
    shifted = changed("personnel_roster", {"unit_code": "欧阳锦绣", "on_duty": "很多"})
    judged = desk.check(replace(arrival(shifted, at=LATER), register=True))
    assert "newly_registered" in {p.rule for p in judged.problems}
    assert "欧阳锦绣" not in repr(judged.problems)


def test_bodies_keep_their_names_only_where_the_row_is_of_no_person(desk: Desk) -> None:
    name = "丽水市中心医院援鄂医疗队"
    rows = changed(
        "incentive_records",
        {"record_id": "1", "name_masked": name},
        {"record_id": "2", "name_masked": name, "subject_type": "集体", "person_id": ""},
        {
            "record_id": "3",
            "name_masked": "王小明",
            "subject_type": "集体",
            "person_id": "",
        },
        {"record_id": "4", "name_masked": name, "subject_type": "不知"},
    )
    read = desk.check(arrival(rows, at=LATER))
    assert read.good_rows is not None
    names = read.good_rows["name_masked"].to_pylist()
    assert names == ["丽**********队", name, "王*明"]
