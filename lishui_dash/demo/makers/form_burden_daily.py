"""What reached each township and village: 2.6 forms a day, 1.5 meetings a week.

A small set shows every township, and a part of the villages.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np

from lishui_dash.catalogue.units import UNITS, command_of
from lishui_dash.demo.rows import Array, Rows, pick, rows
from lishui_dash.demo.world import UNIT_CODES, World
from lishui_dash.spec import UnitKind

BUREAUS = ("LS-WJW", "LS-MZJ", "LS-JYJ", "LS-GAJ", "LS-NYJ", "LS-JTJ", "LS-ZZB", "LS-XCB")
"""Every one of them has a daily request in force, approved by the command centre."""
_FORMS_BELOW = np.array([0.01, 0.42, 0.94, 1.0])
_FORMS = np.array([0, 2, 3, 4])


@cache
def receivers(share: float) -> tuple[str, ...]:
    """Return the townships and villages shown, those of one place together."""
    step = max(1, round(0.7 / share)) if share < 1 else 1
    return tuple(
        unit.code
        for number, unit in enumerate(UNITS.values())
        if unit.kind is UnitKind.TOWNSHIP
        or (unit.kind is UnitKind.VILLAGE and number % step == 0)
    )


def turns(day: date, places: Array) -> Array:
    """Return for each unit a number from 0 to 1, spread evenly within its place."""
    turn = np.zeros(len(places))
    for place in np.unique(places).tolist():
        here = np.flatnonzero(places == place)
        order = np.arange(len(here)) * 7919 + day.toordinal() * 104_729
        turn[here] = order % len(here) / len(here)
    return turn


def make(world: World, day: date) -> Rows:
    told = receivers(world.share)
    unit = np.array([_number(code) for code in told])
    places = np.array([UNITS[code].place for code in told])
    forms = _FORMS[np.searchsorted(_FORMS_BELOW, turns(day, places), side="right")]
    bureau = (np.arange(len(told)) + day.toordinal()) % len(BUREAUS)
    first = np.array([_number(command_of(place).code) for place in places.tolist()])
    bureaus = np.array([_number(code) for code in BUREAUS])
    idle = forms == 0
    meets = ~idle & ((np.arange(len(told)) * 5 + day.toordinal() * 3) % 14 < 3)
    lines = [
        _line(day, unit, np.where(idle, _number("NONE"), first), forms > 0, meets, 0.4),
        _line(day, unit, bureaus[bureau], forms > 1, False, 0.28)[~idle],
        _line(day, unit, bureaus[(bureau + 3) % len(BUREAUS)], forms - 2, False, 0.22)[
            ~idle
        ],
    ]
    return _rows(day, np.concatenate(lines))


def _line(
    day: date, unit: Array, issuer: Array, count: Array, meets: Array | bool, hours: float
) -> Array:
    """Return one row for each unit: unit, issuer, forms, data, materials, meets, hours."""
    asked = np.maximum(count.astype(int), 0)
    kind = (unit + day.toordinal()) % 3
    parts = [np.where(kind == number, asked, 0) for number in range(3)]
    return np.stack(
        [unit, issuer, *parts, np.broadcast_to(meets, unit.shape), asked * hours], axis=1
    ).astype(float)


def _rows(day: date, lines: Array) -> Rows:
    unit, issuer = lines[:, 0].astype(int), lines[:, 1].astype(int)
    places = [unit_.place for unit_ in UNITS.values()]
    levels = [
        "township" if unit_.kind is UnitKind.TOWNSHIP else "village"
        for unit_ in UNITS.values()
    ]
    forms, data, materials, meets = lines[:, 2:6].astype(int).T
    return rows(
        len(lines),
        report_date=day,
        county_code=pick(places, unit),
        unit_code=pick(UNIT_CODES, unit),
        unit_level=pick(levels, unit),
        issuing_unit_code=pick(UNIT_CODES, issuer),
        forms_n=forms,
        data_requests_n=data,
        materials_n=materials,
        notices_n=(unit + issuer) % 3 // 2,
        meetings_n=meets,
        meeting_hours=meets * 1.0,
        fill_hours=np.round(lines[:, 6], 2),
        duplicate_n=0,
        no_approval_n=0,
    )


@cache
def _unit_numbers() -> dict[str, int]:
    return {code: number for number, code in enumerate(UNIT_CODES)}


def _number(code: str) -> int:
    return _unit_numbers()[code]
