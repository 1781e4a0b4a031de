"""A sheet of text: its first rows to find the headings in, then the cells below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from lishui_dash.errors import Problem

HEAD_ROWS = 15
"""How far down the headings are looked for."""

Head = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Body:
    """The cells below the headings, as text, one array for each heading.

    `rows` are the row numbers that the clerk's own program shows. A row that does not
    fit the headings is left out and named in `problems`.
    """

    columns: tuple[pa.Array, ...]
    rows: pa.Array
    problems: tuple[Problem, ...] = ()


class Sheet(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def head(self) -> Head:
        """The first HEAD_ROWS rows, and one more where there is one."""

    def body(self, header: int) -> Body:
        """Return what stands below row `header` (0 is the first row).

        Raises Undecodable when the rows cannot be read.
        """
