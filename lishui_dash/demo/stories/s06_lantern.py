"""S06 万象街道: the paper lists of Lantern Festival repeat the scanned ones."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow.compute as pc

from lishui_dash.catalogue.units import units_of
from lishui_dash.demo.makers.volunteer_checkins import known_volunteers, sessions
from lishui_dash.demo.people import person_ids
from lishui_dash.demo.rows import Rows, replaced, stacked, where, without
from lishui_dash.demo.sheets import Story
from lishui_dash.demo.world import World
from lishui_dash.spec import UnitKind

PLACE, TOWNSHIP = "331102", "331102003"
DAY = date(2020, 2, 8)
SESSIONS, REPEATS = 846, 214


def community() -> str:
    """Return the community of the story: the first of its street."""
    return next(u.code for u in units_of(UnitKind.VILLAGE, PLACE) if u.parent == TOWNSHIP)


def _lists(world: World, day: date, table: Rows) -> Rows:
    if day != DAY:
        return table
    elsewhere = without(table, community_code=community())
    known = known_volunteers(world, day)
    busy = pc.is_in(
        person_ids(known), value_set=elsewhere.column("person_id").combine_chunks()
    )
    people = known[~busy.to_numpy(zero_copy_only=False)][:SESSIONS]
    scanned = sessions(day, people, np.full(SESSIONS, PLACE), 0, community())
    scanned = replaced(scanned, "method", "qr")
    scanned = replaced(scanned, "checkin_id", [f"WX0208-{n:04d}" for n in range(SESSIONS)])
    return stacked([elsewhere, scanned, _repeats(scanned)])


def _repeats(scanned: Rows) -> Rows:
    """Return the paper rows: the same people, two to ten minutes later."""
    paper = scanned.slice(0, REPEATS)
    later = (2 + np.arange(REPEATS) % 9).astype("timedelta64[m]")
    for name in ("check_in_at", "check_out_at"):
        paper = replaced(paper, name, paper.column(name).to_numpy() + later)
    paper = replaced(paper, "method", "paper")
    return replaced(paper, "checkin_id", [f"WX0208-Z{n:03d}" for n in range(REPEATS)])


STORY = Story(
    "S06",
    DAY,
    DAY,
    ("volunteer_checkins",),
    keeps={"volunteer_checkins": lambda table: where(table, community_code=community())},
    changes={"volunteer_checkins": _lists},
)
