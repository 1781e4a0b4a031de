"""A sheet of text: its first rows to find the headings in, then the cells below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pyarrow as pa

from lishui_dash.errors import Problem

HEAD_ROWS = 30
"""How far down the headings are looked for."""

Head = tuple[tuple[str, ...], ...]
Merged = tuple[int, int, int, int]
"""First row and column of a merged cell, last row and column; all from 0."""


@dataclass(frozen=True)
class Origin:
    """Where a row of a Body comes from, when its own number does not tell.

    `label` is the heading above the columns that a cross-tab was unfolded from.
    """

    sheet: str
    row: int
    label: str = ""


@dataclass(frozen=True)
class Body:
    """The cells below the headings, as text, one array for each heading.

    `rows` are the row numbers that the clerk's own program shows; where several sheets or
    the columns of a cross-tab were put together they count from 1, and `origins` tells
    where each comes from. A row that does not fit the headings is left out and named in
    `problems`; `short` tells how many cells the rows have whose last ones are missing.
    """

    columns: tuple[pa.Array, ...]
    rows: pa.Array
    problems: tuple[Problem, ...] = ()
    origins: Sequence[Origin] | None = None
    short: Mapping[int, int] = field(default_factory=dict)

    def origin(self, row: int) -> Origin:
        """Return where a row comes from. Rows of one plain sheet say it themselves."""
        return Origin("", row) if self.origins is None else self.origins[row - 1]


class Sheet(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def head(self) -> Head:
        """The first HEAD_ROWS rows, and one more where there is one."""

    @property
    def merged(self) -> Sequence[Merged]: ...

    @property
    def hidden_rows(self) -> frozenset[int]:
        """Rows, from 0, that the clerk's program does not show."""

    @property
    def struck_rows(self) -> frozenset[int]:
        """Rows, from 0, whose cells are struck out."""

    def body(self, header: int, width: int) -> Body:
        """Return `width` columns of what stands below row `header` (0 is the first row).

        Raises Undecodable when the rows cannot be read.
        """
