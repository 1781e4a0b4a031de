"""Web pages that call themselves workbooks: old systems export .xls like that.

Python's own reader of HTML takes hours for some pages of a few megabytes, written so that
it looks to the end again and again. Here a page is cut into its tags in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lishui_dash.intake import limits
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.grid import Grid
from lishui_dash.intake.sheet import Merged

_WEB_PAGE = re.compile(r"\s*<(!doctype html|html|table|meta|head|body|div|style)", re.I)
_TOKEN = re.compile(
    r"""<(/?)([a-zA-Z][^\s<>/]*)((?:"[^"<]*"|'[^'<]*'|[^<>"'])*)>|<[!?/][^<>]*>|<?[^<]+|<+"""
)
_SPAN = re.compile(r"""\b(rowspan|colspan)\s*=\s*["']?\s*([0-9]{1,9})""", re.I)
_NOT_SHOWN = tuple(
    (re.compile(begin, re.I), re.compile(end, re.I))
    for begin, end in (
        ("<!--", "-->"),
        ("<script", "</script[^<>]*>"),
        ("<style", "</style[^<>]*>"),
    )
)
_MOST_SPANNED = 200
"""A cell that spans more is a mistake, or meant to fill the memory."""


def is_web_page(text: str) -> bool:
    return _WEB_PAGE.match(text) is not None


def tables_of(text: str) -> tuple[Grid, ...]:
    """Return the tables of a web page that have more than one column.

    Raises Undecodable for more than a file may hold.
    """
    reader = _Reader()
    for begin, end in _NOT_SHOWN:
        text = "".join(_outside(text, begin, end))
    for token in _TOKEN.finditer(text):
        ending, tag, told = token.groups()
        if tag is None:
            reader.text(token[0])
        elif ending:
            reader.end(tag.lower())
        else:
            reader.start(tag.lower(), told)
    reader.end_cell()
    return tuple(
        Grid("", tuple(map(tuple, table.rows)), tuple(table.merged))
        for table in reader.tables
        if any(len(row) > 1 for row in table.rows)
    )


def _outside(text: str, begin: re.Pattern[str], end: re.Pattern[str]) -> Iterator[str]:
    """Yield what stands outside two marks; what has no end goes on to the end."""
    start = 0
    while found := begin.search(text, start):
        yield text[start : found.start()]
        ended = end.search(text, found.end())
        if ended is None:
            return
        start = ended.end()
    yield text[start:]


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.merged: list[Merged] = []
        self.taken: set[tuple[int, int]] = set()


class _Reader:
    """Gathers cells. A table inside a cell of another is read as a table of its own."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._cell: list[str] | None = None
        self._spans = (1, 1)
        self._cells = self._spanned = 0

    def start(self, tag: str, told: str) -> None:
        if tag == "table":
            table = _Table()
            self.tables.append(table)
            self._open.append(table)
            if len(self.tables) > limits.MOST_SHEETS:
                raise Undecodable(limits.too_many_sheets(len(self.tables)))
        elif tag == "tr" and self._open:
            self._open[-1].rows.append([])
            if len(self._open[-1].rows) > limits.most_rows():
                raise Undecodable(limits.too_many_rows(len(self._open[-1].rows)))
        elif tag in ("td", "th") and self._open:
            self.end_cell()
            self._cell = []
            spans = {name.lower(): int(number) for name, number in _SPAN.findall(told)}
            self._spans = (_span(spans.get("rowspan")), _span(spans.get("colspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def text(self, text: str) -> None:
        if self._cell is not None and not text.startswith(("<!", "<?", "</")):
            self._cell.append(unescape(text))

    def end(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self.end_cell()
        elif tag == "table" and self._open:
            self.end_cell()
            self._open.pop()

    def end_cell(self) -> None:
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
        self._count(number, row, down * across)
        if down > 1 or across > 1:
            table.merged.append((number, place, number + down - 1, place + across - 1))
            table.taken.update(
                (number + below, place + right)
                for below in range(1, down)
                for right in range(across)
            )

    def _count(self, number: int, row: list[str], covered: int) -> None:
        """Raise Undecodable where the cells up to the end of this row are too many."""
        self._cells += 1
        self._spanned += covered - 1
        if len(row) > limits.MOST_COLUMNS:
            raise Undecodable(limits.too_many_columns(len(row)))
        is_full = self._cells > limits.most_cells()
        if is_full or self._spanned > limits.MOST_SPANNED:
            raise Undecodable(limits.too_many_cells(number + 1, len(row)))


def _span(told: int | None) -> int:
    return min(max(told or 1, 1), _MOST_SPANNED)
