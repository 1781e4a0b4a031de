"""一、政治激励, on figures that fit on a page."""

from __future__ import annotations

from lishui_dash.readings.reading import Status
from tests.tables import given, reading, readings


def took_part(engine) -> None:
    given(
        engine,
        "personnel_roster",
        """
        county | person_id | participation_status | valid_from | valid_to
        -------+-----------+----------------------+------------+---------
        青田   | A1..A200  | took_part            | 02-01      |
        青田   | A1..A50   | took_part            | 01-25      | 01-31
        青田   | B1..B30   | not_taken_part       | 02-01      |
        青田   | C1..C40   | took_part            | 02-11      |
        云和   | D1..D60   | took_part            | 02-01      |
        """,
    )


def test_persons_commended_are_counted_once_and_collectives_apart(engine):
    took_part(engine)
    given(
        engine,
        "incentive_records",
        """
        record_id | record_date | subject_type | person_id | incentive_type | stage
        ----------+-------------+--------------+-----------+----------------+---------
        R1        | 02-03       | person       | A1..A3    | praise         | approved
        R2        | 02-08       | person       | A3        | jiajiang       | approved
        R3        | 02-08       | person       | A4        | jigong         | proposed
        R4        | 02-11       | person       | A5        | timely_award   | approved
        R5..R6    | 02-08       | collective   |           | praise         | approved
        R7        | 02-03       | collective   |           | publicity      | approved
        R8        | 02-04       | collective   |           | publicity      | approved
        R9        | 02-04       | unit_quota   |           | perf_pay       | approved
        """,
        county_code="青田",
    )
    seen = reading(engine, "M01_COMMEND", "02-10", "青田")
    assert (seen.numerator, seen.denominator) == (3, 200), "A1 A2 A3 of A1 to A200"
    assert seen.value == 3 / 200
    assert seen.extras == {"collectives": 2, "stories_7d": 1, "performance_pay_units": 1}
    assert seen.status is Status.REFERENCE
    assert reading(engine, "M01_COMMEND", "02-11", "青田").value == 4 / (200 + 40)


def test_where_nobody_was_commended_the_share_is_zero_and_the_city_sums(engine):
    took_part(engine)
    given(
        engine,
        "incentive_records",
        """
        record_id | person_id | incentive_type
        ----------+-----------+---------------
        R1        | A1..A2    | praise
        """,
        county_code="青田",
        record_date="02-03",
        subject_type="person",
        stage="approved",
    )
    seen = readings(engine, "M01_COMMEND", "02-10")
    assert seen["331125", ""].value == 0 / 60
    assert seen["331127", ""].value is None, "nobody is known to have taken part"


def test_party_development_counts_persons_and_shows_the_stages(engine):
    took_part(engine)
    given(
        engine,
        "incentive_records",
        """
        record_id | person_id | incentive_type      | stage
        ----------+-----------+---------------------+---------
        R1        | A1..A4    | party_applicant     | approved
        R2        | A1..A3    | party_activist      | approved
        R3        | A3        | party_candidate     | approved
        R4        | A7        | probationary_member | approved
        R5        | A8        | probationary_member | revoked
        """,
        county_code="青田",
        record_date="02-06",
        subject_type="person",
    )
    seen = reading(engine, "M01_PARTY_GROWTH", "02-10", "青田")
    assert seen.value == len({"A1", "A2", "A3", "A7"}) / 200
    assert seen.extras == {"activists": 3, "candidates": 1, "probationary": 1}
