"""S05 松阳示例单位: a meal paid from care money, and paid back."""

from __future__ import annotations

from datetime import date

from lishui_dash.demo.makers.care_funds import movements
from lishui_dash.demo.rows import Rows, replaced, stacked, where
from lishui_dash.demo.sheets import Story
from lishui_dash.demo.world import World

PLACE, UNIT = "331124", "331124-DEMO"
RECEIVED, SPENT, REFUNDED = date(2020, 2, 8), date(2020, 2, 20), date(2020, 2, 24)
YUAN = 3860
_PREFIX = "ZJ-SY"


def _money(world: World, day: date, table: Rows) -> Rows:
    if day == RECEIVED:
        told = [
            (PLACE, UNIT, "received", "331124-ZHB", 50_000, None, None),
            (PLACE, UNIT, "spent", None, 36_000, "P2", "grassroots_cadre"),
        ]
        return stacked([table, movements(day, told, _PREFIX)])
    if day == SPENT:
        told = [(PLACE, UNIT, "spent", None, YUAN, "X2", "other")]
        meal = movements(day, told, _PREFIX)
        return stacked([table, meal.append_column("purpose_desc", [["接待餐费"]])])
    if day == REFUNDED:
        told = [(PLACE, UNIT, "refunded", None, YUAN, None, None)]
        back = movements(day, told, _PREFIX)
        original = f"{_PREFIX}{SPENT:%Y%m%d}-001"
        back = replaced(back, "fund_type", "care_fund")
        return stacked([table, back.append_column("reversal_of", [[original]])])
    return table


STORY = Story(
    "S05",
    date(2020, 2, 19),
    date(2020, 2, 25),
    ("care_funds",),
    keeps={"care_funds": lambda table: where(table, county_code=PLACE)},
    changes={"care_funds": _money},
)
