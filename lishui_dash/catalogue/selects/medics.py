"""SELECTs about medical staff that an indicator shares with others or with its rows."""

from __future__ import annotations

MEDICS = """
    SELECT
        roster.county_code, roster.person_id, min(roster.unit_code) AS unit_code,
        min(roster.valid_from) AS valid_from,
        roster.person_id IN (
            SELECT person_id
            FROM insurance
            WHERE
                status IN ('active', 'expired')
                AND $as_of BETWEEN cover_start AND cover_end
        ) AS is_insured
    FROM personnel_roster AS roster
    WHERE
        roster.participation_status = 'took_part'
        AND roster.personnel_category IN ('medical', 'cdc')
        AND $as_of BETWEEN roster.valid_from AND coalesce(roster.valid_to, $as_of)
    GROUP BY roster.county_code, roster.person_id
"""
"""Medical and CDC staff on the front line on the day, and who is insured. The dates of a
policy decide: one that has expired since was in force then."""

ILLNESSES = """
    SELECT
        *,
        date_diff('second', detected_at, reported_at) / 3600.0 AS report_hours,
        coalesce(
            reported_at <= detected_at + CASE
                WHEN illness_type IN ('confirmed', 'suspected') THEN INTERVAL 2 HOUR
                ELSE INTERVAL 24 HOUR
            END,
            FALSE
        ) AS in_time,
        coalesce(
            reported_to = CASE cadre_authority
                WHEN 'city_managed' THEN 'city_org'
                WHEN 'county_managed' THEN 'county_org'
                ELSE 'unit_party'
            END,
            FALSE
        ) AS right_authority,
        coalesce(
            CAST(sent_hospital_at AS DATE) <= CAST(detected_at AS DATE)
            AND condolence_at <= detected_at + INTERVAL 48 HOUR,
            FALSE
        ) AS cared_for
    FROM illness_reports
    WHERE CAST(detected_at AS DATE) BETWEEN CAST($as_of AS DATE) - 13 AND $as_of
"""
"""Illnesses found in fourteen days: whether each was reported within its limit, to the
authority that manages the cadre, and cared for within the limits of promise 8.6."""
