"""SELECTs about posts and who stands there."""

from __future__ import annotations

POSTS_AND_SHIFTS = """
    SELECT
        needed.county_code, needed.post_id, needed.shift_code, needed.lead_unit_code,
        needed.required_n,
        coalesce(came.on_duty_n, 0) AS on_duty_n,
        greatest(needed.required_n - coalesce(came.on_duty_n, 0), 0) AS short_n
    FROM (
        SELECT
            *,
            row_number() OVER (
                PARTITION BY post_id, shift_code ORDER BY effective_from DESC
            ) AS place_in_line
        FROM post_requirements
        WHERE
            effective_from <= $as_of
            AND (effective_to IS NULL OR effective_to >= $as_of)
    ) AS needed
    JOIN (
        SELECT DISTINCT county_code
        FROM personnel_deployment
        WHERE duty_date = $as_of
    ) AS reported ON reported.county_code = needed.county_code
    LEFT JOIN (
        SELECT post_id, shift_code, count(DISTINCT person_id) AS on_duty_n
        FROM personnel_deployment
        WHERE duty_date = $as_of AND duty_status = 'on_duty'
        GROUP BY post_id, shift_code
    ) AS came ON came.post_id = needed.post_id AND came.shift_code = needed.shift_code
    WHERE needed.place_in_line = 1 AND needed.post_status = 'active'
"""
"""Every active post and shift of a place that reported the day: required and on duty.

The newest requirement in force decides, so that a post withdrawn by a later row is not
an empty post. A place that has not reported has no rows: nobody knows who stood there.
"""
