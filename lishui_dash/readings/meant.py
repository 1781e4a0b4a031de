"""Which stored rows a row behind a number stands for.

The rows behind a number are whatever its SELECT shows: single rows of a feed, a sum over
a day, two feeds joined. What they have in common with the key of a feed leads back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from lishui_dash.readings.history import Meant
from lishui_dash.spec import Feed, Indicator, Load, Privacy, Register, Rollup

_NAMES_ONE = (Register.UNIT, Register.POST, Register.COMMUNITY, Register.ITEM)


def leads_back(indicator: Indicator, columns: Collection[str]) -> tuple[Feed, ...]:
    """Return the feeds to whose rows the rows behind a number lead, by their columns.

    First come those of which every column of the key is shown.
    """
    found = [feed for feed in indicator.feeds if _shared(feed, columns)]
    return tuple(sorted(found, key=lambda feed: not set(feed.key) <= set(columns)))


def rows_meant(
    indicator: Indicator, row: Mapping[str, object], as_of: date
) -> tuple[Meant, ...]:
    """Return the stored rows that a row behind a number as of a day stands for.

    `row` holds the cells by column name; a cell that is missing is None. Where the row
    tells no day, those are meant that the number looks back on.
    """
    told = {name: cell for name, cell in row.items() if cell is not None}
    found = []
    for feed in leads_back(indicator, told):
        cells = {name: told[name] for name in _shared(feed, told)}
        if feed.day in cells:
            found.append(Meant(feed, cells))
        else:
            found.append(Meant(feed, cells, _first(feed, indicator, as_of), as_of))
    return tuple(found)


def _shared(feed: Feed, columns: Collection[str]) -> tuple[str, ...]:
    """Return the columns that tell which rows of a feed are meant; () if they cannot.

    Short of the whole key they are what is shown of it, and persons; where that is
    nothing or a mere day, units, posts and items. A county alone tells too little.
    """
    if set(feed.key) <= set(columns):
        return feed.key
    shown = [column for column in feed.columns if column.name in columns]
    of_key = [column.name for column in shown if column.name in feed.key]
    persons = [c.name for c in shown if c.privacy is Privacy.PSEUDONYM]
    telling = dict.fromkeys((*of_key, *persons))
    if set(telling) <= {feed.day}:
        telling |= dict.fromkeys(c.name for c in shown if c.refers_to in _NAMES_ONE)
    return () if set(telling) <= {feed.day} else tuple(telling)


def _first(feed: Feed, indicator: Indicator, as_of: date) -> date | None:
    """Return the first day the number looks back on; None: all that is stored.

    A rollup that it reads looks back from its own days in turn.
    """
    rollups = [one for one in indicator.reads if isinstance(one, Rollup)]
    made_of = [rollup for rollup in rollups if feed in rollup.reads]
    if feed.load is not Load.REPLACE_SLICE or any(rollup.carries for rollup in made_of):
        return None
    if indicator.window is None:
        return None
    further = max((rollup.window - 1 for rollup in made_of), default=0)
    return as_of - timedelta(days=indicator.window - 1 + further)
