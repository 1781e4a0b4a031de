"""Orders by which a county's store filled up its hospitals that day."""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.catalogue.units import command_of
from lishui_dash.demo.rows import Rows, at, numbered, pick, rows
from lishui_dash.demo.stock import HOLDERS, ITEM_CODES
from lishui_dash.demo.world import World
from lishui_dash.spec import UnitKind

_STORE_OF = {unit.place: unit.code for unit in HOLDERS if unit.kind is UnitKind.STORE}


def make(world: World, day: date) -> Rows:
    came = world.stock.on(day).transferred_in
    hospitals = np.array([unit.kind is UnitKind.HOSPITAL for unit in HOLDERS])
    unit, item = np.nonzero((came > 0) & hospitals[:, None])
    places = [unit_.place for unit_ in HOLDERS]
    quantity = came[unit, item]
    ordered = 8 * 60 + unit * 7 % 120
    return rows(
        len(unit),
        transfer_no=numbered(f"DB-{day:%m%d}-9", unit, 3),
        item_code=pick(ITEM_CODES, item),
        from_unit_code=pick([_STORE_OF[place] for place in places], unit),
        to_unit_code=pick([unit_.code for unit_ in HOLDERS], unit),
        from_county=pick(places, unit),
        to_county=pick(places, unit),
        qty=quantity,
        ordered_at=at(day, ordered),
        approved_by=pick([command_of(place).code for place in places], unit),
        dispatched_at=at(day, ordered + 60),
        received_at=at(day, ordered + 60 + 40 + unit * 13 % 150),
        received_qty=quantity,
        status="received",
    )
