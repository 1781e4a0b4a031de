"""One sheet laid out: a table with a column for each heading, and nothing around it.

What the table lacks and the sheet tells elsewhere (a title row, its name, the file's name,
the clerk's choice) becomes a column of its own, the same in every row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.crosstab import unfolded
from lishui_dash.intake.datarows import data_rows
from lishui_dash.intake.header import Header, own_place
from lishui_dash.intake.headings import Lookup
from lishui_dash.intake.sheet import Body, Origin, Sheet
from lishui_dash.intake.told import Told, told_by_name, told_by_titles
from lishui_dash.spec import Column, Feed, Type
from lishui_dash.words import Words

_SAMPLE = 50
_BEHIND = re.compile(r"[(（]([^()（）]{1,3})[)）]$|[/／]([^/／]{1,3})$")
_MOST = 0.8

_FROM_SHEET = Words("工作表名", "the name of the sheet")
_FROM_FILE = Words("文件名", "the name of the file")
_FROM_PLACE = Words("所在县市区", "its place")
_FROM_ARRIVAL = Words("收件日期", "the day of arrival")


@dataclass(frozen=True)
class Context:
    """What is known about a file beside its bytes.

    `unit_of` and `place_of` tell the reporting unit of a place, and the place of a unit,
    as text that the registers know; None where there is no single one.
    """

    file_name: str
    received_on: date
    day: date | None
    unit: str | None
    lookup: Lookup
    unit_of: Callable[[Feed, str], str | None]
    place_of: Callable[[str], str | None]
    default_day: Callable[[Feed], date | None]


@dataclass(frozen=True)
class Laid:
    """`header.places` tells where each column stands in `body` and in `voided`.

    `voided` are rows that the file takes back. `day` is the business day that the sheet
    speaks of, where it tells one.
    """

    sheet: str
    header: Header
    body: Body
    voided: Body | None
    notes: tuple[Problem, ...]
    day: date | None

    @property
    def told(self) -> tuple[str, ...]:
        """The columns that have no heading of their own."""
        spread = self.header.spread.columns if self.header.spread else ()
        known = {*self.header.headings, *spread}
        return tuple(name for name in self.header.places if name not in known)


def lay_out(sheet: Sheet, header: Header, context: Context) -> Laid:
    """Return the table of a sheet. Raises Undecodable when the rows cannot be read."""
    header, body = _by_content(header, sheet.body(header.row, header.width), context.lookup)
    data = data_rows(sheet, header, _with_merged_filled(sheet, header, body))
    titles = told_by_titles(
        sheet.head[: header.first], header.feed, context.received_on, context.lookup
    )
    header = _with_money(header, titles.money)
    given, day, notes = _given(sheet, header, data.body, context, titles)
    voided = None
    if data.voided is not None:
        laid = _put_together(sheet, header, data.voided, given)
        _, voided, _ = _with_derived(*laid, context)
    header, body = _put_together(sheet, header, data.body, given)
    header, body, derived = _with_derived(header, body, context)
    return Laid(sheet.name, header, body, voided, (*data.notes, *notes, *derived), day)


def _put_together(
    sheet: Sheet, header: Header, body: Body, given: Mapping[str, str]
) -> tuple[Header, Body]:
    constant = {
        name: pa.array([told] * len(body.rows), pa.string()) for name, told in given.items()
    }
    header, body = _with_columns(header, body, constant)
    if header.spread is None:
        return header, body
    places, body = unfolded(body, header.places, header.spread, sheet.name)
    return replace(header, places=places), body


def _with_columns(
    header: Header, body: Body, added: Mapping[str, pa.Array]
) -> tuple[Header, Body]:
    places, columns = dict(header.places), list(body.columns)
    for name, told in added.items():
        places[name] = len(columns)
        columns.append(told)
    return replace(header, places=places), replace(body, columns=tuple(columns))


def _with_money(header: Header, money: str) -> Header:
    """Return the header with the unit that a title gives to all amounts."""
    if not money:
        return header
    told = {
        name: f"{shown}（{money}）"
        for name, shown in header.headings.items()
        if header.feed.column(name).type is Type.MONEY and not _BEHIND.search(shown)
    }
    return replace(header, headings={**header.headings, **told})


def _given(
    sheet: Sheet, header: Header, body: Body, context: Context, titles: Told
) -> tuple[dict[str, str], date | None, list[Problem]]:
    """Return the columns told outside the table, the day told, and what to point out."""
    feed = header.feed
    missing = [name for name in feed.column_names if name not in header.named]
    open_ = [name for name in header.places if _is_open(header, body, name)]
    by_sheet = told_by_name(sheet.name, feed, context.received_on, context.lookup)
    by_file = told_by_name(context.file_name, feed, context.received_on, context.lookup)
    chosen = _chosen(feed, context) | _in_headings(header, context.lookup)
    day = titles.day or context.day or by_sheet.day or by_file.day
    found: dict[str, str] = {}
    notes = []
    for given, where in (
        (titles.given, None),
        (chosen, None),
        (by_sheet.given, _FROM_SHEET),
        (by_file.given, _FROM_FILE),
    ):
        if where is not None and _unit_tells_place(header, body, found, context):
            missing = [name for name in missing if name != own_place(feed)]
        for name, text in given.items():
            # A column that nobody filled in may have been left to the title, no more.
            is_wanted = name in missing or (where is None and name in open_)
            if is_wanted and name not in found:
                found[name] = text
                if where is not None:
                    words = feed.column(name).words
                    notes.append(faults.told_outside(words, text, where))
    return found, day, notes


def _unit_tells_place(
    header: Header, body: Body, found: Mapping[str, str], context: Context
) -> bool:
    """Whether every row names a unit whose place is known: no name need tell it."""
    unit = header.feed.reporter
    if unit in found:
        return context.place_of(found[unit]) is not None
    if unit not in header.places or unit == own_place(header.feed):
        return False
    units = pc.unique(body.columns[header.places[unit]]).to_pylist()
    return all(context.place_of(text.strip()) is not None for text in units)


def _in_headings(header: Header, lookup: Lookup) -> dict[str, str]:
    """Return the code that all headings of figures end with, such as 今日结存（盒）."""
    behind = {
        found.group(1) or found.group(2)
        for shown in header.headings.values()
        if (found := _BEHIND.search(shown))
    }
    if len(behind) != 1:
        return {}
    [told] = behind
    return {
        column.name: told
        for column in header.feed.columns
        if column.codes is not None and lookup(column.list_name, told)
    }


def _chosen(feed: Feed, context: Context) -> dict[str, str]:
    """Return what the clerk chose: the day, and the unit where it may report."""
    chosen = {}
    if context.day is not None:
        chosen[feed.day] = context.day.isoformat()
    if context.unit is not None:
        reporter = feed.column(feed.reporter)
        is_place = reporter.name == own_place(feed)
        place = context.place_of(context.unit)
        told = place if is_place else context.unit
        if told:
            chosen[reporter.name] = told
    return chosen


def _with_derived(
    header: Header, body: Body, context: Context
) -> tuple[Header, Body, list[Problem]]:
    """Return the table with the unit of a place, the place of a unit and the day due."""
    feed, notes = header.feed, []
    place_name, unit_name = own_place(feed), feed.reporter
    added: dict[str, pa.Array] = {}
    if place_name is not None and place_name != unit_name and len(body.rows):
        if place_name not in header.places and unit_name in header.places:
            cells = body.columns[header.places[unit_name]]
            added |= _looked_up(place_name, cells, context.place_of)
        elif unit_name not in header.places and place_name in header.places:
            cells = body.columns[header.places[place_name]]
            added |= _looked_up(unit_name, cells, lambda text: context.unit_of(feed, text))
            notes += [
                faults.told_outside(
                    feed.column(unit_name).words, told[0].as_py(), _FROM_PLACE
                )
                for told in added.values()
            ]
    day = context.default_day(feed)
    if feed.day not in header.places and day is not None:
        added[feed.day] = pa.array([day.isoformat()] * len(body.rows), pa.string())
        words = feed.column(feed.day).words
        notes.append(faults.told_outside(words, day.isoformat(), _FROM_ARRIVAL))
    return *_with_columns(header, body, added), notes


def _looked_up(
    name: str, cells: pa.Array, tell: Callable[[str], str | None]
) -> dict[str, pa.Array]:
    """Return the column that another one tells; nothing when no cell tells any."""
    encoded = cells.dictionary_encode()
    told = [tell(text.strip()) or "" for text in encoded.dictionary.to_pylist()]
    return {name: pa.array(told, pa.string()).take(encoded.indices)} if any(told) else {}


def _is_open(header: Header, body: Body, name: str) -> bool:
    """Whether a column is there and nobody has filled it in."""
    if name not in header.places or not len(body.rows):
        return False
    column = body.columns[header.places[name]]
    if column[0].as_py().strip():
        return False
    return not pc.any(pc.not_equal(pc.utf8_trim_whitespace(column), "")).as_py()


def _with_merged_filled(sheet: Sheet, header: Header, body: Body) -> Body:
    """Return the body with the names of merged cells in every row they span.

    Figures are left alone: one number over two rows is not twice that number.
    """
    named = {
        place for name, place in header.places.items() if _is_name(header.feed.column(name))
    }
    first = header.row + 1
    below = [m for m in sheet.merged if m[0] >= first and m[2] > m[0] and m[1] in named]
    if not below:
        return body
    columns = list(body.columns)
    for place in {left for _, left, _, _ in below}:
        cells = columns[place].to_pylist()
        for top, left, bottom, _ in below:
            if left == place:
                stop = min(bottom - first + 1, len(cells))
                cells[top - first : stop] = [cells[top - first]] * (stop - top + first)
        columns[place] = pa.array(cells, pa.string())
    return replace(body, columns=tuple(columns))


def _is_name(column: Column) -> bool:
    return bool(column.codes or column.refers_to) or column.type is Type.DATE


def _by_content(header: Header, body: Body, lookup: Lookup) -> tuple[Header, Body]:
    """Return the header with columns that their values show to be another.

    单位 above 只, 套 and 盒 is the unit of measure, whatever it is called elsewhere.
    """
    feed = header.feed
    lists = {c.name: c.list_name for c in feed.columns if c.list_name}
    free = [name for name in lists if name not in header.named]
    places, headings = dict(header.places), dict(header.headings)
    for name, place in header.places.items():
        if name not in lists or not free:
            continue
        sample = [t for t in body.columns[place][:_SAMPLE].to_pylist() if t.strip()]
        if not sample or _known(lookup, lists[name], sample) > 1 - _MOST:
            continue
        better = [other for other in free if _known(lookup, lists[other], sample) >= _MOST]
        if len(better) == 1:
            places[better[0]], headings[better[0]] = places.pop(name), headings.pop(name)
            free.remove(better[0])
    return replace(header, places=places, headings=headings), body


def _known(lookup: Lookup, list_name: str, sample: Sequence[str]) -> float:
    return sum(lookup(list_name, text) is not None for text in sample) / len(sample)


def joined(parts: Sequence[Laid]) -> Laid:
    """Return the tables of several sheets as one, each row knowing its sheet."""
    names = list(dict.fromkeys(name for part in parts for name in part.header.places))
    first = max((part.header for part in parts), key=lambda header: header.rank)
    header = replace(
        first,
        places={name: place for place, name in enumerate(names)},
        headings={n: h for part in parts for n, h in part.header.headings.items()},
        unknown=tuple(dict.fromkeys(u for part in parts for u in part.header.unknown)),
        doubled=tuple(dict.fromkeys(d for part in parts for d in part.header.doubled)),
        is_hant=any(part.header.is_hant for part in parts),
    )
    days = {part.day for part in parts}
    notes = (replace(note, sheet=p.sheet) for p in parts for note in p.notes)
    voided = [(p.sheet, p.header, p.voided) for p in parts if p.voided is not None]
    return Laid(
        "",
        header,
        _stacked(names, [(part.sheet, part.header, part.body) for part in parts]),
        _stacked(names, voided) if voided else None,
        tuple(notes),
        days.pop() if len(days) == 1 else None,
    )


def _stacked(names: Sequence[str], parts: Sequence[tuple[str, Header, Body]]) -> Body:
    origins: list[Origin] = []
    columns: dict[str, list[pa.Array]] = {name: [] for name in names}
    problems: list[Problem] = []
    for sheet, header, body in parts:
        for name in names:
            columns[name].append(
                body.columns[header.places[name]]
                if name in header.places
                else pa.array([""] * len(body.rows), pa.string())
            )
        told = [body.origin(number) for number in body.rows.to_pylist()]
        origins += [replace(origin, sheet=sheet) for origin in told]
        problems += body.problems
    return Body(
        tuple(pa.concat_arrays(columns[name]) for name in names),
        pa.array(range(1, len(origins) + 1), pa.int32()),
        tuple(problems),
        origins,
    )
