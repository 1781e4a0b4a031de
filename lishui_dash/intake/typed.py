"""A file as its cells were typed: numbers stay numbers, and every row keeps its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from lishui_dash.intake.decode import decode
from lishui_dash.intake.delimited import TextSheet
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.grid import Grid
from lishui_dash.intake.package import ZIP
from lishui_dash.intake.workbook import OLE

Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True)
class TypedSheet:
    """`rows` are all rows of the sheet from the first on; they may differ in length."""

    name: str
    rows: Sequence[Sequence[Cell]]
    is_hidden: bool = False


def typed_sheets(content: bytes) -> tuple[TypedSheet, ...]:
    """Return the sheets of a file, hidden ones included; none where it holds no table."""
    try:
        decoded = decode(content)
        if content.startswith((ZIP, OLE)):
            return _of_workbook(content)
        return tuple(
            TypedSheet(sheet.name, _rows_of(sheet))
            for sheet in decoded.sheets
            if isinstance(sheet, TextSheet | Grid)
        )
    except (Undecodable, CalamineError, csv.Error):
        return ()


def _of_workbook(content: bytes) -> tuple[TypedSheet, ...]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return tuple(
        TypedSheet(
            found.name,
            book.get_sheet_by_name(found.name).to_python(skip_empty_area=False),
            found.visible != SheetVisibleEnum.Visible,
        )
        for found in book.sheets_metadata
        if found.typ == SheetTypeEnum.WorkSheet
    )


def _rows_of(sheet: TextSheet | Grid) -> Sequence[Sequence[Cell]]:
    if isinstance(sheet, Grid):
        return sheet.rows
    return list(csv.reader(io.StringIO(sheet.text, newline=""), delimiter=sheet.delimiter))
