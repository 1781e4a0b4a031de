"""SELECTs about the reports owed and come; they read the ledger."""

from __future__ import annotations

OWED = """
    SELECT
        owed.feed, owed.unit_code, owed.place, owed.day, owed.due_at, came.received_at,
        greatest(
            date_diff(
                'second',
                owed.due_at,
                coalesce(came.received_at, CAST($as_of AS DATE) + INTERVAL 33 HOUR)
            ),
            0
        ) / 86400.0 AS delay_days
    FROM obligation AS owed
    LEFT JOIN (
        SELECT feed, unit_code, day, min(received_at) AS received_at
        FROM delivery_slice
        WHERE day BETWEEN CAST($as_of AS DATE) - 6 AND $as_of
        GROUP BY feed, unit_code, day
    ) AS came
        ON came.feed = owed.feed
        AND came.unit_code = owed.unit_code
        AND came.day = owed.day
    WHERE owed.day BETWEEN CAST($as_of AS DATE) - 6 AND $as_of
"""
"""Every report owed for seven days and when it first came. What has not come is late up to
the operating moment of the day, 09:00 of the next."""
