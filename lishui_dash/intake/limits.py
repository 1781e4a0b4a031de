"""How much a file may hold, and how it is said that one holds more.

What a city would change is a setting. All else follows from it, or is more than any
office program writes: whoever exceeds it attacks, or sends the wrong file.
"""

from __future__ import annotations

import os
import re
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.sheet import HEAD_ROWS, Body
from lishui_dash.spec.settings import MOST_ROWS, setting
from lishui_dash.words import Words

MIB = 1024**2
MOST_COLUMNS = 256
"""Of a sheet, as many as an old workbook holds. Each heading is compared with all known."""
MOST_SHEETS = 200
LONGEST_CELL = 32_767
"""Characters: a spreadsheet holds no longer text in a cell."""
LARGEST_PAGE = 8 * MIB
"""Characters of a web page: to cut a million of them into tags takes half a second."""
MOST_SPANNED = 200_000
"""Cells that the merged cells of a web page may cover together."""

MOST_MEMBERS = 2_000
"""Parts of a package: sheets, pictures, comments."""
LARGEST_LIST = 32 * MIB
"""Bytes of a part that lists styles or sheets; the worst of old offices have 20 MB."""
MOST_UNPACKED = 500 * MIB
MOST_TEXT = 200 * MIB
"""Bytes of text in all cells of a workbook together: one string may stand in many."""
HIGHEST_RATIO, RATIO_FROM = 200, 10 * MIB
"""A part that unpacks to so many times its size, and to more than so many bytes, holds
nothing but repetition: sheets of figures reach a fifth of that."""

_IN_QUOTES = 4
_SPARE_COLUMNS = 6

_BETWEEN_FOLDERS = re.compile(r"[/\\]")

ZIP_BOMB, ENTITY, READER_TRAP = "zip_bomb", "xml_entity", "reader_trap"
PATH_IN_NAME = "path_in_name"
ATTACKS = frozenset({ZIP_BOMB, ENTITY, READER_TRAP, PATH_IN_NAME})
"""The rules that nobody breaks by mistake: whoever refuses by them tells the audit."""


def most_rows() -> int:
    """Return how many rows a file may have. Raises ValueError when it is set to no number.

    Read from the environment here and not at the edge: every door reads files, and so does
    whoever gives a marked copy back.
    """
    return int(setting(MOST_ROWS, os.environ))


def most_cells() -> int:
    """Return how many cells the sheets of a file may cover, empty ones between included."""
    return most_rows() * _widest()


@cache
def _widest() -> int:
    widest = max(len(feed.columns) for feed in CATALOGUE.deliverable.values())
    return widest + _SPARE_COLUMNS


def refuse_long(body: Body) -> None:
    """Raise Undecodable where there are too many rows, or a cell holds too much."""
    rows = len(body.rows)
    if rows > most_rows():
        raise Undecodable(too_many_rows(rows))
    if rows * len(body.columns) > most_cells():
        raise Undecodable(too_many_cells(rows, len(body.columns)))
    for column in body.columns:
        lengths = pc.utf8_length(column)
        if (pc.max(lengths).as_py() or 0) > LONGEST_CELL:
            place = pc.index(pc.greater(lengths, LONGEST_CELL), pa.scalar(True)).as_py()
            raise Undecodable(too_long_cell(body.origin(body.rows[place].as_py()).row))


def refuse_path(file_name: str) -> None:
    """Raise Undecodable for a name that leads out of a folder.

    Nothing is stored under the name a file came with; whoever sends such a one hopes so.
    A whole path of the clerk's own disk is no attack: old browsers send it.
    """
    if ".." in _BETWEEN_FOLDERS.split(file_name):
        raise Undecodable(path_in_name())


