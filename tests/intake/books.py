"""Workbooks written as the case they are about."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

Cell = str | int | float
Merge = tuple[int, int, int, int]


@dataclass(frozen=True)
class Page:
    """A sheet of a workbook; rows count from 0. An empty text leaves the cell empty."""

    rows: Sequence[Sequence[Cell]]
    name: str = "日报"
    merged: Sequence[Merge] = ()
    hidden_rows: Sequence[int] = ()
    struck_rows: Sequence[int] = ()
    is_hidden: bool = False


def book(*pages: Page) -> bytes:
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True}) as made:
        struck = made.add_format({"font_strikeout": True})
        for page in pages:
            sheet = made.add_worksheet(page.name)
            for row, cells in enumerate(page.rows):
                style = struck if row in page.struck_rows else None
                for place, cell in enumerate(cells):
                    if cell != "":
                        sheet.write(row, place, cell, style)
            for top, left, bottom, right in page.merged:
                sheet.merge_range(top, left, bottom, right, page.rows[top][left])
            for row in page.hidden_rows:
                sheet.set_row(row, None, None, {"hidden": True})
            if page.is_hidden:
                sheet.hide()
    return sink.getvalue()
