"""Meals, warmth, night shelter and transport at every post that somebody stands at."""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.demo.makers.personnel_deployment import on_leave
from lishui_dash.demo.rows import Array, Rows, pick, rows
from lishui_dash.demo.world import World, codes

_FAILS = 33
"""One post in so many has something missing; a place with fewer posts has all in order."""


def make(world: World, day: date) -> Rows:
    staff = world.staff
    present = staff.on_rota(day) & ~on_leave(staff, day)
    posts = sorted({need.post.id for need in staff.needs})
    number = {code: place for place, code in enumerate(posts)}
    post_of = np.array([number[need.post.id] for need in staff.needs])
    on_duty = np.bincount(post_of[staff.slots.need[present]], minlength=len(posts))
    for need in staff.needs:
        if need.by_crew and need.start <= day <= (need.end or day):
            on_duty[number[need.post.id]] += need.number
    place_of = {need.post.id: need.post.place for need in staff.needs}
    open_ = np.flatnonzero(on_duty)
    places = np.array([place_of[posts[post]] for post in open_.tolist()])
    names, which, counts = np.unique(places, return_inverse=True, return_counts=True)
    rank = _ranks(which)
    fault = rank % _FAILS == day.toordinal() * 5 % _FAILS
    fault &= rank < counts[which] // _FAILS * _FAILS
    kind = (open_ + day.toordinal()) % 4
    people = on_duty[open_]
    short = (fault & (kind == 0)).astype(int)
    rides = people // 3
    unserved = (fault & (kind == 3)).astype(int)
    return rows(
        len(open_),
        report_date=day,
        county_code=codes(names[which]),
        post_id=pick(posts, open_),
        onduty_n=people,
        meals_required_n=people * 2,
        meals_served_n=people * 2 - short,
        hot_meals_n=np.maximum(people * 2 - short - people // 8, 0),
        heating_ok=~(fault & (kind == 1)),
        night_shelter_ok=~(fault & (kind == 2)),
        transport_need_n=rides + 1,
        transport_served_n=rides + 1 - unserved,
        issue_open_n=fault.astype(int),
        min_temp_c=np.round(2.0 + (open_ % 40) / 10 + _season(day), 1),
    )


def _ranks(which: Array) -> Array:
    """Return for each row how many rows of its own place stand before it."""
    rank = np.zeros(len(which), np.int64)
    for place in np.unique(which).tolist():
        here = np.flatnonzero(which == place)
        rank[here] = np.arange(len(here))
    return rank


def _season(day: date) -> float:
    """Return how many degrees warmer the day is than late January."""
    return (day.toordinal() - date(2020, 1, 23).toordinal()) * 0.1
