"""Workbooks (.xlsx, .xls, .xlsb, .ods) as sheets of text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from lishui_dash.intake import faults, limits
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.grid import body_of, is_struck
from lishui_dash.intake.marks import NO_MARKS, Marks, marks_of_xls, marks_of_xlsx
from lishui_dash.intake.package import DAMAGED
from lishui_dash.intake.sheet import HEAD_ROWS, Body, Head, Merged
from lishui_dash.intake.traps import refuse_trap, unreadable
from lishui_dash.words import Words

Cell = int | float | str | bool | time | date | datetime | timedelta

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook of old begins; one of today is a package."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_EXACT = 1e15
"""From here on a spreadsheet has lost digits: the number is not what was typed."""


@dataclass(frozen=True)
class WorkbookSheet:
    name: str
    sheet: CalamineSheet
    marks: Marks
    merged: Sequence[Merged]

    @cached_property
    def head(self) -> Head:
        rows = self.sheet.to_python(skip_empty_area=False, nrows=HEAD_ROWS + 1)
        return tuple(self._row(number, cells) for number, cells in enumerate(rows))

    @property
    def hidden_rows(self) -> frozenset[int]:
        return self.marks.hidden_rows

    @cached_property
    def struck_rows(self) -> frozenset[int]:
        return is_struck(self.marks.struck)

    def body(self, header: int, width: int) -> Body:
        try:
            rows = self.sheet.to_python(skip_empty_area=False)
        except CalamineError as error:
            raise Undecodable(unreadable()) from error
        below = [self._row(number, rows[number]) for number in range(header + 1, len(rows))]
        return body_of(below, header + 2, width)

    def _row(self, number: int, cells: Sequence[Cell]) -> tuple[str, ...]:
        texts = self.marks.texts
        if not texts:
            return tuple(map(_text, cells))
        return tuple(
            texts.get((number, place)) or _text(cell) for place, cell in enumerate(cells)
        )


@dataclass(frozen=True)
class Workbook:
    """`hidden` are the names of the sheets that the clerk's program does not show."""

    sheets: tuple[WorkbookSheet, ...]
    hidden: tuple[str, ...]


def read_workbook(content: bytes) -> Workbook:
    """Return the sheets with cells in them. Raises Undecodable for no readable workbook."""
    _refuse_locked(content)
    refuse_trap(content)
    try:
        return _read(content)
    except (CalamineError, *DAMAGED) as error:
        raise Undecodable(unreadable()) from error
    except BaseException as error:
        # What the reader's own language calls a panic can be imported from nowhere.
        if type(error).__name__ != "PanicException":
            raise
        raise Undecodable(unreadable()) from error


def _read(content: bytes) -> Workbook:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    if len(found) > limits.MOST_SHEETS:
        raise Undecodable(limits.too_many_sheets(len(found)))
    seen = [s.name for s in found if s.visible == SheetVisibleEnum.Visible]
    marks = _marks(content, {name.strip() for name in seen})
    sheets = []
    for name in seen:
        sheet, bare = book.get_sheet_by_name(name), name.strip()
        of_sheet = marks.get(bare, NO_MARKS)
        sheets.append(WorkbookSheet(bare, sheet, of_sheet, _merged(sheet)))
    hidden = tuple(s.name.strip() for s in found if s.name not in seen)
    return Workbook(tuple(s for s in sheets if _has_cells(s.head)), hidden)


def _merged(sheet: CalamineSheet) -> list[Merged]:
    """Return the merged cells, so far as the sheet has rows and columns.

    Raises Undecodable where they cover more than the sheet: no program lets them overlap.
    """
    # No count of the reader's own serves: it tells of the last row, counted from 0.
    rows, columns = (last + 1 for last in sheet.end or (-1, -1))
    found, left = [], rows * columns
    # Old formats tell none; the reader says so with None.
    for (top, first), (bottom, last) in sheet.merged_cell_ranges or ():
        if top <= bottom and first <= last and top < rows and first < columns:
            bottom, last = min(bottom, rows - 1), min(last, columns - 1)
            left -= (bottom - top + 1) * (last - first + 1)
            found.append((top, first, bottom, last))
    if left < 0:
        raise Undecodable(unreadable())
    return found


def _marks(content: bytes, names: set[str]) -> dict[str, Marks]:
    if content.startswith(OLE):
        return marks_of_xls(content, names)
    return marks_of_xlsx(content, names)


def _has_cells(head: Head) -> bool:
    return any(cell for row in head for cell in row)


def _text(cell: Cell) -> str:
    """Return a cell as the clerk would have typed it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _refuse_locked(content: bytes) -> None:
    if content.startswith(OLE) and _ENCRYPTED in content:
        raise Undecodable(
            faults.of_file(
                "encrypted_file",
                Words(
                    "工作簿设了打开密码，无法读取",
                    "the workbook is protected by a password",
                ),
                Words(
                    "请在 WPS 或 Excel 中取消打开密码，另存后再上传",
                    "take the password off in WPS or Excel, save it and send it again",
                ),
            )
        )
