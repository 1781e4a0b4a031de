"""kill -9 at any moment: what was acknowledged is there, nothing is half there."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from multiprocessing.connection import Connection
from time import perf_counter, sleep

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import UNITS
from lishui_dash.intake.receive import Arrival
from lishui_dash.readings.refresh import refresh
from lishui_dash.spec import UnitKind
from lishui_dash.store.engine import Engine
from lishui_dash.store.ledger import Touched
from lishui_dash.store.schema import fingerprint, superseded
from tests.kept import Kept

KILLS = 100
EARLY = 0.2
"""The share of kills that come while the store is being opened."""
OPENING = 0.3
LONGEST = 2.0
"""Seconds in which a kill comes: from the start, or once open, among several deliveries."""
PATIENCE = 60
FEED = CATALOGUE.feeds["supplies_daily"]
STORES = [unit for unit in UNITS.values() if unit.kind is UnitKind.STORE]
COLUMNS = (
    *("report_date", "county_code", "unit_code", "item_code", "uom"),
    *("opening_qty", "consumed_qty", "closing_qty"),
)
FIRST_DAY = date(2020, 2, 24)
DAYS = 8


@dataclass(frozen=True)
class Acknowledged:
    delivery_no: int
    rows_n: int


@dataclass(frozen=True)
class Seen:
    """What a process finds when it opens the store."""

    version: int
    ledger: dict[int, int]
    """rows delivered, by the number of the accepted delivery"""
    rows: dict[int, int]
    """rows that are there, current or superseded, by delivery"""
    slices: set[int]
    readings: set[int]


fingerprint()
"""Made once, for this process and, as it is imported there, for the server of forks."""


def send(kept: Kept, seed: int, acknowledge: Connection) -> None:
    """Hand in delivery after delivery until killed, acknowledging each one kept."""
    desk = open_desk(kept.store, kept.key_file)
    coming = arrivals(random.Random(seed))
    # The first file waits for the spellings to be read: no kill is to hit only that.
    desk.check(next(coming))
    acknowledge.send(None)
    for arrival in coming:
        receipt = desk.receive(arrival)
        acknowledge.send(Acknowledged(receipt.delivery_no, receipt.rows_n))


def arrivals(chance: random.Random) -> Iterator[Arrival]:
    """Yield supplies of stores and days at random: first reports and corrections."""
    now = datetime(2020, 3, 4, 9)
    headings = [FEED.column(name).words.hans for name in COLUMNS]
    while True:
        unit = chance.choice(STORES)
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        lines = [",".join(headings)]
        for item in ITEMS.values():
            opening, used = chance.randrange(500, 9000), chance.randrange(400)
            cells = (day, unit.place, unit.code, item.code, item.unit_of_measure)
            lines.append(",".join(map(str, (*cells, opening, used, opening - used))))
        yield Arrival("\n".join(lines).encode(), "物资日报.csv", now, feed=FEED.name)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("killed"))


def test_a_hundred_kills_lose_nothing_and_leave_nothing_half_done(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    # A server of forks: each process starts with everything imported, and with no thread
    # or file of the store inherited.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    chance = random.Random(20200205)
    acknowledged: dict[int, int] = {}
    starts: list[float] = []
    before = seen(kept, starts)
    for kill in range(KILLS):
        came = killed(context, kept, kill, chance)
        acknowledged |= {one.delivery_no: one.rows_n for one in came}
        after = seen(kept, starts)
        for number, rows_n in acknowledged.items():
            assert after.ledger.get(number) == rows_n, f"kill {kill}: {number} is lost"
        assert after.rows == after.ledger, f"kill {kill}: a delivery is half there"
        assert after.slices == set(after.ledger), f"kill {kill}"
        assert after.readings <= set(after.ledger), f"kill {kill}"
        new = len(after.ledger) - len(before.ledger)
        assert after.version - before.version == new, f"kill {kill}"
        before = after
    assert len(acknowledged) > KILLS // 2
    assert made_anew(kept) == 0
    with capsys.disabled():
        print(
            f"\n{KILLS} kills: {len(before.ledger)} deliveries kept, {len(acknowledged)}"
            f" of them acknowledged; slowest start after a kill {max(starts):.2f} s"
        )


def killed(
    context: multiprocessing.context.ForkServerContext,
    kept: Kept,
    seed: int,
    chance: random.Random,
) -> list[Acknowledged]:
    """Start a sender, kill it at some moment, and return what it acknowledged."""
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=send, args=(kept, seed, theirs))
    process.start()
    theirs.close()
    if chance.random() < EARLY:
        sleep(chance.uniform(0, OPENING))
    else:
        assert ours.poll(PATIENCE), "the store did not open"
        sleep(chance.uniform(0, LONGEST))
    process.kill()
    process.join()
    came: list[Acknowledged | None] = []
    with ours:
        # The last word may have been cut off in the middle: then it was not said.
        while True:
            try:
                came.append(ours.recv())
            except (EOFError, OSError):
                break
    process.close()
    return [one for one in came if one is not None]


def seen(kept: Kept, starts: list[float]) -> Seen:
    begun = perf_counter()
    engine = open_desk(kept.store, kept.key_file).engine
    starts.append(perf_counter() - begun)
    try:
        return Seen(
            engine.version,
            counts(
                engine,
                "SELECT delivery_no, rows_n FROM delivery WHERE verdict = 'accepted'",
            ),
            counts(
                engine,
                f"""
                SELECT delivery_no, count(*)
                FROM (
                    SELECT delivery_no FROM {FEED.name}
                    UNION ALL
                    SELECT delivery_no FROM {superseded(FEED)}
                ) AS kept
                GROUP BY delivery_no
                """,
            ),
            {no for (no,) in engine.query("SELECT delivery_no FROM delivery_slice")},
            {no for (no,) in engine.query("SELECT DISTINCT delivery_no FROM reading")},
        )
    finally:
        engine.close()


def counts(engine: Engine, sql: str) -> dict[int, int]:
    return dict(engine.query(sql))


def made_anew(kept: Kept) -> int:
    """Return how many readings differ from those made anew from the rows that are there."""
    engine = open_desk(kept.store, kept.key_file).engine
    touched = [
        Touched(FEED.name, unit.place, FIRST_DAY + timedelta(days=day))
        for unit in STORES
        for day in range(DAYS)
    ]
    with engine.writing() as transaction:
        done = refresh(transaction, CATALOGUE, touched, 10**9, datetime(2020, 3, 4, 9))
    engine.close()
    return done.readings_changed
