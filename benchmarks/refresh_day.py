"""python -m benchmarks.refresh_day: all rollups and readings of one day, anew.

On the full demo, as if every feed of every place had been delivered again: for the last
day alone, and for a day a week before it, which touches the days whose windows hold it.
Nothing is kept.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from time import perf_counter

from benchmarks.measuring import full_desk, median_and_worst, print_row
from lishui_dash.catalogue.places import PLACES
from lishui_dash.readings.refresh import Refreshed, refresh
from lishui_dash.readings.reporting import opened_days
from lishui_dash.store.engine import Engine
from lishui_dash.store.ledger import Touched

TIMES = 5


class _NotKept(Exception):
    """Ends a transaction without keeping it."""


def main() -> None:
    engine = full_desk().engine
    last = opened_days(engine)[-1]
    for day in (last, last - timedelta(days=7)):
        taken = [_refreshed(engine, day, last) for _ in range(TIMES)]
        median, worst = median_and_worst([seconds for seconds, _ in taken])
        made = taken[0][1]
        print_row(
            "python -m benchmarks.refresh_day",
            f"{day}: {len(made.days)} days, {made.rollups} rollups,"
            f" {made.readings_taken:,} readings: median {median * 1000:,.0f} ms,"
            f" worst {worst * 1000:,.0f} ms of {TIMES}",
        )


def _refreshed(engine: Engine, day: date, last: date) -> tuple[float, Refreshed]:
    touched = [
        Touched(feed, place.code, day)
        for feed in engine.catalogue.feeds
        for place in PLACES
    ]
    known_at = datetime.combine(last + timedelta(days=1), time(9))
    begun = perf_counter()
    with suppress(_NotKept), engine.writing() as transaction:
        made = refresh(transaction, engine.catalogue, touched, 10**9, known_at)
        seconds = perf_counter() - begun
        raise _NotKept
    return seconds, made


if __name__ == "__main__":
    main()
