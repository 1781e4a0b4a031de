"""The clerk's file given back as a workbook, with what is wrong coloured and explained.

Rows and columns stand where the clerk put them, so that every number of a row agrees. Who
somebody is stays masked: the clerk corrects the original, not this copy.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import PurePath

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from lishui_dash.errors import Problem
from lishui_dash.intake.listed import LISTED, LONGEST_CELL, explained, write_list
from lishui_dash.intake.masks import Masks
from lishui_dash.intake.pinned import Pinned, pinned
from lishui_dash.intake.sheet import HEAD_ROWS
from lishui_dash.intake.typed import Cell, TypedSheet, typed_sheets

_MOST_CELLS = 2_000_000
"""Beyond these only headings and rows with problems are given back: writing takes 10 s for
a million cells, and nobody looks through them."""
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
"""What a workbook can hold."""
_MOST_COMMENTS = 10_000
"""Each is a drawing of its own; the list names the others as well."""
_LONGEST_NAME = 31
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", ""))
_MUST, _MAY = "#F4B6B0", "#FFE699"
"""Red for what must be corrected, yellow for what is only flagged."""


def marked_copy(
    content: bytes,
    file_name: str,
    problems: Sequence[Problem],
    lang: str,
    mapping: Mapping[str, str] | None = None,
) -> bytes:
    """Return the file as XLSX, its bad cells coloured and commented, with a list behind.

    `lang` is hans, hant or en. `mapping` is what the clerk said of unknown headings: a
    heading of names must be masked, whatever it is. A file that cannot be read comes back
    as the list alone.
    """
    sheets = [sheet for sheet in typed_sheets(content) if sheet.name != LISTED]
    is_large = sum(map(_size, sheets)) > _MOST_CELLS
    names = _names(sheets, PurePath(file_name).stem)
    links: dict[int, str] = {}
    sink = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(sink, options) as book:
        styles = _Styles(book)
        for name, sheet in zip(names, sheets, strict=True):
            marks = pinned(sheet, problems, sheets)
            made = book.add_worksheet(name)
            kept = {row for row, _ in marks} if is_large else None
            _write_cells(made, sheet, Masks(sheet.rows, mapping or {}), marks, styles, kept)
            _write_comments(made, marks, lang)
            for place, here in marks.items():
                links |= dict.fromkeys(
                    here, f"internal:'{name}'!{xl_rowcol_to_cell(*place)}"
                )
            if sheet.is_hidden:
                made.hide()
        write_list(
            book.add_worksheet(LISTED),
            problems,
            links,
            lang,
            head=styles.head,
            wrapped=styles.wrapped,
            is_large=is_large,
        )
    return sink.getvalue()


class _Styles:
    """The formats of the copy: by what a cell holds, and by how bad it is."""

    _HOLDS: Mapping[type, str] = {
        str: "@",
        datetime: "yyyy-mm-dd hh:mm:ss",
        date: "yyyy-mm-dd",
        time: "hh:mm:ss",
        timedelta: "[h]:mm:ss",
    }

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[type, bool, str], Format] = {}
        self.head = book.add_format({"bold": True, "bg_color": "#E7E6E6"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def of(self, cell: Cell, colour: str) -> Format:
        # Text that looks like a formula stays text even when the cell is edited.
        is_quoted = isinstance(cell, str) and cell.startswith(("=", "+", "-", "@"))
        key = (type(cell), is_quoted, colour)
        if key not in self._made:
            style: dict[str, object] = {"num_format": self._HOLDS.get(key[0], "General")}
            if is_quoted:
                style["quote_prefix"] = True
            if colour:
                style |= {"bg_color": colour, "border": 1}
            self._made[key] = self._book.add_format(style)
        return self._made[key]


def _write_cells(
    made: Worksheet,
    sheet: TypedSheet,
    masks: Masks,
    marks: Pinned,
    styles: _Styles,
    kept: set[int] | None,
) -> None:
    """Write the cells where they stand; below the headings only the rows `kept`, if any."""
    colours = {
        place: _MUST if any(p.rejects for p in here.values()) else _MAY
        for place, here in marks.items()
    }
    for (row, place), colour in colours.items():
        made.write_blank(row, place, None, styles.of("", colour))
    for row, cells in enumerate(sheet.rows[:_MOST_ROWS]):
        if kept is not None and row >= HEAD_ROWS and row not in kept:
            continue
        for place, cell in enumerate(cells[:_MOST_COLUMNS]):
            if cell != "":
                shown = masks.shown(row, place, cell)
                style = styles.of(shown, colours.get((row, place), ""))
                _write_cell(made, row, place, shown, style)
    made.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _write_cell(made: Worksheet, row: int, place: int, cell: Cell, style: Format) -> None:
    """Write a cell as what it is; a text is never taken for a formula or a link."""
    if isinstance(cell, str):
        made.write_string(row, place, cell[:LONGEST_CELL], style)
    elif isinstance(cell, bool):
        made.write_boolean(row, place, cell, style)
    elif isinstance(cell, int | float):
        made.write_number(row, place, cell, style)
    else:
        made.write_datetime(row, place, cell, style)


def _write_comments(made: Worksheet, marks: Pinned, lang: str) -> None:
    for place, here in islice(marks.items(), _MOST_COMMENTS):
        told = "\n".join(explained(problem, lang) for problem in here.values())
        lines = 2 + sum(1 + len(line) // 16 for line in told.split("\n"))
        size = {"width": 260, "height": 16 * min(lines, 30)}
        made.write_comment(*place, told[:LONGEST_CELL], size)


def _names(sheets: Sequence[TypedSheet], of_file: str) -> list[str]:
    """Return names that a workbook can hold: none empty, too long, or twice."""
    found: list[str] = []
    for number, sheet in enumerate(sheets, 1):
        bare = (sheet.name or of_file).translate(_NOT_IN_A_NAME)[:_LONGEST_NAME].strip()
        name = bare or f"Sheet{number}"
        if name.casefold() in {*(other.casefold() for other in found), LISTED, "history"}:
            name = f"{name[: _LONGEST_NAME - 4]}_{number}"
        found.append(name)
    return found


def _size(sheet: TypedSheet) -> int:
    return len(sheet.rows) * max((len(row) for row in sheet.rows[:HEAD_ROWS]), default=0)