def refuse_endless(text: str, delimiter: str) -> None:
    """Raise Undecodable where a text has far more lines or cells than are taken in.

    Told at a glance: a cell in quotation marks may hold line ends and delimiters itself.
    What is let through is counted once it is read.
    """
    slack = _IN_QUOTES if '"' in text else 1
    lines = max(text.count("\n"), text.count("\r"))
    if lines > slack * most_rows() + HEAD_ROWS:
        raise Undecodable(too_many_rows(lines))
    cells = text.count(delimiter)
    if cells > slack * most_cells():
        raise Undecodable(too_many_cells(lines, cells // max(lines, 1) + 1))


def refuse_wide(*rows: tuple[str, ...]) -> None:
    """Raise Undecodable where a row has too many cells, or a cell of it holds too much."""
    for number, cells in enumerate(rows, 1):
        if len(cells) > MOST_COLUMNS:
            raise Undecodable(too_many_columns(len(cells)))
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise Undecodable(too_long_cell(number))


_SPLIT = Words(
    "请按日期或单位拆成几个文件；如果数据下方或右侧是空的，请删除空行空列，另存后再上传",
    "split it by day or unit; where there is nothing below or beside the data, delete the "
    "empty rows and columns, save the file and send it again",
)


def too_many_rows(rows: int) -> Problem:
    return faults.of_file(
        "too_many_rows",
        Words(
            f"文件有 {rows:,} 行，最多接收 {most_rows():,} 行",
            f"the file has {rows:,} rows; at most {most_rows():,} are taken in",
        ),
        _SPLIT,
    )


def too_many_columns(columns: int) -> Problem:
    return faults.of_file(
        "too_many_columns",
        Words(
            f"表格有 {columns:,} 列，最多接收 {MOST_COLUMNS:,} 列",
            f"the table has {columns:,} columns; at most {MOST_COLUMNS:,} are taken in",
        ),
        _SPLIT,
    )


def too_many_cells(rows: int, columns: int) -> Problem:
    return faults.of_file(
        "too_many_cells",
        Words(
            f"表格占了 {rows:,} 行、{columns:,} 列，连同空格超过 {most_cells():,} 格",
            f"the table covers {rows:,} rows and {columns:,} columns: with its empty cells "
            f"more than {most_cells():,} cells",
        ),
        _SPLIT,
    )


def too_large_page() -> Problem:
    most = LARGEST_PAGE // MIB
    return faults.of_file(
        "too_large",
        Words(
            f"网页形式的表格超过 {most} MB，不予读取",
            f"a table in the form of a web page may have {most} MB",
        ),
        faults.SAVE_AS_XLSX,
    )


def too_many_sheets(sheets: int) -> Problem:
    return faults.of_file(
        "too_many_sheets",
        Words(
            f"文件里有 {sheets:,} 张表，最多接收 {MOST_SHEETS} 张",
            f"the file holds {sheets:,} tables; at most {MOST_SHEETS} are taken in",
        ),
        Words("请分成几个文件上传", "send them in several files"),
    )


def too_long_cell(row: int) -> Problem:
    return Problem(
        row,
        "",
        "",
        "too_long_cell",
        Words(
            f"这一行有一格超过 {LONGEST_CELL:,} 字",
            f"a cell of this row holds more than {LONGEST_CELL:,} characters",
        ),
        Words(
            "请检查引号是否成对，或缩短该格内容",
            "look for a quotation mark that is not closed, or shorten the text",
        ),
    )


def an_archive() -> Problem:
    return faults.of_file(
        "archive",
        Words("这是压缩包，不是表格", "this is an archive, not a table"),
        Words("请解压后逐个上传其中的表格", "unpack it and send the tables in it"),
    )


_FROM_OFFICE = Words(
    "未收下任何内容。请确认文件来源，用 WPS 或 Excel 打开原表，另存为 .xlsx 后再上传",
    "nothing was taken in; ask where the file comes from, open the original in WPS or "
    "Excel, save it as .xlsx and send that",
)


def zip_bomb(hans: str, english: str) -> Problem:
    return faults.of_file(ZIP_BOMB, Words(hans, english), _FROM_OFFICE)


def entity() -> Problem:
    return faults.of_file(
        ENTITY,
        Words(
            "文件内含不该有的实体声明，不予读取",
            "the file declares XML entities: not read",
        ),
        _FROM_OFFICE,
    )


def reader_trap() -> Problem:
    return faults.of_file(
        READER_TRAP,
        Words(
            "打开这个工作簿需要的内存或时间异常，不予读取",
            "opening the workbook takes more memory or time than any sheet needs: not read",
        ),
        _FROM_OFFICE,
    )


def path_in_name() -> Problem:
    return faults.of_file(
        PATH_IN_NAME,
        Words("文件名里带有路径，不予接收", "the name of the file is a path: not taken in"),
        Words("请改成普通文件名后再上传", "give the file a plain name and send it again"),
    )
