"""Storylines 1 to 6, told alone: the figures they are known by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from lishui_dash.demo.stories.s06_lantern import community
from lishui_dash.readings.reading import Status
from lishui_dash.readings.reporting import owed
from lishui_dash.store.engine import Engine
from tests.storylines import moves, the, told


@pytest.fixture(scope="module")
def s01() -> Iterator[Engine]:
    with told("S01") as engine:
        yield engine


def test_s01_masks_of_qingtian_last_three_more_days(s01: Engine) -> None:
    days = the(s01, "M08_DAYS_SUPPLY", "331121", "2020-03-03", "n95_medical")
    assert days.numerator == 1590
    assert days.denominator == pytest.approx((420 + 560 + 620) / 3)
    assert days.value == pytest.approx(2.98, abs=0.005)
    assert days.status is Status.RED
    stockout = the(s01, "M08_STOCKOUT", "331121", "2020-03-03", "n95_medical")
    assert stockout.status is Status.RED


def test_s01_a_plain_weekly_mean_would_have_said_five_days(s01: Engine) -> None:
    [(mean,)] = s01.query(
        """
        SELECT avg(consumed_qty)
        FROM supplies_daily
        WHERE unit_code = '331121-S01'
            AND report_date BETWEEN DATE '2020-02-26' AND DATE '2020-03-03'
        """
    )
    assert 1590 / mean == pytest.approx(5.06, abs=0.005)


def test_s01_the_city_store_can_spare_2160_masks(s01: Engine) -> None:
    [move] = moves(s01, "2020-03-03", "n95_medical", "2020-03-04T09:00")
    assert (move.donor, move.recipient, move.quantity) == ("331100", "331121", 2160)
    assert move.recipient_days_after == pytest.approx(7.0, abs=0.05)


def test_s01_neighbours_have_24_and_17_days(s01: Engine) -> None:
    suichang = the(s01, "M08_DAYS_SUPPLY", "331123", "2020-03-03", "n95_medical")
    liandu = the(s01, "M08_DAYS_SUPPLY", "331102", "2020-03-03", "n95_medical")
    assert suichang.value == pytest.approx(2400 / 100)
    assert liandu.value == pytest.approx(5000 / 300)


def test_s01_after_the_order_the_tile_is_amber_again(s01: Engine) -> None:
    days = the(s01, "M08_DAYS_SUPPLY", "331121", "2020-03-04", "n95_medical")
    assert days.value is not None
    assert days.value > 7
    assert days.status is Status.AMBER
    [(received, status)] = s01.query(
        """
        SELECT received_qty, status
        FROM supply_transfers
        WHERE transfer_no = 'DB-0304-01'
        """
    )
    assert (received, status) == (2160, "received")


@pytest.fixture(scope="module")
def s02() -> Iterator[Engine]:
    with told("S02") as engine:
        yield engine


def test_s02_the_crew_is_amber_on_the_eighth_day(s02: Engine) -> None:
    duty = the(s02, "M06_LONG_DUTY", "331121", "2020-02-07", known_at="2020-02-08T09:00")
    assert (duty.value, duty.status) == (0, Status.AMBER)
    assert 6 in duty.extras.values()


@pytest.mark.parametrize(
    ("as_of", "known_at"),
    [("2020-02-10", "2020-02-11T09:00"), ("2020-02-11", "2020-02-12T09:00")],
)
def test_s02_a_missing_file_does_not_reset_the_streak(
    s02: Engine, as_of: str, known_at: str
) -> None:
    duty = the(s02, "M06_LONG_DUTY", "331121", as_of, known_at=known_at)
    assert 6 in duty.extras.values()
    assert duty.status is Status.AMBER


def test_s02_on_the_fourteenth_day_six_are_red(s02: Engine) -> None:
    duty = the(s02, "M06_LONG_DUTY", "331121", "2020-02-13", known_at="2020-02-14T09:00")
    hours = the(s02, "M06_WEEK_HOURS", "331121", "2020-02-13", known_at="2020-02-14T09:00")
    assert (duty.value, duty.status) == (6, Status.RED)
    assert (hours.value, hours.status) == (6, Status.RED)


def test_s02_hours_are_at_least_72_while_a_day_is_missing_and_84_with_it(
    s02: Engine,
) -> None:
    [(hours,)] = s02.query(
        """
        SELECT DISTINCT sum(duty_hours)
        FROM personnel_deployment
        WHERE post_id = 'CP-331121-02' AND duty_hours = 12
            AND duty_date BETWEEN DATE '2020-02-05' AND DATE '2020-02-11'
        GROUP BY person_id
        """
    )
    assert hours == 7 * 12
    then = the(s02, "M06_WEEK_HOURS", "331121", "2020-02-11", known_at="2020-02-12T09:00")
    assert then.value == 6


def test_s02_four_of_six_have_rested_a_day_after_the_order(s02: Engine) -> None:
    rest = ("M06_FORCED_REST", "331121")
    before = the(s02, *rest, "2020-02-14", known_at="2020-02-15T09:00")
    after = the(s02, *rest, "2020-02-15", known_at="2020-02-16T09:00")
    assert (before.numerator, before.denominator) == (0, 6)
    assert (after.numerator, after.denominator) == (4, 6)
    assert after.value == pytest.approx(4 / 6)


@pytest.mark.parametrize(
    ("as_of", "known_at", "people"),
    [
        ("2020-02-29", "2020-03-01T09:00", 2),
        ("2020-03-01", "2020-03-02T09:00", 2),
        ("2020-03-02", "2020-03-03T09:00", 0),
    ],
)
def test_s02_two_who_could_not_rest_are_paid_on_2_march(
    s02: Engine, as_of: str, known_at: str, people: int
) -> None:
    unpaid = the(s02, "M06_UNPAID_NOREST", "331121", as_of, known_at=known_at)
    assert unpaid.value == people


@pytest.fixture(scope="module")
def s03() -> Iterator[Engine]:
    with told("S03") as engine:
        yield engine


def test_s03_five_of_five_requests_were_not_approved(s03: Engine) -> None:
    then = the(s03, "M09_UNAPPROVED", "331100", "2020-02-11", known_at="2020-02-12T09:00")
    assert then.numerator == 5
    assert then.status is Status.RED
    [(sent, unapproved)] = s03.query(
        """
        SELECT
            count(*),
            count(*) FILTER (WHERE approved_at IS NULL OR approved_at > issued_at)
        FROM form_requests
        WHERE issuing_unit_code = 'LS-DEMO'
        """
    )
    assert (sent, unapproved) == (5, 5)


def test_s03_as_known_now_the_four_withdrawn_do_not_count(s03: Engine) -> None:
    now = the(s03, "M09_UNAPPROVED", "331100", "2020-02-11")
    assert now.numerator == 1


@pytest.mark.parametrize(
    ("as_of", "mean"), [("2020-02-10", 2.6), ("2020-02-11", 7.4), ("2020-02-13", 2.7)]
)
def test_s03_forms_of_the_city_rise_and_fall_back(
    s03: Engine, as_of: str, mean: float
) -> None:
    forms = the(s03, "M09_FORMS_PER_UNIT", "3311", as_of)
    assert forms.value == pytest.approx(mean, abs=0.05)
    assert (forms.status is Status.RED) == (mean > 7)


def test_s03_one_unit_in_ten_has_nine_forms_or_more(s03: Engine) -> None:
    forms = the(s03, "M09_FORMS_PER_UNIT", "3311", "2020-02-11")
    assert forms.extras["p90"] == 9


def test_s03_151_townships_were_asked_and_346_hours_taken(s03: Engine) -> None:
    [(townships,)] = s03.query(
        """
        SELECT count(DISTINCT unit_code)
        FROM form_burden_daily
        WHERE issuing_unit_code = 'LS-DEMO' AND unit_level = 'township'
        """
    )
    [(hours,)] = s03.query(
        """
        SELECT sum(target_unit_n * est_minutes) / 60
        FROM form_requests
        WHERE issuing_unit_code = 'LS-DEMO'
        """
    )
    assert townships == 151
    assert hours == 173 * 5 * 24 / 60


@pytest.fixture(scope="module")
def s04() -> Iterator[Engine]:
    with told("S04") as engine:
        yield engine


def test_s04_until_it_came_qingyuan_is_missing_and_not_out_of_stock(s04: Engine) -> None:
    then = the(s04, "M08_DAYS_SUPPLY", "331126", "2020-02-16", known_at="2020-02-18T09:00")
    assert then.status is Status.MISSING
    assert then.coverage.reported == 0
    assert then.data_day == date(2020, 2, 14)
    assert then.value is None or then.value > 7


def test_s04_at_10_40_it_is_there(s04: Engine) -> None:
    now = the(s04, "M08_DAYS_SUPPLY", "331126", "2020-02-16", known_at="2020-02-18T10:41")
    assert now.status is not Status.MISSING
    assert now.coverage.reported == now.coverage.due


def test_s04_the_two_days_were_50_7_and_26_7_hours_late(s04: Engine) -> None:
    late = {
        report.day: report.overdue_hours(datetime(2020, 2, 18, 12, 0))
        for report in owed(s04, date(2020, 2, 16), days=2)
        if report.place == "331126" and report.feed == "supplies_daily"
    }
    assert late[date(2020, 2, 15)] == pytest.approx(50 + 40 / 60)
    assert late[date(2020, 2, 16)] == pytest.approx(26 + 40 / 60)


@pytest.fixture(scope="module")
def s05() -> Iterator[Engine]:
    with told("S05") as engine:
        yield engine


@pytest.mark.parametrize(
    ("as_of", "yuan"),
    [
        ("2020-02-19", 0),
        ("2020-02-20", 3860),
        ("2020-02-23", 3860),
        ("2020-02-24", 0),
        ("2020-02-25", 0),
    ],
)
def test_s05_a_meal_is_off_purpose_until_it_is_paid_back(
    s05: Engine, as_of: str, yuan: float
) -> None:
    off = the(s05, "M07_OFF_PURPOSE", "331124", as_of)
    assert off.value == yuan
    assert (off.status is Status.RED) == (yuan > 0)


def test_s05_the_case_stays_readable(s05: Engine) -> None:
    [(kept,)] = s05.query("SELECT count(*) FROM care_funds WHERE purpose_code = 'X2'")
    assert kept == 1


@pytest.fixture(scope="module")
def s06() -> Iterator[Engine]:
    with told("S06") as engine:
        yield engine


def test_s06_of_1060_sessions_214_are_repeated_on_paper(s06: Engine) -> None:
    bad = the(s06, "M05_BAD_CHECKIN", "331102", "2020-02-08")
    assert (bad.numerator, bad.denominator) == (214, 1060)
    assert bad.value == pytest.approx(0.202, abs=0.0005)
    assert bad.status is Status.RED
    assert 1060 - 214 == 846


def test_s06_they_are_all_of_one_community(s06: Engine) -> None:
    rows = s06.query("SELECT DISTINCT community_code FROM volunteer_checkins")
    assert rows == [(community(),)]
