"""The workbooks of a day: one file instead of several, where one clerk fills them in."""

from __future__ import annotations

from lishui_dash.catalogue.feeds import (
    checkpoint_logistics,
    form_burden_daily,
    personnel_deployment,
)
from lishui_dash.spec import DayWorkbook, UnitKind, Words, WorkbookSheet

TOWNSHIP_DAY = DayWorkbook(
    name="township_day",
    words=Words(
        "疫情防控乡镇（街道）日报", "Township workbook", "疫情防控鄉鎮（街道）日報"
    ),
    kind=UnitKind.TOWNSHIP,
    # Measure 9 holds for this product too: a quarter of an hour a day, judgement.
    minutes=15,
    sheets=(
        # Who stands where is much the same as yesterday; whether he came, and for how
        # long, is never taken over.
        WorkbookSheet(
            "人员",
            personnel_deployment.feed,
            carried=(
                *("post_id", "person_id", "name_masked", "home_unit_code"),
                *("personnel_category", "shift_code", "is_borrowed"),
                *("dispatch_order_no", "is_leader", "temp_party_branch"),
            ),
        ),
        # A township may count its villages one by one: then it names who received what.
        WorkbookSheet("负担", form_burden_daily.feed, kept=("unit_code",)),
        WorkbookSheet("后勤", checkpoint_logistics.feed, carried=("post_id",)),
    ),
)
WORKBOOKS = (TOWNSHIP_DAY,)
