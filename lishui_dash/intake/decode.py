"""Bytes become sheets of text. What a file is, its first bytes say, never its extension.

Order of encodings: a byte order mark, else strict UTF-8, else GB18030. The other way
round would misread: half of all short Chinese UTF-8 cells are also valid GB18030.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pacsv

from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.sheet import HEAD_ROWS, Body, Head, Sheet
from lishui_dash.intake.workbook import sheets_of_workbook
from lishui_dash.words import Words

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIMITERS = ",\t;"
_NOT_IN_TEXT = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")
_WEB_PAGE = re.compile(r"\s*<(!doctype|html|table|\?xml|meta|head)", re.IGNORECASE)
_HEAD_CHARACTERS = 200_000


@dataclass(frozen=True)
class Decoded:
    """`media` is "csv", "xlsx" or "xls", whatever the file calls itself."""

    media: str
    sheets: Sequence[Sheet]


def decode(content: bytes) -> Decoded:
    """Return the sheets of a file. Raises Undecodable when it holds no table."""
    if not content:
        raise Undecodable(faults.empty_file())
    if content.startswith(_ZIP):
        return Decoded("xlsx", sheets_of_workbook(content))
    if content.startswith(_OLE):
        return Decoded("xls", sheets_of_workbook(content))
    return Decoded("csv", (_text_sheet(_text_of(content)),))


def _text_of(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _checked(content[len(mark) :], (encoding,))
    return _checked(content, ("utf-8", "gb18030"))


def _checked(content: bytes, encodings: Sequence[str]) -> str:
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _NOT_IN_TEXT.search(text):
            break
        if _WEB_PAGE.match(text):
            raise Undecodable(
                faults.no_text(Words("这是网页，不是表格文件", "this is a web page"))
            )
        return text
    raise Undecodable(
        faults.no_text(
            Words(
                "文件内容不是文字表格，也不是工作簿，无法读取",
                "the bytes are neither text nor a workbook",
            )
        )
    )


@dataclass(frozen=True)
class TextSheet:
    """Delimited text. `lines_before[n]` lines of the file stand above its row n."""

    text: str
    delimiter: str
    head: Head
    lines_before: tuple[int, ...]
    name: str = ""

    def body(self, header: int) -> Body:
        width = len(self.head[header])
        if header + 1 == len(self.head):
            return _no_rows(width)
        ragged: list[pacsv.InvalidRow] = []

        def set_aside(row: pacsv.InvalidRow) -> str:
            ragged.append(row)
            return "skip"

        content = self.text.encode()
        names = [str(place) for place in range(width)]
        skipped = self.lines_before[header + 1]
        try:
            table = pacsv.read_csv(
                pa.BufferReader(content),
                # One block, one thread: rows keep their numbers and none is cut in two.
                pacsv.ReadOptions(
                    use_threads=False,
                    block_size=len(content) + 1,
                    skip_rows=skipped,
                    column_names=names,
                ),
                pacsv.ParseOptions(
                    delimiter=self.delimiter,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=set_aside,
                ),
                pacsv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    strings_can_be_null=False,
                ),
            )
        except pa.ArrowInvalid as error:
            raise Undecodable(_unpaired_quotes()) from error
        columns = [column.combine_chunks() for column in table.columns]
        first = header + 2
        numbers = [row.number - skipped + first - 1 for row in ragged]
        rows = np.arange(first, first + table.num_rows + len(ragged), dtype=np.int32)
        rows = np.delete(rows, [number - first for number in numbers])
        return _with_ragged(self, columns, rows, list(zip(numbers, ragged, strict=True)))


def _no_rows(width: int) -> Body:
    return Body(
        tuple(pa.array([], pa.string()) for _ in range(width)), pa.array([], pa.int32())
    )


def _with_ragged(
    sheet: TextSheet,
    columns: Sequence[pa.Array],
    rows: npt.NDArray[np.int32],
    ragged: Sequence[tuple[int, pacsv.InvalidRow]],
) -> Body:
    """Take back rows that are only longer by empty cells; name the others."""
    width = len(columns)
    kept: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    for number, row in ragged:
        cells = next(csv.reader([row.text], delimiter=sheet.delimiter), [])
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > width or (cells and row.actual_columns < width):
            problems.append(faults.ragged_row(number, width, row.actual_columns))
        elif cells:
            kept.append((number, cells + [""] * (width - len(cells))))
    if not kept:
        return Body(tuple(columns), pa.array(rows), tuple(problems))
    added = zip(*(cells for _, cells in kept), strict=True)
    return Body(
        tuple(
            pa.concat_arrays([column, pa.array(cells, pa.string())])
            for column, cells in zip(columns, added, strict=True)
        ),
        pa.concat_arrays([pa.array(rows), pa.array([n for n, _ in kept], pa.int32())]),
        tuple(problems),
    )


def _text_sheet(text: str) -> TextSheet:
    if "\n" not in text:
        text = text.replace("\r", "\n")
    start = text[:_HEAD_CHARACTERS]
    delimiter = _delimiter_of(start)
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    head: list[tuple[str, ...]] = []
    lines = [0]
    try:
        for row in islice(reader, HEAD_ROWS + 1):
            head.append(tuple(row))
            lines.append(reader.line_num)
    except csv.Error as error:
        raise Undecodable(_unpaired_quotes()) from error
    return TextSheet(text, delimiter, tuple(head), tuple(lines))


def _delimiter_of(text: str) -> str:
    """Return the delimiter that one of the first lines holds most often."""
    lines = text.splitlines()[:HEAD_ROWS]
    return max(_DELIMITERS, key=lambda d: max((line.count(d) for line in lines), default=0))


def _unpaired_quotes() -> Problem:
    return faults.no_text(
        Words(
            "引号不成对，无法分清各格",
            "a quotation mark is not closed: cells cannot be told",
        )
    )
