"""The rows behind a number."""

from __future__ import annotations

from datetime import date

import pandas as pd

from lishui_dash.spec import Indicator
from lishui_dash.store.engine import Engine


def rows_behind(
    engine: Engine, indicator: Indicator, place: str, as_of: date
) -> pd.DataFrame:
    """Return the rows an indicator's value at `place` stands on, worst first.

    They are the rows as known now, at most as many as the indicator's SELECT allows, and
    without any masked, sensitive or free-text column.
    """
    return engine.frame(indicator.rows_sql, {"place": place, "as_of": as_of})
