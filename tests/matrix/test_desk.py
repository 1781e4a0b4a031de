"""Handing in, correcting and taking back, for every role, own unit and foreign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from lishui_dash.access.roles import Right
from lishui_dash.catalogue.units import UNITS
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.permit import FOREIGN as FOREIGN_RULE
from lishui_dash.intake.receive import Arrival, Desk, Receipt
from tests.access.people import OF_CITY, OF_COUNTY, OF_TOWN, TOWN, Person

AT = datetime(2020, 3, 4, 7)
PEOPLE = (*OF_CITY, *OF_COUNTY, *OF_TOWN)
OWN, FOREIGN = "331121", "331122"
HEAD = "统计日期,县市区,单位,物资名称,计量单位,昨日结存,今日消耗,今日结存\n"
UNIT_LIST = "县市区,单位名称,单位类别,启用日期\n青田县,青田县方舱医院,医院,2020-02-10\n"
Told = list[Receipt | DeliveryRejected]


def stock(place: str, used: int = 20) -> Arrival:
    store, county = UNITS[f"{place}-S01"], UNITS[f"{place}-ZHB"]
    name = county.words.hans.removesuffix("疫情防控指挥部办公室")
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
    his = at_desk(desk, one, [])
    if one.scope.may(Right.SEND, f"{place}-S01"):
        assert his.undo(number, reason="报错了", sender="", at=AT).mode == "undo"
    else:
        with pytest.raises(DeliveryRejected) as refused:
            his.undo(number, reason="报错了", sender="", at=AT)
        assert refused.value.problems[0].rule == FOREIGN_RULE
        assert desk.engine.query("SELECT count(*) FROM supplies_daily") == [(1,)]


@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.title)
def test_the_registers_are_changed_by_administrators_alone(desk: Desk, one: Person) -> None:
    his = at_desk(desk, one, [])
    arrival = Arrival(UNIT_LIST.encode(), "单位名录.csv", AT, feed="unit_list")
    may = one.scope.may(Right.CATALOGUE, OWN)
    assert his.check(arrival).is_accepted == may
    foreign = Arrival(UNIT_LIST.replace("青田", "缙云").encode(), "单位名录.csv", AT)
    may = one.scope.may(Right.CATALOGUE, FOREIGN)
    assert his.check(foreign).is_accepted == may


def test_a_township_sends_for_its_villages_and_not_for_its_neighbour(desk: Desk) -> None:
    clerk = next(one for one in OF_TOWN if one.scope.may(Right.SEND))
    units = clerk.scope.permit.units
    assert units.covers(TOWN)
    assert units.covers(f"{TOWN}001")
    assert not units.covers("331121102")
