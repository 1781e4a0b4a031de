"""Illness among front-line people: a case or two a day, each reported in time.

缙云 has none around its storyline, which counts every case there.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.demo.makers.personnel_deployment import home_units
from lishui_dash.demo.people import person_ids
from lishui_dash.demo.rows import Rows, at, numbered, pick, rows
from lishui_dash.demo.world import World, codes

_TYPES = ("overwork", "fever", "chronic", "accident", "exposure", "suspected")
QUIET = "331122"


def make(world: World, day: date) -> Rows:
    staff = world.staff
    count = (day.toordinal() * 7 + 3) % 4
    everywhere = np.flatnonzero(staff.place_of != QUIET)
    drawn = world.chance("illness_reports", day).choice(everywhere, count, replace=False)
    people = np.sort(drawn)
    kind = (people + day.toordinal()) % len(_TYPES)
    found = 8 * 60 + people % 500
    until_told = np.where(kind == len(_TYPES) - 1, 30 + people % 60, 45 + people % 300)
    county = people % 17 == 0
    return rows(
        count,
        case_no=numbered(f"BQ{day:%Y%m%d}-", np.arange(count) + 1, 2),
        person_id=person_ids(people),
        unit_code=home_units(staff, people),
        county_code=codes(staff.place_of[people]),
        personnel_category=codes(staff.category_of[people]),
        cadre_authority=pick(("unit_managed", "county_managed"), county.astype(int)),
        illness_type=pick(_TYPES, kind),
        detected_at=at(day, found),
        reported_to=pick(("unit_party", "county_org"), county.astype(int)),
        reported_at=at(day, found + until_told),
        sent_hospital_at=at(day, found + 40),
        condolence_at=at(day, found + until_told + 120),
        outcome="recovered",
    )
