"""The workbook of a township: three reports in one file, and nothing filled in twice."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from lishui_dash.__main__ import main
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.units import UNITS
from lishui_dash.catalogue.workbooks import TOWNSHIP_DAY
from lishui_dash.intake.carried import carried_rows
from lishui_dash.intake.choices import Filler
from lishui_dash.intake.explained import EXPLAINED
from lishui_dash.intake.receive import Desk, Judged
from lishui_dash.intake.template import example_row
from lishui_dash.intake.township import columns_of, forms_for, township_workbook
from lishui_dash.spec import UnitKind
from tests.intake.cases import arrival

WENXI, DAY = UNITS["331121101"], date(2020, 2, 5)
MORNING = datetime(2020, 2, 6, 7, 30)
GATE, WORK = "温溪镇小区村口卡点（示例）", "温溪镇社区排查与服务（示例）"


def row(feed: str, **cells: str) -> dict[str, str]:
    declared = CATALOGUE.feeds[feed]
    example = dict(zip(declared.column_names, example_row(declared), strict=True))
    return {**example, **cells}


def a_day() -> dict[str, list[dict[str, str]]]:
    """Two people at a gate, one form of the bureau, and the gate looked after."""
    person = {"post_id": GATE, "home_unit_code": "温溪镇", "shift_code": "白班"}
    return {
        "人员": [
            row("personnel_deployment", **person),
            row("personnel_deployment", **person, person_id="331102197905142116"),
        ],
        "负担": [row("form_burden_daily", unit_code="")],
        "后勤": [row("checkpoint_logistics", post_id=GATE)],
    }


def judged_by_sheet(desk: Desk, content: bytes) -> dict[str, Judged]:
    whole = arrival(content, name="温溪镇.xlsx", unit=WENXI.code, at=MORNING)
    return {
        part.sheets[0]: desk.check(part)
        for part in desk.parts(whole)
        if part.sheets is not None
    }


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def test_it_has_a_sheet_for_each_report_and_says_once_who_reports() -> None:
    made = sheets(township_workbook(WENXI, DAY))
    assert list(made)[:4] == ["人员", "负担", "后勤", EXPLAINED]
    for name in ("人员", "负担", "后勤"):
        told = "县市区：青田县    填报单位：温溪镇    填报日期：2020年2月5日"
        assert made[name][1][0] == told
        assert not {"县市区", "填报单位", "日期", "值守日期", "层级"} & set(made[name][2])


def test_a_day_filled_in_is_three_reports_of_the_township(desk: Desk) -> None:
    found = judged_by_sheet(desk, township_workbook(WENXI, DAY, a_day()))
    for name, judged in found.items():
        assert [str(p) for p in judged.problems if p.rejects] == [], name
    feeds = {name: judged.feed and judged.feed.name for name, judged in found.items()}
    assert feeds == {sheet.name: sheet.feed.name for sheet in TOWNSHIP_DAY.sheets}
    for judged in found.values():
        [part] = judged.slices
        assert (part.unit.code, part.place, part.day) == (WENXI.code, "331121", DAY)


def test_what_the_title_row_says_is_in_every_row(desk: Desk) -> None:
    rows = judged_by_sheet(desk, township_workbook(WENXI, DAY, a_day()))["负担"].rows
    assert rows is not None
    [told] = rows.select(
        ["report_date", "county_code", "unit_code", "unit_level"]
    ).to_pylist()
    assert tuple(told.values()) == (DAY, "331121", WENXI.code, "township")


def test_a_township_may_count_its_villages_one_by_one(desk: Desk) -> None:
    village = next(u for u in UNITS.values() if u.parent == WENXI.code)
    burden = [
        row("form_burden_daily", unit_code="温溪镇"),
        row("form_burden_daily", unit_code=village.words.hans),
    ]
    judged = judged_by_sheet(
        desk, township_workbook(WENXI, DAY, {**a_day(), "负担": burden})
    )
    rows = judged["负担"].rows
    assert rows is not None
    assert rows["unit_level"].to_pylist() == ["township", "village"]


def test_the_reports_are_taken_in_and_the_command_still_owes_its_own(desk: Desk) -> None:
    whole = arrival(
        township_workbook(WENXI, DAY, a_day()),
        name="温溪镇.xlsx",
        unit=WENXI.code,
        at=MORNING,
    )
    for part in desk.parts(whole):
        desk.receive(part)
    came = desk.engine.query(
        "SELECT feed, unit_code, rows_n FROM delivery_slice ORDER BY feed"
    )
    assert came == [
        ("checkpoint_logistics", WENXI.code, 1),
        ("form_burden_daily", WENXI.code, 1),
        ("personnel_deployment", WENXI.code, 2),
    ]
    owed = desk.engine.query(
        """
        SELECT DISTINCT unit_code
        FROM obligation
        WHERE feed = 'checkpoint_logistics' AND place = '331121'
        """
    )
    assert owed == [("331121-ZHB",)]


def test_a_workbook_without_a_sender_is_of_the_unit_in_its_title(desk: Desk) -> None:
    whole = arrival(township_workbook(WENXI, DAY, a_day()), name="a.xlsx", at=MORNING)
    for part in desk.parts(whole):
        [slice_] = desk.check(part).slices
        assert slice_.unit.code == WENXI.code, "not the whole report of its county"


def test_another_township_may_not_send_it(desk: Desk) -> None:
    whole = arrival(
        township_workbook(WENXI, DAY, a_day()), name="a.xlsx", unit="331121102", at=MORNING
    )
    for part in desk.parts(whole):
        rules = {problem.rule for problem in desk.check(part).problems if problem.rejects}
        assert rules, part.sheets


def test_a_workbook_without_a_day_has_a_column_for_it() -> None:
    heads = sheets(township_workbook(WENXI, None))["后勤"][2]
    assert heads[0] == "日期"


def test_a_sheet_left_empty_is_no_report(desk: Desk) -> None:
    found = judged_by_sheet(desk, township_workbook(WENXI, DAY, {"负担": a_day()["负担"]}))
    assert list(found) == ["负担"]
    assert found["负担"].is_accepted


def test_a_workbook_with_nothing_filled_in_is_refused_sheet_by_sheet(desk: Desk) -> None:
    for name, judged in judged_by_sheet(desk, township_workbook(WENXI, DAY)).items():
        assert [p.rule for p in judged.problems if p.rejects] == ["no_rows"], name


def test_it_is_the_same_bytes_each_time_and_another_for_another_township() -> None:
    first = township_workbook(WENXI, DAY)
    assert first == township_workbook(WENXI, DAY)
    assert first != township_workbook(UNITS["331121102"], DAY)


def test_only_what_changes_from_row_to_row_has_to_be_filled_in() -> None:
    wanted = {
        sheet.name: sum(column.required for column in columns_of(sheet, Filler(WENXI, DAY)))
        for sheet in TOWNSHIP_DAY.sheets
    }
    assert wanted == {"人员": 12 - 3, "负担": 11 - 3, "后勤": 11 - 2}


def test_a_unit_of_another_kind_has_no_such_workbook() -> None:
    with pytest.raises(KeyError):
        township_workbook(UNITS["331121-ZHB"], DAY)
    assert TOWNSHIP_DAY.kind is UnitKind.TOWNSHIP


def test_the_people_of_the_day_before_are_there_already(desk: Desk) -> None:
    for part in desk.parts(
        arrival(township_workbook(WENXI, DAY, a_day()), unit=WENXI.code, at=MORNING)
    ):
        desk.receive(part)
    next_day = date(2020, 2, 6)
    rows = carried_rows(desk.engine, WENXI, next_day)
    assert [person["name_masked"] for person in rows["人员"]] == ["王*明", "王*明"]
    assert rows["后勤"] == [{"post_id": GATE}]
    assert not any({"duty_status", "duty_hours"} & person.keys() for person in rows["人员"])

    as_given = township_workbook(WENXI, next_day, rows)
    later = datetime(2020, 2, 7, 7, 30)
    parts = {p.feed: p for p in desk.parts(arrival(as_given, unit=WENXI.code, at=later))}
    asked = {
        p.column for p in desk.check(parts["personnel_deployment"]).problems if p.rejects
    }
    assert asked == {"值守时长（小时）", "到岗情况"}, (
        "whether they came, somebody has to say"
    )

    stated = [
        {**person, "duty_hours": "0", "duty_status": "轮休"} for person in rows["人员"]
    ]
    filled = township_workbook(WENXI, next_day, {"人员": stated})
    for part in desk.parts(arrival(filled, unit=WENXI.code, at=later)):
        assert [str(p) for p in desk.check(part).problems if p.rejects] == []


def test_nothing_is_carried_over_from_a_later_day(desk: Desk) -> None:
    assert carried_rows(desk.engine, WENXI, DAY) == {"人员": [], "后勤": []}


def test_the_forms_of_a_township_are_its_workbook_and_what_is_not_in_it() -> None:
    names = [name for name, _ in forms_for(CATALOGUE, WENXI, DAY)]
    assert names[0] == "温溪镇日报.xlsx"
    assert "04_防护物资日报.xlsx" in names
    assert not any("基层负担" in name or "人员抽调" in name for name in names)
    assert len(list(forms_for(CATALOGUE, None, None))) == len(CATALOGUE.deliverable)


def test_a_command_writes_the_forms_of_a_unit(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["templates", str(tmp_path), "--unit", WENXI.code, "--day", "2020-02-05"]
    )
    assert done.exit_code == 0, done.output
    assert (tmp_path / "温溪镇日报.xlsx").read_bytes() == township_workbook(WENXI, DAY)
    unknown = CliRunner().invoke(main, ["templates", str(tmp_path), "--unit", "X"])
    assert unknown.exit_code == 1
    assert "单位名录里没有 X" in unknown.output
