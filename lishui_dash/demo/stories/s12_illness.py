"""S12 缙云: a collapse reported after 31 hours, and to the wrong office."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np

from lishui_dash.demo.people import Indices, person_ids
from lishui_dash.demo.rows import Rows, rows, stacked, where
from lishui_dash.demo.sheets import Story
from lishui_dash.demo.world import FIRST_OF_STORIES, World

PLACE = "331122"
REPORTED_WITH = date(2020, 2, 22)
PEOPLE: Indices = FIRST_OF_STORIES + 320 + np.arange(4)
CASES = (
    (
        "county_managed",
        "overwork",
        datetime(2020, 2, 21, 22, 0),
        timedelta(hours=31),
        "unit_party",
    ),
    (
        "unit_managed",
        "suspected",
        datetime(2020, 2, 22, 13, 20),
        timedelta(minutes=65),
        "unit_party",
    ),
    (
        "unit_managed",
        "chronic",
        datetime(2020, 2, 21, 9, 30),
        timedelta(hours=5),
        "unit_party",
    ),
    (
        "county_managed",
        "accident",
        datetime(2020, 2, 22, 16, 10),
        timedelta(hours=3),
        "county_org",
    ),
)


def _cases(world: World, day: date, table: Rows) -> Rows:
    """All four are in the file of 02-22: the first was not told the day before."""
    if day != REPORTED_WITH:
        return table
    detected = [found for _, _, found, _, _ in CASES]
    told = rows(
        len(CASES),
        case_no=[f"BQ-JY202002-{number:02d}" for number in range(1, len(CASES) + 1)],
        person_id=person_ids(PEOPLE),
        unit_code=f"{PLACE}-ZHB",
        county_code=PLACE,
        personnel_category="county",
        cadre_authority=[authority for authority, *_ in CASES],
        illness_type=[illness for _, illness, *_ in CASES],
        detected_at=detected,
        reported_to=[office for *_, office in CASES],
        reported_at=[found + delay for _, _, found, delay, _ in CASES],
        sent_hospital_at=[found + timedelta(minutes=40) for found in detected],
        condolence_at=[found + timedelta(hours=10) for found in detected],
        outcome="treating",
    )
    return stacked([table, told])


STORY = Story(
    "S12",
    date(2020, 2, 21),
    date(2020, 2, 23),
    ("illness_reports",),
    keeps={"illness_reports": lambda table: where(table, county_code=PLACE)},
    changes={"illness_reports": _cases},
)
