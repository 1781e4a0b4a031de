"""The cells of a sheet are read, column by column, as the feed declares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.catalogue.calendar import CAMPAIGN_START
from lishui_dash.intake.dates import Near
from lishui_dash.intake.day_notes import NO_DAY_FOR_TIME, day_from_file
from lishui_dash.intake.header import Header, simplified
from lishui_dash.intake.identity import CHECKED, read_persons
from lishui_dash.intake.names import Names, list_of
from lishui_dash.intake.packed import in_base_units
from lishui_dash.intake.packing import Lookup
from lishui_dash.intake.parse import (
    Notes,
    Parsed,
    majority_day,
    read_days,
    read_figures,
)
from lishui_dash.intake.persons import Persons
from lishui_dash.intake.sheet import Body
from lishui_dash.intake.spellings import Spellings
from lishui_dash.intake.texts import read_texts, with_bodies
from lishui_dash.spec import Cadence, Column, Feed, Privacy, Register, Type


@dataclass(frozen=True)
class ReadSheet:
    """`columns` are those that the sheet has or that were given; blank rows are gone.

    `places` tells where each row stands in the Body, `rows` its number there.
    """

    columns: Mapping[str, Parsed]
    rows: pa.Array
    places: pa.Array | None


class Reader:
    """Reads cells; knows every spelling and every person."""

    def __init__(self, spellings: Spellings, persons: Persons) -> None:
        self._spellings = spellings
        self._persons = persons

    def read(
        self,
        header: Header,
        body: Body,
        given: Mapping[str, str],
        received: date,
        file_day: date | None,
        names: Names,
    ) -> ReadSheet:
        cells, rows, places = _filled(header, body)
        for name, value in given.items():
            cells[name] = pa.array([value] * len(rows), pa.string())
        feed = header.feed
        if file_day is None and feed.day in cells:
            file_day = majority_day(cells[feed.day])
        near = Near(file_day, received)
        columns: dict[str, Parsed] = {}
        # The place comes first: units, posts and communities are looked up inside it. What
        # may name persons or bodies comes last: another column tells which.
        for column in sorted(
            (feed.column(name) for name in cells),
            key=lambda c: (c.person_where is not None, c.refers_to is not Register.PLACE),
        ):
            columns[column.name] = self._column(header, column, cells, columns, near, names)
        columns = _with_days(feed, columns, near)
        if feed.packed is not None:
            packings = cells.get(feed.packed.packing)
            lookup = self._unit_lookup(feed.column(feed.packed.unit))
            columns = in_base_units(feed.packed, columns, packings, lookup)
        return ReadSheet(columns, rows, places)

    def _column(
        self,
        header: Header,
        column: Column,
        cells: Mapping[str, pa.Array],
        known: Mapping[str, Parsed],
        near: Near,
        names: Names,
    ) -> Parsed:
        feed, name = header.feed, column.name
        mine = cells[name]
        if column.privacy is Privacy.PSEUDONYM:
            return read_persons(mine, self._persons, is_checked=name in CHECKED)
        if list_of(column) is not None:
            at = known.get(place_of(feed, column) or "")
            return names.read(column, mine, at, is_hant=header.is_hant)
        if column.type in (Type.DATE, Type.TIMESTAMP):
            is_window = name == feed.day and feed.cadence is Cadence.DAILY
            window = (CAMPAIGN_START, near.received) if is_window else None
            return read_days(column, mine, near, window)
        if column.type is Type.TEXT:
            texts = read_texts(column, mine, is_key=name in feed.key)
            return with_bodies(texts, mine, column, known)
        is_packed = feed.packed is not None and name in feed.packed.quantities
        heading = header.headings.get(name, "")
        return read_figures(column, mine, heading, is_packed=is_packed)

    def _unit_lookup(self, unit: Column) -> Lookup:
        list_name = list_of(unit) or ""
        return lambda text: self._spellings.code(list_name, simplified(text))


def place_of(feed: Feed, column: Column) -> str | None:
    """Return the column of the place that a unit, post or community lies in.

    Where a feed names several places, it is the one with the same first word, such as
    from_county for from_unit_code; otherwise the first.
    """
    places = [c.name for c in feed.columns if c.refers_to is Register.PLACE]
    word = column.name.split("_")[0]
    alike = [name for name in places if name.split("_")[0] == word]
    return next(iter([*alike, *places]), None)


def _filled(
    header: Header, body: Body
) -> tuple[dict[str, pa.Array], pa.Array, pa.Array | None]:
    """Return the cells, blank ones as NULL, without rows that have none at all."""
    cells = {name: _emptied(body.columns[place]) for name, place in header.places.items()}
    if any(not column.null_count for column in cells.values()) or not cells:
        return cells, body.rows, None
    blank = None
    for column in cells.values():
        is_null = pc.is_null(column)
        blank = is_null if blank is None else pc.and_(blank, is_null)
    if not pc.any(blank).as_py():
        return cells, body.rows, None
    kept = pc.invert(blank)
    places = pc.indices_nonzero(kept)
    return (
        {name: column.filter(kept) for name, column in cells.items()},
        body.rows.filter(kept),
        places,
    )


def _emptied(cells: pa.Array) -> pa.Array:
    """Return the cells without white space around them; what is blank is NULL."""
    trimmed = pc.utf8_trim_whitespace(cells)
    is_blank = pc.equal(trimmed, "")
    return pc.if_else(is_blank, None, trimmed) if pc.any(is_blank).as_py() else trimmed


def _with_days(feed: Feed, columns: dict[str, Parsed], near: Near) -> dict[str, Parsed]:
    """Give times of day their day: that of the row, or that of the file."""
    made = dict(columns)
    for name, parsed in columns.items():
        if feed.column(name).type is not Type.TIMESTAMP or parsed.aside is None:
            continue
        of_row = columns.get(feed.day)
        notes, values, marks = Notes(parsed.notes), parsed.values, parsed.marks
        is_bare = pc.is_valid(parsed.aside)
        if of_row is not None and name != feed.day:
            start = pc.cast(of_row.values, pa.timestamp("us"))
            if feed.column(feed.day).type is Type.TIMESTAMP:
                start = pc.floor_temporal(start, unit="day")
        else:
            day = pa.scalar(near.file_day, pa.date32()).cast(pa.timestamp("us"))
            start = pa.repeat(day, len(values))
            if near.file_day is not None:
                told = notes.number(day_from_file(near.file_day))
                marks = pc.if_else(is_bare, pa.scalar(told, pa.int32()), marks)
        moments = pc.add(start, parsed.aside)
        values = pc.if_else(is_bare, moments, values)
        is_lost = pc.and_(is_bare, pc.is_null(values))
        lost = pa.scalar(notes.number(NO_DAY_FOR_TIME), pa.int32())
        marks = pc.if_else(is_lost, lost, marks)
        made[name] = replace(
            parsed, values=values, marks=marks, notes=notes.all, aside=None
        )
    return made
