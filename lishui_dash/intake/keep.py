"""The rows of an accepted delivery take their place; the rows before stay readable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa

from lishui_dash.intake.arrival import How
from lishui_dash.intake.speaks import Slice
from lishui_dash.intake.standing import Standing, same_columns
from lishui_dash.spec import Feed, Register
from lishui_dash.store.engine import Parameters, Reader, Transaction
from lishui_dash.store.ledger import Touched
from lishui_dash.store.schema import superseded


@dataclass(frozen=True)
class Kept:
    """What a delivery replaced: how many rows, whose, and of which places and days.

    `is_repeat`: its rows are those that were there, word for word; none was touched.
    `is_addition`: it brought rows that were missing from a day reported before.
    """

    replaced_n: int
    supersedes: int | None
    touched: tuple[Touched, ...]
    is_repeat: bool = False
    is_addition: bool = False


def keep_rows(
    transaction: Transaction,
    feed: Feed,
    rows: pa.Table,
    delivery_no: int,
    at: datetime,
    *,
    how: How = How.WHOLE,
    voided: pa.Table | None = None,
) -> Kept:
    """Put the rows into the feed's table in place of those of the same slice or key.

    `rows` are typed, with `source_row` last. Rows replaced move to the table of
    superseded rows, marked with this delivery and moment. `voided` are rows to take back
    beside; with How.VOID all are taken back, and nothing takes their place.
    """
    moved = _Moved(delivery_no, at)
    with _registered(transaction, "incoming", rows):
        standing = Standing.by(feed, same_columns(feed, how), "incoming", rows)
        replaced = _replaced(transaction, standing)
        is_as_many = 0 < replaced.replaced_n == rows.num_rows
        may_repeat = is_as_many and how is not How.VOID and voided is None
        if may_repeat and not _differs(transaction, standing):
            return Kept(0, None, (), is_repeat=True)
        if replaced.replaced_n:
            _move(transaction, standing, moved)
        if voided is not None:
            replaced = _together(replaced, _take_back(transaction, feed, voided, moved))
        if how is not How.VOID:
            _insert(transaction, feed, moved)
    return replaced


@dataclass(frozen=True)
class _Moved:
    """The delivery that moves rows, and when."""

    delivery_no: int
    at: datetime

    @property
    def parameters(self) -> Parameters:
        return {"delivery_no": self.delivery_no, "at": self.at}


@contextmanager
def _registered(transaction: Transaction, name: str, rows: pa.Table) -> Iterator[None]:
    transaction.register(name, rows)
    try:
        yield
    finally:
        transaction.unregister(name)


def _take_back(
    transaction: Transaction, feed: Feed, voided: pa.Table, moved: _Moved
) -> Kept:
    with _registered(transaction, "taken_back", voided):
        standing = Standing.by(feed, feed.key, "taken_back", voided)
        found = _replaced(transaction, standing)
        if found.replaced_n:
            _move(transaction, standing, moved)
    return found


def _together(first: Kept, second: Kept) -> Kept:
    newest = [n for n in (first.supersedes, second.supersedes) if n is not None]
    return Kept(
        first.replaced_n + second.replaced_n,
        max(newest, default=None),
        tuple({*first.touched, *second.touched}),
    )


def _differs(transaction: Transaction, standing: Standing) -> bool:
    """Whether any incoming row is not there already, cell for cell."""
    feed = standing.feed
    names = ", ".join(feed.column_names)
    [(differing,)] = transaction.query(
        f"""
        SELECT count(*)
        FROM (
            SELECT {names} FROM incoming
            EXCEPT ALL
            SELECT {names} FROM {feed.name} WHERE {standing.sql(feed.name)}
        )
        """,
        standing.parameters,
    )
    return bool(differing)


def _move(transaction: Transaction, standing: Standing, moved: _Moved) -> None:
    """Move the rows that are met to the superseded ones."""
    feed, matches = standing.feed, standing.sql(standing.feed.name)
    names = ", ".join(feed.column_names)
    parameters = {**standing.parameters, **moved.parameters}
    transaction.execute(
        f"""
        INSERT INTO {superseded(feed)}
            ({names}, delivery_no, source_row, superseded_by, superseded_at)
        SELECT {names}, delivery_no, source_row, $delivery_no, $at
        FROM {feed.name}
        WHERE {matches}
        """,
        parameters,
    )
    transaction.execute(f"DELETE FROM {feed.name} WHERE {matches}", parameters)


def _insert(transaction: Transaction, feed: Feed, moved: _Moved) -> None:
    names = ", ".join(feed.column_names)
    transaction.execute(
        f"""
        INSERT INTO {feed.name} ({names}, delivery_no, source_row)
        SELECT {names}, $delivery_no, source_row
        FROM incoming
        ORDER BY {feed.day}, source_row
        """,
        moved.parameters,
    )


def _replaced(transaction: Transaction, standing: Standing) -> Kept:
    """Return what stands in the way of the incoming rows."""
    feed = standing.feed
    groups = transaction.query(
        f"""
        SELECT
            {feed.reporter},
            CAST({feed.day} AS DATE) AS day,
            count(*),
            max(delivery_no)
        FROM {feed.name}
        WHERE {standing.sql(feed.name)}
        GROUP BY ALL
        """,
        standing.parameters,
    )
    touched = touched_by(transaction, feed, [(told, day) for told, day, _, _ in groups])
    return Kept(
        sum(count for _, _, count, _ in groups),
        max((newest for _, _, _, newest in groups), default=None),
        touched,
    )


def touched_by(
    reader: Reader, feed: Feed, groups: Sequence[tuple[str | None, object]]
) -> tuple[Touched, ...]:
    """Return the places and days of rows, told by their reporters and days."""
    places = {}
    if groups and feed.column(feed.reporter).refers_to is Register.UNIT:
        places = dict(reader.query("SELECT code, place FROM unit"))
    touched = {
        Touched(feed.name, places.get(reporter, reporter or ""), day)
        for reporter, day in groups
        if isinstance(day, date)
    }
    return tuple(touched)


@dataclass(frozen=True)
class Spoken:
    """Which units and days an accepted delivery spoke for."""

    delivery_no: int
    feed: Feed
    slices: tuple[Slice, ...]
    at: datetime


def spoken_for(
    reader: Reader, feed: Feed, slices: Sequence[Slice]
) -> tuple[tuple[Slice, ...], tuple[Slice, ...]]:
    """Return the units and days that have been reported before, and those that have not."""
    rows = reader.query(
        """
        SELECT DISTINCT unit_code, day
        FROM delivery_slice
        WHERE feed = $feed AND list_contains($days, day)
        """,
        {"feed": feed.name, "days": sorted({part.day for part in slices})},
    )
    known = set(rows)
    before = tuple(part for part in slices if (part.unit.code, part.day) in known)
    return before, tuple(part for part in slices if part not in before)


def keep_slices(transaction: Transaction, spoken: Sequence[Spoken]) -> None:
    """Write down which units and days accepted deliveries spoke for."""
    parts = [(one, part) for one in spoken for part in one.slices]
    if not parts:
        return
    columns = {
        "delivery_no": pa.array([one.delivery_no for one, _ in parts], pa.int64()),
        "feed": pa.array([one.feed.name for one, _ in parts]),
        "unit_code": pa.array([part.unit.code for _, part in parts]),
        "place": pa.array([part.place for _, part in parts]),
        "day": pa.array([part.day for _, part in parts], pa.date32()),
        "rows_n": pa.array([part.rows_n for _, part in parts], pa.int32()),
        "received_at": pa.array([one.at for one, _ in parts], pa.timestamp("us")),
    }
    transaction.register("incoming_slices", pa.table(columns))
    transaction.execute("INSERT INTO delivery_slice SELECT * FROM incoming_slices")
    transaction.unregister("incoming_slices")
