"""SELECTs about supplies that an indicator shares with others or with its rows."""

from __future__ import annotations

from lishui_dash.catalogue.vocabulary import sql_for_rows

DAYS = "round(stock / nullif(burn, 0), 9)"
"""Days of supply; rounded, so that 12 at 6/7 a day are 14 days and not a little less."""

HELD_ROWS = sql_for_rows(
    f"unit_code, item_code, stock, burn, {DAYS} AS days_of_supply, "
    "stock_day, reported_n, arriving_3d",
    "supply_burn WHERE day = $as_of",
    worst_first="days_of_supply NULLS LAST, unit_code, item_code",
    place="place",
)

COVER = """
    SELECT
        held.place, held.item_code AS item,
        sum(held.stock) AS stock, sum(held.burn) AS burn,
        max(held.reported_n) AS reported_n,
        CAST($as_of AS DATE) - min(held.stock_day) AS lag_days,
        sum(held.arriving_3d) AS arriving
    FROM supply_burn AS held
    JOIN item ON item.code = held.item_code AND item.kind <> 'durable'
    WHERE held.day = $as_of
    GROUP BY held.place, held.item_code
"""
"""Stock and burn rate of a place and item: unit by unit, then summed.

Durables (thermometers) are not used up, so no number of days can be told for them.
`lag_days` is the age of the oldest stock, so that a date counted from it errs on the safe
side.
"""

BALANCE = """
    SELECT
        today.county_code, today.unit_code, today.item_code,
        today.opening_qty, today.consumed_qty, today.closing_qty,
        yesterday.closing_qty AS previous_closing_qty,
        greatest(
            abs(
                today.closing_qty - today.opening_qty
                - coalesce(today.purchased_qty, 0) - coalesce(today.donated_qty, 0)
                - coalesce(today.allocated_in_qty, 0)
                - coalesce(today.transferred_in_qty, 0)
                + coalesce(today.transferred_out_qty, 0)
                + today.consumed_qty + coalesce(today.damaged_qty, 0)
            ),
            coalesce(abs(yesterday.closing_qty - today.opening_qty), 0)
        ) AS difference_qty
    FROM supplies_daily AS today
    LEFT JOIN supplies_daily AS yesterday
        ON yesterday.unit_code = today.unit_code
        AND yesterday.item_code = today.item_code
        AND yesterday.report_date = CAST($as_of AS DATE) - 1
    WHERE today.report_date = $as_of
"""
"""Every stock row of the day, with how far it is from balancing: with itself, or with the
closing stock of the day before, whichever is further."""

NORM = """
    SELECT needed.place, needed.item, used.used_qty, needed.expected_qty
    FROM (
        SELECT
            duty.county_code AS place, norm.item_code AS item,
            sum(norm.qty_per_person_day) AS expected_qty
        FROM personnel_deployment AS duty
        JOIN post ON post.post_id = duty.post_id
        JOIN ppe_norm AS norm
            ON norm.post_type = post.post_type
            AND duty.duty_date >= norm.valid_from
            AND duty.duty_date < norm.valid_to
        WHERE
            duty.duty_status = 'on_duty'
            AND duty.duty_date BETWEEN CAST($as_of AS DATE) - 6 AND $as_of
            AND norm.qty_per_person_day > 0
        GROUP BY duty.county_code, norm.item_code
    ) AS needed
    LEFT JOIN (
        SELECT county_code AS place, item_code AS item, sum(consumed_qty) AS used_qty
        FROM supplies_daily
        WHERE report_date BETWEEN CAST($as_of AS DATE) - 6 AND $as_of
        GROUP BY county_code, item_code
    ) AS used ON used.place = needed.place AND used.item = needed.item
"""
"""Norm and use of seven days by place and item; `used_qty` is missing where nobody reported
the item, which is not the same as using none. Every shift counts by the norm of its day."""

UNDER_WAY = """
    SELECT
        to_county AS place,
        item_code AS item,
        sum(qty) AS incoming,
        count(*) FILTER (WHERE CAST(ordered_at AS DATE) < $as_of) AS overdue
    FROM supply_transfers
    WHERE
        status <> 'cancelled'
        AND CAST(ordered_at AS DATE) <= $as_of
        AND (received_at IS NULL OR CAST(received_at AS DATE) > $as_of)
    GROUP BY to_county, item_code
"""
"""Transfers ordered and not received by the end of the day; overdue if ordered earlier."""
