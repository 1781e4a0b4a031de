"""What names stand for: short forms, nearest names, and names that are new."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lishui_dash.catalogue.registers import DECLARED
from lishui_dash.errors import DeliveryRejected, Problem
from lishui_dash.intake.receive import Arrival, Desk, Judged
from lishui_dash.spec import UnitKind
from tests.intake.cases import HEAD, arrival, lines

N95 = "N95口罩,只,1200,0,180,1020"


def stock(place: str, unit: str) -> Arrival:
    return arrival(lines(HEAD, f"2020-02-05,{place},{unit},{N95}"))


def unit_of(judged: Judged) -> list[str]:
    assert judged.rows is not None, [str(problem) for problem in judged.problems]
    return list(judged.rows["unit_code"].to_pylist())


def only(judged: Judged) -> Problem:
    [problem] = judged.problems
    return problem


@pytest.mark.parametrize(
    ("place", "name", "code"),
    [
        ("青田县", "县物资库", "331121-S01"),
        ("云和县", "云和库", "331125-S01"),
        ("景宁县", "景宁县防疫物资储备库", "331127-S01"),
        ("开发区", "经开区物资库", "331199-S01"),
        ("市本级", "丽水市物资库", "LS-S01"),
        ("青田县", "县医院", "331121-H01"),
        ("莲都区", "区妇保院", "331102-H03"),
        ("青田县", "温溪镇人民政府", "331121101"),
        ("莲都区", "老竹镇", "331102103"),
        ("莲都区", "紫金街道办", "331102001"),
        ("青田县", "青田县温溪镇", "331121101"),
        ("青田县", "温溪卫生院", "331121101-W01"),
        ("市本级", "丽水市教育局", "LS-JYJ"),
    ],
)
def test_short_forms_are_understood_inside_their_place(
    desk: Desk, place: str, name: str, code: str
) -> None:
    assert unit_of(desk.check(stock(place, name))) == [code]


def test_a_command_centre_reports_the_stock_of_its_store_and_is_told_so(desk: Desk) -> None:
    judged = desk.check(stock("青田县", "青田县防控办"))
    assert unit_of(judged) == ["331121-S01"]
    assert only(judged).rule == "stands_for"
    assert "青田县防疫物资库" in only(judged).reason.hans


def test_a_name_of_two_villages_is_not_guessed(desk: Desk) -> None:
    problem = only(desk.check(stock("青田县", "示例村01")))
    assert problem.rule == "not_in_register"
    assert problem.remedy.hans.startswith("是否指：")


def test_the_nearest_names_that_may_report_are_offered(desk: Desk) -> None:
    problem = only(desk.check(stock("青田县", "青田县防役物资库")))
    assert problem.rule == "not_in_register"
    assert "最接近的是：“青田县防疫物资库”" in problem.remedy.hans


@pytest.mark.parametrize(
    ("typed", "meant"), [("晋云县", "缙云县"), ("云合", "云和县"), ("青由县", "青田县")]
)
def test_a_mistyped_place_is_suggested_and_never_taken(
    desk: Desk, typed: str, meant: str
) -> None:
    judged = desk.check(stock(typed, "331121-S01"))
    assert judged.rows is None
    [problem] = [p for p in judged.problems if p.rule == "not_in_register"]
    assert f"“{meant}”" in problem.remedy.hans


def test_unknown_names_are_taken_as_new_when_the_clerk_says_so(desk: Desk) -> None:
    sent = stock("遂昌县", "遂昌仓00")
    assert desk.check(sent).rows is None
    judged = desk.check(replace(sent, register=True))
    assert unit_of(judged) == ["遂昌仓00"]
    assert only(judged).rule == "newly_registered"
    assert [(one.place, one.kind) for one in judged.newcomers] == [("331123", "store")]


def test_a_new_name_is_registered_with_the_delivery_and_known_from_then_on(
    desk: Desk,
) -> None:
    desk.receive(replace(stock("遂昌县", "遂昌仓00"), register=True))
    unit = desk.engine.registers.units["遂昌仓00"]
    assert (unit.kind, unit.place) == (UnitKind.STORE, "331123")
    assert unit_of(desk.check(stock("遂昌县", "遂昌仓00"))) == ["遂昌仓00"]


def test_a_refused_file_registers_nobody(desk: Desk) -> None:
    sent = stock("遂昌县", "遂昌仓00,多了一格")
    with pytest.raises(DeliveryRejected):
        desk.receive(replace(sent, register=True))
    assert desk.engine.registers.units.keys() == DECLARED.units.keys()


def test_the_same_new_name_in_two_counties_is_two_units(desk: Desk) -> None:
    rows = [f"2020-02-05,{place},应急二库,{N95}" for place in ("遂昌县", "云和县")]
    judged = desk.check(replace(arrival(lines(HEAD, *rows)), register=True))
    assert unit_of(judged) == ["应急二库", "331125-应急二库"]


@pytest.mark.parametrize("text", ["=1+1", "12345", "x"])
def test_what_is_no_name_is_not_registered(desk: Desk, text: str) -> None:
    assert desk.check(replace(stock("遂昌县", text), register=True)).rows is None
