"""Requests raised by front-line people: each again on the day it is settled."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from lishui_dash.catalogue.units import command_of
from lishui_dash.demo.rows import Array, Rows, at, numbered, only_where, pick, rows, stacked
from lishui_dash.demo.scale import START
from lishui_dash.demo.world import PLACE_CODES, World, population_weights

_A_DAY, _LONGEST = 44, 5
_CATEGORIES = ("supplies", "work", "life", "pay", "family", "ideology")
_SUMMARIES = (
    "口罩配发不足",
    "值班安排过密",
    "值守点取暖",
    "补贴发放咨询",
    "家中老人照护",
    "希望多听取意见",
)
_LARGE = ("331102", "331121", "331122")
"""Only where there are many is one in thirteen settled late."""


def make(world: World, day: date) -> Rows:
    settled = [
        _settled_on(_opened(world, day - timedelta(days=back)), day)
        for back in range(_LONGEST, 0, -1)
        if day - timedelta(days=back) >= START
    ]
    return stacked([_as_of(_opened(world, day), day), *settled])


def _opened(world: World, day: date) -> Rows:
    """Return what is opened on the day, with the moment it will be settled."""
    count = max(world.count(_A_DAY), 16)
    numbers = np.arange(count)
    drawn = (numbers + 0.5) / count
    weights = np.cumsum(population_weights(zone=0.02, city=0.08))
    place = np.searchsorted(weights, drawn * weights[-1], side="right")
    late = np.isin(np.array(PLACE_CODES)[place], _LARGE) & (
        (numbers + day.toordinal()) % 13 == 0
    )
    opened = 8 * 60 + numbers * 23 % (10 * 60)
    hours = np.where(late, 80 + numbers % 24, 6 + (numbers * 7 + day.toordinal()) % 60)
    subject = (numbers + day.toordinal()) % len(_CATEGORIES)
    return rows(
        count,
        grievance_id=numbered(f"SQ{day:%Y%m%d}-", numbers + 1, 3),
        opened_at=at(day, opened),
        county_code=pick(PLACE_CODES, place),
        category=pick(_CATEGORIES, subject),
        summary=pick(_SUMMARIES, subject),
        assigned_unit_code=pick([command_of(code).code for code in PLACE_CODES], place),
        due_at=at(day, opened + 72 * 60),
        closed_at=at(day, opened + hours * 60),
        satisfaction=3 + numbers % 3,
    )


def _as_of(opened: Rows, day: date) -> Rows:
    closed = _moments(opened)
    return _told(opened, closed < np.datetime64(day + timedelta(days=1)))


def _settled_on(opened: Rows, day: date) -> Rows:
    closed = _moments(opened)
    midnight = np.datetime64(day)
    on_the_day = (closed >= midnight) & (closed < midnight + np.timedelta64(1, "D"))
    return _told(opened.filter(on_the_day), np.ones(on_the_day.sum(), dtype=bool))


def _moments(opened: Rows) -> Array:
    moments: Array = opened.column("closed_at").to_numpy()
    return moments


def _told(opened: Rows, done: Array) -> Rows:
    satisfaction = opened.column("satisfaction").to_numpy()
    return (
        opened.drop_columns(["closed_at", "satisfaction"])
        .append_column("closed_at", only_where(_moments(opened), done))
        .append_column("satisfaction", only_where(satisfaction, done))
        .append_column("status", pick(("open", "closed"), done.astype(int)))
    )
