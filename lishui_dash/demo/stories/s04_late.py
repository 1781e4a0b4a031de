"""S04 庆元: two days of stock reports come two days late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from lishui_dash.demo.rows import where
from lishui_dash.demo.sheets import Sheet, Story, split

PLACE = "331126"
LATE = (date(2020, 2, 15), date(2020, 2, 16))
CAME = datetime(2020, 2, 18, 10, 40)


def _timing(sheet: Sheet) -> Sequence[Sheet]:
    if sheet.feed != "supplies_daily" or sheet.day not in LATE:
        return [sheet]
    mask = where(sheet.table, county_code=PLACE)
    return split(sheet, mask, CAME, sender=f"{PLACE}-ZHB")


STORY = Story(
    "S04",
    date(2020, 2, 13),
    date(2020, 2, 17),
    ("supplies_daily",),
    keeps={"supplies_daily": lambda table: where(table, item_code="mask_surgical")},
    timing=_timing,
)
