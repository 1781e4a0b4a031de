"""The rows behind a number, and how many of them there are by each drill-down."""

from __future__ import annotations

from datetime import date

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.readings.rows import MOST, rows_behind, rows_counted
from lishui_dash.spec import Indicator
from lishui_dash.store.engine import Engine
from tests.kept import Kept

DAY = date(2020, 3, 3)


@pytest.fixture(scope="module")
def demo(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    kept = small_demo.copied_to(tmp_path_factory.mktemp("rows"))
    return open_desk(kept.store, kept.key_file).engine


@pytest.mark.parametrize("indicator", CATALOGUE.indicators.values(), ids=lambda i: i.name)
def test_every_drill_down_counts_the_rows_behind_the_number(
    demo: Engine, indicator: Indicator
) -> None:
    rows = rows_behind(demo, indicator, WHOLE, DAY).frame
    assert indicator.drill
    for by in indicator.drill:
        counts = rows_counted(demo, indicator, by, WHOLE, DAY)
        total = counts["rows_behind_n"].sum()
        if len(rows) < MOST:
            told = rows[by].value_counts(dropna=False).to_dict()
            assert dict(zip(counts[by], counts["rows_behind_n"], strict=True)) == told
        assert min(total, MOST) == len(rows)


def test_a_drill_down_that_is_not_declared_is_refused(engine: Engine) -> None:
    indicator = CATALOGUE.indicators["M08_DAYS_SUPPLY"]
    with pytest.raises(ValueError, match="no drill-down"):
        rows_counted(engine, indicator, "closing_qty", WHOLE, DAY)
