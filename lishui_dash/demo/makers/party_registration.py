"""Party members of organs and enterprises at the community they live in: 15,000."""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.catalogue.places import CITY_LEVEL
from lishui_dash.demo.people import Indices, names, person_ids
from lishui_dash.demo.rows import Array, Rows, only_where, pick, rows, spread
from lishui_dash.demo.scale import START
from lishui_dash.demo.world import (
    FIRST_MEMBER,
    PLACE_CODES,
    World,
    codes,
    population_weights,
    units_by_place,
)
from lishui_dash.spec import UnitKind

MEMBERS, OF_THE_CITY = 15_000, 4018
_POSTS = ("卡点值守", "入户排查", "代购配送", "宣传劝导")


def members(world: World) -> Indices:
    return np.arange(world.count(MEMBERS)) + FIRST_MEMBER


def member_places(world: World) -> Array:
    """Return the place each member is listed at; members of city bureaus at the city."""
    city = world.count(OF_THE_CITY)
    rest = spread(len(members(world)) - city, population_weights())
    rest[PLACE_CODES.index(CITY_LEVEL)] = city
    return np.repeat(np.array(PLACE_CODES), rest)


def communities(people: Indices, places: Array) -> object:
    """Return where each person lives; people of the city and the zone live in 莲都."""
    return units_by_place(UnitKind.VILLAGE, places, people * 13)


def registered(people: Indices, places: Array) -> Array:
    """Return who has registered: all that are not excused but one in 25 of a place."""
    _, first, which = np.unique(places, return_index=True, return_inverse=True)
    rank = np.arange(len(people)) - first[which]
    done: Array = ~excused(people) & (rank % 25 != 24)
    return done


def excused(people: Indices) -> Array:
    free: Array = people % 41 == 7
    return free


def make(world: World, day: date) -> Rows:
    if day != START:
        return rows(0)
    people, places = members(world), member_places(world)
    done, free = registered(people, places), excused(people)
    status = np.where(done, 0, np.where(free, 2, 1))
    level = np.where(places == CITY_LEVEL, 0, 1)
    bureau = np.array(units_by_place(UnitKind.DEPARTMENT, places, people // 9).to_pylist())
    return rows(
        len(people),
        person_id=person_ids(people),
        name_masked=names(people),
        home_unit_code=codes(bureau),
        unit_level=pick(("municipal", "county"), level),
        county_code=codes(places),
        community_code=communities(people, places),
        register_status=pick(("registered", "not_registered", "exempt"), status),
        registered_at=only_where(np.datetime64(START) - people % 3, done),
        exempt_reason=pick(("病假", "在外地", "孕期", "隔离观察"), people % 4, free),
        service_post=pick(_POSTS, people % len(_POSTS), done),
    )
