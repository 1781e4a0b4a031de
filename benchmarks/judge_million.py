"""python -m benchmarks.judge_million: a million rows judged and committed, beside COPY.

One clean CSV file of a feed with ten columns is loaded twice, each time into a new store
and in a process of its own: by DuckDB's COPY into the table of the feed, and through the
desk, which decodes, judges, masks, locks the original, stores and refreshes the readings.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from benchmarks.measuring import median_and_worst, print_row
from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import UNITS
from lishui_dash.intake.receive import Arrival
from lishui_dash.spec import Feed, UnitKind
from lishui_dash.spec.settings import MOST_ROWS
from lishui_dash.store import schema

ROWS, TIMES = 1_000_000, 5
FEED = CATALOGUE.feeds["supply_transfers"]
COLUMNS = (
    *("transfer_no", "item_code", "from_unit_code", "to_unit_code", "from_county"),
    *("to_county", "qty", "ordered_at", "approved_by", "status"),
)
DAY = date(2020, 2, 5)
AT = datetime(2020, 2, 6, 7, 30)


def main() -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "transfers.csv"
        _write(file)
        copied, received = [], []
        # By turns: whatever else the machine does weighs on both alike.
        for _ in range(TIMES):
            copied.append(_in_a_process("copy", file))
            received.append(_in_a_process("desk", file))
        used = [
            median_and_worst([one["used"] for one in of])[0] for of in (copied, received)
        ]
        copy, _ = median_and_worst([one["seconds"] for one in copied])
        desk, _ = median_and_worst([one["seconds"] for one in received])
        print_row(
            "python -m benchmarks.judge_million",
            f"{ROWS:,} rows x {len(COLUMNS)} columns, {file.stat().st_size / 1e6:,.0f} MB:"
            f" COPY {copy:.2f} s, judged and kept {desk:.2f} s: {desk / copy:.1f} times"
            f" (of the processors {used[0]:.1f} s and {used[1]:.1f} s; medians of {TIMES});"
            f" peak {max(one['peak'] for one in received):,.0f} MiB",
        )


def _write(file: Path) -> None:
    """Write transfers of one day between stores and hospitals, in codes."""
    chance = random.Random(20200205)
    units = [u for u in UNITS.values() if u.kind in (UnitKind.STORE, UnitKind.HOSPITAL)]
    items = list(ITEMS)
    with file.open("w", encoding="utf-8") as out:
        out.write(",".join(FEED.column(name).words.hans for name in COLUMNS) + "\n")
        for number in range(ROWS):
            start, goal = chance.sample(units, 2)
            at = datetime(DAY.year, DAY.month, DAY.day) + timedelta(minutes=number % 1440)
            out.write(
                f"DB-0205-{number:07d},{chance.choice(items)},{start.code},{goal.code},"
                f"{start.place},{goal.place},{chance.randint(1, 5000)},{at:%Y-%m-%d %H:%M},"
                f"LS-ZHB,approved\n"
            )


def _in_a_process(way: str, file: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.judge_million", way, str(file)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, MOST_ROWS.name: str(ROWS)},
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _copy(feed: Feed, file: Path, store: Path) -> float:
    with duckdb.connect(str(store)) as connection:
        connection.execute(
            f"CREATE TABLE {feed.name} ({schema.tables(CATALOGUE)[feed.name]})"
        )
        begun = perf_counter()
        connection.execute(
            f"COPY {feed.name} ({', '.join(COLUMNS)}) FROM '{file}' (HEADER)"
        )
        return perf_counter() - begun


def _receive(file: Path, store: Path) -> float:
    desk = open_desk(store, store.with_suffix(".key"))
    begun = perf_counter()
    receipt = desk.receive(Arrival(file.read_bytes(), file.name, AT, feed=FEED.name))
    seconds = perf_counter() - begun
    assert receipt.rows_n == ROWS, receipt
    desk.engine.close()
    return seconds


def _measured(way: str, file: Path) -> None:
    with TemporaryDirectory() as folder:
        store = Path(folder) / "store.duckdb"
        seconds = _copy(FEED, file, store) if way == "copy" else _receive(file, store)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    print(json.dumps({"seconds": seconds, "peak": peak, "used": used}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _measured(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
