"""SELECTs about incentives and those who took part."""

from __future__ import annotations

PARTICIPANTS = """
    SELECT county_code AS place, count(DISTINCT person_id) AS participants
    FROM personnel_roster
    WHERE participation_status = 'took_part' AND valid_from <= $as_of
    GROUP BY county_code
"""
"""Persons who have taken part up to the day, by place; those who left again count."""

_HONOURS = "'praise', 'timely_award', 'jiajiang', 'jigong'"

HONOURS = f"""
    SELECT
        county_code AS place,
        count(DISTINCT person_id) FILTER (
            WHERE subject_type = 'person' AND incentive_type IN ({_HONOURS})
        ) AS commended,
        count(*) FILTER (
            WHERE subject_type = 'collective' AND incentive_type IN ({_HONOURS})
        ) AS collectives,
        count(*) FILTER (
            WHERE incentive_type = 'publicity' AND record_date > CAST($as_of AS DATE) - 7
        ) AS stories_7d,
        count(*) FILTER (WHERE incentive_type = 'perf_pay') AS performance_pay_units
    FROM incentive_records
    WHERE stage = 'approved' AND record_date <= $as_of
    GROUP BY county_code
"""
"""Commendations up to the day. A person commended twice is one person."""

PARTY_DEVELOPMENT = """
    SELECT
        county_code AS place,
        count(DISTINCT person_id) AS developed,
        count(DISTINCT person_id) FILTER (
            WHERE incentive_type = 'party_activist'
        ) AS activists,
        count(DISTINCT person_id) FILTER (
            WHERE incentive_type = 'party_candidate'
        ) AS candidates,
        count(DISTINCT person_id) FILTER (
            WHERE incentive_type = 'probationary_member'
        ) AS probationary
    FROM incentive_records
    WHERE
        incentive_type IN ('party_activist', 'party_candidate', 'probationary_member')
        AND stage = 'approved'
        AND record_date <= $as_of
    GROUP BY county_code
"""
"""Persons developed up to the day; one who passed two stages is one person."""

EXCELLENT_RATINGS = """
    SELECT
        coalesce(took_part.place, rated.place) AS place,
        unit_code,
        coalesce(took_part.participants_n, 0) AS participants_n,
        floor(30 * coalesce(took_part.participants_n, 0) / 100) AS allowed_n,
        coalesce(rated.excellent_n, 0) AS excellent_n
    FROM (
        SELECT
            unit_code,
            min(county_code) AS place,
            count(DISTINCT person_id) AS participants_n
        FROM personnel_roster
        WHERE participation_status = 'took_part' AND valid_from <= $as_of
        GROUP BY unit_code
    ) AS took_part
    FULL JOIN (
        SELECT
            unit_code,
            min(county_code) AS place,
            count(DISTINCT person_id) AS excellent_n
        FROM incentive_records
        WHERE
            incentive_type = 'excellent_rating'
            AND stage = 'approved'
            AND record_date <= $as_of
        GROUP BY unit_code
    ) AS rated USING (unit_code)
"""
"""Every unit with participants or ratings. A unit that rates where nobody took part may
rate nobody: its cap is 0."""

BACKED = """
    SELECT record.*, backed.person_id IS NOT NULL AS with_evidence
    FROM incentive_records AS record
    LEFT JOIN (
        SELECT person_id
        FROM personnel_deployment
        WHERE
            duty_status = 'on_duty'
            AND duty_date <= $as_of
            AND person_id IN (SELECT person_id FROM incentive_records)
        UNION
        SELECT person_id
        FROM volunteer_checkins
        WHERE
            service_date <= $as_of
            AND person_id IN (SELECT person_id FROM incentive_records)
    ) AS backed ON backed.person_id = record.person_id
    WHERE
        record.subject_type = 'person'
        AND record.stage = 'approved'
        AND record.record_date <= $as_of
"""
"""Approved personal incentives, and whether the person was ever on duty or checked in.

The history is narrowed to those persons first: it is the longest look back of all.
"""
