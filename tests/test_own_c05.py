"""The posts where somebody was missing: which, how many, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.readings.posts_empty import Reason, posts_short
from lishui_dash.readings.reading import Status
from lishui_dash.store.engine import Engine
from lishui_dash.views.languages import LANGS
from lishui_dash.views.moment import Moment
from lishui_dash.views.own.posts import MOST, posts_view
from tests.storylines import the, told
from tests.tables import given

DAY, MORNING, LATER = date(2020, 2, 19), datetime(2020, 2, 20, 9), datetime(2020, 3, 4, 9)
THEN = Moment(LATER, DAY, MORNING, is_replay=True)
NOW = Moment(LATER, DAY, LATER, is_replay=True)
FORGETFUL = {"331122", "331123", "331124"}


@pytest.fixture(scope="module")
def s08() -> Iterator[Engine]:
    with told("S08") as engine:
        yield engine


def test_s08_41_posts_read_as_a_withdrawal_that_nobody_registered(s08: Engine) -> None:
    section = posts_view(s08, THEN, "hans")
    [said] = [lead for lead in section.leads if lead.status is not Status.MISSING]
    assert said.status is Status.AMBER
    assert "点位撤销未登记：41 个点位到岗为 0 且未撤销" in said.said
    assert len(section.rows) == 41 <= MOST
    assert {row.status for row in section.rows} == {Status.AMBER}
    assert {row.said for row in section.rows} == {"撤销未登记"}


def test_s08_they_lie_in_the_three_counties_that_forgot(s08: Engine) -> None:
    found = posts_short(s08, DAY, WHOLE, MORNING)
    assert {post.place for post in found} == FORGETFUL
    assert {post.last_day for post in found} == {date(2020, 2, 18)}
    assert sum(len(post.empty_shifts) for post in found) == 41 * 3


def test_s08_as_known_now_no_post_was_empty_that_day(s08: Engine) -> None:
    assert posts_short(s08, DAY, WHOLE) == []
    section = posts_view(s08, NOW, "hans")
    assert section.rows == ()
    assert "没有无人到岗的点位班次。" in section.leads[0].said


@pytest.mark.parametrize(
    ("as_of", "known_at"), [(DAY, MORNING), (DAY, LATER), (date(2020, 2, 20), LATER)]
)
@pytest.mark.parametrize("place", [WHOLE, *(place.code for place in PLACES)])
def test_s08_posts_add_up_to_the_reading(
    s08: Engine, place: str, known_at: datetime, as_of: date
) -> None:
    fill = the(s08, "M05_FILL", place, str(as_of), known_at=known_at.isoformat())
    found = posts_short(s08, as_of, place, known_at)
    short = sum(post.short_n for post in found)
    assert short == (fill.denominator or 0) - (fill.numerator or 0)
    empty = sum(len(post.empty_shifts) for post in found)
    assert empty == fill.extras.get("empty_post_shifts", 0)


@pytest.mark.parametrize("lang", LANGS)
def test_the_section_is_told_in_every_language(s08: Engine, lang: str) -> None:
    section = posts_view(s08, THEN, lang)  # type: ignore[arg-type]
    assert all(len(row.cells) + 1 == len(section.heads) for row in section.rows)


REQUIRED = """
    post_id              | shift_code | effective_from | required_n | post_status
    ---------------------+------------+----------------+------------+------------
    CP-331121-01         | day        | 02-01          | 2          | active
    CP-331121-01         | night      | 02-01          | 2          | active
    CP-331121-02         | day        | 02-01          | 3          | active
    CP-331121-02         | night      | 02-01          | 3          | active
    CP-331121-03         | day        | 02-01          | 4          | active
    CP-331121-04         | day        | 02-20          | 4          | active
    CP-331121-05         | day        | 02-01          | 2          | active
    CP-331121-06         | day        | 02-01          | 2          | active
"""
CAME = """
    duty_date | post_id      | shift_code | person_id | duty_status
    ----------+--------------+------------+-----------+------------
    02-20     | CP-331121-01 | day        | A1..A2    | on_duty
    02-20     | CP-331121-02 | day        | B1..B3    | on_duty
    02-20     | CP-331121-02 | night      | C1        | absent
    02-20     | CP-331121-02 | night      | C2        | leave
    02-18     | CP-331121-03 | day        | D1..D4    | on_duty
    02-20     | CP-331121-05 | day        | E1        | on_duty
    02-20     | CP-331121-06 | day        | F1..F5    | on_duty
"""
BY = {"county_code": "青田", "reporting_unit_code": "331121-ZHB"}


def test_each_post_says_why_nobody_was_there(engine: Engine) -> None:
    given(engine, "post_requirements", REQUIRED, county_code="青田")
    given(engine, "personnel_deployment", CAME, **BY)
    found = posts_short(engine, date(2020, 2, 20), WHOLE)
    assert [(post.post[-2:], post.reason, post.empty_n) for post in found] == [
        ("04", Reason.NEW, 4),
        ("03", Reason.NOBODY, 4),
        ("02", Reason.AWAY, 3),
        ("01", Reason.UNROSTERED, 2),
        ("05", Reason.SHORT, 0),
    ]
    by_post = {post.post[-2:]: post for post in found}
    assert (by_post["02"].on_duty_n, by_post["02"].required_n) == (3, 3 + 3)
    assert by_post["02"].empty_shifts == ("night",)
    assert by_post["03"].last_day == date(2020, 2, 18)
    assert by_post["04"].last_day is None


def test_a_place_that_has_not_reported_has_no_empty_posts(engine: Engine) -> None:
    given(engine, "post_requirements", REQUIRED, county_code="青田")
    assert posts_short(engine, date(2020, 2, 20), WHOLE) == []


@pytest.mark.parametrize(("vanished", "reason"), [(2, Reason.NOBODY), (3, "unregistered")])
def test_posts_are_given_up_together_and_deserted_alone(
    engine: Engine, vanished: int, reason: object
) -> None:
    required = f"""
        post_id         | effective_from | required_n | post_status | shift_code
        ----------------+----------------+------------+-------------+-----------
        CP-1..CP-{vanished}      | 02-01          | 2          | active      | day
        CP-9            | 02-01          | 2          | active      | day
    """
    came = """
        duty_date | post_id    | person_id | duty_status | shift_code
        ----------+------------+-----------+-------------+-----------
        02-18     | CP-1..CP-3 | A1..A2    | on_duty     | day
        02-20     | CP-9       | A1..A2    | on_duty     | day
    """
    given(engine, "post_requirements", required, county_code="青田")
    given(engine, "personnel_deployment", came, **BY)
    found = Counter(post.reason for post in posts_short(engine, date(2020, 2, 20), WHOLE))
    assert found == {Reason(reason): vanished}
