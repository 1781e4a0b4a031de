"""Reference lists are handed in like reports, and what reads the registers follows."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.registers import DECLARED
from lishui_dash.dictionary import dictionary
from lishui_dash.intake.receive import Desk
from lishui_dash.intake.template import csv_of, example_row, headings, xlsx_template
from lishui_dash.spec import UnitKind
from tests.intake.cases import HEAD, MORNING, arrival, lines, refused

each_list = pytest.mark.parametrize("name", CATALOGUE.lists)
UNITS = "县市区,单位代码,单位名称,单位类别,上级单位,别名,状态"
POSTS = "县市区,点位名称,点位类型,牵头单位,启用日期,停用日期"
N95 = "N95口罩,只,1200,0,180,1020"


def supplies(unit: str) -> str:
    return lines(HEAD, f"2020-02-05,青田县,{unit},{N95}")


def rules(desk: Desk, *rows: str) -> list[tuple[int | None, str]]:
    return [(p.row, p.rule) for p in refused(desk, arrival(lines(*rows))) if p.rejects]


@each_list
def test_the_example_row_of_every_list_is_taken_and_changes_no_entry(
    desk: Desk, name: str
) -> None:
    feed = CATALOGUE.lists[name]
    desk.receive(arrival(csv_of([headings(feed), example_row(feed)])))
    assert desk.engine.registers.units.keys() == DECLARED.units.keys()
    assert desk.engine.registers.posts.keys() == DECLARED.posts.keys()


@each_list
def test_the_template_of_every_list_is_read_back_as_filled_in(
    desk: Desk, name: str
) -> None:
    feed = CATALOGUE.lists[name]
    row = dict(zip(feed.column_names, example_row(feed), strict=True))
    judged = desk.check(arrival(xlsx_template(feed, rows=[row]), name="名录.xlsx"))
    assert judged.feed is feed
    assert judged.is_accepted


@each_list
def test_every_list_stands_in_the_dictionary(name: str) -> None:
    assert f"(`{name}`)" in dictionary(CATALOGUE)


def test_a_report_that_lacks_columns_is_not_taken_for_a_list(desk: Desk) -> None:
    problems = refused(desk, arrival(lines("县市区,单位,今日结存", "青田县,县物资库,5")))
    assert problems[0].rule == "unknown_feed"


def test_a_list_of_units_adds_renames_and_closes(desk: Desk) -> None:
    receipt = desk.receive(
        arrival(
            lines(
                UNITS,
                "青田县,331121-H09,青田县第二医院,医院,,青田二院,",
                "青田县,331121-S01,青田县应急物资中心,物资库,,,",
                "青田县,,青田示例单位,其他单位,,,停用",
            )
        )
    )
    units = desk.engine.registers.units
    assert (receipt.feed, receipt.rows_n) == ("unit_list", 3)
    assert units["331121-H09"].kind is UnitKind.HOSPITAL
    assert units["331121-H09"].parent == "331121-ZHB"
    assert units["331121-S01"].words.hans == "青田县应急物资中心"
    assert units["331121-DEMO"].closed == date(2020, 2, 6)


def test_what_a_list_adds_can_report_the_next_moment_by_name_and_alias(desk: Desk) -> None:
    sent = supplies("青田二院")
    assert [p.rule for p in refused(desk, arrival(sent))] == ["not_in_register"]
    added = "青田县,331121-H09,青田县第二医院,医院,,青田二院,"
    desk.receive(arrival(lines(UNITS, added)))
    desk.receive(arrival(sent))
    assert desk.engine.query("SELECT unit_code FROM supplies_daily") == [("331121-H09",)]


def test_a_renamed_unit_is_known_by_its_old_name_as_well(desk: Desk) -> None:
    desk.receive(arrival(lines(UNITS, "青田县,331121-S01,青田县应急物资中心,物资库,,,")))
    for name in ("青田县应急物资中心", "青田县防疫物资库", "县物资库"):
        judged = desk.check(arrival(supplies(name)))
        assert judged.rows is not None
        assert judged.rows["unit_code"].to_pylist() == ["331121-S01"]


def test_a_new_unit_owes_its_reports_from_the_day_it_is_there(desk: Desk) -> None:
    row = "青田县,331121-H09,青田县第二医院,医院,,,"
    desk.receive(arrival(lines(f"{UNITS},启用日期", f"{row},2020-02-06")))
    desk.receive(arrival(supplies("331121-S01"), at=MORNING + timedelta(days=1)))
    owed = desk.engine.query(
        "SELECT day FROM obligation WHERE unit_code = '331121-H09' ORDER BY day"
    )
    assert owed == [(date(2020, 2, 6),)]


def test_a_closed_unit_owes_nothing_from_that_day_on(desk: Desk) -> None:
    row = "青田县,331121-H02,青田县中医院,医院,,,停用"
    desk.receive(arrival(lines(f"{UNITS},停用日期", f"{row},2020-02-05")))
    desk.receive(arrival(supplies("331121-S01")))
    owed = desk.engine.query(
        """
        SELECT count(*) FILTER (WHERE unit_code = '331121-H02'), count(*)
        FROM obligation
        WHERE feed = 'supplies_daily' AND place = '331121' AND day = DATE '2020-02-05'
        """
    )
    store, hospitals, townships, clinics = 1, 3, 32, 32
    assert owed == [(0, store + hospitals + townships + clinics - 1)]


def test_posts_communities_and_departments_come_by_lists_as_well(desk: Desk) -> None:
    desk.receive(
        arrival(
            lines(POSTS, "青田县,祯埠高速出口,高速卡口,温溪镇政府,2020-02-03,2020-02-19")
        )
    )
    desk.receive(
        arrival(lines("县市区,乡镇街道,村社区名称,别名", "青田县,温溪镇,沙埠村,沙埠"))
    )
    desk.receive(arrival(lines("部门名称,简称", "市体育发展中心,体育中心")))
    registers = desk.engine.registers
    post = registers.posts["祯埠高速出口"]
    assert (post.lead_unit, post.closed) == ("331121101", date(2020, 2, 19))
    village = registers.units["温溪镇沙埠村"]
    assert (village.kind, village.parent) == (UnitKind.VILLAGE, "331121101")
    assert registers.units["市体育发展中心"].kind is UnitKind.DEPARTMENT
    joined = desk.engine.query(
        "SELECT post_type, closed_on FROM post WHERE post_id = '祯埠高速出口'"
    )
    assert joined == [("expressway_cp", date(2020, 2, 19))]


def test_what_a_list_contradicts_is_refused_line_by_line(desk: Desk) -> None:
    assert rules(
        desk,
        UNITS,
        "青田县,331121-H01,青田县防疫物资库,医院,,,",
        "青田县,331121-H09,青田县第二医院,医院,没有这个单位,,",
        "青田县,331121-H08,青田县第三医院,医院,,县人民医院,",
        "云和县,331121-H02,云和县新医院,医院,,,",
        "青田县,331121-H03,青田县妇幼保健院,医院,,,",
        "青田县,,青田县妇保院,医院,,,",
        "青田县,331121101,温溪镇,乡镇街道,,,停用",
    ) == [
        (2, "code_of_another"),
        (3, "unknown_unit_above"),
        (4, "alias_of_another"),
        (5, "entry_of_other_place"),
        (7, "entry_twice"),
        (8, "closed_but_needed"),
    ]


def test_a_unit_does_not_stand_under_itself(desk: Desk) -> None:
    row = "青田县,331121-ZHB,青田县疫情防控指挥部办公室,县级指挥部,青田县人民医院,,"
    assert rules(desk, UNITS, row) == [(2, "stands_under_itself")]


def test_a_unit_that_a_later_list_leaves_out_stays(desk: Desk) -> None:
    desk.receive(arrival(lines(UNITS, "青田县,331121-H09,青田县第二医院,医院,,,")))
    desk.receive(arrival(lines(UNITS, "青田县,331121-H08,青田县第三医院,医院,,,")))
    assert {"331121-H08", "331121-H09"} <= desk.engine.registers.units.keys()


def test_the_same_list_twice_changes_nothing(desk: Desk) -> None:
    sent = lines(UNITS, "青田县,331121-H09,青田县第二医院,医院,,,")
    desk.receive(arrival(sent))
    known = desk.engine.registers
    assert desk.receive(arrival(sent)).unchanged
    assert desk.engine.registers is known


def test_lists_are_read_again_when_the_store_is_opened_again(tmp_path: Path) -> None:
    store, key_file = tmp_path / "store.duckdb", tmp_path / "key"
    desk = open_desk(store, key_file)
    desk.receive(arrival(lines(UNITS, "青田县,331121-H09,青田县第二医院,医院,,,")))
    desk.engine.close()
    again = open_desk(store, key_file)
    assert again.engine.registers.units["331121-H09"].words.hans == "青田县第二医院"
    again.engine.close()


def test_a_village_that_stands_under_its_own_name_is_answered(desk: Desk) -> None:
    feed = CATALOGUE.lists["community_list"]
    row = dict(zip(feed.column_names, example_row(feed), strict=True))
    row |= {"unit_code": "", "unit_name": "新示例村", "parent": "新示例村"}
    sent = csv_of([headings(feed), list(row.values())])
    assert any(problem.rejects for problem in refused(desk, arrival(sent)))
