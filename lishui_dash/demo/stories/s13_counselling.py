"""S13 青田: the hotline is called five times as often after the imported cases."""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.demo.makers.counselling_sessions import sessions
from lishui_dash.demo.rows import Rows, stacked, where, without
from lishui_dash.demo.sheets import Story
from lishui_dash.demo.world import PLACE_CODES, World

PLACE = "331121"
SECOND_DESK = date(2020, 3, 6)
_LONG = (18, 18, 19, 20, 21, 22, 23, 24, 25)
_MIDDLING = (8, 9, 10, 11, 12, 13, 14)

CALLS: dict[date, tuple[int, tuple[int, ...], int]] = {
    date(2020, 3, 3): (25, _LONG[7:], 4),
    date(2020, 3, 4): (31, _LONG[:7], 8),
    date(2020, 3, 5): (31, _MIDDLING[:5], 3),
    date(2020, 3, 6): (31, _MIDDLING[5:], 0),
    date(2020, 3, 7): (31, (), 0),
    date(2020, 3, 8): (31, (), 0),
    date(2020, 3, 9): (27, (), 0),
    date(2020, 3, 10): (22, (), 0),
    date(2020, 3, 11): (16, (), 0),
    date(2020, 3, 12): (11, (), 0),
}
"""Calls a day, minutes of those who waited long, and how many gave up.

Over the seven days to 03-04: 86 calls, 12 given up (14 %), the 90th percentile of the
74 waits is 18 minutes. Over those to 03-07 it is between 5 and 15, to 03-08 below 5.
"""


def _surge(world: World, day: date, table: Rows) -> Rows:
    if day not in CALLS:
        return table
    count, minutes, given_up = CALLS[day]
    waits = 15 + np.arange(count) * 53 % 166
    waits[given_up : given_up + len(minutes)] = [60 * waited for waited in minutes]
    abandoned = np.arange(count) < given_up
    place = np.full(count, PLACE_CODES.index(PLACE))
    told = sessions(day, place, waits, abandoned, "XL-QT")
    return stacked([without(table, county_code=PLACE), told])


STORY = Story(
    "S13",
    date(2020, 2, 26),
    date(2020, 3, 9),
    ("counselling_sessions",),
    keeps={"counselling_sessions": lambda table: where(table, county_code=PLACE)},
    changes={"counselling_sessions": _surge},
)
