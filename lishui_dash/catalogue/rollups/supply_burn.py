"""What each unit holds of each item and how fast it goes, as of a day."""

from __future__ import annotations

from lishui_dash.catalogue.feeds import supplies_daily
from lishui_dash.spec import Rollup

rollup = Rollup(
    name="supply_burn",
    reads=(supplies_daily.feed,),
    columns=(
        ("place", "VARCHAR"),
        ("unit_code", "VARCHAR"),
        ("item_code", "VARCHAR"),
        ("stock", "DOUBLE"),
        ("stock_day", "DATE"),
        ("burn", "DOUBLE"),
        ("reported_n", "INTEGER"),
        ("arriving_3d", "DOUBLE"),
    ),
    sql="""
        WITH recent AS (
            SELECT
                county_code, unit_code, item_code, report_date, consumed_qty, closing_qty,
                in_transit_qty, expected_arrival,
                row_number() OVER (
                    PARTITION BY unit_code, item_code ORDER BY report_date DESC
                ) AS age
            FROM supplies_daily
            WHERE report_date BETWEEN CAST($day AS DATE) - 6 AND $day
        )
        SELECT
            max(CASE WHEN age = 1 THEN county_code END) AS place,
            unit_code,
            item_code,
            max(CASE WHEN age = 1 THEN closing_qty END) AS stock,
            max(report_date) AS stock_day,
            greatest(
                avg(consumed_qty), avg(CASE WHEN age <= 3 THEN consumed_qty END)
            ) AS burn,
            CAST(count(*) AS INTEGER) AS reported_n,
            max(
                CASE
                    WHEN age = 1 AND expected_arrival <= CAST($day AS DATE) + 3
                    THEN coalesce(in_transit_qty, 0)
                    ELSE 0
                END
            ) AS arriving_3d
        FROM recent
        GROUP BY unit_code, item_code
    """,
    window=7,
)
"""One row a unit and item that reported within seven days.

The burn rate is max(7-day mean, mean of the last 3 reported days): a surge shows at once,
and a transfer to another unit is not consumption. A unit that has gone silent keeps its
last stock for six days, `stock_day` says since when.
"""
