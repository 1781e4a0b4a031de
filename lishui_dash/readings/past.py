"""The readings of past days, kept while they stay the same.

A delivery changes the readings of a day or a few; a trend looks at fourteen. Readings are
only ever added, so that as many of a day as were known before are the same ones.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from lishui_dash.readings.reading import Reading
from lishui_dash.readings.recall import by_figure, recall
from lishui_dash.store.engine import Engine, Reader

_MOST_DAYS = 90
"""Days kept for each store; about 0.2 MB each."""

_Stamp = tuple[date, int, datetime]
"""A day, how many readings of it were known, and since when the newest of them."""


def past(
    engine: Engine, as_of: date, *, days: int, known_at: datetime | None = None
) -> dict[tuple[str, str], list[Reading]]:
    """Return by (indicator, place) the readings of `days` days up to `as_of`, oldest
    first, items left out. `known_at` None: as known now."""
    # What is read must be what was counted, whatever comes in meanwhile.
    with engine.joining() as reader:
        stamps = _stamps(reader, as_of, days, known_at)
        with _lock:
            kept = _kept.setdefault(engine, OrderedDict())
            found = {stamp: kept[stamp] for stamp in stamps if stamp in kept}
        unknown = [stamp for stamp in stamps if stamp not in found]
        fresh = _read(reader, unknown, known_at) if unknown else {}
    found |= fresh
    with _lock:
        kept |= fresh
        while len(kept) > _MOST_DAYS:
            kept.popitem(last=False)
    return by_figure(reading for stamp in stamps for reading in found[stamp])


_kept: WeakKeyDictionary[Engine, OrderedDict[_Stamp, list[Reading]]] = WeakKeyDictionary()
_lock = threading.Lock()


def _stamps(
    reader: Reader, as_of: date, days: int, known_at: datetime | None
) -> list[_Stamp]:
    rows = reader.query(
        """
        SELECT as_of, count(*), max(known_at)
        FROM reading
        WHERE as_of BETWEEN $first AND $last
            AND item = ''
            AND ($known_at IS NULL OR known_at <= $known_at)
        GROUP BY as_of
        ORDER BY as_of
        """,
        {"first": as_of - timedelta(days=days - 1), "last": as_of, "known_at": known_at},
    )
    return [(day, number, newest) for day, number, newest in rows]


def _read(
    reader: Reader, stamps: list[_Stamp], known_at: datetime | None
) -> dict[_Stamp, list[Reading]]:
    """Read the days of the stamps in one statement, with whatever lies between them."""
    first, last = stamps[0][0], stamps[-1][0]
    by_day: dict[date, list[Reading]] = {}
    for reading in recall(
        reader, last, known_at=known_at, item="", days=(last - first).days + 1
    ):
        by_day.setdefault(reading.as_of, []).append(reading)
    return {stamp: by_day.get(stamp[0], []) for stamp in stamps}
