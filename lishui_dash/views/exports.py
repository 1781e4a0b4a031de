"""Tables that leave the program, as files which a spreadsheet opens rightly and safely."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from numbers import Integral, Real
from pathlib import PurePath
from typing import Any
from unicodedata import east_asian_width

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lishui_dash.intake.listed import LONGEST_CELL
from lishui_dash.views.languages import Lang
from lishui_dash.views.names import place_name

Cell = str | int | float | date | datetime | None

_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫]| *[\t\r\n]")
"""What a spreadsheet takes for the beginning of a formula, behind what is not seen."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML may hold, and a page does not show."""
_NUMBER = re.compile(r"[-−]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_DAY = re.compile(r"(19|20)\d\d-\d\d-\d\d( \d\d:\d\d)?")
_DAY_FORMATS = {10: "yyyy-mm-dd", 16: "yyyy-mm-dd hh:mm"}
"""How a day is written, by the length of what the page shows."""

_MOST_ROWS = 1_000_000
"""Rows of one sheet; more stand on further ones. A workbook can hold 1,048,575."""
_LONGEST_NUMBER = 10**15
"""From here on a spreadsheet rounds whole numbers: they are written as text."""
_FIRST_YEAR = 1901
"""Before it the days of a spreadsheet are not those of the calendar."""
_NARROWEST, _WIDEST, _MEASURED = 8, 60, 300
"""Widths in letters, and the rows that are looked at for them."""
_LONGEST_SHEET, _LONGEST_STEM = 31, 80
_NOT_IN_A_NAME = re.compile(r"""[\x00-\x1f\[\]:*?/\\'"<>|\ud800-\udfff]+""")


@dataclass(frozen=True)
class Table:
    """A table as a page shows it: a row has a cell for each head; None is an empty one."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def frame(self) -> pd.DataFrame:
        """The same as a frame; heads may be alike."""
        frame = pd.DataFrame(list(self.rows), columns=range(len(self.heads)), dtype=object)
        frame.columns = pd.Index(self.heads, dtype=object)
        return frame


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return the frame as CSV that Excel and WPS read as UTF-8, without an index.

    A text that would run as a formula is given an apostrophe, headings included.
    """
    safe = frame.copy()
    safe.columns = pd.Index([harmless(_clean(str(name))) for name in frame.columns])
    for at, dtype in enumerate(frame.dtypes):
        if not pd.api.types.is_numeric_dtype(dtype):
            safe.isetitem(at, [_harmless_cell(cell) for cell in frame.iloc[:, at]])
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def xlsx_bytes(frame: pd.DataFrame, sheet_name: str) -> bytes:
    """Return the frame as a workbook, without an index.

    Numbers are numbers, and days are days, also where the page has written them out as
    text. Every other text is stored as text and marked so that it stays one when somebody
    edits it. A missing cell is empty.
    """
    sink = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "remove_timezone": True}
    with xlsxwriter.Workbook(sink, options) as book:
        styles = _Styles(book)
        for number, start in enumerate(range(0, max(len(frame), 1), _MOST_ROWS), 1):
            name = _sheet_name(sheet_name, number)
            part = frame.iloc[start : start + _MOST_ROWS]
            _write(book.add_worksheet(name), part, styles)
    return sink.getvalue()


def harmless(text: str) -> str:
    """Return the text with an apostrophe before it when it would run as a formula."""
    return f"'{text}" if _is_formula(text) else text


def number_of(shown: str) -> int | float | None:
    """Return the number that a figure shows: "6,182", "97.4"; None for "<5", "—", "3/5"."""
    if not _NUMBER.fullmatch(shown):
        return None
    bare = shown.replace(",", "").replace("−", "-")
    return float(bare) if "." in bare else int(bare)


def file_stem(name: str, place: str, as_of: date, lang: Lang) -> str:
    """Return what a file is called, without its ending: 防护物资可用天数_全市_20200303."""
    return f"{_stem(name)}_{place_name(place, lang)}_{as_of:%Y%m%d}"


def stem_after(file_name: str) -> str:
    """Return what files are called that answer a file with a name of somebody else's."""
    return _stem(PurePath(file_name).stem) or "file"


