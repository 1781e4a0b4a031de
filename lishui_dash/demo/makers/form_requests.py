"""What is asked of townships and villages, registered by whoever asks.

On the first day the standing daily requests: one of each command centre and of the eight
bureaus that `form_burden_daily` names. Then one-off requests, all approved before issue.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.catalogue.places import CITY_LEVEL
from lishui_dash.catalogue.units import UNITS, command_of
from lishui_dash.demo.makers.form_burden_daily import BUREAUS
from lishui_dash.demo.rows import Array, Rows, at, numbered, pick, rows, stacked
from lishui_dash.demo.scale import START
from lishui_dash.demo.world import PLACE_CODES, World
from lishui_dash.spec import UnitKind

_TYPES = ("notice", "material", "data", "form", "meeting", "notice")
_TITLES = (
    "防控工作通知",
    "复工复产情况",
    "返乡人员数据",
    "物资需求表",
    "视频调度会",
    "值班安排通知",
)
_TOWNSHIPS = 173


def make(world: World, day: date) -> Rows:
    once = _once(world, day)
    return stacked([_standing(day), once]) if day == START else once


def _standing(day: date) -> Rows:
    issuers = [*(command_of(place).code for place in PLACE_CODES), *BUREAUS]
    targets = [*PLACE_CODES, *(CITY_LEVEL for _ in BUREAUS)]
    numbers = np.arange(len(issuers))
    return _requests(
        "YQ-RB-",
        numbers,
        day,
        issuers,
        targets,
        minutes=numbers % 20,
        request_type="form",
        title="疫情防控日报",
        recurrence="daily",
        field_n=12,
        est_minutes=12,
        status="in_force",
    )


def _once(world: World, day: date) -> Rows:
    count = 24 if day.weekday() < 5 else 20
    count = max(world.count(count), 12)
    numbers = np.arange(count)
    turn = numbers + day.toordinal()
    commands = [place for place in PLACE_CODES if place != CITY_LEVEL]
    of_bureau = numbers % 2 == 0
    issuers = [
        BUREAUS[n % len(BUREAUS)]
        if bureau
        else command_of(commands[n % len(commands)]).code
        for n, bureau in zip(turn.tolist(), of_bureau.tolist(), strict=True)
    ]
    targets = [UNITS[issuer].place for issuer in issuers]
    return _requests(
        f"YQ{day:%Y%m%d}-",
        numbers,
        day,
        issuers,
        targets,
        minutes=9 * 60 + numbers * 19 % 480,
        request_type=pick(_TYPES, turn % len(_TYPES)),
        title=pick(_TITLES, turn % len(_TITLES)),
        recurrence="once",
        field_n=5 + turn % 12,
        est_minutes=10 + turn % 4 * 5,
        status="expired",
    )


def _requests(
    prefix: str,
    numbers: Array,
    day: date,
    issuers: list[str],
    targets: list[str],
    minutes: Array,
    **columns: object,
) -> Rows:
    units = [
        _TOWNSHIPS
        if target == CITY_LEVEL
        else sum(u.kind is UnitKind.TOWNSHIP and u.place == target for u in UNITS.values())
        for target in targets
    ]
    return rows(
        len(numbers),
        request_id=numbered(prefix, numbers + 1, 3),
        issued_at=at(day, minutes),
        issuing_unit_code=issuers,
        target_level="township",
        target_county=targets,
        target_unit_n=[max(count, 1) for count in units],
        doc_no=numbered(f"丽防指〔2020〕{day:%m%d}", numbers + 1, 2),
        deadline_at=at(day, minutes + 26 * 60),
        approval_status="approved",
        approval_no=numbered(f"同意〔2020〕{day:%m%d}-", numbers + 1, 2),
        approved_at=at(day, minutes - 90 - numbers % 60),
        **columns,
    )
