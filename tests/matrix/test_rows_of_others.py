"""Every report, handed in under every kind of permit, over rows of one's own and of others.

Made from the declarations: a report that is declared anew is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from lishui_dash.access.roles import Grant, Right, Role
from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import CITY_LEVEL
from lishui_dash.catalogue.registers import DECLARED
from lishui_dash.catalogue.units import CITY_COMMAND, Unit
from lishui_dash.errors import DeliveryRejected, Problem
from lishui_dash.intake.header import own_place
from lishui_dash.intake.permit import FOREIGN
from lishui_dash.intake.receive import Arrival, Desk, How
from lishui_dash.intake.standing import same_columns
from lishui_dash.intake.template import csv_of, example_row, headings
from lishui_dash.spec import Feed, Load, Register, UnitKind
from lishui_dash.store.schema import superseded
from tests.access.people import OF_CITY, OF_COUNTY, OF_TOWN, Person, person
from tests.matrix.test_desk import Told, at_desk

AT = datetime(2020, 2, 9, 8)
OWN, OTHER = "331121", "331122"
FEEDS = list(CATALOGUE.feeds.values())
BODIES = sorted({code for feed in FEEDS for code in (*feed.bodies, *feed.hosts)})
NEITHER = "LS-SWJ"
"""A department that no report names."""


@pytest.fixture(scope="module")
def empty() -> Iterator[Desk]:
    """A desk at which files are only judged."""
    opened = open_desk()
    yield opened
    opened.engine.close()


def clerk(unit: str) -> Person:
    return person(f"clerk of {unit}", Grant(Role.CLERK, unit))


def apart(feed: Feed) -> Iterator[Person]:
    """Yield somebody for each permit that any role gives, at any unit and at a body."""
    seen = set()
    bodies = map(clerk, (*feed.bodies[:1], *feed.hosts[:1], NEITHER))
    for one in (*OF_CITY, *OF_COUNTY, *OF_TOWN, *bodies):
        permit = one.scope.permit
        kind = (permit.units, permit.keeps)
        if kind not in seen:
            seen.add(kind)
            yield one


def reporter(feed: Feed, place: str) -> Unit:
    """Return a unit that reports a feed at a place."""
    if feed.column(feed.reporter).refers_to is Register.UNIT and feed.reporters:
        found = [DECLARED.units_of(kind, place) for kind in feed.reporters]
        return next(units[0] for units in found if units)
    return DECLARED.command_of(place)


def told(feed: Feed, place: str) -> str:
    """Return what stands in the column of the reporter."""
    is_unit = feed.column(feed.reporter).refers_to is Register.UNIT
    return reporter(feed, place).code if is_unit else place


def file(feed: Feed, place: str) -> Arrival:
    """Return the example row of a feed as that of another place; its numbers stay."""
    row = dict(zip(feed.column_names, example_row(feed), strict=True))
    own = own_place(feed)
    row |= {own: place} if own else {}
    row[feed.reporter] = told(feed, place)
    return Arrival(csv_of([headings(feed), list(row.values())]), "上报.csv", AT, feed.name)


def rules(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.rule for problem in problems if problem.rejects]


def stored(desk: Desk, feed: Feed) -> tuple[list[tuple[str, int]], int]:
    """Return by whom and with which delivery rows came, and how many are superseded."""
    rows = desk.engine.query(f"SELECT {feed.reporter}, delivery_no FROM {feed.name}")
    [(gone,)] = desk.engine.query(f"SELECT count(*) FROM {superseded(feed)}")
    return rows, int(gone)


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_a_report_is_taken_from_whom_it_may_come(empty: Desk, feed: Feed) -> None:
    for one in apart(feed):
        for place in (OWN, OTHER):
            judged = at_desk(empty, one, []).check(file(feed, place))
            may = one.scope.may(Right.SEND, reporter(feed, place).code) or any(
                one.scope.may(Right.SEND, host) for host in feed.hosts
            )
            assert judged.is_accepted == may, (one.title, place, rules(judged.problems))


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_rows_of_others_are_neither_seen_nor_changed(desk: Desk, feed: Feed) -> None:
    desk.receive(file(feed, OTHER))
    before = stored(desk, feed)
    [(_, number)] = before[0]
    taken_over = file(feed, OWN)
    for one in apart(feed):
        his = at_desk(desk, one, [])
        hosts = any(one.scope.may(Right.SEND, host) for host in feed.hosts)
        may_own, may_other = (
            hosts or one.scope.may(Right.SEND, reporter(feed, place).code)
            for place in (OWN, OTHER)
        )
        for how in How:
            meets = feed.reporter not in same_columns(feed, how)
            preview = his.preview(replace(taken_over, how=how))
            may = may_own and (may_other or not meets)
            assert preview.judged.is_accepted == may, (one.title, how)
            assert (preview.changes is None) == (not may)
            if may_own and not may:
                [problem] = preview.judged.problems
                assert (problem.rule, problem.row) == (FOREIGN, 2)
                shown = f"{problem} {problem.reason.en} {problem.remedy.en}"
                assert OTHER not in shown
                assert reporter(feed, OTHER).words.hans not in shown
    told_of: Told = []
    county = at_desk(desk, clerk(f"{OWN}-ZHB"), told_of)
    for how in How:
        meets = feed.reporter not in same_columns(feed, how)
        if meets:
            with pytest.raises(DeliveryRejected):
                county.receive(replace(taken_over, how=how))
            assert stored(desk, feed) == before
    assert all(FOREIGN in rules(one.problems) for one in told_of)  # type: ignore[union-attr]
    with pytest.raises(DeliveryRejected) as refused:
        county.undo(number, reason="报错了", sender="", at=AT)
    assert rules(refused.value.problems) == [FOREIGN]
    assert told_of[-1] is refused.value
    assert stored(desk, feed) == before
    other = at_desk(desk, clerk(f"{OTHER}-ZHB"), [])
    assert other.undo(number, reason="报错了", sender="", at=AT).mode == "undo"


BY_KEY = [feed for feed in FEEDS if feed.reporter not in feed.key]


@pytest.mark.parametrize("feed", BY_KEY, ids=lambda feed: feed.name)
def test_a_row_that_comes_meanwhile_is_not_taken_over_either(
    desk: Desk, feed: Feed
) -> None:
    how = How.WHOLE if feed.load is not Load.REPLACE_SLICE else How.ROWS
    county = at_desk(desk, clerk(f"{OWN}-ZHB"), [])
    mine = replace(file(feed, OWN), how=how)
    examined, preview = county.examine([mine]), county.preview(mine)
    assert preview.judged.is_accepted
    desk.receive(file(feed, OTHER))
    before = stored(desk, feed)
    [refused] = county.take_in(examined)
    assert isinstance(refused, DeliveryRejected)
    assert rules(refused.problems) == [FOREIGN]
    with pytest.raises(DeliveryRejected) as again:
        county.confirm([preview], at=AT)
    assert rules(again.value.problems) == [FOREIGN]
    assert stored(desk, feed) == before


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_bodies_of_the_city_send_what_the_report_says_they_send(
    empty: Desk, feed: Feed
) -> None:
    if feed.column(feed.reporter).refers_to is not Register.PLACE:
        assert (feed.bodies, feed.hosts) == ((), ())
        return
    for code in (*feed.bodies, *feed.hosts, NEITHER):
        his = at_desk(empty, clerk(code), [])
        for place in (OWN, CITY_LEVEL):
            may = code in (feed.hosts if place == OWN else (*feed.hosts, *feed.bodies))
            judged = his.check(file(feed, place))
            if may and place == CITY_LEVEL and not _has_city(feed):
                continue
            assert judged.is_accepted == may, (code, place, rules(judged.problems))
            assert may or FOREIGN in rules(judged.problems)


def _has_city(feed: Feed) -> bool:
    """Whether a report is made of the city itself, and not of counties alone."""
    kinds = (*feed.reporters, *feed.contributors)
    return not kinds or UnitKind.CITY_COMMAND in kinds or bool(feed.bodies)


@pytest.mark.parametrize("code", BODIES)
def test_who_sends_for_the_city_is_a_body_of_the_city(code: str) -> None:
    unit = DECLARED.units[code]
    assert unit.place == CITY_LEVEL
    assert unit.code != CITY_COMMAND


def test_a_department_meets_no_rows_of_a_county(desk: Desk) -> None:
    feed = CATALOGUE.feeds["grievances"]
    desk.receive(file(feed, OTHER))
    petitions = at_desk(desk, clerk("LS-XFJ"), [])
    preview = petitions.preview(file(feed, CITY_LEVEL))
    assert (rules(preview.judged.problems), preview.changes) == ([FOREIGN], None)


def test_a_person_who_moves_is_let_go_first(desk: Desk) -> None:
    feed = CATALOGUE.feeds["party_registration"]
    losing = at_desk(desk, clerk(f"{OTHER}-ZHB"), [])
    winning = at_desk(desk, clerk(f"{OWN}-ZHB"), [])
    losing.receive(file(feed, OTHER))
    assert not winning.preview(file(feed, OWN)).judged.is_accepted
    losing.receive(replace(file(feed, OTHER), how=How.VOID))
    winning.receive(file(feed, OWN))
    assert [of for of, _ in stored(desk, feed)[0]] == [OWN]


def test_figures_of_others_at_the_same_post_raise_no_doubt(desk: Desk) -> None:
    feed = CATALOGUE.feeds["checkpoint_logistics"]

    def of_day(day: int, place: str, on_duty: int) -> Arrival:
        row = dict(zip(feed.column_names, example_row(feed), strict=True))
        row |= {"report_date": f"2020-02-{day:02}", "county_code": place}
        row["onduty_n"] = str(on_duty)
        content = csv_of([headings(feed), list(row.values())])
        return Arrival(content, "上报.csv", datetime(2020, 2, 14, 8), feed.name)

    desk.receive_many([of_day(day, OTHER, 18) for day in range(5, 13)])
    [doubt] = desk.preview(of_day(13, OTHER, 900)).doubts
    assert "18" in doubt.reason.hans
    assert desk.preview(of_day(13, OWN, 900)).doubts == ()
