"""S09 six families of the fifth team are not called on for a week."""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.demo.makers.family_visits import visits
from lishui_dash.demo.makers.personnel_roster import family_numbers
from lishui_dash.demo.rows import Rows, replaced, stacked, told, without
from lishui_dash.demo.sheets import Story
from lishui_dash.demo.world import World

FORGOTTEN = np.arange(60, 66)
"""Members of the fifth team, by their number among the eighty."""
LAST_CALL, REMEMBERED = date(2020, 2, 13), (date(2020, 2, 22), date(2020, 2, 23))
IN_NEED, ASKED, SOLVED = 20, date(2020, 2, 12), date(2020, 2, 24)


def _calls(world: World, day: date, table: Rows) -> Rows:
    if LAST_CALL < day <= REMEMBERED[1] and table.num_rows:
        families = frozenset(family_numbers(FORGOTTEN).tolist())
        table = without(table, family_key=families)
    if day in REMEMBERED:
        half = REMEMBERED.index(day)
        table = stacked([table, visits(day, FORGOTTEN[half::2])])
    if day in (ASKED, SOLVED):
        table = stacked([table, _need(day == SOLVED)])
    return table


def _need(solved: bool) -> Rows:
    """Return the visit at which a medical need was told, as it stands."""
    visit = visits(ASKED, np.array([IN_NEED]))
    visit = replaced(visit, "visit_id", f"ZF{ASKED:%Y%m%d}-J01")
    visit = replaced(visit, "need_category", "medical")
    visit = replaced(visit, "need_status", "closed" if solved else "open")
    closed = np.datetime64(SOLVED) if solved else np.datetime64("NaT", "D")
    return replaced(visit, "need_closed_at", np.array([closed], dtype="datetime64[D]"))


STORY = Story(
    "S09",
    date(2020, 2, 13),
    SOLVED,
    ("personnel_roster", "family_visits"),
    keeps={"personnel_roster": lambda table: told(table, "family_key")},
    changes={"family_visits": _calls},
)
