"""Spellings of dates, moments, numbers and names."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from lishui_dash.intake.parse import sql_for_value
from lishui_dash.spec import Column, Privacy, Type, Words


def read(text: str, type_: Type, privacy: Privacy = Privacy.NONE) -> Any:
    column = Column("x", Words("某列", "x"), type_, privacy=privacy)
    with duckdb.connect() as connection:
        [(value,)] = connection.execute(
            f"SELECT {sql_for_value(column, 'cell')} FROM (SELECT $cell AS cell)",
            {"cell": text},
        ).fetchall()
    return value


@pytest.mark.parametrize(
    "spelling",
    [
        "2020-02-05",
        "2020/2/5",
        "2020.2.5",
        "2020年2月5日",
        "2020年2月5号",
        "20200205",
        "43866",
        "２０２０－０２－０５",
        "2020-02-05 00:00:00",
        "2020-02-05T08:30",
        "2020年02月05日 8时30分",
    ],
)
def test_a_date_may_be_written_many_ways(spelling: str) -> None:
    assert read(spelling, Type.DATE) == date(2020, 2, 5)


@pytest.mark.parametrize(
    "spelling",
    [
        "5/2/2020",
        "2020-02-30",
        "20-2-5",
        "2月5日",
        "2.5",
        "202002",
        "today",
        "infinity",
        "无",
    ],
)
def test_what_is_no_certain_date_is_not_guessed(spelling: str) -> None:
    assert read(spelling, Type.DATE) is None


@pytest.mark.parametrize(
    "spelling",
    [
        "2020-02-05 08:30",
        "2020/2/5 8:30",
        "2020-02-05T08:30:00",
        "2020年2月5日8时30分",
        "2020年2月5日 8:30",
        "2020.2.5 8:30",
        "202002050830",
        "43866.3541666667",
    ],
)
def test_a_moment_may_be_written_many_ways(spelling: str) -> None:
    assert read(spelling, Type.TIMESTAMP) == datetime(2020, 2, 5, 8, 30)


@pytest.mark.parametrize("spelling", ["2020-02-05", "20200205", "43866"])
def test_a_day_without_an_hour_is_its_midnight(spelling: str) -> None:
    assert read(spelling, Type.TIMESTAMP) == datetime(2020, 2, 5)


def test_a_moment_that_cannot_be_read_does_not_lose_its_hour() -> None:
    assert read("2020-02-05 25:00", Type.TIMESTAMP) is None
    assert read("2020年2月5日8点", Type.TIMESTAMP) == datetime(2020, 2, 5, 8)


@pytest.mark.parametrize(
    ("spelling", "value"),
    [
        ("1200", 1200),
        ("1,200", 1200),
        ("1，200", 1200),
        ("１２００", 1200),
        ("1200只", 1200),
        ("1200 只", 1200),
        ("1200.0", 1200),
        ("-3", -3),
        ("12.5", None),
        ("1e3", None),
        ("0x1F", None),
        ("12O", None),
        ("1,2", None),
        ("12 0", None),
        ("约1200", None),
        ("2147483648", None),
        ("—", None),
    ],
)
def test_whole_numbers(spelling: str, value: int | None) -> None:
    assert read(spelling, Type.INTEGER) == value


@pytest.mark.parametrize(
    ("spelling", "value"),
    [("12.5", 12.5), (".5", 0.5), ("1,200.5", 1200.5), ("8小时", 8.0), ("nan", None)],
)
def test_numbers(spelling: str, value: float | None) -> None:
    assert read(spelling, Type.NUMBER) == value


def test_money_is_exact() -> None:
    assert read("1,234.10元", Type.MONEY) == Decimal("1234.10")


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王明", "王*"),
        ("王小明", "王*明"),
        ("张　三", "张*"),
        ("欧阳小明", "欧**明"),
        ("王*明", "王*明"),
        ("丽水市中心医院援鄂医疗队", "丽水市中心医院援鄂医疗队"),
        ("13912345678", "139****5678"),
        ("139 1234 5678", "139****5678"),
    ],
)
def test_names_and_phones_are_masked_and_collectives_are_not(
    name: str, masked: str
) -> None:
    assert read(name, Type.TEXT, Privacy.MASK) == masked


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("联系人电话13912345678。", "联系人电话139****5678。"),
        ("身份证331199198801011238", "身份证331***38"),
        ("证件 331199 19880101 1238", "证件 331***38"),
        ("电话１３９１２３４５６７８", "电话139****5678"),
        ("已送 1200 只，3 月 5 日", "已送 1200 只，3 月 5 日"),
    ],
)
def test_free_text_is_scanned_for_persons(text: str, kept: str) -> None:
    assert read(text, Type.TEXT, Privacy.FREE_TEXT) == kept
