"""Storylines 7 to 13, told alone: the figures they are known by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pandas as pd
import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.readings.reading import Status
from lishui_dash.readings.rows import rows_behind
from lishui_dash.store.engine import Engine
from tests.storylines import moves, the, told


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
            AND item_code = 'coverall'
        """
    )
    current = s07.query(
        """
        SELECT closing_qty
        FROM supplies_daily
        WHERE unit_code = '331123-S01' AND report_date = DATE '2020-02-12'
            AND item_code = 'coverall'
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
            rows_behind(engine, fill, place, date(2020, 2, 19)).frame
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
