"""Which days a delivery touches, and their rollups and readings anew.

Called inside the transaction of the delivery: the rows, the ledger, the rollups, the
readings and the version change together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pyarrow as pa

from lishui_dash.catalogue import Catalogue
from lishui_dash.readings.coverage import reports_of
from lishui_dash.readings.reading import Reading
from lishui_dash.readings.recall import key_of, write_changed
from lishui_dash.readings.reporting import last_day_owed, open_days, opened_days
from lishui_dash.readings.take import take
from lishui_dash.readings.thresholds import catalogue_with
from lishui_dash.spec import Cadence, Indicator, Rollup
from lishui_dash.store.engine import Transaction
from lishui_dash.store.kept import first_open_day
from lishui_dash.store.ledger import Touched
from lishui_dash.store.registers import remake_registers
from lishui_dash.store.thresholds import changes_of


@dataclass(frozen=True)
class Refreshed:
    """What one refresh made anew."""

    days: tuple[date, ...]
    rollups: int
    readings_taken: int
    readings_changed: int


def refresh(
    transaction: Transaction,
    catalogue: Catalogue,
    touched: Sequence[Touched],
    delivery_no: int,
    known_at: datetime,
) -> Refreshed:
    """Make the rollups and readings of the touched days anew, and open days that began.

    Readings are kept under `delivery_no` and `known_at`, beside what was known before.
    A reference list makes the registers anew, so that its units owe what is opened here.
    No day after the day before `known_at` is made, unless it was known already. Days whose
    rows are not all kept any more stay as they are.
    """
    if any(t.feed in catalogue.lists for t in touched):
        remake_registers(transaction, catalogue)
        touched = [t for t in touched if t.feed not in catalogue.lists]
    known = opened_days(transaction)
    begun = max([known_at.date() - timedelta(days=1), *known])
    last_day = last_day_owed(transaction, catalogue, begun)
    opened = set(open_days(transaction, catalogue, last_day))
    first = first_open_day(transaction)
    opened = {day for day in opened if day >= first}
    days = sorted({*(day for day in known if day >= first), *opened})
    if not days:
        return Refreshed((), 0, 0, 0)
    changed = {(t.feed, t.day) for t in touched}
    silent = _silent_after(transaction, catalogue, touched, days)
    rollups = 0
    for rollup in catalogue.rollups.values():
        for day in _days_of_rollup(rollup, changed, opened, days):
            _remake(transaction, rollup, day)
            rollups += 1
    wanted: dict[date, list[Indicator]] = {}
    for indicator in catalogue.indicators.values():
        found = _days_of_indicator(indicator, changed, opened, days)
        found |= {day for feed, day in silent if feed in _feeds(indicator)}
        for day in found:
            wanted.setdefault(day, []).append(indicator)
    taken = take_all(transaction, catalogue, wanted)
    count = write_changed(transaction, taken, delivery_no, known_at)
    return Refreshed(tuple(sorted(wanted)), rollups, len(taken), count)


def take_all(
    transaction: Transaction,
    catalogue: Catalogue,
    wanted: Mapping[date, Iterable[Indicator]],
) -> list[Reading]:
    """Return the readings of indicators by day, each judged by the threshold of its day.

    There are none of a day that is sealed: the rows behind its figures are not all there.
    """
    changes, first = changes_of(transaction), first_open_day(transaction)
    taken: dict[tuple[str, date, str, str], Reading] = {}
    for day, indicators in sorted(wanted.items()):
        if day < first:
            continue
        reports = reports_of(transaction, catalogue, day)
        known = catalogue_with(catalogue, changes, day)
        for indicator in indicators:
            of_day = known.indicators[indicator.name]
            for reading in take(transaction, known, of_day, day, reports):
                taken[key_of(reading)] = reading
    return list(taken.values())


def knowledge_after(transaction: Transaction, at: datetime) -> tuple[int, datetime]:
    """Return the number and the moment under which to write what no delivery brings.

    The number is that of the last delivery; what is written so counts after all that was
    written under it before, even where the clock has not moved on.
    """
    [(number, newest)] = transaction.query(
        """
        SELECT
            delivery_no,
            (SELECT max(known_at) FROM reading WHERE delivery_no = last.delivery_no)
        FROM (SELECT coalesce(max(delivery_no), 0) AS delivery_no FROM delivery) AS last
        """
    )
    if newest is not None and newest >= at:
        at = newest + timedelta(microseconds=1)
    return int(number), at


def _reach(day: date, window: int | None, days: Sequence[date]) -> Iterable[date]:
    """Return the opened days whose window holds `day`."""
    last = days[-1] if window is None else day + timedelta(days=window - 1)
    return [known for known in days if day <= known <= last]


def _days_of_rollup(
    rollup: Rollup, changed: set[tuple[str, date]], opened: set[date], days: Sequence[date]
) -> list[date]:
    feeds = {feed.name for feed in rollup.reads}
    found = set(opened)
    for feed, day in changed:
        if feed in feeds:
            found.update(_reach(day, None if rollup.carries else rollup.window, days))
    if rollup.carries and found:
        found = set(_reach(min(found), None, days))
    return sorted(found)


def _remake(transaction: Transaction, rollup: Rollup, day: date) -> None:
    names = ", ".join(name for name, _ in rollup.columns)
    parameters = {"day": day}
    transaction.execute(f"DELETE FROM {rollup.name} WHERE day = $day", parameters)
    transaction.execute(
        f"""
        INSERT INTO {rollup.name} (day, {names})
        SELECT $day, {names}
        FROM ({rollup.sql}) AS made
        """,
        parameters,
    )


def _days_of_indicator(
    indicator: Indicator,
    changed: set[tuple[str, date]],
    opened: set[date],
    days: Sequence[date],
) -> set[date]:
    feeds = _feeds(indicator)
    window = window_of(indicator)
    found = set(opened)
    for feed, day in changed:
        if indicator.reads_ledger or feed in feeds:
            found.update(_reach(day, window, days))
    return found


def window_of(indicator: Indicator) -> int | None:
    """Return how many days back its value depends on, its rollups' windows included."""
    rollups = [read for read in indicator.reads if isinstance(read, Rollup)]
    if indicator.window is None or any(rollup.carries for rollup in rollups):
        return None
    return indicator.window + max((rollup.window - 1 for rollup in rollups), default=0)


def _silent_after(
    transaction: Transaction,
    catalogue: Catalogue,
    touched: Sequence[Touched],
    days: Sequence[date],
) -> set[tuple[str, date]]:
    """Return the later days on which a touched place has reported nothing of a daily feed.

    They show the touched day as the day of their data, however far back it lies.
    """
    daily = [t for t in touched if catalogue.feeds[t.feed].cadence is Cadence.DAILY]
    if not daily:
        return set()
    transaction.register(
        "touched",
        pa.table(
            {
                "feed": pa.array([t.feed for t in daily], pa.string()),
                "place": pa.array([t.place for t in daily], pa.string()),
                "day": pa.array([t.day for t in daily], pa.date32()),
            }
        ),
    )
    rows = transaction.query(
        """
        SELECT t.feed, t.day, min(s.day) AS reported_next
        FROM touched AS t
        LEFT JOIN delivery_slice AS s
            ON s.feed = t.feed AND s.place = t.place AND s.day > t.day
        GROUP BY t.feed, t.place, t.day
        """
    )
    transaction.unregister("touched")
    return {
        (feed, day)
        for feed, reported, reported_next in rows
        for day in days
        if reported < day and (reported_next is None or day < reported_next)
    }


def _feeds(indicator: Indicator) -> set[str]:
    return {feed.name for feed in indicator.feeds}
