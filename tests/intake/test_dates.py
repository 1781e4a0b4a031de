"""Every spelling of a day and a moment, and why something is none."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lishui_dash.intake.dates import Moment, Near, read_moment

NEAR = Near(date(2020, 2, 5), date(2020, 2, 6))
NOWHERE = Near(None, date(2020, 2, 6))
DAY = date(2020, 2, 5)


def flags(moment: Moment) -> str:
    return moment.note.rule if moment.note else ""


@pytest.mark.parametrize(
    "spelling",
    [
        *("2020-02-05", "2020/2/5", "2020.2.5", "2020年2月5日", "2020年2月5号", "20200205"),
        *("43866", "43866.0", "2020/2/5 0:00", "２０２０年２月５日", "2020-02-05T00:00:00"),
        *("2020-02-0５日", "二〇二〇年二月五日", "二零二零年二月五日", "二O二O年二月五日"),
        *(
            "2020年02月05日 星期三",
            "2020年2月5日（周三）",
            "2020 02 05",
            "2020-2-5日",
            "5-Feb-2020",
        ),
        *("Feb 5, 2020", "20200205083000", "2020—02—05", "2020－2－5", "20200205.0"),
    ],
)
def test_a_day_may_be_written_many_ways(spelling: str) -> None:
    moment = read_moment(spelling, NOWHERE)
    assert (moment.day, flags(moment)) == (DAY, "")


@pytest.mark.parametrize(
    ("spelling", "flag"),
    [
        ("2月5日", "year_from_file"),
        ("二月五日", "year_from_file"),
        ("2/5", "year_from_file"),
        ("2-5", "year_from_file"),
        ("5-Feb", "year_from_file"),
        ("2.5", "year_from_file"),
        ("20.2.5", "year_from_file"),
        ("5日", "month_from_file"),
        ("20年2月5日", "short_year"),
        ("2020年2月5日 星期四", "other_weekday"),
    ],
)
def test_a_short_day_is_completed_from_the_day_of_the_file(
    spelling: str, flag: str
) -> None:
    moment = read_moment(spelling, NEAR)
    assert (moment.day, flags(moment)) == (DAY, flag)
    assert moment.note is not None
    assert not moment.note.rejects


def test_days_with_the_year_last_are_taken_where_no_other_day_can_be_meant() -> None:
    assert read_moment("25/2/2020", NEAR).day == date(2020, 2, 25)
    assert read_moment("2/25/2020", NEAR).day == date(2020, 2, 25)
    assert read_moment("5/5/2020", NEAR).day == date(2020, 5, 5)
    assert flags(read_moment("25/2/2020", NEAR)) == "year_last"


@pytest.mark.parametrize(
    ("spelling", "rule"),
    [
        ("5/2/2020", "ambiguous_date"),
        ("2.8", "ambiguous_date"),
        ("20-2-8", "ambiguous_date"),
        ("Feb-20", "ambiguous_date"),
        ("2020-02-30", "no_such_day"),
        ("2020-13-05", "no_such_day"),
        ("2月30日", "no_such_day"),
        ("202002", "no_day"),
        ("2020年2月", "no_day"),
        ("正月初五", "lunar_date"),
        ("昨天", "relative_date"),
        ("today", "relative_date"),
        ("2月5日-2月7日", "several_days"),
        ("2020-02-05至2020-02-07", "several_days"),
        ("2020-02-05 25:00", "no_such_moment"),
        ("2020-02-05前", "text_behind_date"),
        ("infinity", "unreadable"),
        ("99999", "unreadable"),
        ("待定", "unreadable"),
    ],
)
def test_what_is_no_certain_day_says_why(spelling: str, rule: str) -> None:
    moment = read_moment(spelling, NEAR)
    assert (moment.day, flags(moment)) == (None, rule)


def test_without_a_day_of_the_file_the_year_is_that_of_arrival() -> None:
    assert read_moment("2月5日", NOWHERE).day == DAY
    assert flags(read_moment("2.5", NOWHERE)) == "ambiguous_date"
    assert flags(read_moment("5日", NOWHERE)) == "no_month"


@pytest.mark.parametrize(
    "spelling",
    [
        *(
            "2020-02-05 08:30",
            "2020/2/5 8:30",
            "2020-02-05T08:30:00",
            "2020年2月5日8时30分",
        ),
        *("2020年2月5日 8:30", "2020.2.5 8:30", "202002050830", "43866.3541666667"),
        *("2020年2月5日上午8:30", "2020年2月5日八点半", "2020-02-05 08:30:00 AM"),
        *(
            "2020-02-05T08:30:00.000+08:00",
            "2020年2月5日（星期三）8点30分",
            "20200205 8:30",
        ),
    ],
)
def test_a_moment_may_be_written_many_ways(spelling: str) -> None:
    moment = read_moment(spelling, NOWHERE)
    assert (moment.at, flags(moment)) == (datetime(2020, 2, 5, 8, 30), "")


@pytest.mark.parametrize(
    ("spelling", "at"),
    [
        ("2020年2月5日下午3点半", datetime(2020, 2, 5, 15, 30)),
        ("2020-02-05 03:30 PM", datetime(2020, 2, 5, 15, 30)),
        ("2020年2月5日晚上8点", datetime(2020, 2, 5, 20)),
        ("2020年2月5日中午12点", datetime(2020, 2, 5, 12)),
        ("2020年2月5日凌晨12点10分", datetime(2020, 2, 5, 0, 10)),
        ("2020年2月5日24时", datetime(2020, 2, 6)),
        ("2020-02-04T16:00:00Z", datetime(2020, 2, 5)),
    ],
)
def test_halves_of_the_day_and_zones(spelling: str, at: datetime) -> None:
    assert read_moment(spelling, NOWHERE).at == at


@pytest.mark.parametrize(
    ("spelling", "minutes"),
    [("8:30", 510), ("08:30:00", 510), ("8点半", 510), ("下午3点", 900), ("0.5", 720)],
)
def test_a_time_alone_has_no_day(spelling: str, minutes: int) -> None:
    moment = read_moment(spelling, NEAR)
    assert (moment.day, moment.clock) == (None, timedelta(minutes=minutes))


@settings(max_examples=300, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_every_full_spelling_of_a_day_is_that_day(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    serial = (day - date(1899, 12, 30)).days
    for text in (
        day.isoformat(),
        f"{year}/{month}/{number}",
        f"{year}.{month}.{number}",
        f"{year}年{month}月{number}日",
        f"{day:%Y%m%d}",
        f"{serial}",
        f"{day:%d-%b-%Y}",
    ):
        assert read_moment(text, NOWHERE).day == day, text


@settings(max_examples=400, deadline=None)
@given(st.text("0123456789年月日时点分号-/.: 上下午半TZ+一二十〇星期周Feb", max_size=18))
def test_a_moment_is_a_value_or_a_reason(text: str) -> None:
    moment = read_moment(text, NEAR)
    if moment.day is None and moment.clock is None and moment.note is not None:
        assert moment.note.rejects
