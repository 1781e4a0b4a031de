"""Whether the readers of workbooks survive one, tried in a process that may die.

Run as a script with the workbook on its input: it reads as the program would, within
little memory and time, and writes the rows and columns of every sheet as JSON. It needs
nothing of the program, for it must start at once.
"""

import io
import json
import resource
import struct
import sys

import xlrd
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum
from xlrd.compdoc import CompDocError

_MEMORY, _COPIES = 280 * 1024**2, 3
"""Bytes beside the copies of the file that the readers make."""
_SECONDS = 15
_UNREADABLE = (
    *(CalamineError, xlrd.XLRDError, CompDocError),
    *(AssertionError, LookupError, ValueError, struct.error),
)
"""What the program finds out by itself, and says in the clerk's words."""
NO_MEMORY = 3
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def extents(content: bytes) -> list[tuple[int, int]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    # All of them are held at once, as the program holds them.
    sheets = [
        book.get_sheet_by_name(found.name)
        for found in book.sheets_metadata
        if found.typ == SheetTypeEnum.WorkSheet
    ]
    if content.startswith(_OLE):
        xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        )
    lasts = [sheet.end or (-1, -1) for sheet in sheets]
    return [(row + 1, column + 1) for row, column in lasts]


def main() -> None:
    content = sys.stdin.buffer.read()
    memory = _MEMORY + _COPIES * len(content)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        found = extents(content)
    except MemoryError:
        sys.exit(NO_MEMORY)
    except _UNREADABLE:
        found = []
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
