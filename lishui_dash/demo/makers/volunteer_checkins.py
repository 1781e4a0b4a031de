"""Who came to help in the communities: 9,000 sessions a day.

Three in four registered members come once a week, to their own community, on their own
weekday. The rest are volunteers: new ones every day until 108,734 different people have
come by 5 March, and others who come again.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.catalogue.places import CITY_LEVEL
from lishui_dash.demo.makers.party_registration import (
    communities,
    member_places,
    members,
    registered,
)
from lishui_dash.demo.people import Indices, names, person_ids
from lishui_dash.demo.rows import Array, Rows, at, numbered, pick, rows
from lishui_dash.demo.scale import START
from lishui_dash.demo.world import (
    FIRST_MEMBER,
    FIRST_VOLUNTEER,
    PLACE_CODES,
    World,
    codes,
    population_weights,
)

VOLUNTEERS, COUNTED_ON = 108_734, date(2020, 3, 5)
_A_DAY, _NEW_LATER = 9000, 400
_TASKS = ("gate", "survey", "delivery", "disinfect", "publicity", "quarantine_service")
_METHODS = ("dingtalk", "qr", "qr", "paper")


def make(world: World, day: date) -> Rows:
    own = _members_coming(world, day)
    helpers = _volunteers_coming(world, day, world.count(_A_DAY) - len(own))
    own_places = member_places(world)[own - FIRST_MEMBER]
    helper_places = _places_of(helpers)
    people = np.concatenate([own, helpers])
    places = np.concatenate([own_places, helper_places])
    return sessions(day, people, places, len(own), communities(people, places))


def active_members(world: World) -> Indices:
    """Return the registered members who come every week."""
    people = members(world)
    come = registered(people, member_places(world)) & (people * 29 % 100 < 76)
    active: Indices = people[come]
    return active


def known_volunteers(world: World, day: date) -> Indices:
    """Return everybody who has come as a volunteer before the day."""
    return FIRST_VOLUNTEER + np.arange(_come_by(world, day, -1))


def sessions(day: date, people: Indices, places: Array, party: int, where: object) -> Rows:
    """Return one session for each person; the first `party` of them are members."""
    numbers = np.arange(len(people))
    begun = 7 * 60 + people * 7 % (10 * 60)
    minutes = 120 + people % 5 * 30
    is_member = (numbers < party) | (people % 6 == 0)
    return rows(
        len(people),
        checkin_id=numbered(f"QD{day:%Y%m%d}-", numbers + 1),
        service_date=day,
        county_code=codes(np.where(places == CITY_LEVEL, "331102", places)),
        community_code=where,
        person_id=person_ids(people),
        name_masked=names(people),
        is_party_member=is_member,
        check_in_at=at(day, begun),
        check_out_at=at(day, begun + minutes),
        service_hours=minutes / 60,
        task_type=pick(_TASKS, people % len(_TASKS)),
        method=pick(_METHODS, people % len(_METHODS)),
        location_verified=people % 4 != 3,
    )


def _members_coming(world: World, day: date) -> Indices:
    people = active_members(world)
    coming: Indices = people[(people // 3 + day.toordinal()) % 7 == 0]
    return coming


def _volunteers_coming(world: World, day: date, count: int) -> Indices:
    """Return the newcomers of the day, then others who have come before."""
    before, now = _come_by(world, day, -1), _come_by(world, day, 0)
    new = np.arange(before, min(now, before + count))
    again = max(count - len(new), 0)
    if not before:
        return FIRST_VOLUNTEER + np.arange(min(count, now))
    known = (day.toordinal() * 7919 + np.arange(min(again, before))) % before
    return FIRST_VOLUNTEER + np.concatenate([new, known])


def _come_by(world: World, day: date, shift: int) -> int:
    """Return how many different volunteers have come by the day, members left out."""
    days = (day - START).days + 1 + shift
    whole = (COUNTED_ON - START).days + 1
    total = world.count(VOLUNTEERS) - len(active_members(world))
    later = max(days - whole, 0) * world.count(_NEW_LATER)
    return total * min(days, whole) // whole + later


def _places_of(people: Indices) -> Array:
    weights = np.cumsum(population_weights(zone=0.03))
    drawn = people * 0.6180339887 % 1 * weights[-1]
    places: Array = np.array(PLACE_CODES)[np.searchsorted(weights, drawn, side="right")]
    return places
