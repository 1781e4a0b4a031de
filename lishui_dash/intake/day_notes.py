"""What is said about days: how a short one was understood, and why one cannot be read."""

from __future__ import annotations

import re
from datetime import date

from lishui_dash.intake.note import CHECK, Note
from lishui_dash.words import Words

_WRITE_FULL = Words("请写成 2020-02-05 这样", "write it like 2020-02-05")
_WRITE_MOMENT = Words("请写成 2020-02-05 08:30 这样", "write it like 2020-02-05 08:30")

NO_SUCH_DAY = Note("no_such_day", Words("没有这一天", "there is no such day"), _WRITE_FULL)
NO_SUCH_MOMENT = Note(
    "no_such_moment", Words("没有这个时刻", "there is no such moment"), _WRITE_MOMENT
)
AMBIGUOUS = Note(
    "ambiguous_date",
    Words(
        "分不清年、月、日的次序",
        "which is the day and which the month (or the year) cannot be told",
    ),
    _WRITE_FULL,
)
DECIMAL = Note(
    "ambiguous_date",
    Words(
        "像是小数，与本次文件的日期也不一致",
        "it looks like a decimal, and is not the day of the file",
    ),
    _WRITE_FULL,
)
NO_DAY = Note("no_day", Words("只写到月，没有日", "a month without its day"), _WRITE_FULL)
NO_MONTH = Note(
    "no_month", Words("只写了日，没有年和月", "a day without month and year"), _WRITE_FULL
)
TEXT_BEHIND = Note(
    "text_behind_date",
    Words("日期后面还有读不懂的文字", "what stands behind the date cannot be read"),
    _WRITE_MOMENT,
)
OTHER_WEEKDAY = Note(
    "other_weekday",
    Words("日期与星期对不上，按日期取", "the weekday is another: the date was taken"),
    CHECK,
    rejects=False,
)
OTHER_ZONE = Note(
    "other_zone",
    Words("已换算为北京时间", "converted to the time of China"),
    CHECK,
    rejects=False,
)
UNREADABLE = Note("unreadable", Words("不是日期", "not a date"), _WRITE_FULL)
NO_DAY_FOR_TIME = Note(
    "time_without_day",
    Words("只写了时间，没有日期", "a time of day without its day"),
    _WRITE_MOMENT,
)
_LUNAR = Note(
    "lunar_date",
    Words("写的是农历日期", "a day of the lunar calendar"),
    Words("请写公历日期，如 2020-02-05", "write the solar date, like 2020-02-05"),
)
_RELATIVE = Note(
    "relative_date",
    Words("写的是“今天”“昨天”之类", "a day such as today or yesterday"),
    _WRITE_FULL,
)
_SEVERAL = Note(
    "several_days",
    Words("一格里有几个日期或一段时间", "several days in one cell"),
    Words("请只填一个日期", "give one day"),
)
_CAUSES = (
    (r".*(农历|農曆|正月|腊月|臘月|初[一二三四五六七八九十]).*", _LUNAR),
    (r".*(今|昨|明|前|本|当|當)(天|日).*|.*(today|yesterday).*", _RELATIVE),
    (r".*\d\s*[日号號]?\s*(-|~|至|到|—|、|,|;|和)\s*\d.*[月日号號/.].*", _SEVERAL),
    (r"(.*(19|20)\d\d[-/.年]){2}.*", _SEVERAL),
    (r".*[0-2]?\d:\d\d.*", NO_SUCH_MOMENT),
)
_PATTERNS = tuple((re.compile(pattern, re.S), note) for pattern, note in _CAUSES)


def cause_of_unread(text: str) -> Note:
    """Return why a cell, made plain, is no day."""
    for pattern, note in _PATTERNS:
        if pattern.fullmatch(text):
            return note
    return UNREADABLE


def cause_of_rest(text: str) -> Note:
    """Return why a cell that begins with a day is none."""
    cause = cause_of_unread(text)
    return TEXT_BEHIND if cause is UNREADABLE else cause


def year_from_file(year: int, is_of_file: bool) -> Note:
    told = "本次文件的日期" if is_of_file else "收件日期"
    english = "the day of the file" if is_of_file else "the day of arrival"
    return Note(
        "year_from_file",
        Words(
            f"没有写年份，按{told}取 {year} 年", f"no year: taken as {year}, from {english}"
        ),
        CHECK,
        rejects=False,
    )


def month_from_file(day: date) -> Note:
    return Note(
        "month_from_file",
        Words(
            f"只写了日，按本次文件的日期取 {day.year} 年 {day.month} 月",
            f"no month: taken as {day:%Y-%m}, from the day of the file",
        ),
        CHECK,
        rejects=False,
    )


def short_year(year: int) -> Note:
    return Note(
        "short_year",
        Words(f"年份只写了两位，按 {year} 年取", f"two digits of a year: taken as {year}"),
        CHECK,
        rejects=False,
    )


def order_of(day: int, month: int) -> Note:
    return Note(
        "year_last",
        Words(
            f"年份写在最后，按 {month} 月 {day} 日取",
            f"the year stands last: day {day}, month {month}",
        ),
        CHECK,
        rejects=False,
    )


def outside(day: date, first: date, last: date) -> Note | None:
    """Return what is wrong with a business day outside the window; None if it is inside."""
    if day < first:
        return Note(
            "day_before_campaign",
            Words(
                f"日期早于疫情防控开始日 {first}",
                f"the day is before the campaign began, {first}",
            ),
            Words("请核对年份和日期", "check the year and the day"),
        )
    if day > last:
        return Note(
            "day_in_future",
            Words(
                f"日期晚于收件日 {last}", f"the day is later than that of arrival, {last}"
            ),
            Words("请核对日期", "check the day"),
        )
    return None


def day_from_file(day: date) -> Note:
    return Note(
        "day_from_file",
        Words(
            f"只写了时间，按本次文件的日期取 {day}",
            f"a time alone: taken on {day}, the day of the file",
        ),
        CHECK,
        rejects=False,
    )
