"""The sheets of a business day: which rows are sent, by whom and when."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from types import ModuleType

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.catalogue import CATALOGUE, Catalogue
from lishui_dash.demo import makers
from lishui_dash.demo.files import csv_file, workbook
from lishui_dash.demo.generic import completed, generic_rows
from lishui_dash.demo.rows import Rows, latest, stacked
from lishui_dash.demo.scale import START
from lishui_dash.demo.stock import Script
from lishui_dash.demo.world import World
from lishui_dash.intake.receive import Arrival
from lishui_dash.spec import Cadence, Feed

CITY_COMMAND = "LS-ZHB"
_BEFORE_DUE = timedelta(minutes=25)
_OTHERWISE = time(7, 10)


@dataclass(frozen=True)
class Sheet:
    """One file on its way: the rows of one feed, when it arrives and from whom.

    `unit` is the unit it is handed in for, where that is not the sender.

    `alone`: it is taken in by itself, at its own time, not with the morning's files.
    """

    feed: str
    day: date
    table: Rows
    at: datetime
    sender: str = CITY_COMMAND
    unit: str | None = None
    name: str = ""
    alone: bool = False


@dataclass(frozen=True)
class Story:
    """A storyline: what it changes in the rows of a day, and in when they arrive.

    `changes` are by feed; `timing` may split a sheet and delay a part; `extra` sends
    what nobody else would, corrections and later news. `keeps` chooses the rows that the
    story needs when it is told alone, at `share` of the people.
    """

    number: str
    first: date
    last: date
    feeds: tuple[str, ...]
    keeps: Mapping[str, Callable[[Rows], pa.ChunkedArray]] = field(default_factory=dict)
    changes: Mapping[str, Callable[[World, date, Rows], Rows]] = field(default_factory=dict)
    timing: Callable[[Sheet], Sequence[Sheet]] = lambda sheet: [sheet]
    extra: Callable[[World, date], Sequence[Sheet]] = lambda world, day: []
    scripts: Mapping[tuple[str, str], Script] = field(default_factory=dict)
    share: float = 0.07


def arrival_of(sheet: Sheet, catalogue: Catalogue = CATALOGUE) -> Arrival:
    """Return the file as it would be handed in: mostly UTF-8, now and then otherwise."""
    feed = catalogue.feeds[sheet.feed]
    weekly = sheet.day.weekday() == 0 and sheet.table.num_rows <= 120
    ending = "xlsx" if weekly else "csv"
    titled = feed.words.hans.partition("(")[0].replace("/", "")
    name = sheet.name or f"{titled}_{sheet.day:%Y%m%d}"
    encoding = "gb18030" if feed.number % 6 == 4 else "utf-8"
    content = (
        workbook(feed, sheet.table) if weekly else csv_file(feed, sheet.table, encoding)
    )
    return Arrival(
        content=content,
        file_name=f"{name}.{ending}",
        received_at=sheet.at,
        sender=sheet.sender,
        feed=sheet.feed,
        unit=sheet.unit or sheet.sender,
        day=sheet.day,
        opened_at=sheet.at - timedelta(minutes=_minutes_at_the_page(feed, sheet.day)),
    )


def _minutes_at_the_page(feed: Feed, day: date) -> int:
    """Return how long the clerk looked at the page: 3 to 10 minutes."""
    return 3 + (feed.number * 5 + day.day) % 8


def sheets_of(
    world: World,
    stories: Sequence[Story],
    day: date,
    catalogue: Catalogue = CATALOGUE,
    feeds: Sequence[str] | None = None,
) -> Iterator[Sheet]:
    """Return everything that speaks of one business day; the first day brings the past."""
    for name in feeds or catalogue.feeds:
        feed = catalogue.feeds[name]
        table = _table(world, stories, feed, day)
        if not table.num_rows:
            continue
        told = [Sheet(name, day, table, _moment(feed, day))]
        for story in stories:
            told = [part for sheet in told for part in story.timing(sheet)]
        yield from (sheet for sheet in told if sheet.table.num_rows)
    for story in stories:
        yield from story.extra(world, day)


def split(
    sheet: Sheet, mask: pa.ChunkedArray, at: datetime, *, sender: str, alone: bool = True
) -> list[Sheet]:
    """Return the sheet without the rows of the mask, and these by themselves, at `at`."""
    held = sheet.table.filter(mask)
    if not held.num_rows:
        return [sheet]
    rest = replace(sheet, table=sheet.table.filter(pc.invert(mask)))
    return [rest, replace(sheet, table=held, at=at, sender=sender, alone=alone)]


def _table(world: World, stories: Sequence[Story], feed: Feed, day: date) -> Rows:
    past = [day]
    if day == world.extent.first and feed.cadence is not Cadence.DAILY:
        days = (day - START).days
        past = [START + timedelta(days=n) for n in range(days + 1)]
    told = [_rows_of_day(world, stories, feed, one) for one in past]
    if len(told) == 1:
        return told[0]
    return latest(stacked(told), feed.key)


def _rows_of_day(world: World, stories: Sequence[Story], feed: Feed, day: date) -> Rows:
    maker = _makers().get(feed.name)
    if maker is None:
        table = generic_rows(world, feed, day)
    else:
        table = completed(world, feed, day, maker.make(world, day))
    for story in stories:
        change = story.changes.get(feed.name)
        if change is not None:
            table = change(world, day, table)
    if day < world.extent.first:
        news = [
            s.table
            for story in stories
            for s in story.extra(world, day)
            if s.feed == feed.name
        ]
        table = stacked([table, *news])
    return table


def _moment(feed: Feed, day: date) -> datetime:
    """Return when the file of a day arrives, the morning after and in time."""
    if feed.cadence is Cadence.DAILY:
        return feed.due_at(day) - _BEFORE_DUE
    return datetime.combine(day + timedelta(days=1), _OTHERWISE)


@cache
def _makers() -> Mapping[str, ModuleType]:
    return {
        found.name: importlib.import_module(f"{makers.__name__}.{found.name}")
        for found in pkgutil.iter_modules(makers.__path__)
    }
