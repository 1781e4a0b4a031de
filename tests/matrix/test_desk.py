"""Handing in, correcting and taking back, for every role, own unit and foreign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from lishui_dash.access.roles import Grant, Right, Role
from lishui_dash.catalogue.posts import POSTS
from lishui_dash.catalogue.registers import DECLARED
from lishui_dash.catalogue.units import CITY_COMMAND, UNITS
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.permit import FOREIGN as FOREIGN_RULE
from lishui_dash.intake.receive import Arrival, Desk, Receipt
from lishui_dash.views.preview import previewed
from tests.access.people import (
    OF_CITY,
    OF_COUNTY,
    OF_TOWN,
    OTHER_TOWN,
    TOWN,
    Person,
    person,
)
from tests.intake.cases import arrival, example

AT = datetime(2020, 3, 4, 7)
PEOPLE = (*OF_CITY, *OF_COUNTY, *OF_TOWN)
OWN, FOREIGN = "331121", "331122"
COMMAND = "疫情防控指挥部办公室"
HEAD = "统计日期,县市区,单位,物资名称,计量单位,昨日结存,今日消耗,今日结存\n"
UNIT_LIST = "县市区,单位名称,单位类别,启用日期\n青田县,青田县方舱医院,医院,2020-02-10\n"
Told = list[Receipt | DeliveryRejected]


def stock(place: str, used: int = 20) -> Arrival:
    store, county = UNITS[f"{place}-S01"], UNITS[f"{place}-ZHB"]
    name = county.words.hans.removesuffix(COMMAND)
    row = f"2020-03-03,{name},{store.words.hans},N95口罩,只,100,{used},{100 - used}\n"
    return Arrival((HEAD + row).encode(), f"{place}.csv", AT)


def at_desk(desk: Desk, one: Person, told: Told) -> Desk:
    def tell(stored: Sequence[Receipt | DeliveryRejected]) -> None:
        told.extend(stored)

    return desk.under(one.scope.permit, tell)


@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.title)
@pytest.mark.parametrize("place", [OWN, FOREIGN])
def test_a_file_is_taken_from_whom_it_may_come(desk: Desk, one: Person, place: str) -> None:
    told: Told = []
    his = at_desk(desk, one, told)
    may = one.scope.may(Right.SEND, f"{place}-S01")
    arrival = stock(place)
    preview = his.preview(arrival)
    assert preview.judged.is_accepted == may
    if may:
        receipt = his.confirm([preview], at=AT)[0]
        assert told == [receipt]
        assert desk.engine.query("SELECT sent_by FROM delivery") == [(one.title,)]
        return
    with pytest.raises(DeliveryRejected) as refused:
        his.receive(arrival)
    assert FOREIGN_RULE in [problem.rule for problem in refused.value.problems]
    # Nothing of it is stored, and nothing is lost.
    assert desk.engine.query("SELECT count(*) FROM supplies_daily") == [(0,)]
    assert desk.original(refused.value.delivery_no or 0) == arrival.content
    assert [type(one) for one in told] == [DeliveryRejected]


@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.title)
def test_a_preview_made_by_another_is_judged_again(desk: Desk, one: Person) -> None:
    preview = desk.preview(stock(FOREIGN))
    assert preview.judged.is_accepted
    his = at_desk(desk, one, [])
    if one.scope.may(Right.SEND, f"{FOREIGN}-S01"):
        assert his.confirm([preview], at=AT)
    else:
        with pytest.raises(DeliveryRejected):
            his.confirm([preview], at=AT)


@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.title)
@pytest.mark.parametrize("place", [OWN, FOREIGN])
def test_a_delivery_is_taken_back_by_whom_it_may(
    desk: Desk, one: Person, place: str
) -> None:
    number = desk.receive(stock(place)).delivery_no
    told: Told = []
    his = at_desk(desk, one, told)
    if one.scope.may(Right.SEND, f"{place}-S01"):
        receipt = his.undo(number, reason="报错了", sender="", at=AT)
        assert (receipt.mode, told) == ("undo", [receipt])
        return
    with pytest.raises(DeliveryRejected) as refused:
        his.undo(number, reason="报错了", sender="", at=AT)
    assert refused.value.problems[0].rule == FOREIGN_RULE
    assert desk.engine.query("SELECT count(*) FROM supplies_daily") == [(1,)]
    # It is told of, with the number of what he would have taken back.
    assert told == [refused.value]
    assert refused.value.delivery_no == number


def clerk_of(unit: str, name: str = "clerk") -> Person:
    return person(name, Grant(Role.CLERK, unit))


def test_a_clerk_who_has_moved_leaves_the_reports_of_his_former_unit(desk: Desk) -> None:
    sent = at_desk(desk, clerk_of(f"{OWN}-ZHB", "zhang"), []).receive(stock(OWN))
    moved = at_desk(desk, clerk_of(f"{FOREIGN}-ZHB", "zhang"), [])
    with pytest.raises(DeliveryRejected) as refused:
        moved.undo(sent.delivery_no, reason="报错了", sender="", at=AT)
    assert refused.value.problems[0].rule == FOREIGN_RULE


def together(*stores: str) -> Arrival:
    """Return one file about the stock of several units."""
    rows = "".join(
        f"2020-03-03,{UNITS[f'{code[:6]}-ZHB'].words.hans.removesuffix(COMMAND)},{code},"
        "N95口罩,只,100,20,80\n"
        for code in stores
    )
    return Arrival((HEAD + rows).encode(), "合报.csv", AT)


def test_a_file_of_several_units_is_taken_back_by_whoever_reports_for_all(
    desk: Desk,
) -> None:
    both = together(f"{OWN}-S01", f"{OWN}-H01")
    sent = at_desk(desk, clerk_of(f"{OWN}-ZHB", "zhang"), []).receive(both)
    hospital = at_desk(desk, clerk_of(f"{OWN}-H01"), [])
    with pytest.raises(DeliveryRejected):
        hospital.undo(sent.delivery_no, reason="报错了", sender="", at=AT)
    colleague = at_desk(desk, clerk_of(f"{OWN}-ZHB", "li"), [])
    colleague.undo(sent.delivery_no, reason="报错了", sender="", at=AT)
    assert desk.engine.query("SELECT count(*) FROM supplies_daily") == [(0,)]


def test_a_file_of_two_counties_is_taken_back_by_neither(desk: Desk) -> None:
    sent = desk.receive(together(f"{OWN}-S01", f"{FOREIGN}-S01"))
    county = at_desk(desk, clerk_of(f"{OWN}-ZHB"), [])
    with pytest.raises(DeliveryRejected):
        county.undo(sent.delivery_no, reason="报错了", sender="", at=AT)
    city = at_desk(desk, clerk_of(CITY_COMMAND), [])
    assert city.undo(sent.delivery_no, reason="报错了", sender="", at=AT).mode == "undo"


def test_a_row_that_a_file_takes_back_beside_must_be_his_as_well(desk: Desk) -> None:
    desk.receive(stock(FOREIGN))
    own, other = (stock(place).content.decode().splitlines()[1] for place in (OWN, FOREIGN))
    head = HEAD.strip() + ",备注\n"
    for rows in (f"{own},\n{other},此行作废\n", f"{other},此行作废\n"):
        county = at_desk(desk, clerk_of(f"{OWN}-ZHB"), [])
        sent = Arrival((head + rows).encode(), "日报.csv", AT)
        assert county.preview(sent).changes is None
        with pytest.raises(DeliveryRejected) as refused:
            county.receive(sent)
        assert FOREIGN_RULE in [problem.rule for problem in refused.value.problems]
    assert desk.engine.query("SELECT unit_code FROM supplies_daily") == [
        (f"{FOREIGN}-S01",)
    ]


@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.title)
def test_the_registers_are_changed_by_administrators_alone(desk: Desk, one: Person) -> None:
    his = at_desk(desk, one, [])
    arrival = Arrival(
        UNIT_LIST.encode(), "单位名录.csv", AT, feed="unit_list", reason="编委批复"
    )
    may = one.scope.may(Right.CATALOGUE, OWN)
    assert his.check(arrival).is_accepted == may
    foreign = Arrival(UNIT_LIST.replace("青田", "缙云").encode(), "单位名录.csv", AT)
    may = one.scope.may(Right.CATALOGUE, FOREIGN)
    assert his.check(foreign).is_accepted == may


def test_a_change_of_the_registers_says_why(desk: Desk) -> None:
    admin = person("admin", Grant(Role.ADMIN, f"{OWN}-ZHB"))
    his = at_desk(desk, admin, [])
    listed = Arrival(UNIT_LIST.encode(), "单位名录.csv", AT, feed="unit_list")
    assert previewed(his.preview(listed), listed, DECLARED, "hans").why == "list_reason"
    for reason in ("", "  "):
        with pytest.raises(DeliveryRejected) as refused:
            his.receive(replace(listed, reason=reason))
        assert "reason_missing" in [problem.rule for problem in refused.value.problems]
    assert desk.engine.query("SELECT count(*) FROM unit_list") == [(0,)]
    receipt = his.confirm([his.preview(listed)], at=AT, reason="编委批复")[0]
    assert receipt.reason == "编委批复"


def test_a_township_that_names_no_sender_speaks_for_itself(desk: Desk) -> None:
    his = at_desk(desk, clerk_of(TOWN), [])
    own = next(post for post in POSTS.values() if post.township == TOWN)
    other = next(post for post in POSTS.values() if post.township == OTHER_TOWN)
    for post, may in ((own, True), (other, False)):
        sent = arrival(example("checkpoint_logistics", {"post_id": post.words.hans}), at=AT)
        judged = his.check(sent)
        assert [part.unit.code for part in judged.slices] == [TOWN]
        assert judged.is_accepted == may
    his.receive(
        arrival(example("checkpoint_logistics", {"post_id": own.words.hans}), at=AT)
    )
    assert desk.engine.query("SELECT unit_code FROM delivery_slice") == [(TOWN,)]


def test_a_township_takes_back_no_row_about_the_post_of_another(desk: Desk) -> None:
    other = next(post for post in POSTS.values() if post.township == OTHER_TOWN)
    sent = example("checkpoint_logistics", {"post_id": other.words.hans, "remark": "作废"})
    judged = at_desk(desk, clerk_of(TOWN), []).check(arrival(sent, at=AT))
    assert "post_of_another" in [problem.rule for problem in judged.problems]
    assert not judged.is_accepted


def test_a_township_sends_for_its_villages_and_not_for_its_neighbour(desk: Desk) -> None:
    clerk = next(one for one in OF_TOWN if one.scope.may(Right.SEND))
    units = clerk.scope.permit.units
    assert units.covers(TOWN)
    assert units.covers(f"{TOWN}001")
    assert not units.covers("331121102")
