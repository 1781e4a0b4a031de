"""SELECTs about Party members as volunteers."""

from __future__ import annotations

MEMBERS = """
    SELECT
        member.county_code, member.home_unit_code, member.person_id, member.registered_at,
        visit.person_id IS NOT NULL AS checked_in
    FROM party_registration AS member
    LEFT JOIN (
        SELECT DISTINCT person_id
        FROM personnel_deployment
        WHERE
            duty_status = 'on_duty'
            AND duty_date BETWEEN CAST($as_of AS DATE) - 6 AND $as_of
    ) AS duty ON duty.person_id = member.person_id
    LEFT JOIN (
        SELECT DISTINCT person_id, community_code
        FROM volunteer_checkins
        WHERE service_date BETWEEN CAST($as_of AS DATE) - 6 AND $as_of
    ) AS visit
        ON visit.person_id = member.person_id
        AND visit.community_code = member.community_code
    WHERE
        member.register_status = 'registered'
        AND member.registered_at <= $as_of
        AND duty.person_id IS NULL
"""
"""Registered members who had no front-line duty within the week, and whether they served
in their own community. A check-in repeated makes no difference here."""

CHECK_INS = """
    SELECT
        *,
        coalesce(check_in_at < previous_in_here + INTERVAL 30 MINUTE, FALSE)
        OR coalesce(check_in_at < previous_out, FALSE)
        OR coalesce(service_hours > 12, FALSE)
        OR coalesce(check_out_at > check_in_at + INTERVAL 12 HOUR, FALSE) AS is_suspicious
    FROM (
        SELECT
            *,
            lag(check_in_at) OVER (
                PARTITION BY person_id, community_code ORDER BY check_in_at, checkin_id
            ) AS previous_in_here,
            max(coalesce(check_out_at, check_in_at)) OVER (
                PARTITION BY person_id
                ORDER BY check_in_at, checkin_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS previous_out
        FROM volunteer_checkins
        WHERE service_date = $as_of
    ) AS in_order
"""
"""The check-ins of the day; of a pair that clash, the later one is the suspicious one."""
