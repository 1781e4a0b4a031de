"""Rows of text held in memory, as workbooks and web pages give them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pyarrow as pa

from lishui_dash.intake.marks import Place
from lishui_dash.intake.sheet import HEAD_ROWS, Body, Head, Merged


@dataclass(frozen=True)
class Grid:
    """A sheet whose rows are all at hand."""

    name: str
    rows: Head
    merged: Sequence[Merged] = ()
    hidden_rows: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()

    @property
    def head(self) -> Head:
        return self.rows[: HEAD_ROWS + 1]

    def body(self, header: int, width: int) -> Body:
        return body_of(self.rows[header + 1 :], header + 2, width)


def body_of(rows: Sequence[Sequence[str]], first: int, width: int) -> Body:
    """Return rows as columns of text; `first` is the number of the first of them."""
    columns = [
        pa.array([row[place] if place < len(row) else "" for row in rows], pa.string())
        for place in range(width)
    ]
    return Body(tuple(columns), pa.array(range(first, first + len(rows)), pa.int32()))


def is_struck(struck: Collection[Place]) -> frozenset[int]:
    """Return the rows in which more than one cell is struck out."""
    cells = Counter(row for row, _ in struck)
    return frozenset(row for row, number in cells.items() if number > 1)
