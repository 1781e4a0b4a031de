"""How long each person has been on duty without a day off, as of a day."""

from __future__ import annotations

from lishui_dash.catalogue.feeds import personnel_deployment
from lishui_dash.spec import Rollup

rollup = Rollup(
    name="duty_run",
    reads=(personnel_deployment.feed,),
    columns=(
        ("person_id", "VARCHAR"),
        ("place", "VARCHAR"),
        ("unit_code", "VARCHAR"),
        ("post_id", "VARCHAR"),
        ("run_days", "INTEGER"),
        ("run_hours", "DOUBLE"),
        ("last_day", "DATE"),
    ),
    sql="""
        WITH shifts AS (
            SELECT
                person_id, county_code AS place, reporting_unit_code AS unit_code, post_id,
                sum(duty_hours) OVER (PARTITION BY person_id) AS hours,
                row_number() OVER (
                    PARTITION BY person_id
                    ORDER BY duty_hours DESC, post_id, shift_code, reporting_unit_code
                ) AS place_in_day
            FROM personnel_deployment
            WHERE duty_date = $day AND duty_status = 'on_duty'
        ),
        today AS (
            SELECT person_id, place, unit_code, post_id, hours
            FROM shifts
            WHERE place_in_day = 1
        ),
        before AS (
            SELECT person_id, place, unit_code, post_id, run_days, run_hours, last_day
            FROM duty_run
            WHERE day = CAST($day AS DATE) - 1
        ),
        reported AS (
            SELECT DISTINCT unit_code
            FROM delivery_slice
            WHERE feed = 'personnel_deployment' AND day = $day
        )
        SELECT
            today.person_id, today.place, today.unit_code, today.post_id,
            coalesce(before.run_days, 0) + 1 AS run_days,
            coalesce(before.run_hours, 0) + today.hours AS run_hours,
            CAST($day AS DATE) AS last_day
        FROM today
        LEFT JOIN before ON before.person_id = today.person_id
        UNION ALL
        SELECT
            before.person_id, before.place, before.unit_code, before.post_id,
            before.run_days, before.run_hours, before.last_day
        FROM before
        LEFT JOIN today ON today.person_id = before.person_id
        LEFT JOIN reported ON reported.unit_code = before.unit_code
        WHERE today.person_id IS NULL AND reported.unit_code IS NULL
    """,
    carries=True,
)
"""One row a person whose run is not over.

The run is the person's, whatever unit reports it. A day that the unit of the last shift
has not reported neither breaks the run nor lengthens it: the row is carried on unchanged.
Place, unit and post are those of the longest shift of the last day.
"""
