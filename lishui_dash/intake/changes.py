"""What a file would change: new, changed, unchanged and withdrawn rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from lishui_dash.intake.arrival import How
from lishui_dash.intake.standing import Standing, same_columns
from lishui_dash.spec import Feed
from lishui_dash.store.engine import Joiner, Parameters

MOST_CELLS = 200
"""How many changed cells and withdrawn rows are shown at most; the counts are of all."""


@dataclass(frozen=True)
class CellChange:
    """One cell whose content becomes another. `key` tells the row, by column name."""

    key: Mapping[str, object]
    column: str
    before: object
    after: object


@dataclass(frozen=True)
class Changes:
    """Rows are told apart by the feed's key, inside what the file would replace.

    `withdrawn` are the keys of rows that would no longer be in force.
    """

    new_n: int
    changed_n: int
    unchanged_n: int
    withdrawn_n: int
    cells: tuple[CellChange, ...] = ()
    withdrawn: tuple[Mapping[str, object], ...] = ()

    @property
    def replaces(self) -> bool:
        """Whether anything that is stored would be another thing afterwards."""
        return self.changed_n + self.withdrawn_n > 0


def changes_of(
    joiner: Joiner, feed: Feed, rows: pa.Table, how: How, voided: pa.Table | None = None
) -> Changes:
    """Compare typed rows with what is stored; persons are in it as they are stored.

    `voided` are rows that the file itself takes back beside.
    """
    met = [Standing.by(feed, same_columns(feed, how), "incoming", rows)]
    joiner.register("incoming", rows)
    if voided is not None:
        met.append(Standing.by(feed, feed.key, "taken_back", voided))
        joiner.register("taken_back", voided)
    try:
        return _compared(joiner, feed, met, is_void=how is How.VOID)
    finally:
        for standing in met:
            joiner.unregister(standing.incoming)


def _compared(
    joiner: Joiner, feed: Feed, met: Sequence[Standing], *, is_void: bool
) -> Changes:
    joined = _sql_for_joined(feed, met, is_void=is_void)
    bounds = {name: value for one in met for name, value in one.parameters.items()}
    parameters = {**bounds, "most": MOST_CELLS}
    [counts] = joiner.query(
        f"""
        {joined}
        SELECT
            count(*) FILTER (is_sent AND NOT is_stored),
            count(*) FILTER (is_sent AND is_stored AND differs),
            count(*) FILTER (is_sent AND is_stored AND NOT differs),
            count(*) FILTER (NOT is_sent)
        FROM joined
        """,
        parameters,
    )
    new, changed, unchanged, withdrawn = counts
    cells = _changed_cells(joiner, feed, joined, parameters) if changed else ()
    gone = _withdrawn_keys(joiner, feed, joined, parameters) if withdrawn else ()
    return Changes(new, changed, unchanged, withdrawn, cells, gone)


def _changed_cells(
    joiner: Joiner, feed: Feed, joined: str, parameters: Parameters
) -> tuple[CellChange, ...]:
    others = _others(feed)
    shown = [f"k_{name}" for name in feed.key]
    shown += [f"{side}_{name}" for name in others for side in "ba"]
    found = joiner.query(
        f"""
        {joined}
        SELECT {", ".join(shown)}
        FROM joined
        WHERE is_sent AND is_stored AND differs
        ORDER BY source_row
        LIMIT $most
        """,
        parameters,
    )
    return tuple(_cells(feed, others, found))[:MOST_CELLS]


def _withdrawn_keys(
    joiner: Joiner, feed: Feed, joined: str, parameters: Parameters
) -> tuple[Mapping[str, object], ...]:
    names = ", ".join(f"k_{name}" for name in feed.key)
    found = joiner.query(
        f"""
        {joined}
        SELECT {names}
        FROM joined
        WHERE NOT is_sent
        ORDER BY {names}
        LIMIT $most
        """,
        parameters,
    )
    return tuple(dict(zip(feed.key, row, strict=True)) for row in found)


def _others(feed: Feed) -> list[str]:
    return [name for name in feed.column_names if name not in feed.key]


def _cells(
    feed: Feed, others: Sequence[str], found: Sequence[tuple[Any, ...]]
) -> list[CellChange]:
    cells: list[CellChange] = []
    for row in found:
        key = dict(zip(feed.key, row, strict=False))
        sides = row[len(feed.key) :]
        for name, before, after in zip(others, sides[::2], sides[1::2], strict=True):
            if before != after:
                cells.append(CellChange(key, name, before, after))
    return cells


def _sql_for_joined(feed: Feed, met: Sequence[Standing], *, is_void: bool) -> str:
    """Return the rows of the file beside those they meet: `b_` before, `a_` after."""
    others = _others(feed)
    names = ", ".join(feed.column_names)
    sent = "SELECT * FROM incoming"
    if is_void:
        # A file that takes rows back leaves nothing in their place.
        sent += " WHERE false"
    pairs = "".join(f", b.{name} AS b_{name}, s.{name} AS a_{name}" for name in others)
    keys = ", ".join(f"coalesce(s.{name}, b.{name}) AS k_{name}" for name in feed.key)
    equal = " AND ".join(f"s.{name} = b.{name}" for name in feed.key)
    differs = " OR ".join(f"s.{name} IS DISTINCT FROM b.{name}" for name in others)
    return f"""
        WITH before AS (
            SELECT {names}, true AS is_stored
            FROM {feed.name}
            WHERE {" OR ".join(f"({one.sql(feed.name)})" for one in met)}
        ),
        sent AS (
            SELECT *, true AS is_sent FROM ({sent}) AS told
        ),
        joined AS (
            SELECT
                {keys},
                s.source_row,
                coalesce(is_sent, false) AS is_sent,
                coalesce(is_stored, false) AS is_stored,
                {differs or "false"} AS differs
                {pairs}
            FROM sent AS s
            FULL JOIN before AS b ON {equal}
        )
    """
