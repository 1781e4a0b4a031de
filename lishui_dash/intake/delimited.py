"""Delimited text as a sheet: CSV, or the same with tabs, semicolons or bars."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pacsv

from lishui_dash.errors import Problem
from lishui_dash.intake import faults, limits
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.sheet import HEAD_ROWS, Body, Head, Merged
from lishui_dash.words import Words

_DELIMITERS = ",\t;|"
_WIDE_COMMA = "，"
_HEAD_CHARACTERS = 200_000
_A_FEW, _NEARLY_ALL = 3, 0.9


@dataclass(frozen=True)
class TextSheet:
    """Delimited text. `lines_before[n]` lines of the file stand above its row n."""

    text: str
    delimiter: str
    head: Head
    lines_before: tuple[int, ...]
    name: str = ""
    merged: Sequence[Merged] = ()
    hidden_rows: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()

    def body(self, header: int, width: int) -> Body:
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
    """Take back rows that differ by empty cells at the end only; name the others.

    A longer row has a comma too many somewhere, and nobody knows where. Only when nearly
    all rows are longer by an empty cell is it the way the file is written.
    """
    width = len(columns)
    kept: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    short: dict[int, int] = {}
    told = [(number, row, _cells(sheet, row)) for number, row in ragged]
    longer = sum(len(cells) <= width < row.actual_columns for _, row, cells in told)
    is_style = longer >= _A_FEW and longer > _NEARLY_ALL * (len(rows) + len(ragged))
    for number, row, cells in told:
        is_longer = row.actual_columns > width and not is_style
        if cells and (len(cells) > width or is_longer):
            problems.append(faults.ragged_row(number, width, row.actual_columns))
        elif cells:
            kept.append((number, cells + [""] * (width - len(cells))))
            if row.actual_columns < width:
                short[number] = row.actual_columns
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
        short=short,
    )


def _cells(sheet: TextSheet, row: pacsv.InvalidRow) -> list[str]:
    """Return the cells of a row without the empty ones at its end."""
    cells = next(csv.reader([row.text], delimiter=sheet.delimiter), [])
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def text_sheet(text: str) -> TextSheet:
    """Return the sheet of a text. Raises Undecodable when its cells cannot be told."""
    if "\n" not in text:
        text = text.replace("\r", "\n")
    start = text[:_HEAD_CHARACTERS]
    delimiter = _delimiter_of(start)
    if start.count(delimiter) == 0 and _WIDE_COMMA in start:
        # Typed by hand with the Chinese comma between the cells.
        text, delimiter = text.replace(_WIDE_COMMA, "\t"), "\t"
        start = text[:_HEAD_CHARACTERS]
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    head: list[tuple[str, ...]] = []
    lines = [0]
    try:
        for row in islice(reader, HEAD_ROWS + 1):
            head.append(tuple(row))
            lines.append(reader.line_num)
    except csv.Error as error:
        raise Undecodable(_unpaired_quotes()) from error
    limits.refuse_wide(*head)
    limits.refuse_endless(text, delimiter)
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
