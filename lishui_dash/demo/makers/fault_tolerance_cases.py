"""Cases of honest error: one every other day, decided within two weeks."""

from __future__ import annotations

from datetime import date, timedelta

from lishui_dash.catalogue.places import CITY_LEVEL
from lishui_dash.catalogue.units import command_of
from lishui_dash.demo.rows import Rows, rows
from lishui_dash.demo.scale import START
from lishui_dash.demo.world import PLACE_CODES, World

_ERRORS = ("missed_person", "wrong_data", "supply", "release", "procurement")
_DECISIONS = ("exempted", "exempted", "mitigated", "refused")
_LONGEST = 14


def make(world: World, day: date) -> Rows:
    """A case is told on the day it is applied for, and again on the day it is decided."""
    told = [_days_to_decide(day)] if _applied_on(day) else []
    cases = [(day, False)] if told else []
    for back in range(1, _LONGEST + 1):
        applied = day - timedelta(days=back)
        if applied >= START and _applied_on(applied) and _days_to_decide(applied) == back:
            cases.append((applied, True))
    return rows(
        len(cases),
        case_id=[f"RC{applied:%Y%m%d}-1" for applied, _ in cases],
        applied_at=[applied for applied, _ in cases],
        county_code=[_place(applied) for applied, _ in cases],
        unit_code=[command_of(_place(applied)).code for applied, _ in cases],
        cadre_authority=["unit_managed" for _ in cases],
        error_type=[_ERRORS[_turn(applied) % len(_ERRORS)] for applied, _ in cases],
        accepted_at=[
            applied + timedelta(days=1) if decided else None for applied, decided in cases
        ],
        decided_at=[day if decided else None for _, decided in cases],
        deciding_body=["LS-JJW" if decided else None for _, decided in cases],
        decision=[
            _DECISIONS[_turn(applied) % len(_DECISIONS)] if decided else None
            for applied, decided in cases
        ],
        feedback_at=[day if decided else None for _, decided in cases],
    )


def _applied_on(day: date) -> bool:
    return day.toordinal() % 2 == 0


def _turn(applied: date) -> int:
    return (applied - START).days // 2


def _days_to_decide(applied: date) -> int:
    return 6 + _turn(applied) * 5 % 8


def _place(applied: date) -> str:
    places = [code for code in PLACE_CODES if code != CITY_LEVEL]
    return places[_turn(applied) % len(places)]
