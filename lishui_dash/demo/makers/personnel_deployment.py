"""Who stood where: the rota of the day, three in a hundred on leave."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from lishui_dash.demo.people import Indices, names, person_ids
from lishui_dash.demo.plan import SHIFTS
from lishui_dash.demo.rows import Array, Rows, at, only_where, pick, rows
from lishui_dash.demo.staff import Staff
from lishui_dash.demo.world import World, codes, commands, units_by_place
from lishui_dash.spec import UnitKind

_STARTS = np.array([8 * 60, 16 * 60, 0])
_ORDER = "丽防指调〔2020〕{}号"
_LEAVES = 31


def make(world: World, day: date) -> Rows:
    staff = world.staff
    slots = np.flatnonzero(staff.on_rota(day))
    people, away = staff.person_at(day)[slots], on_leave(staff, day)[slots]
    return rota_rows(world, day, slots, people, away)


def rota_rows(world: World, day: date, slots: Array, people: Indices, away: Array) -> Rows:
    """Return one row for each slot of the rota, held by the person given beside it."""
    staff = world.staff
    needs = staff.slots.need[slots]
    shift = _shift_of_need(staff)[needs]
    start = at(day, _STARTS[shift])
    borrowed = staff.borrowed[people]
    at_post = np.array([need.post.place for need in staff.needs])[needs]
    return rows(
        len(slots),
        duty_date=day,
        county_code=codes(at_post),
        reporting_unit_code=commands(at_post),
        post_id=pick([need.post.id for need in staff.needs], needs),
        person_id=person_ids(people),
        name_masked=names(people),
        home_unit_code=home_units(staff, people),
        personnel_category=codes(staff.category_of[people]),
        shift_code=pick(SHIFTS, shift),
        shift_start=only_where(start, ~away),
        shift_end=only_where(start + np.timedelta64(8, "h"), ~away),
        duty_hours=np.where(away, 0.0, 8.0),
        duty_status=pick(("on_duty", "leave"), away.astype(int)),
        is_borrowed=borrowed,
        dispatch_order_no=pick(
            [_ORDER.format(number) for number in range(1, 41)], people % 40, borrowed
        ),
        is_leader=staff.slots.rank[slots] == 0,
    )


def on_leave(staff: Staff, day: date) -> Array:
    """Return which slots are empty that day; the first of a post and shift never is."""
    numbers = np.arange(len(staff.slots.rank))
    drawn = (numbers * 37 + day.toordinal() * 11) % _LEAVES == 0
    away: Array = drawn & (staff.slots.rank > 0)
    return away


def home_units(staff: Staff, people: Array) -> pa.Array:
    """Return where each person of the rota comes from."""
    categories, places = staff.category_of[people], staff.place_of[people]
    kinds = {
        "medical": UnitKind.HOSPITAL,
        "cdc": UnitKind.HOSPITAL,
        "municipal": UnitKind.DEPARTMENT,
    }
    found = np.full(len(people), "", dtype=object)
    for category in np.unique(categories).tolist():
        rows_ = categories == category
        where = np.full(rows_.sum(), "331100") if category == "municipal" else places[rows_]
        kind = kinds.get(category, UnitKind.COMMAND)
        found[rows_] = units_by_place(kind, where, people[rows_] // 7).to_pylist()
    townships = staff.township_of[people]
    at_home = np.isin(categories, ("village", "grid", "township")) & (townships != "")
    return codes(np.where(at_home, townships, found).astype(str))


def _shift_of_need(staff: Staff) -> Array:
    return np.array([SHIFTS.index(need.shift) for need in staff.needs])
