"""The readings of a day, as known now or as known then.

Readings are only ever added. What was known at a moment is, for each indicator, day,
place and item, the reading of the highest delivery that had come by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Any

import pyarrow as pa

from lishui_dash.readings.judge import BROKEN, unless_partial
from lishui_dash.readings.reading import Coverage, Reading, Status
from lishui_dash.store.engine import Reader, Transaction
from lishui_dash.words import Words

_GONE = "gone"
"""Stored in place of a status when a place or item no longer has a reading."""

_FIELDS = """
    indicator, as_of, place, item, numerator, denominator, "value", extras, reported_n,
    due_n, data_day, received_at, status, reason_hans, reason_en,
    coalesce(threshold_no, 0) AS threshold_no, known_at
"""

_KNOWN = f"""
    SELECT {_FIELDS}
    FROM reading
    WHERE as_of BETWEEN $first AND $last
        AND ($known_at IS NULL OR known_at <= $known_at)
        AND ($indicator IS NULL OR indicator = $indicator)
        AND ($place IS NULL OR place = $place)
        AND ($item IS NULL OR item = $item)
    QUALIFY row_number() OVER (
        PARTITION BY indicator, as_of, place, item
        ORDER BY delivery_no DESC, known_at DESC
    ) = 1
    ORDER BY as_of, indicator, place, item
"""


def recall(
    reader: Reader,
    as_of: date,
    *,
    known_at: datetime | None = None,
    indicator: str | None = None,
    place: str | None = None,
    item: str | None = None,
    days: int = 1,
) -> list[Reading]:
    """Return the readings of the `days` business days up to `as_of`, oldest first.

    `known_at` None: as known now. `item` "" leaves the readings of items out.
    """
    rows = reader.query(
        _KNOWN,
        {
            "first": as_of - timedelta(days=days - 1),
            "last": as_of,
            "known_at": known_at,
            "indicator": indicator,
            "place": place,
            "item": item,
        },
    )
    return [_reading(row) for row in rows if row[12] != _GONE]


_WRITTEN = f"""
    SELECT {_FIELDS}, delivery_no
    FROM reading
    SEMI JOIN (
        SELECT indicator, place, item
        FROM reading
        WHERE as_of = $as_of
            AND known_at > $earlier
            AND ($later IS NULL OR known_at <= $later)
            AND ($place IS NULL OR place = $place)
            AND list_contains($indicators, indicator)
    ) AS again USING (indicator, place, item)
    WHERE as_of = $as_of AND ($later IS NULL OR known_at <= $later)
    ORDER BY indicator, place, item, delivery_no, known_at
