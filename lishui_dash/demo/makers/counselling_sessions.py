"""Calls for help: some forty a day, answered within three minutes."""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.catalogue.places import CITY_LEVEL, ZONE
from lishui_dash.demo.rows import Array, Rows, at, numbered, only_where, pick, rows
from lishui_dash.demo.world import PLACE_CODES, World

A_DAY = {
    "331102": 9,
    "331121": 6,
    "331122": 5,
    "331123": 3,
    "331124": 3,
    "331125": 2,
    "331126": 2,
    "331127": 2,
    "331181": 3,
    ZONE: 1,
    CITY_LEVEL: 4,
}
_CLIENTS = ("medical", "village", "police", "township", "volunteer")


def make(world: World, day: date) -> Rows:
    place = np.repeat(np.arange(len(PLACE_CODES)), [A_DAY[code] for code in PLACE_CODES])
    numbers = np.arange(len(place))
    waits = 15 + (numbers * 53 + day.toordinal() * 29) % 181
    return sessions(day, place, waits, np.zeros(len(place), dtype=bool))


def sessions(
    day: date, place: Array, waits: Array, given_up: Array, prefix: str = "XL"
) -> Rows:
    """Return one call each: place number, seconds waited, and whether it was given up."""
    numbers = np.arange(len(place))
    begun = at(day, 8 * 60 + numbers * 37 % (12 * 60))
    started = begun + waits.astype("timedelta64[s]")
    risk = np.where(given_up, 0, (numbers + day.toordinal()) % 29 // 14)
    high = risk == 2
    return rows(
        len(place),
        session_id=numbered(f"{prefix}{day:%Y%m%d}-", numbers + 1, 3),
        requested_at=begun,
        county_code=pick(PLACE_CODES, place),
        platform="hotline",
        client_category=pick(_CLIENTS, (numbers + day.toordinal()) % len(_CLIENTS)),
        started_at=only_where(started, ~given_up),
        ended_at=only_where(started + np.timedelta64(25, "m"), ~given_up),
        participants_n=1,
        risk_level=pick(("low", "medium", "high"), risk),
        follow_up_at=only_where(begun + np.timedelta64(6, "h"), high),
        status=pick(("done", "abandoned"), given_up.astype(int)),
    )
