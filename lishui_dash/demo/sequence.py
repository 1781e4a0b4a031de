"""The sequence of mornings: what arrives at the desk together, in order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from time import perf_counter
from typing import TypeVar, cast

from lishui_dash.actions.own_requests import own_arrival, own_requests
from lishui_dash.catalogue import CATALOGUE, Catalogue
from lishui_dash.demo.rows import Rows
from lishui_dash.demo.scale import OPENS_AT, Extent, Scale, extent_of
from lishui_dash.demo.sheets import Sheet, Story, arrival_of, sheets_of
from lishui_dash.demo.stock import Script
from lishui_dash.demo.stories import LATENESS, STORIES, story
from lishui_dash.demo.world import World
from lishui_dash.intake.receive import Arrival, Desk
from lishui_dash.store.demo_mark import mark_demo

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Morning:
    """Files taken in together at one moment: the daily round, or one that came alone."""

    at: datetime
    arrivals: tuple[Arrival, ...]
    rows: int


@dataclass(frozen=True)
class Progress:
    """`done` of `total` days are loaded, up to the moment `at`."""

    done: int
    total: int
    at: datetime


@dataclass(frozen=True)
class Loaded:
    rows: int
    deliveries: int
    seconds: float


def mornings(scale: Scale, catalogue: Catalogue = CATALOGUE) -> Iterator[Morning]:
    """Yield the demo of one scale, morning after morning.

    The first one brings the requests of the product itself, as its first start would.
    """
    told = mornings_of(extent_of(scale), (*STORIES, LATENESS), catalogue)
    first = next(told)
    own = own_arrival(catalogue, min(arrival.received_at for arrival in first.arrivals))
    if own is not None:
        rows = len(own_requests(catalogue)) + first.rows
        first = replace(first, arrivals=(own, *first.arrivals), rows=rows)
    yield first
    yield from told


def only(number: str, catalogue: Catalogue = CATALOGUE) -> Iterator[Morning]:
    """Yield one storyline by itself: its days, its feeds, and the rows it needs."""
    told = story(number)
    extent = Extent(told.first, told.last, told.share)
    return mornings_of(extent, (told,), catalogue, told)


def load(
    desk: Desk, scale: Scale, progress: Callable[[Progress], None] = lambda _: None
) -> Loaded:
    """Hand the demo in at the desk as any file is: one round of files each morning.

    The store is marked first: it says that it holds the demo, also when this is broken off.
    """
    begun, extent = perf_counter(), extent_of(scale)
    total = (extent.last - extent.first).days + 1
    rows = deliveries = 0
    with desk.engine.writing() as transaction:
        mark_demo(transaction, OPENS_AT)
    judged = (
        (morning, desk.examine(morning.arrivals))
        for morning in mornings(scale, desk.engine.catalogue)
    )
    # The next morning is made and judged while this one is stored and read.
    for morning, examined in _one_ahead(judged):
        desk.take_in(examined)
        rows += morning.rows
        deliveries += len(morning.arrivals)
        done = (morning.at.date() - extent.first).days
        progress(Progress(min(max(done, 0), total), total, morning.at))
    return Loaded(rows, deliveries, perf_counter() - begun)


def _one_ahead(items: Iterator[_Item]) -> Iterator[_Item]:
    """Yield the items, each one made by another thread while the one before is used."""
    end = object()
    with ThreadPoolExecutor(1) as other:
        coming = other.submit(next, items, end)
        while (item := coming.result()) is not end:
            coming = other.submit(next, items, end)
            yield cast(_Item, item)


def mornings_of(
    extent: Extent,
    stories: Sequence[Story],
    catalogue: Catalogue,
    alone: Story | None = None,
) -> Iterator[Morning]:
    """Yield the mornings of an extent with some of the stories; `alone`: of one only."""
    world = World(extent, _scripts(stories))
    waiting: list[Sheet] = []
    day = extent.first
    while day <= extent.last:
        feeds = alone.feeds if alone else None
        for sheet in sheets_of(world, stories, day, catalogue, feeds):
            kept = _kept(sheet, alone)
            if kept.table.num_rows:
                waiting.append(kept)
        day += timedelta(days=1)
        # Whatever comes before the round of the next morning is due to be handed in.
        until = datetime.combine(day + timedelta(days=1), time(7, 0))
        rounds, waiting = _until(waiting, until)
        yield from _rounds(rounds, extent, catalogue)
    yield from _rounds(waiting, extent, catalogue)


def _until(waiting: list[Sheet], until: datetime) -> tuple[list[Sheet], list[Sheet]]:
    came = [sheet for sheet in waiting if sheet.at < until]
    return came, [sheet for sheet in waiting if sheet.at >= until]


def _rounds(
    sheets: Sequence[Sheet], extent: Extent, catalogue: Catalogue
) -> Iterator[Morning]:
    """Yield the morning's files as one round, and those that came alone by moment."""
    rounds: dict[tuple[datetime, bool], list[Sheet]] = {}
    ends = {
        day: max(s.at for s in sheets if not s.alone and s.at.date() == day)
        for day in {sheet.at.date() for sheet in sheets if not sheet.alone}
    }
    for sheet in sheets:
        at = sheet.at if sheet.alone else ends[sheet.at.date()]
        rounds.setdefault((at, sheet.alone), []).append(sheet)
    for (at, _), together in sorted(rounds.items()):
        if extent.until is None or at <= extent.until:
            inorder = sorted(together, key=lambda sheet: sheet.at)
            yield Morning(
                at,
                tuple(arrival_of(sheet, catalogue) for sheet in inorder),
                sum(sheet.table.num_rows for sheet in inorder),
            )


def _kept(sheet: Sheet, alone: Story | None) -> Sheet:
    """Return the sheet with only the rows that the one story needs."""
    keep = alone.keeps.get(sheet.feed) if alone else None
    if keep is None:
        return sheet
    table: Rows = sheet.table.filter(keep(sheet.table))
    return replace(sheet, table=table)


def _scripts(stories: Sequence[Story]) -> dict[tuple[str, str], Script]:
    return {key: script for told in stories for key, script in told.scripts.items()}
