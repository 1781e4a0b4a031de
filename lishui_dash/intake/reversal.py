"""The reversal of a delivery: its rows go, and those that it superseded come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from lishui_dash.catalogue import Catalogue
from lishui_dash.intake.keep import touched_by
from lishui_dash.spec import Feed
from lishui_dash.store.engine import Reader, Transaction
from lishui_dash.store.ledger import Line, Touched
from lishui_dash.store.schema import superseded


@dataclass(frozen=True)
class TakenBack:
    """How many rows came back in force, how many went, and whose."""

    rows_n: int
    withdrawn_n: int
    touched: tuple[Touched, ...]

    def days(self, feed: str) -> set[date]:
        """Return the days of a feed that it was about."""
        return {one.day for one in self.touched if one.feed == feed}


def take_back(
    transaction: Transaction, catalogue: Catalogue, line: Line, undo_no: int, at: datetime
) -> TakenBack:
    """Reverse a delivery: its rows and what it spoke for, and the names it brought."""
    touched: set[Touched] = set()
    came = went = 0
    for feed in feeds_of(catalogue, line):
        groups = moving(transaction, feed, line.delivery_no)
        if not groups:
            continue
        told = [(reporter, day) for reporter, day, _, _ in groups]
        touched.update(touched_by(transaction, feed, told))
        _reverse(transaction, feed, line.delivery_no, undo_no, at)
        if feed.name == line.feed:
            went = sum(gone for _, _, gone, _ in groups)
            came = sum(back for _, _, _, back in groups)
    touched.update(_reverse_slices(transaction, line.delivery_no, undo_no, at))
    return TakenBack(came, went, tuple(touched))


def feeds_of(catalogue: Catalogue, line: Line) -> Iterator[Feed]:
    """Yield the feed of a delivery, and the lists that new names in it came into."""
    yield catalogue.deliverable[line.feed]
    yield from (feed for name, feed in catalogue.lists.items() if name != line.feed)


def moving(
    reader: Reader, feed: Feed, delivery_no: int
) -> list[tuple[str, object, int, int]]:
    """Return by reporter and day how many rows would go, and how many come back."""
    return [
        (reporter, day, gone, back)
        for reporter, day, gone, back in reader.query(
            f"""
            SELECT
                {feed.reporter}, CAST({feed.day} AS DATE) AS day,
                count(*) FILTER (goes), count(*) FILTER (NOT goes)
            FROM (
                SELECT {feed.reporter}, {feed.day}, true AS goes
                FROM {feed.name}
                WHERE delivery_no = $delivery_no
                UNION ALL
                SELECT {feed.reporter}, {feed.day}, false AS goes
                FROM {superseded(feed)}
                WHERE superseded_by = $delivery_no
            ) AS moving
            GROUP BY ALL
            """,
            {"delivery_no": delivery_no},
        )
    ]


def _reverse(
    transaction: Transaction, feed: Feed, delivery_no: int, undo_no: int, at: datetime
) -> None:
    names = ", ".join(feed.column_names)
    gone = superseded(feed)
    parameters = {"delivery_no": delivery_no, "undo_no": undo_no, "at": at}
    transaction.execute(
        f"""
        INSERT INTO {gone}
            ({names}, delivery_no, source_row, superseded_by, superseded_at)
        SELECT {names}, delivery_no, source_row, $undo_no, $at
        FROM {feed.name}
        WHERE delivery_no = $delivery_no
        """,
        parameters,
    )
    transaction.execute(
        f"DELETE FROM {feed.name} WHERE delivery_no = $delivery_no", parameters
    )
    transaction.execute(
        f"""
        INSERT INTO {feed.name} ({names}, delivery_no, source_row)
        SELECT {names}, $undo_no, source_row
        FROM {gone}
        WHERE superseded_by = $delivery_no
        ORDER BY {feed.day}, source_row
        """,
        parameters,
    )


def _reverse_slices(
    transaction: Transaction, delivery_no: int, undo_no: int, at: datetime
) -> list[Touched]:
    """Take back what a delivery spoke for; who reported before has reported since then.

    A day that came back counts from when it was first reported, not from the undo.
    """
    parameters = {"delivery_no": delivery_no, "undo_no": undo_no, "at": at}
    transaction.execute(
        """
        INSERT INTO delivery_slice_superseded
        SELECT *, $undo_no, $at
        FROM delivery_slice
        WHERE delivery_no = $delivery_no
        """,
        parameters,
    )
    transaction.execute(
        "DELETE FROM delivery_slice WHERE delivery_no = $delivery_no", parameters
    )
    transaction.execute(
        """
        INSERT INTO delivery_slice
        SELECT $undo_no, feed, unit_code, place, day, max(rows_n), min(received_at)
        FROM (
            SELECT feed, unit_code, place, day, rows_n, received_at
            FROM delivery_slice_superseded
            WHERE superseded_by = $delivery_no
            UNION ALL
            SELECT s.feed, s.unit_code, s.place, s.day, s.rows_n, s.received_at
            FROM delivery_slice AS s
            JOIN delivery_slice_superseded AS gone
                ON gone.superseded_by = $undo_no
                AND gone.feed = s.feed
                AND gone.unit_code = s.unit_code
                AND gone.day = s.day
        ) AS back
        GROUP BY feed, unit_code, place, day
        """,
        parameters,
    )
    rows = transaction.query(
        """
        SELECT feed, place, day FROM delivery_slice WHERE delivery_no = $undo_no
        UNION
        SELECT feed, place, day
        FROM delivery_slice_superseded
        WHERE superseded_by = $undo_no
        """,
        parameters,
    )
    return [Touched(*row) for row in rows]
