"""S07 遂昌: 4,200 coveralls that were 420."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pyarrow.compute as pc

from lishui_dash.demo.makers import supplies_daily
from lishui_dash.demo.rows import Rows, replaced, where
from lishui_dash.demo.sheets import Sheet, Story, split
from lishui_dash.demo.stock import Movement, Script
from lishui_dash.demo.world import World

UNIT, ITEM = "331123-S01", "coverall"
DAY = date(2020, 2, 12)
WRONG, RIGHT, USED = 4200.0, 420.0, 30.0
FIRST_AT, CORRECTED_AT = datetime(2020, 2, 13, 8, 5), datetime(2020, 2, 13, 9, 50)
_TOLD = frozenset({ITEM, "mask_surgical"})
"""Only stores hold coveralls: another item, so that every unit reports."""
_FILLED_FROM, _FILLED = date(2020, 2, 20), 660.0


def _movement(day: date) -> Movement:
    """A fortnight's stock all winter; from late February thirty more a day, to 660."""
    days = (day - _FILLED_FROM).days
    more = USED if 0 <= days < (_FILLED - RIGHT) / USED else 0.0
    return Movement(consumed=USED, purchased=USED + more)


def _slip(world: World, day: date, table: Rows) -> Rows:
    if day != DAY:
        return table
    meant = where(table, unit_code=UNIT, item_code=ITEM)
    return replaced(table, "closing_qty", pc.if_else(meant, WRONG, table["closing_qty"]))


def _timing(sheet: Sheet) -> Sequence[Sheet]:
    if sheet.feed != "supplies_daily" or sheet.day != DAY:
        return [sheet]
    mask = where(sheet.table, unit_code=UNIT)
    return split(sheet, mask, FIRST_AT, sender=UNIT, alone=False)


def _correction(world: World, day: date) -> Sequence[Sheet]:
    if day != DAY:
        return []
    right = supplies_daily.make(world, day)
    right = right.filter(where(right, unit_code=UNIT))
    name = "遂昌县物资日报0212（更正）"
    return [Sheet("supplies_daily", DAY, right, CORRECTED_AT, UNIT, UNIT, name, alone=True)]


STORY = Story(
    "S07",
    date(2020, 2, 6),
    date(2020, 2, 13),
    ("supplies_daily",),
    keeps={"supplies_daily": lambda table: where(table, item_code=_TOLD)},
    changes={"supplies_daily": _slip},
    timing=_timing,
    extra=_correction,
    scripts={(UNIT, ITEM): Script(RIGHT, _movement)},
)
