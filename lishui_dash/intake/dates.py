"""Every spelling of a day or a moment that an office writes.

Where the year is left out, it is that of the day the file is about; where that would be a
guess, such as 5/2/2020, the cell is refused with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from lishui_dash.intake import day_notes as notes
from lishui_dash.intake.clock import LOCAL, read_clock
from lishui_dash.intake.note import LONGEST, Note, is_missing, plain
from lishui_dash.intake.numerals import numeral, positional

_EPOCH = date(1899, 12, 30)
"""Day 0 of a workbook."""
_MIDNIGHT = timedelta(0)


@dataclass(frozen=True)
class Near:
    """What helps to understand a day that is written short.

    `file_day` is the day the file is about, where it is known; `received` when it came.
    """

    file_day: date | None
    received: date

    @property
    def year(self) -> int:
        return (self.file_day or self.received).year


@dataclass(frozen=True)
class Moment:
    """`day` None with a `clock`: a time of day alone. Both None: the cell is empty when
    there is no note, else it cannot be read. `clock` is counted from midnight."""

    day: date | None = None
    clock: timedelta | None = None
    note: Note | None = None

    @property
    def at(self) -> datetime | None:
        if self.day is None:
            return None
        start = datetime(self.day.year, self.day.month, self.day.day)
        return start + (self.clock or _MIDNIGHT)


def read_moment(text: str, near: Near) -> Moment:
    """Return the day, and the time of day where there is one, that a cell tells."""
    if is_missing(text):
        return Moment()
    if len(text) > LONGEST:
        return Moment(note=notes.UNREADABLE)
    written = _with_digits(plain(text)).lower()
    for pattern, understand in _SPELLINGS:
        found = pattern.fullmatch(written)
        if found is None:
            continue
        moment = understand(found, near)
        rest = found.groupdict().get("rest") or ""
        if moment.day is None or not rest:
            return moment
        return _with_rest(moment, rest) or Moment(note=notes.cause_of_rest(written))
    clock = read_clock(written)
    if clock is not None:
        return Moment(clock=clock.since_midnight)
    return Moment(note=notes.cause_of_unread(written))


def _with_rest(moment: Moment, rest: str) -> Moment | None:
    """Add what stands behind the day, its name and the time; None where that is neither."""
    weekday = _WEEKDAY.match(rest)
    note = moment.note
    if weekday:
        rest = rest[weekday.end() :]
        told = "一二三四五六日".index(weekday["name"].replace("天", "日"))
        if moment.day is not None and told != moment.day.weekday():
            note = note or notes.OTHER_WEEKDAY
    rest = rest.strip(" t,.;。")
    if not rest:
        return replace(moment, note=note)
    clock = read_clock(rest if not rest.isdigit() else f"{rest}:00")
    if clock is None or moment.day is None:
        return None
    if clock.zone is None or clock.zone == LOCAL:
        return Moment(moment.day, clock.since_midnight, note)
    at = replace(moment, clock=clock.since_midnight).at
    assert at is not None
    here = at + LOCAL - clock.zone
    since = timedelta(hours=here.hour, minutes=here.minute, seconds=here.second)
    return Moment(here.date(), since, note or notes.OTHER_ZONE)


_RUN = "[零〇○o一二三四五六七八九十廿卅]+"
_HAN = re.compile(f"{_RUN}(?=\\s*[年月日号號时時点點分])|(?<=月){_RUN}$", re.I)
_WEEKDAY = re.compile(r"\s*[(]?(?:星期|周|週|礼拜|禮拜)(?P<name>[一二三四五六日天])[)]?")
_SEP = r"\s*[-/.年、,\\ ]\s*"
_SEP2 = r"\s*[-/.月、,\\ ]\s*"
_DAY = r"(?P<d>\d{1,2})"
_MONTH = r"(?P<m>\d{1,2})"
_END = r"\s*(?:[日号號]|(?!\d))(?P<rest>.*)"
_TWO = r"(?P<a>\d{1,2})([-/.])(?P<b>\d{1,2})\2"
_NAMES = [
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
]
_NAME = rf"(?P<name>{'|'.join(_NAMES)})[a-z]*\.?"


def _with_digits(text: str) -> str:
    """Write Chinese numerals before 年, 月, 日 and the like with digits."""

    def digits(found: re.Match[str]) -> str:
        run = re.sub("[○oO]", "〇", found[0])
        if len(run) > 2 and "十" not in run:
            return positional(run) or found[0]
        value = numeral(run)
        return found[0] if value is None else str(value)

    return _HAN.sub(digits, text)


def _dated(year: int, month: int, day: int, note: Note | None = None) -> Moment:
    try:
        return Moment(date(year, month, day), note=note)
    except ValueError:
        return Moment(note=notes.NO_SUCH_DAY)


def _full(found: re.Match[str], _: Near) -> Moment:
    return _dated(int(found["y"]), int(found["m"]), int(found["d"]))


def _compact(found: re.Match[str], _: Near) -> Moment:
    moment = _dated(int(found["y"]), int(found["m"]), int(found["d"]))
    if moment.day is None or not found["clock"]:
        return moment
    clock = read_clock(":".join(re.findall(r"\d\d", found["clock"])))
    if clock is None:
        return Moment(note=notes.NO_SUCH_MOMENT)
    return replace(moment, clock=clock.since_midnight)


def _serial(found: re.Match[str], _: Near) -> Moment:
    seconds = round(float(found["serial"]) * 86400)
    since = timedelta(seconds=seconds % 86400)
    return Moment(_EPOCH + timedelta(days=seconds // 86400), since)


def _fraction(found: re.Match[str], _: Near) -> Moment:
    return Moment(clock=timedelta(seconds=round(float(found["part"]) * 86400)))


def _without_year(found: re.Match[str], near: Near) -> Moment:
    note = notes.year_from_file(near.year, near.file_day is not None)
    return _dated(near.year, int(found["m"]), int(found["d"]), note)


def _decimal(found: re.Match[str], near: Near) -> Moment:
    """2.5 is a day only where the file is about that day."""
    return _if_of_file(int(found["m"]), int(found["d"]), near, notes.DECIMAL)


def _day_alone(found: re.Match[str], near: Near) -> Moment:
    if near.file_day is None:
        return Moment(note=notes.NO_MONTH)
    note = notes.month_from_file(near.file_day)
    return _dated(near.file_day.year, near.file_day.month, int(found["d"]), note)


def _short_year(found: re.Match[str], _: Near) -> Moment:
    year = 2000 + int(found["y"])
    return _dated(year, int(found["m"]), int(found["d"]), notes.short_year(year))


def _short_year_signs(found: re.Match[str], near: Near) -> Moment:
    year, month, day = 2000 + int(found["y"]), int(found["m"]), int(found["d"])
    if near.file_day is None or year != near.file_day.year:
        return Moment(note=notes.AMBIGUOUS)
    return _if_of_file(month, day, near, notes.AMBIGUOUS)


def _year_last(found: re.Match[str], _: Near) -> Moment:
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if first != second and first <= 12 and second <= 12:
        return Moment(note=notes.AMBIGUOUS)
    day, month = (first, second) if second <= 12 else (second, first)
    return _dated(year, month, day, notes.order_of(day, month))


def _named(found: re.Match[str], near: Near) -> Moment:
    month, day = _NAMES.index(found["name"]) + 1, int(found["d"])
    if found["y"]:
        return _dated(int(found["y"]), month, day)
    if found.re is _NAME_FIRST and len(found["d"]) > 1:
        # Feb-20 may be the month of February 2020.
        return _if_of_file(month, day, near, notes.AMBIGUOUS)
    note = notes.year_from_file(near.year, near.file_day is not None)
    return _dated(near.year, month, day, note)


def _if_of_file(month: int, day: int, near: Near, otherwise: Note) -> Moment:
    file_day = near.file_day
    if file_day is None or (file_day.month, file_day.day) != (month, day):
        return Moment(note=otherwise)
    return Moment(file_day, note=notes.year_from_file(file_day.year, True))


def _month_alone(_: re.Match[str], __: Near) -> Moment:
    return Moment(note=notes.NO_DAY)


_NAME_FIRST = re.compile(rf"{_NAME}[-/ ]*{_DAY}(?:st|nd|rd|th)?(?:[-/, ]+(?P<y>\d{{4}}))?")
_SPELLINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Near], Moment]], ...] = (
    tuple(
        (
            pattern if isinstance(pattern, re.Pattern) else re.compile(pattern, re.S),
            understand,
        )
        for pattern, understand in (
            (rf"(?P<y>(?:19|20)\d\d){_SEP}{_MONTH}{_SEP2}{_DAY}{_END}", _full),
            (r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:\.0*)?(?P<clock>)", _compact),
            (
                r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?P<clock>[ t]?\d{4}(?:\d\d)?)",
                _compact,
            ),
            (r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?P<rest>[ t].*)", _full),
            (r"(?P<serial>[34]\d{4}(?:\.\d*)?)", _serial),
            (r"(?P<part>0?\.\d+)", _fraction),
            (rf"{_MONTH}\s*月\s*{_DAY}{_END}", _without_year),
            (rf"{_MONTH}[-/]{_DAY}(?P<rest>(?: .*)?)", _without_year),
            (rf"{_MONTH}\.{_DAY}", _decimal),
            (r"(?P<d>\d{1,2})\s*[日号號](?P<rest>.*)", _day_alone),
            (rf"(?P<y>\d\d)\s*年\s*{_MONTH}\s*月\s*{_DAY}{_END}", _short_year),
            (rf"(?P<y>\d\d)([-/.]){_MONTH}\2{_DAY}(?P<rest>(?: .*)?)", _short_year_signs),
            (rf"{_TWO}(?P<y>(?:19|20)\d\d)(?P<rest>(?: .*)?)", _year_last),
            (rf"{_DAY}[-/ ]*{_NAME}(?:[-/, ]+(?P<y>\d{{4}}))?(?P<rest>)", _named),
            (_NAME_FIRST, _named),
            (r"(?:19|20)\d\d\s*[-/.年]?\s*\d{1,2}\s*月?", _month_alone),
            (r"\d{1,2}\s*月(?:份)?", _month_alone),
        )
    )
)
