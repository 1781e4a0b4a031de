"""五、力量保障, on figures that fit on a page."""

from __future__ import annotations

from lishui_dash.readings.reading import Status
from tests.tables import given, reading, readings

REQUIRED = """
    post_id      | shift_code | effective_from | effective_to | required_n | post_status
    -------------+------------+----------------+--------------+------------+------------
    CP-331121-01 | day        | 02-01          |              | 2          | active
    CP-331121-02 | day        | 02-01          |              | 3          | active
    CP-331121-02 | night      | 02-01          | 02-09        | 3          | active
    CP-331121-02 | night      | 02-10          |              | 2          | active
"""
CAME = """
    post_id      | shift_code | person_id | duty_status
    -------------+------------+-----------+------------
    CP-331121-01 | day        | A1..A5    | on_duty
    CP-331121-02 | day        | B1..B2    | on_duty
    CP-331121-02 | day        | B3        | absent
    CP-331121-02 | night      | C1        | on_duty
"""
BY = {"county_code": "青田", "reporting_unit_code": "331121-ZHB"}


def test_an_overstaffed_post_does_not_hide_a_short_one(engine):
    given(engine, "post_requirements", REQUIRED, county_code="青田")
    given(engine, "personnel_deployment", CAME, duty_date="02-10", **BY)
    seen = reading(engine, "M05_FILL", "02-10", "青田")
    assert seen.numerator == min(5, 2) + min(2, 3) + min(1, 2)
    assert seen.denominator == 2 + 3 + 2
    assert seen.value == 5 / 7
    assert seen.extras == {"empty_post_shifts": 0, "overstaffed": 5 - 2}


def test_an_active_post_with_nobody_is_counted(engine):
    given(engine, "post_requirements", REQUIRED, county_code="青田")
    given(
        engine,
        "personnel_deployment",
        """
        post_id      | shift_code | person_id | duty_status
        -------------+------------+-----------+------------
        CP-331121-02 | day        | B1..B3    | on_duty
        """,
        duty_date="02-10",
        **BY,
    )
    seen = reading(engine, "M05_FILL", "02-10", "青田")
    assert seen.value == 3 / 7
    assert seen.extras["empty_post_shifts"] == 2


def test_a_post_that_was_withdrawn_is_not_empty(engine):
    given(engine, "post_requirements", REQUIRED, county_code="青田")
    given(
        engine,
        "post_requirements",
        """
        post_id      | shift_code | effective_from | required_n | post_status
        -------------+------------+----------------+------------+------------
        CP-331121-01 | day        | 02-19          | 0          | withdrawn
        CP-331121-02 | day        | 02-19          | 3          | active
        CP-331121-02 | night      | 02-19          | 0          | withdrawn
        """,
        county_code="青田",
    )
    for day in ("02-18", "02-19"):
        given(engine, "personnel_deployment", CAME, duty_date=day, **BY)
    before = reading(engine, "M05_FILL", "02-18", "青田")
    after = reading(engine, "M05_FILL", "02-19", "青田")
    assert (before.numerator, before.denominator) == (2 + 2 + 1, 2 + 3 + 2)
    assert (after.numerator, after.denominator) == (2, 3)


def test_who_stood_at_a_post_is_unknown_until_the_place_reports(engine):
    given(engine, "post_requirements", REQUIRED, county_code="青田")
    assert reading(engine, "M05_FILL", "02-10", "青田").value is None
    given(
        engine,
        "personnel_deployment",
        """
        post_id      | shift_code | person_id | duty_status
        -------------+------------+-----------+------------
        CP-331121-02 | day        | B1        | rest
        """,
        duty_date="02-10",
        **BY,
    )
    assert reading(engine, "M05_FILL", "02-10", "青田").value == 0 / 7


def test_the_seconded_serve_under_an_order(engine):
    given(
        engine,
        "personnel_deployment",
        """
        duty_date    | person_id | is_borrowed | duty_status | dispatch_order_no
        -------------+-----------+-------------+-------------+------------------
        02-07..02-13 | A1        | true        | on_duty     | 青防指〔2020〕8号
        02-12..02-13 | A2        | true        | on_duty     |
        02-13        | A3        | true        | absent      |
        02-13        | A4        | false       | on_duty     |
        02-06        | A5        | true        | on_duty     |
        """,
        **BY,
    )
    seen = reading(engine, "M05_NO_ORDER", "02-13", "青田")
    assert seen.value == 2 / (7 + 2)
    assert reading(engine, "M05_NO_ORDER", "02-13", "云和").status is Status.GREEN


