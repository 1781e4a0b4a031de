"""What a workbook says about its cells beside their values.

Hidden rows, cells struck out, errors, and formulas that no program has computed yet: a
reader of values sees none of them. An XLSX is scanned as XML, an XLS by xlrd.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers import expat

import xlrd
from xlrd.biffh import XL_CELL_ERROR, error_text_from_code
from xlrd.compdoc import CompDocError

from lishui_dash.intake import limits
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.sheet import HEAD_ROWS

Place = tuple[int, int]
"""Row and column, from 0."""

_CELL_NAME = re.compile("([A-Z]{1,3})([0-9]+)")


@dataclass(frozen=True)
class Marks:
    """`texts` stand for cells without a value: an error, or a formula from "=" on."""

    hidden_rows: frozenset[int] = frozenset()
    struck: frozenset[Place] = frozenset()
    texts: Mapping[Place, str] = field(default_factory=dict)


NO_MARKS = Marks()


def marks_of_xlsx(content: bytes, names: Collection[str]) -> dict[str, Marks]:
    """Return the marks of the named sheets; a sheet without any may be left out.

    Raises ValueError when the package holds what no office program writes, and Undecodable
    where it is a trap.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = set(packed.namelist())
        struck = _struck_styles(packed, members)
        found, read = {}, set()
        for name, part in _parts(packed, members):
            if part in read:
                # One part that is many sheets takes as many times the memory.
                raise ValueError("a part of the package is two sheets")
            if part in members:
                read.add(part)
            if name not in names or part not in members:
                continue
            xml = packed.read(part)
            if struck or b"hidden=" in xml or b't="e"' in xml or b"<f" in xml:
                found[name] = _Scan(struck).marks(xml)
        return found


def marks_of_xls(content: bytes, names: Collection[str]) -> dict[str, Marks]:
    """Return the marks of the named sheets of an old workbook; none where unreadable."""
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        )
    except (xlrd.XLRDError, CompDocError, AssertionError, LookupError, ValueError):
        # The values were read by another library; what xlrd cannot see stays unmarked.
        return {}
    return {
        sheet.name: _marks_of_old(book, sheet)
        for sheet in book.sheets()
        if sheet.name in names
    }


def _marks_of_old(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Marks:
    struck, texts = set(), {}
    for row in range(sheet.nrows):
        for place, cell in enumerate(sheet.row(row)):
            if cell.ctype == XL_CELL_ERROR:
                texts[row, place] = error_text_from_code.get(cell.value, "#N/A")
            style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
            if style and cell.value != "" and book.font_list[style.font_index].struck_out:
                struck.add((row, place))
    hidden = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    return Marks(frozenset(hidden), frozenset(struck), texts)


_Start = Callable[[str, dict[str, str]], None]
"""Gets the name of an element, without its namespace, and its attributes."""


def _read(
    packed: zipfile.ZipFile,
    part: str,
    start: _Start,
    end: Callable[[str], None] | None = None,
) -> None:
    """Tell each element of a part as it passes: a tree takes 24 times the part.

    Raises ValueError for XML that is not whole, or that declares a type of document, and
    Undecodable for more than any office program writes.
    """
    if packed.getinfo(part).file_size > limits.LARGEST_LIST:
        raise Undecodable(limits.reader_trap())
    parser = _parser()
    parser.StartElementHandler = lambda tag, given: start(_local(tag), given)
    if end is not None:
        parser.EndElementHandler = lambda tag: end(_local(tag))
    try:
        parser.Parse(packed.read(part), True)
    except expat.ExpatError as error:
        raise ValueError(f"no XML: {error}") from error


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _parts(packed: zipfile.ZipFile, members: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and the part of the package that holds it."""
    book, links = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if not {book, links} <= members:
        return
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def link(tag: str, given: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[given.get("Id", "")] = given.get("Target", "")

    def sheet(tag: str, given: dict[str, str]) -> None:
        if tag == "sheet":
            of = {_local(name): value for name, value in given.items()}
            sheets.append((of.get("name", "").strip(), of.get("id", "")))

    _read(packed, links, link)
    _read(packed, book, sheet)
    for name, of in sheets:
        yield name, normpath(join("/xl", targets.get(of, ""))).lstrip("/")


def _struck_styles(packed: zipfile.ZipFile, members: set[str]) -> frozenset[str]:
    """Return the numbers of the cell styles whose font is struck out."""
    if "xl/styles.xml" not in members:
        return frozenset()
    styles = _Styles()
    _read(packed, "xl/styles.xml", styles.start, styles.end)
    return frozenset(str(n) for n, font in enumerate(styles.cells) if font in styles.struck)


class _Styles:
    """`struck` are the fonts that are struck out, `cells` the font of each cell style."""

    def __init__(self) -> None:
        self.struck: set[int] = set()
        self.cells: list[int] = []
        self._font, self._of_cells = -1, False

    def start(self, tag: str, given: dict[str, str]) -> None:
        match tag:
            case "font":
                self._font += 1
            case "strike" if given.get("val", "1") not in ("0", "false"):
                self.struck.add(self._font)
            case "cellXfs":
                self._of_cells = True
            case "xf" if self._of_cells:
                self.cells.append(int(given.get("fontId", "0")))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._of_cells = False


class _Scan:
    """One pass over the XML of a sheet, which may be far larger than memory likes."""

    def __init__(self, struck_styles: frozenset[str]) -> None:
        self._struck_styles = struck_styles
        # Below them no cell is read: the rest of the rows are there for their looks.
        self._most_rows = limits.most_rows() + HEAD_ROWS
        self._row, self._column = -1, -1
        self._type, self._style, self._reading = "", "", ""
        self._formula, self._value = "", ""
        self._hidden: set[int] = set()
        self._struck: set[Place] = set()
        self._texts: dict[Place, str] = {}

    def marks(self, xml: bytes) -> Marks:
        parser = _parser()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(xml, True)
        except expat.ExpatError:
            return NO_MARKS
        return Marks(frozenset(self._hidden), frozenset(self._struck), self._texts)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        name = _local(tag)
        if name == "row":
            self._row = int(given.get("r", self._row + 2)) - 1
            self._column = -1
            if given.get("hidden") in ("1", "true") and self._row < self._most_rows:
                self._hidden.add(self._row)
        elif name == "c":
            self._column = _column_of(given.get("r", ""), self._column + 1)
            self._type, self._style = given.get("t", "n"), given.get("s", "0")
            self._formula, self._value = "", ""
        elif name in ("f", "v", "is"):
            self._reading = name
            if name == "f":
                self._formula = "="

    def _characters(self, text: str) -> None:
        # No more than a cell holds: each piece copies what came before it.
        if self._reading == "f":
            self._formula += text if len(self._formula) < limits.LONGEST_CELL else ""
        elif self._reading:
            self._value += text if len(self._value) < limits.LONGEST_CELL else ""

    def _end(self, tag: str) -> None:
        name = _local(tag)
        if name in ("f", "v", "is"):
            self._reading = ""
        elif name == "c":
            place = (self._row, self._column)
            if self._type == "e":
                self._texts[place] = self._value or "#N/A"
            elif self._formula and not self._value and self._type != "str":
                self._texts[place] = self._formula
            if self._style in self._struck_styles and (self._value or self._formula):
                self._struck.add(place)


def _refuse_doctype(*_told: object) -> None:
    raise ValueError("a sheet declares a type of document")


def _column_of(cell_name: str, following: int) -> int:
    found = _CELL_NAME.fullmatch(cell_name)
    if not found:
        return following
    number = 0
    for letter in found.group(1):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
