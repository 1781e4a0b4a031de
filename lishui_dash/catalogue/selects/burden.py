"""SELECTs about what is asked of grassroots units, counted from both ends."""

from __future__ import annotations

UNIT_DAYS = """
    SELECT
        county_code, unit_code, report_date,
        sum(forms_n + data_requests_n + materials_n) AS requests_n,
        sum(coalesce(duplicate_n, 0)) AS duplicate_n,
        sum(meetings_n) AS meetings_n,
        sum(fill_hours) AS fill_hours
    FROM form_burden_daily
    WHERE report_date BETWEEN CAST($as_of AS DATE) - 6 AND $as_of
    GROUP BY county_code, unit_code, report_date
"""
"""What reached each grassroots unit on each of seven days, from all senders together."""

UNIT_WEEKS = f"""
    SELECT
        county_code, unit_code,
        sum(meetings_n) AS meetings_7d,
        count(*) AS days_reported
    FROM ({UNIT_DAYS}) AS unit_days
    GROUP BY county_code, unit_code
"""
"""Meetings of each unit within the week, and on how many days it reported."""

REQUESTS = """
    SELECT
        *,
        approval_status <> 'approved'
        OR approved_at IS NULL
        OR approved_at > issued_at AS lacks_consent
    FROM form_requests
    WHERE
        CAST(issued_at AS DATE) = $as_of
        AND status <> 'withdrawn'
        AND issuing_unit_code NOT LIKE '%-ZHB'
"""
"""Requests sent on the day, without those withdrawn since and without those of the command
centres themselves (codes ending in -ZHB). Consent after sending is no consent."""

FROM_BELOW = """
    SELECT
        below.county_code, below.issuing_unit_code, below.report_date, below.requests_n,
        EXISTS (
            SELECT 1
            FROM form_requests AS request
            WHERE
                request.issuing_unit_code = below.issuing_unit_code
                AND request.target_county IN (below.county_code, '331100')
                AND CAST(request.issued_at AS DATE) <= below.report_date
                AND (
                    CAST(request.issued_at AS DATE) = below.report_date
                    OR (request.recurrence <> 'once' AND request.status = 'in_force')
                )
        ) AS registered
    FROM (
        SELECT
            county_code, issuing_unit_code, report_date,
            sum(forms_n + data_requests_n + materials_n) AS requests_n
        FROM form_burden_daily
        WHERE
            report_date BETWEEN CAST($as_of AS DATE) - 6 AND $as_of
            AND issuing_unit_code <> 'NONE'
        GROUP BY county_code, issuing_unit_code, report_date
    ) AS below
    WHERE below.requests_n > 0
"""
"""Each sender and day that a place's grassroots units report, and whether the sender had
registered a request in force for that place, or for the whole city, on that day."""
