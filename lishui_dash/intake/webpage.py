"""Web pages that call themselves workbooks: old systems export .xls like that."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from lishui_dash.intake.grid import Grid
from lishui_dash.intake.sheet import Merged

_WEB_PAGE = re.compile(r"\s*<(!doctype html|html|table|meta|head|body|div|style)", re.I)
_MOST_SPANNED = 200
"""A cell that spans more is a mistake, or meant to fill the memory."""


def is_web_page(text: str) -> bool:
    return _WEB_PAGE.match(text) is not None


def tables_of(text: str) -> tuple[Grid, ...]:
    """Return the tables of a web page that have more than one column."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return tuple(
        Grid("", tuple(map(tuple, table.rows)), tuple(table.merged))
        for table in reader.tables
        if any(len(row) > 1 for row in table.rows)
    )


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.merged: list[Merged] = []
        self.taken: set[tuple[int, int]] = set()


class _Reader(HTMLParser):
    """Gathers cells. A table inside a cell of another is read as a table of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._cell: list[str] | None = None
        self._spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            table = _Table()
            self.tables.append(table)
            self._open.append(table)
        elif tag == "tr" and self._open:
            self._open[-1].rows.append([])
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            given = dict(attrs)
            self._cell = []
            self._spans = (_span(given.get("rowspan")), _span(given.get("colspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def _end_cell(self) -> None:
        if self._cell is None or not self._open:
            return
        text = " ".join("".join(self._cell).split())
        self._cell = None
        table, (down, across) = self._open[-1], self._spans
        if not table.rows:
            table.rows.append([])
        row, number = table.rows[-1], len(table.rows) - 1
        while (number, len(row)) in table.taken:
            row.append("")
        place = len(row)
        row.extend([text, *[""] * (across - 1)])
        if down > 1 or across > 1:
            table.merged.append((number, place, number + down - 1, place + across - 1))
            table.taken.update(
                (number + below, place + right)
                for below in range(1, down)
                for right in range(across)
            )


def _span(told: str | None) -> int:
    return min(max(int(told), 1), _MOST_SPANNED) if told and told.isdecimal() else 1
