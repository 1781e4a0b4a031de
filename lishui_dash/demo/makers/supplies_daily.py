"""What each unit opened with, took in, handed on, used and closed with.

A small set leaves out the items that a unit has none of.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.demo.rows import Rows, pick, rows
from lishui_dash.demo.stock import HOLDERS, ITEM_CODES
from lishui_dash.demo.world import PLACE_CODES, World

_PLACES = np.array([PLACE_CODES.index(unit.place) for unit in HOLDERS])
_EXPIRY = np.datetime64("2021-03-31")


def make(world: World, day: date) -> Rows:
    figures = world.stock.on(day)
    holds = figures.holds
    if world.extent.sparse:
        holds = holds & ((figures.opening > 0) | (figures.closing > 0))
    unit, item = np.nonzero(holds)
    bought = figures.purchased[unit, item]
    donated = np.where((unit + item + day.toordinal()) % 11 == 0, bought, 0.0)
    coming = (unit * 7 + item * 3 + day.toordinal()) % 41 == 0
    coming &= figures.consumed[unit, item] > 0
    arrival = np.datetime64(day + timedelta(days=4))
    return rows(
        len(unit),
        report_date=day,
        county_code=pick(PLACE_CODES, _PLACES[unit]),
        unit_code=pick([unit_.code for unit_ in HOLDERS], unit),
        item_code=pick(ITEM_CODES, item),
        uom=pick([item_.unit_of_measure for item_ in ITEMS.values()], item),
        opening_qty=figures.opening[unit, item],
        purchased_qty=bought - donated,
        donated_qty=donated,
        allocated_in_qty=figures.allocated_in[unit, item],
        transferred_in_qty=figures.transferred_in[unit, item],
        transferred_out_qty=figures.transferred_out[unit, item],
        consumed_qty=figures.consumed[unit, item],
        damaged_qty=0.0,
        closing_qty=figures.closing[unit, item],
        in_transit_qty=np.where(coming, figures.consumed[unit, item] * 3, 0.0),
        expected_arrival=_where(arrival, coming),
        earliest_expiry=_EXPIRY + (unit * 19 + item) % 365,
    )


def _where(moment: np.datetime64, mask: np.ndarray) -> np.ndarray:
    return np.where(mask, moment, np.datetime64("NaT", "D"))