def _stem(name: str) -> str:
    bare = " ".join(_NOT_IN_A_NAME.sub(" ", name).split()).strip(" .")
    return bare[:_LONGEST_STEM].strip()


def _is_formula(text: str) -> bool:
    return _FORMULA.match(text) is not None


def _harmless_cell(cell: object) -> object:
    return harmless(_clean(cell)) if isinstance(cell, str) else cell


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


class _Styles:
    """The formats of a workbook: by how a day is written, and whether a text looks like a
    formula; a text of several lines shows all of them."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.head = book.add_format(
            {"bold": True, "bg_color": "#E7E6E6", "quote_prefix": True, "valign": "top"}
        )
        self.days = {
            length: book.add_format({"num_format": said, "valign": "top"})
            for length, said in _DAY_FORMATS.items()
        }
        self._texts = {
            (is_quoted, is_wrapped): book.add_format(
                {"quote_prefix": is_quoted, "text_wrap": is_wrapped, "valign": "top"}
            )
            for is_quoted in (False, True)
            for is_wrapped in (False, True)
        }
        self.plain = self._texts[False, False]

    def of(self, text: str) -> Format:
        return self._texts[_is_formula(text), "\n" in text]


def _write(sheet: Worksheet, frame: pd.DataFrame, styles: _Styles) -> None:
    columns = [frame.iloc[:, at].tolist() for at in range(frame.shape[1])]
    heads = [_clean(str(name)) for name in frame.columns]
    for at, (head, cells) in enumerate(zip(heads, columns, strict=True)):
        sheet.write_string(0, at, head[:LONGEST_CELL], styles.head)
        sheet.set_column(at, at, _width(head, cells))
        for row, cell in enumerate(cells, 1):
            _write_cell(sheet, row, at, cell, styles)
    sheet.freeze_panes(1, 0)
    # Excel marks a text that looks like a number as a mistake; a code is none.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _write_cell(sheet: Worksheet, row: int, at: int, cell: object, styles: _Styles) -> None:
    """Write a cell as what it is; a text is never taken for a formula or a link."""
    if _is_missing(cell):
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, at, cell, styles.plain)
    elif _is_number(cell):
        sheet.write_number(row, at, cell, styles.plain)
    elif isinstance(cell, date) and cell.year >= _FIRST_YEAR:
        has_hour = isinstance(cell, datetime) and cell.time() != datetime.min.time()
        sheet.write_datetime(row, at, cell, styles.days[16 if has_hour else 10])
    elif (day := _day_of(cell)) is not None:
        sheet.write_datetime(row, at, day, styles.days[len(str(cell))])
    else:
        text = _clean(str(cell))[:LONGEST_CELL]
        sheet.write_string(row, at, text, styles.of(text))


def _is_missing(cell: Any) -> bool:
    return bool(pd.api.types.is_scalar(cell) and pd.isna(cell))


def _is_number(cell: object) -> bool:
    if isinstance(cell, Integral):
        return abs(int(cell)) < _LONGEST_NUMBER
    return isinstance(cell, Real | Decimal) and isfinite(cell)


def _day_of(cell: object) -> datetime | None:
    if not isinstance(cell, str) or not _DAY.fullmatch(cell):
        return None
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        return None


def _width(head: str, cells: Sequence[object]) -> int:
    """Return how wide a column has to be; a Chinese character takes two letters' room."""
    told = (str(cell) for cell in cells[:_MEASURED] if not _is_missing(cell))
    widest = max(map(_letters, _lines(head, *told)), default=0)
    return min(max(widest + 2, _NARROWEST), _WIDEST)


def _lines(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from text.splitlines()


def _letters(line: str) -> int:
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in line)


def _sheet_name(name: str, number: int) -> str:
    """Return a name that a sheet may have; `number` tells further sheets apart."""
    ending = f" {number}" if number > 1 else ""
    bare = _NOT_IN_A_NAME.sub(" ", _clean(name)).strip()
    bare = bare[: _LONGEST_SHEET - len(ending)].strip() or "Sheet"
    found = f"{bare}{ending}"
    # A spreadsheet keeps this one name for itself.
    return f"{found}_" if found.casefold() == "history" else found
