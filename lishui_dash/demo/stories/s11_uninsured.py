"""S11 景宁: two of twelve medics at a new isolation point have no policy for three days."""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.demo.makers.insurance import policies
from lishui_dash.demo.people import names, person_ids, phones
from lishui_dash.demo.rows import Rows, rows, stacked, where
from lishui_dash.demo.sheets import Story
from lishui_dash.demo.world import FIRST_OF_STORIES, World

PLACE, UNIT = "331127", "331127-ZHB"
MEDICS = FIRST_OF_STORIES + 300 + np.arange(12)
BEGUN, INSURED = date(2020, 3, 4), date(2020, 3, 7)


def _roster(world: World, day: date, table: Rows) -> Rows:
    if day != BEGUN:
        return table
    told = rows(
        len(MEDICS),
        person_id=person_ids(MEDICS),
        name_masked=names(MEDICS),
        phone_masked=phones(MEDICS),
        unit_code=UNIT,
        county_code=PLACE,
        personnel_category="medical",
        is_party_member=MEDICS % 3 == 0,
        cadre_authority="unit_managed",
        is_village_cadre=False,
        participation_status="took_part",
        valid_from=day,
        exposure_level="elevated",
    )
    return stacked([table, told])


def _policies(world: World, day: date, table: Rows) -> Rows:
    covered = {BEGUN: MEDICS[:10], INSURED: MEDICS[10:]}.get(day)
    if covered is None:
        return table
    told = policies(covered, day, unit_code=UNIT, county_code=PLACE)
    return stacked([table, told])


STORY = Story(
    "S11",
    date(2020, 3, 3),
    date(2020, 3, 7),
    ("personnel_roster", "insurance"),
    keeps={
        "personnel_roster": lambda table: where(table, county_code=PLACE),
        "insurance": lambda table: where(table, county_code=PLACE),
    },
    changes={"personnel_roster": _roster, "insurance": _policies},
)
