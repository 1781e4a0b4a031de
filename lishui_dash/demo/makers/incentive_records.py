"""Awards and party development: 54 activists, 13 probationary members, 33 collectives and
221 persons commended by 02-16; from mid-March excellent ratings, far under their cap.

Nobody is named twice, and everybody named stands at a post: one person of every group of
the rota, in order.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from lishui_dash.demo.makers.personnel_deployment import home_units
from lishui_dash.demo.people import Indices, names, person_ids
from lishui_dash.demo.rows import Array, Rows, pick, rows, spread, stacked
from lishui_dash.demo.scale import START
from lishui_dash.demo.world import PLACE_CODES, World, codes, commands

FIRST, COUNTED_ON = date(2020, 1, 29), date(2020, 2, 16)
COUNTED = {"activists": 54, "probationary": 13, "persons": 221, "careers": 0}
COLLECTIVES = 33
_LATER_A_DAY = {"activists": 2, "probationary": 1, "persons": 9, "careers": 3}
_LATER_COLLECTIVES = 1
_AWARDS = ("praise", "praise", "timely_award", "jiajiang")
_CAREERS = ("party_candidate", "talent_138", "lvgu_medic", "rank_promotion", "young_cadre")
_PAY_RAISED_ON, _PAY_YUAN = date(2020, 3, 10), 180_000.0
RATINGS = date(2020, 3, 16), date(2020, 3, 27)
_RATED, _RATED_FROM = 0.02, 100
"""The part of a unit's people rated excellent, in units of so many and more."""


def make(world: World, day: date) -> Rows:
    if day < FIRST:
        return rows(0)
    counts = _counts(world, day)
    people = _named(world, day, sum(counts.values()))
    kind = np.repeat(np.arange(len(counts)), list(counts.values()))[: len(people)]
    turn = people + day.toordinal()
    listed = ("party_activist", "probationary_member", *_AWARDS, *_CAREERS)
    which = np.where(kind == 2, 2 + turn % len(_AWARDS), kind)
    which = np.where(kind == 3, 2 + len(_AWARDS) + turn % len(_CAREERS), which)
    told = [
        awards(world, day, people, pick(listed, which), "JL"),
        _collectives(world, day),
        _stories(day),
        _pay(day),
    ]
    if RATINGS[0] <= day <= RATINGS[1]:
        days = (RATINGS[1] - RATINGS[0]).days + 1
        rated = _rated(world)[(day - RATINGS[0]).days :: days]
        told.append(awards(world, day, rated, "excellent_rating", "YX"))
    return stacked(told)


def awards(world: World, day: date, people: Indices, types: object, prefix: str) -> Rows:
    """Return one approved record for each of the people of the rota."""
    staff = world.staff
    return rows(
        len(people),
        record_id=_numbers(prefix, day, len(people)),
        record_date=day,
        county_code=codes(staff.place_of[people]),
        unit_code=home_units(staff, people),
        subject_type="person",
        person_id=person_ids(people),
        name_masked=names(people),
        personnel_category=codes(staff.category_of[people]),
        incentive_type=types,
        stage="approved",
        level="county",
        doc_no=f"丽委组〔2020〕{day:%m%d}号",
    )


def _counts(world: World, day: date) -> dict[str, int]:
    if day > COUNTED_ON:
        return {name: world.count(number, 0) for name, number in _LATER_A_DAY.items()}
    return {name: _on_day(world.count(number, 0), day) for name, number in COUNTED.items()}


def _on_day(total: int, day: date) -> int:
    days = (COUNTED_ON - FIRST).days + 1
    return spread(total, [1.0] * days)[(day - FIRST).days]


def _named(world: World, day: date, count: int) -> Indices:
    """Return people who stand that day at a post that stays open to the end."""
    slots = world.staff.slots
    steady = (
        (slots.seat == 0)
        & (slots.last > date(2020, 6, 1).toordinal())
        & (slots.first < (START + timedelta(days=10)).toordinal())
    )
    groups = np.flatnonzero(steady)
    earlier = (FIRST + timedelta(days=n) for n in range((day - FIRST).days))
    named = sum(sum(_counts(world, one).values()) for one in earlier)
    taken = groups * 7919 % 104_729
    order = groups[np.argsort(taken)]
    people: Indices = world.staff.person_at(day)[order[named : named + count]]
    return people


def _collectives(world: World, day: date) -> Rows:
    if day > COUNTED_ON:
        count = world.count(_LATER_COLLECTIVES, 0)
    else:
        count = _on_day(world.count(COLLECTIVES), day)
    turn = np.arange(count) + (day - FIRST).days * max(count, 1)
    return _of_places(day, turn, "JT", "collective", "praise", "示例先进集体")


def _stories(day: date) -> Rows:
    """Every place publishes one story a week."""
    places = np.arange(len(PLACE_CODES))
    turn = places[(places + day.toordinal()) % 7 == 0]
    return _of_places(day, turn, "XC", "collective", "publicity", "先进事迹（示例）")


def _pay(day: date) -> Rows:
    turn = np.arange(len(PLACE_CODES) if day == _PAY_RAISED_ON else 0)
    told = _of_places(day, turn, "JX", "unit_quota", "perf_pay", "示例单位")
    return told.append_column("amount_yuan", [np.full(len(turn), _PAY_YUAN)])


def _of_places(
    day: date, turn: Array, prefix: str, subject: str, type_: str, name: str
) -> Rows:
    places = np.array(PLACE_CODES)[turn % len(PLACE_CODES)]
    return rows(
        len(turn),
        record_id=_numbers(prefix, day, len(turn)),
        record_date=day,
        county_code=codes(places),
        unit_code=commands(places),
        subject_type=subject,
        name_masked=name,
        incentive_type=type_,
        stage="approved",
        level="county",
        doc_no=f"丽防指〔2020〕{day:%m%d}号",
    )


def _rated(world: World) -> Indices:
    staff = world.staff
    people = np.arange(staff.people)
    units = np.array(home_units(staff, people).to_pylist())
    _, which, counts = np.unique(units, return_inverse=True, return_counts=True)
    rank = np.zeros(len(people), np.int64)
    for number in np.flatnonzero(counts >= _RATED_FROM).tolist():
        here = np.flatnonzero(which == number)
        rank[here] = np.arange(len(here)) + 1
    quota = np.floor(counts * _RATED)[which]
    return np.flatnonzero((rank > 0) & (rank <= quota))


def _numbers(prefix: str, day: date, count: int) -> list[str]:
    return [f"{prefix}{day:%Y%m%d}-{number:04d}" for number in range(1, count + 1)]
