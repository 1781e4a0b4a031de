"""Who owes which report, by when, and what came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pyarrow as pa

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.calendar import CAMPAIGN_START
from lishui_dash.spec import Cadence
from lishui_dash.store.engine import Reader, Transaction

SILENT_DAYS = 45
"""How long reports are owed after the last one that anybody sent; a judgement."""


def as_of_at(catalogue: Catalogue, now: datetime) -> date:
    """Return the business day a screen shows at the moment `now`.

    It is the latest day whose daily reports have all fallen due: until then the screen
    keeps the day before, instead of turning grey at midnight.
    """
    daily = [f.due for f in catalogue.feeds.values() if f.cadence is Cadence.DAILY]
    day = now.date()
    while any(due.moment(day) > now for due in daily):
        day -= timedelta(days=1)
    return day if daily else now.date() - timedelta(days=1)


@dataclass(frozen=True)
class Owed:
    """One report that a unit owes for a business day. `received_at` None: not come."""

    feed: str
    unit_code: str
    place: str
    day: date
    due_at: datetime
    received_at: datetime | None

    @property
    def is_late(self) -> bool:
        return self.received_at is not None and self.received_at > self.due_at

    def overdue_hours(self, now: datetime) -> float:
        """Return the hours past due: until it came, or until `now`; 0 when in time."""
        until = self.received_at or now
        return max(0.0, (until - self.due_at).total_seconds() / 3600)


SLICES_KNOWN = """
    SELECT feed, unit_code, day, received_at
    FROM delivery_slice
    UNION ALL
    -- What was taken back later had come, as known then.
    SELECT feed, unit_code, day, received_at
    FROM delivery_slice_superseded
    WHERE superseded_at > $known_at
"""
"""Every report of a feed, unit and day that had come, as known at `$known_at`."""

_OWED = f"""
    SELECT
        o.feed,
        o.unit_code,
        o.place,
        o.day,
        o.due_at,
        min(s.received_at) AS received_at
    FROM obligation AS o
    LEFT JOIN (
        {SLICES_KNOWN}
    ) AS s
        ON s.feed = o.feed
        AND s.unit_code = o.unit_code
        AND s.day = o.day
        AND ($known_at IS NULL OR s.received_at <= $known_at)
    WHERE o.day BETWEEN $first AND $last
    GROUP BY o.feed, o.unit_code, o.place, o.day, o.due_at
    ORDER BY o.day, o.due_at, o.feed, o.place, o.unit_code
"""


def owed(
    reader: Reader, as_of: date, *, days: int = 1, known_at: datetime | None = None
) -> list[Owed]:
    """Return every report owed for the `days` business days up to `as_of`."""
    rows = reader.query(
        _OWED,
        {"first": as_of - timedelta(days=days - 1), "last": as_of, "known_at": known_at},
    )
    return [Owed(*row) for row in rows]


def opened_days(reader: Reader) -> list[date]:
    """Return the business days for which reports are owed, oldest first."""
    rows = reader.query("SELECT DISTINCT day FROM obligation ORDER BY day")
    return [day for (day,) in rows]


def last_day_owed(reader: Reader, catalogue: Catalogue, until: date) -> date:
    """Return the last day up to `until` for which reports are owed.

    After SILENT_DAYS without any daily report nobody reports any more: a store with one
    file of another year would else owe thousands of days.
    """
    [(newest,)] = reader.query(
        "SELECT max(day) FROM delivery_slice WHERE list_contains($daily, feed)",
        {"daily": _daily(catalogue)},
    )
    if not isinstance(newest, date):
        return until
    return min(until, newest + timedelta(days=SILENT_DAYS))


def open_days(transaction: Transaction, catalogue: Catalogue, last_day: date) -> list[date]:
    """Write what is owed for every business day up to `last_day` that lacks it.

    The first day is the earliest one that a daily report speaks of, or `last_day` itself
    in an empty store. Returns the days opened, oldest first.
    """
    known = set(opened_days(transaction))
    first = _first_day(transaction, catalogue) or last_day
    day, opened = min(max(first, CAMPAIGN_START), last_day), []
    while day <= last_day:
        if day not in known:
            opened.append(day)
        day += timedelta(days=1)
    if opened:
        _write_obligations(transaction, catalogue, opened)
    return opened


def _first_day(reader: Reader, catalogue: Catalogue) -> date | None:
    [(first,)] = reader.query(
        "SELECT min(day) FROM delivery_slice WHERE list_contains($daily, feed)",
        {"daily": _daily(catalogue)},
    )
    return first if isinstance(first, date) else None


def _daily(catalogue: Catalogue) -> list[str]:
    return [f.name for f in catalogue.feeds.values() if f.cadence is Cadence.DAILY]


def _write_obligations(
    transaction: Transaction, catalogue: Catalogue, days: list[date]
) -> None:
    """Every unit of a kind that owes a report owes it on each day that it is there."""
    rows = [
        (feed.name, kind.value, day, feed.due_at(day))
        for feed in catalogue.feeds.values()
        if feed.cadence is Cadence.DAILY
        for kind in feed.reporters
        for day in days
    ]
    if not rows:
        return
    names = ["feed", "kind", "day", "due_at"]
    columns = [list(column) for column in zip(*rows, strict=True)]
    transaction.register("owed_by_kind", pa.table(columns, names=names))
    transaction.execute(
        """
        INSERT INTO obligation
        SELECT o.feed, u.code, u.place, o.day, o.due_at
        FROM owed_by_kind AS o
        JOIN unit AS u ON u.kind = o.kind
        WHERE (u.opened_on IS NULL OR u.opened_on <= o.day)
            AND (u.closed_on IS NULL OR u.closed_on > o.day)
        ORDER BY o.day, o.feed, u.code
        """
    )
    transaction.unregister("owed_by_kind")
