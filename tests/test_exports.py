"""What leaves the program as a file: it says what the page says, and runs nothing."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from lishui_dash.catalogue.places import WHOLE
from lishui_dash.views.exports import (
    Cell,
    Table,
    csv_bytes,
    file_stem,
    number_of,
    xlsx_bytes,
)
from lishui_dash.views.languages import LANGS, Lang

FORMULAS = (
    *("=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1"),
    *("＝1", "＋1", "－1", "＠A", " =1", "　=1", "\u00a0@A", "\ufeff=1", "\u200b+1"),
    '=HYPERLINK("http://example.com","x")',
    "=cmd|' /C calc'!A0",
)
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
DAY = date(2020, 3, 3)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes) -> list[list[object]]:
    [sheet] = [
        book.get_sheet_by_index(0)
        for book in [CalamineWorkbook.from_filelike(io.BytesIO(content))]
    ]
    return sheet.to_python(skip_empty_area=False)


def inside(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_a_csv_is_text_in_cells_and_in_headings(formula: str) -> None:
    [[head], [cell]] = read_csv(csv_bytes(pd.DataFrame({formula: [formula]})))
    assert head == cell == f"'{formula}"


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_a_workbook_is_text_in_cells_and_in_headings(formula: str) -> None:
    content = xlsx_bytes(pd.DataFrame({formula: [formula]}), formula)
    sheet = inside(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert re.findall(r'<c r="(\w+)"[^>]* t="s">', sheet) == ["A1", "A2"]
    assert inside(content, "xl/styles.xml").count('quotePrefix="1"') >= 2
    assert "hyperlink" not in sheet


def test_a_number_stays_a_number_in_both_formats() -> None:
    frame = pd.DataFrame({"库存": [6182, -5], "天数": [2.98, None], "备注": ["1,2", "-5"]})
    assert read_csv(csv_bytes(frame))[1:] == [["6182", "2.98", "1,2"], ["-5", "", "'-5"]]
    assert read_xlsx(xlsx_bytes(frame, "物资"))[1:] == [
        [6182, 2.98, "1,2"],
        [-5, "", "-5"],
    ]


def test_numbers_among_texts_stay_numbers() -> None:
    table = Table(("当前值",), ((97.4,), ("<5",), ("—",), (None,), (0,)))
    told = [[97.4], ["<5"], ["—"], [""], [0]]
    assert read_xlsx(xlsx_bytes(table.frame, "总览"))[1:] == told
    assert read_csv(csv_bytes(table.frame))[1:] == [[str(cell)] for [cell] in told]


def test_a_number_of_another_kind_is_a_number_too() -> None:
    cells = [np.int64(3), np.float32(0.5), np.float64("nan"), float("inf"), 10**18, True]
    frame = pd.DataFrame({"数": pd.Series(cells, dtype=object)})
    assert read_xlsx(xlsx_bytes(frame, "数"))[1:] == [
        *([3], [0.5], [""], ["inf"]),
        *(["1000000000000000000"], [True]),
    ]


def test_a_day_in_a_workbook_is_a_day_even_where_the_page_has_written_it_out() -> None:
    moment = datetime(2020, 3, 4, 9, 5)
    cells = [DAY, moment, "2020-03-03", "2020-03-04 09:05", "2020-13-40", "03-03"]
    frame = pd.DataFrame({"日期": pd.Series(cells, dtype=object)})
    told = [cell for [cell] in read_xlsx(xlsx_bytes(frame, "日期"))[1:]]
    assert told == [DAY, moment, DAY, moment, "2020-13-40", "03-03"]


def test_a_csv_says_that_it_is_utf_8() -> None:
    content = csv_bytes(pd.DataFrame({"地区": ["青田"]}))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == "地区\r\n青田\r\n"


def test_what_no_xml_may_hold_is_left_out() -> None:
    cells = pd.Series(["x\x07\x1b\ud800\uffffy\tz"], dtype=object)
    frame = pd.DataFrame({"a\x00b": cells})
    assert read_xlsx(xlsx_bytes(frame, "x\x01")) == [["ab"], ["xy\tz"]]
    assert read_csv(csv_bytes(frame)) == [["ab"], ["xy\tz"]]


def test_the_headings_are_bold_and_stay_in_sight() -> None:
    content = xlsx_bytes(pd.DataFrame({"地区": ["青田"]}), "总览")
    assert 'state="frozen"' in inside(content, "xl/worksheets/sheet1.xml")
    assert "<b/>" in inside(content, "xl/styles.xml")


def test_a_column_is_as_wide_as_its_chinese_text() -> None:
    sheet = inside(
        xlsx_bytes(pd.DataFrame({"单位": ["青田县防疫物资库"], "n": [1]}), "单位"),
        "xl/worksheets/sheet1.xml",
    )
    wide, narrow = (
        float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)
    )
    assert wide >= 2 * len("青田县防疫物资库")
    assert narrow < 10


def test_a_table_without_rows_still_has_its_headings() -> None:
    frame = Table(("地区", "单位"), ()).frame
    assert read_csv(csv_bytes(frame)) == [["地区", "单位"]]
    assert read_xlsx(xlsx_bytes(frame, "空")) == [["地区", "单位"]]


@pytest.mark.parametrize("name", ["", "History", "[x]:*?/\\'", "很长" * 40, "'x'", "\x00"])
def test_any_name_gives_a_sheet(name: str) -> None:
    assert read_xlsx(xlsx_bytes(pd.DataFrame({"a": [1]}), name)) == [["a"], [1]]


def test_more_rows_than_a_sheet_holds_stand_on_further_sheets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("lishui_dash.views.exports._MOST_ROWS", 2)
    content = xlsx_bytes(pd.DataFrame({"a": [1, 2, 3]}), "明细")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["明细", "明细 2"]
    assert book.get_sheet_by_index(1).to_python() == [["a"], [3]]


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        *(("6,182", 6182), ("97.4", 97.4), ("0", 0), ("-1.5", -1.5), ("−3", -3)),
        *(("<5", None), ("—", None), ("3/5", None), ("1,23", None), ("03-06", None)),
        *(("", None), ("8.", None), ("nan", None), ("1e3", None)),
    ],
)
def test_a_figure_is_the_number_it_shows(shown: str, number: float | None) -> None:
    assert number_of(shown) == number


def test_a_file_says_what_where_and_of_which_day() -> None:
    assert (
        file_stem("防护物资可用天数", WHOLE, DAY, "hans")
        == "防护物资可用天数_全市_20200303"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_no_name_leads_to_another_folder(lang: Lang) -> None:
    stem = file_stem('../a\\b:c*?"<>|\r\n.', WHOLE, DAY, lang)
    assert not set(stem) & set('/\\:*?"<>|\r\n')
    assert not stem.startswith(".")


PLAIN = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=40
)
NUMBERS = st.integers(-(10**14), 10**14) | st.floats(
    allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12
).map(lambda number: round(number, 2))
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))
CELLS: st.SearchStrategy[Cell] = PLAIN | NUMBERS | DAYS | st.none()


@st.composite
def tables(draw: st.DrawFn) -> Table:
    heads = draw(st.lists(PLAIN, min_size=1, max_size=4))
    row = st.tuples(*(CELLS for _ in heads))
    return Table(tuple(heads), tuple(draw(st.lists(row, max_size=5))))


@settings(deadline=None, max_examples=60)
@given(tables())
def test_reading_a_csv_back_gives_what_was_shown(table: Table) -> None:
    read = read_csv(csv_bytes(table.frame))
    assert [len(row) for row in read] == [len(table.heads)] * (1 + len(table.rows))
    for row, told in zip(read, (table.heads, *table.rows), strict=True):
        for cell, shown in zip(row, told, strict=True):
            if isinstance(shown, int | float):
                assert float(cell) == shown
            else:
                said = "" if shown is None else str(shown)
                assert cell in (said, f"'{said}")
                assert not cell.lstrip().startswith(DANGEROUS)


@settings(deadline=None, max_examples=60)
@given(tables())
def test_reading_a_workbook_back_gives_what_was_shown(table: Table) -> None:
    content = xlsx_bytes(table.frame, "表")
    assert "<f>" not in inside(content, "xl/worksheets/sheet1.xml")
    read = read_xlsx(content)
    for row, told in zip(read, (table.heads, *table.rows), strict=False):
        for cell, shown in zip(row, told, strict=False):
            if isinstance(shown, int | float):
                assert cell == pytest.approx(shown)
            elif shown is not None and "_x" not in str(shown):
                assert cell == shown
