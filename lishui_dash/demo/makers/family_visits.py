"""Contacts with the eighty families: on the day of departure, then every four days."""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.demo.makers.personnel_roster import (
    HUBEI_TEAMS,
    family_numbers,
    hubei_batches,
    hubei_places,
)
from lishui_dash.demo.people import person_ids
from lishui_dash.demo.rows import Array, Rows, numbered, pick, rows
from lishui_dash.demo.world import FIRST_HUBEI, World, codes, commands

_TYPES = ("home", "phone", "video", "phone")
_NEEDS = ("shopping", "schooling", "eldercare")


def make(world: World, day: date) -> Rows:
    left = np.array([left.toordinal() for left, _ in HUBEI_TEAMS])[hubei_batches() - 1]
    since = day.toordinal() - left
    turn = (day.toordinal() + np.arange(len(left))) % 4 == 0
    return visits(day, np.flatnonzero((since == 0) | ((since > 0) & turn)))


def visits(day: date, members: Array) -> Rows:
    """Return one contact with each family; every ninth has a need, met the same day."""
    places = hubei_places()[members]
    has_need = (members + day.toordinal()) % 9 == 0
    need = np.where(has_need, 1 + members % len(_NEEDS), 0)
    return rows(
        len(members),
        visit_id=numbered(f"ZF{day:%Y%m%d}-", members + 1, 3),
        visit_date=day,
        county_code=codes(places),
        person_id=person_ids(FIRST_HUBEI + members),
        family_key=family_numbers(members),
        visiting_unit_code=commands(places),
        visit_type=pick(_TYPES, (members + day.toordinal() // 4) % len(_TYPES)),
        need_category=pick(("none", *_NEEDS), need),
        need_status=pick(("none", "closed"), has_need.astype(int)),
        need_closed_at=np.where(has_need, np.datetime64(day), np.datetime64("NaT")),
        gift_yuan=np.where(members % 4 == 0, 500.0, 0.0),
    )
