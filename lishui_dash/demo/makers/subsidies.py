"""Subsidies as they are paid: 4.66 million yuan of temporary work subsidy by 02-16.

The amounts are whole days and half days at 200 and 300 yuan, so the sum by that day is
4,660,000 and not 4,660,040.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from lishui_dash.demo.makers.personnel_roster import (
    medic_people,
    medic_places,
    medic_units,
)
from lishui_dash.demo.people import person_ids
from lishui_dash.demo.rows import Array, Rows, numbered, only_where, pick, rows
from lishui_dash.demo.world import World, codes

FIRST_PAID = date(2020, 1, 28)
_QUARTETS, _REMAINDER_DAYS = 36, 13
"""36 x (300x5 + 200x6 + 300x7 + 200x8) + 200x13 = 233,000 a day, twenty days long."""
_GRASSROOTS, _HYGIENE, _STANDARD = 280, 60, 50
_UNPAID = 5
_UNPAID_AT = ("331100", "331102", "331121", "331122")
"""Only places with many to pay have some whose payment is still under way."""


def make(world: World, day: date) -> Rows:
    if day < FIRST_PAID:
        return rows(0)
    counts = [
        world.count(_QUARTETS) * 4,
        1,
        world.count(_GRASSROOTS),
        world.count(_HYGIENE),
        world.count(_UNPAID, 0),
    ]
    part = np.repeat(np.arange(len(counts)), counts)
    numbers = np.arange(len(part))
    temporary = np.isin(part, (0, 1, 4))
    standard = np.where(temporary, np.where(numbers % 2 == 0, 300, 200), _STANDARD)
    days = np.where(temporary, 5 + numbers % 4, 7)
    standard[part == 1], days[part == 1] = 200, _REMAINDER_DAYS
    people, places = medic_people(world), medic_places(world)
    who = (numbers * 31 + day.toordinal() * 977) % len(people)
    there = np.flatnonzero(np.isin(places, _UNPAID_AT))
    who[part == 4] = there[who[part == 4] * 7 % len(there)]
    kind = np.where(temporary, 0, part - 1)
    return _rows(day, people[who], places[who], kind, standard, days, part == 4)


def _rows(
    day: date,
    people: Array,
    places: Array,
    kind: Array,
    standard: Array,
    days: Array,
    unpaid: Array,
) -> Rows:
    end = day - timedelta(days=2)
    return rows(
        len(people),
        subsidy_id=numbered(f"BT{day:%Y%m%d}-", np.arange(len(people)) + 1, 4),
        person_id=person_ids(people),
        unit_code=codes(medic_units(places, people // 3)),
        county_code=codes(places),
        subsidy_type=pick(("temp_work", "grassroots", "hygiene"), kind),
        standard_yuan=standard.astype(float),
        days=days.astype(float),
        amount_yuan=(standard * days).astype(float),
        period_start=np.datetime64(end) - (days - 1).astype(int),
        period_end=end,
        funding_source=pick(("central", "province", "county"), kind),
        approved_at=day - timedelta(days=1),
        paid_at=only_where(np.full(len(people), np.datetime64(day)), ~unpaid),
        pay_status=pick(("paid", "approved"), unpaid.astype(int)),
    )
