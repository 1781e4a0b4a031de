"""A table of text becomes typed rows and problems.

The judge works in a database of its own in memory that holds nothing: a file can be
judged while the store is being written, and wherever the store may be.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.found import Found, problems_of
from lishui_dash.intake.header import Header
from lishui_dash.intake.names import Names
from lishui_dash.intake.parse import ARROW_TYPES, Parsed, majority_day
from lishui_dash.intake.persons import Persons
from lishui_dash.intake.rows import Reader
from lishui_dash.intake.sheet import Body
from lishui_dash.intake.spellings import Spellings
from lishui_dash.intake.statement import INCOMING, Statement, statement_for
from lishui_dash.spec import Feed
from lishui_dash.words import Words

__all__ = ["Judge", "Verdict", "majority_day"]

_BEYOND = (duckdb.OutOfRangeException, duckdb.ConversionException)
_CHUNK = 122_880
"""Rows in one batch: as many as DuckDB gives one thread."""


@dataclass(frozen=True)
class Verdict:
    """`rows` are the typed rows delivered, but for exact repetitions, with `source_row`
    last; `good_rows` those delivered that keep every demand, repetitions included.

    `rows_n` counts the rows delivered, `rejected_n` those that break a demand.
    """

    rows: pa.Table
    rows_n: int
    rejected_n: int
    problems: tuple[Problem, ...]
    good_rows: pa.Table


class Judge:
    """Judges the bodies of files. Threads may share one."""

    def __init__(self, spellings: Spellings, persons: Persons) -> None:
        self._reader = Reader(spellings, persons)
        self._statements: dict[str, Statement] = {}
        self._lock = threading.Lock()
        self._database = duckdb.connect(
            ":memory:", config={"enable_external_access": False, "threads": 2}
        )

    def judge(
        self,
        header: Header,
        body: Body,
        given: Mapping[str, str],
        operating_day: date,
        file_day: date | None = None,
        *,
        names: Names,
    ) -> Verdict:
        """Return the typed rows of a sheet, and every problem of every row.

        `given` fills columns that the sheet lacks. `file_day` is the day the file is
        about, told by its name or title: days without a year take theirs from it. None:
        the day that most rows tell. `names` looks up the names in the file. Raises
        Undecodable when a value is too large or too odd for the engine.
        """
        feed = header.feed
        sheet = self._reader.read(header, body, given, operating_day, file_day, names)
        statement = self._statement(feed)
        try:
            table = self._completed(feed, sheet.columns, sheet.rows)
            broken, doubled = self._run(statement, table, operating_day)
        except _BEYOND as error:
            raise Undecodable(faults.unjudgeable(str(error).split("\n")[0])) from error
        found = Found(header, body, sheet, broken, doubled, statement.checks, names.knows)
        return _verdict(found, table, _derived(feed, sheet.columns, table.num_rows))

    def _statement(self, feed: Feed) -> Statement:
        with self._lock:
            if feed.name not in self._statements:
                self._statements[feed.name] = statement_for(feed)
            return self._statements[feed.name]

    def _completed(
        self, feed: Feed, parsed: Mapping[str, Parsed], rows: pa.Array
    ) -> pa.Table:
        """Return all columns of the feed, those that the sheet lacks filled in."""
        count = len(rows)
        columns: dict[str, pa.Array] = {}
        for column in feed.columns:
            known, type_ = parsed.get(column.name), ARROW_TYPES[column.type]
            if known is None:
                columns[column.name] = pa.repeat(
                    self._default(column.default, type_), count
                )
            elif column.default is None or not known.marks.null_count:
                columns[column.name] = known.values
            else:
                default = self._default(column.default, type_)
                is_empty = pc.is_null(known.marks)
                columns[column.name] = pc.if_else(is_empty, default, known.values)
        columns["source_row"] = rows
        columns["place"] = pa.array(np.arange(count))
        for column in feed.columns:
            if column.derived is not None and column.name not in parsed:
                columns[column.name] = self._derived(
                    column.derived, column.type.value, columns
                )
        table = pa.table(columns)
        return pa.Table.from_batches(table.to_batches(max_chunksize=_CHUNK), table.schema)

    def _default(self, literal: str | None, type_: pa.DataType) -> pa.Scalar:
        if literal is None:
            return pa.scalar(None, type_)
        with self._database.cursor() as cursor:
            [(value,)] = cursor.execute(f"SELECT {literal}").fetchall()
        return pa.scalar(value, type_)

    def _derived(self, sql: str, type_: str, columns: Mapping[str, pa.Array]) -> pa.Array:
        with self._database.cursor() as cursor:
            cursor.register(INCOMING, pa.table(dict(columns)))
            made = cursor.execute(
                f"SELECT CAST({sql} AS {type_}) AS made FROM {INCOMING} ORDER BY place"
            ).to_arrow_table()
        return made["made"].combine_chunks()

    def _run(
        self, statement: Statement, table: pa.Table, operating_day: date
    ) -> tuple[list[tuple[int, list[int]]], list[tuple[int, int, bool]]]:
        with self._database.cursor() as cursor:
            cursor.register(INCOMING, table)
            parameters = {"operating_day": operating_day} if statement.names_day else None
            broken = (
                cursor.execute(statement.broken, parameters).fetchall()
                if statement.checks
                else []
            )
            doubled = []
            if cursor.execute(statement.twice).fetchone() is not None:
                doubled = cursor.execute(statement.doubled).fetchall()
        return broken, doubled


def _verdict(found: Found, table: pa.Table, derived: list[Problem]) -> Verdict:
    of_body = found.body.problems
    refused_n = len({p.row for p in of_body if p.rejects and p.row is not None})
    problems = (*of_body, *derived, *problems_of(found))
    rows = table.drop_columns(["place"])
    repeated = [
        place for place, first, differ in found.doubled if place != first and not differ
    ]
    return Verdict(
        _without(rows, repeated),
        rows.num_rows + refused_n,
        len(found.rejected) + refused_n,
        tuple(sorted(problems, key=lambda problem: problem.row or 0)),
        _without(rows, sorted(found.rejected)),
    )


def _without(rows: pa.Table, places: list[int]) -> pa.Table:
    if not places:
        return rows
    kept = np.ones(rows.num_rows, dtype=bool)
    kept[places] = False
    return rows.filter(pa.array(kept))


def _derived(feed: Feed, parsed: Mapping[str, Parsed], rows_n: int) -> list[Problem]:
    """Return a word on each column that was worked out, because the sheet has none."""
    return [
        faults.flag_of_file(
            "derived",
            Words(
                f"“{column.words.hans}”未报，按同一行的其他数据推算",
                f'"{column.words.en}" was not reported: worked out from the row',
            ),
            Words("请核对；有实数时请补报", "check it; report it where it is known"),
            column=column.words.hans,
        )
        for column in feed.columns
        if column.derived is not None and column.name not in parsed and rows_n
    ]
