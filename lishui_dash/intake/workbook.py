"""Workbooks (.xlsx, .xls, .xlsb, .ods) as sheets of text."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from xml.etree import ElementTree

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
from lishui_dash.intake.grid import body_of, is_struck
from lishui_dash.intake.marks import NO_MARKS, Marks, marks_of_xls, marks_of_xlsx
from lishui_dash.intake.sheet import HEAD_ROWS, Body, Head, Merged
from lishui_dash.words import Words

Cell = int | float | str | bool | time | date | datetime | timedelta

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook of today, and one of old, begins."""
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, struct.error, OSError),
)
"""What the standard library raises over a package that is not whole."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNPACKED_LIMIT = 500 * 1024**2
"""A workbook that unpacks to more than this is an attack or an accident."""
_EXACT = 1e15
"""From here on a spreadsheet has lost digits: the number is not what was typed."""


@dataclass(frozen=True)
class WorkbookSheet:
    name: str
    sheet: CalamineSheet
    marks: Marks

    @cached_property
    def head(self) -> Head:
        rows = self.sheet.to_python(skip_empty_area=False, nrows=HEAD_ROWS + 1)
        return tuple(self._row(number, cells) for number, cells in enumerate(rows))

    @property
    def merged(self) -> Sequence[Merged]:
        # Old formats tell none; the reader says so with None.
        return [(*first, *last) for first, last in self.sheet.merged_cell_ranges or ()]

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
            raise Undecodable(_unreadable()) from error
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
    _refuse_bomb(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        seen = [s.name for s in found if s.visible == SheetVisibleEnum.Visible]
        marks = _marks(content, {name.strip() for name in seen})
        sheets = [
            WorkbookSheet(
                name.strip(),
                book.get_sheet_by_name(name),
                marks.get(name.strip(), NO_MARKS),
            )
            for name in seen
        ]
        hidden = tuple(s.name.strip() for s in found if s.name not in seen)
        return Workbook(tuple(s for s in sheets if _has_cells(s.head)), hidden)
    except (CalamineError, *_DAMAGED) as error:
        raise Undecodable(_unreadable()) from error


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


def _refuse_bomb(content: bytes) -> None:
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
    except _DAMAGED as error:
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
