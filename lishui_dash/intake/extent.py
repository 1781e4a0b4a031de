"""How far the sheets of an XLSX reach, found before a reader makes room for them.

A reader makes room for every cell between the first and the last: one cell in the far
corner of a sheet takes 400 GB, and no process survives that. Only what every office
program writes is measured here; for anything else the answer is that it cannot be told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lishui_dash.intake import limits
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.package import Package, pieces

_CELL_BEGINS = b"<c "
_UNUSUAL = tuple(
    map(re.compile, (rb"<c[\t\r\n\f\v/>]", rb"<si[\t\r\n\f\v]", rb":(?:c|si)[\s/>]"))
)
"""Cells and strings written as no office program does; a reader takes them all the same."""
_START = rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: (?:s|t|cm|vm|ph)="\w*")*'
_CELL, _BARE_CELL = re.compile(_START + rb">(?!</)"), re.compile(_START + rb"(?:/>|></)")
_STRING = re.compile(rb"<si[ />]")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_WIDE = (b"\xfe\xff", b"\xff\xfe", b"<\x00", b"\x00<")
"""How XML begins of which each letter takes two bytes: who looks for words misses them."""
_MARK = b"\xef\xbb\xbf"
_LONGEST = limits.MIB
"""Bytes between two tags; text of a cell takes less."""


@dataclass(frozen=True)
class Extent:
    """`sheets` are the rows and columns of each; `text` the most bytes all cells can hold.

    `is_told` False: the workbook may reach farther than that.
    """

    sheets: tuple[tuple[int, int], ...]
    text: int
    is_told: bool


def extent_of(package: Package) -> Extent:
    """Return how far the sheets of a package reach.

    Raises Undecodable for a part with entities, and whatever `pieces` does.
    """
    sheets, cells, longest = [], 0, 0
    is_told = package.is_plain
    seen = _Seen()
    for _, piece in pieces(package):
        if piece:
            seen.look(piece)
            continue
        seen.end()
        is_told = is_told and seen.is_told
        longest = max(longest, seen.longest)
        if seen.cells:
            sheets.append((seen.rows, seen.columns))
            cells += seen.cells
        seen = _Seen()
    return Extent(tuple(sheets), cells * longest, is_told)


class _Seen:
    """What has been seen of one part; `longest` is the longest of its shared strings."""

    def __init__(self) -> None:
        self.rows = self.columns = self.cells = self.longest = 0
        self.is_told = True
        self._is_xml: bool | None = None
        self._rest = b""
        self._passed, self._string_at = 0, -1

    def look(self, piece: bytes) -> None:
        if self._is_xml is None:
            if piece.startswith(_WIDE):
                raise Undecodable(limits.entity())
            self._is_xml = piece.removeprefix(_MARK).lstrip()[:1] == b"<"
        if not self._is_xml:
            return
        text = self._rest + piece
        whole = max(text.rfind(b"<"), 0)
        if len(text) - whole > _LONGEST:
            self.is_told = False
            whole = len(text)
        self._rest = text[whole:]
        self._count(text[:whole])

    def end(self) -> None:
        self._count(self._rest)
        if self._string_at >= 0:
            self._string_starts(self._passed)

    def _count(self, text: bytes) -> None:
        if _DECLARED.search(text):
            raise Undecodable(limits.entity())
        found = _CELL.findall(text)
        cells = text.count(_CELL_BEGINS)
        bare = 0
        if cells != len(found):
            bare = sum(1 for _ in _BARE_CELL.finditer(text))
        is_unusual = any(written.search(text) for written in _UNUSUAL)
        if is_unusual or cells != len(found) + bare:
            self.is_told = False
        if found:
            self.cells += len(found)
            self.rows = max(self.rows, *map(int, {number for _, number in found}))
            letters = {letters for letters, _ in found}
            self.columns = max(self.columns, *map(_number, letters))
        for string in _STRING.finditer(text):
            self._string_starts(self._passed + string.start())
        self._passed += len(text)

    def _string_starts(self, at: int) -> None:
        if self._string_at >= 0:
            self.longest = max(self.longest, at - self._string_at)
        self._string_at = at


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
