"""Columns of cells: plain and odd spellings side by side, and what is said about them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.dates import Near
from lishui_dash.intake.parse import (
    ARROW_TYPES,
    Parsed,
    majority_day,
    read_days,
    read_figures,
)
from lishui_dash.intake.texts import read_texts
from lishui_dash.spec import Column, Privacy, Type, Words

NEAR = Near(date(2020, 2, 5), date(2020, 2, 6))
CAMPAIGN = (date(2020, 1, 20), date(2020, 2, 6))


def column(type_: Type, unit: str = "", privacy: Privacy = Privacy.NONE) -> Column:
    return Column("x", Words("某列", "x"), type_, unit=unit, privacy=privacy)


def parsed(
    texts: list[str | None], type_: Type, *, heading: str = "某列", unit: str = ""
) -> Parsed:
    cells = pa.array(texts, pa.string())
    if type_ in (Type.DATE, Type.TIMESTAMP):
        return read_days(column(type_), cells, NEAR)
    if type_ is Type.TEXT:
        return read_texts(column(type_), cells, is_key=False)
    return read_figures(column(type_, unit), cells, heading, is_packed=False)


def read(text: str, type_: Type, *, heading: str = "某列", unit: str = "") -> Any:
    """Return the value of one cell, or the rule that refuses it."""
    found = parsed([text], type_, heading=heading, unit=unit)
    mark = found.marks[0].as_py()
    if mark and found.notes[mark - 1].rejects:
        return found.notes[mark - 1].rule
    return found.values[0].as_py()


def said(text: str, type_: Type, *, heading: str = "某列", unit: str = "") -> str:
    """Return the rule of the note on one cell, or ""."""
    found = parsed([text], type_, heading=heading, unit=unit)
    return found.notes[found.marks[0].as_py() - 1].rule if found.notes else ""


def test_plain_odd_empty_and_unreadable_cells_stand_in_their_order() -> None:
    found = parsed(["12", None, "约30", "12O", "—", "12", "1,200"], Type.INTEGER)
    assert found.values.to_pylist() == [12, None, 30, None, None, 12, 1200]
    assert found.marks.to_pylist() == [0, None, 1, 2, None, 0, 0]
    assert [note.rule for note in found.notes] == ["approximate", "letter_in_number"]


@pytest.mark.parametrize(
    ("spelling", "value"),
    [
        ("1200", 1200),
        ("1200.0", 1200),
        ("-3", -3),
        ("12.5", "not_whole"),
        ("11.9999999999", 12),
        ("2147483648", "too_large"),
        ("1e99", "too_large"),
        ("=A1+B1", "formula_without_value"),
        ("@SUM(A1)", "formula_without_value"),
        ("=cmd|'/c calc'!A0", "formula_without_value"),
        ("#REF!", "error_value"),
        ("#N/A", "error_value"),
    ],
)
def test_whole_numbers(spelling: str, value: int | str) -> None:
    assert read(spelling, Type.INTEGER) == value


@pytest.mark.parametrize(
    ("spelling", "value"),
    [("12.5", 12.5), (".5", 0.5), ("1,200.5", 1200.5), ("inf", "unreadable")],
)
def test_numbers(spelling: str, value: float | str) -> None:
    assert read(spelling, Type.NUMBER) == value


@pytest.mark.parametrize(
    ("spelling", "value"),
    [
        ("300", Decimal("300.00")),
        ("1,234.10元", Decimal("1234.10")),
        ("￥300.00", Decimal("300.00")),
        ("3万元", Decimal("30000.00")),
        ("叁佰元整", Decimal("300.00")),
        ("0.30000000000000004", Decimal("0.30")),
        ("300.005", "parts_of_cents"),
        ("300小时", "other_unit"),
    ],
)
def test_money_is_exact(spelling: str, value: Decimal | str) -> None:
    assert read(spelling, Type.MONEY) == value


@pytest.mark.parametrize(
    ("heading", "spelling", "value"),
    [
        ("金额", "1.2", Decimal("1.20")),
        ("金额（元）", "1.2", Decimal("1.20")),
        ("金额（万元）", "1.2", Decimal("12000.00")),
        ("金额(万元)", "1.2万元", Decimal("12000.00")),
        ("金额/千元", "1.2", Decimal("1200.00")),
        ("金额（单位：万元）", "1.2", Decimal("12000.00")),
    ],
)
def test_the_unit_of_a_heading_counts_for_cells_without_their_own(
    heading: str, spelling: str, value: Decimal
) -> None:
    assert read(spelling, Type.MONEY, heading=heading) == value


def test_minutes_become_hours_where_hours_are_asked_for() -> None:
    assert read("90分钟", Type.NUMBER, unit="小时") == 1.5
    assert said("90分钟", Type.NUMBER, unit="小时") == "converted"
    assert read("8小时", Type.NUMBER, unit="小时") == 8
    assert read("0.5小时", Type.INTEGER, unit="分钟") == 30
    assert read("3天", Type.NUMBER, unit="小时") == "other_unit"
    assert read("45", Type.NUMBER, unit="小时", heading="时长（分钟）") == 0.75


def test_a_count_takes_any_counter_and_no_amount() -> None:
    assert read("36份", Type.INTEGER) == 36
    assert read("36元", Type.INTEGER) == "other_unit"
    assert read("95%", Type.INTEGER) == "percentage"


def test_a_day_is_taken_from_a_moment() -> None:
    assert read("2020-02-05 23:30", Type.DATE) == date(2020, 2, 5)
    assert read("2020-02-05", Type.TIMESTAMP) == datetime(2020, 2, 5)
    assert read("2020-02-29 08:30", Type.TIMESTAMP) == datetime(2020, 2, 29, 8, 30)
    assert read("2020-02-05 24:00", Type.TIMESTAMP) == datetime(2020, 2, 6)
    assert read("8:30", Type.DATE) == "time_without_day"


def test_times_without_their_day_stand_aside() -> None:
    found = parsed(["8:30", "2020-02-05 09:00", None], Type.TIMESTAMP)
    assert found.aside is not None
    assert [str(one) for one in found.aside.to_pylist()] == ["8:30:00", "None", "None"]
    assert found.marks.to_pylist() == [0, 0, None]


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        ("2020-01-19", "day_before_campaign"),
        ("2020-01-20", ""),
        ("2020-02-06", ""),
        ("2020-02-07", "day_in_future"),
        ("2019年2月5日", "day_before_campaign"),
    ],
)
def test_a_business_day_lies_in_the_campaign(day: str, rule: str) -> None:
    found = read_days(column(Type.DATE), pa.array([day]), NEAR, CAMPAIGN)
    assert [note.rule for note in found.notes] == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("days", "majority"),
    [
        (["2020-02-05", "2020/2/5", "2020-02-06"], date(2020, 2, 5)),
        (["2020-02-05", "2020-02-06"], date(2020, 2, 6)),
        (["2月5日", "2月5日", "2020年2月4日"], date(2020, 2, 4)),
        (["2月5日", "无", None, "=A1"], None),
        ([], None),
    ],
)
def test_the_day_of_a_file_is_that_of_most_rows(
    days: list[str | None], majority: date | None
) -> None:
    assert majority_day(pa.array(days, pa.string())) == majority


CELLS = st.one_of(
    st.text(max_size=24),
    st.text(
        "0123456789.,-/年月日时分:只盒约万千一二三十（）()=+#%OlX ＋１２　", max_size=16
    ),
)
TYPED = [type_ for type_ in Type if type_ is not Type.BOOLEAN]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.none() | CELLS, max_size=6), st.sampled_from(TYPED))
def test_any_text_is_a_value_or_a_problem_and_never_a_crash(
    texts: list[str | None], type_: Type
) -> None:
    found = parsed([text or None for text in texts], type_)
    assert found.values.type == ARROW_TYPES[type_]
    for text, value, mark in zip(
        texts, found.values.to_pylist(), found.marks.to_pylist(), strict=True
    ):
        is_empty = mark is None
        is_refused = bool(mark) and found.notes[mark - 1].rejects
        is_aside = found.aside is not None and type_ is Type.TIMESTAMP
        assert not (is_empty and value is not None)
        assert is_empty or is_refused or is_aside or value is not None, text


@settings(max_examples=150, deadline=None)
@given(st.integers(-99_999_999, 99_999_999))
def test_a_whole_number_is_read_as_the_language_reads_it(number: int) -> None:
    for text in (str(number), f"{number:,}", f"{number}.0", f" {number} "):
        assert read(text, Type.INTEGER) == number


def test_units_are_those_that_figures_may_have() -> None:
    known = {"", "小时", "分钟", "天", "℃"}
    for feed in CATALOGUE.feeds.values():
        for one in feed.columns:
            assert one.unit in known, f"{feed.name}.{one.name}"
            if one.unit:
                assert read_figures(
                    one, pa.array([f"1{one.unit}"]), "", is_packed=False
                ).values.to_pylist() == [1]


@pytest.mark.parametrize("run", ["1", "一", "(", "a", "1,", "2020-", "1*", "月", " ", "人"])
def test_a_cell_as_long_as_a_workbook_allows_is_answered_at_once(run: str) -> None:
    text = run * (32_767 // len(run))
    for type_ in (Type.NUMBER, Type.DATE, Type.TIMESTAMP):
        assert isinstance(read(f"x{text}", type_), str)
    for privacy in (Privacy.NONE, Privacy.FREE_TEXT, Privacy.MASK):
        one = column(Type.TEXT, privacy=privacy)
        assert len(read_texts(one, pa.array([text]), is_key=False).values) == 1
