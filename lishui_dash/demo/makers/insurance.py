"""Policies of the front-line medical staff: everyone is insured from the first day."""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.demo.makers.personnel_deployment import home_units
from lishui_dash.demo.makers.personnel_roster import (
    HUBEI_TEAMS,
    hubei_batches,
    hubei_places,
    medic_people,
    medic_places,
    medic_units,
)
from lishui_dash.demo.people import Indices, person_ids
from lishui_dash.demo.rows import Rows, numbered, pick, rows, stacked
from lishui_dash.demo.scale import START
from lishui_dash.demo.world import FIRST_HUBEI, World, codes, units_by_place
from lishui_dash.spec import UnitKind

_END = date(2020, 12, 31)


def make(world: World, day: date) -> Rows:
    left = [batch for batch, (when, _) in enumerate(HUBEI_TEAMS, 1) if when == day]
    members = np.flatnonzero(np.isin(hubei_batches(), left))
    places = hubei_places()[members]
    teams = policies(
        FIRST_HUBEI + members,
        day,
        unit_code=units_by_place(UnitKind.HOSPITAL, places, members),
        county_code=codes(places),
    )
    return stacked([*_standing(world), teams]) if day == START else teams


def policies(people: Indices, day: date, **columns: object) -> Rows:
    """Return one policy for each of the people, in force from `day`."""
    return rows(
        len(people),
        person_id=person_ids(people),
        policy_hash=numbered("PDZA2020", people, 8),
        **columns,
        insurer=pick(("中国人寿", "人保财险", "太平洋保险"), people % 3),
        cover_type=pick(("combined", "accident"), (people % 9 == 0) * 1),
        sum_insured_yuan=500_000.0,
        cover_start=day,
        cover_end=_END,
        status="active",
    )


def _standing(world: World) -> list[Rows]:
    staff = world.staff
    on_rota = np.flatnonzero(np.isin(staff.category_of, ("medical", "cdc")))
    people, places = medic_people(world), medic_places(world)
    return [
        policies(
            on_rota,
            START,
            unit_code=home_units(staff, on_rota),
            county_code=codes(staff.place_of[on_rota]),
        ),
        policies(
            people,
            START,
            unit_code=codes(medic_units(places, people // 3)),
            county_code=codes(places),
        ),
    ]
