"""Each storyline, told alone through the real intake: the figures it is known by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import pandas as pd
import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.redistribution import Move, suggestions
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.demo import only
from lishui_dash.demo.stories.s06_lantern import community
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.readings.recall import recall
from lishui_dash.readings.reporting import owed
from lishui_dash.readings.rows import rows_behind
from lishui_dash.store.engine import Engine


@contextmanager
def told(number: str, until: datetime = datetime(2020, 12, 31)) -> Iterator[Engine]:
    desk = open_desk()
    for morning in only(number):
        if morning.at <= until:
            desk.receive_many(morning.arrivals)
    refused = desk.engine.query("SELECT count(*) FROM delivery WHERE verdict <> 'accepted'")
    assert refused == [(0,)]
    yield desk.engine
    desk.engine.close()


def the(
    engine: Engine,
    indicator: str,
    place: str,
    as_of: str,
    item: str = "",
    known_at: str | None = None,
) -> Reading:
    """Return the one reading, as known now or at `known_at`."""
    found = recall(
        engine,
        date.fromisoformat(as_of),
        known_at=datetime.fromisoformat(known_at) if known_at else None,
        indicator=indicator,
        place=place,
    )
    [reading] = [reading for reading in found if reading.item == item]
    return reading


def moves(engine: Engine, as_of: str, item: str, known_at: str | None = None) -> list[Move]:
    moment = datetime.fromisoformat(known_at) if known_at else None
    found = suggestions(engine, date.fromisoformat(as_of), known_at=moment)
    return [move for move in found if move.item == item]


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


@pytest.fixture(scope="module")
def s07() -> Iterator[Engine]:
    with told("S07") as engine:
        yield engine


def test_s07_at_nine_suichang_seems_to_have_140_days(s07: Engine) -> None:
    then = the(
        s07, "M08_DAYS_SUPPLY", "331123", "2020-02-12", "coverall", "2020-02-13T09:00"
    )
    assert then.value == 4200 / 30
    spare = the(
        s07, "M08_REDISTRIB", "331123", "2020-02-12", "coverall", "2020-02-13T09:00"
    )
    assert 4200 - 14 * 30 == 3780
    assert 3780 in (spare.value, spare.numerator, spare.denominator, *spare.extras.values())


def test_s07_after_the_correction_it_has_fourteen(s07: Engine) -> None:
    now = the(s07, "M08_DAYS_SUPPLY", "331123", "2020-02-12", "coverall")
    assert now.value == 420 / 30
    assert now.status is Status.GREEN
    assert all(move.donor != "331123" for move in moves(s07, "2020-02-12", "coverall"))


def test_s07_both_versions_can_be_read(s07: Engine) -> None:
    was = s07.query(
        """
        SELECT closing_qty
        FROM supplies_daily_superseded
        WHERE unit_code = '331123-S01' AND report_date = DATE '2020-02-12'
        """
    )
    current = s07.query(
        """
        SELECT closing_qty
        FROM supplies_daily
        WHERE unit_code = '331123-S01' AND report_date = DATE '2020-02-12'
        """
    )
    assert (was, current) == ([(4200.0,)], [(420.0,)])


@pytest.fixture(scope="module")
def s08() -> Iterator[Engine]:
    with told("S08") as engine:
        yield engine


def test_s08_before_the_withdrawals_fill_falls_to_31_percent(s08: Engine) -> None:
    then = the(s08, "M05_FILL", "3311", "2020-02-19", known_at="2020-02-20T08:40")
    assert then.denominator == 1296
    assert then.numerator == 402
    assert then.value == pytest.approx(0.31, abs=0.005)


def test_s08_then_41_posts_of_three_counties_stand_empty(s08: Engine) -> None:
    empty = {
        place: the(s08, "M05_FILL", place, "2020-02-19", known_at="2020-02-20T09:00").extras
        for place in ("3311", "331122", "331123", "331124")
    }
    of_three = [extras["empty_post_shifts"] for p, extras in empty.items() if p != "3311"]
    assert sum(of_three) == empty["3311"]["empty_post_shifts"] == 41 * 3


def test_s08_the_rows_name_the_41_posts() -> None:
    fill = CATALOGUE.indicators["M05_FILL"]
    with told("S08", until=datetime(2020, 2, 20, 9, 0)) as engine:
        rows = pd.concat(
            rows_behind(engine, fill, place, date(2020, 2, 19))
            for place in ("331122", "331123", "331124")
        )
    assert rows[rows["on_duty_n"] == 0]["post_id"].nunique() == 41


def test_s08_after_the_update_no_post_is_falsely_empty(s08: Engine) -> None:
    now = the(s08, "M05_FILL", "3311", "2020-02-19")
    assert (now.numerator, now.denominator) == (402, 402)


def test_s08_on_the_day_after_fill_is_97_percent(s08: Engine) -> None:
    now = the(s08, "M05_FILL", "3311", "2020-02-20")
    assert (now.numerator, now.denominator) == (390, 402)
    assert now.value == pytest.approx(0.97, abs=0.005)
    assert now.extras["overstaffed"] == 12


@pytest.fixture(scope="module")
def s09() -> Iterator[Engine]:
    with told("S09") as engine:
        yield engine


def test_s09_74_of_80_families_were_called_on(s09: Engine) -> None:
    visits = the(s09, "M06_FAMILY_VISIT", "3311", "2020-02-21")
    assert (visits.numerator, visits.denominator) == (74, 80)
    assert visits.status is Status.AMBER


def test_s09_a_medical_need_is_overdue(s09: Engine) -> None:
    need = the(s09, "M06_FAMILY_NEED", "3311", "2020-02-21", known_at="2020-02-22T09:00")
    assert need.value == 1
    assert need.status is Status.RED


def test_s09_on_24_february_all_is_well(s09: Engine) -> None:
    visits = the(s09, "M06_FAMILY_VISIT", "3311", "2020-02-24")
    need = the(s09, "M06_FAMILY_NEED", "3311", "2020-02-24")
    assert (visits.numerator, visits.denominator) == (80, 80)
    assert need.value == 0


@pytest.fixture(scope="module")
def s10() -> Iterator[Engine]:
    with told("S10") as engine:
        yield engine


def test_s10_34_ratings_for_100_people_are_over_the_cap(s10: Engine) -> None:
    quota = the(s10, "M03_EXCELLENT_QUOTA", "331125", "2020-03-27")
    assert quota.value == pytest.approx(0.34)
    assert (quota.numerator, quota.denominator) == (34, 100)
    assert quota.status is Status.RED


@pytest.mark.parametrize(("as_of", "people"), [("2020-03-27", 2), ("2020-03-28", 1)])
def test_s10_of_two_wrong_nominations_one_is_explained(
    s10: Engine, as_of: str, people: int
) -> None:
    assert the(s10, "M02_BAD_NOMINATION", "331125", as_of).value == people


@pytest.fixture(scope="module")
def s11() -> Iterator[Engine]:
    with told("S11") as engine:
        yield engine


@pytest.mark.parametrize(
    ("as_of", "insured", "medics"),
    [
        ("2020-03-03", 228, 228),
        ("2020-03-04", 238, 240),
        ("2020-03-06", 238, 240),
        ("2020-03-07", 240, 240),
    ],
)
def test_s11_two_of_240_medics_are_uninsured_for_three_days(
    s11: Engine, as_of: str, insured: int, medics: int
) -> None:
    cover = the(s11, "M08_INSURED", "331127", as_of)
    assert (cover.numerator, cover.denominator) == (insured, medics)
    assert cover.status is (Status.GREEN if insured == medics else Status.AMBER)


@pytest.fixture(scope="module")
def s12() -> Iterator[Engine]:
    with told("S12") as engine:
        yield engine


def test_s12_three_of_four_cases_were_reported_in_time(s12: Engine) -> None:
    illness = the(s12, "M08_ILLNESS_TIME", "331122", "2020-02-22")
    assert (illness.numerator, illness.denominator) == (3, 4)
    assert illness.status is Status.RED


def test_s12_no_name_is_kept_anywhere(s12: Engine) -> None:
    columns = s12.frame("SELECT * FROM illness_reports").columns
    assert "name_masked" not in columns


@pytest.fixture(scope="module")
def s13() -> Iterator[Engine]:
    with told("S13") as engine:
        yield engine


def test_s13_the_hotline_is_red_then_amber_then_green(s13: Engine) -> None:
    found = {
        day: the(s13, "M10_COUNSEL_WAIT", "331121", f"2020-03-{day:02d}")
        for day in (2, 4, 7, 8)
    }
    assert {day: reading.status for day, reading in found.items()} == {
        2: Status.GREEN,
        4: Status.RED,
        7: Status.AMBER,
        8: Status.GREEN,
    }
    assert found[2].value == pytest.approx(3, abs=0.3)
    assert found[4].value == pytest.approx(18)


def test_s13_one_caller_in_seven_gives_up(s13: Engine) -> None:
    wait = the(s13, "M10_COUNSEL_WAIT", "331121", "2020-03-04")
    assert wait.extras["abandoned_share"] == pytest.approx(0.14, abs=0.005)
