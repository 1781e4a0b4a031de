"""SELECTs about the families of medics who cannot go home."""

from __future__ import annotations

FAMILIES = """
    SELECT
        family.county_code, family.family_key, family.unit_code, family.support_team_batch,
        contact.last_visit,
        coalesce(contact.last_visit >= CAST($as_of AS DATE) - 6, FALSE) AS is_visited
    FROM (
        SELECT
            county_code, family_key,
            min(unit_code) AS unit_code,
            max(support_team_batch) AS support_team_batch
        FROM personnel_roster
        WHERE
            family_key IS NOT NULL
            AND $as_of BETWEEN valid_from AND coalesce(valid_to, $as_of)
        GROUP BY county_code, family_key
    ) AS family
    LEFT JOIN (
        SELECT family_key, max(visit_date) AS last_visit
        FROM family_visits
        WHERE visit_date <= $as_of
        GROUP BY family_key
    ) AS contact ON contact.family_key = family.family_key
"""
"""Every family on the roster on the day and its last contact of whatever kind."""

NEEDS = """
    SELECT
        *,
        need_category = 'medical' AS is_medical,
        CAST($as_of AS DATE) - visit_date AS waiting_days,
        need_status = 'open' OR coalesce(need_closed_at > $as_of, FALSE) AS is_open
    FROM family_visits
    WHERE need_category <> 'none' AND visit_date <= $as_of
"""
"""Every need registered up to the day. One closed later was still open on the day."""
