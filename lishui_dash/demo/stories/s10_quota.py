"""S10 云和示例单位: 34 excellent ratings for 100 people, and two wrong nominations."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from lishui_dash.catalogue.posts import POSTS
from lishui_dash.catalogue.units import units_of
from lishui_dash.demo.people import names, person_ids
from lishui_dash.demo.rows import Array, Rows, at, rows, stacked, where
from lishui_dash.demo.scale import START
from lishui_dash.demo.sheets import Story
from lishui_dash.demo.world import FIRST_OF_STORIES, World
from lishui_dash.spec import UnitKind

PLACE, UNIT = "331125", "331125-DEMO"
TOOK_PART = FIRST_OF_STORIES + 100 + np.arange(100)
RATED = TOOK_PART[:34]
ABSENT = FIRST_OF_STORIES + 220 + np.arange(2)
NOMINATED, RATED_ON, EXPLAINED = (
    date(2020, 3, 26),
    date(2020, 3, 27),
    date(2020, 3, 28),
)
_ON_DUTY = date(2020, 3, 20)


def _roster(world: World, day: date, table: Rows) -> Rows:
    if day == START:
        took_part = _people(TOOK_PART, personnel_category="county", is_village_cadre=False)
        return stacked([table, took_part, _absent(ABSENT, None, START)])
    if day == EXPLAINED:
        return stacked(
            [table, _absent(ABSENT[:1], "陪护重病家属（村委会证明）", EXPLAINED)]
        )
    return table


def _absent(people: Array, reason: str | None, day: date) -> Rows:
    village = units_of(UnitKind.VILLAGE, PLACE)[0]
    return _people(
        people,
        day,
        personnel_category="village",
        unit_code=village.parent,
        is_village_cadre=True,
        village_code=village.code,
        participation_status="not_taken_part",
        exemption_reason=reason,
    )


def _people(people: Array, day: date = START, **columns: object) -> Rows:
    given: dict[str, object] = {
        "person_id": person_ids(people),
        "name_masked": names(people),
        "unit_code": UNIT,
        "county_code": PLACE,
        "is_party_member": True,
        "cadre_authority": "unit_managed",
        "participation_status": "took_part",
        "valid_from": day,
    }
    return rows(len(people), **{**given, **columns})


def _incentives(world: World, day: date, table: Rows) -> Rows:
    if day == NOMINATED:
        told = _records(day, ABSENT, "village", "village_nomination", "proposed", "TM")
        return stacked([table, told])
    if day == RATED_ON:
        told = _records(day, RATED, "county", "excellent_rating", "approved", "YX-SL")
        return stacked([table, told])
    return table


def _records(
    day: date, people: Array, category: str, type_: str, stage: str, prefix: str
) -> Rows:
    return rows(
        len(people),
        record_id=[f"{prefix}{day:%Y%m%d}-{n:02d}" for n in range(1, len(people) + 1)],
        record_date=day,
        county_code=PLACE,
        unit_code=UNIT,
        subject_type="person",
        person_id=person_ids(people),
        name_masked=names(people),
        personnel_category=category,
        incentive_type=type_,
        stage=stage,
        level="county",
        doc_no="云示〔2020〕5号" if stage == "approved" else None,
    )


def _duty(world: World, day: date, table: Rows) -> Rows:
    """Those who were rated did stand at a post: that is not what is wrong."""
    if day != _ON_DUTY:
        return table
    start = at(day, 8 * 60)
    return stacked(
        [
            table,
            rows(
                len(RATED),
                duty_date=day,
                county_code=PLACE,
                reporting_unit_code=f"{PLACE}-ZHB",
                post_id=_command_post(),
                person_id=person_ids(RATED),
                name_masked=names(RATED),
                home_unit_code=UNIT,
                personnel_category="county",
                shift_code="standby",
                shift_start=np.full(len(RATED), start),
                shift_end=np.full(len(RATED), start + np.timedelta64(8, "h")),
                duty_hours=8.0,
                duty_status="on_duty",
                is_borrowed=False,
            ),
        ]
    )


def _command_post() -> str:
    return next(p.id for p in POSTS.values() if p.place == PLACE and p.type == "command")


def _of_the_story(table: Rows) -> pa.ChunkedArray:
    people = frozenset(person_ids(np.concatenate([TOOK_PART, ABSENT])).to_pylist())
    return where(table, person_id=people)


STORY = Story(
    "S10",
    date(2020, 3, 20),
    date(2020, 3, 29),
    ("personnel_roster", "incentive_records", "personnel_deployment"),
    keeps={
        "personnel_roster": _of_the_story,
        "incentive_records": _of_the_story,
        "personnel_deployment": _of_the_story,
    },
    changes={
        "personnel_roster": _roster,
        "incentive_records": _incentives,
        "personnel_deployment": _duty,
    },
)
