"""Rows for any feed of the catalogue, made from nothing but its declaration.

Each unit that owes the feed gets a few candidate rows whose cells fit their columns: a
code of the list, a unit of the register, a number inside the bounds its rules name. The
rules themselves then choose which candidates are sent, as the validator will.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pyarrow as pa

from lishui_dash.catalogue.posts import POSTS
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import UNITS
from lishui_dash.demo.people import names, person_ids, phones
from lishui_dash.demo.rows import Array, Rows, at, numbered
from lishui_dash.demo.world import FIRST_RESERVE, World, units_at
from lishui_dash.spec import Column, Feed, Privacy, Register, Type, UnitKind

_CANDIDATES, _SENT = 24, 2
"""Rows tried and rows sent at most, for each reporting unit."""
_LEAST_CANDIDATES = 480
"""Rows tried in all: where few units report, each needs more luck."""
_BETWEEN = re.compile(r"BETWEEN\s+(-?[\d.]+)\s+AND\s+(-?[\d.]+)")
_AT_LEAST = re.compile(r"(>=?)\s*(-?[\d.]+)")
_AT_MOST = re.compile(r"(<=?)\s*(-?[\d.]+)")


@dataclass(frozen=True)
class _Draft:
    """What the cells of one feed and day are drawn from."""

    feed: Feed
    day: date
    units: Array
    """the reporting unit of each candidate row"""
    dice: np.random.Generator

    @property
    def count(self) -> int:
        return len(self.units)


def generic_rows(world: World, feed: Feed, day: date) -> Rows:
    """Return up to two rows of every unit that owes the feed."""
    owing = [unit.code for unit in UNITS.values() if unit.kind in feed.reporters]
    reporting = owing or ["LS-ZHB"]
    tried = max(_CANDIDATES, _LEAST_CANDIDATES // len(reporting))
    units = np.repeat(np.array(reporting), tried)
    draft = _Draft(feed, day, units, world.chance(feed.name, day))
    return _kept(draft, _drafted(draft, feed.columns))


def completed(world: World, feed: Feed, day: date, table: Rows) -> Rows:
    """Return the table with the required columns its maker does not know of."""
    known = set(table.column_names)
    missing = [c for c in feed.columns if c.required and c.name not in known]
    if not missing or not table.num_rows:
        return table
    units = np.full(table.num_rows, "LS-ZHB")
    draft = _Draft(feed, day, units, world.chance(feed.name, day))
    added = _drafted(draft, tuple(missing))
    for name in added.column_names:
        table = table.append_column(name, added.column(name))
    return table


def _drafted(draft: _Draft, columns: tuple[Column, ...]) -> Rows:
    made: dict[str, pa.Array] = {}
    for turn, column in enumerate(columns):
        cells = _cells(draft, column, turn)
        if not column.required and not _is_told(draft.feed, column):
            cells = pa.array(
                cells.to_pylist(), cells.type, mask=draft.dice.random(draft.count) < 0.5
            )
        made[column.name] = cells
    return pa.table(made)


def _is_told(feed: Feed, column: Column) -> bool:
    return column.name in (*feed.key, feed.day, feed.reporter)


def _cells(draft: _Draft, column: Column, turn: int) -> pa.Array:
    count, dice = draft.count, draft.dice
    if column.codes:
        listed = np.array([code.code for code in column.codes.codes])
        return pa.array(dice.choice(listed, count).tolist())
    if column.refers_to:
        return pa.array(_registered(draft, column))
    if column.privacy is Privacy.PSEUDONYM:
        return person_ids(FIRST_RESERVE + np.arange(count) * 7)
    if column.privacy is Privacy.MASK:
        people = FIRST_RESERVE + np.arange(count) * 7
        return phones(people) if "phone" in column.name else names(people)
    match column.type:
        case Type.BOOLEAN:
            return pa.array(dice.random(count) < 0.7)
        case Type.DATE:
            later = turn - draft.feed.column_names.index(draft.feed.day)
            return pa.array(np.full(count, np.datetime64(draft.day) + later))
        case Type.TIMESTAMP:
            return pa.array(at(draft.day, 8 * 60 + turn * 20 + np.arange(count) % 15))
        case Type.TEXT:
            return _texts(draft, column)
    low, high = _bounds(column)
    if column.type is Type.INTEGER:
        return pa.array(dice.integers(int(low), int(high) + 1, count))
    return pa.array(np.round(dice.uniform(low, high, count), 1))


def _texts(draft: _Draft, column: Column) -> pa.Array:
    if column.name in draft.feed.key:
        prefix = f"{draft.feed.name[:2].upper()}{draft.day:%Y%m%d}-"
        return numbered(prefix, np.arange(draft.count) + 1, 5)
    return pa.array([column.example or "示例"] * draft.count)


def _registered(draft: _Draft, column: Column) -> list[str]:
    """Return codes of the register, of the reporting unit's own place where it has any."""
    units = [UNITS[code] for code in draft.units.tolist()]
    is_reporter = column.name == draft.feed.reporter
    match column.refers_to:
        case Register.PLACE:
            return [unit.place for unit in units]
        case Register.UNIT if is_reporter:
            return [unit.code for unit in units]
        case Register.UNIT:
            turn = draft.feed.column_names.index(column.name)
            return [
                _turned(_offices_at(unit.place), number + turn)
                for number, unit in enumerate(units)
            ]
        case Register.COMMUNITY:
            return [
                _turned(units_at(UnitKind.VILLAGE, unit.place), number)
                for number, unit in enumerate(units)
            ]
        case Register.POST:
            return [
                _turned(_posts_at(unit.place), number) for number, unit in enumerate(units)
            ]
    return [_turned(tuple(ITEMS), number) for number in range(len(units))]


