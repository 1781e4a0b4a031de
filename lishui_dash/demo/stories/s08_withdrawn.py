"""S08 road posts are withdrawn, and three counties forget to say so for 41 of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache

import numpy as np
import pyarrow as pa

from lishui_dash.catalogue.posts import POSTS
from lishui_dash.demo.makers.personnel_deployment import rota_rows
from lishui_dash.demo.makers.rest_leave import rested
from lishui_dash.demo.plan import ROAD, ROADS_WITHDRAWN, withdrawn
from lishui_dash.demo.rows import Array, Rows, pick, stacked, where, without
from lishui_dash.demo.sheets import CITY_COMMAND, Sheet, Story, split
from lishui_dash.demo.world import World

FORGETFUL = ("331122", "331123", "331124")
FORGOTTEN = 41
TOLD_AT, TOLD_LATE_AT = datetime(2020, 2, 20, 8, 50), datetime(2020, 2, 20, 15, 0)
OVERSTAFFED = 12
ABSENT = {ROADS_WITHDRAWN: 0, ROADS_WITHDRAWN + timedelta(days=1): 12}
_REST = date(2020, 2, 20), date(2020, 2, 23)
_RESTED = 600


@cache
def forgotten() -> frozenset[str]:
    """Return the posts whose withdrawal was registered a day late."""
    of_them = [p.id for p in POSTS.values() if withdrawn(p) and p.place in FORGETFUL]
    return frozenset(of_them[:FORGOTTEN])


def _timing(sheet: Sheet) -> Sequence[Sheet]:
    if sheet.feed != "post_requirements" or sheet.day != ROADS_WITHDRAWN:
        return [sheet]
    told = sheet
    late: list[Sheet] = []
    for place in FORGETFUL:
        mask = where(told.table, post_id=forgotten(), county_code=place)
        told, *held = split(told, mask, TOLD_LATE_AT, sender=f"{place}-ZHB")
        late += held
    withdrawals = where(told.table, post_status="withdrawn")
    return [*split(told, withdrawals, TOLD_AT, sender=CITY_COMMAND), *late]


def _on_the_roads(world: World, day: date, table: Rows) -> Rows:
    """On both days twelve others help out; on the second twelve of their own are away."""
    if day not in ABSENT:
        return table
    roads = frozenset(p.id for p in POSTS.values() if p.type in ROAD)
    staff = world.staff
    slots = np.flatnonzero(_at_roads(world) & staff.on_rota(day))
    gone = np.flatnonzero(_at_roads(world) & ~staff.on_rota(day))
    number = _post_numbers(world)
    helped = _first_of_each(number[slots], staff.slots.rank[slots] == 0)[:OVERSTAFFED]
    posts = number[slots][helped]
    may_miss = (staff.slots.rank[slots] > 0) & ~np.isin(number[slots], posts)
    away = np.zeros(len(slots), dtype=bool)
    away[np.flatnonzero(may_miss)[: ABSENT[day]]] = True
    holders = staff.person_at(day)
    return stacked(
        [
            without(table, post_id=roads),
            rota_rows(world, day, slots, holders[slots], away),
            rota_rows(
                world,
                day,
                slots[helped],
                holders[gone][: len(helped)],
                np.zeros(len(helped), dtype=bool),
            ),
        ]
    )


def _at_roads(world: World) -> Array:
    needs = world.staff.needs
    road = np.array([need.post.type in ROAD for need in needs])
    return road[world.staff.slots.need]


def _post_numbers(world: World) -> Array:
    ids = sorted(POSTS)
    needs = np.array([ids.index(need.post.id) for need in world.staff.needs])
    return needs[world.staff.slots.need]


def _first_of_each(posts: Array, may: Array) -> Array:
    """Return the index of one allowed row for each post."""
    allowed = np.flatnonzero(may)
    _, first = np.unique(posts[allowed], return_index=True)
    return allowed[first]


def _made_up_for(world: World, day: date, table: Rows) -> Rows:
    if not _REST[0] <= day <= _REST[1]:
        return table
    staff = world.staff
    free = _at_roads(world) & ~staff.on_rota(day)
    people = np.unique(staff.person_at(ROADS_WITHDRAWN)[free])
    days = (_REST[1] - _REST[0]).days + 1
    part = world.count(_RESTED) // days
    turn = (day - _REST[0]).days
    mine = people[turn * part :][:part]
    types = pick(("makeup",), np.zeros(len(mine), np.int64))
    return stacked([table, rested(world, day, mine, types, f"BX{day:%Y%m%d}-")])


def _duty_rows(table: Rows) -> pa.ChunkedArray:
    """Rows of the roads and of the command posts, so that every place has reported."""
    return where(
        table,
        post_id=frozenset(
            p.id for p in POSTS.values() if p.type in ROAD or p.type == "command"
        ),
    )


def _road_rows(table: Rows) -> pa.ChunkedArray:
    return where(table, post_id=frozenset(p.id for p in POSTS.values() if p.type in ROAD))


STORY = Story(
    "S08",
    date(2020, 2, 18),
    date(2020, 2, 20),
    ("post_requirements", "personnel_deployment"),
    keeps={"post_requirements": _road_rows, "personnel_deployment": _duty_rows},
    changes={"personnel_deployment": _on_the_roads, "rest_leave": _made_up_for},
    timing=_timing,
    share=1.0,
)
