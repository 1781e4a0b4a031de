"""Who crosses a limit of rest within three days, if everybody goes on as now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from random import Random

import pytest

from lishui_dash.catalogue.places import WHOLE
from lishui_dash.catalogue.rollups import duty_run
from lishui_dash.demo.people import person_ids
from lishui_dash.demo.stories.s02_crew import CREW
from lishui_dash.readings.limits_ahead import AHEAD, Ahead, Limit, limits_ahead
from lishui_dash.readings.reading import Status
from lishui_dash.store.duckdb_engine import DuckDBEngine
from lishui_dash.store.engine import Engine
from lishui_dash.views.moment import Moment
from lishui_dash.views.own.limits import limits_view
from tests import oracle
from tests.oracle import DAY, Row
from tests.readings.handed_in import DUTY, Sent, shift
from tests.readings.test_oracle import duty_reports
from tests.storylines import the, told
from tests.tables import given, make_rollup

WENXI, POST = "331121", "CP-331121-02"


def day(text: str) -> date:
    return date.fromisoformat(f"2020-{text}")


def moment(as_of: str) -> Moment:
    return Moment(datetime(2020, 3, 4, 9), day(as_of), is_replay=True)


def crew(found: Sequence[Ahead]) -> list[Ahead]:
    return [one for one in found if one.post == POST]


@pytest.fixture(scope="module")
def s02() -> Iterator[Engine]:
    with told("S02") as engine:
        yield engine


@pytest.mark.parametrize(("as_of", "people"), [("02-09", 0), ("02-10", 6), ("02-12", 6)])
def test_s02_the_crew_of_wenxi_is_told_of_three_days_before_the_fourteenth_day(
    s02: Engine, as_of: str, people: int
) -> None:
    found = [
        one
        for one in crew(limits_ahead(s02, day(as_of), WHOLE))
        if (day("02-13"), Limit.LONG_RUN) in one.crossings
    ]
    assert len(found) == people
    assert {one.week_hours for one in found} <= {7 * 12.0}
    assert {one.run_days for one in found} <= {int(as_of[-2:]) + 1}


def test_s02_whoever_is_told_of_is_counted_by_the_indicator_on_that_day(
    s02: Engine,
) -> None:
    told_of = [
        one
        for one in limits_ahead(s02, day("02-10"), WENXI)
        if Limit.LONG_RUN in [limit for _, limit in one.crossings]
    ]
    assert the(s02, "M06_LONG_DUTY", WENXI, "2020-02-13").value == len(told_of) == 6


def test_s02_after_fourteen_days_forced_rest_is_what_comes_next(s02: Engine) -> None:
    found = crew(limits_ahead(s02, day("02-13"), WHOLE))
    assert [one.crossings for one in found] == [((day("02-14"), Limit.FORCED_REST),)] * 6
    assert {one.beyond for one in found} == {(Limit.LONG_RUN, Limit.WEEK_HOURS)}


def test_s02_two_who_could_not_rest_are_told_of_before_their_pay_is_late(
    s02: Engine,
) -> None:
    found = [
        one
        for one in limits_ahead(s02, day("02-26"), WHOLE)
        if one.crossings[0][1] is Limit.UNPAID
    ]
    assert [one.crossings[0][0] for one in found] == [day("02-29")] * 2
    assert limits_ahead(s02, day("03-02"), WHOLE) == []


def test_s02_the_page_names_the_crew_and_no_person(s02: Engine) -> None:
    section = limits_view(s02, moment("02-12"), "hans")
    assert any(
        "青田" in lead.said and "6 人将于 02-13 连续值守满 14 天" in lead.said
        for lead in section.leads
    )
    said = "".join(cell.shown for row in section.rows for cell in row.cells)
    masked = s02.query("SELECT DISTINCT name_masked FROM personnel_deployment")
    assert not [name for (name,) in masked if name in said]
    assert not [number for number in person_ids(CREW).to_pylist() if number in said]


def test_s02_the_list_says_that_it_is_as_known_now(s02: Engine) -> None:
    section = limits_view(s02, moment("02-12"), "hans")
    assert "明细按现有数据显示" in section.note
    assert {row.status for row in section.rows} <= {Status.RED, Status.AMBER}


DUTY_DAYS = """
    duty_date    | person_id | duty_hours | duty_status
    -------------+-----------+------------+------------
    02-01..02-12 | A1..A3    | 8          | on_duty
