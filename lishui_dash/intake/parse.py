"""Columns of text become columns of values, with what is to be said about each cell.

Nearly every cell is written plainly, and cells repeat: a spelling is read once for each
distinct text, plain ones all at once in Arrow, and the odd ones one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.intake import day_notes
from lishui_dash.intake.amounts import amounts_of
from lishui_dash.intake.dates import Moment, Near, read_moment
from lishui_dash.intake.note import Note, formula_or_error
from lishui_dash.spec import Column, Type

_DAY = "20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
_PLAIN = {
    Type.INTEGER: "^-?[0-9]{1,8}$",
    Type.NUMBER: "^-?[0-9]{1,12}(\\.[0-9]{1,6})?$",
    Type.MONEY: "^-?[0-9]{1,12}(\\.[0-9]{1,2})?$",
    Type.DATE: f"^{_DAY}$",
    Type.TIMESTAMP: f"^{_DAY}([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?)?$",
}
"""Spellings that Arrow reads, and that cannot fail; rarer days of a month take longer."""
ARROW_TYPES = {
    Type.TEXT: pa.string(),
    Type.INTEGER: pa.int32(),
    Type.NUMBER: pa.float64(),
    Type.MONEY: pa.decimal128(18, 2),
    Type.BOOLEAN: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.TIMESTAMP: pa.timestamp("us"),
}
Value = str | int | float | Decimal | date | datetime
Understood = tuple[Value | None, Note | None]


@dataclass(frozen=True)
class Parsed:
    """The values of one column.

    `marks` is NULL where the cell is empty, 0 where there is nothing to say, and n where
    notes[n - 1] is. A cell with a rejecting note may still have its value. `aside` is what
    stands beside the values: units behind the figures of a packed column as written, or
    the times of day that lack their day; None where no cell has any.
    """

    values: pa.Array
    marks: pa.Array
    notes: tuple[Note, ...] = ()
    aside: pa.Array | None = None


class Notes:
    """Notes numbered from 1, each kept once."""

    def __init__(self, known: Sequence[Note] = ()) -> None:
        self._numbers = {note: number for number, note in enumerate(known, 1)}

    def number(self, note: Note | None) -> int:
        return 0 if note is None else self._numbers.setdefault(note, len(self._numbers) + 1)

    @property
    def all(self) -> tuple[Note, ...]:
        return tuple(self._numbers)


def read_each(
    cells: pa.Array,
    type_: pa.DataType,
    read: Callable[[str], Understood],
    plain: str | None = None,
    odd: str | None = None,
) -> Parsed:
    """Return the cells as values of a type, each distinct text read once.

    A text that matches `plain`, or does not match `odd`, is left to Arrow; without either,
    none is. None of `read` is an empty cell when it comes without a note.
    """
    encoded = cells.dictionary_encode()
    texts = encoded.dictionary
    if plain is not None:
        is_plain = pc.match_substring_regex(texts, plain)
    elif odd is not None:
        is_plain = pc.invert(pc.match_substring_regex(texts, odd))
    else:
        is_plain = pa.array(np.zeros(len(texts), dtype=bool))
    places = np.flatnonzero(~is_plain.to_numpy(zero_copy_only=False))
    if not len(places):
        is_same = type_ == cells.type
        values = cells if is_same else pc.cast(texts, type_).take(encoded.indices)
        return Parsed(values, unmarked(cells))
    notes, marks = Notes(), np.zeros(len(texts), dtype=np.int32)
    found: list[Value | None] = []
    for place in places.tolist():
        value, note = read(texts[place].as_py())
        found.append(value)
        marks[place] = -1 if value is None and note is None else notes.number(note)
    values = pc.cast(pc.if_else(is_plain, texts, None), type_)
    values = pc.replace_with_mask(values, pc.invert(is_plain), pa.array(found, type_))
    if not marks.any():
        return Parsed(values.take(encoded.indices), unmarked(cells))
    kept = pa.array(marks, mask=marks < 0)
    return Parsed(values.take(encoded.indices), kept.take(encoded.indices), notes.all)


def unmarked(cells: pa.Array) -> pa.Array:
    """Return marks that say nothing: 0, and NULL where a cell is empty."""
    zeros = pa.array(np.zeros(len(cells), dtype=np.int32))
    return pc.if_else(pc.is_valid(cells), zeros, None) if cells.null_count else zeros


def read_figures(
    column: Column, cells: pa.Array, heading: str, *, is_packed: bool
) -> Parsed:
    """Return a column of numbers; of a packed one with the units behind the figures."""
    amount, counts_as_written = amounts_of(column, heading, is_packed=is_packed)
    units: dict[str, str] = {}

    def read(text: str) -> Understood:
        found = amount(text)
        if found.unit:
            units[text] = found.unit
        return found.value, found.note

    plain = _PLAIN[column.type] if counts_as_written else None
    parsed = read_each(cells, ARROW_TYPES[column.type], read, plain)
    if not units:
        return parsed
    return Parsed(
        parsed.values, parsed.marks, parsed.notes, _looked_up(cells, units, pa.string())
    )


def read_days(
    column: Column, cells: pa.Array, near: Near, window: tuple[date, date] | None = None
) -> Parsed:
    """Return a column of days or moments. Times without their day stand aside.

    `window` holds the first and the last day that the column may tell.
    """
    is_day = column.type is Type.DATE
    times: dict[str, timedelta] = {}

    def read(text: str) -> Understood:
        moment = _moment(text, near)
        if moment.day is None and moment.clock is not None and not is_day:
            times[text] = moment.clock
            return None, None
        if moment.day is None and moment.clock is not None:
            return None, day_notes.NO_DAY_FOR_TIME
        note = moment.note
        if moment.day is not None and window is not None:
            note = day_notes.outside(moment.day, *window) or note
        return (moment.day if is_day else moment.at), note

    # Days of another year than the window's cannot be plain: they have to be named.
    plain: str | None = _PLAIN[column.type]
    if window is not None and not _is_within(cells, _PLAIN[column.type], window):
        plain = None
    parsed = read_each(cells, ARROW_TYPES[column.type], read, plain)
    if not times:
        return parsed
    aside = _looked_up(cells, times, pa.duration("us"))
    marks = pc.if_else(pc.is_valid(aside), 0, parsed.marks)
    return Parsed(parsed.values, marks, parsed.notes, aside)


def majority_day(cells: pa.Array) -> date | None:
    """Return the day that most cells of a column tell in full; of equals the latest."""
    counted: dict[date, int] = {}
    nowhere = Near(None, date.min)
    for one in pc.value_counts(cells).to_pylist():
        moment = _moment(one["values"] or "", nowhere)
        if moment.day is not None and moment.note is None:
            counted[moment.day] = counted.get(moment.day, 0) + one["counts"]
    return max(counted, key=lambda day: (counted[day], day), default=None)


def _moment(text: str, near: Near) -> Moment:
    refused = formula_or_error(text)
    return Moment(note=refused) if refused else read_moment(text, near)


def _is_within(cells: pa.Array, plain: str, window: tuple[date, date]) -> bool:
    """Whether every plain day of the cells lies in the window: as texts they sort alike."""
    texts = pc.unique(cells)
    days = pc.utf8_slice_codeunits(
        texts.filter(pc.match_substring_regex(texts, plain)), 0, 10
    )
    ends = pc.min_max(days).as_py()
    first, last = (day.isoformat() for day in window)
    return ends["min"] is None or (first <= ends["min"] and ends["max"] <= last)


def _looked_up(
    cells: pa.Array, told: dict[str, str] | dict[str, timedelta], type_: pa.DataType
) -> pa.Array:
    encoded = cells.dictionary_encode()
    found = [told.get(text) for text in encoded.dictionary.to_pylist()]
    return pa.array(found, type_).take(encoded.indices)
