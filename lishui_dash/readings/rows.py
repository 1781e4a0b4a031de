"""The rows behind a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

import pandas as pd

from lishui_dash.errors import AccessRefused
from lishui_dash.spec import About, Indicator, Register
from lishui_dash.store.engine import Engine
from lishui_dash.store.sight import Reach
from lishui_dash.words import Words

MOST = 500
"""How many rows are shown of a number at most."""


@dataclass(frozen=True)
class Listing:
    """Rows that may be shown one by one. `left_out` says why there are no more."""

    frame: pd.DataFrame
    left_out: LeftOut | None = None


class LeftOut(Enum):
    """Why rows behind a number are not shown."""

    PERSONS = "persons"
    """they tell of persons, and whoever asks may see none of them"""
    RESTRICTED = "restricted"
    """they are for the department that answers for the number"""
    FOREIGN = "foreign"
    """they are of a place that is not his"""
    OTHERS = "others"
    """those of other units at the place are left out"""


def require_figures(engine: Engine, place: str) -> None:
    """Counts are figures: they may be seen where figures may."""
    if not engine.sight.figures.covers_place(place):
        raise AccessRefused(
            Words(
                f"{place} 的指标不在您的范围内",
                f"the figures of {place} are not yours to see",
            )
        )


def rows_behind(
    engine: Engine,
    indicator: Indicator,
    place: str,
    as_of: date,
    between: tuple[float, float] | None = None,
) -> Listing:
    """Return the rows an indicator's value at `place` stands on, worst first.

    They are the rows as known now, at most `MOST`, and without any masked, sensitive or
    free-text column. `between` leaves those whose `spread` is from its first to below its
    second; the indicator must have a spread. Rows are picked from whole tables and then
    kept to what `engine.sight` lists: a row that says that something is missing elsewhere
    would otherwise say so of whatever cannot be seen.
    """
    behind = engine.behind
    known: dict[str, object] = {"place": place, "as_of": as_of}
    conditions = []
    if between is not None:
        known["low"], known["high"] = between
        conditions.append(f"{indicator.spread} >= $low AND {indicator.spread} < $high")
    reach = engine.sight.listed(indicator)
    left_out = None
    if not reach.is_everywhere and not reach.covers_place(place):
        column = _unit_column(behind, indicator, known)
        if not reach or not column:
            return Listing(_none(behind, indicator, known), _why(indicator, reach))
        left_out = LeftOut.OTHERS
        known["units"] = sorted(reach.units or ())
        conditions.append(f"list_contains($units, {column})")
    if not conditions:
        sql = f"{indicator.rows_sql} LIMIT {MOST}"
    else:
        sql = f"""
            SELECT *
            FROM ({indicator.rows_sql}) AS behind
            WHERE {" AND ".join(conditions)}
            LIMIT {MOST}
        """
    return Listing(behind.frame(sql, known), left_out)


def _why(indicator: Indicator, reach: Reach) -> LeftOut:
    if reach:
        return LeftOut.FOREIGN
    match indicator.about:
        case About.PERSONS:
            return LeftOut.PERSONS
        case About.RESTRICTED:
            return LeftOut.RESTRICTED
        case About.THINGS:
            return LeftOut.FOREIGN


def _none(
    behind: Engine, indicator: Indicator, known: Mapping[str, object]
) -> pd.DataFrame:
    """Return the columns of the rows behind a number, and no row."""
    return behind.frame(f"SELECT * FROM ({indicator.rows_sql}) AS behind LIMIT 0", known)


def _unit_column(
    behind: Engine, indicator: Indicator, known: Mapping[str, object]
) -> str | None:
    """Return the column of the rows that tells whose they are: the first one of a unit."""
    units = {
        column.name
        for feed in indicator.feeds
        for column in feed.columns
        if column.refers_to is Register.UNIT
    }
    names = map(str, _none(behind, indicator, known).columns)
    return next((name for name in names if name in units or name == "unit_code"), None)


def values_behind(
    engine: Engine, indicator: Indicator, place: str, as_of: date
) -> list[float]:
    """Return the `spread` of every row behind a value, least first; none where unknown."""
    require_figures(engine, place)
    rows = engine.behind.query(
        f"""
        SELECT CAST({indicator.spread} AS DOUBLE) AS spread
        FROM ({indicator.rows_sql}) AS behind
        WHERE {indicator.spread} IS NOT NULL
        ORDER BY spread
        """,
        {"place": place, "as_of": as_of},
    )
    return [value for (value,) in rows]


def rows_counted(
    engine: Engine, indicator: Indicator, by: str, place: str, as_of: date
) -> pd.DataFrame:
    """Return how many of all rows behind a value have each value of a column, most first.

    `by` is one of the indicator's `drill`. The columns are `by` and `rows_behind_n`.
    Raises ValueError for another column, AccessRefused at a place whose figures are not
    seen.
    """
    if by not in indicator.drill:
        raise ValueError(f"{indicator.name} has no drill-down by {by}")
    require_figures(engine, place)
    return engine.behind.frame(
        f"""
        SELECT {by}, count(*) AS rows_behind_n
        FROM ({indicator.rows_sql}) AS behind
        GROUP BY {by}
        ORDER BY rows_behind_n DESC, {by}
        """,
        {"place": place, "as_of": as_of},
    )
