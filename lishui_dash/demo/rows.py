"""Rows of a feed as Arrow tables: columns named as declared, cells typed, codes stored.

What a maker yields is what the store would hold; how a clerk would write it is the
business of `files`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Rows: TypeAlias = pa.Table
Array: TypeAlias = npt.NDArray[Any]


def rows(count: int, **columns: Any) -> Rows:
    """Return a table of `count` rows; a scalar fills its column."""
    return pa.table({name: _column(count, given) for name, given in columns.items()})


def pick(labels: Sequence[str], which: Array, where: Array | None = None) -> pa.Array:
    """Return `labels[which]`; empty where `where` is false."""
    indices = pa.array(which.astype(np.int32), mask=None if where is None else ~where)
    return pa.DictionaryArray.from_arrays(indices, pa.array(labels, pa.string()))


def only_where(values: Array, where: Array) -> pa.Array:
    """Return the values, empty where `where` is false."""
    return pa.array(values, mask=~where)


def numbered(prefix: str, numbers: Array, width: int = 6) -> pa.Array:
    """Return texts such as QD-000012."""
    return pa.array(np.char.mod(f"{prefix}%0{width}d", numbers).tolist(), pa.string())


def at(day: date, minutes: Array | int) -> Array:
    """Return the moments so many minutes after midnight of `day`."""
    midnight = np.datetime64(datetime.combine(day, time.min), "s")
    moments: Array = midnight + np.asarray(minutes).astype("timedelta64[m]")
    return moments


def spread(total: int, parts: Sequence[float]) -> list[int]:
    """Split a whole number in proportion to `parts`; the sum is exact."""
    weights = np.asarray(parts, dtype=float)
    edges = np.floor(np.cumsum(weights) / weights.sum() * total + 0.5).astype(int)
    return [int(n) for n in np.diff(edges, prepend=0)]


def stacked(tables: Sequence[Rows]) -> Rows:
    """Return the rows of all the tables; a column one of them lacks is empty there."""
    kept = [plain(table) for table in tables if table.num_rows]
    if not kept:
        return tables[0]
    return pa.concat_tables(kept, promote_options="permissive")


def plain(table: Rows) -> Rows:
    """Return the table with its dictionary columns written out."""
    for at_, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            table = table.set_column(at_, field.name, table.column(at_).cast(pa.string()))
    return table


def where(table: Rows, **wanted: Any) -> pa.ChunkedArray:
    """Return a mask of the rows whose columns hold these values (one, or one of a set)."""
    mask = pa.chunked_array([pa.array(np.ones(table.num_rows, dtype=bool))])
    for name, value in wanted.items():
        column = table.column(name)
        if pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        values = sorted(value) if isinstance(value, (set, frozenset)) else [value]
        held = pc.is_in(column, value_set=pa.array(values, column.type))
        mask = pc.and_(mask, held)
    return mask


def told(table: Rows, name: str) -> pa.ChunkedArray:
    """Return a mask of the rows that have something in the column, if there is one."""
    if name in table.column_names:
        return table.column(name).is_valid()
    return pa.chunked_array([pa.array(np.zeros(table.num_rows, dtype=bool))])


def without(table: Rows, **wanted: Any) -> Rows:
    return table.filter(pc.invert(where(table, **wanted)))


def replaced(table: Rows, name: str, values: Any) -> Rows:
    """Return the table with one column set anew."""
    return table.set_column(
        table.schema.get_field_index(name), name, _column(table.num_rows, values)
    )


def latest(table: Rows, key: Sequence[str]) -> Rows:
    """Return the last row of every key, in order."""
    keys = [table.column(name).cast(pa.string()).to_pylist() for name in key]
    last = {found: place for place, found in enumerate(zip(*keys, strict=True))}
    return table.take(pa.array(sorted(last.values()), pa.int64()))


def _column(count: int, given: Any) -> pa.Array | pa.ChunkedArray:
    if isinstance(given, (pa.Array, pa.ChunkedArray)):
        return given
    if isinstance(given, np.ndarray):
        return pa.array(given.tolist() if given.dtype.kind == "U" else given)
    if isinstance(given, (list, tuple)):
        return pa.array(given)
    if given is None:
        return pa.nulls(count, pa.string())
    if isinstance(given, datetime):
        return pa.repeat(pa.scalar(given, pa.timestamp("s")), count)
    return pa.repeat(pa.scalar(given), count)
