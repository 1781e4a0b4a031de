"""S01 青田: medical masks for three more days after the imported cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from lishui_dash.demo.rows import Rows, rows, stacked, where
from lishui_dash.demo.sheets import Story
from lishui_dash.demo.stock import Movement, Script
from lishui_dash.demo.world import World

N95 = "n95_medical"
QINGTIAN, CITY_STORE = "331121-S01", "LS-S01"
ORDERED, QUANTITY = date(2020, 3, 4), 2160
_BEGINNING, _QUIET = 3340, 150
_USED = {
    date(2020, 3, 1): 420,
    date(2020, 3, 2): 560,
    date(2020, 3, 3): 620,
    date(2020, 3, 4): 260,
    date(2020, 3, 5): 240,
    date(2020, 3, 6): 220,
}
_BOUGHT = {date(2020, 3, 5): 600, date(2020, 3, 6): 1000, date(2020, 3, 7): 500}
_SUPPLY_STOPS = date(2020, 2, 29)
_SUPPLY_AGAIN = date(2020, 3, 8)


def _qingtian(day: date) -> Movement:
    used = _USED.get(day, _QUIET)
    quiet = day < _SUPPLY_STOPS or day >= _SUPPLY_AGAIN
    bought = used if quiet else _BOUGHT.get(day, 0)
    came = QUANTITY if day == ORDERED else 0
    return Movement(consumed=used, purchased=bought, transferred_in=came)


def _city_store(day: date) -> Movement:
    refilled = QUANTITY if day == ORDERED + timedelta(days=2) else 0
    sent = QUANTITY if day == ORDERED else 0
    return Movement(consumed=0, purchased=refilled, transferred_out=sent)


def _steady(used: float) -> Callable[[date], Movement]:
    return lambda day: Movement(consumed=used, purchased=used)


SCRIPTS = {
    (QINGTIAN, N95): Script(_BEGINNING, _qingtian),
    (CITY_STORE, N95): Script(3000, _city_store),
    ("331123-S01", N95): Script(2400, _steady(100)),
    ("331102-S01", N95): Script(5000, _steady(300)),
}


def _transfers(world: World, day: date, table: Rows) -> Rows:
    if day != ORDERED:
        return table
    order = rows(
        1,
        transfer_no="DB-0304-01",
        item_code=N95,
        from_unit_code=CITY_STORE,
        to_unit_code=QINGTIAN,
        from_county="331100",
        to_county="331121",
        qty=float(QUANTITY),
        ordered_at=datetime(2020, 3, 4, 9, 20),
        approved_by="LS-ZHB",
        dispatched_at=datetime(2020, 3, 4, 11, 30),
        received_at=datetime(2020, 3, 4, 16, 0),
        received_qty=float(QUANTITY),
        status="received",
    )
    return stacked([table, order])


_STORES = frozenset(unit for unit, _ in SCRIPTS)

STORY = Story(
    "S01",
    date(2020, 2, 26),
    date(2020, 3, 6),
    ("supplies_daily", "supply_transfers"),
    keeps={
        "supplies_daily": lambda table: where(table, unit_code=_STORES, item_code=N95),
        "supply_transfers": lambda table: where(table, transfer_no="DB-0304-01"),
    },
    changes={"supply_transfers": _transfers},
    scripts=SCRIPTS,
)
