"""SELECTs about what this product itself costs those who report."""

from __future__ import annotations

from lishui_dash.catalogue.own_requests import GRASSROOTS, LONGEST_MINUTES, OWN_ID

_LEVELS = ", ".join(f"'{level}'" for level in GRASSROOTS)

UNIT_MINUTES = f"""
    WITH of_day AS (
        SELECT
            delivery_no, sender, sha256, opened_at, received_at, verdict, mode, place,
            unit_code
        FROM delivery
        WHERE day_to = $as_of AND mode IS DISTINCT FROM 'undo'
    ),
    timed AS (
        SELECT
            sha256, received_at,
            CASE WHEN opened_at IS NOT NULL THEN least(
                date_diff('second', greatest(opened_at, before), received_at) / 60.0,
                {LONGEST_MINUTES}
            ) END AS minutes
        FROM (
            SELECT
                *,
                coalesce(
                    lag(received_at) OVER (
                        PARTITION BY sender
                        ORDER BY received_at, sha256
                    ),
                    opened_at
                ) AS before
            FROM (
                SELECT DISTINCT sender, sha256, opened_at, received_at
                FROM of_day
            ) AS files
        ) AS in_order
    ),
    spoken AS (
        SELECT of_day.sha256, of_day.received_at, slice.place, slice.unit_code
        FROM of_day
        JOIN (
            SELECT delivery_no, place, unit_code FROM delivery_slice
            UNION
            SELECT delivery_no, place, unit_code FROM delivery_slice_superseded
        ) AS slice ON slice.delivery_no = of_day.delivery_no
        UNION
        SELECT sha256, received_at, place, unit_code
        FROM of_day
        WHERE (verdict <> 'accepted' OR mode IN ('void', 'repeat'))
            AND place IS NOT NULL AND unit_code IS NOT NULL
    ),
    shared AS (
        SELECT *, count(*) OVER (PARTITION BY sha256, received_at) AS units_n
        FROM spoken
    )
    SELECT
        shared.place, shared.unit_code,
        sum(timed.minutes / shared.units_n) AS minutes,
        count(*) AS files_n,
        count(*) - count(timed.minutes) AS unmeasured_n
    FROM shared
    JOIN timed ON timed.sha256 = shared.sha256 AND timed.received_at = shared.received_at
    GROUP BY shared.place, shared.unit_code
"""
"""The minutes from opening the page to the answer, for each unit that a file of the day
spoke for. A file with several reports counts once, one that speaks for several units is
shared among them, and one that was refused, or undone later, has cost its sender as much.
Where somebody hands in one file after another, a minute counts for one of them. A file that
came through no page (an inbox, a command) has no minutes; that is not zero."""

REQUESTS_REACHING = f"""
    SELECT
        place.code AS place,
        request.request_id, request.issuing_unit_code, request.title,
        request.target_level, request.recurrence, request.field_n, request.est_minutes,
        starts_with(request.request_id, '{OWN_ID}') AS is_own
    FROM form_requests AS request
    JOIN place ON request.target_county IN (place.code, '331100')
    WHERE
        place.code <> '331100'
        AND request.target_level IN ({_LEVELS})
        AND request.request_type <> 'meeting'
        AND CAST(request.issued_at AS DATE) <= $as_of
        AND (
            CAST(request.issued_at AS DATE) = $as_of
            OR (request.recurrence <> 'once' AND request.status = 'in_force')
        )
        AND request.status <> 'withdrawn'
"""
"""The requests that reach the grassroots units of a place on the day: those sent that day,
and the standing ones. One for the whole city reaches every county."""
