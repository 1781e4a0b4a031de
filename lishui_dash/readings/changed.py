"""What became of the readings of a day after a moment, and which deliveries did it.

Readings are only ever added: what was known at the moment and what is known now stand side
by side, and each reading says under which delivery it was written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lishui_dash.readings.deliveries import Delivery
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.readings.recall import Written, written_again
from lishui_dash.spec import Feed, Privacy
from lishui_dash.store.engine import Engine, Reader
from lishui_dash.store.schema import superseded

MOST_CELLS = 20
"""Of how many cells of a delivery the change is told at most."""

_HIDDEN = (Privacy.PSEUDONYM, Privacy.MASK, Privacy.SENSITIVE, Privacy.FREE_TEXT)


@dataclass(frozen=True)
class Changed:
    """One figure, as known then and as known later; None: not known at all.

    `written` are the numbers under which it was written in between, oldest first: each is
    the last delivery of those that were taken in together.
    """

    then: Reading | None
    now: Reading | None
    written: tuple[int, ...]

    @property
    def reading(self) -> Reading:
        """The one that is known, for its indicator, place and item."""
        found = self.now or self.then
        assert found is not None
        return found

    @property
    def is_judged_otherwise(self) -> bool:
        """Whether it was judged by another threshold before."""
        then, now = self.then, self.now
        return bool(then and now and then.threshold_no != now.threshold_no)

    @property
    def has_moved(self) -> bool:
        """Whether the figure itself is another one."""
        then, now = self.then, self.now
        if then is None or now is None:
            return True
        old, new = ((r.value, r.numerator, r.denominator) for r in (then, now))
        return old != new


def changed_between(
    reader: Reader,
    as_of: date,
    earlier: datetime,
    later: datetime | None,
    *,
    indicators: Collection[str],
    place: str | None = None,
) -> list[Changed]:
    """Return the readings of a day that say something else at `later` than at `earlier`.

    `later` None: as known now; `place` None: of every place. What differs is the value,
    what it is made of, or its status: that more has been reported for the same figure is
    no change, nor is what a figure that is missing both times is made of.
    """
    found: dict[tuple[str, str, str], list[Written]] = {}
    for one in written_again(
        reader, as_of, earlier, later, indicators=indicators, place=place
    ):
        found.setdefault(one.key, []).append(one)
    return [
        changed
        for written in found.values()
        if _told((changed := _changed(written, earlier)).then) != _told(changed.now)
    ]


def _changed(written: Sequence[Written], earlier: datetime) -> Changed:
    before = [one for one in written if one.known_at <= earlier]
    return Changed(
        before[-1].reading if before else None,
        written[-1].reading,
        tuple(one.delivery_no for one in written if one.known_at > earlier),
    )


def _told(reading: Reading | None) -> tuple[object, ...] | None:
    if reading is None:
        return None
    if reading.status is Status.MISSING:
        return reading.status, reading.value
    return reading.status, reading.value, reading.numerator, reading.denominator


_TAKEN_IN = """
    WITH written AS (
        SELECT DISTINCT delivery_no
        FROM reading
        WHERE known_at > $earlier
        UNION
        SELECT coalesce(max(delivery_no), 0)
        FROM reading
        WHERE known_at <= $earlier
    ),
    together AS (
        SELECT
            delivery_no AS last_no,
            lag(delivery_no) OVER (ORDER BY delivery_no) AS before_no
        FROM written
    )
    SELECT
        t.last_no,
        d.delivery_no,
        d.feed,
        d.unit_code,
        d.place,
        d.day_from,
        d.day_to,
        d.file_name,
        d.received_at,
        d.rows_n,
        d.accepted_n,
        d.flagged_n,
        d.rejected_n,
        d.verdict,
        d.mode,
        d.supersedes,
        d.reason,
        coalesce(d.how, 'whole') AS how,
        d.undone_by
    FROM together AS t
    JOIN delivery AS d ON d.delivery_no > t.before_no AND d.delivery_no <= t.last_no
    WHERE list_contains($numbers, t.last_no)
        AND d.verdict = 'accepted'
        AND d.mode <> 'repeat'
    ORDER BY t.last_no, d.delivery_no
