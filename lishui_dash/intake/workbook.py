"""Workbooks (.xlsx and .xls) as sheets of text."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.sheet import HEAD_ROWS, Body, Head
from lishui_dash.words import Words

Cell = int | float | str | bool | time | date | datetime | timedelta

_UNPACKED_LIMIT = 500 * 1024**2
"""A workbook that unpacks to more than this is an attack or an accident."""
_EXACT = 1e15
"""From here on a spreadsheet has lost digits: the number is not what was typed."""


@dataclass(frozen=True)
class WorkbookSheet:
    name: str
    sheet: CalamineSheet

    @cached_property
    def head(self) -> Head:
        rows = self.sheet.to_python(skip_empty_area=False, nrows=HEAD_ROWS + 1)
        return tuple(tuple(_text(cell) for cell in row) for row in rows)

    def body(self, header: int) -> Body:
        try:
            rows = self.sheet.to_python(skip_empty_area=False)[header + 1 :]
        except CalamineError as error:
            raise Undecodable(_unreadable()) from error
        columns = zip(*rows, strict=True) if rows else ([] for _ in self.head[header])
        return Body(
            tuple(pa.array(map(_text, cells), pa.string()) for cells in columns),
            pa.array(range(header + 2, header + 2 + len(rows)), pa.int32()),
        )


def sheets_of_workbook(content: bytes) -> tuple[WorkbookSheet, ...]:
    """Return the visible sheets. Raises Undecodable when it is no readable workbook."""
    _refuse_bomb(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            WorkbookSheet(found.name.strip(), book.get_sheet_by_name(found.name))
            for found in book.sheets_metadata
            if found.visible == SheetVisibleEnum.Visible
            and found.typ == SheetTypeEnum.WorkSheet
        ]
        return tuple(sheet for sheet in sheets if _has_cells(sheet.head))
    except CalamineError as error:
        raise Undecodable(_unreadable()) from error


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


def _refuse_bomb(content: bytes) -> None:
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Undecodable(_unreadable()) from error
    if unpacked > _UNPACKED_LIMIT:
        raise Undecodable(
            faults.no_text(
                Words(
                    "工作簿解开后超过 500 MB，不予接收",
                    "the workbook unpacks to more than 500 MB",
                )
            )
        )


def _unreadable() -> Problem:
    return faults.no_text(
        Words(
            "工作簿打不开：可能已加密、已损坏，或不是 Excel 文件",
            "the workbook cannot be opened: encrypted, damaged, or not from Excel",
        )
    )
