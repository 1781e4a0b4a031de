"""The rows behind a number."""

from __future__ import annotations

from datetime import date

import pandas as pd

from lishui_dash.spec import Indicator
from lishui_dash.store.engine import Engine

MOST = 500
"""How many rows are shown of a number at most."""


def rows_behind(
    engine: Engine,
    indicator: Indicator,
    place: str,
    as_of: date,
    between: tuple[float, float] | None = None,
) -> pd.DataFrame:
    """Return the rows an indicator's value at `place` stands on, worst first.

    They are the rows as known now, at most `MOST`, and without any masked, sensitive or
    free-text column. `between` leaves those whose `spread` is from its first to below its
    second; the indicator must have a spread.
    """
    known: dict[str, object] = {"place": place, "as_of": as_of}
    if between is None:
        return engine.frame(f"{indicator.rows_sql} LIMIT {MOST}", known)
    low, high = between
    return engine.frame(
        f"""
        SELECT *
        FROM ({indicator.rows_sql}) AS behind
        WHERE {indicator.spread} >= $low AND {indicator.spread} < $high
        LIMIT {MOST}
        """,
        {**known, "low": low, "high": high},
    )


def values_behind(
    engine: Engine, indicator: Indicator, place: str, as_of: date
) -> list[float]:
    """Return the `spread` of every row behind a value, least first; none where unknown."""
    rows = engine.query(
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
    Raises ValueError for another column.
    """
    if by not in indicator.drill:
        raise ValueError(f"{indicator.name} has no drill-down by {by}")
    return engine.frame(
        f"""
        SELECT {by}, count(*) AS rows_behind_n
        FROM ({indicator.rows_sql}) AS behind
        GROUP BY {by}
        ORDER BY rows_behind_n DESC, {by}
        """,
        {"place": place, "as_of": as_of},
    )
