"""The rows behind a number."""

from __future__ import annotations

from datetime import date

import pandas as pd

from lishui_dash.spec import Indicator
from lishui_dash.store.engine import Engine

MOST = 500
"""How many rows are shown of a number at most."""


def rows_behind(
    engine: Engine, indicator: Indicator, place: str, as_of: date
) -> pd.DataFrame:
    """Return the rows an indicator's value at `place` stands on, worst first.

    They are the rows as known now, at most `MOST`, and without any masked, sensitive or
    free-text column.
    """
    known = {"place": place, "as_of": as_of}
    return engine.frame(f"{indicator.rows_sql} LIMIT {MOST}", known)


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