"""


def taken_in(
    reader: Reader, numbers: Iterable[int], earlier: datetime
) -> dict[int, tuple[Delivery, ...]]:
    """Return by number the deliveries whose readings were written under it.

    Files that are handed in together are read together, under the number of the last one.
    Days that begin without any delivery are written under a number of nobody's: its
    deliveries are none.
    """
    wanted = sorted(set(numbers))
    rows = reader.query(_TAKEN_IN, {"numbers": wanted, "earlier": earlier})
    found: dict[int, list[Delivery]] = {}
    for last, *line in rows:
        found.setdefault(last, []).append(Delivery(*line))
    return {last: tuple(deliveries) for last, deliveries in found.items()}


def taken_in_unseen(
    engine: Engine, numbers: Iterable[int], earlier: datetime
) -> dict[int, tuple[Delivery, ...]]:
    """Return by number what `taken_in` leaves out for whoever does not see the delivery.

    They say that a figure is no work of the clock. Nothing of them is to be shown.
    """
    if engine.sight.ledger.is_everywhere:
        return {}
    wanted = sorted(set(numbers))
    seen = {
        delivery.delivery_no
        for deliveries in taken_in(engine, wanted, earlier).values()
        for delivery in deliveries
    }
    whole = taken_in(engine.behind, wanted, earlier)
    return {
        number: tuple(one for one in deliveries if one.delivery_no not in seen)
        for number, deliveries in whole.items()
    }


@dataclass(frozen=True)
class CellChanged:
    """A cell that a delivery made another, by the key of its row."""

    key: Mapping[str, object]
    column: str
    before: object
    after: object


def cells_changed(reader: Reader, feed: Feed, delivery_no: int) -> tuple[CellChanged, ...]:
    """Return the cells that a delivery changed in rows that were there, by key.

    At most MOST_CELLS; none of a column about a person, or of free text. Of a row that was
    taken back `after` is None.
    """
    names = [
        column.name
        for column in feed.columns
        if column.name not in feed.key and column.privacy not in _HIDDEN
    ]
    if not names:
        return ()
    rows = reader.query(_sql_for_cells(feed, names), {"number": delivery_no})
    return tuple(_cells(feed, names, rows))[:MOST_CELLS]


def _cells(
    feed: Feed, names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> Iterable[CellChanged]:
    shown = [name for name in feed.key if feed.column(name).privacy not in _HIDDEN]
    for row in rows:
        cells = dict(zip(feed.key, row, strict=False))
        key = {name: cells[name] for name in shown}
        told = row[len(feed.key) :]
        for at, name in enumerate(names):
            before, after = told[at], told[at + len(names)]
            if before != after:
                yield CellChanged(key, name, before, after)


def _sql_for_cells(feed: Feed, names: Sequence[str]) -> str:
    columns = ", ".join((*feed.key, *names))
    was = ", ".join(f"was.{name}" for name in (*feed.key, *names))
    came = ", ".join(f"came.{name}" for name in names)
    same = " AND ".join(f"came.{name} = was.{name}" for name in feed.key)
    differs = " OR ".join(f"was.{name} IS DISTINCT FROM came.{name}" for name in names)
    return f"""
        WITH was AS (
            SELECT {columns}
            FROM {superseded(feed)}
            WHERE superseded_by = $number
        ),
        came AS (
            SELECT {columns}
            FROM {feed.name}
            WHERE delivery_no = $number
            UNION ALL
            SELECT {columns}
            FROM {superseded(feed)}
            WHERE delivery_no = $number
        )
        SELECT {was}, {came}
        FROM was
        LEFT JOIN came ON {same}
        WHERE {differs}
        ORDER BY {", ".join(f"was.{name}" for name in feed.key)}
        LIMIT {MOST_CELLS}
    """
