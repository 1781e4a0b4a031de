"""SELECTs about work without rest, and what was done about it."""

from __future__ import annotations

LONG_RUN, WARNED_RUN = 14, 8
"""Duty days in a row that are too many, and from which on somebody is told."""
FORCED_RUN, FORCED_HOURS = 15, 10
"""Rest is forced after so many days in a row, of so many hours each on average."""
MOST_WEEK_HOURS, WARNED_WEEK_HOURS = 66, 52
"""Hours of seven days beyond which they are too many, and beyond which somebody is told."""
UNPAID_DAYS = 15
"""After so many days whoever could not rest must have been paid."""

WEEKS = """
    SELECT person_id, county_code, home_unit_code, week_days, week_hours
    FROM (
        SELECT
            person_id, county_code, min(home_unit_code) AS home_unit_code,
            sum(count(DISTINCT duty_date)) OVER (PARTITION BY person_id) AS week_days,
            sum(sum(duty_hours)) OVER (PARTITION BY person_id) AS week_hours,
            row_number() OVER (
                PARTITION BY person_id ORDER BY sum(duty_hours) DESC, county_code
            ) AS place_in_line
        FROM personnel_deployment
        WHERE
            duty_status = 'on_duty'
            AND duty_date BETWEEN CAST($as_of AS DATE) - 6 AND $as_of
        GROUP BY person_id, county_code
    ) AS worked
    WHERE place_in_line = 1
"""
"""Hours of seven days, one row a person: whoever serves in two places is counted once,
with all hours, where most of them were worked."""

_PAID = "SELECT {} FROM subsidies WHERE pay_status = 'paid' AND paid_at <= $as_of"

_IS_PAID = f"""(
    coalesce(rest.subsidy_id IN ({_PAID.format("subsidy_id")}), FALSE)
    OR coalesce(
        rest.rest_id IN ({_PAID.format("rest_id")} AND rest_id IS NOT NULL), FALSE
    )
)"""

IMPOSSIBLE = f"""
    SELECT
        rest.*,
        CAST($as_of AS DATE)
            - coalesce(CAST(rest.ordered_at AS DATE), rest.start_date) AS waiting_days,
        {_IS_PAID} AS is_paid
    FROM rest_leave AS rest
    WHERE rest.status = 'unable'
"""
"""Rest that could not be arranged, since when, and whether a subsidy has been paid for it.
The rest names its subsidy or the subsidy its rest: either will do."""

OVERWORKED = f"""
    SELECT
        overworked.person_id, overworked.county_code, overworked.unit_code,
        overworked.run_days, overworked.order_no,
        overworked.person_id IN (
            SELECT rest.person_id
            FROM rest_leave AS rest
            WHERE
                (
                    rest.status = 'executed'
                    AND rest.start_date BETWEEN CAST($as_of AS DATE) - 13 AND $as_of
                )
                OR (rest.status = 'unable' AND {_IS_PAID})
        ) AS is_answered
    FROM (
        SELECT
            person_id,
            min(county_code) AS county_code,
            min(unit_code) AS unit_code,
            max(run_days) AS run_days,
            max(order_no) AS order_no
        FROM (
            SELECT
                person_id, place AS county_code, unit_code, run_days,
                CAST(NULL AS VARCHAR) AS order_no
            FROM duty_run
            WHERE
                day = $as_of
                AND run_days >= {FORCED_RUN}
                AND run_hours >= {FORCED_HOURS} * run_days
            UNION ALL
            SELECT person_id, county_code, unit_code, NULL AS run_days, order_no
            FROM rest_leave
            WHERE
                rest_type = 'forced'
                AND CAST(ordered_at AS DATE) BETWEEN CAST($as_of AS DATE) - 13 AND $as_of
        ) AS triggers
        GROUP BY person_id
    ) AS overworked
"""
"""Persons for whom forced rest is due, one row each, and whether they rested or were paid.

Due: a run of 15 days at 10 hours a day, or an order of the last 14 days.
"""