def test_the_exempt_need_not_register(engine):
    given(
        engine,
        "party_registration",
        """
        county | person_id | register_status | registered_at
        -------+-----------+-----------------+--------------
        莲都   | A1..A8    | registered      | 02-06
        莲都   | A9        | registered      | 02-12
        莲都   | B1        | not_registered  |
        莲都   | B2..B6    | exempt          |
        云和   | C1        | exempt          |
        """,
    )
    assert reading(engine, "M05_REGISTER", "02-10", "莲都").value == 8 / (8 + 1 + 1)
    assert reading(engine, "M05_REGISTER", "02-12", "莲都").value == 9 / 10
    assert reading(engine, "M05_REGISTER", "02-12", "云和").value is None


def test_members_serve_in_their_own_community_unless_they_are_at_the_front(engine):
    given(
        engine,
        "party_registration",
        """
        person_id | community | register_status | registered_at
        ----------+-----------+-----------------+--------------
        A1..A6    | C1        | registered      | 02-06
        A7        | C1        | registered      | 02-14
        """,
        county_code="莲都",
    )
    given(
        engine,
        "personnel_deployment",
        """
        duty_date | person_id | duty_status
        ----------+-----------+------------
        02-10     | A1        | on_duty
        02-10     | A2        | absent
        """,
        county_code="莲都",
        reporting_unit_code="331102-ZHB",
    )
    given(
        engine,
        "volunteer_checkins",
        """
        service_date | checkin | person_id | community
        -------------+---------+-----------+----------
        02-13        | K1..K2  | A2        | C1
        02-07        | K3      | A3        | C1
        02-06        | K4      | A4        | C1
        02-13        | K5      | A5        | C9
        02-13        | K6      | A1        | C1
        """,
        county_code="莲都",
    )
    seen = reading(engine, "M05_CHECKIN", "02-13", "莲都")
    at_the_front, not_yet_registered = 1, 1
    assert seen.denominator == 7 - at_the_front - not_yet_registered
    assert seen.numerator == 2, "A2, once; A3; not A4 of last week, nor A5 elsewhere"


def test_repeated_overlapping_and_endless_check_ins_are_suspicious(engine):
    given(
        engine,
        "volunteer_checkins",
        """
        checkin | person_id | community | check_in_at | check_out_at
        --------+-----------+-----------+-------------+-------------
        K1      | A1        | C1        | 02-08 09:00 |
        K2      | A1        | C1        | 02-08 09:29 |
        K3      | A2        | C1        | 02-08 09:00 |
        K4      | A2        | C1        | 02-08 09:30 |
        K5      | A3        | C1        | 02-08 09:00 | 02-08 11:00
        K6      | A3        | C2        | 02-08 10:00 | 02-08 12:00
        K7      | A4        | C1        | 02-08 08:00 | 02-08 20:01
        K8      | A5        | C1        | 02-08 08:00 | 02-08 20:00
        """,
        county_code="莲都",
        service_date="02-08",
    )
    seen = reading(engine, "M05_BAD_CHECKIN", "02-08", "莲都")
    repeated, overlapping, endless = 1, 1, 1
    assert seen.numerator == repeated + overlapping + endless
    assert seen.value == 3 / 8
    assert seen.extras["counted"] == 8 - 3


def test_lantern_festival_counts_846_of_1060(engine):
    given(
        engine,
        "volunteer_checkins",
        """
        checkin    | person_id | check_in_at | method
        -----------+-----------+-------------+-------
        K1         | A1..A846  | 02-08 09:00 | qr
        K2         | A1..A214  | 02-08 09:05 | paper
        """,
        county_code="莲都",
        community_code="C1",
        service_date="02-08",
    )
    seen = readings(engine, "M05_BAD_CHECKIN", "02-08")["3311", ""]
    assert seen.value == 214 / 1060
    assert seen.extras["counted"] == 846
    assert seen.status is Status.RED