def _offices_at(place: str) -> tuple[str, ...]:
    kinds = (UnitKind.COMMAND, UnitKind.CITY_COMMAND, UnitKind.STORE, UnitKind.HOSPITAL)
    return tuple(dict.fromkeys(code for kind in kinds for code in units_at(kind, place)))


def _posts_at(place: str) -> tuple[str, ...]:
    found = tuple(p.id for p in POSTS.values() if p.place == place and not p.closed)
    return found or tuple(POSTS)


def _turned(codes: tuple[str, ...], number: int) -> str:
    return codes[number % len(codes)]


def _bounds(column: Column) -> tuple[float, float]:
    """Return the least and greatest number that the column's own rules speak of."""
    low, high = 0.0, 10.0
    for rule in column.rules:
        if rule.holds.count(column.name) != 1 or not rule.holds.startswith(column.name):
            continue
        if between := _BETWEEN.search(rule.holds):
            low, high = float(between[1]), float(between[2])
            continue
        if least := _AT_LEAST.search(rule.holds):
            low = float(least[2]) + (least[1] == ">")
            high = max(high, low + 10)
        if most := _AT_MOST.search(rule.holds):
            high = float(most[2]) - (most[1] == "<")
    return low, min(high, low + 200)


def _kept(draft: _Draft, candidates: Rows) -> Rows:
    """Return the candidates that keep every rule, few of each unit and key only once."""
    feed = draft.feed
    typed = ", ".join(
        f"CAST({column.name} AS {column.type.value}) AS {column.name}"
        for column in feed.columns
    )
    demands = " AND ".join(f"coalesce(({rule.holds}), true)" for rule in feed.all_rules)
    keys = ", ".join(feed.key)
    told = candidates.append_column("source_unit", pa.array(draft.units.tolist()))
    told = told.append_column("place_in_file", pa.array(range(draft.count)))
    chosen = _chosen(
        told,
        f"""
        WITH typed AS (
            SELECT {typed}, source_unit, place_in_file
            FROM candidates
        ),
        kept AS (
            SELECT *
            FROM typed
            WHERE {demands or "true"}
            QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY place_in_file) = 1
        )
        SELECT place_in_file
        FROM kept
        QUALIFY row_number() OVER (
            PARTITION BY source_unit
            ORDER BY place_in_file
        ) <= {_SENT}
        ORDER BY place_in_file
        """,
        {"operating_day": draft.day},
    )
    return candidates.take(chosen)


def _chosen(candidates: Rows, sql: str, parameters: Mapping[str, date]) -> pa.Array:
    with duckdb.connect() as connection:
        connection.register("candidates", candidates)
        named = {name: value for name, value in parameters.items() if f"${name}" in sql}
        found = connection.execute(sql, named or None).fetchall()
    return pa.array([number for (number,) in found], pa.int64())
