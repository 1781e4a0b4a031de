"""Units that have reported nothing of a day any more, once their rows are taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

import pyarrow as pa

from lishui_dash.catalogue.registers import Registers
from lishui_dash.intake.speaks import slices_of
from lishui_dash.spec import Feed, Register
from lishui_dash.store.engine import Transaction


def fall_silent(
    transaction: Transaction,
    feed: Feed,
    registers: Registers,
    days: Collection[date],
    delivery_no: int,
    at: datetime,
) -> None:
    """Let units whose last row of a day is gone owe the report of that day again."""
    if not days:
        return
    span = {"feed": feed.name, "first": min(days), "last": max(days)}
    spoken = transaction.query(
        """
        SELECT DISTINCT unit_code, day
        FROM delivery_slice
        WHERE feed = $feed AND day BETWEEN $first AND $last
        """,
        span,
    )
    left = _rows_left(transaction, feed, registers, span)
    gone: list[tuple[str, date]] = []
    for unit in {code for code, _ in spoken}:
        speaks = slices_of(feed, left, registers, sender=unit, day=max(days))
        heard = {(part.unit.code, part.day) for part in speaks}
        mine = {(code, day) for code, day in spoken if code == unit and day in days}
        gone += mine - heard
    if gone:
        _move_slices(transaction, feed, gone, delivery_no, at)


def _rows_left(
    transaction: Transaction, feed: Feed, registers: Registers, span: dict[str, object]
) -> pa.Table:
    """Return one row for each reporter and day with rows in force."""
    rows = transaction.arrow(
        f"""
        SELECT
            {feed.reporter},
            CAST({feed.day} AS DATE) AS {feed.day},
            CAST(count(*) AS INTEGER) AS source_row
        FROM {feed.name}
        WHERE CAST({feed.day} AS DATE) BETWEEN $first AND $last
        GROUP BY ALL
        """,
        span,
    )
    if feed.column(feed.reporter).refers_to is not Register.UNIT:
        return rows
    # A unit that came newly with a file is unknown again when the file is undone.
    known = [code in registers.units for code in rows[feed.reporter].to_pylist()]
    return rows.filter(pa.array(known, pa.bool_()))


def _move_slices(
    transaction: Transaction,
    feed: Feed,
    gone: list[tuple[str, date]],
    delivery_no: int,
    at: datetime,
) -> None:
    table = pa.table(
        {
            "unit_code": pa.array([code for code, _ in gone], pa.string()),
            "day": pa.array([day for _, day in gone], pa.date32()),
        }
    )
    transaction.register("gone_silent", table)
    parameters = {"feed": feed.name, "delivery_no": delivery_no, "at": at}
    matches = """
        feed = $feed AND EXISTS (
            SELECT 1
            FROM gone_silent AS g
            WHERE g.unit_code = delivery_slice.unit_code AND g.day = delivery_slice.day
        )
    """
    transaction.execute(
        f"""
        INSERT INTO delivery_slice_superseded
        SELECT *, $delivery_no, $at
        FROM delivery_slice
        WHERE {matches}
        """,
        parameters,
    )
    transaction.execute(f"DELETE FROM delivery_slice WHERE {matches}", parameters)
    transaction.unregister("gone_silent")
