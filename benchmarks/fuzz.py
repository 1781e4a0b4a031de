"""python -m benchmarks.fuzz [FILES]: mutated files of all feeds against a real store.

Every file is handed in. It must be accepted, with exactly the rows of its receipt, or
refused with reasons and no row changed; anything else stops the run and names the file.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from time import perf_counter

from benchmarks.measuring import print_row
from benchmarks.mutated import mutated_file
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receive import Arrival, Desk
from lishui_dash.store.duckdb_engine import DuckDBEngine

_AT = datetime(2020, 4, 1, 8)


def bare_desk() -> Desk:
    """Return a desk whose deliveries are stored and no readings are taken of them."""
    return Desk(DuckDBEngine(), KeyRing.in_memory(), lambda *_: None)


def verdict_of(desk: Desk, number: int) -> str:
    """Hand in one mutated file; return its verdict. Raises AssertionError when it lies."""
    feed, content = mutated_file(number)
    before = _rows(desk)
    arrival = Arrival(content, f"{feed.words.hans}.csv", _AT)
    [receipt] = desk.receive_many([arrival])
    if isinstance(receipt, DeliveryRejected):
        problems = receipt.problems
        assert any(p.rejects for p in problems), f"file {number}: no reason"
        assert all(p.reason.hans and p.remedy.hans for p in problems), number
        assert _rows(desk) == before, f"file {number}: refused, yet rows have changed"
        return "rejected"
    if not receipt.unchanged:
        [(kept,)] = desk.engine.query(
            f"SELECT count(*) FROM {receipt.feed} WHERE delivery_no = $number",
            {"number": receipt.delivery_no},
        )
        # Rows that are in force already, cell by cell, are not written again.
        expected = 0 if receipt.mode == "repeat" else receipt.rows_n
        assert kept == expected, f"file {number}: {kept} of {expected} rows"
    return "accepted"


def verdicts(desk: Desk, numbers: Iterable[int]) -> Counter[str]:
    return Counter(verdict_of(desk, number) for number in numbers)


def _rows(desk: Desk) -> list[int]:
    feeds = desk.engine.catalogue.feeds
    return [desk.engine.query(f"SELECT count(*) FROM {name}")[0][0] for name in feeds]


def main(files: int) -> None:
    desk, started = bare_desk(), perf_counter()
    found = verdicts(desk, range(files))
    print_row(
        f"python -m benchmarks.fuzz {files}",
        f"{files:,} mutated files of {len(desk.engine.catalogue.feeds)} feeds:"
        f" {found['accepted']:,} accepted, {found['rejected']:,} rejected with reasons,"
        f" 0 half stored, 0 crashes; {perf_counter() - started:,.0f} s",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
