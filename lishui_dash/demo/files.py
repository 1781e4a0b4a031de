"""Rows become the file a clerk would send: headings and labels in Chinese."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import xlsxwriter

from lishui_dash.catalogue.places import PLACES
from lishui_dash.catalogue.posts import POSTS
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import UNITS
from lishui_dash.demo.rows import Rows
from lishui_dash.spec import Column, Feed, Register, Type

_MADE = datetime(2020, 1, 23)
"""Stamped into every workbook, so that the same rows make the same bytes."""


def csv_file(feed: Feed, table: Rows, encoding: str = "utf-8") -> bytes:
    """Return the rows as CSV bytes under the feed's headings."""
    written = _written(feed, table)
    heading = ",".join(_quoted(name) for name in written.column_names)
    sink = io.BytesIO()
    sink.write(f"{heading}\r\n".encode())
    options = pacsv.WriteOptions(
        include_header=False, quoting_style="needed" if _has_commas(written) else "none"
    )
    pacsv.write_csv(written, sink, options)
    content = sink.getvalue()
    return content if encoding == "utf-8" else content.decode().encode(encoding)


def workbook(feed: Feed, table: Rows) -> bytes:
    """Return the rows as an XLSX workbook: a heading row, every cell as text or number."""
    written = _written(feed, table)
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, written.column_names)
        for place, column in enumerate(written.columns):
            kept = column if _is_number(column.type) else column.cast(pa.string())
            sheet.write_column(1, place, kept.to_pylist())
    return sink.getvalue()


def _written(feed: Feed, table: Rows) -> Rows:
    """Return the columns in the feed's order, spelled as clerks spell them."""
    present = [c for c in feed.columns if c.name in table.column_names]
    return pa.table({c.words.hans: _spelled(c, table.column(c.name)) for c in present})


def _spelled(column: Column, cells: pa.ChunkedArray) -> pa.ChunkedArray:
    labels: Mapping[str, str] | None = None
    if column.codes:
        labels = {code.code: code.words.hans for code in column.codes.codes}
    elif column.refers_to:
        labels = labels_of(column.refers_to)
    elif column.type is Type.BOOLEAN and pa.types.is_boolean(cells.type):
        return pc.if_else(cells, "是", "否")
    if labels is None:
        return cells
    if not pa.types.is_dictionary(cells.type):
        cells = cells.cast(pa.string()).dictionary_encode()
    return pa.chunked_array(
        [_relabelled(chunk, labels) for chunk in cells.chunks], pa.string()
    )


def _relabelled(chunk: pa.DictionaryArray, labels: Mapping[str, str]) -> pa.Array:
    spelled = [labels.get(code, code) for code in chunk.dictionary.to_pylist()]
    return pa.array(spelled, pa.string()).take(chunk.indices)


@cache
def labels_of(register: Register) -> Mapping[str, str]:
    """Return what each code is called, where the name belongs to it alone."""
    named: dict[str, Any] = {
        Register.PLACE: {place.code: place.words.hans for place in PLACES},
        Register.ITEM: {item.code: item.words.hans for item in ITEMS.values()},
        Register.UNIT: {unit.code: unit.words.hans for unit in UNITS.values()},
        Register.POST: {post.id: post.words.hans for post in POSTS.values()},
        Register.COMMUNITY: {},
    }[register]
    spelled: dict[str, int] = {}
    for name in named.values():
        spelled[name] = spelled.get(name, 0) + 1
    return {code: name for code, name in named.items() if spelled[name] == 1}


def _has_commas(table: Rows) -> bool:
    texts = [column for column in table.columns if pa.types.is_string(column.type)]
    return any(
        pc.any(pc.match_substring_regex(column, '[,"\r\n]')).as_py() for column in texts
    )


def _quoted(text: str) -> str:
    return f'"{text}"' if "," in text else text


def _is_number(type_: pa.DataType) -> bool:
    return bool(pa.types.is_integer(type_) or pa.types.is_floating(type_))
