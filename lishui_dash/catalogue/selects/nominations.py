"""Who is nominated in village and community elections, and what the roster says of them."""

from __future__ import annotations

NOMINEES = """
    SELECT
        nominee.county_code, nominee.unit_code, nominee.person_id, nominee.record_date,
        nominee.stage, nominee.level, standing.participation_status,
        CASE
            WHEN standing.person_id IS NULL THEN TRUE
            WHEN standing.performance_rating = 'poor' THEN TRUE
            ELSE
                standing.participation_status = 'not_taken_part'
                AND coalesce(trim(standing.exemption_reason), '') = ''
        END AS needs_reason
    FROM (
        SELECT
            *,
            row_number() OVER (
                PARTITION BY county_code, person_id ORDER BY record_date DESC, record_id
            ) AS place_in_line
        FROM incentive_records
        WHERE
            incentive_type = 'village_nomination'
            AND stage IN ('proposed', 'publicised', 'approved')
            AND record_date <= $as_of
    ) AS nominee
    LEFT JOIN (
        SELECT
            person_id, participation_status, exemption_reason, performance_rating,
            row_number() OVER (
                PARTITION BY person_id ORDER BY valid_from DESC, source_row DESC
            ) AS place_in_line
        FROM personnel_roster
        WHERE valid_from <= $as_of
    ) AS standing ON standing.person_id = nominee.person_id AND standing.place_in_line = 1
    WHERE nominee.place_in_line = 1
"""
"""One row a nominee, judged by the newest roster row in force: a reason written later
settles the case from its own day on. Whoever is on no roster has shown nothing."""
