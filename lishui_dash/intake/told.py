"""What a sheet tells outside its table: in title rows, in its name, in the file's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from lishui_dash.catalogue.calendar import CAMPAIGN_START
from lishui_dash.catalogue.places import CITY_LEVEL, PLACES
from lishui_dash.intake.arrival import How
from lishui_dash.intake.header import names_of, own_place, simplified
from lishui_dash.intake.headings import Lookup
from lishui_dash.spec import Feed, Register

_FULL_DAY = re.compile(
    r"(?<!\d)(20\d\d)\s*[年./_-]\s*(\d{1,2})\s*[月./_-]\s*(\d{1,2})(?!\d)"
)
_COMPACT_DAY = re.compile(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)")
_CHINESE_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_SHORT_DAY = re.compile(r"(?<![\d.A-Za-z])(\d{1,2})[.-](\d{1,2})(?![\d.])")
_FOUR_DIGITS = re.compile(r"(?<!\d)([01]\d)([0-3]\d)(?!\d)")

_PAIR = re.compile(
    r"([^\s:：,，;；]{2,12})\s*[:：]\s*(.*?)(?=\s+[^\s:：]{2,12}\s*[:：]|\s{2,}|$)"
)
_IN_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_UNIT_KEYS = frozenset(
    f"{before}单位" for before in ("填报", "报送", "上报", "填表", "报表", "制表", "")
) | {"单位名称", "部门"}
_DAY_KEYS = frozenset(
    f"{before}{after}"
    for before in ("填报", "报送", "统计", "数据", "上报", "截至", "截止", "")
    for after in ("日期", "时间")
) - {"时间"}
_PLACE_KEYS = frozenset(("县市区", "县区", "区县", "属地", "县", "地区", "所在县市区"))
_OF_MONEY = re.compile("(人民币)?[十百千万亿]*元")
_TAKEN_BACK = re.compile("作废|撤回|撤销")
_LATE = re.compile("补报|迟报|漏报")
CORRECTED = re.compile("更正|订正|勘误|修正|更改|改正")


@dataclass(frozen=True)
class Told:
    """`given` are columns of the feed, with the text to read for them in every row.

    `money` is the unit of all amounts, such as 万元, where a title says so.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None
    money: str = ""


def told_by_titles(
    rows: Sequence[Sequence[str]], feed: Feed, received_on: date, lookup: Lookup
) -> Told:
    """Return what the rows above the headings say, such as 填报单位：青田县防控办."""
    given: dict[str, str] = {}
    days: list[date] = []
    money = ""
    for key, text in _pairs(rows):
        if key in _UNIT_KEYS and _OF_MONEY.fullmatch(text):
            money = text
            continue
        name = _column_of(feed, key)
        if name is None:
            continue
        day = day_in(text, received_on) if name == feed.day else None
        if name == feed.day and day is None:
            continue
        uom = _other_list(feed, name, text, lookup)
        given.setdefault(uom or name, day.isoformat() if day else text)
    if feed.day in given:
        return Told(given, date.fromisoformat(given[feed.day]), money)
    for row in rows:
        days += days_in(" ".join(row), received_on)
    day = days[0] if len(set(days)) == 1 else None
    return Told(given | ({feed.day: day.isoformat()} if day else {}), day, money)


def unit_told(rows: Sequence[Sequence[str]]) -> str:
    """Return the reporting unit that the rows above the headings name, or ""."""
    return next((text for key, text in _pairs(rows) if key in _UNIT_KEYS), "")


def told_by_name(name: str, feed: Feed, received_on: date, lookup: Lookup) -> Told:
    """Return what the name of a sheet or file says: whose rows, of which day."""
    days = set(days_in(name, received_on, in_name=True))
    day = days.pop() if len(days) == 1 else None
    given = {feed.day: day.isoformat()} if day else {}
    bare = simplified(_IN_BRACKETS.sub("", name)).strip()
    column = own_place(feed)
    if column is not None:
        place = bare if lookup(Register.PLACE.value, bare) else place_in(bare)
        if place:
            given[column] = place
    is_unit = feed.column(feed.reporter).refers_to is Register.UNIT
    if is_unit and lookup(Register.UNIT.value, bare):
        given[feed.reporter] = bare
    return Told(given, day)


def how_told(file_name: str) -> How | None:
    """Return how a file means its rows to be taken, where its name says so."""
    return How.VOID if _TAKEN_BACK.search(file_name) else None


def mode_told(file_name: str) -> str:
    """Return what sort of report a file calls itself: correction, void, late or first."""
    for pattern, mode in (
        (CORRECTED, "correction"),
        (_TAKEN_BACK, "void"),
        (_LATE, "late"),
    ):
        if pattern.search(file_name):
            return mode
    return "first"


def day_in(text: str, received_on: date) -> date | None:
    """Return the one day that a text names; None when there is none, or several."""
    days = set(days_in(text, received_on))
    return days.pop() if len(days) == 1 else None


def days_in(text: str, received_on: date, *, in_name: bool = False) -> list[date]:
    """Return the days that a text names, without those outside the campaign.

    A day without a year is the last one before the arrival. In a name, four digits such
    as 0212 are a day as well.
    """
    text = unicodedata.normalize("NFKC", text)
    found = [
        _day(*map(int, match.groups()))
        for pattern in (_FULL_DAY, _COMPACT_DAY)
        for match in pattern.finditer(text)
    ]
    if not found:
        short = (_CHINESE_DAY, _SHORT_DAY, _FOUR_DIGITS) if in_name else (_CHINESE_DAY,)
        for pattern in short:
            matches = [match.groups() for match in pattern.finditer(text)]
            found += [_day(received_on.year, int(m), int(d)) for m, d in matches]
            if found:
                break
    latest = received_on + timedelta(days=1)
    return [day for day in found if day and CAMPAIGN_START <= day <= latest]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _pairs(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        cells = [cell.strip() for cell in row]
        for place, cell in enumerate(cells):
            for key, text in _PAIR.findall(cell):
                behind = next((c for c in cells[place + 1 :] if c and c != cell), "")
                told = text.strip() or behind
                if told:
                    yield simplified(key), told
            bare = simplified(cell)
            following = cells[place + 1] if place + 1 < len(cells) else ""
            if bare in _UNIT_KEYS | _DAY_KEYS and following:
                yield bare, following


def _column_of(feed: Feed, key: str) -> str | None:
    """Return the column that a word before a colon means."""
    known = names_of(feed).columns(key)
    if key in _DAY_KEYS:
        return feed.day
    if known:
        return known[0]
    if key in _UNIT_KEYS:
        return feed.reporter
    return own_place(feed) if key in _PLACE_KEYS else None


def _other_list(feed: Feed, name: str, text: str, lookup: Lookup) -> str | None:
    """Return the column of a code list that 单位：只 means: a unit of measure, no body."""
    if feed.column(name).refers_to is not Register.UNIT:
        return None
    for column in feed.columns:
        if column.codes is not None and lookup(column.codes.name, text):
            return column.name
    return None


def place_in(text: str) -> str | None:
    """Return the one place whose name stands inside a text."""
    found = {
        place.code: place.words.hans
        for place in PLACES
        if place.words.hans in text or place.short.hans in text
    }
    if len(found) > 1:
        found.pop(CITY_LEVEL, None)
    return next(iter(found.values())) if len(found) == 1 else None
