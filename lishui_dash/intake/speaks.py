"""Which units and days a file speaks for, and whether it may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from lishui_dash.catalogue.calendar import CAMPAIGN_START
from lishui_dash.catalogue.places import CITY_LEVEL
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.units import Unit
from lishui_dash.errors import Problem
from lishui_dash.spec import Cadence, Feed, Load, Register, UnitKind
from lishui_dash.words import Words

MAY_SEND_FOR_OTHERS = (UnitKind.COMMAND, UnitKind.CITY_COMMAND, UnitKind.DEPARTMENT)


@dataclass(frozen=True)
class Slice:
    """The rows of one reporting unit and business day. `first_row` is in the file."""

    unit: Unit
    place: str
    day: date
    rows_n: int
    first_row: int


def slices_of(
    feed: Feed, rows: pa.Table, registers: Registers, *, sender: str | None, day: date
) -> list[Slice]:
    """Return what the rows speak for, by unit and day.

    `day` stands in where a row has none, and the sender where it names no unit.
    """
    told = pa.table(
        {
            "reporter": rows[feed.reporter],
            "day": rows[feed.day].cast(pa.date32(), safe=False),
            "source_row": rows["source_row"],
        }
    )
    groups = told.group_by(["reporter", "day"]).aggregate(
        [("source_row", "count"), ("source_row", "min")]
    )
    found: dict[tuple[str, date], Slice] = {}
    for group in groups.to_pylist():
        unit, place = reporting(feed, group["reporter"], sender, registers)
        key = (unit.code, group["day"] or day)
        count, first = group["source_row_count"], group["source_row_min"]
        if key in found:
            known = found[key]
            count += known.rows_n
            first = min(first, known.first_row)
        found[key] = Slice(unit, place, key[1], count, first)
    return sorted(found.values(), key=lambda part: (part.day, part.unit.code))


def reporting(
    feed: Feed, told: str | None, sender: str | None, registers: Registers
) -> tuple[Unit, str]:
    """Return the unit that reports a row, and the place of the row.

    `told` is the code in the column of the reporter, `sender` that of who sends it.
    Raises KeyError for a unit that is not in the registers.
    """
    if told is None:
        unit = registers.units.get(sender or "") or registers.command_of(CITY_LEVEL)
        return unit, unit.place
    if feed.column(feed.reporter).refers_to is Register.PLACE:
        sending = registers.units.get(sender or "")
        if sending and sending.kind in feed.contributors and sending.place == told:
            # Its own posts alone: the command centre still owes the rest of the place.
            return sending, told
        return registers.command_of(told), told
    unit = registers.units[registers.reporter_of(told)]
    return unit, unit.place


def bodies_for(feed: Feed, place: str) -> tuple[str, ...]:
    """Return the codes of the bodies of the city that may send what is of a place."""
    return (*feed.hosts, *(feed.bodies if place == CITY_LEVEL else ()))


def problems_of_slices(
    feed: Feed,
    slices: Iterable[Slice],
    *,
    sender: Unit | None,
    day: date | None,
    received_on: date,
    headings: Mapping[str, str],
) -> tuple[Problem, ...]:
    """Return why the file may not speak for its slices: the unit, or the day."""
    if sender is not None and not _may_send(feed, sender):
        return (_unit_problem(None, "", sender, _may_not_report(feed)),)
    found: dict[tuple[str, str], Problem] = {}
    reporter = headings.get(feed.reporter, feed.column(feed.reporter).words.hans)
    day_heading = headings.get(feed.day, feed.column(feed.day).words.hans)
    for part in sorted(slices, key=lambda part: part.first_row):
        for says in _unit_faults(feed, part, sender):
            problem = _unit_problem(part.first_row, reporter, part.unit, says)
            found.setdefault((problem.rule, part.unit.code), problem)
        for rule, reason, remedy in _day_faults(feed, part.day, day, received_on):
            problem = Problem(
                part.first_row, day_heading, part.day.isoformat(), rule, reason, remedy
            )
            found.setdefault((rule, part.day.isoformat()), problem)
    return tuple(found.values())


@dataclass(frozen=True)
class _Says:
    rule: str
    reason: Words
    remedy: Words


def _unit_problem(row: int | None, column: str, unit: Unit, says: _Says) -> Problem:
    return Problem(row, column, unit.words.hans, says.rule, says.reason, says.remedy)


def _may_send(feed: Feed, sender: Unit) -> bool:
    kinds = (*feed.reporters, *feed.contributors, *MAY_SEND_FOR_OTHERS)
    is_named = sender.code in bodies_for(feed, CITY_LEVEL)
    return sender.kind in kinds or is_named or not feed.reporters


def _may_not_report(feed: Feed) -> _Says:
    return _Says(
        "unit_may_not_report",
        Words(
            f"该单位不报《{feed.words.hans}》",
            f"this unit does not report {feed.words.en or feed.name}",
        ),
        Words(
            f"请核对是否选错了表；本表由{feed.submitter.hans}报送",
            f"check the choice of report; it is sent by: {feed.submitter.en}",
        ),
    )


def _unit_faults(feed: Feed, part: Slice, sender: Unit | None) -> Iterator[_Says]:
    kinds = (*feed.reporters, *feed.contributors)
    is_of_city = bool(feed.bodies) and part.unit.kind is UnitKind.CITY_COMMAND
    if feed.reporters and part.unit.kind not in kinds and not is_of_city:
        yield _may_not_report(feed)
    elif sender is not None and not _belongs(feed, part, sender):
        yield _Says(
            "unit_of_another",
            Words(
                f"“{sender.words.hans}”不能代该单位报送",
                f"{sender.words.en or sender.code} may not report for this unit",
            ),
            Words(
                "请删去其他单位的行，由该单位自行报送",
                "leave out the rows of other units; they report themselves",
            ),
        )


def _belongs(feed: Feed, part: Slice, sender: Unit) -> bool:
    own = (part.unit.code, part.unit.parent, *bodies_for(feed, part.place))
    if sender.code in own:
        return True
    if sender.kind not in MAY_SEND_FOR_OTHERS:
        return False
    return sender.place in (CITY_LEVEL, part.place)


def _day_faults(
    feed: Feed, told: date, expected: date | None, received_on: date
) -> Iterator[tuple[str, Words, Words]]:
    """Yield what is wrong with a business day; lists may reach back and ahead."""
    if feed.cadence is not Cadence.DAILY:
        return
    if told > received_on:
        yield (
            "day_in_future",
            Words(
                f"日期晚于收件日 {received_on}",
                f"the day is later than that of arrival, {received_on}",
            ),
            Words("请核对日期", "check the day"),
        )
    elif told < CAMPAIGN_START:
        yield (
            "day_before_campaign",
            Words(
                f"日期早于疫情防控开始日 {CAMPAIGN_START}",
                f"the day is before the campaign began, {CAMPAIGN_START}",
            ),
            Words("请核对年份和日期", "check the year and the day"),
        )
    elif expected is not None and told != expected and feed.load is Load.REPLACE_SLICE:
        yield (
            "wrong_day",
            Words(
                f"文件里的日期与所报日期 {expected} 不一致",
                f"the day in the file is not the day reported, {expected}",
            ),
            Words(
                "请核对日期；补报或更正往日数据请选择当日日期",
                "check the day; choose that day when you report or correct an earlier one",
            ),
        )
