"""A table of text becomes typed rows and problems, in one statement of DuckDB.

The judge works in a database of its own in memory that holds nothing: a file can be
judged while the store is being written, and wherever the store may be.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.header import Header
from lishui_dash.intake.identity import CHECKED, pseudonymised
from lishui_dash.intake.privacy import KeyRing, masked_value
from lishui_dash.intake.sheet import Body
from lishui_dash.intake.spellings import Spellings
from lishui_dash.intake.statement import (
    INCOMING,
    Check,
    Statement,
    list_of,
    mark_of,
    place_of,
    statement_for,
)
from lishui_dash.spec import Column, Feed, Privacy, Register
from lishui_dash.words import Words

_BEYOND = (duckdb.OutOfRangeException, duckdb.ConversionException)
SCOPED = frozenset({Register.UNIT.value, Register.POST.value, Register.COMMUNITY.value})
"""Registers whose names may come again in another place."""
_CHUNK = 8192
"""Rows in one batch: small enough for both cores to have some."""


@dataclass(frozen=True)
class Verdict:
    """`rows` are the typed rows that keep every demand, with `source_row` last.

    `rows_n` counts the rows delivered, `rejected_n` those that break a demand.
    """

    rows: pa.Table
    rows_n: int
    rejected_n: int
    problems: tuple[Problem, ...]


class Judge:
    """Judges the bodies of files. Threads may share one."""

    def __init__(self, spellings: Spellings, keys: KeyRing) -> None:
        self._spellings = spellings
        self._keys = keys
        self._statements: dict[tuple[str, frozenset[str]], Statement] = {}
        self._lock = threading.Lock()
        self._database = duckdb.connect(
            ":memory:", config={"enable_external_access": False, "threads": 1}
        )
        # Sharing the steps of a ladder would take them for every cell, not for the odd
        # one: 45,000 rows in 390 ms instead of 120.
        self._database.execute(
            "SET disabled_optimizers = 'common_subexpressions,build_side_probe_side'"
        )

    def judge(
        self, header: Header, body: Body, given: Mapping[str, str], operating_day: date
    ) -> Verdict:
        """Return the typed rows of a sheet, and every problem of every row.

        `given` fills columns that the sheet lacks. Raises Undecodable when a value is
        too large or too odd for the engine.
        """
        feed = header.feed
        present = frozenset((*header.places, *given))
        statement = self._statement(feed, present)
        cells = self._prepared(header, body, given)
        try:
            judged = self._run(statement, cells, operating_day)
        except _BEYOND as error:
            raise Undecodable(faults.unjudgeable(str(error).split("\n")[0])) from error
        problems = [
            *body.problems,
            *_broken(judged, statement.checks, header, body),
            *_doubled_keys(judged, header),
        ]
        rejected = {problem.row for problem in problems if problem.rejects}
        doubled = pc.and_(
            pc.not_equal(judged["source_row"], judged["first_row"]),
            pc.invert(judged["differ"]),
        )
        kept = judged.filter(pc.fill_null(pc.invert(doubled), True))
        return Verdict(
            kept.select([*feed.column_names, "source_row"]),
            judged.num_rows + len(body.problems),
            len(rejected),
            tuple(sorted(problems, key=lambda problem: problem.row or 0)),
        )

    def _statement(self, feed: Feed, present: frozenset[str]) -> Statement:
        key = (feed.name, present)
        with self._lock:
            if key not in self._statements:
                self._statements[key] = statement_for(feed, present)
            return self._statements[key]

    def _run(self, statement: Statement, cells: pa.Table, operating_day: date) -> pa.Table:
        with self._database.cursor() as cursor:
            cursor.register(INCOMING, cells)
            parameters = {"operating_day": operating_day} if statement.names_day else None
            return cursor.execute(statement.sql, parameters).to_arrow_table()

    def _prepared(self, header: Header, body: Body, given: Mapping[str, str]) -> pa.Table:
        """Return what the statement reads: text, but codes and pseudonyms looked up."""
        feed = header.feed
        cells = {
            name: _emptied(body.columns[place]) for name, place in header.places.items()
        }
        for name, value in given.items():
            cells[name] = pa.array([value] * len(body.rows), pa.string())
        prepared: dict[str, pa.Array] = {"source_row": body.rows}
        # The place comes first: units, posts and communities are looked up inside it.
        columns = [feed.column(name) for name in cells]
        for column in sorted(columns, key=lambda c: c.refers_to is not Register.PLACE):
            name, list_name = column.name, list_of(column)
            if column.privacy is Privacy.PSEUDONYM:
                prepared[name], prepared[mark_of(column)] = pseudonymised(
                    cells[name], self._keys, is_checked=name in CHECKED
                )
            elif list_name is None:
                prepared[name] = cells[name]
            else:
                places = prepared.get(place_of(feed, column) or "")
                prepared[mark_of(column)] = _marks(cells[name])
                prepared[name] = self._codes(
                    list_name, cells[name], places, is_hant=header.is_hant
                )
        table = pa.table(prepared)
        return pa.Table.from_batches(table.to_batches(max_chunksize=_CHUNK), table.schema)

    def _codes(
        self, list_name: str, cells: pa.Array, places: pa.Array | None, *, is_hant: bool
    ) -> pa.Array:
        if list_name in SCOPED and places is not None:
            return self._spellings.codes_at(list_name, cells, places, is_hant=is_hant)
        return self._spellings.codes(list_name, cells, is_hant=is_hant)


def _marks(cells: pa.Array) -> pa.Array:
    return pc.if_else(pc.is_valid(cells), True, None)


def _emptied(cells: pa.Array) -> pa.Array:
    """Return the cells without white space around them; what is blank is NULL."""
    trimmed = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(trimmed, ""), None, trimmed)


def _broken(
    judged: pa.Table, checks: tuple[Check, ...], header: Header, body: Body
) -> Iterator[Problem]:
    found = judged.filter(pc.is_valid(judged["broken"]))
    if not found.num_rows:
        return
    places = {row: place for place, row in enumerate(body.rows.to_pylist())}
    for row, numbers in zip(
        found["source_row"].to_pylist(), found["broken"].to_pylist(), strict=True
    ):
        for number in numbers:
            check = checks[number]
            column = header.feed.column(check.column)
            yield Problem(
                row,
                header.headings.get(column.name, column.words.hans),
                _shown(column, header, body, places[row]),
                check.rule,
                check.says,
                check.remedy,
                check.rejects,
            )


def _shown(column: Column, header: Header, body: Body, place: int) -> str:
    if column.name not in header.places:
        return ""
    value = str(body.columns[header.places[column.name]][place].as_py() or "").strip()
    return masked_value(value, column.privacy)


def _doubled_keys(judged: pa.Table, header: Header) -> Iterator[Problem]:
    found = judged.filter(pc.is_valid(judged["first_row"]))
    heading = "+".join(
        header.headings.get(name, header.feed.column(name).words.hans)
        for name in header.feed.key
    )
    for row, first, differ in zip(
        found["source_row"].to_pylist(),
        found["first_row"].to_pylist(),
        found["differ"].to_pylist(),
        strict=True,
    ):
        if differ:
            yield Problem(
                row,
                heading,
                "",
                "key_twice",
                Words(
                    f"同一条记录报了不止一次，且内容不一致（首次在第 {first} 行）",
                    f"the same record comes again with other values (first: row {first})",
                ),
                Words("请核实后只保留正确的一行", "keep the right row only"),
            )
        elif row != first:
            yield Problem(
                row,
                heading,
                "",
                "row_twice",
                Words(
                    f"与第 {first} 行完全相同，只计一次",
                    f"the same as row {first}: counted once",
                ),
                Words(
                    "不需要处理；以后请去掉重复行", "nothing to do; leave it out next time"
                ),
                rejects=False,
            )
