"""SELECTs about conditions at the posts and care money."""

from __future__ import annotations

POSTS = """
    SELECT
        *,
        meals_served_n >= meals_required_n
        AND heating_ok
        AND night_shelter_ok
        AND transport_served_n >= transport_need_n AS in_order
    FROM checkpoint_logistics
    WHERE report_date = $as_of
"""
"""Every post inspected on the day, and whether all four are in order."""

MOVEMENTS = """
    SELECT
        county_code,
        direction,
        CASE WHEN direction = 'received' THEN amount_yuan ELSE 0 END AS received,
        CASE WHEN direction = 'passed_on' THEN amount_yuan ELSE 0 END AS passed_on,
        CASE WHEN direction = 'spent' THEN amount_yuan ELSE 0 END AS spent,
        CASE WHEN direction = 'refunded' THEN amount_yuan ELSE 0 END AS refunded,
        CASE
            WHEN direction = 'spent' AND purpose_code IN ('P1', 'P2') THEN amount_yuan
            ELSE 0
        END AS spent_on_front_line
    FROM care_funds
    WHERE txn_date <= $as_of
"""
"""Every movement of care money up to the day, its amount in the column of its kind."""

OFF_PURPOSE = """
    SELECT
        spent.*,
        greatest(spent.amount_yuan - coalesce(back.amount_yuan, 0), 0) AS outstanding_yuan
    FROM care_funds AS spent
    LEFT JOIN (
        SELECT reversal_of, sum(amount_yuan) AS amount_yuan
        FROM care_funds
        WHERE direction = 'refunded' AND txn_date <= $as_of
        GROUP BY reversal_of
    ) AS back ON back.reversal_of = spent.txn_id
    WHERE
        spent.direction = 'spent'
        AND spent.txn_date <= $as_of
        AND coalesce(spent.purpose_code, 'X9') IN ('X1', 'X2', 'X3', 'X9')
"""
"""Payments off purpose, or without a purpose, and what of each is still outstanding."""
