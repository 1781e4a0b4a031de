"""SELECTs about counselling, grievances and fault tolerance."""

from __future__ import annotations

SESSIONS = """
    SELECT
        *,
        CAST($as_of AS DATE) - CAST(requested_at AS DATE) AS waiting_days,
        CASE
            WHEN platform = 'hotline' AND status = 'done'
            THEN date_diff('second', requested_at, started_at) / 60.0
        END AS wait_minutes,
        coalesce(follow_up_at <= requested_at + INTERVAL 24 HOUR, FALSE)
            AS followed_up_in_time
    FROM counselling_sessions
    WHERE CAST(requested_at AS DATE) BETWEEN CAST($as_of AS DATE) - 29 AND $as_of
"""
"""Requests of thirty days. Only calls to the hotline that were answered have a wait."""

GRIEVANCES = """
    SELECT
        grievance_id, opened_at, county_code, unit_code, category, assigned_unit_code,
        closed_at, status, due_by AS due_at,
        CAST($as_of AS DATE) - CAST(opened_at AS DATE) AS waiting_days,
        CAST(due_by AS DATE) <= $as_of AS is_due,
        coalesce(closed_at <= due_by, FALSE) AS in_time,
        category IN ('ideology', 'work') AS is_voice,
        date_diff('second', opened_at, closed_at) / 3600.0 AS hours_open
    FROM (
        SELECT *, coalesce(due_at, opened_at + INTERVAL 72 HOUR) AS due_by
        FROM grievances
        WHERE CAST(opened_at AS DATE) BETWEEN CAST($as_of AS DATE) - 29 AND $as_of
    ) AS opened
"""
"""Grievances opened within thirty days, due after 72 hours unless another time was set."""

FAULT_CASES = """
    SELECT
        *,
        CAST($as_of AS DATE) - applied_at AS waiting_days,
        coalesce(decided_at <= $as_of, FALSE) AS is_decided,
        coalesce(decided_at <= $as_of AND decision IN ('exempted', 'mitigated'), FALSE)
            AS is_tolerated
    FROM fault_tolerance_cases
    WHERE applied_at <= $as_of
"""
"""Every application up to the day, as it stood on the day."""