"""


@dataclass(frozen=True)
class Written:
    """A reading as it was written, under the number of a delivery.

    `key` is its indicator, place and item. `reading` is None where it had gone by then.
    """

    key: tuple[str, str, str]
    delivery_no: int
    known_at: datetime
    reading: Reading | None


def written_again(
    reader: Reader,
    as_of: date,
    earlier: datetime,
    later: datetime | None,
    *,
    indicators: Iterable[str],
    place: str | None = None,
) -> list[Written]:
    """Return all that was written up to `later` of what was written after `earlier`.

    It is in order: of each key, what counts comes after what it takes the place of.
    """
    rows = reader.query(
        _WRITTEN,
        {
            "as_of": as_of,
            "earlier": earlier,
            "later": later,
            "indicators": list(indicators),
            "place": place,
        },
    )
    return [
        Written(
            (row[0], row[2], row[3]),
            row[17],
            row[16],
            None if row[12] == _GONE else _reading(row),
        )
        for row in rows
    ]


def history(
    reader: Reader,
    indicator: str,
    place: str,
    as_of: date,
    *,
    days: int = 14,
    item: str = "",
    known_at: datetime | None = None,
) -> list[Reading]:
    """Return one figure's readings over `days` days up to `as_of`, oldest first.

    A day without a reading is left out: its reader must not draw it as zero.
    """
    return recall(
        reader,
        as_of,
        known_at=known_at,
        indicator=indicator,
        place=place,
        item=item,
        days=days,
    )


def by_figure(readings: Iterable[Reading]) -> dict[tuple[str, str], list[Reading]]:
    """Return readings by (indicator, place), in the order they come in."""
    found: dict[tuple[str, str], list[Reading]] = {}
    for reading in readings:
        found.setdefault((reading.indicator, reading.place), []).append(reading)
    return found


def newest_knowledge(reader: Reader, known_at: datetime | None) -> datetime | None:
    """Return the moment of the newest reading known by `known_at`; keys of caches."""
    [(newest,)] = reader.query(
        """
        SELECT max(known_at)
        FROM reading
        WHERE $known_at IS NULL OR known_at <= $known_at
        """,
        {"known_at": known_at},
    )
    return newest if isinstance(newest, datetime) else None


def key_of(reading: Reading) -> tuple[str, date, str, str]:
    return reading.indicator, reading.as_of, reading.place, reading.item


def write_changed(
    transaction: Transaction, taken: Sequence[Reading], delivery_no: int, known_at: datetime
) -> int:
    """Add the readings that differ from what is known; return how many were added.

    One that was only judged by another threshold differs as well. A place or item that has
    a reading but was not taken again is marked as gone.
    """
    if not taken:
        return 0
    before = _known_before(transaction, taken)
    rows: list[tuple[Any, ...]] = []
    for reading in taken:
        row = _row(reading)
        if before.pop(key_of(reading), None) != row:
            rows.append(row)
    gone = [row for row in before.values() if row[12] != _GONE]
    rows += [
        (*row[:4], None, None, None, {}, 0, 0, None, None, _GONE, "", "", 0) for row in gone
    ]
    _insert(transaction, rows, delivery_no, known_at)
    return len(rows)


def _known_before(
    transaction: Transaction, taken: Sequence[Reading]
) -> dict[tuple[str, date, str, str], tuple[Any, ...]]:
    wanted = sorted({(reading.indicator, reading.as_of) for reading in taken})
    transaction.register(
        "wanted_readings",
        pa.table(
            {
                "indicator": pa.array([i for i, _ in wanted], pa.string()),
                "as_of": pa.array([d for _, d in wanted], pa.date32()),
            }
        ),
    )
    rows = transaction.query(
        f"""
        SELECT {_FIELDS}
        FROM reading
        SEMI JOIN wanted_readings USING (indicator, as_of)
        WHERE as_of BETWEEN $first AND $last
        QUALIFY row_number() OVER (
            PARTITION BY indicator, as_of, place, item
            ORDER BY delivery_no DESC, known_at DESC
        ) = 1
        """,
        {"first": min(d for _, d in wanted), "last": max(d for _, d in wanted)},
    )
    transaction.unregister("wanted_readings")
    return {row[:4]: row[:16] for row in rows}


def _row(reading: Reading) -> tuple[Any, ...]:
    return (
        *key_of(reading),
        reading.numerator,
        reading.denominator,
        reading.value,
        dict(reading.extras),
        reading.coverage.reported,
        reading.coverage.due,
        reading.data_day,
        reading.received_at,
        reading.status.value,
        reading.reason.hans,
        reading.reason.en,
        reading.threshold_no,
    )


_TYPES = {
    "indicator": pa.string(),
    "as_of": pa.date32(),
    "place": pa.string(),
    "item": pa.string(),
    "numerator": pa.float64(),
    "denominator": pa.float64(),
    "value": pa.float64(),
    "extras": pa.map_(pa.string(), pa.float64()),
    "reported_n": pa.int32(),
    "due_n": pa.int32(),
    "data_day": pa.date32(),
    "received_at": pa.timestamp("us"),
    "status": pa.string(),
    "reason_hans": pa.string(),
    "reason_en": pa.string(),
    "threshold_no": pa.int64(),
}


def _insert(
    transaction: Transaction,
    rows: list[tuple[Any, ...]],
    delivery_no: int,
    known_at: datetime,
) -> None:
    if not rows:
        return
    listed = [(*row[:7], list(row[7].items()), *row[8:]) for row in rows]
    columns = {
        name: pa.array([row[at] for row in listed], type_)
        for at, (name, type_) in enumerate(_TYPES.items())
    }
    transaction.register("incoming_readings", pa.table(columns))
    transaction.execute(
        """
        INSERT INTO reading BY NAME
        SELECT *, $delivery_no AS delivery_no, $known_at AS known_at
        FROM incoming_readings
        ORDER BY as_of, indicator, place, item
        """,
        {"delivery_no": delivery_no, "known_at": known_at},
    )
    transaction.unregister("incoming_readings")


def _reading(row: tuple[Any, ...]) -> Reading:
    """Return what a row says; one that cannot be read is a figure that is missing.

    One broken row costs one figure, never the page that shows it among others. What was
    judged green by an older rule is not shown green where the reports are not complete.
    """
    coverage = Coverage(row[8] or 0, row[9] or 0)
    numerator, denominator, value, extras, status, reason = _judged(row)
    status, reason = unless_partial(status, reason, coverage)
    return Reading(
        indicator=row[0],
        as_of=row[1],
        place=row[2],
        item=row[3],
        numerator=numerator,
        denominator=denominator,
        value=value,
        extras=extras,
        coverage=coverage,
        data_day=row[10],
        received_at=row[11],
        status=status,
        reason=reason,
        known_at=row[16],
        threshold_no=row[15],
    )


_Judged = tuple[
    float | None, float | None, float | None, Mapping[str, float], Status, Words
]
_NOTHING_READ: _Judged = (None, None, None, {}, Status.MISSING, BROKEN)


def _judged(row: tuple[Any, ...]) -> _Judged:
    """Return figures, status and reason; nothing but BROKEN where one cannot be read."""
    extras, figures, covered = row[7] or {}, row[4:7], row[8:10]
    told = [figure for figure in figures if figure is not None]
    try:
        if all(map(isfinite, (*told, *extras.values(), *covered))):
            return (*figures, extras, Status(row[12]), Words(row[13] or "", row[14] or ""))
    except (AttributeError, TypeError, ValueError):
        # An unknown word for the status, no coverage, or a map that holds no numbers.
        return _NOTHING_READ
    return _NOTHING_READ
