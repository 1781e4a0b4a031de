"""三、考核奖励, on figures that fit on a page."""

from __future__ import annotations

from lishui_dash.readings.reading import Status
from tests.tables import given, reading, readings


def units(engine, *, ratings: dict[str, int]) -> None:
    given(
        engine,
        "personnel_roster",
        """
        unit_code   | person_id
        ------------+----------
        331125-DEMO | A1..A100
        331125-H01  | B1..B19
        """,
        county_code="云和",
        participation_status="took_part",
        valid_from="02-01",
    )
    for unit, count in ratings.items():
        person = "A" if unit.endswith("DEMO") else "B"
        given(
            engine,
            "incentive_records",
            f"record_id | person_id\n{unit} | {person}1..{person}{count}",
            county_code="云和",
            unit_code=unit,
            incentive_type="excellent_rating",
            subject_type="person",
            stage="approved",
            record_date="03-27",
        )


def test_a_unit_over_its_cap_is_red_though_the_county_is_below(engine):
    units(engine, ratings={"331125-DEMO": 34, "331125-H01": 1})
    seen = readings(engine, "M03_EXCELLENT_QUOTA", "03-27")
    over = seen["331125", "331125-DEMO"]
    assert (over.value, over.extras) == (34 / 100, {"cap": 30, "over_cap": 1})
    county = seen["331125", ""]
    assert county.value == (34 + 1) / (100 + 19)
    assert county.extras == {"cap": 30 + 5, "over_cap": 1}
    assert county.status is Status.RED


def test_the_cap_is_rounded_down(engine):
    units(engine, ratings={"331125-H01": 5})
    unit = reading(engine, "M03_EXCELLENT_QUOTA", "03-27", "云和", "331125-H01")
    assert unit.extras == {"cap": 19 * 30 // 100, "over_cap": 0}
    assert 5 / 19 < 0.27
    assert unit.status is Status.GREEN


def test_a_unit_where_nobody_took_part_may_rate_nobody(engine):
    units(engine, ratings={})
    given(
        engine,
        "incentive_records",
        "record_id | person_id\nR1 | C1",
        county_code="云和",
        unit_code="331125-H02",
        incentive_type="excellent_rating",
        stage="approved",
        record_date="03-27",
    )
    seen = readings(engine, "M03_EXCELLENT_QUOTA", "03-27")
    assert seen["331125", "331125-H02"].value is None
    assert seen["331125", ""].extras["over_cap"] == 1
    assert seen["331125", ""].status is Status.RED


def test_an_incentive_is_backed_by_duty_or_service_up_to_the_day(engine):
    given(
        engine,
        "incentive_records",
        """
        record_id | person_id | subject_type | stage    | incentive_type
        ----------+-----------+--------------+----------+---------------
        R1..R2    | A1        | person       | approved | promotion
        R3        | A2        | person       | approved | talent_138
        R4        | A3        | person       | approved | talent_138
        R5        | A4        | person       | approved | title_review
        R6        | A5        | person       | proposed | title_review
        R7        |           | collective   | approved | praise
        """,
        county_code="青田",
        record_date="02-20",
    )
    given(
        engine,
        "personnel_deployment",
        """
        duty_date | person_id | duty_status
        ----------+-----------+------------
        02-01     | A1        | on_duty
        02-01     | A3        | leave
        02-22     | A4        | on_duty
        """,
        county_code="青田",
        reporting_unit_code="331121-ZHB",
    )
    given(
        engine,
        "volunteer_checkins",
        """
        service_date | checkin | person_id
        -------------+---------+----------
        02-19..02-20 | K1      | A2
        """,
        county_code="青田",
    )
    assert reading(engine, "M03_EVIDENCE", "02-21", "青田").value == (2 + 1) / 5
    assert reading(engine, "M03_EVIDENCE", "02-22", "青田").value == (2 + 1 + 1) / 5


def test_evidence_is_a_preference_and_never_red(engine):
    given(
        engine,
        "incentive_records",
        "record_id | person_id\nR1 | A1",
        county_code="青田",
        subject_type="person",
        stage="approved",
        record_date="02-20",
    )
    for place in ("331102-ZHB", "331121-ZHB"):
        given(
            engine,
            "personnel_deployment",
            "duty_date | person_id | duty_status\n02-21 | Z1 | on_duty",
            county_code=place[:6],
            reporting_unit_code=place,
        )
    seen = reading(engine, "M03_EVIDENCE", "02-21", "青田")
    assert seen.value == 0 / 1
    assert seen.status is not Status.RED
