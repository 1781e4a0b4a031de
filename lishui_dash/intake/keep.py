"""The rows of an accepted delivery take their place; the rows before stay readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.intake.speaks import Slice
from lishui_dash.spec import Feed, Load, Register, Type
from lishui_dash.store.engine import Parameters, Transaction
from lishui_dash.store.ledger import Touched
from lishui_dash.store.schema import superseded


@dataclass(frozen=True)
class Kept:
    """What a delivery replaced: how many rows, whose, and of which places and days."""

    replaced_n: int
    supersedes: int | None
    touched: tuple[Touched, ...]


def keep_rows(
    transaction: Transaction, feed: Feed, rows: pa.Table, delivery_no: int, at: datetime
) -> Kept:
    """Put the rows into the feed's table in place of those of the same slice or key.

    `rows` are typed, with `source_row` last. Rows replaced move to the table of
    superseded rows, marked with this delivery and moment.
    """
    transaction.register("incoming", rows)
    same = feed.slice_by if feed.load is Load.REPLACE_SLICE else feed.key
    names = ", ".join(feed.column_names)
    parameters = {"delivery_no": delivery_no, "at": at, **_bounds(feed, same, rows)}
    replaced = _replaced(transaction, feed, same, parameters)
    if replaced.replaced_n:
        matches = _sql_for_matches(feed, same)
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
    transaction.execute(
        f"""
        INSERT INTO {feed.name} ({names}, delivery_no, source_row)
        SELECT {names}, $delivery_no, source_row
        FROM incoming
        ORDER BY {feed.day}, source_row
        """,
        parameters,
    )
    transaction.unregister("incoming")
    return replaced


def _replaced(
    transaction: Transaction, feed: Feed, same: tuple[str, ...], parameters: Parameters
) -> Kept:
    """Return what stands in the way of the incoming rows."""
    groups = transaction.query(
        f"""
        SELECT
            {feed.reporter},
            CAST({feed.day} AS DATE) AS day,
            count(*),
            max(delivery_no)
        FROM {feed.name}
        WHERE {_sql_for_matches(feed, same)}
        GROUP BY ALL
        """,
        parameters,
    )
    register = feed.column(feed.reporter).refers_to
    places = {}
    if register is Register.UNIT and groups:
        places = dict(transaction.query("SELECT code, place FROM unit"))
    touched = {
        Touched(feed.name, places.get(reporter, reporter or ""), day)
        for reporter, day, _, _ in groups
        if isinstance(day, date)
    }
    return Kept(
        sum(count for _, _, count, _ in groups),
        max((newest for _, _, _, newest in groups), default=None),
        tuple(touched),
    )


def _days(feed: Feed, same: tuple[str, ...]) -> list[str]:
    return [name for name in same if feed.column(name).type in (Type.DATE, Type.TIMESTAMP)]


def _bounds(feed: Feed, same: tuple[str, ...], rows: pa.Table) -> dict[str, object]:
    """Return the first and last of the days that the rows are told apart by."""
    found: dict[str, object] = {}
    for name in _days(feed, same):
        ends = pc.min_max(rows[name]).as_py()
        found[f"first_{name}"], found[f"last_{name}"] = ends["min"], ends["max"]
    return found


def _sql_for_matches(feed: Feed, same: tuple[str, ...]) -> str:
    """Return SQL that is true for stored rows which the incoming ones replace.

    The bounds on the days come first: they spare the engine all other days.
    """
    bounds = "".join(
        f"{name} >= $first_{name} AND {name} <= $last_{name} AND "
        for name in _days(feed, same)
    )
    equal = " AND ".join(f"i.{name} = {feed.name}.{name}" for name in same)
    return f"{bounds}EXISTS (SELECT 1 FROM incoming AS i WHERE {equal})"


@dataclass(frozen=True)
class Spoken:
    """Which units and days an accepted delivery spoke for."""

    delivery_no: int
    feed: Feed
    slices: tuple[Slice, ...]
    at: datetime


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
