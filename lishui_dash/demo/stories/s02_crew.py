"""S02 温溪 exit: six people, fourteen days, twelve hours a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.catalogue.posts import POSTS
from lishui_dash.demo.people import names, person_ids
from lishui_dash.demo.plan import CREW_LAST, WENXI
from lishui_dash.demo.rows import Array, Rows, at, pick, rows, stacked, where
from lishui_dash.demo.sheets import Sheet, Story, split
from lishui_dash.demo.world import FIRST_OF_STORIES, World

CREW = FIRST_OF_STORIES + np.arange(6)
CREW_FIRST = date(2020, 1, 31)
ORDERED, RESTED = date(2020, 2, 14), date(2020, 2, 15)
PAID = date(2020, 3, 2)
MISSING, MISSING_UNTIL = date(2020, 2, 9), datetime(2020, 2, 12, 14, 30)
_COUNTY, _COMMAND, _HOME = "331121", "331121-ZHB", "331121-ZHB"
_UNABLE = CREW[4:]
_REST_DAYS = 3


def _duty(world: World, day: date, table: Rows) -> Rows:
    if CREW_FIRST <= day <= CREW_LAST:
        return stacked([table, _on_duty(day, CREW, 12, np.arange(6) // 3 * 2)])
    if RESTED <= day < RESTED + timedelta(days=_REST_DAYS):
        return stacked([table, _on_duty(day, _UNABLE, 8, np.full(2, 3))])
    return table


def _on_duty(day: date, people: Array, hours: int, shift: Array) -> Rows:
    start = at(day, np.where(shift == 2, 20 * 60, 8 * 60))
    return rows(
        len(people),
        duty_date=day,
        county_code=_COUNTY,
        reporting_unit_code=_COMMAND,
        post_id=WENXI,
        person_id=person_ids(people),
        name_masked=names(people),
        home_unit_code=_HOME,
        personnel_category="police",
        shift_code=pick(("day", "mid", "night", "standby"), shift),
        shift_start=start,
        shift_end=start + np.timedelta64(hours, "h"),
        duty_hours=float(hours),
        duty_status="on_duty",
        is_borrowed=False,
        is_leader=people == CREW[0],
        temp_party_branch="温溪出口临时党支部",
    )


def _rest(world: World, day: date, table: Rows) -> Rows:
    if day == ORDERED:
        return stacked([table, _orders("ordered"), _unable()])
    if day == RESTED:
        return stacked([table, _orders("executed")])
    return table


def _orders(status: str) -> Rows:
    people = CREW[:4]
    return rows(
        len(people),
        **_order(people, 1),
        start_date=RESTED,
        end_date=RESTED + timedelta(days=_REST_DAYS - 1),
        rest_days=float(_REST_DAYS),
        status=status,
    )


def _unable() -> Rows:
    return rows(
        len(_UNABLE),
        **_order(_UNABLE, 5),
        status="unable",
        unable_reason="出口值守无人接替",
        subsidy_id=_subsidies(),
    )


def _order(people: Array, first: int) -> dict[str, object]:
    return {
        "rest_id": [f"XX20200214-{first + n:02d}" for n in range(len(people))],
        "person_id": person_ids(people),
        "unit_code": _HOME,
        "county_code": _COUNTY,
        "rest_type": "forced",
        "trigger_rule": "long_days",
        "order_no": "青防指休〔2020〕1号",
        "ordered_at": datetime.combine(ORDERED, time(15, 0)),
    }


def _subsidies() -> list[str]:
    return [f"BT-XX20200214-{number:02d}" for number in (5, 6)]


def _paid(world: World, day: date, table: Rows) -> Rows:
    if day != PAID:
        return table
    in_lieu = rows(
        len(_UNABLE),
        subsidy_id=_subsidies(),
        person_id=person_ids(_UNABLE),
        unit_code=_HOME,
        county_code=_COUNTY,
        subsidy_type="in_lieu_of_rest",
        standard_yuan=200.0,
        days=float(_REST_DAYS),
        amount_yuan=200.0 * _REST_DAYS,
        period_start=RESTED,
        period_end=RESTED + timedelta(days=_REST_DAYS - 1),
        funding_source="county",
        approved_at=PAID - timedelta(days=1),
        paid_at=PAID,
        pay_status="paid",
        rest_id=["XX20200214-05", "XX20200214-06"],
    )
    return stacked([table, in_lieu])


def _timing(sheet: Sheet) -> Sequence[Sheet]:
    if sheet.feed != "personnel_deployment" or sheet.day != MISSING:
        return [sheet]
    mask = where(sheet.table, county_code=_COUNTY)
    return split(sheet, mask, MISSING_UNTIL, sender=_COMMAND)


def _of_crew(table: Rows) -> pa.ChunkedArray:
    crew = pa.array(person_ids(CREW).to_pylist())
    return pc.is_in(table.column("person_id"), value_set=crew)


def _nearby(table: Rows) -> pa.ChunkedArray:
    """Rows of the crew and of the county's command post, so that the county reports."""
    return pc.or_(_of_crew(table), where(table, post_id=_command_posts()))


def _command_posts() -> frozenset[str]:
    return frozenset(
        p.id for p in POSTS.values() if p.place == _COUNTY and p.type == "command"
    )


STORY = Story(
    "S02",
    CREW_FIRST,
    date(2020, 3, 2),
    ("personnel_deployment", "rest_leave", "subsidies"),
    keeps={
        "personnel_deployment": _nearby,
        "rest_leave": _of_crew,
        "subsidies": _of_crew,
    },
    changes={"personnel_deployment": _duty, "rest_leave": _rest, "subsidies": _paid},
    timing=_timing,
)
