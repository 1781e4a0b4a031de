"""The file given back: marked where it is wrong, and telling nobody's name."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.errors import Problem
from lishui_dash.intake.listed import LISTED
from lishui_dash.intake.marked import marked_copy
from lishui_dash.intake.receive import Desk
from lishui_dash.intake.template import csv_of, example_row, headings
from lishui_dash.words import Words
from tests.intake.cases import HEAD, MASKS, SUITS, arrival

PERSONS = "身份证号,姓名,联系电话,备注,班次\n"
KNOWN = "331199198801011238,王小明,13812345678,家属电话 139-8765-4321,白班\n"


def problem(
    row: int | None, column: str, *, rejects: bool = True, sheet: str = ""
) -> Problem:
    says = Words("不是数字", "not a number")
    remedy = Words("请核对数值", "check the figure")
    return Problem(row, column, "", "rule", says, remedy, rejects, sheet=sheet)


def workbook(sheets: dict[str, list[list[object]]], hidden: str = "") -> bytes:
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                for place, cell in enumerate(cells):
                    style = day if isinstance(cell, date) else None
                    sheet.write(number, place, cell, style)
            if name == hidden:
                sheet.hide()
    return sink.getvalue()


def read(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def parts(content: bytes, like: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        found = [name for name in packed.namelist() if re.search(like, name)]
        return "".join(packed.read(name).decode() for name in found)


def test_a_bad_cell_is_coloured_and_says_why_and_what_to_do() -> None:
    content = f"{HEAD}\n{MASKS}\n{SUITS}\n".encode()
    told = [problem(3, "今日消耗"), problem(2, "县市区", rejects=False)]
    copy = marked_copy(content, "物资.csv", told, "hans")
    sheet = parts(copy, r"worksheets/sheet1\.xml")
    comments = parts(copy, r"comments1\.xml")
    assert re.findall(r'<comment ref="(\w+)"', comments) == ["B2", "H3"]
    assert comments.count("不是数字。请核对数值") == 2
    styles = dict(re.findall(r'<c r="(\w+)" s="(\d+)"', sheet))
    assert len({styles["H3"], styles["B2"], styles["C2"]}) == 3, "red, yellow, plain"
    assert all(colour in parts(copy, r"styles\.xml") for colour in ("F4B6B0", "FFE699"))


def test_every_row_and_column_stays_where_the_clerk_put_it() -> None:
    rows = [["防护物资日报"], [], HEAD.split(","), MASKS.split(","), [], SUITS.split(",")]
    copy = read(marked_copy(csv_of(rows), "物资.csv", [], "hans"))["物资"]
    assert copy[0][0] == "防护物资日报"
    assert copy[3][:5] == MASKS.split(",")[:5]
    assert copy[5] == SUITS.split(",")


def test_numbers_days_and_text_of_a_workbook_stay_what_they_are() -> None:
    rows = [["日期", "数量", "单价", "编号"], [date(2020, 2, 5), 12, 0.5, "0012"]]
    found = read(marked_copy(workbook({"表": rows}), "a.xlsx", [], "hans"))["表"]
    assert found[1] == [date(2020, 2, 5), 12.0, 0.5, "0012"]


def test_names_ids_and_telephones_are_masked_by_their_headings() -> None:
    copy = read(marked_copy((PERSONS + KNOWN).encode(), "人.csv", [], "hans"))["人"]
    assert copy[1] == ["331***38", "王***", "13***", "家属电话 139****4321", "白班"]


def test_a_heading_that_only_the_clerk_explained_is_masked_too() -> None:
    content = "值班的,班次\n王小明,白班\n".encode()
    kept = read(marked_copy(content, "人.csv", [], "hans"))["人"]
    masked = read(marked_copy(content, "人.csv", [], "hans", {"值班的": "name_masked"}))[
        "人"
    ]
    assert (kept[1][0], masked[1][0]) == ("王小明", "王***")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("331199198801011238", "331***38"),
        (331199198801011238, "331***28"),  # as a number its last digits are lost
        (13812345678, "138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("制表人：王小明", "制表人：**"),
        ("联系电话：0578-2091234", "联系电话：0578-****"),
        ("一共138人", "一共138人"),
        (20200205, 20200205.0),
    ],
)
def test_who_somebody_is_is_found_under_any_heading(cell: object, shown: object) -> None:
    copy = marked_copy(workbook({"表": [["甲"], [cell]]}), "a.xlsx", [], "hans")
    assert read(copy)["表"][1][0] == shown


def test_nothing_personal_is_left_anywhere_in_the_package(desk: Desk) -> None:
    rows = []
    feed = CATALOGUE.feeds["personnel_deployment"]
    for number in range(3):
        rows.append(example_row(feed))
        rows[-1][feed.column_names.index("duty_hours")] = f"很久{number}"
    content = csv_of([headings(feed), *rows])
    judged = desk.check(arrival(content, at=datetime(2020, 2, 6, 8)))
    assert judged.problems
    copy = parts(marked_copy(content, "人员.csv", judged.problems, "hans"), ".")
    assert "331199198801011238" not in copy
    assert "王小明" not in copy
    assert "很久2" in copy


def test_what_looks_like_a_formula_stays_text() -> None:
    copy = marked_copy("甲,乙\n=1+1,@SUM(1)\n".encode(), "a.csv", [], "hans")
    assert read(copy)["a"][1] == ["=1+1", "@SUM(1)"]
    assert "<f>" not in parts(copy, "worksheets")


def test_problems_of_two_sheets_stand_each_in_its_own() -> None:
    content = workbook({"甲": [["数量"], ["x"]], "乙": [["数量"], [1], ["y"]]}, hidden="丙")
    told = [problem(2, "数量", sheet="甲"), problem(3, "数量", sheet="乙")]
    copy = marked_copy(content, "a.xlsx", told, "hans")
    assert re.findall(r'<comment ref="(\w+)"', parts(copy, r"comments1\.xml")) == ["A2"]
    assert re.findall(r'<comment ref="(\w+)"', parts(copy, r"comments2\.xml")) == ["A3"]


def test_a_hidden_sheet_comes_back_hidden_and_masked() -> None:
    content = workbook({"甲": [["数量"], [1]], "乙": [["姓名"], ["王小明"]]}, hidden="乙")
    copy = marked_copy(content, "a.xlsx", [], "hans")
    book = CalamineWorkbook.from_filelike(io.BytesIO(copy))
    seen = {sheet.name: sheet.visible for sheet in book.sheets_metadata}
    assert seen["乙"] is not SheetVisibleEnum.Visible
    assert read(copy)["乙"][1] == ["王***"]


def test_a_heading_of_two_rows_is_found_under_its_group() -> None:
    rows = [["物资", "口罩", "", "手套", ""], ["", "入库", "消耗", "入库", "消耗"], ["甲"]]
    told = [problem(3, "手套|消耗"), problem(3, "口罩|入库"), problem(3, "物资+不存在")]
    comments = parts(marked_copy(csv_of(rows), "a.csv", told, "hans"), r"comments1\.xml")
    assert re.findall(r'<comment ref="(\w+)"', comments) == ["A3", "B3", "E3"]


def test_a_cell_of_a_cross_tab_is_found_under_its_thing() -> None:
    rows = [["防护物资库存表"], ["县市区", "N95口罩", "防护服"], ["青田县", "1200", "很多"]]
    told = [problem(3, "防护服|今日结存")]
    comments = parts(marked_copy(csv_of(rows), "a.csv", told, "hans"), r"comments1\.xml")
    assert re.findall(r'<comment ref="(\w+)"', comments) == ["C3"]


def test_the_list_names_every_problem_in_the_language_asked_for() -> None:
    content = f"{HEAD}\n{MASKS}\n".encode()
    told = [problem(2, "今日消耗"), problem(None, "", rejects=False)]
    said = {
        lang: read(marked_copy(content, "a.csv", told, lang))[LISTED][3:]
        for lang in ("hans", "hant", "en")
    }
    assert said["hans"][0] == [
        1,
        "",
        "2",
        "今日消耗",
        "",
        "不是数字",
        "请核对数值",
        "须改正",
    ]
    assert said["hant"][0][5:] == ["不是數字", "請覈對數值", "須改正"]
    assert said["en"][1][5:] == ["not a number", "check the figure", "flag only"]
    assert said["en"][1][2] == "whole file"


def test_a_file_that_cannot_be_read_comes_back_as_the_list_alone() -> None:
    for content in (b"", b"\x00\x01\x02", b"PK\x03\x04broken"):
        copy = read(marked_copy(content, "坏.xlsx", [problem(None, "")], "hans"))
        assert list(copy) == [LISTED]


def test_a_copy_sent_in_again_is_marked_anew_without_the_list_before() -> None:
    content = f"{HEAD}\n{MASKS}\n".encode()
    again = marked_copy(content, "a.csv", [problem(2, "今日消耗")], "hans")
    copy = read(marked_copy(again, "a.xlsx", [], "hans"))
    assert list(copy) == ["a", LISTED]
    assert len(copy[LISTED]) == 3, "its note and headings, and no problem"