"""
BY = {
    "county_code": "青田",
    "reporting_unit_code": "331121-ZHB",
    "post_id": "CP-331121-01",
    "shift_code": "day",
}


def test_ordered_rest_and_a_roster_change_what_lies_ahead(engine: Engine) -> None:
    given(engine, "personnel_deployment", DUTY_DAYS, **BY)
    given(
        engine,
        "personnel_deployment",
        """
        duty_date    | person_id | duty_hours | duty_status
        -------------+-----------+------------+------------
        02-13..02-14 | A2        | 20         | planned
        """,
        **BY,
    )
    given(
        engine,
        "rest_leave",
        """
        rest_id | person_id | rest_type | ordered_at       | start_date | end_date | status
        --------+-----------+-----------+------------------+------------+----------+--------
        R1      | A1        | makeup    | 2020-02-12 15:00 | 02-13      | 02-14    | ordered
        """,
        county_code="青田",
    )
    make_rollup(engine, duty_run.rollup, day("02-12"))
    found = {one.person: one for one in limits_ahead(engine, day("02-12"), WHOLE)}
    assert found.keys() == {"A2", "A3"}, "A1 rests from tomorrow"
    assert found["A3"].crossings == ((day("02-14"), Limit.LONG_RUN),)
    assert 5 * 8 + 20 <= 66 < 4 * 8 + 2 * 20 + 8
    assert found["A2"].crossings == (
        (day("02-13"), Limit.WEEK_HOURS),
        (day("02-14"), Limit.LONG_RUN),
    )


@pytest.mark.parametrize("seed", range(6))
def test_whoever_goes_on_crosses_what_a_plain_reckoning_says(seed: int) -> None:
    engine, random = DuckDBEngine(), Random(seed)
    sent = Sent(engine, random)
    duty_reports(sent, random)
    make_rollup(engine, duty_run.rollup, sent.as_of)
    found = limits_ahead(engine, sent.as_of, WHOLE)
    seen = {(one.person, at, limit) for one in found for at, limit in one.crossings}
    assert seen == set(reckoned(sent))
    engine.close()


def reckoned(sent: Sent) -> Iterator[tuple[str, date, Limit]]:
    """Let everybody work on for three days, and yield what each crosses first when."""
    came = {(one.unit, one.day) for one in sent.arrivals if one.feed == DUTY}
    rows = sent.rows(DUTY)
    for run in oracle.runs(rows, came, sent.as_of):
        pace = run.hours / run.days
        mine = [row for row in rows if row["person_id"] == run.person]
        before = beyond(run, mine, sent.as_of)
        for ahead in range(1, AHEAD + 1):
            at = sent.as_of + ahead * DAY
            mine = [*mine, {**shift(run.place, at, run.person, 1), "duty_hours": pace}]
            [now] = oracle.runs(mine, came, at)
            for limit in beyond(now, mine, at) - before:
                before.add(limit)
                yield run.person, at, limit


def beyond(run: oracle.Run, rows: Sequence[Row], as_of: date) -> set[Limit]:
    week = sum(
        (
            Fraction(row["duty_hours"])
            for row in rows
            if row["duty_status"] == "on_duty"
            and as_of - 6 * DAY <= row["duty_date"] <= as_of
        ),
        Fraction(0),
    )
    crossed = {
        Limit.LONG_RUN: run.days >= 14,
        Limit.FORCED_REST: run.days >= 15 and run.hours >= 10 * run.days,
        Limit.WEEK_HOURS: week > 66,
    }
    return {limit for limit, is_crossed in crossed.items() if is_crossed}
