"""Ordinary lateness: now and then a township is forty minutes late.

And on the opening morning the logistics of 龙泉 have not come yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from lishui_dash.catalogue.places import TOWNSHIPS
from lishui_dash.catalogue.units import UNITS, reporter_of
from lishui_dash.demo.rows import where
from lishui_dash.demo.scale import END, OPENING, START
from lishui_dash.demo.sheets import Sheet, Story, split

_LATE_FEEDS = ("form_burden_daily", "supplies_daily")
_LATE_AT = time(9, 40)
_EVERY = 9
_LONGQUAN = "331181"


def _timing(sheet: Sheet) -> Sequence[Sheet]:
    morning = sheet.day + timedelta(days=1)
    if sheet.feed == "checkpoint_logistics" and sheet.day == OPENING:
        mask = where(sheet.table, county_code=_LONGQUAN)
        at = datetime.combine(morning, time(10, 20))
        return split(sheet, mask, at, sender=f"{_LONGQUAN}-ZHB")
    if sheet.feed not in _LATE_FEEDS or sheet.alone:
        return [sheet]
    if sheet.day.toordinal() % _EVERY or sheet.day == OPENING:
        return [sheet]
    township = TOWNSHIPS[sheet.day.toordinal() * 7 % len(TOWNSHIPS)].code
    theirs = frozenset(code for code in UNITS if _reports_for(code, township))
    at = datetime.combine(morning, _LATE_AT)
    return split(sheet, where(sheet.table, unit_code=theirs), at, sender=township)


def _reports_for(code: str, township: str) -> bool:
    return code.startswith(township) and reporter_of(code) == township


LATENESS = Story("", START, END, (), timing=_timing)
