"""The cells of a table that is drawn as HTML, read out of what is drawn.

A page draws a table once; what is taken along is read from that drawing when somebody asks
for it. So no second list of columns can say something else than the page, and drawing the
page costs nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from html.parser import HTMLParser
from itertools import zip_longest

from lishui_dash.views.exports import Cell, Table, number_of

_SPACE = re.compile(r"[ \t\r\n\f]+")
_NOTE_BETWEEN = " · "
_NO_END = frozenset({"br", "img", "hr", "input", "wbr", "col", "meta", "link"})


def number(shown: str) -> str:
    """Return a figure as HTML that says its number too: "6,182" is 6182.

    What is no number ("<5", "—") stays text.
    """
    value = number_of(shown)
    told = escape(shown)
    return told if value is None else f'<data value="{value}">{told}</data>'


def table_of(html: str, note_head: Callable[[str], str]) -> Table:
    """Return what a table says, cell by cell as it is drawn; its first row are the heads.

    A cell that says a number is that number, the first of them. What stands beside it, and
    the quiet lines (`dim`) of any cell, go into a column of their own, headed
    `note_head(head)`. A column of nothing but pictures is left out.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    rows = [[_Told(cell) for cell in row] for row in reader.rows if row]
    if not rows:
        return Table((), ())
    columns = list(zip_longest(*rows, fillvalue=_Told(_Drawn())))
    heads: list[str] = []
    cells: list[Sequence[Cell]] = []
    for head, *below in columns:
        if below and all(cell.is_picture for cell in below):
            continue
        title = head.all_said
        heads.append(title)
        cells.append([cell.said for cell in below])
        if any(cell.note for cell in below):
            heads.append(note_head(title))
            cells.append([cell.note or None for cell in below])
    return Table(tuple(heads), tuple(zip(*cells, strict=True)))


class _Drawn:
    """A cell while it is read: its lines, its quiet lines, its number."""

    def __init__(self) -> None:
        self.lines: list[str] = [""]
        self.notes: list[str] = []
        self.number: int | float | None = None
        self.has_picture = False


class _Told:
    """What a cell has come to say."""

    def __init__(self, drawn: _Drawn) -> None:
        lines, notes = _filled(drawn.lines), _filled(drawn.notes)
        self.all_said = _NOTE_BETWEEN.join([*lines, *notes])
        self.is_picture = drawn.has_picture and not self.all_said
        is_number = drawn.number is not None
        self.said: Cell = drawn.number if is_number else "\n".join(lines) or None
        self.note = _NOTE_BETWEEN.join([*(lines if is_number else ()), *notes])


def _filled(lines: Iterable[str]) -> list[str]:
    """Return the lines that say something, with blanks as a browser draws them."""
    told = (_SPACE.sub(" ", line).strip(" ") for line in lines)
    return [line for line in told if line]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Drawn]] = []
        self._cell: _Drawn | None = None
        self._into: list[str] = []
        self._open: list[tuple[str, list[str]]] = []
        """The elements that are open inside the cell, and where text went before each."""
        self._is_number = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._cell = _Drawn()
            self._into, self._open = self._cell.lines, []
            self.rows[-1].append(self._cell)
        elif self._cell is not None:
            self._start_inside(self._cell, tag, told)

    def _start_inside(self, cell: _Drawn, tag: str, told: dict[str, str | None]) -> None:
        if tag == "img":
            cell.has_picture = True
            self._into[-1] += told.get("alt") or ""
        if tag == "data" and self._into is cell.lines and cell.number is None:
            cell.number = number_of(told.get("value") or "")
            self._is_number = cell.number is not None
        if tag not in _NO_END:
            self._open.append((tag, self._into))
        if tag in ("div", "p", "li") and "dim" in (told.get("class") or "").split():
            self._into = cell.notes
        if tag in ("div", "p", "li", "br"):
            self._into.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cell = None
        elif self._cell is not None and any(name == tag for name, _ in self._open):
            while self._open:
                name, self._into = self._open.pop()
                if name == tag:
                    break
            if tag == "data":
                self._is_number = False
            elif tag in ("div", "p", "li"):
                self._into.append("")
            elif tag == "span":
                # Marks stand apart although nothing stands between them.
                self._into[-1:] = [self._into[-1] + " "]

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._is_number:
            self._into[-1] += data
