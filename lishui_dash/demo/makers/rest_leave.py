"""Rest that was given: the rota's own days off, some of them as time in lieu."""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.demo.makers.personnel_deployment import home_units
from lishui_dash.demo.people import Indices, person_ids
from lishui_dash.demo.rows import Rows, at, numbered, pick, rows
from lishui_dash.demo.world import World, codes

_A_DAY = 260


def make(world: World, day: date) -> Rows:
    resting = world.staff.resting(day)
    step = max(1, len(resting) // world.count(_A_DAY, 20))
    people = np.unique(resting[day.toordinal() % step :: step])
    types = pick(("rotation", "rotation", "lieu"), people % 3)
    return rested(world, day, people, types, f"TX{day:%Y%m%d}-")


def rested(world: World, day: date, people: Indices, types: object, prefix: str) -> Rows:
    """Return one executed day of rest for each of the people of the rota."""
    staff = world.staff
    numbers = np.arange(len(people))
    return rows(
        len(people),
        rest_id=numbered(prefix, numbers + 1, 4),
        person_id=person_ids(people),
        unit_code=home_units(staff, people),
        county_code=codes(staff.place_of[people]),
        rest_type=types,
        ordered_at=at(day, 7 * 60 + numbers % 30),
        start_date=day,
        end_date=day,
        rest_days=1.0,
        status="executed",
    )
